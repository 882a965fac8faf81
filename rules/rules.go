// Package rules judges the model: it holds the rules, which are written in Rego, and runs
// them.
//
// The rules are compiled when ekslint is built; see package compiler. At run time they are
// only decoded. Start at [All] for what the rules are, and at [NewEngine] to run them.
package rules

//go:generate go run ../cmd/ekslintdev generate

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Severity says how much harm a finding stands for.
type Severity string

// The severities, the worst first.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Info     Severity = "info"
)

// Severities lists them all, the worst first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// Rank is 0 for the worst severity and grows from there; an unknown one is past the last.
func (s Severity) Rank() int {
	if i := slices.Index(Severities(), s); i >= 0 {
		return i
	}
	return len(Severities())
}

// AtLeast reports whether s is as bad as other or worse.
func (s Severity) AtLeast(other Severity) bool { return s.Rank() <= other.Rank() }

// The profiles.
const (
	// DefaultProfile holds the rules that are on unless the user says otherwise.
	DefaultProfile = "default"
	// StrictProfile holds the default rules and those that many teams can do without.
	StrictProfile = "strict"
)

// The scopes of a rule.
const (
	// ChunkScope is a rule that judges every object by itself.
	ChunkScope = "chunk"
	// UnitScope is a rule that needs all objects of a run at once.
	UnitScope = "unit"
)

// Rule is the metadata of one rule.
type Rule struct {
	// Name is unique over all categories, such as "host-network".
	Name string
	// Category is the folder of the rule, such as "pod-security".
	Category string
	// Title says in a few words what is wrong.
	Title string
	// Description says why it matters.
	Description string
	// Remedy says in one line how to mend it.
	Remedy string
	// Severity is that of a finding which does not say otherwise.
	Severity Severity
	// Since is the version of ekslint that brought the rule.
	Since string
	// Profile is the smallest profile in which the rule is on.
	Profile string
	// Scope is ChunkScope or UnitScope.
	Scope string
	// Targets are the collections of the model that the rule judges; it runs only if one
	// of them is not empty.
	Targets []string
	// Reads are all collections that the rule looks at.
	Reads []string
	// Packages are the Rego packages that hold the rule and what it uses, as references
	// such as "data.rules.lib.naming".
	Packages []string
	// PSS are the checks of the Pod Security Standards that the rule stands for.
	PSS []Check
	// Aliases are former names, which still select and suppress the rule.
	Aliases []string
	// Params are what users can set, sorted by name.
	Params []Param
	// Related are pages with more about it.
	Related []Link
	// Undecided is whether the rule says where it cannot tell.
	Undecided bool
	// Custom is whether the rule is the user's and not one of ekslint's.
	Custom bool
}

// Param is a value that users can set for a rule, which the rule reads as
// input.settings.params[rule][name].
type Param struct {
	// Name is unique within the rule, such as "engines".
	Name string
	// Description says what it does.
	Description string
	// Type says which values it takes.
	Type ParamType
	// Default is the value if the user sets none: a string, an int, a bool or a []string.
	Default any
}

// ParamType is the type of the value of a [Param].
type ParamType string

// The types of parameters.
const (
	// StringParam is a text, a string in Go.
	StringParam ParamType = "string"
	// IntegerParam is a whole number, an int in Go.
	IntegerParam ParamType = "integer"
	// BooleanParam is true or false.
	BooleanParam ParamType = "boolean"
	// StringsParam is a list of texts, a []string in Go.
	StringsParam ParamType = "strings"
)

// Accepts reports whether a value of Go is one of the type.
func (t ParamType) Accepts(value any) bool {
	ok := false
	switch t {
	case StringParam:
		_, ok = value.(string)
	case IntegerParam:
		_, ok = value.(int)
	case BooleanParam:
		_, ok = value.(bool)
	case StringsParam:
		_, ok = value.([]string)
	}
	return ok
}

// Check is a check of the Pod Security Standards.
type Check struct {
	// Level is "baseline" or "restricted".
	Level string
	// Check is the identifier that k8s.io/pod-security-admission gives it.
	Check string
	// Since is the minor version from which the standards have the check; 0 means always.
	Since int
}

// Link is a page on the web.
type Link struct{ Ref, Description string }

// docsURL is where the folders of the rules are published.
const docsURL = "https://github.com/ekslint/ekslint/blob/main/rules/"

// Docs is the address of the rule's page. For a custom rule that is the first page that it
// names itself, and "" if it names none.
func (r *Rule) Docs() string {
	switch {
	case !r.Custom:
		return docsURL + r.Category + "/" + r.Name + "/README.md"
	case len(r.Related) > 0:
		return r.Related[0].Ref
	}
	return ""
}

// All returns the built-in rules, sorted by category and name. The caller must not change
// them.
func All() []*Rule { return all() }

var all = sync.OnceValue(func() []*Rule { return WithSuppressions(builtIn) })

// WithSuppressions returns some rules together with those about suppressions, which no
// Rego holds, sorted by category and name.
func WithSuppressions(some []*Rule) []*Rule {
	return slices.SortedFunc(slices.Values(slices.Concat(some, suppressionRules)), func(a, b *Rule) int {
		return cmp.Or(strings.Compare(a.Category, b.Category), strings.Compare(a.Name, b.Name))
	})
}

// Find returns the rule of a name or former name, and nil if there is none.
func Find(name string) *Rule {
	for _, r := range All() {
		if r.Name == name || slices.Contains(r.Aliases, name) {
			return r
		}
	}
	return nil
}

// Categories returns the categories of all rules, sorted.
func Categories() []string {
	var names []string
	for _, r := range All() {
		names = append(names, r.Category)
	}
	slices.SortFunc(names, strings.Compare)
	return slices.Compact(names)
}
