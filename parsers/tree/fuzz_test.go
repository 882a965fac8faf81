package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"

	"github.com/ekslint/ekslint/parsers/source"
)

// FuzzValuesEqualSigsYAML holds our reading against the library that kubectl and Helm
// use: on every document that both accept the values are the same.
func FuzzValuesEqualSigsYAML(f *testing.F) {
	for _, seed := range yamlSeeds {
		f.Add([]byte(seed))
	}
	for _, pattern := range []string{"../../fixtures/*/*/*.yaml", "../../fixtures/broken/*.yaml", "../../fixtures/projects/*/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkAgainstSigsYAML(t, data) })
}

func checkAgainstSigsYAML(tb testing.TB, data []byte) {
	tb.Helper()
	file := source.NewFile("fuzz.yaml", data)
	docs, problems := Parse(file, Limits{})
	for _, p := range problems {
		checkSpan(tb, file, p.Span)
	}
	bySpan := map[source.Span][]*Node{}
	for _, doc := range docs {
		checkTree(tb, file, doc)
		bySpan[doc.Span] = append(bySpan[doc.Span], doc.Root)
	}
	if !utf8.Valid(data) {
		return // we take UTF-8 only
	}
	for _, span := range Split(data) {
		checkDocument(tb, data[span.Start:span.End], bySpan[span], within(problems, span))
	}
}

// checkDocument compares the values of one document, and whether it has one at all.
func checkDocument(tb testing.TB, text []byte, roots []*Node, problems []source.Problem) {
	tb.Helper()
	theirs, err := yaml.YAMLToJSON(text)
	switch {
	case err != nil:
		if len(roots) == 1 && len(problems) == 0 && !json.Valid(text) && !tabComment.Match(text) {
			tb.Errorf("document %q: we read what sigs.k8s.io/yaml refuses: %v", text, err)
		}
	case len(roots) == 0 && string(theirs) == "null":
	case len(roots) == 0:
		if !isOurs(text) {
			tb.Errorf("document %q: sigs.k8s.io/yaml reads %s, and we say %v", text, theirs, problems)
		}
	case len(roots) == 1 && (len(problems) == 0 || !hasEqualKeys(text)):
		ours, err := json.Marshal(roots[0].Value())
		if err != nil {
			tb.Fatalf("our value has no JSON form: %v", err)
		}
		if diff := cmp.Diff(decode(tb, theirs), decode(tb, ours)); diff != "" {
			tb.Errorf("document %q (-sigs.k8s.io/yaml +ours):\n%s", text, diff)
		}
	}
}

// tabComment matches a comment behind a tab, which we take behind a document that is one
// text, and sigs.k8s.io/yaml does not.
var tabComment = regexp.MustCompile(`\t+ *#`)

// isOurs reports whether we refuse a document on purpose that sigs.k8s.io/yaml takes.
func isOurs(text []byte) bool {
	if infinity.Match(text) {
		return true // a number that JSON has not, and that it takes as a key
	}
	// It reads the first value of a document and passes over what follows, be it broken.
	decoder := yamlv2.NewDecoder(bytes.NewReader(text))
	var value any
	if err := decoder.Decode(&value); err != nil {
		return false
	}
	err := decoder.Decode(&value)
	return err != nil && !errors.Is(err, io.EOF)
}

var infinity = regexp.MustCompile(`(?i)\.(inf|nan)`)

func within(problems []source.Problem, span source.Span) []source.Problem {
	var some []source.Problem
	for _, p := range problems {
		if span.Contains(p.Span) {
			some = append(some, p)
		}
	}
	return some
}

// hasEqualKeys reports whether keys of different types have the same JSON form, as 1 and
// "1" do: sigs.k8s.io/yaml then keeps one of them at random.
func hasEqualKeys(data []byte) bool {
	first, err := yaml.YAMLToJSON(data)
	for range 64 {
		next, _ := yaml.YAMLToJSON(data)
		if err != nil || string(first) != string(next) {
			return true
		}
	}
	return false
}

func decode(tb testing.TB, data []byte) any {
	tb.Helper()
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		tb.Fatal(err)
	}
	return value
}

func checkSpan(tb testing.TB, file *source.File, span source.Span) {
	tb.Helper()
	if span.Start < 0 || span.End < span.Start || span.End > len(file.Data) {
		tb.Errorf("span %v lies outside of the file of %d bytes", span, len(file.Data))
	}
}

var yamlSeeds = []string{
	"a: 1\nb: [x, 'y', \"z\"]\n",
	"yes: no\non: off\ny: n\n~: x\n",
	"a: 0777\nb: 0o17\nc: 0x1F\nd: 0b101\ne: -0b11\nf: 1_000\ng: +5\nh: 1e3\ni: .5\nj: 1.\nk: 1.0\nl: 12e03\n",
	"a: 18446744073709551615\nb: 18446744073709551616\nc: -9223372036854775808\nd: 1e400\n",
	"a: 2001-01-01\nb: 2001-12-14t21:59:43.10-05:00\nc: 2001-1-1 1:1:1\nd: 190:20:30\n",
	"base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  x: 3\ne:\n  x: 3\n  <<: *b\nf:\n  <<: [*b, {y: 4, z: 5}]\n",
	"a: |\n  one\n  two\n\nb: >-\n  folded\n  text\n\n  more\nc: |2\n    indented\n",
	"a: \"\\u00e9\\n\\x41\\\n  b\"\nb: 'it''s\n  two'\nc: plain\n  over\n\n  lines\n",
	"# only a comment\n", "---\n---\na: 1\n--- # c\nb: 2\n...\n", "--- {a: 1}\n--- text\n",
	"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", "a: \u2028b\nc: d\u0085e: f\n",
	"a: !!str 1\nb: !!int \"2\"\nc: !!float 3\nd: !!binary aGk=\ne: !custom x\nf: ! 5\ng: !!null ''\nh: !!bool yes\n",
	"a: &x\nb: *x\nc: &y !!str\nd: *y\n", "? a\n: b\n? [c]\n: d\n", "1: a\ntrue: b\n1.5: c\n0x10: d\n",
	"a:\n- b\n-\n- - c\n  - d\n", "{a: {b: [1, {c: d}]}, e: }\n", "{\"a\": [1, 2.0, null, true, \"\\ud83d\\ude00\\/\"]}\n{\"b\": 1}\n",
	"a: <<\n\"<<\": {b: 1}\n", "a: .inf\n", "a: .nan\n", "a: 1\na: 2\n", "a:\tb\nc: [\t1,\t2 ]\n", "!a : c\n", "! \"<<\": {b: 1}\n", "a: &x\n! b: *x\n", "a: !!int 1.0\n", "a:\n- &x:b\n", "1.: c\n100000000000000000.5: d\n",
	"? e[c]\n! : d\n", "a: |2\n    b\n   c\nd: >1-\n   e\n", "? .inf\n", "\ufeff---\n\ufeffa: 1\n", "a: 1\n...\nb: 2\n", "a: !<x,y> b\n", "&a\n!", "1e300: a\n-1e300: b\n",
	"- &a [*a]\n", "&a\n!", "1e300: a\n-1e300: b\n", "a: 'x' # c\nb: x#y\n",
}
