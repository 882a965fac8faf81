package command

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
)

// baselineFile is where a baseline is written to if nothing else is said.
const baselineFile = ".ekslint-baseline.json"

const baselineHelp = `Writes down the findings that there are, so that ekslint lint --baseline reports only others:

  ekslint baseline                       accept what is there today
  ekslint lint --baseline ` + baselineFile + `
  ekslint baseline --prune               take out what was mended since
  ekslint baseline --update              the same, and accept what is new

A finding is known by its rule, its file, its object and its path in that; lines may move.
Give the paths and the rules that you give to ekslint lint.
`

// baselineFlags are the flags of baseline.
type baselineFlags struct {
	lintFlags

	file          string
	update, prune bool
}

func baselineVerb() *verb {
	return &verb{
		name: "baseline", args: "[PATH...]", about: "write down the findings that ekslint lint --baseline leaves out", help: baselineHelp,
		set: func(f *flags) runner {
			b := &baselineFlags{}
			f.StringVarP(&b.file, "output", "o", baselineFile, "`FILE` file of the baseline; - is the standard output")
			f.note("output", filesNote)
			f.BoolVar(&b.update, "update", false, "change a baseline that is there: take out what is gone, add what is new")
			f.BoolVar(&b.prune, "prune", false, "change a baseline that is there: take out what is gone, add nothing")
			b.selectFlags.register(f)
			b.version.register(f)
			b.configFlags.register(f)
			b.overridden = f.Changed
			b.inputFlags.register(f)
			b.jobs.register(f)
			f.BoolVarP(&b.quiet, "quiet", "q", false, "say nothing if all is well")
			return b.run
		},
	}
}

func (b *baselineFlags) run(ctx context.Context, c *Command, args []string) (int, error) {
	if b.update && b.prune {
		return 0, usagef("baseline", "--update and --prune contradict each other; --update takes out what is gone, too")
	}
	if err := b.checkFile(c); err != nil {
		return 0, err
	}
	t, err := b.tree(ctx, c, "baseline", args)
	if err != nil {
		return 0, err
	}
	defer t.close()
	old := &linter.Baseline{}
	if b.update || b.prune {
		if old, err = readBaseline(c, t, "baseline", "", b.file, b.maxFileSize); err != nil {
			return 0, err
		}
	}
	r, err := b.judge(ctx, c, t, "baseline", func(opts *linter.Options) error {
		opts.Baseline = old
		return nil
	})
	if err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		return 0, errInterrupted
	}
	if err := b.write(c, b.next(old, r), r); err != nil {
		return 0, fmt.Errorf("writing the baseline: %w", err)
	}
	return b.tellProblems(c, t, r, old)
}

// checkFile refuses to lose a baseline that is there.
func (b *baselineFlags) checkFile(c *Command) error {
	if b.file == stdinPath {
		if b.update || b.prune {
			return usagef("baseline", "--output - has no baseline that could change; name its file")
		}
		return nil
	}
	if err := checkOutputs(c, []output{{file: b.file}}); err != nil {
		return err
	}
	if !b.update && !b.prune && c.exists(b.file) {
		return usagef("baseline", "%s is there already: --prune takes out what was mended, --update accepts what is new as well", b.file)
	}
	return nil
}

// next is the baseline that follows an old one.
func (b *baselineFlags) next(old *linter.Baseline, r *linter.Report) *linter.Baseline {
	next := old.Without(r.Stale)
	if !b.prune {
		next.Entries = append(next.Entries, linter.NewBaseline(r.Findings).Entries...)
	}
	return next
}

func (b *baselineFlags) write(c *Command, next *linter.Baseline, r *linter.Report) error {
	var text bytes.Buffer
	if err := report.Encode(&text, next); err != nil {
		return err
	}
	if b.file == stdinPath {
		return c.print(text.String())
	}
	if err := os.WriteFile(c.abs(b.file), text.Bytes(), 0o666); err != nil {
		return err
	}
	if b.quiet {
		return nil
	}
	words := fmt.Sprintf("%s: %s", b.file, counted(len(next.Entries), "finding"))
	switch {
	case b.update:
		words += fmt.Sprintf(", %d added, %d taken out", len(r.Findings), len(r.Stale))
	case b.prune:
		words += fmt.Sprintf(", %d taken out", len(r.Stale))
	}
	return c.print(report.Printable(words) + "\n")
}

// tellProblems says what is missing from the baseline, and returns the exit code.
func (b *baselineFlags) tellProblems(c *Command, t *tree, r *linter.Report, old *linter.Baseline) (int, error) {
	problems := slices.DeleteFunc(slices.Clone(r.Problems), func(p source.Problem) bool {
		return p.File != nil && p.File.Path == old.Path && p.Level == source.Warning // what is stale was taken out
	})
	only := &linter.Report{Problems: problems}
	if err := report.Compact(c.Stderr, only, b.reportOptions(t)); err != nil {
		return 0, err
	}
	if r.Failed() {
		return ExitUntrusted, nil
	}
	return ExitClean, nil
}
