package tree

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/ekslint/ekslint/parsers/source"
)

// syntaxProblem says where and why a document is not YAML.
//
// Values are read with yaml/v3, whose scanner takes the same documents as the yaml/v2
// of kubectl does. Its errors name only a line, and often that of an earlier token.
// yaml/v4 knows the exact place, so the document is read again with it, for the error.
func (b *builder) syntaxProblem(err error) source.Problem {
	if _, ok := errors.AsType[limitError](err); ok {
		return source.Problemf(b.file, source.Span{Start: b.span.Start, End: b.span.Start}, "%v", err)
	}
	if at := b.controlCharacter(); at >= 0 {
		r, size := utf8.DecodeRune(b.scan.data[at:])
		return source.Problemf(b.file, source.Span{Start: at, End: at + size}, "not valid YAML: a control character, %U", r)
	}
	span, text := b.scan.lineSpan(1), strings.TrimPrefix(err.Error(), "yaml: ")
	if load := b.diagnose(); load != nil {
		mark := load.Mark
		if mark.Line == 0 {
			mark = load.ContextMark
		}
		span, text = b.scan.lineSpan(mark.Line), load.Message
		if at := b.scan.offset(mark.Line, max(mark.Column, 1)); b.scan.offset(mark.Line, 1) <= at && at < span.End {
			span.Start = at
		}
	}
	if !span.Empty() && b.scan.data[span.Start] == '\t' {
		text = "a tab, where YAML takes only blanks"
	}
	return source.Problemf(b.file, span, "not valid YAML: %s", text)
}

// controlCharacter returns the offset of the first character that YAML does not take at
// all, and -1 if there is none.
//
// Source: c-printable of https://yaml.org/spec/1.1/.
func (b *builder) controlCharacter() int {
	at := bytes.IndexFunc(b.scan.data[b.span.Start:], func(r rune) bool {
		switch r {
		case '\t', '\n', '\r', 0x85:
			return false
		}
		return r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xfffe || r == 0xffff
	})
	if at < 0 {
		return -1
	}
	return b.span.Start + at
}

// diagnose returns the error of yaml/v4 for the document, or nil if it takes it.
func (b *builder) diagnose() (load *yaml.LoadError) {
	defer func() {
		if recover() != nil {
			load = nil // the library failed; its elder brother's error has to do
		}
	}()
	var doc yaml.Node
	err := yaml.Load(b.scan.data[b.span.Start:], &doc)
	errors.As(err, &load)
	return load
}
