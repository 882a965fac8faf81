package report

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/ekslint/ekslint/linter"
)

// issue is an element of a Code Quality report. GitLab leaves out what lacks a field.
//
// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type issue struct {
	Description string        `json:"description"`
	CheckName   string        `json:"check_name"`
	Fingerprint string        `json:"fingerprint"`
	Severity    string        `json:"severity"`
	Location    issueLocation `json:"location"`
}

type issueLocation struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
}

// GitLab writes a Code Quality report. A problem is an issue as well, since the report has
// no other place for it.
func GitLab(w io.Writer, r *linter.Report, opts Options) error {
	g := &codeQuality{opts: opts, seen: map[string]int{}}
	var issues []issue
	for _, f := range list(r, opts).findings {
		l := findingLine(f)
		if f.Suppression != nil {
			l.message = "suppressed: " + l.message
		}
		issues = append(issues, g.issue(l, f.Fingerprint))
	}
	if opts.Unknowns {
		for _, u := range r.Unknowns {
			l := unknownLine(u)
			l.message = "undecided: " + l.message
			issues = append(issues, g.issue(l, ""))
		}
	}
	for i := range r.Problems {
		issues = append(issues, g.issue(problemLine(&r.Problems[i]), ""))
	}
	out := bufio.NewWriter(w)
	if err := writeList(out, "", issues, func(i issue) issue { return i }); err != nil {
		return err
	}
	out.WriteString("\n") //nolint:errcheck // the writer keeps the error until it is flushed
	return out.Flush()
}

// codeQuality makes issues, each with a fingerprint of its own.
type codeQuality struct {
	opts Options
	seen map[string]int
}

// issue makes an issue; without a fingerprint it gets that of its text and file.
func (g *codeQuality) issue(l line, fingerprint string) issue {
	i := issue{
		Description: Printable(l.message), CheckName: l.rule, Fingerprint: fingerprint, Severity: gitLabSeverity(l.severity),
		Location: issueLocation{Path: fromTop(".", g.opts), Lines: issueLines{1}},
	}
	if l.at.File != nil {
		i.Location.Path = Printable(fromTop(l.at.File.Path, g.opts))
		i.Location.Lines.Begin = l.at.File.Position(l.at.Span.Start).Line
	}
	if i.CheckName == "" {
		i.CheckName = "ekslint-problem"
	}
	if i.Fingerprint == "" {
		sum := sha256.Sum256([]byte(strings.Join([]string{i.CheckName, i.Location.Path, i.Description}, "\x00")))
		i.Fingerprint = "v1:" + hex.EncodeToString(sum[:8])
	}
	n := g.seen[i.Fingerprint]
	g.seen[i.Fingerprint]++
	if n > 0 {
		i.Fingerprint += fmt.Sprintf(":%d", n)
	}
	return i
}

// gitLabSeverity is GitLab's word for a severity or the word in its place.
func gitLabSeverity(severity string) string {
	switch severity {
	case "critical", "error":
		return "blocker"
	case "high":
		return "critical"
	case "medium", "warning":
		return "major"
	case "low":
		return "minor"
	}
	return "info"
}
