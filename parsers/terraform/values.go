package terraform

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// givenValue is a value of a root variable from outside: an argument of a file with
// values, or text from the environment or the command line.
type givenValue struct {
	attr *hclsyntax.Attribute
	text string
}

// readValues collects the values of the root's variables. Later ones win.
//
// Source: https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
func (ev *evaluator) readValues() {
	ev.given = map[string]givenValue{}
	for name := range ev.root.dir.variables {
		if ev.opts.Env == nil {
			break
		}
		if text, ok := ev.opts.Env(name); ok {
			ev.given[name] = givenValue{text: text}
		}
	}
	for _, name := range ev.valueFiles() {
		ev.readValueFile(path.Join(ev.dir, name))
	}
	for _, name := range ev.opts.VarFiles {
		ev.readValueFile(path.Clean(name))
	}
	for name, text := range ev.opts.Vars {
		ev.given[name] = givenValue{text: text}
	}
}

// valueFiles lists the files that Terraform reads without being told to.
func (ev *evaluator) valueFiles() []string {
	var first, auto []string
	entries, err := fs.ReadDir(ev.loader.fsys, ev.dir)
	if err != nil {
		ev.problem(nil, source.Span{}, "%s cannot be read: %v", ev.dir, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.IsDir():
		case name == "terraform.tfvars" || name == "terraform.tfvars.json":
			first = append(first, name)
		case strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json"):
			auto = append(auto, name)
		}
	}
	slices.Sort(first)
	slices.Sort(auto)
	return append(first, auto...)
}

func (ev *evaluator) readValueFile(name string) {
	file, err := ev.loader.extra(Tree{}, name)
	if err != nil {
		ev.problem(nil, source.Span{}, "the file with values %s cannot be read: %v", name, err)
		return
	}
	ev.files = append(ev.files, file)
	attrs, problems := valueAttributes(file)
	ev.problems = append(ev.problems, problems...)
	for attrName, attr := range attrs {
		ev.given[attrName] = givenValue{attr: attr}
	}
}

func valueAttributes(file *source.File) (hclsyntax.Attributes, []source.Problem) {
	if strings.HasSuffix(file.Path, ".json") {
		docs, problems := tree.Parse(file, tree.Limits{})
		if len(docs) == 0 {
			return nil, problems
		}
		r := &jsonReader{file: file, problems: problems}
		if docs[0].Root.Kind != tree.Mapping {
			r.problem(docs[0].Root.Span, "a file with values must be an object, and this is %s", docs[0].Root.Kind)
			return nil, r.problems
		}
		return r.body(docs[0].Root, "values").Attributes, r.problems
	}
	body, problems := parse(file)
	if body == nil {
		return nil, problems
	}
	for _, block := range body.Blocks {
		problems = append(problems, source.Problemf(file, span(block.TypeRange), "a file with values has no blocks"))
	}
	return body.Attributes, problems
}

// givenFor returns the value of a root variable from outside, NilVal if there is none.
func (ev *evaluator) givenFor(v *variableBlock) (cty.Value, error) {
	given, ok := ev.given[v.name]
	switch {
	case !ok:
		return cty.NilVal, nil
	case given.attr != nil:
		value, diags := given.attr.Expr.Value(nil)
		if diags.HasErrors() {
			return cty.NilVal, fmt.Errorf("a value must be a constant: %s", sentence(diags[0]))
		}
		return withOrigin(value, notValid), nil
	case v.literal:
		return cty.StringVal(given.text), nil
	case tooDeep([]byte(given.text)) >= 0:
		return cty.NilVal, errTooLarge
	}
	expr, diags := hclsyntax.ParseExpression([]byte(given.text), "value of "+v.name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, fmt.Errorf("the value of variable %q is not an expression: %s", v.name, sentence(diags[0]))
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() {
		return cty.NilVal, fmt.Errorf("the value of variable %q must be a constant: %s", v.name, sentence(diags[0]))
	}
	return withOrigin(value, notValid), nil
}

// notValid is the origin of what hclsyntax leaves unknown since it could not read it.
func notValid() *Origin { return failed(errors.New("the expression is not valid")) }

// Variables returns the names of the root's variables that have neither a default nor a
// value, sorted.
func (root *Root) Variables() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(root.Module.dir.variables)) {
		if _, given := root.ev.given[name]; !given && root.Module.dir.variables[name].required() {
			names = append(names, name)
		}
	}
	return names
}
