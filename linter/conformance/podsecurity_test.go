package conformance

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/rules"
)

// TestVerdicts holds our findings against the admission of Kubernetes, pod by pod.
func TestVerdicts(t *testing.T) {
	const mixtures = 20_000
	o := newOracle(t)
	samples := o.makeSamples(t, mixtures)
	o.judgeAll(t, samples)
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
			c.compare(t, s, minor, s.want[minor], ours[s.name])
		}
	}
	t.Logf("%d pods, %d verdicts, %d of them differ%s", len(samples), c.count, c.wrong, c.summary())
	c.checkVariety(t, samples)
}

// judgeAll sets what upstream says of the samples.
func (o *oracle) judgeAll(t *testing.T, samples []*sample) {
	t.Helper()
	for _, s := range samples {
		pod, err := decode(s.text, s.wrapping.path)
		if err != nil {
			t.Fatalf("the generator wrote a pod that Kubernetes cannot read: %v\n%s", err, s.text)
		}
		s.want = make(map[int]verdict, len(s.minors))
		for _, minor := range s.minors {
			s.want[minor] = o.judge(minor, pod)
		}
	}
}

// FuzzVerdicts is TestVerdicts for as many other pods as there is time for.
func FuzzVerdicts(f *testing.F) {
	o, seeds, all := newOracle(f), seedPods(f), minors()
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		r := rand.New(rand.NewPCG(a, b))
		minor := pick(r, all)
		s := newSample(r.Int(), randomPod(r, seeds), minor)
		o.judgeAll(t, []*sample{s})
		c := &comparison{oracle: o, differ: map[string]int{}}
		c.compare(t, s, minor, s.want[minor], o.lint(t, minor, []*sample{s})[s.name])
	})
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
func (v verdict) String() string {
	return fmt.Sprintf("baseline %v, restricted %v", v.Baseline, v.Restricted)
}

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
// and not by others, and some pods violate nothing.
func (c *comparison) checkVariety(t *testing.T, samples []*sample) {
	t.Helper()
	judged, violated, clean := map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range samples {
		for minor, v := range s.want {
			for level, ids := range map[string][]string{"baseline": v.Baseline, "restricted": v.Restricted} {
				judged[level]++
				if len(ids) == 0 {
					clean[level]++
				}
				for _, id := range ids {
					violated[level+"/"+id]++
				}
			}
			for _, check := range c.oracle.checks {
				if effective(check, minor) != nil {
					judged[string(check.ID)]++
				}
			}
		}
	}
	for _, check := range c.oracle.checks {
		n, all := violated[string(check.Level)+"/"+string(check.ID)], judged[string(check.ID)]
		if n < all/100 || n > all*19/20 {
			t.Errorf("%d of %d pods violate %s, which is too few or too many to tell", n, all, check.ID)
		}
	}
	for level, n := range clean {
		if n < judged[level]/50 {
			t.Errorf("only %d of %d pods are clean at level %s", n, judged[level], level)
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
