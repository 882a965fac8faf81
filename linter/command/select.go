package command

import (
	"slices"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/rules"
)

// selectFlags say which rules run.
type selectFlags struct {
	only, enable, disable []string
	profile               string
}

func (s *selectFlags) register(f *flags) {
	known := ruleWords()
	f.list(&s.only, "only", "`RULES` the only rules that run: names, categories, globs or all, with commas between them; can be repeated", known)
	f.list(&s.enable, "enable", "`RULES` rules that run besides those of the profile; can be repeated", known)
	f.list(&s.disable, "disable", "`RULES` rules that do not run; can be repeated", known)
	f.word(&s.profile, "profile", "", rules.DefaultProfile, []string{rules.DefaultProfile, rules.StrictProfile},
		"`PROFILE` which rules run: default, or strict for those too that many teams can do without")
}

func (s *selectFlags) apply(opts *linter.Options) {
	opts.Only, opts.Enable, opts.Disable, opts.Profile = s.only, s.enable, s.disable, s.profile
}

// ruleWords are the words that select rules, sorted.
func ruleWords() []string {
	words := append(rules.Categories(), "all")
	for _, r := range rules.All() {
		words = append(words, r.Name)
	}
	slices.Sort(words)
	return slices.Compact(words)
}
