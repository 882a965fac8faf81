package report

import (
	_ "embed"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// SchemaVersion is that of the JSON report. Within a major version fields are only added.
const SchemaVersion = "1.0"

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema of the JSON report, which says what each field means.
func Schema() []byte { return schema }

// Document is the JSON report. Lists are never null, and objects have all their fields.
type Document struct {
	SchemaVersion string    `json:"schemaVersion"`
	Tool          Tool      `json:"tool"`
	Run           Run       `json:"run"`
	Summary       Summary   `json:"summary"`
	Findings      []Finding `json:"findings"`
	Unknowns      []Unknown `json:"unknowns"`
	Problems      []Problem `json:"problems"`
}

// Tool is what wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Run says what was linted.
type Run struct {
	Root     string         `json:"root"`
	Complete bool           `json:"complete"`
	Inputs   map[string]int `json:"inputs"`
}

// Summary counts what the report lists, and what it does not.
type Summary struct {
	Findings   int            `json:"findings"`
	BySeverity map[string]int `json:"bySeverity"`
	Hidden     int            `json:"hidden"`
	Suppressed int            `json:"suppressed"`
	Baseline   int            `json:"baseline"`
	Unchanged  int            `json:"unchanged"`
	Elsewhere  int            `json:"elsewhere"`
	Unknown    int            `json:"unknown"`
	Problems   int            `json:"problems"`
}

// Finding is a [linter.Finding].
type Finding struct {
	Fingerprint string    `json:"fingerprint"`
	Rule        Rule      `json:"rule"`
	Severity    string    `json:"severity"`
	Message     string    `json:"message"`
	Resource    Resource  `json:"resource"`
	Location    *Location `json:"location"`
	Related     []Related `json:"related"`
	Also        []string  `json:"also"`
	PSS         []Check   `json:"pss"`
	Remediation string    `json:"remediation"`
	// Fixes is always empty: no fix is made yet.
	Fixes []struct{} `json:"fixes"`
	// Suppression is null if the finding counts.
	Suppression *Suppression `json:"suppression"`
}

// Suppression is a [linter.Suppression].
type Suppression struct {
	Kind     string    `json:"kind"`
	Location *Location `json:"location"`
	Reason   string    `json:"reason"`
	Until    string    `json:"until"`
	Owner    string    `json:"owner"`
}

// Rule names a rule.
type Rule struct {
	Name     string `json:"name"`
	Category string `json:"category"`
	Docs     string `json:"docs"`
}

// Resource is a [linter.Resource].
type Resource struct {
	Kind      string   `json:"kind"`
	Address   string   `json:"address"`
	More      []string `json:"more"`
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	Field     string   `json:"field"`
	Source    string   `json:"source"`
}

// Location is a region of a file, End exclusive.
type Location struct {
	Path  string          `json:"path"`
	Start source.Position `json:"start"`
	End   source.Position `json:"end"`
}

// Related is a [linter.Related].
type Related struct {
	Message  string    `json:"message"`
	Location *Location `json:"location"`
}

// Check is a [linter.PSSCheck].
type Check struct {
	Level string `json:"level"`
	Check string `json:"check"`
}

// Unknown is a [linter.Unknown]; Rule is the name of the rule.
type Unknown struct {
	Rule     string    `json:"rule"`
	Resource Resource  `json:"resource"`
	Location *Location `json:"location"`
	Reason   string    `json:"reason"`
	Ref      string    `json:"ref"`
}

// Problem is a [source.Problem]; Location is null if it belongs to no file.
type Problem struct {
	Message  string    `json:"message"`
	Level    string    `json:"level"`
	Location *Location `json:"location"`
}

// head returns the JSON form of a report with lists that are still empty.
func head(r *linter.Report, shown *listing, opts Options) *Document {
	root := opts.Root
	if root == "" {
		root = "."
	}
	inputs := r.Inputs
	if inputs == nil {
		inputs = map[string]int{}
	}
	return &Document{
		SchemaVersion: SchemaVersion,
		Tool:          Tool{Name: "ekslint", Version: opts.Version},
		Run:           Run{Root: root, Complete: r.Complete, Inputs: inputs},
		Summary: Summary{
			Findings: shown.shown, BySeverity: shown.bySeverity, Hidden: shown.hidden, Suppressed: len(r.Suppressed),
			Baseline: r.Filtered.Baseline, Unchanged: r.Filtered.Unchanged, Elsewhere: r.Filtered.Elsewhere,
			Unknown: len(r.Unknowns), Problems: len(r.Problems),
		},
		Findings: []Finding{}, Unknowns: []Unknown{}, Problems: []Problem{},
	}
}

// each converts a list into one that is never nil, since JSON would show nil as null.
func each[From, To any](list []From, convert func(From) To) []To {
	out := make([]To, len(list))
	for i := range list {
		out[i] = convert(list[i])
	}
	return out
}

func wireFinding(f *linter.Finding) Finding {
	return Finding{
		Fingerprint: f.Fingerprint,
		Rule:        Rule{f.Rule.Name, f.Rule.Category, f.Rule.Docs()},
		Severity:    string(f.Severity),
		Message:     f.Message,
		Resource:    wireResource(f.Resource),
		Location:    wireLocation(f.Location),
		Related: each(f.Related, func(r linter.Related) Related {
			return Related{r.Message, wireLocation(r.Location)}
		}),
		Also:        append([]string{}, f.Also...),
		PSS:         each(f.PSS, func(c linter.PSSCheck) Check { return Check(c) }),
		Remediation: f.Rule.Remedy,
		Fixes:       []struct{}{},
		Suppression: wireSuppression(f.Suppression),
	}
}

func wireSuppression(s *linter.Suppression) *Suppression {
	if s == nil {
		return nil
	}
	return &Suppression{s.Kind, wireLocation(s.Location), s.Reason, s.Until, s.Owner}
}

func wireUnknown(u *linter.Unknown) Unknown {
	return Unknown{u.Rule.Name, wireResource(u.Resource), wireLocation(u.Location), u.Reason, u.Ref}
}

func wireProblem(p source.Problem) Problem {
	return Problem{p.Message, p.Level.String(), wireLocation(linter.Location{File: p.File, Span: p.Span})}
}

func wireLocation(l linter.Location) *Location {
	if l.File == nil {
		return nil
	}
	return &Location{l.File.Path, l.File.Position(l.Span.Start), l.File.Position(max(l.Span.Start, l.Span.End))}
}

// wireResource keeps an empty list one.
func wireResource(r linter.Resource) Resource {
	out := Resource(r)
	if out.More == nil {
		out.More = []string{}
	}
	return out
}
