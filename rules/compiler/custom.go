package compiler

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	if err := set.walk(folder{FS: rules.Library(), name: ownLibrary}); err != nil {
		return nil, err
	}
	clear(set.Tests) // those of ekslint
	own := map[string]bool{}
	for _, m := range set.Modules {
		own[m.Package.Path.String()] = true
	}
	for _, f := range folders {
		before := len(set.Rules)
		if err := set.walk(folder{FS: f.FS, name: f.Name, custom: true}); err != nil {
			return nil, err
		}
		if len(set.Rules) == before {
			return nil, fmt.Errorf("%s: there is no rule in this folder; a rule is a file CATEGORY/RULE/RULE.rego", f.Name)
		}
	}
	for file, m := range set.Modules {
		if err := checkLibrary(file, m, own); err != nil {
			return nil, err
		}
	}
	set.sort()
	return set, set.names(rules.All())
}

// checkLibrary refuses shared Rego of a user that would become part of another package.
func checkLibrary(file string, m *ast.Module, own map[string]bool) error {
	folder := path.Dir(file)
	if strings.HasPrefix(file, ownLibrary+"/"+libraries+"/") || path.Base(path.Dir(folder)) != libraries {
		return nil
	}
	name := m.Package.Path.String()
	switch {
	case own[name]:
		return fmt.Errorf("%s:%d: ekslint has shared Rego of this name; choose another one than %s", file, m.Package.Location.Row, path.Base(folder))
	case name != "data.rules."+libraries+"."+path.Base(folder):
		return fmt.Errorf("%s:%d: the package must be rules.%s.%s, as the folder says", file, m.Package.Location.Row, libraries, path.Base(folder))
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
