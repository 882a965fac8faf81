package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

// hosts are the formats that hosts and servers read.
var hosts = []string{"sarif", "github", "gitlab", "junit", "markdown"}

// many adds findings in one place, and some that are not shown.
func many(r *linter.Report) {
	first := r.Findings[0]
	for range 3 {
		again := *first
		again.Message = strings.Repeat("long ", 30) + again.Message
		r.Findings = append(r.Findings, &again)
	}
	r.Filtered = linter.Filtered{Elsewhere: 3, Unchanged: 2, Baseline: 1}
}

func TestHostFormats(t *testing.T) {
	tests := []struct {
		name   string
		change func(*linter.Report) // of the sample
		opts   Options
	}{
		{"zero", func(r *linter.Report) { *r = linter.Report{Complete: true, Inputs: map[string]int{"kubernetes": 1}} }, Options{}},
		{"one", func(r *linter.Report) { *r = linter.Report{Complete: true, Inputs: r.Inputs, Findings: r.Findings[:1]} }, Options{}},
		{"many", many, Options{Version: "1.2.3", Root: "shop", Base: "shop", Below: "team/shop"}},
		{"problems", func(r *linter.Report) { *r = linter.Report{Inputs: r.Inputs, Problems: r.Problems} }, Options{}},
		{"unknowns", func(r *linter.Report) { *r = linter.Report{Complete: true, Inputs: r.Inputs, Unknowns: r.Unknowns} }, Options{Unknowns: true}},
		{"suppressed", func(r *linter.Report) { *r = linter.Report{Complete: true, Inputs: r.Inputs, Suppressed: r.Suppressed} }, Options{Suppressed: true}},
		{"suppressed-hidden", func(r *linter.Report) { *r = linter.Report{Complete: true, Inputs: r.Inputs, Suppressed: r.Suppressed} }, Options{}},
		{"min-severity", func(*linter.Report) {}, Options{MinSeverity: rules.Medium}},
	}
	endings := map[string]string{"sarif": ".sarif", "github": ".txt", "gitlab": ".json", "junit": ".xml", "markdown": ".md"}
	for _, tt := range tests {
		for _, format := range hosts {
			name := format + "-" + tt.name + endings[format]
			t.Run(name, func(t *testing.T) {
				report, other := sample(t), sample(t)
				tt.change(report)
				tt.change(other)
				got := written(t, format, report, tt.opts)
				if again := written(t, format, other, tt.opts); again != got {
					t.Error("a second run writes something else")
				}
				golden(t, name, got)
				checkForm(t, format, got)
			})
		}
	}
}

// checkForm reads a report as its host would.
func checkForm(t *testing.T, format, text string) {
	t.Helper()
	switch format {
	case "sarif":
		checkSARIF(t, text)
	case "github":
		checkGitHub(t, text)
	case "gitlab":
		checkGitLab(t, text)
	case "junit":
		checkJUnit(t, text)
	case "markdown":
		checkMarkdown(t, text)
	default:
		t.Errorf("nobody reads %s", format)
	}
}

// sarifSchema is that of the standard with its errata.
//
// Source: https://github.com/oasis-tcs/sarif-spec, sarif-2.1/schema.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	published, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(published))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// checkSARIF holds a log against the schema of the standard and the demands of GitHub.
func checkSARIF(t *testing.T, text string) *sarif.Report {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := sarifSchema(t).Validate(doc); err != nil {
		t.Error(err)
	}
	log, err := sarif.FromString(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range log.Runs {
		if run.Results == nil {
			t.Error("there are no results, not even an empty list")
		}
		for _, rule := range run.Tool.Driver.Rules {
			for _, s := range []*string{rule.ShortDescription.Text, rule.FullDescription.Text, rule.Help.Text, rule.Help.Markdown} {
				if s == nil || *s == "" {
					t.Errorf("rule %s has an empty text", *rule.ID)
				}
			}
		}
		for _, result := range run.Results {
			if len(result.Locations) != 1 {
				t.Errorf("%d locations", len(result.Locations))
				continue
			}
			if *run.Tool.Driver.Rules[result.RuleIndex].ID != *result.RuleID {
				t.Errorf("the rule of %s is not the one at its index", *result.RuleID)
			}
			at := result.Locations[0].PhysicalLocation
			if at.Region != nil && at.Region.EndLine != nil && *at.Region.EndLine != *at.Region.StartLine {
				t.Error("a region of several lines is not shown beside a change")
			}
			if strings.HasPrefix(*at.ArtifactLocation.URI, "./") || strings.Contains(*at.ArtifactLocation.URI, ":") {
				t.Errorf("GitHub does not take the address %s", *at.ArtifactLocation.URI)
			}
		}
	}
	return log
}

// A schema that accepts everything would pass the test above.
func TestSARIFSchemaRefuses(t *testing.T) {
	schema := sarifSchema(t)
	valid := written(t, "sarif", sample(t), Options{})
	tests := []struct{ name, old, broken string }{
		{"no tool", `"tool": {`, `"program": {`},
		{"a level of its own", `"level": "error"`, `"level": "high"`},
		{"a line from 0", `"startLine": 10`, `"startLine": 0`},
		{"another version", `"version": "2.1.0"`, `"version": "2.2.0"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(valid, tt.old) {
				t.Fatalf("the log has no %s:\n%s", tt.old, valid)
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

// workflowCommand is how the runner of GitHub Actions reads a line.
var workflowCommand = regexp.MustCompile(`^::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*)(?:,[a-zA-Z]+=[^,:\r\n]*)*)::(.+)$`)

func checkGitHub(t *testing.T, text string) (messages []string) {
	t.Helper()
	for line := range strings.Lines(text) {
		match := workflowCommand.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if match == nil {
			t.Errorf("no command: %q", line)
			continue
		}
		messages = append(messages, match[3])
	}
	return messages
}

func checkGitLab(t *testing.T, text string) []issue {
	t.Helper()
	var issues []issue
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&issues); err != nil || issues == nil {
		t.Fatalf("%v: %s", err, text)
	}
	seen := map[string]bool{}
	for _, i := range issues {
		if i.Description == "" || i.CheckName == "" || i.Fingerprint == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 {
			t.Errorf("a field is empty: %+v", i)
		}
		if seen[i.Fingerprint] {
			t.Errorf("two issues have the fingerprint %s, and GitLab shows one", i.Fingerprint)
		}
		seen[i.Fingerprint] = true
		switch i.Severity {
		case "info", "minor", "major", "critical", "blocker":
		default:
			t.Errorf("GitLab has no severity %q", i.Severity)
		}
	}
	return issues
}

func checkJUnit(t *testing.T, text string) junitReport {
	t.Helper()
	var r junitReport
	if err := xml.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	tests, bad := 0, 0
	for _, s := range r.Suites {
		tests += len(s.Cases)
		for _, c := range s.Cases {
			if c.Name == "" || c.ClassName == "" {
				t.Errorf("a case has no name: %+v", c)
			}
			if c.Failure != nil || c.Error != nil {
				bad++
			}
		}
	}
	if tests == 0 || tests != r.Tests || bad != r.Failures+r.Errors {
		t.Errorf("%d cases, of which %d are bad, are counted as %d, %d and %d", tests, bad, r.Tests, r.Failures, r.Errors)
	}
	return r
}

// checkMarkdown returns what is not in spans of code.
func checkMarkdown(t *testing.T, markdown string) string {
	t.Helper()
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(markdown)))
	var plain strings.Builder
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.AutoLink, *ast.CodeBlock, *ast.FencedCodeBlock:
			t.Errorf("there is a %s", n.Kind())
		case *ast.Link:
			if !strings.HasPrefix(string(n.Destination), "https://github.com/ekslint/") {
				t.Errorf("there is a link to %s", n.Destination)
			}
		case *ast.Text:
			plain.Write(n.Segment.Value([]byte(markdown)))
			plain.WriteByte('\n')
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return plain.String()
}

// hostile is a text that tries to leave each of the formats.
const hostile = "EVIL\n::error file=x::EVIL\r\n##[error]EVIL\n</failure></testcase>]]><EVIL/>&EVIL;\x00\x1b[31m\x7f\u202e\ufffe\xff" +
	"\n# EVIL\n\n- **EVIL** ``` ` `` @EVIL [EVIL](https://evil.example/EVIL) <a href=EVIL> www.evil.example | https://evil.example \\` " +
	`","EVIL": "` + "%0A::EVIL,title=EVIL:"

// hostileReport has the hostile text in all places.
func hostileReport() *linter.Report {
	file := source.NewFile("a:b/../"+hostile, []byte(hostile+"\n"+hostile))
	location := linter.Location{File: file, Span: source.Span{Start: len(hostile) + 1, End: 2*len(hostile) + 1}}
	resource := linter.Resource{Kind: hostile, Namespace: hostile, Name: hostile, Field: hostile, Source: hostile}
	return &linter.Report{
		Findings: []*linter.Finding{{
			Fingerprint: "v1:00", Rule: privileged, Severity: rules.High, Message: hostile, Resource: resource, Location: location,
			Related: []linter.Related{{Message: hostile, Location: location}}, Also: []string{hostile},
		}},
		Suppressed: []*linter.Finding{{
			Fingerprint: "v1:00", Rule: imageTag, Severity: rules.High, Message: hostile, Resource: resource, Location: location,
			Suppression: &linter.Suppression{Kind: "comment", Location: location, Reason: hostile, Until: hostile},
		}},
		Unknowns: []*linter.Unknown{{Rule: privileged, Resource: resource, Location: location, Reason: hostile, Ref: hostile}},
		Problems: []source.Problem{source.Problemf(file, location.Span, "%s", hostile), source.Problemf(nil, source.Span{}, "%s", hostile)},
	}
}

// Whoever writes the input must not be able to leave a format.
func TestHostileTextStaysInside(t *testing.T) {
	opts := Options{Unknowns: true, Suppressed: true}
	for _, format := range hosts {
		t.Run(format, func(t *testing.T) {
			got := written(t, format, hostileReport(), opts)
			checkForm(t, format, got)
			if !utf8.ValidString(got) {
				t.Error("the output is not UTF-8")
			}
			for _, r := range got {
				if r != '\n' && !unicode.IsGraphic(r) {
					t.Errorf("%U is in the output", r)
				}
			}
		})
	}
	if got := len(checkGitHub(t, written(t, "github", hostileReport(), opts))); got != 5 {
		t.Errorf("%d commands instead of 5", got)
	}
	if got := len(checkGitLab(t, written(t, "gitlab", hostileReport(), opts))); got != 5 {
		t.Errorf("%d issues instead of 5", got)
	}
	junit := checkJUnit(t, written(t, "junit", hostileReport(), opts))
	if diff := cmp.Diff([]int{5, 1, 2, 2}, []int{junit.Tests, junit.Failures, junit.Errors, junit.Skipped}); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
	if plain := checkMarkdown(t, written(t, "markdown", hostileReport(), opts)); strings.Contains(plain, "EVIL") {
		t.Errorf("text of the input is markup:\n%s", plain)
	}
	log := checkSARIF(t, written(t, "sarif", hostileReport(), opts))
	if got := *log.Runs[0].Results[0].Message.Text; strings.Contains(got, "](") {
		t.Errorf("the message has a link: %s", got)
	}
}

// A comment on GitHub has a limit, and a report that is cut says so.
func TestMarkdownIsCut(t *testing.T) {
	r := sample(t)
	for len(r.Findings) < 2000 {
		r.Findings = append(r.Findings, r.Findings...)
	}
	got := written(t, "markdown", r, Options{Unknowns: true})
	if len(got) > 65_536 {
		t.Errorf("%d bytes", len(got))
	}
	if !regexp.MustCompile(`(?m)^- … and \d+ more, which the other formats list$`).MatchString(got) {
		t.Errorf("it does not say that it is cut: %s", got[len(got)-300:])
	}
	checkMarkdown(t, got)
}

func TestURI(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"plain", "deploy/web.yaml", "deploy/web.yaml"},
		{"space and percent", "a b/100%.yaml", "a%20b/100%25.yaml"},
		{"a colon is no scheme", "c:/x:y.yaml", "c%3A/x%3Ay.yaml"},
		{"question mark and hash", "a?b#c.yaml", "a%3Fb%23c.yaml"},
		{"no UTF-8", "\xff.yaml", "%FF.yaml"},
		{"a line of its own", "a\nb.yaml", "a%0Ab.yaml"},
		{"above", "../web.yaml", "../web.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := uri(tt.path); got != tt.want {
				t.Errorf("got %s instead of %s", got, tt.want)
			}
		})
	}
}
