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
	limits = limits.withDefaults()
	if bad := invalidUTF8(file.Data); bad >= 0 {
		return nil, []source.Problem{source.Problemf(file, source.Span{Start: bad, End: bad + 1},
			"the file is not UTF-8: byte 0x%02x stands where a character should; save it as UTF-8", file.Data[bad])}
	}
	var docs []Document
	var problems []source.Problem
	for _, span := range Split(file.Data) {
		roots, found := parseDocument(file, span, limits)
		problems = append(problems, found...)
		for _, root := range roots {
			docs = append(docs, Document{Root: root, Span: span})
		}
	}
	return docs, problems
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

func parseDocument(file *source.File, span source.Span, limits Limits) ([]*Node, []source.Problem) {
	text := bytes.TrimLeft(file.Data[span.Start:span.End], " \t\r\n")
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		roots, problems := parseJSON(file, span, limits)
		if len(problems) == 0 || strings.HasSuffix(file.Path, ".json") {
			return roots, problems
		}
		// A flow mapping of YAML starts like JSON: {apiVersion: v1, ...}
	}
	return parseYAML(file, span, limits)
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// Split finds the documents of a stream as kubectl does, which is by line: "---" at the
// start of a line, with nothing but blanks or a comment behind it, separates documents.
// The separators belong to no document, and a document of white space only is left out.
// A byte order mark at the start is passed over.
//
// Source: YAMLReader in k8s.io/apimachinery/pkg/util/yaml.
func Split(data []byte) []source.Span {
	var docs []source.Span
	start := 0
	if bytes.HasPrefix(data, byteOrderMark) {
		start = len(byteOrderMark)
	}
	add := func(end int) {
		if len(bytes.TrimSpace(data[start:end])) > 0 {
			docs = append(docs, source.Span{Start: start, End: end})
		}
	}
	for at := start; at < len(data); {
		next := len(data)
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		if isSeparator(data[at:next]) {
			add(at)
			start = next
		}
		at = next
	}
	add(len(data))
	return docs
}

func isSeparator(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("---"))
	if !ok {
		return false
	}
	rest = bytes.TrimSpace(rest)
	return len(rest) == 0 || rest[0] == '#'
}
