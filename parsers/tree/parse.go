package tree

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/ekslint/ekslint/parsers/source"
)

// Document is one document of a file.
type Document struct {
	// Root is the value; a document without one, such as only comments, is left out.
	Root *Node
	// Span covers the document between its separators.
	Span source.Span
}

// Parse reads all documents of a file, which is YAML or JSON or documents of both, as
// kubectl would. A document that cannot be read is left out and is a problem; the
// others are still returned.
func Parse(file *source.File, limits Limits) ([]Document, []source.Problem) {
	return ParseSpans(file, Split(file.Data), limits)
}

// ParseSpans is Parse for a file whose documents are already found, as by [Split].
func ParseSpans(file *source.File, spans []source.Span, limits Limits) ([]Document, []source.Problem) {
	if problem := notUTF8(file); problem != nil {
		return nil, []source.Problem{*problem}
	}
	p := parser{file: file, limits: limits.withDefaults()}
	var docs []Document
	for _, span := range spans {
		for _, root := range p.document(span) {
			docs = append(docs, Document{Root: root, Span: span})
		}
	}
	return docs, p.problems
}

// parser is what the documents of one file share.
type parser struct {
	file     *source.File
	limits   Limits
	aliased  int // values that aliases stood for so far
	problems []source.Problem
}

// notUTF8 is the problem of a file in another encoding.
func notUTF8(file *source.File) *source.Problem {
	bad := invalidUTF8(file.Data)
	if bad < 0 {
		return nil
	}
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(file.Data, []byte(mark)) {
			p := source.Problemf(file, source.Span{Start: 0, End: len(mark)}, "the file is UTF-16; save it as UTF-8")
			return &p
		}
	}
	p := source.Problemf(file, source.Span{Start: bad, End: bad + 1},
		"the file is not UTF-8: byte 0x%02x stands where a character should; save it as UTF-8", file.Data[bad])
	return &p
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// document reads one part of the stream, which has several values only if it starts as
// JSON. Like kubectl it takes more than one value of JSON for a stream of JSON, and what
// follows a single one for YAML.
//
// Source: YAMLOrJSONDecoder in k8s.io/apimachinery/pkg/util/yaml.
func (p *parser) document(span source.Span) []*Node {
	text := bytes.TrimLeft(p.file.Data[span.Start:span.End], " \t\r\n")
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		roots, problems, ok := parseJSON(p.file, span, p.limits)
		if ok || len(roots) > 1 || strings.HasSuffix(p.file.Path, ".json") {
			p.problems = append(p.problems, problems...)
			return roots
		}
		if len(roots) == 1 && text[0] == '{' {
			p.problems = append(p.problems, problems[:len(problems)-1]...) // all but that it is not JSON
			return append(roots, p.yaml(p.behind(roots[0], span))...)
		}
		// A flow mapping of YAML starts like JSON: {apiVersion: v1, ...}
	}
	p.checkSeparator(span)
	return p.yaml(span)
}

// behind is the rest of a document behind a value, from the next line on if nothing else
// stands on the value's own.
func (p *parser) behind(n *Node, span source.Span) source.Span {
	rest := p.file.Data[n.Span.End:span.End]
	text := bytes.TrimLeft(rest, " \t\r")
	text = bytes.TrimPrefix(text, []byte("\n"))
	return source.Span{Start: span.End - len(text), End: span.End}
}

// checkSeparator warns of a document that starts on the line of its separator. YAML
// allows that, and kubectl refuses it since 1.32.
//
// Source: YAMLReader in k8s.io/apimachinery/pkg/util/yaml.
func (p *parser) checkSeparator(span source.Span) {
	line, _, _ := bytes.Cut(p.file.Data[span.Start:span.End], []byte("\n"))
	if startsDocument(line) {
		p.problems = append(p.problems, source.Warningf(p.file, source.Span{Start: span.Start, End: span.Start + len(separator)},
			"kubectl takes nothing but a comment behind the separator ---; put the document on the next line"))
	}
}

const separator = "---"

var byteOrderMark = []byte("\xef\xbb\xbf")

// Split finds the documents of a stream as kubectl does, which is by line: "---" at the
// start of a line, with nothing but blanks or a comment behind it, separates documents.
// The separators belong to no document, and a document of white space only is left out.
// A byte order mark at its start is passed over. A line that YAML reads as a separator
// with the first line of the document behind it starts a document too, to which it
// belongs.
//
// Source: YAMLReader in k8s.io/apimachinery/pkg/util/yaml.
func Split(data []byte) []source.Span {
	var docs []source.Span
	start := 0
	add := func(end int) {
		for bytes.HasPrefix(data[start:end], byteOrderMark) {
			start += len(byteOrderMark)
		}
		if len(bytes.TrimSpace(data[start:end])) > 0 {
			docs = append(docs, source.Span{Start: start, End: end})
		}
	}
	for at := start; at < len(data); {
		next := len(data)
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		switch line := data[at:next]; {
		case isSeparator(line):
			add(at)
			start = next
		case startsDocument(line):
			add(at)
			start = at
		}
		at = next
	}
	add(len(data))
	return docs
}

func isSeparator(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte(separator))
	if !ok {
		return false
	}
	rest = bytes.TrimSpace(rest)
	return len(rest) == 0 || rest[0] == '#'
}

// startsDocument reports whether a line is a separator with a value behind it.
func startsDocument(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte(separator))
	return ok && len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') && !isSeparator(line)
}
