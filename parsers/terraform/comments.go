package terraform

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// IsValues reports whether a file holds values of variables, going by its name.
//
// Source: https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
func IsValues(name string) bool {
	return strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

// Outline is what of a file in native syntax comments can speak of: its comments, and the
// blocks, arguments, items and elements that they stand at.
type Outline struct {
	// Comments are in the order of the file. The span of a comment starts with its mark; a
	// block comment ends with one too.
	Comments []tree.Comment
	// First is the offset of the first block or argument, the end of the file if there is
	// none.
	First int

	body *hclsyntax.Body
}

// OutlineOf reads a file of a configuration or with values. It is nil for one in JSON, which
// has no comments, and for one that cannot be read.
func OutlineOf(file *source.File) *Outline {
	if strings.HasSuffix(file.Path, ".json") || tooDeep(file.Data) >= 0 {
		return nil
	}
	body, _ := parse(file) // its problems are those of the evaluation
	if body == nil {
		return nil
	}
	o := &Outline{First: len(file.Data), body: body}
	for _, span := range parts(body) {
		o.First = min(o.First, span.whole.Start)
	}
	tokens, _ := hclsyntax.LexConfig(file.Data, file.Path, hcl.InitialPos)
	for _, token := range tokens {
		if token.Type != hclsyntax.TokenComment {
			continue
		}
		at := span(token.Range)
		at.End = at.Start + len(bytes.TrimRight(file.Data[at.Start:at.End], "\r\n"))
		start := bytes.LastIndexByte(file.Data[:at.Start], '\n') + 1
		o.Comments = append(o.Comments, tree.Comment{Span: at, Alone: len(bytes.TrimSpace(file.Data[start:at.Start])) == 0})
	}
	return o
}

// Outermost returns the span of the outermost block, argument, item or element that starts
// between two offsets; ok is false if none does.
func (o *Outline) Outermost(from, to int) (at source.Span, ok bool) {
	return outermost(parts(o.body), from, to)
}

// part is something that a comment can speak of, and what lies in it.
type part struct {
	whole source.Span
	body  *hclsyntax.Body      // of a block
	expr  hclsyntax.Expression // of an argument, item or element
}

func outermost(list []part, from, to int) (source.Span, bool) {
	for _, p := range list {
		switch {
		case from <= p.whole.Start && p.whole.Start < to:
			return p.whole, true
		case p.whole.Start < from && from < p.whole.End:
			if at, ok := outermost(p.inside(), from, to); ok {
				return at, true
			}
		}
	}
	return source.Span{}, false
}

func (p part) inside() []part {
	if p.body != nil {
		return parts(p.body)
	}
	switch e := unwrapped(p.expr).(type) {
	case *hclsyntax.ObjectConsExpr:
		list := make([]part, len(e.Items))
		for i, item := range e.Items {
			at := source.Span{Start: item.KeyExpr.Range().Start.Byte, End: item.ValueExpr.Range().End.Byte}
			list[i] = part{whole: at, expr: item.ValueExpr}
		}
		return list
	case *hclsyntax.TupleConsExpr:
		return expressions(e.Exprs...)
	case *hclsyntax.FunctionCallExpr:
		return expressions(e.Args...)
	case *hclsyntax.ConditionalExpr:
		return expressions(e.TrueResult, e.FalseResult)
	case *hclsyntax.ForExpr:
		return expressions(e.CollExpr, e.ValExpr)
	}
	return nil
}

func expressions(exprs ...hclsyntax.Expression) []part {
	list := make([]part, len(exprs))
	for i, expr := range exprs {
		list[i] = part{whole: span(expr.Range()), expr: expr}
	}
	return list
}

func parts(body *hclsyntax.Body) []part {
	list := make([]part, 0, len(body.Attributes)+len(body.Blocks))
	for _, attr := range body.Attributes {
		list = append(list, part{whole: span(attr.SrcRange), expr: attr.Expr})
	}
	for _, block := range body.Blocks {
		at := source.Span{Start: block.TypeRange.Start.Byte, End: block.CloseBraceRange.End.Byte}
		list = append(list, part{whole: at, body: block.Body})
	}
	return list
}
