package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// jsonReader turns the JSON syntax of Terraform into the syntax tree of the native one.
// Without the provider's schema nobody can tell a nested block from an argument that is
// an object, so below the blocks that Terraform itself defines everything is an argument;
// [Body] lets the two be read alike.
//
// Source: https://developer.hashicorp.com/terraform/language/syntax/json
type jsonReader struct {
	file     *source.File
	problems []source.Problem
}

// jsonLabels is how many labels the top-level blocks have.
var jsonLabels = map[string]int{
	"resource": 2, "data": 2, "ephemeral": 2, "module": 1, "variable": 1, "output": 1, "provider": 1,
	"locals": 0, "terraform": 0, "check": 1, "import": 0, "moved": 0, "removed": 0,
}

func fromJSON(file *source.File, root *tree.Node) (*hclsyntax.Body, []source.Problem) {
	r := &jsonReader{file: file}
	body := r.newBody(root.Span)
	if root.Kind != tree.Mapping {
		r.problem(root.Span, "a configuration file in JSON must be an object, and this is %s", root.Kind)
		return body, r.problems
	}
	for i := range root.Fields {
		f := &root.Fields[i]
		if f.Key == "//" {
			continue
		}
		labels, ok := jsonLabels[f.Key]
		if !ok {
			r.problem(f.KeySpan, "unsupported block type %q", f.Key)
			continue
		}
		r.blocks(body, f.Key, f.KeySpan, nil, nil, f.Value, labels)
	}
	return body, r.problems
}

func (r *jsonReader) problem(at source.Span, format string, args ...any) {
	r.problems = append(r.problems, source.Problemf(r.file, at, format, args...))
}

func (r *jsonReader) rng(s source.Span) hcl.Range {
	start, end := r.file.Position(s.Start), r.file.Position(s.End)
	return hcl.Range{
		Filename: r.file.Path,
		Start:    hcl.Pos{Line: start.Line, Column: start.Column, Byte: s.Start},
		End:      hcl.Pos{Line: end.Line, Column: end.Column, Byte: s.End},
	}
}

func (r *jsonReader) newBody(s source.Span) *hclsyntax.Body {
	rng := r.rng(s)
	return &hclsyntax.Body{
		Attributes: hclsyntax.Attributes{}, SrcRange: rng,
		EndRange: hcl.Range{Filename: rng.Filename, Start: rng.End, End: rng.End},
	}
}

// blocks adds the blocks that a value holds below labels more keys. A list holds several.
func (r *jsonReader) blocks(
	into *hclsyntax.Body, kind string, at source.Span, labels []string, spans []source.Span, n *tree.Node, more int,
) {
	if n.Kind == tree.Sequence {
		for _, item := range n.Items {
			r.blocks(into, kind, at, labels, spans, item, more)
		}
		return
	}
	if n.Kind == tree.Null {
		return
	}
	if n.Kind != tree.Mapping {
		r.problem(n.Span, "%s must be an object, and this is %s", kind, n.Kind)
		return
	}
	if more > 0 {
		for i := range n.Fields {
			if f := &n.Fields[i]; f.Key != "//" {
				r.blocks(into, kind, f.KeySpan, append(slices.Clip(labels), f.Key),
					append(slices.Clip(spans), f.KeySpan), f.Value, more-1)
			}
		}
		return
	}
	block := &hclsyntax.Block{
		Type: kind, Labels: labels, TypeRange: r.rng(at),
		OpenBraceRange:  r.rng(source.Span{Start: n.Span.Start, End: n.Span.Start + 1}),
		CloseBraceRange: r.rng(source.Span{Start: max(n.Span.End-1, n.Span.Start), End: n.Span.End}),
	}
	for _, s := range spans {
		block.LabelRanges = append(block.LabelRanges, r.rng(s))
	}
	block.Body = r.body(n, kind)
	into.Blocks = append(into.Blocks, block)
}

// body reads the arguments of a block.
func (r *jsonReader) body(n *tree.Node, kind string) *hclsyntax.Body {
	body := r.newBody(n.Span)
	for i := range n.Fields {
		f := &n.Fields[i]
		switch {
		case f.Key == "//":
		case f.Key == "dynamic" && (kind == "resource" || kind == "data"):
			r.dynamic(body, f)
		case f.Key == "lifecycle" || f.Key == "provisioner" || f.Key == "connection" || f.Key == "validation":
		case literalArguments[kind+"."+f.Key]:
			r.attribute(body, f, r.literal(f.Value))
		default:
			r.attribute(body, f, r.expression(f.Value))
		}
	}
	return body
}

// literalArguments are those in which the JSON syntax takes text as it is, not as a
// template.
var literalArguments = map[string]bool{
	"variable.description": true, "module.source": true, "module.version": true,
	"output.description": true, "variable.default": true,
}

// dynamic turns dynamic blocks into those of the native syntax.
func (r *jsonReader) dynamic(into *hclsyntax.Body, f *tree.Field) {
	var add func(n *tree.Node)
	add = func(n *tree.Node) {
		for _, item := range n.Items {
			add(item)
		}
		for i := range n.Fields {
			g := &n.Fields[i]
			r.blocks(into, "dynamic", g.KeySpan, []string{g.Key}, []source.Span{g.KeySpan}, g.Value, 0)
		}
	}
	first := len(into.Blocks)
	add(f.Value)
	for _, block := range into.Blocks[first:] {
		content := block.Body.Attributes["content"]
		if content == nil {
			continue
		}
		delete(block.Body.Attributes, "content")
		sub := r.newBody(source.Span{Start: content.SrcRange.Start.Byte, End: content.SrcRange.End.Byte})
		if object, ok := content.Expr.(*hclsyntax.ObjectConsExpr); ok {
			for _, item := range object.Items {
				if name := literalKey(item.KeyExpr); name != "" {
					sub.Attributes[name] = &hclsyntax.Attribute{
						Name: name, Expr: item.ValueExpr, NameRange: item.KeyExpr.Range(), SrcRange: item.ValueExpr.Range(),
					}
				}
			}
		}
		block.Body.Blocks = append(block.Body.Blocks, &hclsyntax.Block{
			Type: "content", Body: sub, TypeRange: content.NameRange,
			OpenBraceRange: content.SrcRange, CloseBraceRange: content.SrcRange,
		})
	}
}

// literalKey returns the key of an object's item if it is literal text, and "" if not.
func literalKey(expr hclsyntax.Expression) string {
	if key, ok := expr.(*hclsyntax.ObjectConsKeyExpr); ok {
		if name := hcl.ExprAsKeyword(key.Wrapped); name != "" && !key.ForceNonLiteral {
			return name
		}
		expr = key.Wrapped
	}
	return literalText(expr)
}

// literalText returns the text of an expression that is nothing but a string.
func literalText(expr hclsyntax.Expression) string {
	if template, ok := expr.(*hclsyntax.TemplateExpr); ok && template.IsStringLiteral() {
		expr = template.Parts[0]
	}
	literal, ok := expr.(*hclsyntax.LiteralValueExpr)
	if !ok || literal.Val.IsNull() || !literal.Val.IsKnown() || literal.Val.Type() != cty.String {
		return ""
	}
	return literal.Val.AsString()
}

func (r *jsonReader) attribute(body *hclsyntax.Body, f *tree.Field, expr hclsyntax.Expression) {
	body.Attributes[f.Key] = &hclsyntax.Attribute{
		Name: f.Key, Expr: expr, NameRange: r.rng(f.KeySpan), EqualsRange: r.rng(f.KeySpan),
		SrcRange: r.rng(source.Span{Start: f.KeySpan.Start, End: max(f.Value.Span.End, f.KeySpan.End)}),
	}
}

// expression turns a value into an expression; strings are templates.
func (r *jsonReader) expression(n *tree.Node) hclsyntax.Expression {
	rng := r.rng(n.Span)
	switch n.Kind {
	case tree.String:
		if !strings.Contains(n.Text, "${") && !strings.Contains(n.Text, "%{") {
			return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(n.Text), SrcRange: rng}
		}
		start := rng.Start
		start.Byte++
		start.Column++
		if tooDeep([]byte(n.Text)) >= 0 {
			r.problem(n.Span, "this template nests deeper than %d levels; it is not read", maxNesting)
			return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: rng}
		}
		expr, diags := hclsyntax.ParseTemplate([]byte(n.Text), r.file.Path, start)
		for _, p := range diagnostics(r.file, diags) {
			p.Span = n.Span
			r.problems = append(r.problems, p)
		}
		return expr
	case tree.Mapping:
		object := &hclsyntax.ObjectConsExpr{SrcRange: rng, OpenRange: rng}
		for i := range n.Fields {
			f := &n.Fields[i]
			if f.Key == "//" {
				continue
			}
			key := r.expression(&tree.Node{Kind: tree.String, Span: f.KeySpan, Text: f.Key})
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{
				KeyExpr:   &hclsyntax.ObjectConsKeyExpr{Wrapped: key, ForceNonLiteral: true},
				ValueExpr: r.expression(f.Value),
			})
		}
		return object
	case tree.Sequence:
		tuple := &hclsyntax.TupleConsExpr{SrcRange: rng, OpenRange: rng}
		for _, item := range n.Items {
			tuple.Exprs = append(tuple.Exprs, r.expression(item))
		}
		return tuple
	case tree.Null, tree.Bool, tree.Int, tree.Float:
	}
	return r.literal(n)
}

// literal turns a value into an expression without looking for templates in it.
func (r *jsonReader) literal(n *tree.Node) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: treeValue(n), SrcRange: r.rng(n.Span)}
}

// treeValue returns a node as cty would decode its JSON.
func treeValue(n *tree.Node) cty.Value {
	switch n.Kind {
	case tree.Bool:
		return cty.BoolVal(n.Text == "true")
	case tree.Int, tree.Float:
		v, err := cty.ParseNumberVal(n.Text)
		if err != nil {
			return cty.DynamicVal
		}
		return v
	case tree.String:
		return cty.StringVal(n.Text)
	case tree.Mapping:
		attrs := make(map[string]cty.Value, len(n.Fields))
		for i := range n.Fields {
			attrs[n.Fields[i].Key] = treeValue(n.Fields[i].Value)
		}
		return cty.ObjectVal(attrs)
	case tree.Sequence:
		items := make([]cty.Value, len(n.Items))
		for i, item := range n.Items {
			items[i] = treeValue(item)
		}
		return cty.TupleVal(items)
	case tree.Null:
	}
	return cty.NullVal(cty.DynamicPseudoType)
}
