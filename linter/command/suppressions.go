package command

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
)

const suppressionsHelp = `Lists the comments, annotations and exceptions that accept findings, one line for each rule
that they name, and what became of them:

  used       it accepts a finding
  unused     there is no such finding; remove it
  expired    its last day is over, and the finding counts again
  bad        it cannot be understood or is not allowed, and accepts nothing
  unchecked  it is an exception, and not all was read that it is about

All rules run for that, also those that are off.
`

func suppressionsVerb() *verb {
	return &verb{
		name: "suppressions", args: "[PATH...|-]", about: "list what accepts findings, and whether it is still needed", help: suppressionsHelp,
		set: func(f *flags) runner {
			s := &suppressionsFlags{}
			f.word(&s.format, "format", "f", "text", []string{"text", "json"}, "`FORMAT` how to list: text, json")
			s.version.register(f)
			s.configFlags.register(f)
			s.overridden = f.Changed
			s.inputFlags.register(f)
			s.jobs.register(f)
			f.BoolVarP(&s.quiet, "quiet", "q", false, "no warnings")
			return s.run
		},
	}
}

// suppressionsFlags are the flags of suppressions.
type suppressionsFlags struct {
	lintFlags

	format string
}

func (s *suppressionsFlags) run(ctx context.Context, c *Command, args []string) (int, error) {
	t, err := s.tree(ctx, c, "suppressions", args)
	if err != nil {
		return 0, err
	}
	defer t.close()
	s.only = []string{"all"}
	r, err := s.judge(ctx, c, t, "suppressions", func(*linter.Options) error { return nil })
	if err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		return 0, errInterrupted
	}
	if s.format == "json" {
		err = report.Encode(c.Stdout, suppressionEntries(t, r.Acceptances))
	} else {
		err = printSuppressions(c, suppressionEntries(t, r.Acceptances))
	}
	if err != nil {
		return 0, err
	}
	if err := report.Compact(c.Stderr, &linter.Report{Problems: r.Problems}, s.reportOptions(t)); err != nil {
		return 0, err
	}
	if r.Failed() {
		return ExitUntrusted, nil
	}
	return ExitClean, nil
}

// suppressionEntry is an acceptance as the list shows it.
type suppressionEntry struct {
	Rule     string `json:"rule"`
	Kind     string `json:"kind"`
	State    string `json:"state"`
	Location place  `json:"location"`
	Reason   string `json:"reason"`
	Owner    string `json:"owner"`
	Until    string `json:"until"`
	// Mistake says what is wrong with a bad one.
	Mistake string `json:"mistake"`
}

func suppressionEntries(t *tree, list []linter.Acceptance) []suppressionEntry {
	entries := make([]suppressionEntry, len(list))
	for i, a := range list {
		at := a.Location.File.Position(a.Location.Span.Start)
		entries[i] = suppressionEntry{
			Rule: a.Rule, Kind: a.Kind, State: string(a.State), Location: place{shownFrom(t, a.Location.File.Path), at.Line, at.Column},
			Reason: a.Reason, Owner: a.Owner, Until: a.Until, Mistake: a.Mistake,
		}
	}
	return entries
}

func printSuppressions(c *Command, entries []suppressionEntry) error {
	if len(entries) == 0 {
		return c.print("nothing accepts findings here\n")
	}
	table := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "STATE\tRULE\tPLACE\tKIND\tUNTIL\tOWNER\tREASON") //nolint:errcheck // Flush returns it
	for _, e := range entries {
		about := e.Reason
		if e.Mistake != "" {
			about = e.Mistake
		}
		cells := fmt.Sprintf("%s\t%s\t%s:%d:%d\t%s\t%s\t%s\t", e.State, dash(e.Rule), report.Printable(e.Location.Path),
			e.Location.Line, e.Location.Column, e.Kind, dash(e.Until), dash(e.Owner))
		fmt.Fprintln(table, cells+dash(about)) //nolint:errcheck // likewise
	}
	return table.Flush()
}

// dash stands for a cell with nothing in it.
func dash(text string) string {
	if text == "" {
		return "-"
	}
	return report.Printable(text)
}
