package command

import (
	"context"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
)

const modelHelp = `Prints what the rules see of the files, as JSON. It is for who writes a rule, or wonders
about a finding; ekslint config schema --model describes it. It changes between versions.
`

func modelVerb() *verb {
	return &verb{name: "model", args: "[PATH...|-]", about: "print what the rules see", help: modelHelp, set: func(f *flags) runner {
		m := &modelFlags{}
		f.word(&m.format, "format", "f", "json", []string{"json"}, "`FORMAT` how to print: json")
		m.version.register(f)
		m.configFlags.register(f)
		m.overridden = f.Changed
		m.inputFlags.register(f)
		return m.run
	}}
}

type modelFlags struct {
	lintFlags

	format string
}

func (m *modelFlags) run(ctx context.Context, c *Command, args []string) (int, error) {
	t, err := m.tree(ctx, c, "model", args)
	if err != nil {
		return 0, err
	}
	defer t.close()
	s, err := m.load(c, "model", t)
	if err != nil {
		return 0, err
	}
	m.configure(s.file)
	opts := linter.Options{KubernetesMinor: m.version.known(c, false), Profile: m.profile}
	m.inputFlags.apply(t, &opts)
	if err := m.terraform(c, "model", t, s, &opts); err != nil {
		return 0, err
	}
	s.apply(&opts)
	lint, err := linter.New(opts)
	if err != nil {
		return 0, err
	}
	model, problems, err := lint.Model(ctx)
	if err != nil {
		return 0, err
	}
	if err := report.Encode(c.Stdout, model); err != nil {
		return 0, err
	}
	return m.problems(c, t, problems)
}

// problems tells what could not be read; the model lacks it.
func (m *modelFlags) problems(c *Command, t *tree, problems []source.Problem) (int, error) {
	code := ExitClean
	for i := range problems {
		if problems[i].Level == source.Error {
			code = ExitUntrusted
		}
	}
	opts := report.Options{NoSummary: true}
	if t.shown != "." {
		opts.Base = t.shown
	}
	return code, report.Compact(c.Stderr, &linter.Report{Problems: problems}, opts)
}
