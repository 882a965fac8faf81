package terraform

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// Roots returns those of the given directories that are root modules: no other one calls
// them by a local path. Directories that only call each other have one root, the first of
// them by name, so that everything is evaluated from somewhere.
func (l *Loader) Roots(dirs []string) []string {
	calls := map[string][]string{}
	for _, dir := range dirs {
		if d := l.directory(Tree{}, path.Clean(dir)); d != nil {
			calls[d.path] = localCalls(d)
		}
	}
	called := map[string]bool{}
	for dir, callees := range calls {
		for _, callee := range callees {
			if callee != dir {
				called[callee] = true
			}
		}
	}
	var roots []string
	reached := map[string]bool{}
	var reach func(dir string)
	reach = func(dir string) {
		if !reached[dir] {
			reached[dir] = true
			for _, callee := range calls[dir] {
				reach(callee)
			}
		}
	}
	names := slices.Sorted(maps.Keys(calls))
	for _, dir := range names {
		if !called[dir] {
			roots = append(roots, dir)
			reach(dir)
		}
	}
	for _, dir := range names {
		if !reached[dir] {
			roots = append(roots, dir)
			reach(dir)
		}
	}
	slices.Sort(roots)
	return roots
}

// localCalls lists the directories that a module calls by a path.
func localCalls(d *directory) []string {
	var dirs []string
	for _, name := range slices.Sorted(maps.Keys(d.calls)) {
		attr := d.calls[name].body.Attributes["source"]
		if attr == nil {
			continue
		}
		if text := literalText(attr.Expr); isLocal(text) {
			if dir := path.Join(d.path, text); dir != ".." && !strings.HasPrefix(dir, "../") {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}
