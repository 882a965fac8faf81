package command

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/rules"
)

const rulesHelp = `Lists all rules, or those that the flags select.

  ekslint rules --only pod-security
  ekslint rules --profile strict --format json
`

func rulesVerb() *verb {
	return &verb{name: "rules", about: "list the rules", help: rulesHelp, words: func() []string { return nil }, set: func(f *flags) runner {
		r := &rulesFlags{flags: f}
		f.word(&r.format, "format", "f", "text", []string{"text", "json"}, "`FORMAT` how to list: text, json")
		r.selectFlags.register(f)
		r.configFlags.register(f)
		return r.run
	}}
}

type rulesFlags struct {
	selectFlags
	configFlags

	flags  *flags
	format string
}

func (r *rulesFlags) run(_ context.Context, c *Command, args []string) (int, error) {
	if len(args) > 0 {
		return 0, usagef("rules", "rules takes no argument; to list some of them: ekslint rules --only %s", strings.Join(args, ","))
	}
	custom, err := r.customRules(c, "rules")
	if err != nil {
		return 0, err
	}
	list, err := r.selected(custom)
	if err != nil {
		return 0, err
	}
	if r.format == "json" {
		return 0, report.Encode(c.Stdout, ruleEntries(list))
	}
	return 0, printRules(c, list)
}

// selected returns all rules unless a flag selects some; the default profile is no reason
// to leave any of them out of a list of what there is.
func (r *rulesFlags) selected(custom []*rules.Rule) ([]*rules.Rule, error) {
	given := false
	for _, name := range []string{"only", "enable", "disable", "profile"} {
		given = given || r.flags.Changed(name)
	}
	opts := linter.Options{Custom: custom}
	if given {
		r.apply(&opts)
	} else {
		opts.Only = []string{"all"}
	}
	lint, err := linter.New(opts)
	if err != nil {
		return nil, selectionError("rules", err)
	}
	return lint.Rules(), nil
}

func printRules(c *Command, list []*rules.Rule) error {
	table := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "RULE\tSEVERITY\tPROFILE\tCATEGORY\tWHAT IS WRONG") //nolint:errcheck // Flush returns it
	for _, r := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Severity, r.Profile, r.Category, r.Title) //nolint:errcheck // likewise
	}
	return table.Flush()
}

// ruleEntry is a rule as the JSON list shows it.
type ruleEntry struct {
	Name     string    `json:"name"`
	Category string    `json:"category"`
	Title    string    `json:"title"`
	Severity string    `json:"severity"`
	Profile  string    `json:"profile"`
	Targets  []string  `json:"targets"`
	PSS      *pssEntry `json:"pss"`
	Docs     string    `json:"docs"`
	Aliases  []string  `json:"aliases"`
}

// pssEntry is a check of the Pod Security Standards. A rule that stands for more than one
// has the others in Also.
type pssEntry struct {
	Level string      `json:"level"`
	Check string      `json:"check"`
	Since int         `json:"since"`
	Also  []*pssEntry `json:"also,omitempty"`
}

func ruleEntries(list []*rules.Rule) []ruleEntry {
	entries := make([]ruleEntry, len(list))
	for i, r := range list {
		entries[i] = ruleEntry{
			Name: r.Name, Category: r.Category, Title: r.Title, Severity: string(r.Severity), Profile: r.Profile,
			Targets: append([]string{}, r.Targets...), PSS: pssEntries(r.PSS), Docs: r.Docs(), Aliases: append([]string{}, r.Aliases...),
		}
	}
	return entries
}

func pssEntries(checks []rules.Check) *pssEntry {
	var first *pssEntry
	for _, check := range checks {
		entry := &pssEntry{Level: check.Level, Check: check.Check, Since: check.Since}
		if first == nil {
			first = entry
		} else {
			first.Also = append(first.Also, entry)
		}
	}
	return first
}
