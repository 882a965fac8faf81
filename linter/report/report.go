// Package report writes the report of a run in the formats that people and programs read.
//
// There is one file per format. Start at [Formats]; wire.go has the types of the JSON
// report, whose published schema is [Schema].
package report

import (
	"cmp"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// Options say how a report is shown. The zero value of each field is its default.
type Options struct {
	// Version is that of ekslint, without a leading v.
	Version string
	// Root is the root of the run as a report names it, in slash form; default ".".
	Root string
	// Base is joined with the paths that people read, so that these lead to the files
	// from where they stand; default none. Reports for programs keep paths below the root.
	Base string
	// Below is Root as seen from the top of the git work tree, in slash form; default ".".
	// Hosts such as GitHub and GitLab count paths from there.
	Below string
	// MinSeverity hides the findings below it; default none. It changes what is listed
	// and nothing else.
	MinSeverity linter.Severity
	// Unknowns is whether formats for people, and those for hosts that show all they get,
	// list what could not be decided. JSON and SARIF always do.
	Unknowns bool
	// Suppressed is whether the findings that somebody accepted are listed among the
	// others. They are counted apart in any case.
	Suppressed bool
	// Color is whether text is coloured by terminal sequences.
	Color bool
	// NoSummary leaves the last line of the text away.
	NoSummary bool
}

// Format is a way to write a report.
type Format struct {
	// Name is what --format calls it.
	Name string
	// About says in a few words for whom it is.
	About string
	// Write writes the report; an error is one of the writer.
	Write func(io.Writer, *linter.Report, Options) error
}

// Formats returns all formats, the default one first.
func Formats() []Format {
	return []Format{
		{"text", "for people: with source lines and a summary", Text},
		{"compact", "for editors and grep: one line each", Compact},
		{"json", "for programs: ekslint config schema --report describes it", JSON},
		{"sarif", "for code scanning: SARIF 2.1.0", SARIF},
		{"github", "for GitHub Actions: annotations, and a summary of the step", GitHub},
		{"gitlab", "for GitLab: a Code Quality report", GitLab},
		{"junit", "for CI servers: JUnit XML", JUnit},
		{"markdown", "for comments and summaries", Markdown},
	}
}

// listing is what a report lists of the findings.
type listing struct {
	// findings are sorted by path, line, column and rule.
	findings []*linter.Finding
	// shown is the number of those that count, which nobody accepted.
	shown int
	// bySeverity counts the same; a severity without any is not in it.
	bySeverity map[string]int
	// hidden is the number of those that count and are not listed.
	hidden int
}

// list returns what the options want to see of a report.
func list(r *linter.Report, opts Options) listing {
	l := listing{bySeverity: map[string]int{}}
	for _, f := range r.Findings {
		if opts.MinSeverity != "" && !f.Severity.AtLeast(opts.MinSeverity) {
			l.hidden++
			continue
		}
		l.findings = append(l.findings, f)
		l.shown++
		l.bySeverity[string(f.Severity)]++
	}
	if opts.Suppressed && len(r.Suppressed) > 0 {
		for _, f := range r.Suppressed {
			if opts.MinSeverity == "" || f.Severity.AtLeast(opts.MinSeverity) {
				l.findings = append(l.findings, f)
			}
		}
		slices.SortStableFunc(l.findings, byPlace)
	}
	return l
}

// fromTop is a path of a report as hosts of git work trees count it.
func fromTop(name string, opts Options) string {
	if path.IsAbs(name) {
		return name
	}
	return path.Join(opts.Below, name)
}

// firstLine is a region without what goes beyond its first line, as two positions. Hosts
// show a finding beside a change only if the change holds all of its lines.
func firstLine(l linter.Location) (start, end source.Position) {
	start = l.File.Position(l.Span.Start)
	line := l.File.LineSpan(start.Line)
	return start, l.File.Position(max(l.Span.Start, min(l.Span.End, line.End)))
}

func byPlace(a, b *linter.Finding) int {
	return cmp.Or(
		strings.Compare(a.Location.File.Path, b.Location.File.Path),
		cmp.Compare(a.Location.Span.Start, b.Location.Span.Start),
		strings.Compare(a.Rule.Name, b.Rule.Name),
	)
}
