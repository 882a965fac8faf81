package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

var (
	privileged = &rules.Rule{
		Name: "privileged-container", Category: "pod-security", Severity: rules.High, Remedy: "Remove `privileged`",
	}
	imageTag = &rules.Rule{Name: "image-tag-mutable", Category: "supply-chain", Severity: rules.Low}
)

const webManifest = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:${TAG}
      securityContext:
        privileged: true
        capabilities:
          add:
            - SYS_ADMIN
`

// locate returns the place of a text in a file.
func locate(t *testing.T, f *source.File, text string) linter.Location {
	t.Helper()
	start := bytes.Index(f.Data, []byte(text))
	if start < 0 {
		t.Fatalf("%s does not hold %q", f.Path, text)
	}
	return linter.Location{File: f, Span: source.Span{Start: start, End: start + len(text)}}
}

// sample is a report with one of everything.
func sample(t *testing.T) *linter.Report {
	t.Helper()
	web := source.NewFile("deploy/web.yaml", []byte(webManifest))
	broken := source.NewFile("broken.yaml", []byte("kind: Pod\nspec: [\n"))
	pod := linter.Resource{Kind: "Pod", Name: "web", Field: "spec.containers[0].securityContext.privileged", Source: "web/templates/pod.yaml"}
	capabilities, image := pod, pod
	capabilities.Field = "spec.containers[0].securityContext.capabilities.add[0]"
	image.Field = "spec.containers[0].image"
	return &linter.Report{
		Inputs: map[string]int{"kubernetes": 1, "helm": 2},
		Findings: []*linter.Finding{
			{
				Fingerprint: "v1:00aa", Rule: privileged, Severity: rules.High, Message: `container "app" of Pod "web" runs privileged`,
				Resource: pod, Location: locate(t, web, "privileged: true"),
				Related: []linter.Related{{Message: "the container", Location: locate(t, web, "name: app")}},
				Also:    []string{"privilege-escalation", "run-as-root"},
				PSS:     []linter.PSSCheck{{Level: "baseline", Check: "privileged"}},
			},
			{
				Fingerprint: "v1:00ab", Rule: imageTag, Severity: rules.Low, Message: "adds SYS_ADMIN",
				Resource: capabilities, Location: locate(t, web, "add:\n            - SYS_ADMIN"),
			},
		},
		Suppressed: []*linter.Finding{{
			Fingerprint: "v1:00ac", Rule: imageTag, Severity: rules.Low, Message: "accepted", Resource: image, Location: locate(t, web, "kind: Pod"),
			Suppression: &linter.Suppression{Kind: "comment", Location: locate(t, web, "apiVersion"), Reason: "known", Until: "2027-01-31"},
		}},
		Unknowns: []*linter.Unknown{
			{Rule: imageTag, Resource: image, Location: locate(t, web, "app:${TAG}"), Reason: "template-value", Ref: "${TAG}"},
		},
		Problems: []source.Problem{
			source.Warningf(nil, source.Span{}, "the run as a whole"),
			source.Problemf(source.NewFile("gone.yaml", nil), source.Span{}, "there is no such file"),
			source.Problemf(broken, locate(t, broken, "[").Span, "this list does not end"),
		},
	}
}

func written(t *testing.T, format string, r *linter.Report, opts Options) string {
	t.Helper()
	for _, f := range Formats() {
		if f.Name == format {
			var out bytes.Buffer
			if err := f.Write(&out, r, opts); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
	}
	t.Fatalf("there is no format %q", format)
	return ""
}

// golden compares a text with a file, or writes the file if UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestFormats(t *testing.T) {
	tests := []struct {
		name   string
		format string
		opts   Options
	}{
		{"text.txt", "text", Options{}},
		{"text-color.txt", "text", Options{Color: true, Unknowns: true}},
		{"text-options.txt", "text", Options{Unknowns: true, MinSeverity: rules.Medium, Base: "../shop"}},
		{"text-no-summary.txt", "text", Options{NoSummary: true}},
		{"text-suppressed.txt", "text", Options{Suppressed: true}},
		{"compact.txt", "compact", Options{}},
		{"compact-options.txt", "compact", Options{Unknowns: true, MinSeverity: rules.Medium, Base: "../shop"}},
		{"report.json", "json", Options{Version: "1.2.3"}},
		{"compact-suppressed.txt", "compact", Options{Suppressed: true}},
		{"report-suppressed.json", "json", Options{Version: "1.2.3", Suppressed: true}},
		{"report-options.json", "json", Options{Version: "1.2.3", MinSeverity: rules.Medium, Root: "../shop", Base: "../shop"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			golden(t, tt.name, written(t, tt.format, sample(t), tt.opts))
		})
	}
}

func TestEmptyReport(t *testing.T) {
	tests := []struct{ format, want string }{
		{"text", "no findings in 0 files\n"},
		{"compact", ""},
		{"json", `{
  "schemaVersion": "1.0",
  "tool": {
    "name": "ekslint",
    "version": ""
  },
  "run": {
    "root": ".",
    "complete": true,
    "inputs": {}
  },
  "summary": {
    "findings": 0,
    "bySeverity": {},
    "hidden": 0,
    "suppressed": 0,
    "baseline": 0,
    "unchanged": 0,
    "elsewhere": 0,
    "unknown": 0,
    "problems": 0
  },
  "findings": [],
  "unknowns": [],
  "problems": []
}
`},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, written(t, tt.format, &linter.Report{Complete: true}, Options{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// one is a report with a single finding at the text between « and » of a line.
func one(t *testing.T, marked string) *linter.Report {
	t.Helper()
	before, rest, ok := strings.Cut(marked, "«")
	region, after, ok2 := strings.Cut(rest, "»")
	if !ok || !ok2 {
		t.Fatalf("no region is marked in %q", marked)
	}
	file := source.NewFile("a.yaml", []byte("first line\n"+before+region+after))
	start := len("first line\n") + len(before)
	return &linter.Report{Findings: []*linter.Finding{{
		Rule: imageTag, Severity: rules.Low, Message: "found",
		Location: linter.Location{File: file, Span: source.Span{Start: start, End: start + len(region)}},
	}}}
}

func TestSnippet(t *testing.T) {
	const wide = "日本語" // two columns each
	tests := []struct {
		name   string
		reason string
		marked string
		want   string
	}{
		{"plain", "the carets are below the region", "a: «true» # why", "a: true # why\n   ^^^^"},
		{"tab", "a tab takes its columns in both lines", "a:\t«true»", "a:    true\n      ^^^^"},
		{"wide", "a character can be two columns wide", wide + ": «" + wide + "»", wide + ": " + wide + "\n        ^^^^^^"},
		{"combining", "a mark sits on the character before it", "e\u0301: «x»", "e\u0301: x\n   ^"},
		{"point", "a region without characters is still shown", "a:«»", "a:\n  ^"},
		{"several lines", "only the first line is shown", "a: «|\n  x\n»", "a: |\n   ^"},
		{"CR LF", "the end of a line is not shown", "a: «b\r\nc»\r\n", "a: b\n   ^"},
		{"escape", "a terminal must not obey the input", "a: «\x1b[31m» \x07", `a: \x1b[31m \a` + "\n   ^^^^^^^^"},
		{"C1", "there is a second set of control characters", "«\u009b2J»", `\u009b2J` + "\n^^^^^^^^"},
		{"direction", "text must not be shown in another order", "a: «\u202etxet»", `a: \u202etxet` + "\n   ^^^^^^^^^^"},
		{"broken", "a byte that is no UTF-8", "a: «\xff»", `a: \xff` + "\n   ^^^^"},
		{
			"long before", "the region stays in sight",
			strings.Repeat("x", 500) + " «y» z",
			"…" + strings.Repeat("x", 85) + " y z\n" + strings.Repeat(" ", 87) + "^",
		},
		{
			"long after", "so does what is before it",
			"a: «y» " + strings.Repeat("z", 500),
			"a: y " + strings.Repeat("z", 114) + "…\n   ^",
		},
		{
			"long region", "its beginning says what it is",
			"a: «" + strings.Repeat("y", 500) + "» z",
			"a: " + strings.Repeat("y", 71) + "… z\n   " + strings.Repeat("^", 72),
		},
		{
			"all long", "context on both sides",
			strings.Repeat("x", 500) + "«" + strings.Repeat("y", 500) + "»" + strings.Repeat("z", 500),
			"…" + strings.Repeat("x", 31) + strings.Repeat("y", 71) + "…" + strings.Repeat("z", 15) + "…\n" +
				strings.Repeat(" ", 32) + strings.Repeat("^", 72),
		},
		{
			"long and wide", "a cut does not go through a character",
			strings.Repeat("語", 5000) + "«x»",
			"…" + strings.Repeat("語", 43) + "x\n" + strings.Repeat(" ", 87) + "^",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := strings.Split(written(t, "text", one(t, tt.marked), Options{NoSummary: true}), "\n")
			if len(lines) != 5 {
				t.Fatalf("%d lines instead of a place, a source line, carets and an empty one:\n%s", len(lines)-1, strings.Join(lines, "\n"))
			}
			got := strings.TrimPrefix(lines[1], "    2 | ") + "\n" + strings.TrimPrefix(lines[2], "      | ")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

// Whoever writes the input chooses names, messages and source lines, and must not get
// them past the formats.
func TestHostileText(t *testing.T) {
	const evil = "x\n/etc/passwd:1:1: high: forged\r\x1b]0;title\x07\x7f\u009b2J\u202e\u200b\u2028\U000e0001\xff\t\""
	file := source.NewFile(evil, []byte(evil+"\n"+evil))
	location := linter.Location{File: file, Span: source.Span{Start: len(evil) + 1, End: 2*len(evil) + 1}}
	resource := linter.Resource{Kind: evil, Namespace: evil, Name: evil, Field: evil, Source: evil}
	report := &linter.Report{
		Findings: []*linter.Finding{{
			Rule: privileged, Severity: rules.High, Message: evil, Resource: resource, Location: location,
			Related: []linter.Related{{Message: evil, Location: location}}, Also: []string{evil},
		}},
		Suppressed: []*linter.Finding{{
			Rule: imageTag, Severity: rules.High, Message: evil, Resource: resource, Location: location,
			Suppression: &linter.Suppression{Kind: evil, Location: location, Reason: evil, Until: evil},
		}},
		Unknowns: []*linter.Unknown{{Rule: privileged, Resource: resource, Location: location, Reason: evil, Ref: evil}},
		Problems: []source.Problem{source.Problemf(file, location.Span, "%s", evil), source.Problemf(nil, source.Span{}, "%s", evil)},
	}
	lines := map[string]int{"text": 3 + 4 + 1 + 3 + 2 + 1 + 4 + 4 + 2 + 1, "compact": 5}
	for _, format := range Formats() {
		t.Run(format.Name, func(t *testing.T) {
			got := written(t, format.Name, report, Options{Unknowns: true, Suppressed: true})
			if !utf8.ValidString(got) {
				t.Error("the output is not UTF-8")
			}
			for _, r := range got {
				if r != '\n' && !unicode.IsGraphic(r) {
					t.Errorf("%U reaches the terminal", r)
				}
			}
			if want, ok := lines[format.Name]; ok && strings.Count(got, "\n") != want {
				t.Errorf("%d lines instead of %d:\n%s", strings.Count(got, "\n"), want, got)
			}
		})
	}
}

// What JSON escapes must be what it was.
func TestJSONKeepsText(t *testing.T) {
	const text = "<a> & \u009b\u202e\U000e0001\x1b\x7f\"\\日本"
	report := &linter.Report{Problems: []source.Problem{source.Problemf(nil, source.Span{}, "%s", text)}}
	out := written(t, "json", report, Options{})
	if !strings.Contains(out, "<a> & ") || !strings.Contains(out, "日本") {
		t.Errorf("text is escaped that needs it not:\n%s", out)
	}
	var got Document
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, got.Problems[0].Message); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The report is written piece by piece, and is what its types say nonetheless.
func TestJSONIsDocument(t *testing.T) {
	for name, report := range map[string]*linter.Report{"sample": sample(t), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			got := written(t, "json", report, Options{Suppressed: true, Root: `a"findings": []b`})
			var document Document
			decoder := json.NewDecoder(strings.NewReader(got))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&document); err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			if err := Encode(&want, document); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestJSONFollowsSchema(t *testing.T) {
	schema := compiledSchema(t)
	for name, report := range map[string]*linter.Report{"sample": sample(t), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, "json", report, Options{Suppressed: true})))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Error(err)
			}
		})
	}
}

// A schema that accepts everything would pass the test above.
func TestSchemaRefuses(t *testing.T) {
	schema := compiledSchema(t)
	tests := []struct{ name, old, broken string }{
		{"another major version", `"schemaVersion": "1.0"`, `"schemaVersion": "2.0"`},
		{"null for a list", `"also": []`, `"also": null`},
		{"a severity of its own", `"severity": "low"`, `"severity": "minor"`},
		{"a finding without a place", `"offset": 138`, `"byte": 138`},
		{"a line from 0", `"line": 10,`, `"line": 0,`},
		{"a fingerprint without version", `"v1:00aa"`, `"00aa"`},
	}
	valid := written(t, "json", sample(t), Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(valid, tt.old) {
				t.Fatalf("the report has no %s:\n%s", tt.old, valid)
			}
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(valid, tt.old, tt.broken, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if schema.Validate(doc) == nil {
				t.Errorf("%s is accepted", tt.broken)
			}
		})
	}
}

// Every field that is written is in the schema and required there, and the schema has no
// field that is never written.
func TestSchemaHasAllFields(t *testing.T) {
	compareFields(t, "report", reflect.TypeFor[Document](), compiledSchema(t))
}

func compareFields(t *testing.T, at string, typ reflect.Type, s *jsonschema.Schema) {
	t.Helper()
	for s.Ref != nil {
		s = s.Ref
	}
	if len(s.OneOf) == 2 { // null or something
		s = s.OneOf[1].Ref
	}
	switch typ.Kind() { //nolint:exhaustive // the others hold no fields
	case reflect.Pointer:
		compareFields(t, at, typ.Elem(), s)
	case reflect.Slice:
		if items, ok := s.Items2020, s.Items2020 != nil; ok {
			compareFields(t, at+"[]", typ.Elem(), items)
		} else if typ.Elem().NumField() > 0 {
			t.Errorf("%s: the schema does not say what the list holds", at)
		}
	case reflect.Struct:
		fields := map[string]bool{}
		for f := range typ.Fields() {
			name := f.Tag.Get("json")
			fields[name] = true
			property := s.Properties[name]
			if property == nil {
				t.Errorf("%s.%s is not in the schema", at, name)
				continue
			}
			compareFields(t, at+"."+name, f.Type, property)
		}
		required := map[string]bool{}
		for _, name := range s.Required {
			required[name] = true
		}
		properties := map[string]bool{}
		for name := range s.Properties {
			properties[name] = true
		}
		if diff := cmp.Diff(fields, properties); diff != "" {
			t.Errorf("%s: fields and properties (-written +schema):\n%s", at, diff)
		}
		if diff := cmp.Diff(fields, required); diff != "" {
			t.Errorf("%s: fields and required (-written +schema):\n%s", at, diff)
		}
	}
}
