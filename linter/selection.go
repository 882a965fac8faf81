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
	if len(opts.Only) == 0 {
		for _, r := range known {
			on[r] = r.Profile == rules.DefaultProfile || opts.Profile == rules.StrictProfile
		}
	}
	for _, step := range []struct {
		words []string
		on    bool
	}{{opts.Only, true}, {opts.Enable, true}, {opts.Disable, false}} {
		for _, word := range step.words {
			named, err := match(known, word)
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

// match returns the rules that a word names.
func match(known []*rules.Rule, word string) ([]*rules.Rule, error) {
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
