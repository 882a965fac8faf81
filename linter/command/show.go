package command

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"text/tabwriter"

	"github.com/ekslint/ekslint/linter/config"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
)

// setting is a value that holds, and where it is from.
type setting struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
	// From is "flag", "variable", "file" or "default".
	From string `json:"from"`
	// Name is that of the flag or variable; "" for other origins.
	Name string `json:"name"`
	// Location is null unless a file says it.
	Location *place `json:"location"`
}

// place is where a file says something.
type place struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// shown is what config show prints.
type shown struct {
	// File is the configuration; null if there is none.
	File     *string   `json:"file"`
	Settings []setting `json:"settings"`
}

// Where a setting can be from.
const (
	fromFlag     = "flag"
	fromVariable = "variable"
	fromFile     = "file"
	fromDefault  = "default"
)

func (cv *configVerbFlags) show(c *Command) error {
	s, t, err := cv.open(c)
	if err != nil {
		return err
	}
	l := &listing{flags: cv.given, tree: t, file: s.file}
	cv.list(l)
	doc := shown{Settings: l.settings}
	if s.found {
		name := shownFrom(t, s.file.File.Path)
		doc.File = &name
	}
	if cv.format == "json" {
		return report.Encode(c.Stdout, doc)
	}
	return doc.print(c)
}

// list lists all settings, in the order of the file.
func (cv *configVerbFlags) list(l *listing) {
	f := l.file
	l.one("fail-on", "fail-on", cv.failOn, f.FailOn.Span)
	l.many("exclude", "exclude", f.Exclude, cv.exclude)
	l.one("kubernetes-version", "kubernetes-version", fmt.Sprintf("1.%d", cv.judged()), f.KubernetesVersion.Span)
	l.one("rules.profile", "profile", cv.profile, f.Profile.Span)
	if l.flags.Changed("only") {
		l.many("rules.only", "only", nil, cv.only)
		l.many("rules.enable", "enable", nil, cv.enable) // what the file selects does not count
		l.many("rules.disable", "disable", nil, cv.disable)
	} else {
		l.many("rules.enable", "enable", f.Enable, cv.enable)
		l.many("rules.disable", "disable", f.Disable, cv.disable)
	}
	for i := range f.Settings {
		l.rule(&f.Settings[i])
	}
	l.one("suppressions.require-reason", "", f.RequireReason.Value, f.RequireReason.Span)
	for i := range f.Exceptions {
		l.exception(&f.Exceptions[i])
	}
	if len(f.Exceptions) == 0 {
		l.add("exceptions", []string{}, setting{From: fromDefault})
	}
	l.many("custom-rules", "rules", f.CustomRules, cv.rulesDirs)
	for i := range f.Terraform {
		t := &f.Terraform[i]
		l.add("terraform."+t.Root.Value, terraformValue(t), l.filed(t.Span))
	}
}

// terraformValue is what the file says about some root modules.
func terraformValue(t *config.Terraform) map[string]any {
	value := map[string]any{}
	if files := t.VarFiles; len(files) > 0 {
		names := make([]string, len(files))
		for i := range files {
			names[i] = files[i].Value
		}
		value["var-files"] = names
	}
	if t.Workspace.Given() {
		value["workspace"] = t.Workspace.Value
	}
	if len(t.Modules) > 0 {
		value["modules"] = t.Modules
	}
	return value
}

// listing collects settings.
type listing struct {
	flags    *flags
	tree     *tree
	file     *config.Config
	settings []setting
}

func (l *listing) add(key string, value any, origin setting) {
	origin.Key, origin.Value = key, value
	l.settings = append(l.settings, origin)
}

// flagged is the origin that a flag or its variable is; ok is false if neither is given.
func (l *listing) flagged(name string) (origin setting, ok bool) {
	flag := l.flags.Lookup(name)
	switch {
	case flag == nil || !flag.Changed:
		return setting{}, false
	case l.flags.variables[name]:
		return setting{From: fromVariable, Name: variable(flag)}, true
	}
	return setting{From: fromFlag, Name: "--" + name}, true
}

// filed is the origin that a place of the file is.
func (l *listing) filed(span source.Span) setting {
	at := l.file.File.Position(span.Start)
	return setting{From: fromFile, Location: &place{shownFrom(l.tree, l.file.File.Path), at.Line, at.Column}}
}

// one adds a value that a flag sets, or else the file.
func (l *listing) one(key, flag string, value any, span source.Span) {
	origin, ok := l.flagged(flag)
	switch {
	case ok:
	case span != source.Span{}:
		origin = l.filed(span)
	default:
		origin.From = fromDefault
	}
	l.add(key, value, origin)
}

// many adds the elements of a list, to which both the file and a flag add.
func (l *listing) many(key, flag string, written []config.Text, given []string) {
	for _, text := range written {
		l.add(key, text.Value, l.filed(text.Span))
	}
	origin, _ := l.flagged(flag)
	for _, value := range given {
		l.add(key, value, origin)
	}
	if len(written)+len(given) == 0 {
		l.add(key, []string{}, setting{From: fromDefault})
	}
}

func (l *listing) rule(s *config.Settings) {
	key := "rules.settings." + s.Rule.Value + "."
	if s.Severity.Given() {
		l.add(key+"severity", s.Severity.Value, l.filed(s.Severity.Span))
	}
	for i := range s.Params {
		l.add(key+"params."+s.Params[i].Name.Value, s.Params[i].Value(), l.filed(s.Params[i].Span))
	}
	if s.Ignorable.Given() {
		l.add(key+"ignorable", s.Ignorable.Value, l.filed(s.Ignorable.Span))
	}
}

func (l *listing) exception(e *config.Exception) {
	value := map[string]string{}
	for key, text := range map[string]config.Text{
		"rule": e.Rule, "resource": e.Resource, "path": e.Path, "container": e.Container, "reason": e.Reason, "owner": e.Owner, "expires": e.Expires,
	} {
		if text.Value != "" {
			value[key] = text.Value
		}
	}
	l.add("exceptions", value, l.filed(e.Span))
}

// print prints a table.
func (s *shown) print(c *Command) error {
	first := "There is no configuration; ekslint config init writes one."
	if s.File != nil {
		first = "The configuration is " + *s.File + "."
	}
	if err := c.print(report.Printable(first) + "\n\n"); err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SETTING\tFROM\tVALUE") //nolint:errcheck // Flush returns it
	for i := range s.Settings {
		one := &s.Settings[i]
		fmt.Fprintf(table, "%s\t%s\t%s\n", report.Printable(one.Key), report.Printable(one.origin()), report.Printable(valueText(one.Value))) //nolint:errcheck // likewise
	}
	return table.Flush()
}

func (s *setting) origin() string {
	switch s.From {
	case fromFile:
		return fmt.Sprintf("%s:%d", s.Location.Path, s.Location.Line)
	case fromDefault:
		return fromDefault
	}
	return s.From + " " + s.Name
}

// valueText is a value as a line of a table shows it.
func valueText(value any) string {
	switch value := value.(type) {
	case []string:
		return "[" + strings.Join(value, ", ") + "]"
	case []any:
		var texts []string
		for _, one := range value {
			texts = append(texts, fmt.Sprint(one))
		}
		return "[" + strings.Join(texts, ", ") + "]"
	case map[string]string:
		var texts []string
		for key, text := range value {
			if key != "rule" {
				texts = append(texts, key+": "+text)
			}
		}
		sort.Strings(texts)
		return strings.Join(append([]string{value["rule"]}, texts...), ", ")
	}
	return fmt.Sprint(value)
}

// shownFrom is a reported path as seen from where the user stands.
func shownFrom(t *tree, reported string) string { return path.Join(t.shown, reported) }
