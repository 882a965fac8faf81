package suppress_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/suppress"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

const (
	file  = "the file"
	wrong = "mistake: "
)

// placements are the places at which people write a directive. Each wants what it covers,
// or "the file", or a part of what is wrong with it.
var placements = []struct {
	name, text string
	want       []string
}{
	{"on the line of a value", "a:\n  b: 1 # ekslint:ignore x\n  c: 2\n", []string{"b: 1"}},
	{"above a value", "a:\n  # ekslint:ignore x\n  b: 1\n  c: 2\n", []string{"b: 1"}},
	{"above a key with more below it", "a:\n  # ekslint:ignore x\n  b:\n    d: 1\n    e: [2]\n  c: 2\n", []string{"b:\n    d: 1\n    e: [2]"}},
	{"behind a key with more below it", "a:\n  b: # ekslint:ignore x\n    d: 1\n  c: 2\n", []string{"b: # ekslint:ignore x\n    d: 1"}},
	{"above an element of a list", "l:\n# ekslint:ignore x\n- name: a\n  b: 1\n- name: c\n", []string{"name: a\n  b: 1"}},
	{"on the first line of an element", "l:\n- name: a # ekslint:ignore x\n  b: 1\n- name: c\n", []string{"name: a # ekslint:ignore x\n  b: 1"}},
	{"on the second line of an element", "l:\n- name: a\n  b: 1 # ekslint:ignore x\n- name: c\n", []string{"b: 1"}},
	{"above the second line of an element", "l:\n- name: a\n  # ekslint:ignore x\n  b: 1\n- name: c\n", []string{"b: 1"}},
	{"above an element without a key", "l:\n  # ekslint:ignore x\n  - SYS_ADMIN\n  - NET_ADMIN\n", []string{"SYS_ADMIN"}},
	{"on the line of an element without a key", "l:\n  - SYS_ADMIN\n  - NET_ADMIN # ekslint:ignore x\n", []string{"NET_ADMIN"}},
	{"above a list", "# ekslint:ignore x\nl:\n- a\n- b\n", []string{"l:\n- a\n- b"}},
	{"on the line of a dash alone", "l:\n- # ekslint:ignore x\n  name: a\n- name: b\n", []string{wrong + "there is no value on this line"}},
	{"above a dash alone", "l:\n# ekslint:ignore x\n-\n  name: a\n- name: b\n", []string{wrong + "there is no value on this line or below it"}},
	{"behind a flow mapping", "z: 0\na: {b: 1, c: 2} # ekslint:ignore x\nd: 1\n", []string{"a: {b: 1, c: 2}"}},
	{"within a flow mapping", "z: 0\na: {b: 1, # ekslint:ignore x\n  c: 2}\nd: 1\n", []string{"a: {b: 1, # ekslint:ignore x\n  c: 2}"}},
	{"on a later line of a flow mapping", "a: {b: 1,\n  c: 2, # ekslint:ignore x\n  d: 3}\n", []string{"c: 2"}},
	{"above a line of a flow mapping", "a: {b: 1,\n  # ekslint:ignore x\n  c: 2,\n  d: 3}\n", []string{"c: 2"}},
	{"behind a flow list", "a: [b, c] # ekslint:ignore x\n", []string{"a: [b, c] # ekslint:ignore x\n"[:9]}},
	{"within a flow list", "a: [\n  b, # ekslint:ignore x\n  c]\n", []string{"b"}},
	{"above a document", "# ekslint:ignore x\nkind: Pod\nspec: {}\n---\nkind: Job\n", []string{"kind: Pod\nspec: {}"}},
	{"above the second document", "kind: Pod\n---\n# ekslint:ignore x\nkind: Job\nspec: {}\n", []string{"kind: Job\nspec: {}"}},
	{"behind a separator", "kind: Pod\n--- # ekslint:ignore x\nkind: Job\n", []string{wrong + "there is no value on this line"}},
	{"above a separator", "kind: Pod\n# ekslint:ignore x\n---\nkind: Job\n", []string{"kind: Job"}},
	{"below the comment of Helm", "---\n# Source: c/templates/a.yaml\n# ekslint:ignore x\nkind: Pod\nspec: {}\n", []string{"kind: Pod\nspec: {}"}},
	{"above the comment of Helm", "---\n# ekslint:ignore x\n# Source: c/templates/a.yaml\nkind: Pod\n", []string{"kind: Pod"}},
	{"with other comments between", "a:\n  # ekslint:ignore x\n  # because of y\n  b: 1\n", []string{"b: 1"}},
	{"with an empty line between", "a:\n  # ekslint:ignore x\n\n  b: 1\n", []string{"b: 1"}},
	{"two in a row", "a:\n  # ekslint:ignore x\n  # ekslint:ignore y\n  b: 1\n", []string{"b: 1", "b: 1"}},
	{"several rules", "a: 1 # ekslint:ignore x,y-z\n", []string{"a: 1"}},
	{"several rules with blanks", "a: 1 # ekslint:ignore x, y-z w\n", []string{"a: 1"}},
	{"behind a block scalar's head", "z: 0\na: | # ekslint:ignore x\n  text\nb: 1\n", []string{"a: | # ekslint:ignore x\n  text"}},
	{"within a block scalar", "a: |\n  # ekslint:ignore x\nb: 1\n", nil},
	{"within a quoted text", "a: \"# ekslint:ignore x\"\n", nil},
	{"behind an alias, whose value stands elsewhere", "a: &z {b: 1}\nc: *z # ekslint:ignore x\n", []string{"c"}},
	{"behind an anchor", "z: 0\na: &z # ekslint:ignore x\n  b: 1\nc: *z\n", []string{"a: &z # ekslint:ignore x\n  b: 1"}},
	{"at the end of the file", "a: 1\n# ekslint:ignore x\n", []string{wrong + "there is no value"}},
	{"in a file of comments", "# ekslint:ignore x\n", []string{wrong + "there is no value"}},
	{"on the first line of an object", "kind: Pod # ekslint:ignore x\nspec: {}\n", []string{"kind: Pod # ekslint:ignore x\nspec: {}"}},
	{"with CRLF", "a:\r\n  # ekslint:ignore x\r\n  b: 1\r\n", []string{"b: 1"}},
	{"with several #", "## ekslint:ignore x\na: 1\n", []string{"a: 1"}},
	{"without a blank behind the #", "#ekslint:ignore x\na: 1\n", []string{"a: 1"}},
	{"behind other words", "a: 1 # see below; ekslint:ignore x\n", nil},
	{"a file", "# ekslint:ignore-file x -- made by a tool\na: 1\n---\nb: 1\n", []string{file}},
	{"a file, behind a separator and other comments", "# Copyright\n---\n# ekslint:ignore-file x\na: 1\n", []string{file}},
	{"a file, too late", "a: 1\n# ekslint:ignore-file x\nb: 1\n", []string{wrong + "counts only in the first comments of a file"}},
	{"a file, on a line with a value", "a: 1 # ekslint:ignore-file x\n", []string{wrong + "counts only in the first comments of a file"}},
	{"no rule", "a: 1 # ekslint:ignore\n", []string{wrong + "name the rules to ignore"}},
	{"no rule but a reason", "a: 1 # ekslint:ignore -- because\n", []string{wrong + "name the rules to ignore"}},
	{"all rules", "a: 1 # ekslint:ignore *\n", []string{wrong + `does not take "*"`}},
	{"all rules by name", "a: 1 # ekslint:ignore all\n", []string{wrong + `does not take "all"`}},
	{"a reason without dashes", "a: 1 # ekslint:ignore x (because)\n", []string{wrong + `"(because)" is not the name of a rule`}},
	{"a date that does not exist", "a: 1 # ekslint:ignore x until=2026-02-30\n", []string{wrong + `"2026-02-30" is no date`}},
	{"another word", "a: 1 # ekslint:disable x\n", []string{wrong + `"ekslint:disable" is no directive`}},
	{"a dash for the colon", "a: 1 # ekslint-ignore x\n", []string{wrong + "is no directive"}},
	{"a blank behind the colon", "a: 1 # ekslint: ignore x\n", []string{wrong + "is no directive"}},
	{"talk about us", "a: 1 # ekslint is great\n", nil},
	{"the annotation of an object", "kind: Pod\nmetadata:\n  annotations: {ekslint.dev/ignore: x}\n", []string{"kind: Pod\nmetadata:\n  annotations: {ekslint.dev/ignore: x}"}},
	{
		"the annotation of a pod template", "kind: Deployment\nspec:\n  template:\n    metadata:\n      annotations:\n        ekslint.dev/ignore: \"x,y -- why\"\n    spec: {}\n",
		[]string{"metadata:\n      annotations:\n        ekslint.dev/ignore: \"x,y -- why\"\n    spec: {}"},
	},
	{
		"the annotation of an item of a List", "kind: List\nitems:\n- kind: Pod\n  metadata: {annotations: {ekslint.dev/ignore: x}}\n- kind: Job\n",
		[]string{"kind: Pod\n  metadata: {annotations: {ekslint.dev/ignore: x}}"},
	},
	{"an annotation without a rule", "metadata: {annotations: {ekslint.dev/ignore: \"\"}}\n", []string{wrong + "name the rules to ignore"}},
	{"an annotation that is no text", "metadata: {annotations: {ekslint.dev/ignore: true}}\n", []string{wrong + "takes a text"}},
	{"JSON has annotations only", "{\"metadata\": {\"annotations\": {\"ekslint.dev/ignore\": \"x\"}}}", []string{"{\"metadata\": {\"annotations\": {\"ekslint.dev/ignore\": \"x\"}}}"}},
}

func TestPlacements(t *testing.T) {
	for _, test := range placements {
		t.Run(test.name, func(t *testing.T) {
			in := source.NewFile("a.yaml", []byte(test.text))
			docs, problems := tree.Parse(in, tree.Limits{})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			directives, mistakes := suppress.YAML(in, docs)
			got := covered(test.text, test.want, directives, mistakes)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("it covers (-want +got):\n%s", diff)
			}
		})
	}
}

// placementsInHCL are those in files of Terraform.
var placementsInHCL = []struct {
	name, text string
	want       []string
}{
	{"on the line of an argument", "a = 1 # ekslint:ignore x\nb = 2\n", []string{"a = 1"}},
	{"above an argument", "// ekslint:ignore x\na = 1\nb = 2\n", []string{"a = 1"}},
	{"in a comment of C", "/* ekslint:ignore x */\na = 1\n", []string{"a = 1"}},
	{"above a block", "# ekslint:ignore x\nresource \"a\" \"b\" {\n  c = 1\n}\nd = 1\n", []string{"resource \"a\" \"b\" {\n  c = 1\n}"}},
	{"on the first line of a block", "module \"a\" { # ekslint:ignore x\n  c = 1\n}\n", []string{"module \"a\" { # ekslint:ignore x\n  c = 1\n}"}},
	{"above a nested block", "a \"b\" {\n  # ekslint:ignore x\n  c {\n    d = 1\n  }\n  e = 1\n}\n", []string{"c {\n    d = 1\n  }"}},
	{"above an argument over several lines", "# ekslint:ignore x\na = [\n  1,\n]\n", []string{"a = [\n  1,\n]"}},
	{"at an item of an object", "a = {\n  b = 1 # ekslint:ignore x\n  c = 2\n}\n", []string{"b = 1"}},
	{"above an element of a list", "a = [\n  # ekslint:ignore x\n  \"b\",\n  \"c\",\n]\n", []string{"\"b\""}},
	{"within a function", "a = jsonencode({\n  # ekslint:ignore x\n  b = \"*\"\n})\n", []string{"b = \"*\""}},
	{"within a heredoc", "a = <<EOT\n# ekslint:ignore x\nEOT\n", nil},
	{"within a text", "a = \"# ekslint:ignore x\"\n", nil},
	{"a file", "# ekslint:ignore-file x\na = 1\n", []string{file}},
	{"a file, too late", "a = 1\n# ekslint:ignore-file x\nb = 1\n", []string{wrong + "counts only in the first comments of a file"}},
	{"at the end", "a = 1\n# ekslint:ignore x\n", []string{wrong + "there is no value"}},
	{"another word", "a = 1 # ekslint:skip x\n", []string{wrong + `"ekslint:skip" is no directive`}},
}

func TestPlacementsInHCL(t *testing.T) {
	for _, test := range placementsInHCL {
		t.Run(test.name, func(t *testing.T) {
			directives, mistakes := suppress.HCL(source.NewFile("main.tf", []byte(test.text)))
			if diff := cmp.Diff(test.want, covered(test.text, test.want, directives, mistakes)); diff != "" {
				t.Errorf("it covers (-want +got):\n%s", diff)
			}
		})
	}
}

// covered is what directives cover and what is wrong with others, as the tables write it.
func covered(text string, want []string, directives []*suppress.Directive, mistakes []suppress.Mistake) []string {
	var got []string
	for _, d := range directives {
		part := text[d.Scope.Start:d.Scope.End]
		if part == text && strings.Contains(text, "ignore-file") {
			part = file
		}
		got = append(got, part)
	}
	for i, m := range mistakes {
		said := wrong + m.Message
		if i < len(want) && strings.HasPrefix(want[i], wrong) && strings.Contains(said, strings.TrimPrefix(want[i], wrong)) {
			said = want[i]
		}
		got = append(got, said)
	}
	return got
}

func TestWhatADirectiveSays(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"x", `[x] "" ""`},
		{"x,Y-z", `[x Y-z] "" ""`},
		{"x -- why -- not", `[x] "" "why -- not"`},
		{"x until=2026-12-31 -- why", `[x] "2026-12-31" "why"`},
		{"until=2026-12-31 x, y", `[x y] "2026-12-31" ""`},
		{"x --", `[x] "" ""`},
		{"x -- Grüße # nothing ends here", `[x] "" "Grüße # nothing ends here"`},
	} {
		in := source.NewFile("a.yaml", []byte("a: 1 # ekslint:ignore "+test.text+"\n"))
		docs, _ := tree.Parse(in, tree.Limits{})
		directives, mistakes := suppress.YAML(in, docs)
		if len(directives) != 1 {
			t.Errorf("%q: %d directives, mistakes %v", test.text, len(directives), mistakes)
			continue
		}
		d := directives[0]
		until := ""
		if !d.Until.IsZero() {
			until = d.Until.Format(time.DateOnly)
		}
		if got := fmt.Sprintf("%v %q %q", d.Rules, until, d.Reason); got != test.want {
			t.Errorf("%q says %s, want %s", test.text, got, test.want)
		}
	}
}

func TestTheLastDayCounts(t *testing.T) {
	until := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	d := &suppress.Directive{Until: until}
	for _, test := range []struct {
		today time.Time
		want  bool
	}{
		{until, false},
		{until.Add(23 * time.Hour), false},
		{until.AddDate(0, 0, 1), true},
		{time.Time{}, false},
	} {
		if got := d.Expired(test.today); got != test.want {
			t.Errorf("expired on %v: %v", test.today, got)
		}
	}
	if (&suppress.Directive{}).Expired(until) {
		t.Error("a directive without an end is expired")
	}
}
