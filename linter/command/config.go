package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/config"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/rules"
)

const configHelp = `Writes, shows and checks the configuration of a team, which is the nearest ` + config.FileName + `
from the root upward:

  ekslint config init                write one that says what can be configured
  ekslint config show                what holds, and where each value is from
  ekslint config check               whether the configuration can be used
  ekslint config schema              the JSON Schema of the configuration
  ekslint config schema --report     that of the JSON report
  ekslint config schema --model      that of what the rules see, which ekslint model prints

Flags win over environment variables, and those over the configuration.
`

// What config can do.
const (
	configInit   = "init"
	configShow   = "show"
	configCheck  = "check"
	configSchema = "schema"
)

func configWords() []string { return []string{configInit, configShow, configCheck, configSchema} }

func configVerb() *verb {
	return &verb{
		name: "config", args: "init|show|check|schema", about: "write, show and check the configuration; print JSON Schemas",
		help: configHelp, words: configWords,
		set: func(f *flags) runner {
			cv := &configVerbFlags{given: f}
			f.BoolVar(&cv.report, "report", false, "schema: of the JSON report")
			f.BoolVar(&cv.model, "model", false, "schema: of the model")
			f.word(&cv.format, "format", "f", "text", []string{"text", "json"}, "`FORMAT` show: how to print: text, json")
			cv.configFlags.register(f)
			cv.overridden = f.Changed
			cv.selectFlags.register(f)
			failOnFlag(f, &cv.failOn)
			cv.version.register(f)
			f.StringVar(&cv.root, "root", "", "`FOLDER` folder from which the configuration is searched upward (default the current one)")
			f.note("root", foldersNote)
			excludeFlag(f, &cv.exclude)
			return cv.run
		},
	}
}

// configVerbFlags are the flags of config.
type configVerbFlags struct {
	lintFlags

	given         *flags
	report, model bool
	format        string
}

func (cv *configVerbFlags) run(_ context.Context, c *Command, args []string) (int, error) {
	if len(args) == 0 {
		return 0, usagef("config", "say what to do: ekslint config %s", listOf(configWords()))
	}
	if err := noArgs("config "+args[0], args[1:]); err != nil {
		return 0, err
	}
	if (cv.report || cv.model) && args[0] != configSchema {
		return 0, usagef("config", "--report and --model are about schemas: ekslint config schema --report")
	}
	switch args[0] {
	case configInit:
		return 0, cv.init(c)
	case configShow:
		return 0, cv.show(c)
	case configCheck:
		return 0, cv.check(c)
	case configSchema:
		return 0, cv.schema(c)
	}
	return 0, usagef("config", "config knows no %q%s", args[0], didYouMean(args[0], configWords(), "it knows "+listOf(configWords())))
}

func (cv *configVerbFlags) schema(c *Command) error {
	switch {
	case cv.report && cv.model:
		return usagef("config", "say which schema: --report or --model")
	case cv.report:
		return c.print(string(report.Schema()))
	case cv.model:
		return report.Encode(c.Stdout, rules.Schema())
	}
	return c.print(string(config.Schema()))
}

// init writes the starter file, and never over one that is there.
func (cv *configVerbFlags) init(c *Command) error {
	name := config.FileName
	switch {
	case cv.noConfig:
		return usagef("config", "--no-config leaves nothing to write")
	case cv.configFile != "":
		name = cv.configFile
	case cv.root != "":
		name = cv.root + "/" + config.FileName
	}
	file, err := os.OpenFile(c.abs(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usagef("config", "%s is there already, and stays as it is; ekslint config show says what it does", name)
	case errors.Is(err, fs.ErrNotExist):
		return usagef("config", "%s cannot be written: there is no such folder", name)
	case err != nil:
		return err
	}
	_, err = file.Write(config.Starter())
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return c.print(report.Printable(name) + " is written; ekslint config show says what it does\n")
}

// open loads what is configured for the root.
func (cv *configVerbFlags) open(c *Command) (*settings, *tree, error) {
	t, err := cv.tree(context.Background(), c, "config", nil)
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	s, err := cv.load(c, "config", t)
	if err != nil {
		return nil, nil, err
	}
	cv.configure(s.file)
	var opts linter.Options
	cv.selectFlags.apply(&opts)
	s.apply(&opts)
	if _, err := linter.New(opts); err != nil {
		return nil, nil, selectionError("config", err)
	}
	return s, t, nil
}

func (cv *configVerbFlags) check(c *Command) error {
	s, t, err := cv.open(c)
	if err != nil {
		return err
	}
	if !s.found {
		return usagef("config", "there is no %s here or above; ekslint config init writes one", config.FileName)
	}
	words := fmt.Sprintf("%s is fine", shownFrom(t, s.file.File.Path))
	if n := len(s.custom); n > 0 {
		words += fmt.Sprintf(", with %s of yours", counted(n, "rule"))
	}
	return c.print(report.Printable(words) + "\n")
}
