package linter

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/rules"
)

// Config is what a team configured for all its runs; see package config for its file. The
// zero value configures nothing.
type Config struct {
	// Root is the path of the root of the run as seen from the folder that Exclude and the
	// paths of Exceptions are relative to, in slash form; default ".", which is that folder.
	Root string
	// Exclude are patterns in the syntax of gitignore; what they match is not read.
	Exclude []string
	// Enable and Disable change which rules of the profile run, unless the options name the
	// only ones. Their elements are those of Options.Enable. The name of a rule wins over a
	// category or glob, and that over "all"; of two equals Disable wins.
	Enable, Disable []string
	// Rules are the settings of rules, by their names or former names.
	Rules map[string]RuleSettings
	// RequireReason is whether a suppression without a reason is a bad one.
	RequireReason bool
	// Exceptions accept findings from outside of the files that have them.
	Exceptions []*Exception
}

// RuleSettings are what a team changes of a rule. The zero value changes nothing.
type RuleSettings struct {
	// Severity is that of all findings of the rule; "" leaves it to the rule.
	Severity Severity
	// Params are values for parameters of the rule; the others have their defaults.
	Params map[string]any
	// Binding is whether comments and annotations cannot accept findings of the rule.
	Binding bool
}

// path is a reported path as seen from the folder of the configuration.
func (c *Config) path(shown string) string { return path.Join(cmp.Or(c.Root, "."), shown) }

// known puts the user's rules between the others.
func known(some, custom []*rules.Rule) []*rules.Rule {
	return slices.SortedFunc(slices.Values(slices.Concat(some, custom)), func(a, b *rules.Rule) int {
		return cmp.Or(strings.Compare(a.Category, b.Category), strings.Compare(a.Name, b.Name))
	})
}

// configure applies the settings of rules. Rules whose severity changes are copied, since
// others use them, too.
func (l *Linter) configure() error {
	l.settings = map[*rules.Rule]RuleSettings{}
	l.params = map[string]map[string]any{}
	given := map[string]map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(l.opts.Config.Rules)) {
		settings := l.opts.Config.Rules[name]
		at := slices.IndexFunc(l.known, func(r *rules.Rule) bool { return named(r, name) })
		if at < 0 {
			return &SelectionError{Word: name, Near: near(l.known, name)}
		}
		if err := checkParams(l.known[at], settings.Params); err != nil {
			return err
		}
		if settings.Severity != "" {
			changed := *l.known[at]
			changed.Severity = settings.Severity
			l.known[at] = &changed
		}
		l.settings[l.known[at]] = settings
		given[l.known[at].Name] = settings.Params
	}
	for _, r := range l.known {
		if len(r.Params) == 0 {
			continue
		}
		l.params[r.Name] = map[string]any{}
		for _, p := range r.Params {
			l.params[r.Name][p.Name] = p.Default
		}
		maps.Copy(l.params[r.Name], given[r.Name])
	}
	return nil
}

// checkParams refuses what a rule would not understand.
func checkParams(r *rules.Rule, given map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := slices.IndexFunc(r.Params, func(p rules.Param) bool { return p.Name == name })
		if at < 0 {
			return fmt.Errorf("the rule %s has no parameter %q", r.Name, name)
		}
		if p := r.Params[at]; !p.Type.Accepts(given[name]) {
			return fmt.Errorf("the parameter %s of the rule %s is of type %s and not %T", name, r.Name, p.Type, given[name])
		}
	}
	return nil
}
