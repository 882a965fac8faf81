package command

import (
	"context"

	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/rules"
)

const configHelp = `Prints the JSON Schema of something that ekslint writes:

  ekslint config schema --report    of the JSON report
  ekslint config schema --model     of what the rules see, which ekslint model prints
`

func configVerb() *verb {
	return &verb{
		name: "config", args: "schema", about: "print JSON Schemas", help: configHelp, words: func() []string { return []string{"schema"} },
		set: func(f *flags) runner {
			s := &schemaFlags{}
			f.BoolVar(&s.report, "report", false, "the schema of the JSON report")
			f.BoolVar(&s.model, "model", false, "the schema of the model")
			return s.run
		},
	}
}

type schemaFlags struct{ report, model bool }

func (s *schemaFlags) run(_ context.Context, c *Command, args []string) (int, error) {
	if len(args) == 0 {
		return 0, usagef("config", "say what to do: ekslint config schema --report")
	}
	if args[0] != "schema" {
		return 0, usagef("config", "config knows schema and not %q%s", args[0], didYouMean(args[0], []string{"schema"}, ""))
	}
	if err := noArgs("config", args[1:]); err != nil {
		return 0, err
	}
	switch {
	case s.report == s.model:
		return 0, usagef("config", "say which schema: --report or --model")
	case s.report:
		return 0, c.print(string(report.Schema()))
	}
	return 0, report.Encode(c.Stdout, rules.Schema())
}
