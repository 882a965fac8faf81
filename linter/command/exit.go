package command

import (
	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/rules"
)

// What --unknown does with what a rule could not decide.
const (
	unknownIgnore = "ignore" // it is counted
	unknownReport = "report" // it is listed
	unknownFail   = "fail"   // it is listed, and counts like a finding of its rule
)

// noSeverity is the value of --fail-on that no finding reaches.
const noSeverity = "none"

func failOnFlag(f *flags, p *string) {
	f.word(p, "fail-on", "", "medium", append(severityWords(), noSeverity),
		"`SEVERITY` least severity that fails the run: critical, high, medium, low, info, none")
}

// threshold says which findings fail a run.
type threshold struct {
	failOn  string
	unknown string
	zero    bool // --exit-zero
}

// code is the exit code of a report.
func (t threshold) code(r *linter.Report) int {
	switch {
	case r.Failed():
		return ExitUntrusted
	case !t.zero && t.reached(r):
		return ExitFindings
	}
	return ExitClean
}

func (t threshold) reached(r *linter.Report) bool {
	if t.failOn == noSeverity {
		return false
	}
	least := rules.Severity(t.failOn)
	for _, f := range r.Findings {
		if f.Severity.AtLeast(least) {
			return true
		}
	}
	if t.unknown != unknownFail {
		return false
	}
	if !r.Complete {
		return true // a module was not seen, in which anything can be
	}
	for _, u := range r.Unknowns {
		if u.Rule.Severity.AtLeast(least) {
			return true
		}
	}
	return false
}

func severityWords() []string {
	var words []string
	for _, s := range rules.Severities() {
		words = append(words, string(s))
	}
	return words
}
