package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/ekslint/ekslint/linter"
)

// maxMarkdown is how many bytes a report in Markdown has at most, more or less: a comment
// on GitHub takes 65,536 characters, which are the fewest of what it is for.
const maxMarkdown = 60_000

// Markdown writes a summary and a list for comments on changes, cut where such a comment
// would be refused. Whatever comes from the input is a span of code: nothing in it is
// markup, a link or the name of somebody to be told.
func Markdown(w io.Writer, r *linter.Report, opts Options) error {
	shown := list(r, opts)
	m := &markdown{opts: opts}
	m.add("### ekslint: " + summaryLine(r, &shown, newStyle(false)) + "\n")
	m.section("", len(shown.findings), func(i int) string { return m.finding(shown.findings[i]) })
	m.section("Problems", len(r.Problems), func(i int) string { return m.item(problemLine(&r.Problems[i])) })
	if opts.Unknowns {
		m.section("Undecided", len(r.Unknowns), func(i int) string {
			l := unknownLine(r.Unknowns[i])
			return m.item(l) + m.rule(r.Unknowns[i].Rule)
		})
	}
	_, err := w.Write(m.text.Bytes())
	return err
}

// markdown collects the text.
type markdown struct {
	text bytes.Buffer
	opts Options
}

func (m *markdown) add(text string) { m.text.WriteString(text) }

// section writes items until the text is full, and then how many are left.
func (m *markdown) section(title string, n int, item func(int) string) {
	if n == 0 {
		return
	}
	m.add("\n")
	if title != "" {
		m.add("#### " + title + "\n\n")
	}
	for i := range n {
		text := item(i) + "\n"
		if m.text.Len()+len(text) > maxMarkdown {
			m.add(fmt.Sprintf("- … and %d more, which the other formats list\n", n-i))
			return
		}
		m.add(text)
	}
}

func (m *markdown) finding(f *linter.Finding) string {
	text := m.item(findingLine(f)) + m.rule(f.Rule)
	if f.Rule.Remedy != "" {
		text += "\\\n  Fix: " + Printable(f.Rule.Remedy)
	}
	if f.Suppression != nil && f.Suppression.Reason != "" {
		text += "\\\n  Accepted: " + code(f.Suppression.Reason)
	}
	return text
}

// item is a line of a list, without the rule.
func (m *markdown) item(l line) string {
	text := "- **" + l.severity + "** "
	if l.at.File != nil {
		text += code((&textWriter{opts: Options{Base: m.opts.Below}}).place(l.at)) + " "
	}
	return text + code(l.message)
}

// rule names a rule, with its page if it has one.
func (m *markdown) rule(r *linter.Rule) string {
	if r.Docs() == "" {
		return " (" + r.Name + ")"
	}
	return " ([" + r.Name + "](" + r.Docs() + "))"
}

// maxCode is how many characters of the input an item shows at once.
const maxCode = 500

// code is a text as a span of code: between more backticks than it has in a row.
func code(text string) string {
	text = firstRunes(Printable(text), maxCode)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.Trim(text, "` ") != text || text == "" {
		text = " " + text + " " // one space on each side is taken off again
	}
	return fence + text + fence
}
