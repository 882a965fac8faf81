package linter

import (
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/rules"
)

// Severity says how much harm a finding stands for.
type Severity = rules.Severity

// Rule is what found something.
type Rule = rules.Rule

// Location is a region of a file that was read.
type Location struct {
	// File is nil for what belongs to no file, such as the run as a whole.
	File *source.File
	// Span is the region; the empty span at 0 stands for the file as a whole.
	Span source.Span
}

// Resource names what a finding or an unknown is about.
type Resource struct {
	// Kind is the kind of a Kubernetes object, or the type of a Terraform resource.
	Kind string
	// Address is the address of a Terraform resource; "" for a Kubernetes object that is in
	// none.
	Address string
	// More are the addresses of other resources that have the value from the same place, as
	// all instances of a module do, sorted.
	More []string
	// Namespace and Name are those of a Kubernetes object, "" if it leaves them out.
	Namespace, Name string
	// Field is the path in the resource as its own documentation spells it, such as
	// "spec.containers[0].securityContext.privileged". It names the field itself even
	// if the resource lacks it.
	Field string
	// Source is the chart's template that Helm made the object from; "" if unknown.
	Source string
}

// Finding is something insecure.
type Finding struct {
	// Fingerprint stays the same when lines move; it is unique within a report.
	Fingerprint string
	// Rule is the most severe rule that the place violates.
	Rule *rules.Rule
	// Severity is that of this finding, which can differ from the rule's usual one.
	Severity Severity
	// Message says what was found, without a final dot.
	Message string
	// Resource is what the finding is about.
	Resource Resource
	// Location is where it can be mended.
	Location Location
	// Related are other places that belong to it.
	Related []Related
	// Also are the names of weaker rules that the place violates as well, sorted.
	Also []string
	// Suppression says who accepted the finding; nil if it counts.
	Suppression *Suppression
	// PSS are the checks of the Pod Security Standards that the place violates, for the
	// version that was asked for.
	PSS []PSSCheck

	// absent is whether it is about a field that is not there.
	absent bool
	// weaker are the fingerprints that the findings would have which this one stands for.
	weaker []string
}

// Related is another place that belongs to a finding.
type Related struct {
	// Message says what the place has to do with the finding.
	Message string
	// Location is the place.
	Location Location
}

// Suppression is why a finding does not count.
type Suppression struct {
	// Kind is "comment", "annotation" or "exception".
	Kind string
	// Location is where it is written.
	Location Location
	// Reason is why the team accepts the finding; "" if it does not say.
	Reason string
	// Until is the last day on which it counts, as YYYY-MM-DD; "" if it has no end.
	Until string
	// Owner is who answers for it; "" if nobody is named.
	Owner string
}

// PSSCheck is a check of the Pod Security Standards.
type PSSCheck struct {
	// Level is "baseline" or "restricted".
	Level string
	// Check is the identifier that k8s.io/pod-security-admission gives it.
	Check string
}

// Unknown is a place that a rule could not judge, since a value is not known offline.
type Unknown struct {
	// Rule is the rule that could not decide.
	Rule *rules.Rule
	// Resource is what the rule would judge; Field is the unknown one.
	Resource Resource
	// Location is where the value stands, or would stand.
	Location Location
	// Reason is one of the reasons of package model, such as "template-value".
	Reason string
	// Ref is the text that stands for the value, such as "${TAG}"; "" if there is none.
	Ref string

	container string           // what it lies in, if there are exceptions
	way       []terraform.Link // that the value comes through
}

// Report is what a run found.
type Report struct {
	// Complete is whether everything that the run was given was read and judged.
	Complete bool
	// Inputs counts the files by format: "kubernetes", "helm", "terraform", "plan".
	Inputs map[string]int
	// Stats are counts for who wants to know what the run did.
	Stats Stats
	// Findings are sorted by path, line, column and rule.
	Findings []*Finding
	// Suppressed are those that somebody accepted, sorted likewise.
	Suppressed []*Finding
	// Acceptances are the directives and exceptions that accept findings, or should, one for
	// each rule that they name; sorted likewise. They are empty if the options disregard
	// them.
	Acceptances []Acceptance
	// Unknowns are sorted likewise.
	Unknowns []*Unknown
	// Problems are sorted likewise; those of no file come first.
	Problems []source.Problem
	// Filtered counts the findings that the options keep out of Findings.
	Filtered Filtered
	// Stale are the entries of the baseline that match no finding any more.
	Stale []BaselineEntry
}

// Stats are counts of a run.
type Stats struct {
	// Files is the number of files that were read.
	Files int
	// Skipped is the number of files that were read and hold nothing to judge.
	Skipped int
	// Objects is the number of Kubernetes objects and of Terraform's resources.
	Objects int
	// Rules is the number of rules that were selected.
	Rules int
}

// Worst returns the most severe severity of all findings, and "" if there are none.
func (r *Report) Worst() Severity {
	var worst Severity
	for _, f := range r.Findings {
		if worst == "" || f.Severity.Rank() < worst.Rank() {
			worst = f.Severity
		}
	}
	return worst
}

// Failed reports whether a problem makes the run one that cannot be trusted.
func (r *Report) Failed() bool {
	for i := range r.Problems {
		if r.Problems[i].Level == source.Error {
			return true
		}
	}
	return false
}
