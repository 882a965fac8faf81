package config

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/spelling"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
	"github.com/ekslint/ekslint/rules"
)

// Resolve returns what a file configures of a linter that knows some rules. What does not
// fit to these is a problem. The root is the path of the root of the run as seen from the
// folder that the paths of the file are relative to.
func (c *Config) Resolve(root string, known []*rules.Rule) (linter.Config, []source.Problem) {
	r := &resolver{file: c.File, known: known}
	out := linter.Config{
		Root: root, Exclude: values(c.Exclude), Enable: r.words(c.Enable), Disable: r.words(c.Disable),
		Rules: r.settings(c.Settings), RequireReason: c.RequireReason.Value,
	}
	for i := range c.Exceptions {
		out.Exceptions = append(out.Exceptions, r.exception(&c.Exceptions[i]))
	}
	return out, r.problems
}

type resolver struct {
	file     *source.File
	known    []*rules.Rule
	problems []source.Problem
}

func (r *resolver) problem(span source.Span, format string, args ...any) {
	r.problems = append(r.problems, source.Problemf(r.file, span, format, args...))
}

func values(texts []Text) []string {
	var list []string
	for _, t := range texts {
		list = append(list, t.Value)
	}
	return list
}

// words checks words that select rules.
func (r *resolver) words(texts []Text) []string {
	for _, t := range texts {
		if _, err := linter.Match(r.known, t.Value); err != nil {
			r.problem(t.Span, "%v", err)
		}
	}
	return values(texts)
}

// rule finds a rule by its name or former name.
func (r *resolver) rule(name Text) *rules.Rule {
	var names []string
	for _, rule := range r.known {
		if rule.Name == name.Value || slices.Contains(rule.Aliases, name.Value) {
			return rule
		}
		names = append(names, rule.Name)
	}
	if slices.ContainsFunc(r.known, func(rule *rules.Rule) bool { return rule.Category == name.Value }) {
		r.problem(name.Span, "%q is a category; name its rules one by one", name.Value)
		return nil
	}
	r.problem(name.Span, "no rule is named %q%s", name.Value, spelling.Suggestion(name.Value, names, "ekslint rules lists them all"))
	return nil
}

func (r *resolver) settings(list []Settings) map[string]linter.RuleSettings {
	out := map[string]linter.RuleSettings{}
	for i := range list {
		s := &list[i]
		rule := r.rule(s.Rule)
		if rule == nil {
			continue
		}
		if _, twice := out[rule.Name]; twice {
			r.problem(s.Rule.Span, "the rule %s has settings already, above", rule.Name)
			continue
		}
		out[rule.Name] = linter.RuleSettings{
			Severity: linter.Severity(s.Severity.Value), Params: r.params(rule, s.Params), Binding: s.Ignorable.Given() && !s.Ignorable.Value,
		}
	}
	return out
}

func (r *resolver) params(rule *rules.Rule, list []Param) map[string]any {
	out := map[string]any{}
	for _, p := range list {
		at := slices.IndexFunc(rule.Params, func(known rules.Param) bool { return known.Name == p.Name.Value })
		if at < 0 {
			r.problem(p.Name.Span, "the rule %s has no parameter %q%s", rule.Name, p.Name.Value, suggestParam(rule, p.Name.Value))
			continue
		}
		value, err := valueOf(rule.Params[at].Type, p.node)
		if err != nil {
			r.problem(p.Span, "the parameter %s of %s %v", p.Name.Value, rule.Name, err)
			continue
		}
		out[p.Name.Value] = value
	}
	return out
}

func suggestParam(rule *rules.Rule, name string) string {
	var names []string
	for _, p := range rule.Params {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return ", and takes none at all"
	}
	return spelling.Suggestion(name, names, "it takes "+strings.Join(names, ", "))
}

// valueOf reads a value of a type.
func valueOf(kind rules.ParamType, n *tree.Node) (any, error) {
	switch value := n.Value().(type) {
	case string:
		if kind == rules.StringParam {
			return value, nil
		}
	case bool:
		if kind == rules.BooleanParam {
			return value, nil
		}
	case int64:
		if kind == rules.IntegerParam {
			return integer(value)
		}
	case []any:
		if kind == rules.StringsParam {
			return texts(n)
		}
	}
	return nil, fmt.Errorf("takes %s, and this is %s", article[kind], n.Kind)
}

// integer keeps numbers to what all machines can hold.
func integer(value int64) (any, error) {
	if value < math.MinInt32 || value > math.MaxInt32 {
		return nil, fmt.Errorf("takes an integer from %d to %d", math.MinInt32, math.MaxInt32)
	}
	return int(value), nil
}

// article names the types in messages.
var article = map[rules.ParamType]string{
	rules.StringParam: "a text", rules.IntegerParam: "an integer", rules.BooleanParam: "true or false", rules.StringsParam: "a list of texts",
}

func texts(n *tree.Node) ([]string, error) {
	list := []string{}
	for i, item := range n.Items {
		if item.Kind != tree.String {
			return nil, fmt.Errorf("takes a list of texts, and its element %d is %s", i+1, item.Kind)
		}
		list = append(list, item.Text)
	}
	return list, nil
}

func (r *resolver) exception(e *Exception) *linter.Exception {
	if e.Rule.Given() {
		r.rule(e.Rule)
	}
	return &linter.Exception{
		Location: linter.Location{File: r.file, Span: firstLine(r.file, e.Span)}, Rule: e.Rule.Value, Resource: e.Resource.Value, Path: e.Path.Value,
		Container: e.Container.Value, Reason: e.Reason.Value, Owner: e.Owner.Value, Until: e.Until,
	}
}

// firstLine is what is shown of an exception: it may be long, and its rule comes first.
func firstLine(file *source.File, span source.Span) source.Span {
	line := file.LineSpan(file.Position(span.Start).Line)
	return source.Span{Start: span.Start, End: min(span.End, line.End)}
}
