package linter

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/rules"
)

// oldestOfferedMinor is the oldest version that a cluster of EKS can have, as of 2026-11.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
const oldestOfferedMinor = 31

// oldestMinor is the oldest version that the cluster may have.
func (l *Linter) oldestMinor() int {
	if l.minorGiven {
		return l.opts.KubernetesMinor
	}
	return oldestOfferedMinor
}

// podSecurity adds to namespaces what the Pod Security Standards say about each of their
// workloads, at the version by which the namespace judges it.
//
// The rules themselves are asked, since each check is written down once, in a rule. Only
// workloads of namespaces that the unit defines are asked about.
func (r *run) podSecurity(ctx context.Context, unit *model.Model) {
	if !slices.ContainsFunc(r.rules, func(rule *rules.Rule) bool { return slices.Contains(rule.Reads, "namespaces") }) {
		return
	}
	var open []*membership
	p := &podSecurity{run: r, verdicts: map[question]*model.PodSecurityVerdict{}}
	for _, n := range unit.Namespaces {
		minors := p.minors(n)
		for _, w := range n.Workloads {
			open = append(open, &membership{w, minors})
		}
	}
	if len(open) == 0 {
		return
	}
	p.index(unit)
	// What a check says changes at most once from version to version, so that the first
	// and the last of them say whether it changes at all.
	for _, m := range open {
		p.ask(m, m.minors[0], m.minors[len(m.minors)-1])
	}
	p.answer(ctx)
	for _, m := range open {
		if !m.agrees(p) {
			p.ask(m, m.minors...)
		}
	}
	p.answer(ctx)
	for _, m := range open {
		m.conclude(p)
	}
}

// podSecurity collects questions about workloads and answers them together.
type podSecurity struct {
	*run
	workloads map[model.Ref]*model.Workload
	gaps      map[model.Ref][]*model.Incomplete // by workload
	checking  []*rules.Rule
	asked     []question
	verdicts  map[question]*model.PodSecurityVerdict // nil until it is answered
}

func (p *podSecurity) index(unit *model.Model) {
	p.workloads = make(map[model.Ref]*model.Workload, len(unit.Workloads))
	for _, w := range unit.Workloads {
		p.workloads[w.Ref] = w
	}
	p.gaps = map[model.Ref][]*model.Incomplete{}
	for _, gap := range unit.Incomplete {
		p.gaps[gap.Ref] = append(p.gaps[gap.Ref], gap)
	}
	for _, rule := range p.known {
		if len(rule.PSS) > 0 {
			p.checking = append(p.checking, rule)
		}
	}
}

// question asks what one version of the standards says about a workload.
type question struct {
	minor    int
	workload model.Ref
}

// membership is a workload of a namespace with the versions that may judge it, sorted.
type membership struct {
	*model.NamespaceWorkload
	minors []int
}

// minors are the versions by which a namespace may judge its workloads: the one that it
// pins, but none newer than the cluster, whose version is not always known.
func (p *podSecurity) minors(n *model.Namespace) []int {
	var minors []int
	for minor := p.oldestMinor(); minor <= p.opts.KubernetesMinor; minor++ {
		minors = append(minors, min(minor, pinned(n)))
	}
	return slices.Compact(minors)
}

// policyVersion is what the label enforce-version takes beside "latest".
//
// Source: ParseVersion in k8s.io/pod-security-admission/api.
var policyVersion = pattern.Lazy(`^v1\.(0|[1-9][0-9]*)$`)

// pinned is the version that a namespace pins; one that it does not pin, or with a text
// that the API server does not take, is the newest.
func pinned(n *model.Namespace) int {
	text := n.PodSecurity.EnforceVersion
	if text == nil {
		return NewestKubernetesMinor
	}
	match := policyVersion().FindStringSubmatch(*text)
	if match == nil {
		return NewestKubernetesMinor
	}
	minor, err := strconv.Atoi(match[1])
	if err != nil {
		return NewestKubernetesMinor
	}
	return minor
}

func (p *podSecurity) ask(m *membership, minors ...int) {
	for _, minor := range minors {
		q := question{minor, m.Ref}
		if _, known := p.verdicts[q]; !known {
			p.verdicts[q] = nil
			p.asked = append(p.asked, q)
		}
	}
}

func (m *membership) verdict(p *podSecurity, minor int) *model.PodSecurityVerdict {
	return p.verdicts[question{minor, m.Ref}]
}

// agrees reports whether the first and the last version say the same.
func (m *membership) agrees(p *podSecurity) bool {
	return equal(m.verdict(p, m.minors[0]), m.verdict(p, m.minors[len(m.minors)-1]))
}

// equal reports whether two verdicts differ in nothing but the version.
func equal(a, b *model.PodSecurityVerdict) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.Baseline, b.Baseline) && slices.Equal(a.Restricted, b.Restricted) &&
		reflect.DeepEqual(a.Undecided, b.Undecided)
}

// conclude sets the verdicts of a workload: one, or all if they differ.
func (m *membership) conclude(p *podSecurity) {
	minors := m.minors
	if m.agrees(p) {
		minors = minors[len(minors)-1:]
	}
	for _, minor := range minors {
		if v := m.verdict(p, minor); v != nil {
			m.Verdicts = append(m.Verdicts, v)
		}
	}
}

// batchSize is how many workloads rules are asked about at once.
const batchSize = 200

// answer answers the questions that were asked, version by version.
func (p *podSecurity) answer(ctx context.Context) {
	slices.SortStableFunc(p.asked, func(a, b question) int { return a.minor - b.minor })
	var batches [][]question
	for rest := p.asked; len(rest) > 0; {
		n := 1
		for n < min(len(rest), batchSize) && rest[n].minor == rest[0].minor {
			n++
		}
		batches, rest = append(batches, rest[:n]), rest[n:]
	}
	p.asked = nil
	p.each(ctx, len(batches), func(i int) { p.answerBatch(ctx, batches[i]) })
}

func (p *podSecurity) answerBatch(ctx context.Context, batch []question) {
	minor := batch[0].minor
	m := p.modelOf(batch, minor)
	result, errs := p.engine.Eval(ctx, m, p.checking)
	opinions := make(map[*kubernetes.Identity]*opinion, len(batch))
	for _, q := range batch {
		opinions[p.object(q.workload)] = &opinion{checks: map[PSSCheck]bool{}, fields: map[string]bool{}}
	}
	checks := newChecks(p.known, minor)
	for _, v := range result.Violations {
		if o := opinions[p.object(v.Ref)]; o != nil {
			o.violates(checks.of(&hit{Violation: v}))
		}
	}
	for _, u := range append(result.Undecided, gaps(m, p.checking)...) {
		if o := opinions[p.object(u.Ref)]; o != nil {
			o.leavesOpen(u, minor)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, q := range batch {
		p.verdicts[q] = opinions[p.object(q.workload)].verdict(minor)
	}
	p.fail(ctx, errs)
}

// modelOf is the part of the unit that holds some workloads.
func (p *podSecurity) modelOf(batch []question, minor int) *model.Model {
	m := &model.Model{Settings: model.Settings{
		KubernetesMinor: minor, KubernetesMinorGiven: true, OldestKubernetesMinor: minor, Profile: rules.StrictProfile, Params: p.params,
	}}
	for _, q := range batch {
		w := p.workloads[q.workload]
		m.Workloads = append(m.Workloads, w)
		m.Containers = append(m.Containers, w.Containers...)
		m.Volumes = append(m.Volumes, w.Volumes...)
		for _, c := range w.Containers {
			m.VolumeMounts = append(m.VolumeMounts, c.VolumeMounts...)
		}
		m.Incomplete = append(m.Incomplete, p.gaps[w.Ref]...)
	}
	return m
}

// object is the object that a node belongs to; nil for a node that does not exist.
func (p *podSecurity) object(ref model.Ref) *kubernetes.Identity {
	place, ok := p.locate(ref, nil)
	if !ok {
		return nil
	}
	return place.Object
}

// opinion is what the rules say about one workload.
type opinion struct {
	checks    map[PSSCheck]bool
	undecided []*model.PodSecurityUndecided
	fields    map[string]bool // that undecided has
}

func (o *opinion) violates(checks []PSSCheck) {
	for _, check := range checks {
		o.checks[check] = true
	}
}

// leavesOpen notes a field that a rule would have to know. One that several rules would
// have to know is noted for each of their levels once.
func (o *opinion) leavesOpen(u rules.Undecided, minor int) {
	for _, check := range u.Rule.PSS {
		key := fmt.Sprint(u.Ref, check.Level, u.Field)
		if check.Since > minor || o.fields[key] {
			continue
		}
		o.fields[key] = true
		o.undecided = append(o.undecided, &model.PodSecurityUndecided{
			Ref: u.Ref, Field: u.Field, Reason: u.Reason,
			Levels: levels(PSSCheck{Level: check.Level, Check: check.Check}, minor),
		})
	}
}

// The levels of the Pod Security Standards that forbid something.
const (
	baseline   = "baseline"
	restricted = "restricted"
)

// replaced are the checks of baseline that the level restricted does without, since it has
// a stricter one, each with the version from which it does.
//
// Source: OverrideCheckIDs in k8s.io/pod-security-admission/policy.
var replaced = map[string]int{
	"hostPathVolumes":         0,
	"seccompProfile_baseline": 19,
	"capabilities_baseline":   22,
	"procMount":               35,
}

// levels are the levels at which a check is made.
func levels(check PSSCheck, minor int) []string {
	var list []string
	if check.Level == baseline {
		list = append(list, baseline)
	}
	if from, is := replaced[check.Check]; !is || minor < from {
		list = append(list, restricted)
	}
	return list
}

func (o *opinion) verdict(minor int) *model.PodSecurityVerdict {
	v := &model.PodSecurityVerdict{Minor: minor, Undecided: o.undecided}
	for check := range o.checks {
		for _, level := range levels(check, minor) {
			if level == baseline {
				v.Baseline = append(v.Baseline, check.Check)
			} else {
				v.Restricted = append(v.Restricted, check.Check)
			}
		}
	}
	slices.Sort(v.Baseline)
	slices.Sort(v.Restricted)
	slices.SortFunc(v.Undecided, func(a, b *model.PodSecurityUndecided) int {
		return cmp.Or(cmp.Compare(a.Ref, b.Ref), slices.Compare(a.Field, b.Field), slices.Compare(a.Levels, b.Levels))
	})
	return v
}
