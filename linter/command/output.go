package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
)

// output is a report to be written.
type output struct {
	format report.Format
	file   string // as the user gave it; "" is the standard output
}

// outputFlags say where reports go, and how.
type outputFlags struct {
	formats []string
	file    string
	color   string
}

func (o *outputFlags) register(f *flags) {
	f.VarP(&list{values: &o.formats, check: checkFormat}, "format", "f",
		"`NAME[=FILE]` how to report, and where to if not to the standard output: "+strings.Join(formatNames(), ", ")+" (default text); can be repeated")
	f.note("format", choicesNote, formatNames()...)
	f.StringVarP(&o.file, "output", "o", "", "`FILE` where to write the report instead of the standard output")
	f.note("output", filesNote)
	colorFlag(f, &o.color)
}

// When --color colours.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

func colorFlag(f *flags, p *string) {
	f.word(p, "color", "", colorAuto, []string{colorAuto, colorAlways, colorNever},
		"`WHEN` when to colour text: auto, always, never; auto minds NO_COLOR and FORCE_COLOR")
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func checkFormat(value string) error {
	name, file, hasFile := strings.Cut(value, "=")
	if !slices.Contains(formatNames(), name) {
		return errors.New("the formats are " + listOf(formatNames()) + didYouMean(name, formatNames(), ""))
	}
	if hasFile && file == "" {
		return errors.New("the name of the file is missing behind " + name + "=")
	}
	return nil
}

// outputs returns the reports to be written. Only one of them can go where --output says.
func (o *outputFlags) outputs(c *Command) ([]output, error) {
	values := o.formats
	if len(values) == 0 {
		values = formatNames()[:1]
	}
	var outputs []output
	plain := ""
	for _, value := range values {
		name, file, _ := strings.Cut(value, "=")
		if file == "" {
			if plain != "" {
				return nil, usagef("lint", "the reports %s and %s both go to the same place; give one of them a file: --format %s=FILE", plain, name, name)
			}
			plain, file = name, o.file
		}
		if file == "-" {
			file = ""
		}
		i := slices.Index(formatNames(), name)
		outputs = append(outputs, output{report.Formats()[i], file})
	}
	if plain == "" && o.file != "" {
		return nil, usagef("lint", "--output %s has no report to take: each --format names a file of its own", o.file)
	}
	return outputs, checkOutputs(c, outputs)
}

// checkOutputs tells of a file that cannot be written before a run, not after it.
func checkOutputs(c *Command, outputs []output) error {
	seen := map[string]bool{}
	for _, out := range outputs {
		name := out.file
		if name != "" {
			name = c.abs(name)
			if info, err := os.Stat(filepath.Dir(name)); err != nil || !info.IsDir() {
				return usagef("lint", "the report cannot be written to %s: there is no folder %s", out.file, filepath.Dir(out.file))
			}
			if info, err := os.Stat(name); err == nil && info.IsDir() {
				return usagef("lint", "the report cannot be written to %s: it is a folder", out.file)
			}
		}
		if seen[name] {
			return usagef("lint", "two reports go to the same place; give each --format a FILE of its own")
		}
		seen[name] = true
	}
	return nil
}

// write writes a report to where it goes.
func (c *Command) write(out output, r *linter.Report, opts report.Options, color string) error {
	if out.format.Name == "github" {
		if err := c.summarize(r, opts); err != nil {
			return err
		}
	}
	if out.file == "" {
		opts.Color = c.colored(c.Stdout, color)
		return out.format.Write(c.Stdout, r, opts)
	}
	opts.Color = color == colorAlways
	file, err := os.Create(c.abs(out.file))
	if err != nil {
		return err
	}
	return errors.Join(out.format.Write(file, r, opts), file.Close())
}

// summarize adds to the summary of a step of GitHub Actions, if this is one: of the
// annotations that the format github writes, a step shows only the first ten of a kind.
func (c *Command) summarize(r *linter.Report, opts report.Options) error {
	name, ok := c.Env("GITHUB_STEP_SUMMARY")
	if !ok || name == "" {
		return nil
	}
	file, err := os.OpenFile(c.abs(name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	return errors.Join(report.Markdown(file, r, opts), file.Close())
}

// colored reports whether text that goes to w is coloured.
//
// Source: https://no-color.org and https://force-color.org.
func (c *Command) colored(w io.Writer, color string) bool {
	switch color {
	case colorAlways:
		return true
	case colorNever:
		return false
	}
	if c.isSet("NO_COLOR") {
		return false
	}
	return c.isSet("FORCE_COLOR") || c.isTerminal(w)
}

func (c *Command) isSet(variable string) bool {
	value, ok := c.Env(variable)
	return ok && value != ""
}

// isTerminal reports whether w is a terminal that understands control sequences.
func (c *Command) isTerminal(w io.Writer) bool {
	if kind, _ := c.Env("TERM"); kind == "dumb" {
		return false
	}
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
