package conformance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

// options are those of every lint run; which rules and what files comes on top. Tests of
// rules that are not built in may set others.
var options linter.Options

// perFile is the number of documents in one file.
const perFile = 50

// judgement is what ekslint says of one pod.
type judgement struct {
	verdict verdict
	// undecided are rules of the standards that cannot tell.
	undecided []string
}

// lint returns what ekslint says of every sample, by name.
func (o *oracle) lint(tb testing.TB, minor int, samples []*sample) map[string]judgement {
	tb.Helper()
	opts := options
	opts.Only = []string{"pod-security"}
	opts.Profile = rules.StrictProfile // in the default one a rule can let something pass that its check does not
	opts.KubernetesMinor = minor
	opts.Overlay = files(samples)
	l, err := linter.New(opts)
	if err != nil {
		tb.Fatal(err)
	}
	report, err := l.Lint(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range report.Problems {
		tb.Errorf("1.%d: a problem with a pod that Kubernetes reads: %s\n%s", minor, p.Message, around(p.File, p.Span))
	}
	return o.judgements(report, minor)
}

// files puts the documents of the samples into files.
func files(samples []*sample) []*source.File {
	var list []*source.File
	for chunk := range slices.Chunk(samples, perFile) {
		texts := make([]string, len(chunk))
		for i, s := range chunk {
			texts[i] = s.text
		}
		list = append(list, source.NewFile(fmt.Sprintf("pods-%d.yaml", len(list)), []byte(strings.Join(texts, "---\n"))))
	}
	return list
}

// around returns some lines of a file.
func around(f *source.File, span source.Span) string {
	if f == nil {
		return ""
	}
	const margin = 200
	return string(f.Data[max(0, span.Start-margin):min(len(f.Data), span.End+margin)])
}

// judgements collects the checks of all findings of each object.
func (o *oracle) judgements(report *linter.Report, minor int) map[string]judgement {
	overridden := o.overridden(minor)
	all := map[string]judgement{}
	for _, f := range report.Findings {
		j := all[f.Resource.Name]
		for _, check := range f.PSS {
			if check.Level == "baseline" {
				j.verdict.Baseline = append(j.verdict.Baseline, check.Check)
			}
			if !overridden[check.Check] {
				j.verdict.Restricted = append(j.verdict.Restricted, check.Check)
			}
		}
		all[f.Resource.Name] = j
	}
	for _, u := range report.Unknowns {
		if len(u.Rule.PSS) > 0 {
			j := all[u.Resource.Name]
			j.undecided = append(j.undecided, u.Rule.Name)
			all[u.Resource.Name] = j
		}
	}
	for name, j := range all {
		j.verdict = verdict{unique(j.verdict.Baseline), unique(j.verdict.Restricted)}
		all[name] = j
	}
	return all
}

// unique sorts a list in place and drops what is in it twice.
func unique[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}
