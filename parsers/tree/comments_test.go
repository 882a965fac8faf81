package tree

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/source"
)

func TestComments(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string // a leading ! marks those that are alone on their line
	}{
		{"at the end and alone", "# one\na: 1 # two\n  # three\nb:\n  - c # four", []string{"!# one", "# two", "!# three", "# four"}},
		{"no blank before", "a: b#c\nd: e # f#g # h\n", []string{"# f#g # h"}},
		{"in quotes", "a: \"x # y\" # z\nb: 'x # y\n  # w' # v\n\"k # l\": 1 # m\n", []string{"# z", "# v", "# m"}},
		{"in a block", "a: | # head\n  # text\n  b # text\nc: >- # fold\n  # text\n# after\nd: 1\n", []string{"# head", "# fold", "!# after"}},
		{"in flow", "a: [1, # one\n  2 # two\n  ] # three\nb: {c: 1 # four\n}", []string{"# one", "# two", "# three", "# four"}},
		{"between documents", "--- # one\na: 1\n--- # two\n# three\n", []string{"# one", "# two", "!# three"}},
		{"CRLF", "# one\r\na: 1 # two\r\n", []string{"!# one", "# two"}},
		{"after an alias", "a: &x 1 # one\nb: *x # two\n", []string{"# one", "# two"}},
		{"without a value", "a: # one\n  # two\n", []string{"# one", "!# two"}},
		{"none", "a: 1\n", nil},
		{"JSON", "{\"a\": \"# b\"}", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := source.NewFile("a.yaml", []byte(test.text))
			docs, problems := Parse(file, Limits{})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var got []string
			for _, c := range Comments(file, docs) {
				text := string(file.Data[c.Span.Start:c.Span.End])
				if c.Alone {
					text = "!" + text
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOutermost(t *testing.T) {
	text := `a: 1
list:
- name: x
  env: {k: v}
- name: y
flow: [{p: 1}, {q: 2}]
block: |
  text
last:
  deep:
    - - z
`
	file := source.NewFile("a.yaml", []byte(text))
	docs, _ := Parse(file, Limits{})
	for _, test := range []struct{ line, want string }{
		{"a: 1", strings.TrimSuffix(text, "\n")},
		{"list:", "list:\n- name: x\n  env: {k: v}\n- name: y"},
		{"- name: x", "name: x\n  env: {k: v}"},
		{"  env: {k: v}", "env: {k: v}"},
		{"- name: y", "name: y"},
		{"flow: [{p: 1}, {q: 2}]", "flow: [{p: 1}, {q: 2}]"},
		{"block: |", "block: |\n  text"},
		{"  text", ""},
		{"    - - z", "- z"},
	} {
		start := strings.Index("\n"+text, "\n"+test.line+"\n")
		span, _ := Outermost(docs, start, start+len(test.line))
		if got := text[span.Start:span.End]; got != test.want {
			t.Errorf("%q starts %q, want %q", test.line, got, test.want)
		}
	}
}
