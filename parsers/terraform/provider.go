package terraform

import (
	"iter"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ekslint/ekslint/parsers/source"
)

var span0 source.Span

// providerPairs yields the entries of a providers argument: the name of a configuration
// in the called module and that in the caller, each like "aws" or "aws.east".
func providerPairs(expr hclsyntax.Expression) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		object, ok := expr.(*hclsyntax.ObjectConsExpr)
		if !ok {
			return
		}
		for _, item := range object.Items {
			key := item.KeyExpr
			if k, ok := key.(*hclsyntax.ObjectConsKeyExpr); ok {
				key = k.Wrapped
			}
			if !yield(providerName(key), providerName(item.ValueExpr)) {
				return
			}
		}
	}
}

// providerName reads a reference to a provider configuration, with or without quotes.
func providerName(expr hclsyntax.Expression) string {
	if text := literalText(expr); text != "" {
		return text
	}
	traversal, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() {
		return ""
	}
	names := []string{traversal.RootName()}
	for _, step := range traversal[1:] {
		if attr, ok := step.(hcl.TraverseAttr); ok {
			names = append(names, attr.Name)
		}
	}
	return strings.Join(names, ".")
}
