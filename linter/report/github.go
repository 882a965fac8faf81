package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/ekslint/ekslint/linter"
)

// GitHub writes workflow commands of GitHub Actions, which become annotations of lines. A
// step shows few of them, so that a [Markdown] summary belongs beside them.
//
// Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func GitHub(w io.Writer, r *linter.Report, opts Options) error {
	out := bufio.NewWriter(w)
	for _, f := range list(r, opts).findings {
		message := f.Message
		if f.Rule.Remedy != "" {
			message += "\n" + "Fix: " + f.Rule.Remedy
		}
		annotate(out, findingLine(f), message, opts)
	}
	if opts.Unknowns {
		for _, u := range r.Unknowns {
			l := unknownLine(u)
			annotate(out, l, l.message, opts)
		}
	}
	for i := range r.Problems {
		l := problemLine(&r.Problems[i])
		annotate(out, l, l.message, opts)
	}
	return out.Flush()
}

// annotate writes one command. The lines of the message are safe one by one.
func annotate(out *bufio.Writer, l line, message string, opts Options) {
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+property.Replace(Printable(value))) }
	if l.at.File != nil {
		add("file", fromTop(l.at.File.Path, opts))
		if len(l.at.File.Data) > 0 {
			start, end := firstLine(l.at)
			add("line", fmt.Sprint(start.Line))
			add("endLine", fmt.Sprint(end.Line))
			add("col", fmt.Sprint(start.Column))
			add("endColumn", fmt.Sprint(max(end.Column, start.Column+1)))
		}
	}
	title := "ekslint: " + l.severity
	if l.rule != "" {
		title += " " + l.rule
	}
	add("title", title)
	lines := strings.Split(message, "\n")
	for i := range lines {
		lines[i] = Printable(lines[i])
	}
	fmt.Fprintf(out, "::%s %s::%s\n", command(l.severity), strings.Join(properties, ","), data.Replace(strings.Join(lines, "\n"))) //nolint:errcheck // the writer keeps the error until it is flushed
}

// command is the workflow command for a severity or the word in its place.
func command(severity string) string {
	switch severity {
	case "critical", "high", "error":
		return "error"
	case "medium", "warning":
		return "warning"
	}
	return "notice"
}

// What separates the parts of a command is escaped in them.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
