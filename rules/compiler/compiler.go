// Package compiler reads the Rego of rules, checks it and compiles it.
//
// For the rules of ekslint it runs when ekslint is built: [Load] parses a tree of rules,
// [Set.Compile] type-checks them against the model, and [Set.Table] and package wire write
// what the binary carries. For the rules of a user it runs each time; see [LoadCustom].
package compiler

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/rules"
)

// Set is a tree of rules that was read.
type Set struct {
	// Rules are the rules, sorted by category and name.
	Rules []*rules.Rule
	// Modules are the parsed files without tests, by their path.
	Modules map[string]*ast.Module
	// Tests are the parsed tests, by their path.
	Tests map[string]*ast.Module
}

// libraries is the folder of Rego that rules share.
const libraries = "lib"

// testSuffix is the end of the name of a file with unit tests.
const testSuffix = "_test.rego"

// Load reads all Rego below a root, which has the folders CATEGORY/RULE and lib/NAME.
func Load(root fs.FS) (*Set, error) {
	set := newSet()
	if err := set.walk(folder{FS: root}); err != nil {
		return nil, err
	}
	set.sort()
	return set, set.names(nil)
}

func newSet() *Set {
	return &Set{Modules: map[string]*ast.Module{}, Tests: map[string]*ast.Module{}}
}

// folder is a tree of Rego.
type folder struct {
	fs.FS

	name   string // what stands before the paths of its files; "" for nothing
	custom bool   // it is the user's
}

func (f *folder) shown(file string) string { return path.Join(f.name, file) }

func (s *Set) walk(root folder) error {
	return fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".rego" {
			return err
		}
		return s.read(&root, file)
	})
}

func (s *Set) sort() {
	slices.SortFunc(s.Rules, func(a, b *rules.Rule) int {
		return strings.Compare(a.Category+"/"+a.Name, b.Category+"/"+b.Name)
	})
}

func (s *Set) read(root *folder, file string) error {
	text, err := fs.ReadFile(root, file)
	if err != nil {
		return err
	}
	shown := root.shown(file)
	module, err := ast.ParseModuleWithOpts(shown, string(text), ast.ParserOptions{
		ProcessAnnotation: true,
		Capabilities:      Capabilities(),
		RegoVersion:       ast.RegoV1,
	})
	if err != nil {
		return err
	}
	if module == nil {
		return fmt.Errorf("%s:1: no Rego in it", shown)
	}
	if strings.HasSuffix(file, testSuffix) {
		s.Tests[shown] = module
		return nil
	}
	s.Modules[shown] = module
	if strings.HasPrefix(file, libraries+"/") {
		return nil
	}
	rule, err := metadata(file, module, root.custom)
	if err != nil {
		return fmt.Errorf("%s:%d: %w", shown, module.Package.Location.Row, err)
	}
	s.Rules = append(s.Rules, rule)
	return nil
}

// names refuses a name or former name that two rules have, be it one of some others.
func (s *Set) names(others []*rules.Rule) error {
	owner := map[string]string{}
	for _, r := range slices.Concat(others, s.Rules) {
		for _, name := range append([]string{r.Name}, r.Aliases...) {
			if other := owner[name]; other != "" {
				return fmt.Errorf("rules %s and %s/%s share the name %q", other, r.Category, r.Name, name)
			}
			owner[name] = r.Category + "/" + r.Name
		}
	}
	return nil
}

// Compile checks the rules strictly, against the schema of the model, and fills in what
// only the compiled form tells about them.
func (s *Set) Compile() (*ast.Compiler, error) {
	compiler := s.newCompiler()
	compiler.Compile(clone(s.Modules))
	if compiler.Failed() {
		return nil, compiler.Errors
	}
	for _, r := range s.Rules {
		if err := s.complete(compiler, r); err != nil {
			return nil, fmt.Errorf("rule %s/%s: %w", r.Category, r.Name, err)
		}
	}
	return compiler, nil
}

// CompileWithTests compiles the rules together with their tests.
func (s *Set) CompileWithTests() (*ast.Compiler, map[string]*ast.Module, error) {
	all := clone(s.Modules)
	maps.Copy(all, clone(s.Tests))
	compiler := s.newCompiler()
	compiler.Compile(all)
	if compiler.Failed() {
		return nil, nil, compiler.Errors
	}
	return compiler, all, nil
}

func clone(modules map[string]*ast.Module) map[string]*ast.Module {
	copies := make(map[string]*ast.Module, len(modules))
	for file, m := range modules {
		copies[file] = m.Copy()
	}
	return copies
}

func (s *Set) newCompiler() *ast.Compiler {
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, rules.SchemaFor(s.Rules))
	return ast.NewCompiler().
		WithStrict(true).
		WithSchemas(schemas).
		WithUseTypeCheckAnnotations(true).
		WithCapabilities(Capabilities())
}

// Ordered returns the modules of a compiler, sorted by their path. The variables that OPA
// made up have names that are unique in each rule instead of in the whole, so that rules
// share many of them.
func Ordered(compiler *ast.Compiler) ([]*ast.Module, error) {
	var modules []*ast.Module
	for _, file := range slices.Sorted(maps.Keys(compiler.Modules)) {
		m := compiler.Modules[file].Copy()
		for i, r := range m.Rules {
			renamed, err := renameLocals(r)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			m.Rules[i] = renamed
		}
		modules = append(modules, m)
	}
	return modules, nil
}

// local is what the names of variables begin with that OPA made up.
const local = "__local"

func renameLocals(r *ast.Rule) (*ast.Rule, error) {
	names := map[ast.Var]ast.Var{}
	renamed, err := ast.TransformVars(r, func(v ast.Var) (ast.Value, error) {
		if !strings.HasPrefix(string(v), local) {
			return v, nil
		}
		if names[v] == "" {
			names[v] = ast.Var(fmt.Sprintf("%s%d__", local, len(names)))
		}
		return names[v], nil
	})
	if err != nil {
		return nil, err
	}
	rule, ok := renamed.(*ast.Rule)
	if !ok {
		return nil, fmt.Errorf("a rule became a %T", renamed)
	}
	return rule, nil
}

// refused are the built-in functions, or with a final dot the families of them, that
// reach outside, or that answer differently each time.
var refused = []string{
	"http.", "net.", "opa.", "rand.", "uuid.", "rego.", "providers.", "trace", "print",
	"time.now_ns", "io.jwt.", "crypto.", "graphql.",
}

// Capabilities are those of OPA without what would make a rule depend on anything but
// its input.
func Capabilities() *ast.Capabilities {
	capabilities := ast.CapabilitiesForThisVersion()
	capabilities.Builtins = slices.DeleteFunc(capabilities.Builtins, func(b *ast.Builtin) bool {
		return slices.ContainsFunc(refused, func(name string) bool {
			return b.Name == name || strings.HasSuffix(name, ".") && strings.HasPrefix(b.Name, name)
		})
	})
	capabilities.AllowNet = []string{}
	return capabilities
}

// complete sets the fields of a rule that follow from its code.
func (s *Set) complete(compiler *ast.Compiler, r *rules.Rule) error {
	base := ast.MustParseRef("data.rules").
		Append(ast.StringTerm(r.Category)).Append(ast.StringTerm(r.Name))
	if len(compiler.GetRulesExact(base.Append(ast.StringTerm("findings")))) == 0 {
		return errors.New("it defines no findings")
	}
	r.Undecided = len(compiler.GetRulesExact(base.Append(ast.StringTerm("undecided")))) > 0
	reads := reader{compiler: compiler, seen: map[string]bool{}, found: map[string]bool{}}
	reads.module(base)
	r.Packages = slices.Sorted(maps.Keys(reads.seen))
	collections := rules.Collections()
	if reads.found[""] {
		r.Reads = collections
		return nil
	}
	r.Reads = nil
	for _, name := range collections {
		if reads.found[name] {
			r.Reads = append(r.Reads, name)
		}
	}
	for _, target := range r.Targets {
		if !slices.Contains(collections, target) {
			return fmt.Errorf("target %q is no collection of the model; there are %s", target, strings.Join(collections, ", "))
		}
		if !reads.found[target] {
			return fmt.Errorf("target %q is not read by the rule", target)
		}
	}
	return nil
}

// reader collects the parts of the input that a package and those it uses look at; ""
// stands for the input as a whole.
type reader struct {
	compiler *ast.Compiler
	seen     map[string]bool
	found    map[string]bool
}

func (r *reader) module(base ast.Ref) {
	if r.seen[base.String()] {
		return
	}
	r.seen[base.String()] = true
	for _, m := range r.compiler.Modules {
		if m.Package.Path.Equal(base) {
			ast.WalkRefs(m, r.ref)
		}
	}
}

func (r *reader) ref(ref ast.Ref) bool {
	switch {
	case ref.HasPrefix(ast.InputRootRef):
		name := ""
		if len(ref) > 1 {
			if text, ok := ref[1].Value.(ast.String); ok {
				name = string(text)
			}
		}
		r.found[name] = true
	case ref.HasPrefix(ast.DefaultRootRef) && len(ref) >= 4:
		r.module(ref[:4])
	}
	for _, term := range ref[1:] {
		ast.WalkRefs(term, r.ref)
	}
	return true
}
