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

// Folder is a tree of custom rules.
type Folder struct {
	// Name is how the user calls it, in slash form; errors begin with it.
	Name string
	// FS holds the folders CATEGORY/RULE, and lib/NAME for what its rules share.
	FS fs.FS
}

// ownLibrary is what stands before the paths of the Rego that custom rules may import.
const ownLibrary = "ekslint"

// LoadCustom reads custom rules, which can import the Rego that the rules of ekslint share.
// An error names the file and line; see [Mistakes]. A rule must not be called like one of
// ekslint's, since nobody could tell which of them a suppression means.
func LoadCustom(folders []Folder) (*Set, error) {
	set := newSet()
	for _, f := range folders {
		before := len(set.Rules)
		if err := set.walk(folder{FS: f.FS, name: f.Name, custom: true}); err != nil {
			return nil, err
		}
		if len(set.Rules) == before {
			return nil, fmt.Errorf("%s: there is no rule in this folder; a rule is a file CATEGORY/RULE/RULE.rego", f.Name)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(set.Modules)) {
		if err := checkLibrary(file, set.Modules[file]); err != nil {
			return nil, err
		}
	}
	if err := set.addLibrary(); err != nil {
		return nil, err
	}
	set.sort()
	return set, set.names(rules.All())
}

// addLibrary adds the shared Rego of ekslint that the modules and tests use, and what that
// uses itself. To compile all of it would take longer than most runs.
func (s *Set) addLibrary() error {
	var open []*ast.Module
	open = slices.AppendSeq(open, maps.Values(s.Modules))
	open = slices.AppendSeq(open, maps.Values(s.Tests))
	added := map[string]bool{}
	for len(open) > 0 {
		m := open[0]
		open = open[1:]
		for _, name := range libraryOf(m) {
			if added[name] || !inLibrary(name) {
				continue
			}
			added[name] = true
			modules, err := s.addPackage(name)
			if err != nil {
				return err
			}
			open = append(open, modules...)
		}
	}
	return nil
}

// addPackage adds one package of the shared Rego of ekslint, without its tests.
func (s *Set) addPackage(name string) ([]*ast.Module, error) {
	root := folder{FS: rules.Library(), name: ownLibrary}
	entries, err := fs.ReadDir(root, libraries+"/"+name)
	if err != nil {
		return nil, err
	}
	var modules []*ast.Module
	for _, entry := range entries {
		file := path.Join(libraries, name, entry.Name())
		if strings.HasSuffix(file, testSuffix) {
			continue
		}
		if err := s.read(&root, file); err != nil {
			return nil, err
		}
		modules = append(modules, s.Modules[root.shown(file)])
	}
	return modules, nil
}

// inLibrary reports whether ekslint has shared Rego of a name.
func inLibrary(name string) bool {
	_, err := fs.Stat(rules.Library(), path.Join(libraries, name))
	return err == nil
}

var libraryRef = ast.MustParseRef("data.rules." + libraries)

// libraryOf returns the names of the shared packages that a module refers to.
func libraryOf(m *ast.Module) []string {
	var names []string
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref.HasPrefix(libraryRef) && len(ref) > len(libraryRef) {
			if name, ok := ref[len(libraryRef)].Value.(ast.String); ok {
				names = append(names, string(name))
			}
		}
		return false
	})
	return names
}

// checkLibrary refuses shared Rego of a user that would become part of another package.
func checkLibrary(file string, m *ast.Module) error {
	folder := path.Dir(file)
	if path.Base(path.Dir(folder)) != libraries {
		return nil
	}
	name := path.Base(folder)
	switch {
	case inLibrary(name):
		return fmt.Errorf("%s:%d: ekslint has shared Rego of this name; choose another one than %s", file, m.Package.Location.Row, name)
	case m.Package.Path.String() != "data.rules."+libraries+"."+name:
		return fmt.Errorf("%s:%d: the package must be rules.%s.%s, as the folder says", file, m.Package.Location.Row, libraries, name)
	}
	return nil
}

// Mistakes returns what is wrong with rules one by one, each with its file and line where
// these are known.
func Mistakes(err error) []string {
	var many ast.Errors
	if !errors.As(err, &many) {
		return []string{err.Error()}
	}
	var list []string
	for _, one := range many {
		text := one.Message
		if one.Location != nil {
			text = fmt.Sprintf("%s:%d: %s", one.Location.File, one.Location.Row, text)
		}
		if one.Details != nil {
			for _, line := range one.Details.Lines() {
				text += "\n\t" + line
			}
		}
		list = append(list, text)
	}
	return list
}
