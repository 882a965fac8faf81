package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/parsers/source"
)

// checkTree checks the spans of a document: they lie in it, parts lie in their whole and
// do not overlap unless they were reached through an alias or a merge key, and the text
// of a key or scalar has its value.
func checkTree(tb testing.TB, file *source.File, doc Document) {
	tb.Helper()
	c := spanCheck{file: file, doc: doc, seen: map[*Node]bool{}}
	c.node(tb, doc.Root)
}

type spanCheck struct {
	file *source.File
	doc  Document
	seen map[*Node]bool
}

func (c *spanCheck) node(tb testing.TB, n *Node) {
	tb.Helper()
	if c.seen[n] {
		return
	}
	c.seen[n] = true
	if checkSpan(tb, c.file, n.Span); !c.doc.Span.Contains(n.Span) {
		tb.Errorf("value %q at %v lies outside of its document at %v", n.Text, n.Span, c.doc.Span)
		return
	}
	c.scalar(tb, n)
	for _, f := range n.Fields {
		checkSpan(tb, c.file, f.KeySpan)
		c.key(tb, f)
		if !f.merged {
			c.inside(tb, n, f.KeySpan, "key "+f.Key)
			c.part(tb, n, f.Value)
		}
		c.node(tb, f.Value)
	}
	for _, item := range n.Items {
		c.part(tb, n, item)
		c.node(tb, item)
	}
}

// part checks that a value lies in its whole, unless an alias stands there for it.
func (c *spanCheck) part(tb testing.TB, whole, part *Node) {
	tb.Helper()
	if !c.anchored(part.Span.Start) {
		c.inside(tb, whole, part.Span, "value "+part.Text)
	}
}

func (c *spanCheck) inside(tb testing.TB, whole *Node, part source.Span, name string) {
	tb.Helper()
	if !whole.Span.Contains(part) {
		tb.Errorf("%q at %v lies outside of its %v at %v %q", name, part, whole.Kind, whole.Span,
			c.file.Data[whole.Span.Start:whole.Span.End])
	}
}

// anchored reports whether an anchor stands in front of a value; only tags and comments
// can be between them. A null value starts with its anchor itself.
func (c *spanCheck) anchored(at int) bool {
	line := c.file.Data[c.doc.Span.Start:at]
	return bytes.HasPrefix(c.file.Data[at:], []byte("&")) || anchorBefore.Match(line)
}

var anchorBefore = regexp.MustCompile(`&[^\s,\[\]{}]*(\s+|!<[^>]*>|![^\s,\[\]{}]*|\s#[^\n]*\n)*$`)

// scalar checks that the text of a scalar, read alone, has its value.
func (c *spanCheck) scalar(tb testing.TB, n *Node) {
	tb.Helper()
	if n.Kind == Mapping || n.Kind == Sequence {
		return
	}
	text := c.file.Data[n.Span.Start:n.Span.End]
	if len(text) == 0 || text[0] == '&' || text[0] == '!' {
		if n.Kind != Null && n.Text != "" {
			tb.Errorf("%v %q has no text", n.Kind, n.Text)
		}
		return
	}
	if n.Kind == Null {
		return // an anchor and a tag may be all there is
	}
	c.block(tb, text, n)
	if c.binary() || n.Kind != String {
		c.reread(tb, text, "")
		return
	}
	if got := c.reread(tb, text, n.Text); got != n.Text {
		tb.Errorf("the text %q of %q has the value %q", text, n.Text, got)
	}
}

// key checks that the text of a key, read alone, is that key. Numbers have many forms.
func (c *spanCheck) key(tb testing.TB, f Field) {
	tb.Helper()
	text := c.file.Data[f.KeySpan.Start:f.KeySpan.End]
	if len(text) == 0 || text[0] == '*' || c.binary() {
		return
	}
	got := c.reread(tb, text, f.Key)
	plain := text[0] != '"' && text[0] != '\''
	if s, err := resolve("", got, plain); got != f.Key && err == nil && s.kind == String {
		tb.Errorf("the text %q of key %q has the value %q", text, f.Key, got)
	}
}

// binary reports whether values may be other than their text, or of another encoding.
func (c *spanCheck) binary() bool {
	return bytes.Contains(c.file.Data, []byte("binary")) || bytes.Contains(c.file.Data, []byte("!<"))
}

// reread reads a text alone, as JSON or as YAML, and returns the value that is wanted if
// it has that in one of the places where a scalar can stand. The lines of a value are
// indented deeper than what holds it.
func (c *spanCheck) reread(tb testing.TB, text []byte, want string) (value string) {
	tb.Helper()
	if text[0] == '|' || text[0] == '>' || bytes.ContainsAny(text, "\u0085\u2028\u2029") {
		return want // see block; and the line breaks of YAML 1.1 need no line of their own
	}
	if text[0] == '"' && json.Unmarshal(text, &value) == nil {
		return value
	}
	deeper := lineBreak.ReplaceAll(text, []byte("\n  "))
	read := false
	for _, context := range []string{"- %s\n", "[%s\n]", "{%s}", "? %s\n", "%s: x"} {
		var doc yaml.Node
		if err := yaml.Unmarshal(fmt.Appendf(nil, context, deeper), &doc); err != nil || len(doc.Content) == 0 || len(doc.Content[0].Content) == 0 {
			continue
		}
		if n := doc.Content[0].Content[0]; n.Kind == yaml.ScalarNode && (!read || n.Value == want) {
			value, read = n.Value, true
		}
	}
	if !read {
		tb.Errorf("the text %q is no scalar", text)
	}
	return value
}

var lineBreak = regexp.MustCompile("\r\n|\n|\r")

// block checks that the text of a block scalar has all of its value, white space aside.
func (c *spanCheck) block(tb testing.TB, text []byte, n *Node) {
	tb.Helper()
	if text[0] != '|' && text[0] != '>' || c.binary() || bytes.ContainsAny(text, "\u0085\u2028\u2029") {
		return
	}
	_, lines, _ := bytes.Cut(bytes.ReplaceAll(text, []byte("\r"), []byte("\n")), []byte("\n"))
	got := strings.Join(strings.FieldsFunc(string(lines), unicode.IsSpace), "")
	want := strings.Join(strings.FieldsFunc(n.Text, unicode.IsSpace), "")
	if got != want {
		tb.Errorf("block scalar %q has the text %q", n.Text, text)
	}
}
