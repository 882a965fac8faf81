package linter

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ekslint/ekslint/linter/suppress"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/rules"
)

// acceptance is a directive or an exception, for one of its rules.
type acceptance struct {
	*suppress.Directive

	exception *Exception  // nil for a directive
	rule      *rules.Rule // nil if there is none of the name
	mistake   string      // why it accepts nothing; "" if it does
	used      bool
}

// covers reports whether the acceptance, which is one for the rule, is about a subject.
func (a *acceptance) covers(s *subject, config *Config) bool {
	if a.exception != nil {
		return a.exception.covers(s, config)
	}
	return a.rule == s.rule && (a.File == s.location.File && a.Scope.Contains(s.location.Span) ||
		slices.ContainsFunc(s.way, func(link terraform.Link) bool { return a.File == link.File && a.Scope.Contains(link.Span) }))
}

// suppressions are the acceptances of a run.
type suppressions struct {
	config     *Config
	directives map[string][]*acceptance      // by the path of their file
	exceptions map[*rules.Rule][]*acceptance // by their rule
	list       []*acceptance                 // all, those with mistakes too
}

// accept returns the acceptance that covers a subject and is in force, and marks all that
// would as used; nil if there is none.
func (s *suppressions) accept(what *subject, today time.Time) *acceptance {
	var accepted *acceptance
	for _, list := range s.candidates(what) {
		for _, a := range list {
			if a.covers(what, s.config) {
				a.used = true
				if accepted == nil && !a.Expired(today) {
					accepted = a
				}
			}
		}
	}
	return accepted
}

// candidates are the acceptances that could cover a subject.
func (s *suppressions) candidates(what *subject) [][]*acceptance {
	files := []string{what.location.File.Path}
	lists := [][]*acceptance{s.directives[files[0]], s.exceptions[what.rule]}
	for _, link := range what.way {
		if !slices.Contains(files, link.File.Path) {
			files = append(files, link.File.Path)
			lists = append(lists, s.directives[link.File.Path])
		}
	}
	return lists
}

// suppressions reads the directives of all files, and the exceptions. What is wrong with
// them is a hit.
func (r *run) suppressions() (*suppressions, []*hit) {
	all := &suppressions{config: &r.opts.Config, directives: map[string][]*acceptance{}, exceptions: map[*rules.Rule][]*acceptance{}}
	var hits []*hit
	add := func(file *source.File, directives []*suppress.Directive, mistakes []suppress.Mistake) {
		for _, m := range mistakes {
			d := &suppress.Directive{File: file, Span: m.Span, Kind: m.Kind}
			all.list = append(all.list, &acceptance{Directive: d, mistake: m.Message})
			hits = append(hits, r.suppressionHit(rules.BadSuppression, d.File, d.Span, m.Message))
		}
		for _, d := range directives {
			hits = append(hits, r.directive(all, d)...)
		}
	}
	for _, parsed := range r.files {
		if parsed != nil {
			directives, mistakes := suppress.YAML(parsed.File, parsed.Docs)
			add(parsed.File, directives, mistakes)
		}
	}
	for _, file := range r.terraformFiles() {
		directives, mistakes := suppress.HCL(file)
		add(file, directives, mistakes)
	}
	hits = append(hits, r.exceptions(all)...)
	return all, slices.DeleteFunc(hits, func(h *hit) bool { return h == nil })
}

// directive adds the acceptances of a directive.
func (r *run) directive(all *suppressions, d *suppress.Directive) []*hit {
	var hits []*hit
	said := map[string]bool{}
	for _, name := range d.Rules {
		one := *d
		one.Rules = []string{name}
		a := &acceptance{Directive: &one, rule: r.find(name)}
		all.list = append(all.list, a)
		switch {
		case r.opts.Config.RequireReason && d.Reason == "":
			a.mistake = `the reason is missing; it stands behind " -- "`
		case a.rule == nil:
			a.mistake = r.noSuchRule(name)
		case r.settings[a.rule].Binding:
			a.mistake = fmt.Sprintf("the configuration does not let comments and annotations accept what %s finds", a.rule.Name)
		default:
			all.directives[d.File.Path] = append(all.directives[d.File.Path], a)
			continue
		}
		if !said[a.mistake] {
			said[a.mistake] = true
			hits = append(hits, r.suppressionHit(rules.BadSuppression, d.File, d.Span, a.mistake))
		}
	}
	return hits
}

// find returns the rule of a name or former name in any case, and nil if there is none.
func (l *Linter) find(name string) *rules.Rule {
	for _, r := range l.known {
		if named(r, name) {
			return r
		}
	}
	return nil
}

// named reports whether a name or former name is that of a rule, in any case.
func named(r *rules.Rule, name string) bool {
	return strings.EqualFold(r.Name, name) || slices.ContainsFunc(r.Aliases, func(alias string) bool { return strings.EqualFold(alias, name) })
}

func (l *Linter) noSuchRule(name string) string {
	if slices.ContainsFunc(l.known, func(r *rules.Rule) bool { return r.Category == name }) {
		return fmt.Sprintf("%q is a category; name its rules one by one", name)
	}
	return (&SelectionError{Word: name, Near: near(l.known, strings.ToLower(name))}).Error()
}

// suppressionHit makes a hit of a rule about suppressions, or nil if that is not selected.
func (r *run) suppressionHit(name string, file *source.File, span source.Span, message string) *hit {
	i := slices.IndexFunc(r.rules, func(rule *rules.Rule) bool { return rule.Name == name })
	if i < 0 {
		return nil
	}
	place := place{Place: kubernetes.Place{
		File: file, Span: span, Node: span, Exact: true,
		Object: &kubernetes.Identity{Kind: "Suppression"}, Field: string(file.Data[span.Start:span.End]),
	}}
	return &hit{Violation: rules.Violation{Rule: r.rules[i], Message: message}, place: place}
}

// leftover returns the hits of suppressions that are expired, or that cover nothing which
// a selected rule says.
func (r *run) leftover(all *suppressions) []*hit {
	var hits []*hit
	for _, a := range all.list {
		var h *hit
		switch r.state(a) {
		case Expired:
			h = r.suppressionHit(rules.ExpiredSuppression, a.File, a.Span,
				fmt.Sprintf("the %s ended on %s", a.about(), a.Until.Format(time.DateOnly)))
		case Unused:
			h = r.suppressionHit(rules.UnusedSuppression, a.File, a.Span, a.idle())
		default:
		}
		if h != nil {
			hits = append(hits, h)
		}
	}
	return hits
}

// about says what an acceptance is.
func (a *acceptance) about() string {
	if a.exception != nil {
		return "exception from " + a.rule.Name
	}
	return "suppression of " + a.rule.Name
}

// idle says that an acceptance accepts nothing.
func (a *acceptance) idle() string {
	if a.exception != nil {
		return a.rule.Name + " finds nothing that this exception is about"
	}
	return a.rule.Name + " finds nothing here that could be suppressed"
}

// suppress takes away the hits and unknowns that somebody accepted, and adds what is wrong
// with suppressions. It returns the hits that count and those that do not.
func (r *run) suppress(report *Report) (counting, suppressed []*hit) {
	if r.opts.NoSuppress {
		return r.hits, nil
	}
	all, counting := r.suppressions()
	for _, h := range r.hits {
		h.accepted = all.accept(r.hitSubject(h), r.opts.Today)
		if h.accepted != nil && h.into == nil {
			suppressed = append(suppressed, h)
		} else {
			counting = append(counting, h)
		}
	}
	r.unknowns = slices.DeleteFunc(r.unknowns, func(u *Unknown) bool {
		return all.accept(unknownSubject(u), r.opts.Today) != nil
	})
	report.Acceptances = r.acceptances(all)
	return append(counting, r.leftover(all)...), suppressed
}

// suppression says who accepted a hit.
func (a *acceptance) suppression() *Suppression {
	if a == nil {
		return nil
	}
	s := &Suppression{Kind: a.Kind, Location: Location{a.File, a.Span}, Reason: a.Reason}
	if a.exception != nil {
		s.Owner = a.exception.Owner
	}
	if !a.Until.IsZero() {
		s.Until = a.Until.Format(time.DateOnly)
	}
	return s
}
