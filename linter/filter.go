package linter

import (
	"path"
	"slices"

	"github.com/ekslint/ekslint/parsers/source"
)

// Filtered counts the findings that the options keep out of a report, each of them once.
type Filtered struct {
	// Elsewhere is the number of those that are about other files than those in focus.
	Elsewhere int
	// Unchanged is the number of those to which no changed line belongs.
	Unchanged int
	// Baseline is the number of those that the baseline knows.
	Baseline int
}

// filter takes out of a report what the options do not want to see.
func (r *run) filter(report *Report) {
	o := &r.opts
	report.Stale = r.stale(o.Baseline, report.Findings)
	if len(report.Stale) > 0 {
		report.Problems = append(report.Problems, staleWarning(o.Baseline, report.Stale))
	}
	if len(o.Focus) > 0 {
		r.focus(report)
	}
	if o.Changes != nil {
		r.onlyNew(report)
	}
	if o.Baseline != nil {
		known := o.Baseline.known()
		report.Findings = without(report.Findings, &report.Filtered.Baseline, func(f *Finding) bool { return known[f.Fingerprint] })
	}
}

// without takes out the findings that are unwanted, and counts them.
func without(findings []*Finding, count *int, unwanted func(*Finding) bool) []*Finding {
	before := len(findings)
	findings = slices.DeleteFunc(findings, unwanted)
	*count += before - len(findings)
	return findings
}

// focus keeps what touches the files in focus. A problem of another file makes what is
// said about them less complete, but not wrong, and is a warning.
func (r *run) focus(report *Report) {
	in := func(l Location) bool {
		name := r.treePath(l.File.Path)
		return slices.ContainsFunc(r.opts.Focus, func(folder string) bool { return below(path.Clean(folder), name) })
	}
	elsewhere := func(f *Finding) bool {
		return !in(f.Location) && !slices.ContainsFunc(f.Related, func(other Related) bool { return in(other.Location) })
	}
	report.Findings = without(report.Findings, &report.Filtered.Elsewhere, elsewhere)
	report.Suppressed = slices.DeleteFunc(report.Suppressed, elsewhere)
	report.Unknowns = slices.DeleteFunc(report.Unknowns, func(u *Unknown) bool { return !in(u.Location) })
	for i := range report.Problems {
		if p := &report.Problems[i]; p.File != nil && !in(Location{File: p.File}) {
			p.Level = source.Warning
		}
	}
}

// onlyNew keeps what changed lines brought.
func (r *run) onlyNew(report *Report) {
	if err := r.checkChanges(); err != nil {
		report.Problems = append(report.Problems, source.Problemf(nil, source.Span{}, "%v", err))
		return
	}
	changes := r.newSince(r.opts.Changes)
	old := func(f *Finding) bool { return !changes.has(f) }
	report.Findings = without(report.Findings, &report.Filtered.Unchanged, old)
	report.Suppressed = slices.DeleteFunc(report.Suppressed, old)
	report.Unknowns = slices.DeleteFunc(report.Unknowns, func(u *Unknown) bool { return !changes.at(u.Location) })
}

func staleWarning(b *Baseline, stale []BaselineEntry) source.Problem {
	first := &stale[0]
	return source.Warningf(source.NewFile(b.Path, nil), source.Span{},
		"entries that match no finding any more: %d of %d, such as %s of %s in %s; ekslint baseline --prune takes them out",
		len(stale), len(b.Entries), first.Rule, first.Resource, first.Path)
}

func isError(p source.Problem) bool { return p.Level == source.Error }
