package tree

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/source"
)

// read returns the values of the documents in a short form, and the problems with their
// places.
func read(t *testing.T, path, text string, limits Limits) (values, problems []string) {
	t.Helper()
	file := source.NewFile(path, []byte(text))
	docs, found := Parse(file, limits)
	for _, doc := range docs {
		values = append(values, fmt.Sprintf("%#v", doc.Root.Value()))
	}
	for _, p := range found {
		at := file.Position(p.Span.Start)
		problems = append(problems, fmt.Sprintf("%d:%d: %s: %s", at.Line, at.Column, p.Level, p.Message))
	}
	return values, problems
}

// object is how read shows a mapping of one key.
func object(key, value string) string {
	return fmt.Sprintf(`map[string]interface {}{"%s":%s}`, key, value)
}

func TestParse(t *testing.T) {
	a1, b2 := object("a", "1"), object("b", "2")
	// Separators were checked against YAMLReader of k8s.io/apimachinery v0.34.
	tests := []struct {
		name, path, text string
		values, problems []string
	}{
		{name: "nothing"},
		{name: "white space", text: " \n\t\n\n"},
		{name: "only comments", text: "# one\n# two\n"},
		{name: "empty documents", text: "---\n---\n---\n"},
		{name: "documents of comments and of null", text: "---\n# one\n---\nnull\n---\na: 1\n", values: []string{"<nil>", a1}},
		{name: "one document", text: "a: 1\n", values: []string{a1}},
		{name: "without a line break at the end", text: "a: 1\n---\nb: 2", values: []string{a1, b2}},
		{name: "separator first", text: "---\na: 1\n---\nb: 2\n", values: []string{a1, b2}},
		{name: "separator with blanks", text: "a: 1\n--- \t \nb: 2\n", values: []string{a1, b2}},
		{name: "separator with a comment", text: "a: 1\n--- # next\nb: 2\n", values: []string{a1, b2}},
		{name: "separator with a comment that touches it", text: "a: 1\n---# next\nb: 2\n", values: []string{a1, b2}},
		{name: "separator at the end", text: "a: 1\n---", values: []string{a1}},
		{name: "no separator, as it is indented", text: "a: |\n  ---\n  b: 2\n", values: []string{object("a", `"---\nb: 2\n"`)}},
		{name: "no separator, as letters follow", text: "---a: 1\n", values: []string{object("---a", "1")}},
		{
			name: "a value on the line of the separator", text: "a: 1\n--- {b: 2}\n", values: []string{a1, b2},
			problems: []string{"2:1: warning: kubectl takes nothing but a comment behind the separator ---; put the document on the next line"},
		},
		{name: "end of document", text: "a: 1\n...\n---\nb: 2\n...\n", values: []string{a1, b2}},
		{
			name: "a document behind the end of another", text: "a: 1\n...\nb: 2\n", values: []string{a1},
			problems: []string{"3:1: warning: kubectl reads only the document before the ... line, so this was not read; separate documents by --- alone on a line"},
		},
		{
			name: "several ends of a document", text: "a: 1\n...\n...\nb: 2\n", values: []string{a1},
			problems: []string{"4:1: warning: kubectl reads only the document before the ... line, so this was not read; separate documents by --- alone on a line"},
		},
		{name: "CRLF", text: "a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n", values: []string{a1, object("b", `"x\ny\n"`)}},
		{name: "CR", text: "a: 1\rb: 2\r", values: []string{`map[string]interface {}{"a":1, "b":2}`}},
		{name: "byte order mark", text: "\ufeffa: 1\n", values: []string{a1}},
		{name: "byte order mark and separator", text: "\ufeff---\na: 1\n---\n\ufeffb: 2\n", values: []string{a1, b2}},
		{name: "byte order mark and JSON", path: "x.json", text: "\ufeff{\"a\":1}", values: []string{a1}},
		{name: "UTF-16, little-endian", text: "\xff\xfea\x00:\x00 \x001\x00", problems: []string{"1:1: error: the file is UTF-16; save it as UTF-8"}},
		{name: "UTF-16, big-endian", text: "\xfe\xff\x00a\x00:\x00 \x001", problems: []string{"1:1: error: the file is UTF-16; save it as UTF-8"}},
		{
			name: "Latin-1", text: "a: 1\nb: caf\xe9\n",
			problems: []string{"2:7: error: the file is not UTF-8: byte 0xe9 stands where a character should; save it as UTF-8"},
		},
		{name: "NUL", text: "a: 1\nb: x\x00y\n", problems: []string{"2:5: error: not valid YAML: a control character, U+0000"}},
		{name: "control character", text: "a: 1\n---\nb: x\x07y\n", values: []string{a1}, problems: []string{"3:5: error: not valid YAML: a control character, U+0007"}},
		{name: "anchors and aliases", text: "a: &x {b: 1}\nc: *x\n", values: []string{`map[string]interface {}{"a":map[string]interface {}{"b":1}, "c":map[string]interface {}{"b":1}}`}},
		{name: "merge keys", text: "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", values: []string{`map[string]interface {}{"a":map[string]interface {}{"b":1, "c":2}, "d":map[string]interface {}{"b":1, "c":3}}`}},
		{name: "merge of a list, of which the first wins", text: "{<<: [{a: 1}, {a: 2, b: 2}]}\n", values: []string{`map[string]interface {}{"a":1, "b":2}`}},
		{name: "merge of a scalar", text: "a:\n  <<: 1\n", problems: []string{"2:7: error: the merge key << takes a mapping or a list of mappings, not an integer"}},
		{name: "unknown anchor", text: "a: *x\n", problems: []string{`1:4: error: not valid YAML: unknown anchor 'x' referenced`}},
		{name: "an anchor that contains itself", text: "a: &x [*x]\n", problems: []string{`1:8: error: anchor "x" contains itself`}},
		{name: "block scalars", text: "a: |\n  x\n   y\n\nb: >-\n  x\n  y\nc: |2+\n   x\n\n", values: []string{`map[string]interface {}{"a":"x\n y\n", "b":"x y", "c":" x\n\n"}`}},
		{
			name: "a key given twice", text: "a: 1\nb: 2\na: 3\n", values: []string{`map[string]interface {}{"a":3, "b":2}`},
			problems: []string{`3:1: warning: key "a" is given twice; kubectl takes this one and drops that of line 1`},
		},
		{
			name: "a key given twice in JSON", path: "x.json", text: "{\"a\": 1,\n \"a\": 2}", values: []string{object("a", "2")},
			problems: []string{`2:2: warning: key "a" is given twice; kubectl takes this one and drops that of line 1`},
		},
		{name: "a merged key given again", text: "x: &x {a: 1}\nz: {<<: *x, a: 2}\n", values: []string{`map[string]interface {}{"x":map[string]interface {}{"a":1}, "z":map[string]interface {}{"a":2}}`}},
		{name: "keys that are no strings", text: "1: a\ntrue: b\n1.5: c\n", values: []string{`map[string]interface {}{"1":"a", "1.5":"c", "true":"b"}`}},
		{name: "a key that is a mapping", text: "a: {{b: c}: d}\n", problems: []string{"1:5: error: a key must be a string, and this is a mapping"}},
		{name: "a key that is null", text: "~: a\n", problems: []string{"1:1: error: a key must be a string, and this is null"}},
		{name: "YAML 1.1 booleans and numbers", text: "[yes, off, n, 0o17, 010, 1_000, 0b11, 1e3]\n", values: []string{`[]interface {}{true, false, false, 15, 8, 1000, 3, 1000}`}},
		{name: "tags of other programs", text: "a: !Ref x\nb: !GetAtt [x, z]\n", values: []string{`map[string]interface {}{"a":"x", "b":[]interface {}{"x", "z"}}`}},
		{name: "a broken document between others", text: "a: 1\n---\nx: [\n---\nb: 2\n", values: []string{a1, b2}, problems: []string{"4:1: error: not valid YAML: did not find expected node content"}},
		{name: "a tab", text: "a:\n\tb: 1\n", problems: []string{"2:1: error: not valid YAML: a tab, where YAML takes only blanks"}},
		{name: "an infinity", text: "a: .inf\n", problems: []string{"1:4: error: .inf is not a number that JSON can hold"}},
		{name: "JSON", path: "x.json", text: `{"a": 1}`, values: []string{a1}},
		{name: "JSON behind JSON", path: "x.json", text: "{\"a\": 1}\n{\"b\": 2}", values: []string{a1, b2}},
		{name: "JSON behind a separator", path: "x.json", text: "{\"a\": 1}\n---\n{\"b\": 2}\n---\na: 1\n", values: []string{a1, b2, a1}},
		{name: "JSON in YAML with a comment", text: "{\"a\": 1} # one\n", values: []string{a1}},
		{name: "JSON with YAML behind it", text: "{\"a\": 1}\nb: 2\n", values: []string{a1, b2}},
		{
			name: "JSON values with something else behind them", text: "{\"a\": 1}{\"b\": 2}\nc: 3\n", values: []string{a1, b2},
			problems: []string{"2:1: error: not valid JSON: invalid character 'c' looking for beginning of value"},
		},
		{name: "flow style", text: "{a: 1, }\n", values: []string{a1}},
		{name: "flow style with a comment behind it", text: "{a: 1} # one\n# two\n", values: []string{a1}},
		{
			name: "a scalar with something behind it", text: "null\n# two\n--\n", values: []string{"<nil>"},
			problems: []string{"3:1: warning: the document ends before this line, which kubectl does not read, so it was not read; separate documents by --- alone on a line"},
		},
		{
			name: "a line that starts with a percent sign", text: "a: 1\n%YAML 1.1\n{}\n", values: []string{a1},
			problems: []string{"2:1: warning: the document ends before this line, which kubectl does not read, so it was not read; separate documents by --- alone on a line"},
		},
		{
			name: "flow style with something behind it", text: "{a: 1}\n# two\nb: 2\n", values: []string{a1},
			problems: []string{"3:1: warning: the document ends before this line, which kubectl does not read, so it was not read; separate documents by --- alone on a line"},
		},
		{name: "broken JSON", path: "x.json", text: "{\"a\": 1,\n  b: 2}", problems: []string{"2:3: error: not valid JSON: invalid character 'b' looking for beginning of object key string"}},
		{name: "JSON cut short", path: "x.json", text: "{\"a\": [1,\n", problems: []string{"1:10: error: not valid JSON: unexpected EOF"}},
		{name: "JSON list", path: "x.json", text: "[1, 2.50, -0, 1e400]", problems: []string{"1:20: error: not valid JSON: 1e400 is too large for a number"}},
		{name: "JSON numbers", path: "x.json", text: "[1, 2.50, 18446744073709551615, null]", values: []string{"[]interface {}{1, 2.5, 0xffffffffffffffff, interface {}(nil)}"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := test.path
			if path == "" {
				path = "x.yaml"
			}
			values, problems := read(t, path, test.text, Limits{})
			if diff := cmp.Diff(test.values, values); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	small := Limits{Nodes: 1000, Depth: 20}
	tests := []struct {
		name, text string
		want       string
	}{
		{"values", "[" + strings.Repeat("x,", 1500) + "]", "the document has more than 1000 values, aliases counted with what they stand for; split it"},
		{"values that are not even read", "[" + strings.Repeat("x,", 5000) + "]", "the document has more than 1000 values; split it"},
		{"values of JSON", "[" + strings.Repeat("1,", 1500) + "1]", "the document has more than 1000 values; split it"},
		{"keys", strings.Repeat("k: v\n", 1500), "the document has more than 1000 values, aliases counted with what they stand for; split it"},
		{"depth of flow style", strings.Repeat("[", 30) + strings.Repeat("]", 30), "values nest deeper than 20 levels"},
		{"depth of a mapping", "x: " + strings.Repeat("{a: ", 30) + "1" + strings.Repeat("}", 30), "values nest deeper than 20 levels"},
		{"depth of block style", strings.Repeat("- ", 30) + "a", "values nest deeper than 20 levels"},
		{"aliases of aliases", laughs(10), "the aliases of the file stand for more than 1000 values; write them out in several files"},
		{"aliases of many documents", strings.Repeat("---\n"+laughs(2), 20), "the aliases of the file stand for more than 1000 values; write them out in several files"},
		{"merge keys of merge keys", "a: &a {k: 1, l: 2}\nb: [" + strings.Repeat("{<<: *a}, ", 300) + "]\n", "the document has more than 1000 values, aliases counted with what they stand for; split it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Parse(source.NewFile("x.yaml", []byte(test.text)), small)
			for _, p := range problems {
				if p.Message == test.want && p.Level == source.Error {
					return
				}
			}
			t.Errorf("got %v, want %q", problems, test.want)
		})
	}
}

// laughs is a document whose aliases stand for ten to the power of n values.
func laughs(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 x\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	return b.String()
}

// TestTime reads inputs that cost the square of their size, or more, if they are read
// without care. Each of them has half a megabyte or so, for which a second is more than
// enough; the bound leaves room for a slow machine.
func TestTime(t *testing.T) {
	const n = 1 << 19
	keys := func(format string) string {
		var b strings.Builder
		for i := range n / 16 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	tests := []struct{ name, text string }{
		{"one line of flow style", "[" + strings.Repeat("a, ", n/3) + "]"},
		{"one line of quotes", "[" + strings.Repeat("'a', ", n/5) + "]"},
		{"one line of aliases", "a: &a x\nb: [" + strings.Repeat("*a, ", n/4) + "]"},
		{"one line of anchors", "[" + keys("&a%d x, ") + "]"},
		{"one line of merge keys", "a: &a {b: c}\nd: [" + strings.Repeat("{<<: *a}, ", n/10) + "]"},
		{"a list of merge keys", "a: &a {b: c}\nd: {<<: [" + strings.Repeat("*a, ", n/4) + "]}"},
		{"one line of JSON with keys given twice", "{" + strings.Repeat(`"aaaa":1,`, n/9) + `"b":2}`},
		{"keys", keys("key%d: v\n")},
		{"keys given twice", strings.Repeat("key: v\n", n/7)},
		{"documents", strings.Repeat("---\na: 1\n", n/9)},
		{"empty documents", strings.Repeat("---\n", n/4)},
		{"a long line", "a: " + strings.Repeat("word ", n/5)},
		{"a long text over many lines", "a: x\n" + strings.Repeat("  y\n", n/4)},
		{"a block scalar of blank lines", "a: |\n" + strings.Repeat("\n", n) + "  b\n"},
		{"many block scalars", "a:\n" + strings.Repeat("- |\n  b\n", n/8)},
		{"comments", strings.Repeat("# c\n", n/4) + "a: 1\n"},
		{"comments in flow style", "[" + strings.Repeat("a, # c\n", n/7) + "]"},
		{"brackets", strings.Repeat("[", n)},
		{"braces", strings.Repeat("{a: ", n/4)},
		{"brackets of JSON", `{"a":` + strings.Repeat("[", n)},
		{"dashes", strings.Repeat("- ", n/2)},
		{"question marks", strings.Repeat("? ", n/2)},
		{"tags", "a: " + strings.Repeat("!a ", n/3)},
		{"quotes without end", strings.Repeat("a: \"x\n", n/6)},
		{"indentation", func() string {
			var b strings.Builder
			for i := range 1400 {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		}()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			Parse(source.NewFile("x.yaml", []byte(test.text)), Limits{})
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("%d bytes took %v", len(test.text), took)
			}
		})
	}
}

func TestDuplicateKeysAreCounted(t *testing.T) {
	_, problems := read(t, "x.yaml", strings.Repeat("a: 1\n", 300), Limits{})
	if len(problems) != maxDuplicates || !strings.HasSuffix(problems[maxDuplicates-1], "; 199 more keys of this document are given twice") {
		t.Errorf("%d problems, the last of which is %s", len(problems), problems[len(problems)-1])
	}
}

func TestNode(t *testing.T) {
	docs, _ := Parse(source.NewFile("x.yaml", []byte("a: {b: c}\nd: null\n")), Limits{})
	root := docs[0].Root
	if got := root.Get("a").Get("b").Str(); got != "c" {
		t.Errorf("a.b is %q", got)
	}
	for name, n := range map[string]*Node{"absent": root.Get("x").Get("y"), "null": root.Get("d")} {
		if !n.IsNull() || n.Str() != "" || n.Value() != nil || n.Get("z") != nil {
			t.Errorf("%s: %+v", name, n)
		}
	}
}
