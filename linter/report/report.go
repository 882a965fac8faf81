// Package report writes the report of a run in the formats that people and programs read.
//
// There is one file per format. Start at [Formats]; wire.go has the types of the JSON
// report, whose published schema is [Schema].
package report

import (
	"io"

	"github.com/ekslint/ekslint/linter"
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
	// MinSeverity hides the findings below it; default none. It changes what is listed
	// and nothing else.
	MinSeverity linter.Severity
	// Unknowns is whether formats for people list what could not be decided. Formats for
	// programs always do.
	Unknowns bool
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
	}
}

// listed splits findings into those to list and the number of those that are hidden.
func listed(findings []*linter.Finding, least linter.Severity) (shown []*linter.Finding, hidden int) {
	if least == "" {
		return findings, 0
	}
	for _, f := range findings {
		if f.Severity.AtLeast(least) {
			shown = append(shown, f)
		}
	}
	return shown, len(findings) - len(shown)
}

// bySeverity counts findings; a severity without any is not in the result.
func bySeverity(findings []*linter.Finding) map[string]int {
	count := map[string]int{}
	for _, f := range findings {
		count[string(f.Severity)]++
	}
	return count
}
