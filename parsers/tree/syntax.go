package tree

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/ekslint/ekslint/parsers/source"
)

// syntaxProblem says where and why a document is not YAML.
//
// Values are read with yaml/v3, whose scanner takes the same documents as the yaml/v2
// of kubectl does. Its errors name only a line, and often that of an earlier token.
// yaml/v4 knows the exact place, so the document is read again with it, for the error.
func (b *builder) syntaxProblem(err error) source.Problem {
	var limit limitError
	if errors.As(err, &limit) {
		return source.Problemf(b.file, source.Span{Start: b.span.Start, End: b.span.Start}, "%v", err)
	}
	span, text := b.scan.lineSpan(1), strings.TrimPrefix(err.Error(), "yaml: ")
	if load := b.diagnose(); load != nil {
		mark := load.Mark
		if mark.Line == 0 {
			mark = load.ContextMark
		}
		span, text = b.scan.lineSpan(mark.Line), load.Message
		if at := b.scan.offset(mark.Line, max(mark.Column, 1)); span.Start <= at && at < span.End {
			span.Start = at
		}
	}
	return source.Problemf(b.file, span, "not valid YAML: %s", text)
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
