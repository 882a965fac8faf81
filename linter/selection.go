package linter

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/ekslint/ekslint/rules"
)

// all is the word that selects every rule.
const all = "all"

// selectRules returns the rules that the options ask for, in the order of known.
func selectRules(known []*rules.Rule, opts *Options) ([]*rules.Rule, error) {
	on := map[*rules.Rule]bool{}
	switch opts.Profile {
	case "", rules.DefaultProfile, rules.StrictProfile:
	default:
		return nil, fmt.Errorf("no profile is named %q; there are %s and %s", opts.Profile, rules.DefaultProfile, rules.StrictProfile)
	}
	var steps []step
	if len(opts.Only) == 0 { // who names the rules to run does not ask for what is usual
		for _, r := range known {
			on[r] = r.Profile == rules.DefaultProfile || opts.Profile == rules.StrictProfile
		}
		steps = configured(known, &opts.Config)
	}
	steps = append(steps, step{opts.Only, true}, step{opts.Enable, true}, step{opts.Disable, false})
	for _, step := range steps {
		for _, word := range step.words {
			named, err := Match(known, word)
			if err != nil {
				return nil, err
			}
			for _, r := range named {
				on[r] = step.on
			}
		}
	}
	var selected []*rules.Rule
	for _, r := range known {
		if on[r] {
			selected = append(selected, r)
		}
	}
	return selected, nil
}

// step turns the rules that some words name on or off.
type step struct {
	words []string
	on    bool
}

// configured are the steps of a configuration, which has no order of its own: what is said
// of all rules comes first, then what is said of several, and last what is said of one.
func configured(known []*rules.Rule, config *Config) []step {
	breadth := func(word string) int {
		switch {
		case strings.EqualFold(word, all):
			return 0
		case slices.ContainsFunc(known, func(r *rules.Rule) bool { return named(r, word) || strings.EqualFold(r.Category+"/"+r.Name, word) }):
			return 2
		}
		return 1
	}
	var steps []step
	for level := range 3 {
		of := func(words []string) []string {
			return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return breadth(strings.TrimSpace(word)) != level })
		}
		steps = append(steps, step{of(config.Enable), true}, step{of(config.Disable), false})
	}
	return steps
}

// Match returns the rules that a word names: a name, a former name, a category, a glob over
// names, or "all". If there are none, the error is a [*SelectionError].
func Match(known []*rules.Rule, word string) ([]*rules.Rule, error) {
	text := strings.ToLower(strings.TrimSpace(word))
	var named []*rules.Rule
	for _, r := range known {
		if text == all || text == r.Category || slices.ContainsFunc(append([]string{r.Name, r.Category + "/" + r.Name}, r.Aliases...), func(name string) bool {
			ok, err := path.Match(text, name)
			return err == nil && ok
		}) {
			named = append(named, r)
		}
	}
	if len(named) == 0 {
		return nil, &SelectionError{Word: word, Near: near(known, text)}
	}
	return named, nil
}

// near returns the names that are spelt almost like a word.
func near(known []*rules.Rule, word string) []string {
	type candidate struct {
		name     string
		distance int
	}
	var candidates []candidate
	seen := map[string]bool{}
	for _, r := range known {
		for _, name := range []string{r.Name, r.Category} {
			d := levenshtein.ComputeDistance(word, name)
			if strings.HasPrefix(name, word) || strings.HasSuffix(name, word) {
				d = min(d, 2)
			}
			if !seen[name] && d <= max(2, len(word)/3) {
				seen[name] = true
				candidates = append(candidates, candidate{name, d})
			}
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.name, b.name))
	})
	var names []string
	for _, c := range candidates[:min(3, len(candidates))] {
		names = append(names, c.name)
	}
	return names
}
