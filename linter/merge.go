package linter

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

// hit is a violation at its place.
type hit struct {
	rules.Violation
	place   place
	related []Related
	// set is whether the settings say how severe the hit is.
	set bool
	// accepted is who suppressed the hit; nil if it counts.
	accepted *acceptance
	// more are the addresses of further resources that have the value from the same place.
	more []string
	// into is the hit that stands for this one as well; nil if it stands for itself.
	into *hit
	// also are the hits that this one stands for.
	also []*hit
}

// top is the hit that is reported for h.
func (h *hit) top() *hit {
	for h.into != nil {
		h = h.into
	}
	return h
}

func (h *hit) absorb(other *hit) {
	if other.into != nil || h.top() == other {
		return
	}
	other.into = h
	h.also = append(h.also, other)
}

func (h *hit) severity() Severity { return cmp.Or(h.Severity, h.Rule.Severity) }

// merge lets the most severe hit stand for all that judge one value.
func merge(hits []*hit) []*hit {
	slices.SortStableFunc(hits, compareHits)
	type value struct {
		object *kubernetes.Identity
		field  string
	}
	first := map[value]*hit{}
	for _, h := range hits {
		if h.into != nil {
			continue
		}
		at := value{h.place.Object, h.place.Field}
		worst, found := first[at]
		if !found {
			first[at] = h
		} else if worst.Rule != h.Rule {
			worst.absorb(h)
		}
	}
	return once(slices.DeleteFunc(hits, func(h *hit) bool { return h.into != nil }))
}

// once leaves one hit of those that a rule has at one place of Terraform, which all
// instances of a resource or module share: it is mended once.
func once(hits []*hit) []*hit {
	type spot struct {
		rule  *rules.Rule
		file  *source.File
		span  source.Span
		field string
		kind  string
		said  bool
	}
	first := map[spot]*hit{}
	return slices.DeleteFunc(hits, func(h *hit) bool {
		if h.place.address == "" {
			return false
		}
		at := spot{h.Rule, h.place.File, h.place.Span, h.place.Field, h.place.Object.Kind, h.accepted != nil}
		other := first[at]
		switch {
		case other == nil:
			first[at] = h
			return false
		case other.place.address == h.place.address:
			return other.Message == h.Message // of another root module
		}
		if !slices.Contains(other.more, h.place.address) {
			other.more = append(other.more, h.place.address)
		}
		return true
	})
}

// compareHits puts the most severe hit of a value first.
func compareHits(a, b *hit) int {
	return cmp.Or(
		strings.Compare(a.place.File.Path, b.place.File.Path),
		cmp.Compare(a.place.Span.Start, b.place.Span.Start),
		strings.Compare(a.place.Field, b.place.Field),
		cmp.Compare(a.severity().Rank(), b.severity().Rank()),
		strings.Compare(a.Rule.Name, b.Rule.Name),
		strings.Compare(a.place.address, b.place.address),
		strings.Compare(a.Message, b.Message),
	)
}

// subsume lets a hit stand for those that its rule names as made redundant by it. What is
// worse by the settings stands for itself.
func subsume(hits []*hit) {
	slices.SortStableFunc(hits, compareHits)
	type key struct {
		rule string
		ref  model.Ref
	}
	of := map[key][]*hit{}
	for _, h := range hits {
		k := key{h.Rule.Name, h.Ref}
		of[k] = append(of[k], h)
	}
	for _, h := range hits {
		for _, s := range h.Subsumes {
			for _, other := range of[key{s.Rule, s.Ref}] {
				if other != h && !worseBySettings(other, h) {
					h.absorb(other)
				}
			}
		}
	}
}

func worseBySettings(a, b *hit) bool {
	return (a.set || b.set) && !b.severity().AtLeast(a.severity())
}

// checks tells which checks of the Pod Security Standards hits stand for.
type checks struct {
	minor int
	level map[string]string // by check
	rule  map[string]string // by check
}

func newChecks(known []*rules.Rule, minor int) *checks {
	c := &checks{minor: minor, level: map[string]string{}, rule: map[string]string{}}
	for _, r := range known {
		for _, check := range r.PSS {
			c.level[check.Check] = check.Level
			if c.rule[check.Check] == "" {
				c.rule[check.Check] = r.Name
			}
		}
	}
	return c
}

// of returns the checks that a hit violates by itself.
func (c *checks) of(h *hit) []PSSCheck {
	var list []PSSCheck
	if !h.Exact {
		for _, check := range h.Rule.PSS {
			if check.Since <= c.minor {
				list = append(list, PSSCheck{check.Level, check.Check})
			}
		}
	}
	for _, check := range h.Checks {
		list = append(list, PSSCheck{c.level[check], check})
	}
	return list
}

// finding makes the finding of a hit and of those that it stands for.
func (c *checks) finding(h *hit) *Finding {
	f := &Finding{
		Rule:     h.Rule,
		Severity: h.severity(),
		Message:  h.Message,
		Resource: h.place.resource(),
		Location: Location{h.place.File, h.place.Span},
		Related:  h.related,
		absent:   !h.place.Exact,

		Suppression: h.accepted.suppression(),
	}
	f.Resource.More = h.more
	slices.Sort(f.Resource.More)
	c.collect(f, h)
	slices.Sort(f.Also)
	f.Also = slices.DeleteFunc(slices.Compact(f.Also), func(name string) bool { return name == h.Rule.Name })
	slices.SortFunc(f.PSS, func(a, b PSSCheck) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Check, b.Check))
	})
	f.PSS = slices.Compact(f.PSS)
	return f
}

func (c *checks) collect(f *Finding, h *hit) {
	f.PSS = append(f.PSS, c.of(h)...)
	f.Also = append(f.Also, h.Rule.Name)
	if !h.Exact {
		for _, check := range h.Checks {
			f.Also = append(f.Also, c.rule[check])
		}
	}
	for _, other := range h.also {
		if other.accepted == nil || h.accepted != nil {
			f.weaker = append(f.weaker, digest(identity(other.Rule, other.place.File, other.place.resource())))
			c.collect(f, other)
		}
	}
}

func (p *place) resource() Resource {
	return Resource{
		Kind: p.Object.Kind, Namespace: p.Object.Namespace, Name: p.Object.Name, Field: p.Field, Source: p.Object.Source, Address: p.address,
	}
}

// fingerprint gives every finding its name. What is equal in everything that a
// fingerprint is made of is told apart by its order.
func fingerprint(findings []*Finding) {
	count := map[string]int{}
	for _, f := range findings {
		text := identity(f.Rule, f.Location.File, f.Resource)
		if n := count[text]; n > 0 {
			count[text]++
			text += fmt.Sprintf("\x00%d", n)
		} else {
			count[text] = 1
		}
		f.Fingerprint = digest(text)
	}
}

// identity is what makes a finding the same one in another run.
func identity(rule *rules.Rule, file *source.File, r Resource) string {
	return strings.Join([]string{rule.Name, file.Path, r.Address, r.Kind, r.Namespace, r.Name, r.Field}, "\x00")
}

// digest is the fingerprint of an identity.
func digest(identity string) string {
	sum := sha256.Sum256([]byte(identity))
	return "v1:" + hex.EncodeToString(sum[:8])
}

func compareFindings(a, b *Finding) int {
	return cmp.Or(compareLocations(a.Location, b.Location), strings.Compare(a.Rule.Name, b.Rule.Name),
		compareResources(&a.Resource, &b.Resource), strings.Compare(a.Message, b.Message))
}

func compareUnknowns(a, b *Unknown) int {
	return cmp.Or(compareLocations(a.Location, b.Location), strings.Compare(a.Rule.Name, b.Rule.Name),
		compareResources(&a.Resource, &b.Resource), strings.Compare(a.Reason, b.Reason))
}

// compareResources tells objects apart that share their text, as aliases let them.
func compareResources(a, b *Resource) int {
	return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.Kind, b.Kind), strings.Compare(a.Address, b.Address),
		strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
}

func compareLocations(a, b Location) int {
	return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start))
}

func compareProblems(a, b source.Problem) int {
	name := func(f *source.File) string {
		if f == nil {
			return ""
		}
		return f.Path
	}
	return cmp.Or(strings.Compare(name(a.File), name(b.File)), cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Level, b.Level), strings.Compare(a.Message, b.Message))
}
