package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/rules"
)

// TestVerdicts holds our findings against the admission of Kubernetes, pod by pod.
func TestVerdicts(t *testing.T) {
	const mixtures = 20_000
	o := newOracle(t)
	samples := makeSamples(t, mixtures)
	pods := make(map[*sample]*corev1.PodTemplateSpec, len(samples))
	for _, s := range samples {
		pod, err := decode(s.text, s.wrapping.path)
		if err != nil {
			t.Fatalf("the generator wrote a pod that Kubernetes cannot read: %v\n%s", err, s.text)
		}
		pods[s] = pod
	}
	c := &comparison{oracle: o, differ: map[string]int{}}
	for _, minor := range minors() {
		var due []*sample
		for _, s := range samples {
			if slices.Contains(s.minors, minor) {
				due = append(due, s)
			}
		}
		ours := o.lint(t, minor, due)
		for _, s := range due {
			c.compare(t, s, minor, o.judge(minor, pods[s]), ours[s.name])
		}
	}
	t.Logf("%d pods, %d verdicts, %d of them differ%s", len(samples), c.count, c.wrong, c.summary())
	c.checkVariety(t, pods)
}

// comparison counts and reports how verdicts differ.
type comparison struct {
	oracle *oracle
	count  int
	// differ is the number of verdicts by what differs.
	differ map[string]int
	wrong  int
}

// shown is how many kinds of differences are reported with an example.
const shown = 12

// compare reports each difference between two verdicts with the smallest pod that shows
// it, once for each kind of difference.
func (c *comparison) compare(t *testing.T, s *sample, minor int, theirs verdict, ours judgement) {
	t.Helper()
	c.count++
	found := differences(theirs, ours)
	if len(found) > 0 {
		c.wrong++
	}
	for _, what := range found {
		c.differ[what]++
		if c.differ[what] == 1 && len(c.differ) <= shown {
			c.show(t, s, minor, what)
		}
	}
}

func (c *comparison) show(t *testing.T, s *sample, minor int, what string) {
	t.Helper()
	small := c.oracle.minimize(t, s, minor, what)
	theirs, ours, err := c.oracle.both(t, small, minor)
	if err != nil {
		t.Fatal(err)
	}
	t.Errorf("1.%d: %s (-upstream +ours)\n%s\nupstream: %s\nours:     %s, undecided %v\nseen first in\n%s",
		minor, what, small.text, theirs, ours.verdict, ours.undecided, s.text)
}

// summary counts the kinds of differences.
func (c *comparison) summary() string {
	var b strings.Builder
	for _, what := range sorted(c.differ) {
		fmt.Fprintf(&b, "\n%6d %s", c.differ[what], what)
	}
	return b.String()
}

// String names the checks of both levels.
func (v verdict) String() string { return fmt.Sprintf("baseline %v, restricted %v", v.Baseline, v.Restricted) }

// differences says what differs, in words that are equal for equal differences.
func differences(theirs verdict, ours judgement) []string {
	var found []string
	add := func(sign, level string, ids, other []string) {
		for _, id := range ids {
			if !slices.Contains(other, id) {
				found = append(found, sign+level+"/"+id)
			}
		}
	}
	add("-", "baseline", theirs.Baseline, ours.verdict.Baseline)
	add("+", "baseline", ours.verdict.Baseline, theirs.Baseline)
	add("-", "restricted", theirs.Restricted, ours.verdict.Restricted)
	add("+", "restricted", ours.verdict.Restricted, theirs.Restricted)
	for _, rule := range unique(slices.Clone(ours.undecided)) {
		found = append(found, "undecided/"+rule)
	}
	return found
}

// checkVariety makes sure that the pods tell every check apart: each is violated by some
// and not by others, at each level that has it, and some pods violate nothing.
func (c *comparison) checkVariety(t *testing.T, pods map[*sample]*corev1.PodTemplateSpec) {
	t.Helper()
	violated, clean := map[string]int{}, map[string]int{}
	for _, pod := range pods {
		v := c.oracle.judge(linter.NewestKubernetesMinor, pod)
		for level, ids := range map[string][]string{"baseline": v.Baseline, "restricted": v.Restricted} {
			if len(ids) == 0 {
				clean[level]++
			}
			for _, id := range ids {
				violated[id]++
			}
		}
	}
	for _, check := range c.oracle.checks {
		if n := violated[string(check.ID)]; n < len(pods)/200 || n > len(pods)*19/20 {
			t.Errorf("%d of %d pods violate %s, which is too few or too many to tell", n, len(pods), check.ID)
		}
	}
	for _, level := range []string{"baseline", "restricted"} {
		if clean[level] < len(pods)/50 {
			t.Errorf("only %d of %d pods are clean at level %s", clean[level], len(pods), level)
		}
	}
}

// TestChecksAndRules holds the metadata of the rules against the list of checks: every
// check has a rule, with its level and the version that brought it.
func TestChecksAndRules(t *testing.T) {
	type since struct {
		Level string
		Minor int
	}
	want := map[string]since{}
	for _, check := range newOracle(t).checks {
		first := check.Versions[0].MinimumVersion
		want[string(check.ID)] = since{string(check.Level), max(first.Minor(), linter.OldestKubernetesMinor)}
	}
	got := map[string]since{}
	for _, rule := range judged() {
		for _, check := range rule.PSS {
			s := since{check.Level, max(check.Since, linter.OldestKubernetesMinor)}
			if other, ok := got[check.Check]; ok && other != s {
				t.Errorf("rules differ about %s: %v and %v", check.Check, other, s)
			}
			got[check.Check] = s
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checks (-upstream +ours):\n%s", diff)
	}
}

// judged are the rules that take part.
func judged() []*rules.Rule {
	if options.Rules != nil {
		return options.Rules
	}
	return rules.All()
}
