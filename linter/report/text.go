package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
)

// Text writes the report for people: for each finding a line that editors know how to
// jump to, the source line, how to mend it and what belongs to it; and a summary last.
func Text(w io.Writer, r *linter.Report, opts Options) error {
	out := bufio.NewWriter(w)
	t := &textWriter{Writer: out, opts: opts, style: newStyle(opts.Color)}
	shown := list(r, opts)
	for _, f := range shown.findings {
		t.finding(f)
	}
	if opts.Unknowns {
		for _, u := range r.Unknowns {
			t.block(unknownLine(u))
			t.end()
		}
	}
	for i := range r.Problems {
		t.block(problemLine(&r.Problems[i]))
		t.end()
	}
	if !opts.NoSummary {
		t.summary(r, &shown)
	}
	return out.Flush()
}

// textWriter writes for people.
type textWriter struct {
	*bufio.Writer // keeps the first error until it is flushed

	opts  Options
	style style
}

// line is the first line of something at a place.
type line struct {
	at       linter.Location
	severity string // or the word in its place
	message  string
	rule     string // "" if it is not about a rule
}

func findingLine(f *linter.Finding) line {
	severity := string(f.Severity)
	if f.Suppression != nil {
		severity = "suppressed"
	}
	return line{f.Location, severity, f.Message, f.Rule.Name}
}

func problemLine(p *source.Problem) line {
	return line{at: linter.Location{File: p.File, Span: p.Span}, severity: p.Level.String(), message: p.Message}
}

func unknownLine(u *linter.Unknown) line {
	message := fmt.Sprintf("%s of %s %s", cmp.Or(u.Resource.Field, "something"), subject(&u.Resource), why(u.Reason))
	if u.Ref != "" {
		message += ": " + u.Ref
	}
	return line{u.Location, "undecided", message, u.Rule.Name}
}

// subject names a resource in a sentence.
func subject(r *linter.Resource) string {
	switch {
	case r.Address != "":
		return r.Address
	case r.Name != "":
		return fmt.Sprintf("%s %q", r.Kind, r.Name)
	}
	return r.Kind
}

// why says in words why a value is unknown.
func why(reason string) string {
	switch model.Reason(reason) {
	case model.TemplateValue:
		return "is filled in by a later tool"
	case model.DefinedTwice:
		return "is said differently by objects of the same name"
	case model.WrongType:
		return "has a value of a wrong type"
	case model.NamespaceLeftOut:
		return "is left to whoever applies it"
	case model.NotInInput:
		return "depends on what is not in the input"
	case model.NotEvaluated:
		return "depends on something whose effect is not computed"
	case model.UnknownField:
		return "is a name that the API does not have there"
	case model.VariableWithoutDefault:
		return "is a variable without a value"
	case model.KnownAfterApply:
		return "is known after Terraform applied it"
	case model.DataSource:
		return "is read from a data source"
	case model.ModuleNotSeen:
		return "comes from a module that is not in the input"
	case model.UnknownCount:
		return "depends on how many there are"
	case model.FileNotSeen:
		return "is read from a file that is not in the input"
	case model.ModuleVersion:
		return "depends on the version of the module"
	case model.SensitiveValue:
		return "is sensitive"
	case model.NotDeterministic, model.EvaluationFailed, model.LimitReached, model.NotSupported:
	}
	return "is unknown: " + reason
}

func (t *textWriter) print(parts ...string) {
	for _, part := range parts {
		t.WriteString(part) //nolint:errcheck // the writer keeps the error until it is flushed
	}
}

// end ends a block.
func (t *textWriter) end() { t.print("\n") }

// line writes a first line: path:line:column: severity: message (rule).
func (t *textWriter) line(l line) {
	if l.at.File != nil {
		t.print(t.style.bold(t.place(l.at)), ": ")
	}
	t.print(t.style.severity(l.severity)(l.severity), ": ", Printable(l.message))
	if l.rule != "" {
		t.print(" ", t.style.faint("("+l.rule+")"))
	}
	t.print("\n")
}

// place is a path with line and column; without them if it is a file that was not read.
func (t *textWriter) place(l linter.Location) string {
	name := l.File.Path
	if name != "-" && !path.IsAbs(name) {
		name = path.Join(t.opts.Base, name)
	}
	if len(l.File.Data) == 0 {
		return Printable(name)
	}
	at := l.File.Position(l.Span.Start)
	return fmt.Sprintf("%s:%d:%d", Printable(name), at.Line, at.Column)
}

// block writes a first line and the source below it.
func (t *textWriter) block(l line) {
	t.line(l)
	s, ok := snippetOf(l.at)
	if !ok {
		return
	}
	number := fmt.Sprintf("%5d", s.number)
	margin := strings.Repeat(" ", len(number))
	paint := t.style.severity(l.severity)
	indent := s.marks()
	carets := strings.TrimLeft(indent, " ")
	t.print(t.style.faint(number, " | "), s.before, s.region, s.after, "\n")
	t.print(t.style.faint(margin, " | "), indent[:len(indent)-len(carets)], paint(carets), "\n")
}

func (t *textWriter) finding(f *linter.Finding) {
	t.block(findingLine(f))
	t.note("fix", f.Rule.Remedy)
	for _, r := range f.Related {
		t.print("  ", t.style.faint("see:"), " ", t.place(r.Location), ": ", Printable(r.Message), "\n")
	}
	t.note("also", strings.Join(f.Also, ", "))
	t.note("template", f.Resource.Source)
	t.note("accepted", t.accepted(f.Suppression))
	t.end()
}

// accepted says where a finding was accepted, until when, and why.
func (t *textWriter) accepted(s *linter.Suppression) string {
	if s == nil {
		return ""
	}
	words := "by the " + s.Kind
	if s.Location.File != nil {
		words += " at " + t.place(s.Location)
	}
	if s.Until != "" {
		words += " until " + s.Until
	}
	if s.Owner != "" {
		words += ", owned by " + s.Owner
	}
	if s.Reason != "" {
		words += ": " + s.Reason
	}
	return words
}

// note writes a further line about a finding, unless there is nothing to say.
func (t *textWriter) note(label, message string) {
	if message != "" {
		t.print("  ", t.style.faint(label+":"), " ", Printable(message), "\n")
	}
}

// summary says in one line what there is, and in further ones what is not shown.
func (t *textWriter) summary(r *linter.Report, shown *listing) {
	t.print(summaryLine(r, shown, t.style), "\n")
	if shown.hidden > 0 {
		t.print(count(shown.hidden, "finding"), " below ", string(t.opts.MinSeverity), " not shown\n")
	}
	if len(r.Unknowns) > 0 && !t.opts.Unknowns {
		t.print("--unknown=report shows what could not be decided offline, and why\n")
	}
}

// summaryLine says what there is, worst first.
func summaryLine(r *linter.Report, shown *listing, paint style) string {
	files := 0
	for _, n := range r.Inputs {
		files += n
	}
	parts := []string{countFindings(shown, paint) + " in " + count(files, "file")}
	if n := len(r.Suppressed); n > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", n))
	}
	parts = append(parts, filtered(r)...)
	if n := len(r.Unknowns); n > 0 {
		parts = append(parts, fmt.Sprintf("%d undecided", n))
	}
	if n := len(r.Problems); n > 0 {
		parts = append(parts, count(n, "problem"))
	}
	return strings.Join(parts, ", ")
}

// filtered counts the findings that the user asked not to see.
func filtered(r *linter.Report) []string {
	var parts []string
	if n := r.Filtered.Baseline; n > 0 {
		parts = append(parts, fmt.Sprintf("%d in the baseline", n))
	}
	if n := r.Filtered.Unchanged; n > 0 {
		parts = append(parts, fmt.Sprintf("%d not new", n))
	}
	if n := r.Filtered.Elsewhere; n > 0 {
		parts = append(parts, fmt.Sprintf("%d in other files", n))
	}
	return parts
}

// countFindings counts findings, such as "3 findings (1 critical, 2 low)".
func countFindings(shown *listing, paint style) string {
	if shown.shown == 0 {
		return "no findings"
	}
	var words []linter.Severity
	for word := range shown.bySeverity {
		words = append(words, linter.Severity(word))
	}
	slices.SortFunc(words, func(a, b linter.Severity) int {
		return cmp.Or(cmp.Compare(a.Rank(), b.Rank()), strings.Compare(string(a), string(b)))
	})
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = fmt.Sprintf("%d %s", shown.bySeverity[string(word)], paint.severity(string(word))(word))
	}
	return fmt.Sprintf("%s (%s)", count(shown.shown, "finding"), strings.Join(parts, ", "))
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
