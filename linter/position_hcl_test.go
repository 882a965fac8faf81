package linter_test

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// goodInHCL are what good is for values of Terraform.
var goodInHCL = []string{
	"true", "false", "null", "[]", `""`, "0", "1", "24", "365", `"required"`, `["audit"]`, `["api", "audit", "authenticator", "controllerManager", "scheduler"]`,
	`["10.0.0.0/8"]`, `"10.0.0.0/8"`, `"IMMUTABLE"`, `"API"`, `"standard"`, `"1.35"`, `["sg-0a1b2c3d"]`, `"alias/aws/ebs"`, `"s3:GetObject"`,
	`"system:serviceaccount:shop:orders"`, `"StringEquals"`, `{ app = "other" }`, `{ encrypted = "true" }`,
}

// hclTargets returns how the field of a finding can be set at its region of a file of
// Terraform. What stands there can be taken away, too: many findings are about what should
// not be.
func hclTargets(file *source.File, f *linter.Finding) []target {
	parsed, diags := hclsyntax.ParseConfig(file.Data, file.Path, hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	w := &hclWalker{at: f.Location.Span, file: file, names: fieldNames(f)}
	_ = hclsyntax.VisitAll(parsed.Body.(*hclsyntax.Body), w.visit)
	return w.list
}

// fieldNames are the names in the path of the field, without indexes.
func fieldNames(f *linter.Finding) []string {
	var names []string
	for _, s := range step.FindAllStringSubmatch(f.Resource.Field, -1) {
		if name := s[2] + s[3]; name != "" {
			names = append(names, name)
		}
	}
	return names
}

type hclWalker struct {
	at    source.Span
	file  *source.File
	names []string
	list  []target
}

func spanOf(r hcl.Range) source.Span { return source.Span{Start: r.Start.Byte, End: r.End.Byte} }

// remove takes a region away.
func remove(at source.Span) target { return target{span: at, before: "/* ", behind: " */"} }

func (w *hclWalker) visit(node hclsyntax.Node) hcl.Diagnostics {
	switch n := node.(type) {
	case *hclsyntax.Attribute:
		if w.at == spanOf(n.SrcRange) || w.at == spanOf(n.NameRange) {
			w.list = append(w.list, target{span: spanOf(n.Expr.Range())}, remove(spanOf(n.SrcRange)))
		}
	case *hclsyntax.ObjectConsExpr:
		for _, item := range n.Items {
			whole := source.Span{Start: item.KeyExpr.Range().Start.Byte, End: item.ValueExpr.Range().End.Byte}
			if w.at == whole || w.at == spanOf(item.KeyExpr.Range()) {
				w.list = append(w.list, target{span: spanOf(item.ValueExpr.Range())}, target{span: whole, before: "other = "})
			}
		}
	case *hclsyntax.Block:
		head := n.TypeRange
		if len(n.LabelRanges) > 0 {
			head = hcl.RangeBetween(head, n.LabelRanges[len(n.LabelRanges)-1])
		}
		if w.at == spanOf(head) {
			w.block(n)
		}
	}
	if expr, ok := node.(hclsyntax.Expression); ok && w.at == spanOf(expr.Range()) {
		w.list = append(w.list, target{span: w.at})
	}
	return nil
}

// block puts the field into a block that lacks it, or takes the block away.
func (w *hclWalker) block(n *hclsyntax.Block) {
	inside := source.Span{Start: n.OpenBraceRange.End.Byte, End: n.OpenBraceRange.End.Byte}
	for i := range w.names {
		rest := w.names[i:]
		last := len(rest) - 1
		before := "\n" + strings.Join(append(slices.Clone(rest[:last]), ""), " {\n") + rest[last] + " = "
		w.list = append(w.list, target{span: inside, before: before, behind: strings.Repeat("\n}", last) + "\n"})
	}
	w.list = append(w.list, remove(source.Span{Start: n.TypeRange.Start.Byte, End: n.CloseBraceRange.End.Byte}))
}
