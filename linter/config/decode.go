package config

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/spelling"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
	"github.com/ekslint/ekslint/rules"
)

// Version is that of the form of the file which this package reads.
const Version = 1

// NoSeverity is the value of fail-on that no finding reaches.
const NoSeverity = "none"

// Decode reads a file. If there are problems, which are all errors, the rest is there.
func Decode(file *source.File) (*Config, []source.Problem) {
	d := &decoder{file: file, config: &Config{File: file}}
	docs, problems := tree.Parse(file, tree.Limits{})
	for _, p := range problems {
		p.Level = source.Error // a key that is given twice is not what anybody means
		d.problems = append(d.problems, p)
	}
	switch {
	case len(docs) > 1:
		d.problem(docs[1].Root.Span, "the file must be one document, and here a second one starts")
	case len(docs) == 1 && docs[0].Root.Kind != tree.Null:
		d.top(docs[0].Root)
	case len(problems) == 0:
		d.problem(source.Span{}, "the file configures nothing; its first key is version: %d", Version)
	}
	return d.config, d.problems
}

// decoder is the state of reading one file.
type decoder struct {
	file     *source.File
	config   *Config
	problems []source.Problem
	// seen are the keys that each mapping takes, by its path; for the test of the schema.
	seen map[string][]string
}

func (d *decoder) problem(span source.Span, format string, args ...any) {
	d.problems = append(d.problems, source.Problemf(d.file, span, format, args...))
}

// keys are the keys that a mapping takes, and what reads the value of each.
type keys map[string]func(at *tree.Field)

// mapping reads a mapping; where names it in messages, and is "" for the whole file.
func (d *decoder) mapping(n *tree.Node, where string, known keys) {
	if d.seen != nil {
		d.seen[where] = slices.Sorted(maps.Keys(known))
	}
	if n.Kind != tree.Mapping {
		d.problem(n.Span, "%s takes a mapping of %s, and this is %s", named(where), spelling.List(slices.Sorted(maps.Keys(known))), n.Kind)
		return
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		read, ok := known[f.Key]
		if !ok {
			names := slices.Sorted(maps.Keys(known))
			d.problem(f.KeySpan, "%s has no key %q%s", named(where), f.Key, spelling.Suggestion(f.Key, names, "the keys are "+spelling.List(names)))
			continue
		}
		read(f)
	}
}

func named(where string) string {
	if where == "" {
		return "the configuration"
	}
	return where
}

func (d *decoder) top(n *tree.Node) {
	c := d.config
	d.mapping(n, "", keys{
		"version":            func(at *tree.Field) { d.version(at.Value) },
		"fail-on":            func(at *tree.Field) { c.FailOn = d.choice(at, append(severities(), NoSeverity)) },
		"exclude":            func(at *tree.Field) { c.Exclude = d.texts(at) },
		"kubernetes-version": d.kubernetesVersion,
		"rules":              func(at *tree.Field) { d.rules(at.Value) },
		"suppressions": func(at *tree.Field) {
			d.mapping(at.Value, at.Key, keys{"require-reason": func(at *tree.Field) { c.RequireReason = d.boolean(at) }})
		},
		"exceptions": func(at *tree.Field) {
			d.list(at, func(item *tree.Node) { c.Exceptions = append(c.Exceptions, d.exception(item)) })
		},
		"custom-rules": func(at *tree.Field) { c.CustomRules = d.texts(at) },
		"terraform": func(at *tree.Field) {
			d.list(at, func(item *tree.Node) { c.Terraform = append(c.Terraform, d.terraform(item)) })
		},
	})
	if n.Kind == tree.Mapping && n.Field("version") == nil {
		d.problem(source.Span{Start: n.Span.Start, End: n.Span.Start}, "the configuration lacks its version; write version: %d at the top", Version)
	}
}

func severities() []string {
	var words []string
	for _, s := range rules.Severities() {
		words = append(words, string(s))
	}
	return words
}

func (d *decoder) version(n *tree.Node) {
	if number, ok := n.Value().(int64); !ok || number != Version {
		d.problem(n.Span, "version takes %d, which is all that this ekslint knows; another one needs another ekslint", Version)
	}
}

// kubernetesVersion reads a version that need not be quoted: as a number 1.30 would be 1.3,
// so that what counts is what is written.
func (d *decoder) kubernetesVersion(at *tree.Field) {
	n := *at.Value
	if n.Kind == tree.Float {
		n.Kind, n.Text = tree.String, string(d.file.Data[n.Span.Start:n.Span.End])
	}
	text := d.text(&tree.Field{Key: at.Key, KeySpan: at.KeySpan, Value: &n})
	if !text.Given() {
		return
	}
	minor, err := linter.KubernetesMinor(text.Value)
	if err != nil {
		d.problem(n.Span, "%s %q: %v", at.Key, text.Value, err)
		return
	}
	d.config.KubernetesVersion, d.config.KubernetesMinor = text, minor
}

func (d *decoder) rules(n *tree.Node) {
	c := d.config
	d.mapping(n, "rules", keys{
		"profile":  func(at *tree.Field) { c.Profile = d.choice(at, []string{rules.DefaultProfile, rules.StrictProfile}) },
		"enable":   func(at *tree.Field) { c.Enable = d.texts(at) },
		"disable":  func(at *tree.Field) { c.Disable = d.texts(at) },
		"settings": func(at *tree.Field) { d.settings(at.Value) },
	})
}

func (d *decoder) settings(n *tree.Node) {
	if n.Kind != tree.Mapping {
		d.problem(n.Span, "rules.settings takes a mapping of rules, and this is %s", n.Kind)
		return
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		s := Settings{Rule: Text{f.Key, f.KeySpan}}
		d.mapping(f.Value, "rules.settings."+f.Key, keys{
			"severity":  func(at *tree.Field) { s.Severity = d.choice(at, severities()) },
			"ignorable": func(at *tree.Field) { s.Ignorable = d.boolean(at) },
			"params":    func(at *tree.Field) { s.Params = d.params(at) },
		})
		d.config.Settings = append(d.config.Settings, s)
	}
}

// params reads parameters; which values they take is known only with the rule.
func (d *decoder) params(at *tree.Field) []Param {
	if at.Value.Kind != tree.Mapping {
		d.problem(at.Value.Span, "params takes a mapping of parameters, and this is %s", at.Value.Kind)
		return nil
	}
	var list []Param
	for i := range at.Value.Fields {
		f := &at.Value.Fields[i]
		list = append(list, Param{Name: Text{f.Key, f.KeySpan}, Span: f.Value.Span, node: f.Value})
	}
	return list
}

func (d *decoder) exception(n *tree.Node) Exception {
	e := Exception{Span: n.Span}
	field := func(into *Text) func(*tree.Field) {
		return func(at *tree.Field) { *into = d.optional(at) }
	}
	d.mapping(n, "exceptions[]", keys{
		"rule":      func(at *tree.Field) { e.Rule = d.text(at) },
		"resource":  func(at *tree.Field) { e.Resource = d.checked(at, linter.CheckResource) },
		"path":      func(at *tree.Field) { e.Path = d.checked(at, linter.CheckGlob) },
		"container": func(at *tree.Field) { e.Container = d.checked(at, linter.CheckGlob) },
		"reason":    field(&e.Reason),
		"owner":     field(&e.Owner),
		"expires":   func(at *tree.Field) { e.Expires, e.Until = d.date(at) },
	})
	if n.Kind == tree.Mapping && n.Field("rule") == nil {
		d.problem(n.Span, "the exception lacks its rule; write rule: NAME")
	}
	return e
}

func (d *decoder) terraform(n *tree.Node) Terraform {
	t := Terraform{Span: n.Span}
	d.mapping(n, "terraform[]", keys{
		"root":      func(at *tree.Field) { t.Root = d.checked(at, linter.CheckGlob) },
		"var-files": func(at *tree.Field) { t.VarFiles = d.texts(at) },
		"workspace": func(at *tree.Field) { t.Workspace = d.text(at) },
		"modules":   func(at *tree.Field) { t.Modules = d.modules(at) },
	})
	if n.Kind == tree.Mapping && n.Field("root") == nil {
		d.problem(n.Span, "the entry lacks its root; write root: FOLDER, or root: \"**\" for all root modules")
	}
	return t
}

// modules reads the folders of modules by their source.
func (d *decoder) modules(at *tree.Field) map[string]string {
	if at.Value.Kind != tree.Mapping {
		d.problem(at.Value.Span, "modules takes a mapping of module sources to folders, and this is %s", at.Value.Kind)
		return nil
	}
	folders := map[string]string{}
	for i := range at.Value.Fields {
		f := &at.Value.Fields[i]
		if folder := d.text(f); folder.Given() {
			folders[f.Key] = folder.Value
		}
	}
	return folders
}

// checked reads a text that may be empty, and must pass a check otherwise.
func (d *decoder) checked(at *tree.Field, check func(string) error) Text {
	text := d.optional(at)
	if text.Value == "" {
		return text
	}
	if err := check(text.Value); err != nil {
		d.problem(at.Value.Span, "%s: %v", at.Key, err)
		return Text{}
	}
	return text
}

func (d *decoder) date(at *tree.Field) (Text, time.Time) {
	text := d.text(at)
	if !text.Given() {
		return text, time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text.Value)
	if err != nil {
		d.problem(at.Value.Span, "%s: %q is no date; write it as YYYY-MM-DD", at.Key, text.Value)
		return Text{}, time.Time{}
	}
	return text, day
}

// optional reads a text that may be empty.
func (d *decoder) optional(at *tree.Field) Text {
	if at.Value.Kind != tree.String {
		d.wrongType(at.Key, at.Value, "a text")
		return Text{}
	}
	return Text{at.Value.Text, at.Value.Span}
}

// text reads a text that is not empty.
func (d *decoder) text(at *tree.Field) Text {
	text := d.optional(at)
	if text.Given() && text.Value == "" {
		d.problem(at.Value.Span, "%s is empty", at.Key)
		return Text{}
	}
	return text
}

// choice reads one of some words.
func (d *decoder) choice(at *tree.Field, words []string) Text {
	text := d.text(at)
	if text.Given() && !slices.Contains(words, text.Value) {
		d.problem(at.Value.Span, "%s takes %s, and not %q%s", at.Key, spelling.List(words), text.Value, spelling.Suggestion(text.Value, words, ""))
		return Text{}
	}
	return text
}

func (d *decoder) boolean(at *tree.Field) Bool {
	if at.Value.Kind != tree.Bool {
		d.wrongType(at.Key, at.Value, "true or false")
		return Bool{}
	}
	return Bool{at.Value.Text == "true", at.Value.Span}
}

// texts reads a list of texts.
func (d *decoder) texts(at *tree.Field) []Text {
	var list []Text
	d.list(at, func(item *tree.Node) {
		if text := d.text(&tree.Field{Key: "an element of " + at.Key, Value: item}); text.Given() {
			list = append(list, text)
		}
	})
	return list
}

func (d *decoder) list(at *tree.Field, read func(item *tree.Node)) {
	if at.Value.Kind != tree.Sequence {
		d.wrongType(at.Key, at.Value, "a list")
		return
	}
	for _, item := range at.Value.Items {
		read(item)
	}
}

func (d *decoder) wrongType(key string, n *tree.Node, want string) {
	advice := ""
	switch {
	case n.Kind == tree.Null:
		advice = "; remove the key, or give it a value"
	case want == "a text" && n.Kind != tree.Mapping && n.Kind != tree.Sequence:
		advice = fmt.Sprintf("; write %q in quotes", d.file.Data[n.Span.Start:n.Span.End])
	case want == "a list" && n.Kind == tree.String:
		advice = fmt.Sprintf("; write [%s]", d.file.Data[n.Span.Start:n.Span.End])
	}
	d.problem(n.Span, "%s takes %s, and this is %s%s", key, want, n.Kind, advice)
}
