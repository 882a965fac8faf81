package linter

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ekslint/ekslint/linter/suppress"
	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

// acceptance is a directive for one rule.
type acceptance struct {
	*suppress.Directive
	rule *rules.Rule
	used bool
}

// covers reports whether the acceptance is about a rule at a place.
func (a *acceptance) covers(rule *rules.Rule, place *kubernetes.Place) bool {
	return a.rule == rule && a.File == place.File && a.Scope.Contains(place.Span)
}

// suppressions are the acceptances of a run, by the path of their file.
type suppressions map[string][]*acceptance

// accept returns the acceptance that covers a rule at a place and is in force, and marks
// all that would as used; nil if there is none.
func (s suppressions) accept(rule *rules.Rule, place *kubernetes.Place, today time.Time) *acceptance {
	var accepted *acceptance
	for _, a := range s[place.File.Path] {
		if a.covers(rule, place) {
			a.used = true
			if accepted == nil && !a.Expired(today) {
				accepted = a
			}
		}
	}
	return accepted
}

// suppressions reads the directives of all files. What is wrong with them is a hit.
func (r *run) suppressions() (suppressions, []*hit) {
	all := suppressions{}
	var hits []*hit
	for _, parsed := range r.files {
		if parsed == nil {
			continue
		}
		directives, mistakes := suppress.YAML(parsed.File, parsed.Docs)
		for _, m := range mistakes {
			hits = append(hits, r.suppressionHit(rules.BadSuppression, parsed.File, m.Span, m.Message))
		}
		for _, d := range directives {
			if r.opts.RequireReason && d.Reason == "" {
				hits = append(hits, r.suppressionHit(rules.BadSuppression, d.File, d.Span, `the reason is missing; it stands behind " -- "`))
				continue
			}
			for _, name := range d.Rules {
				rule := r.find(name)
				if rule == nil {
					hits = append(hits, r.suppressionHit(rules.BadSuppression, d.File, d.Span, r.noSuchRule(name)))
					continue
				}
				all[d.File.Path] = append(all[d.File.Path], &acceptance{Directive: d, rule: rule})
			}
		}
	}
	return all, slices.DeleteFunc(hits, func(h *hit) bool { return h == nil })
}

// find returns the rule of a name or former name in any case, and nil if there is none.
func (l *Linter) find(name string) *rules.Rule {
	for _, r := range l.known {
		if strings.EqualFold(r.Name, name) || slices.ContainsFunc(r.Aliases, func(alias string) bool { return strings.EqualFold(alias, name) }) {
			return r
		}
	}
	return nil
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
	place := kubernetes.Place{
		File: file, Span: span, Node: span, Exact: true,
		Object: &kubernetes.Identity{Kind: "Suppression"}, Field: string(file.Data[span.Start:span.End]),
	}
	return &hit{Violation: rules.Violation{Rule: r.rules[i], Message: message}, place: place}
}

// leftover returns the hits of suppressions that are expired, or that cover nothing which
// a selected rule says.
func (r *run) leftover(all suppressions) []*hit {
	var hits []*hit
	for _, list := range all {
		for _, a := range list {
			var h *hit
			switch {
			case a.Expired(r.opts.Today):
				h = r.suppressionHit(rules.ExpiredSuppression, a.File, a.Span,
					fmt.Sprintf("the suppression of %s ended on %s", a.rule.Name, a.Until.Format(time.DateOnly)))
			case !a.used && slices.Contains(r.rules, a.rule):
				h = r.suppressionHit(rules.UnusedSuppression, a.File, a.Span,
					fmt.Sprintf("%s finds nothing here that could be suppressed", a.rule.Name))
			}
			if h != nil {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// suppress takes away the hits and unknowns that somebody accepted, and adds what is wrong
// with suppressions. It returns the hits that count and those that do not.
func (r *run) suppress() (counting, suppressed []*hit) {
	if r.opts.NoSuppress {
		return r.hits, nil
	}
	all, counting := r.suppressions()
	for _, h := range r.hits {
		h.accepted = all.accept(h.Rule, &h.place, r.opts.Today)
		if h.accepted != nil && h.into == nil {
			suppressed = append(suppressed, h)
		} else {
			counting = append(counting, h)
		}
	}
	r.unknowns = slices.DeleteFunc(r.unknowns, func(u *Unknown) bool {
		place := kubernetes.Place{File: u.Location.File, Span: u.Location.Span}
		return all.accept(u.Rule, &place, r.opts.Today) != nil
	})
	return append(counting, r.leftover(all)...), suppressed
}

// suppression says who accepted a hit.
func (a *acceptance) suppression() *Suppression {
	if a == nil {
		return nil
	}
	s := &Suppression{Kind: a.Kind, Location: Location{a.File, a.Span}, Reason: a.Reason}
	if !a.Until.IsZero() {
		s.Until = a.Until.Format(time.DateOnly)
	}
	return s
}
