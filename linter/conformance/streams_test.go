package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// TestSplit holds the way we find the documents of a stream against the reader of kubectl.
func TestSplit(t *testing.T) {
	for i := range uint64(20_000) {
		stream := randomStream(rand.New(rand.NewPCG(generatorSeed, i)), separators)
		want, err := kubectlSplit(stream)
		if err != nil {
			t.Fatalf("%q: %v", stream, err)
		}
		var got []string
		for _, span := range tree.Split([]byte(stream)) {
			got = append(got, lines(stream[span.Start:span.End]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-kubectl +ours):\n%s", stream, diff)
		}
	}
}

// kubectlSplit returns the documents that are more than white space.
func kubectlSplit(stream string) ([]string, error) {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(stream)))
	var docs []string
	for {
		doc, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		if text := withoutSeparator(lines(string(doc))); strings.TrimSpace(text) != "" {
			docs = append(docs, text)
		}
	}
}

// withoutSeparator drops the first separator of a stream, which the reader of kubectl
// counts to the first document.
func withoutSeparator(doc string) string {
	if line, rest, _ := strings.Cut(doc, "\n"); strings.HasPrefix(line, "---") {
		return rest
	}
	return doc
}

// lines makes all lines end alike, as the reader of kubectl does.
func lines(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSuffix(text, "\n") + "\n"
}

// TestStreams holds the values that we read from a stream against those of kubectl. Where
// kubectl stops with an error or passes over text, we must say that something is wrong.
func TestStreams(t *testing.T) {
	const count = 20_000
	var c streamCheck
	for i := range uint64(count) {
		c.check(t, randomStream(rand.New(rand.NewPCG(generatorSeed+1, i)), append(separators, oddities...)))
	}
	for _, stream := range streams {
		c.check(t, stream)
	}
	if min(c.equal, c.refused, c.dropped) < count/20 {
		t.Errorf("%+v is too little of one thing to tell", c)
	}
}

// streamCheck counts what kubectl does with streams.
type streamCheck struct {
	equal   int // reads all, and so do we
	refused int // stops with an error
	dropped int // passes over text
}

func (c *streamCheck) check(t *testing.T, stream string) {
	t.Helper()
	want, err := kubectlDecode(stream)
	docs, problems := tree.Parse(source.NewFile("stream.yaml", []byte(stream)), tree.Limits{})
	var got []any
	for _, doc := range docs {
		if doc.Root.Kind != tree.Null {
			got = append(got, doc.Root.Value())
		}
	}
	switch {
	case err != nil:
		c.refused++
		// Behind several values of JSON kubectl refuses a separator, and we read on.
		if len(problems) == 0 && (!startsAsJSON(stream) || dropsText(t, stream, true)) {
			t.Fatalf("%q: kubectl says %v, and ours reads it without a problem", stream, err)
		}
	case dropsText(t, stream, false):
		c.dropped++
		if len(problems) == 0 && len(docs) <= len(want) {
			t.Fatalf("%q: kubectl passes over text, and so does ours, without a problem", stream)
		}
	default:
		c.equal++
		if diff := cmp.Diff(asJSON(t, want), asJSON(t, got)); diff != "" {
			t.Fatalf("%q (-kubectl +ours, problems %v):\n%s", stream, problems, diff)
		}
	}
}

// dropsText reports whether a document holds more than the one value that kubectl reads of
// it: another one, or text that is none. Values of JSON count as read in the first document,
// or in all of them.
func dropsText(t *testing.T, stream string, allJSON bool) bool {
	t.Helper()
	docs, err := kubectlSplit(stream)
	if err != nil {
		t.Fatal(err)
	}
	for i, doc := range docs {
		if startsAsJSON(doc) && (allJSON || i == 0 && startsAsJSON(stream)) {
			docs[i] = behindJSON(doc)
		}
	}
	return slices.ContainsFunc(docs, func(doc string) bool {
		decoder := yaml.NewDecoder(strings.NewReader(doc))
		for n := 0; ; n++ {
			var value yaml.Node
			if err := decoder.Decode(&value); err != nil {
				return !errors.Is(err, io.EOF)
			}
			if n > 0 {
				return true
			}
		}
	})
}

func startsAsJSON(stream string) bool { return strings.HasPrefix(strings.TrimSpace(stream), "{") }

// behindJSON returns what follows the values of JSON at the start of a stream. It is read
// as well, as YAML.
func behindJSON(doc string) string {
	decoder := json.NewDecoder(strings.NewReader(doc))
	for {
		end := decoder.InputOffset()
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return strings.TrimSpace(doc[end:])
		}
	}
}

// kubectlDecode reads the objects of a stream as kubectl does.
//
// Source: StreamVisitor in k8s.io/cli-runtime/pkg/resource.
func kubectlDecode(stream string) ([]any, error) {
	decoder := utilyaml.NewYAMLOrJSONDecoder(strings.NewReader(stream), 4096)
	var values []any
	for {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return values, nil
		} else if err != nil {
			return values, err
		}
		raw = bytes.TrimSpace(raw)
		if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
			continue
		}
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return values, err
		}
		values = append(values, value)
	}
}

// asJSON gives two values the same types for the same numbers.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// separators are lines of a stream that is well-formed however they follow each other.
var separators = []string{
	"---\n", "--- \n", "---\t\n", "--- # c\n", "---\r\n", "a: 1\n", "b: {c: [1, 2]}\n", "# c\n", "\n", "  \n", "d: \"---\"\n",
	"e: |\n  ---\n  x\nh: 1\n", "f:\n- 1\n", "g: yes\r\n",
}

// oddities are lines that make a difference to how the rest is read, or an error.
var oddities = []string{
	"{\"a\": 1}\n", "{a: 1}\n", "...\n", " ---\n", "--- {a: 1}\n", "--- text\n", "%YAML 1.1\n", "text\n", "\"---\"\n", "null\n",
	"!!map {}\n", "a: 1\n", "e: |\n---\n", "- 1\n", "'a\n---\nb'\n",
}

// streams are the ones that people write and that have gone wrong somewhere.
var streams = []string{
	"", "\n", "---", "---\n---\n", "# only a comment\n", "---\n# only a comment\n---\n", "a: 1", "a: 1\n---", "a: 1\n...\n---\nb: 2\n...\n",
	"\xef\xbb\xbf---\na: 1\n", "---\r\na: 1\r\n---\r\nb: 2\r\n", "%YAML 1.1\n---\na: 1\n", "{\"a\": 1}\n---\n{\"b\": 2}\n", "{\"a\": 1}\n{\"b\": 2}\n", "{\"a\": 1}{\"b\": 2}\nc: 3\n",
	"---\n{\"a\": 1}\n---\nb: 2\n", "a: |\n  x\n  ---\n  y\n", "a: |\n  x\n---\n  y\n", "a: 'x\n---\ny'\n",
	"null\n---\na: 1\n", "a: 1\n---\n\n---\nb: 2\n", "--- # Source: chart/templates/x.yaml\na: 1\n", "{\"a\": 1}\n\n# c\n---\nb: 2\n",
	"{\n  # c\n  \"a\": 1,\n}\n", "{a: 1}\n---\n{b: 2}\n", "  {\"a\": 1}\n", "{\"a\": \"\\u00e9\\ud83d\\ude00\"}\n", "{\"a\": 1, \"a\": 2}\n",
}

// randomStream joins lines.
func randomStream(r *rand.Rand, from []string) string {
	var b strings.Builder
	for range 1 + r.IntN(8) {
		b.WriteString(pick(r, from))
	}
	text := b.String()
	if chance(r, 20) {
		text = strings.TrimRight(text, "\r\n")
	}
	return text
}
