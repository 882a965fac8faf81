package linter

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/ekslint/ekslint/linter/suppress"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/rules"
)

// Exception accepts findings from outside of the files that have them. What it does not
// say it does not ask for: one with only a rule accepts all findings of that.
type Exception struct {
	// Location is where it is written. Its file has a reported path.
	Location Location
	// Rule is the name or former name of the rule.
	Rule string
	// Resource is the address of a Terraform resource, "Kind/namespace/name", or "Kind/name" in
	// whatever namespace. Each part can be a glob, in which * stands for any text, also none.
	Resource string
	// Path is a glob over the path of the file, as seen from the folder of the
	// configuration, or of the chart's template that Helm made it from; ** stands for any
	// number of folders.
	Path string
	// Container is a glob over the name of the container that the finding is in.
	Container string
	// Reason is why, and Owner who answers for it.
	Reason, Owner string
	// Until is the last day on which it counts, as midnight UTC; zero if it has no end.
	Until time.Time
}

// kindException is the kind of a suppression by an exception.
const kindException = "exception"

// CheckResource says what is wrong with the Resource of an exception; nil if nothing is.
func CheckResource(pattern string) error {
	parts := strings.Split(pattern, "/")
	isAddress := len(parts) == 1 && strings.Contains(pattern, ".")
	if !isAddress && (len(parts) != 2 && len(parts) != 3 || parts[0] == "" || parts[len(parts)-1] == "") {
		return fmt.Errorf("%q is no resource; write Kind/namespace/name, Kind/name for one in any namespace, or the address of a Terraform resource", pattern)
	}
	return CheckGlob(strings.NewReplacer("[", "", "]", "").Replace(pattern))
}

// CheckGlob says what is wrong with a glob; nil if nothing is.
func CheckGlob(pattern string) error {
	if !doublestar.ValidatePattern(pattern) {
		return fmt.Errorf("%q is no glob that can be understood; a [ or { is not closed", pattern)
	}
	return nil
}

// subject is what somebody may have accepted.
type subject struct {
	rule     *rules.Rule
	location Location
	resource Resource
	// container returns the container that it lies in, and "" if there is none.
	container func() string
	// way are the places of Terraform that the value comes through.
	way []terraform.Link
}

// covers reports whether an exception is about a subject.
func (e *Exception) covers(s *subject, config *Config) bool {
	return e.coversResource(&s.resource) && e.coversPath(s, config) &&
		(e.Container == "" || matches(e.Container, s.container()))
}

func (e *Exception) coversResource(r *Resource) bool {
	if e.Resource == "" {
		return true
	}
	if r.Address != "" && (e.Resource == r.Address || matches(e.Resource, r.Address)) {
		return true
	}
	parts := strings.Split(e.Resource, "/")
	if !matches(parts[0], r.Kind) || !matches(parts[len(parts)-1], r.Name) {
		return false
	}
	return len(parts) == 2 || matches(parts[1], r.Namespace)
}

func (e *Exception) coversPath(s *subject, config *Config) bool {
	return e.Path == "" || matches(e.Path, config.path(s.location.File.Path)) ||
		s.resource.Source != "" && matches(e.Path, s.resource.Source)
}

func matches(glob, text string) bool {
	ok, err := doublestar.Match(glob, text)
	return ok && err == nil
}

// exceptions turns the exceptions of the configuration into acceptances. What is wrong with
// them is a hit.
func (r *run) exceptions(all *suppressions) []*hit {
	var hits []*hit
	for _, e := range r.opts.Config.Exceptions {
		d := &suppress.Directive{
			File: e.Location.File, Span: e.Location.Span, Kind: kindException, Rules: []string{e.Rule}, Until: e.Until, Reason: e.Reason,
		}
		a := &acceptance{Directive: d, exception: e, rule: r.find(e.Rule)}
		all.list = append(all.list, a)
		switch {
		case a.rule == nil:
			a.mistake = r.noSuchRule(e.Rule)
		case r.opts.Config.RequireReason && e.Reason == "":
			a.mistake = "the reason is missing; the configuration requires one"
		default:
			all.exceptions[a.rule] = append(all.exceptions[a.rule], a)
			continue
		}
		hits = append(hits, r.suppressionHit(rules.BadSuppression, d.File, d.Span, a.mistake))
	}
	return hits
}

// looked reports whether the run looked at all that an acceptance could cover. Only then it
// can be called unused.
func (r *run) looked(a *acceptance) bool {
	if a.exception == nil {
		return true
	}
	if len(r.opts.Paths) == 0 || len(r.opts.Focus) > 0 || slices.ContainsFunc(r.problems, isError) {
		return false
	}
	config := &r.opts.Config
	folder, _ := doublestar.SplitPattern(a.exception.Path)
	if a.exception.Path == "" {
		folder = "."
	} else if !strings.ContainsAny(a.exception.Path, `*?[{\`) {
		folder = a.exception.Path
	}
	return slices.ContainsFunc(r.opts.Paths, func(given string) bool {
		return below(config.path(relative(r.opts.Root, path.Clean(given))), path.Clean(folder))
	})
}

// relative is a path as seen from a root, both in one tree and in slash form.
func relative(root, name string) string {
	d := discovery{opts: &Options{Root: root}}
	return d.shown(name)
}

// State says what an acceptance did in a run.
type State string

// The states of acceptances.
const (
	// Used accepts at least one finding, or one that would be if more were known.
	Used State = "used"
	// Unused accepts nothing: its rule finds nothing where it counts.
	Unused State = "unused"
	// Expired has its last day behind it.
	Expired State = "expired"
	// Bad cannot be understood, or is not allowed.
	Bad State = "bad"
	// Unchecked cannot be told: its rule did not run, or not all was read that it is about.
	Unchecked State = "unchecked"
)

// Acceptance is a directive or exception, for one of the rules that it names.
type Acceptance struct {
	Suppression

	// Rule is the name of the rule as written; "" if none can be read.
	Rule string
	// State says what it did.
	State State
	// Mistake says what is wrong with a Bad one.
	Mistake string
}

// acceptances lists what became of everything that accepts findings.
func (r *run) acceptances(all *suppressions) []Acceptance {
	var list []Acceptance
	for _, a := range all.list {
		entry := Acceptance{Suppression: *a.suppression(), State: r.state(a), Mistake: a.mistake}
		if len(a.Rules) > 0 {
			entry.Rule = a.Rules[0]
		}
		list = append(list, entry)
	}
	slices.SortStableFunc(list, func(a, b Acceptance) int {
		return cmp.Or(compareLocations(a.Location, b.Location), strings.Compare(a.Rule, b.Rule))
	})
	return list
}

func (r *run) state(a *acceptance) State {
	switch {
	case a.mistake != "":
		return Bad
	case a.Expired(r.opts.Today):
		return Expired
	case a.used:
		return Used
	case !slices.Contains(r.rules, a.rule) || !r.looked(a):
		return Unchecked
	}
	return Unused
}

// hitSubject and unknownSubject are what acceptances are compared with.
func (r *run) hitSubject(h *hit) *subject {
	return &subject{h.Rule, Location{h.place.File, h.place.Span}, h.place.resource(), func() string { return r.container(h.Ref) }, h.place.way}
}

func unknownSubject(u *Unknown) *subject {
	return &subject{u.Rule, u.Location, u.Resource, func() string { return u.container }, u.way}
}
