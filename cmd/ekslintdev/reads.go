package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// untyped are the types of inputs that may hold keys that no type tells.
var untyped = map[string]bool{"any": true, "map(any)": true, "list(any)": true}

// reader follows the inputs of a folder that have no type through its expressions, and notes
// which keys are read of them. A place is the name of an input and a path below it, with a
// star for each element: "cluster_addons.*.timeouts".
type reader struct {
	inputs map[string]bool
	locals map[string]hclsyntax.Expression
	busy   map[string]bool // locals that are being followed
	keys   map[string]map[string]bool
	// listed are the places whose elements are gone through, so that their keys are free; opaque
	// are those that go somewhere as a whole, so that what is read of them is not known.
	listed, opaque map[string]bool
}

// flow is what an expression may be: places, or something made of what may be places.
type flow struct {
	places   []string
	elements *flow
	fields   map[string]flow
}

// env holds what names mean: "each", iterators of dynamic blocks and those of for expressions.
// The places of an iterator are below its field "value".
type env map[string]flow

func (e env) with(name string, f flow) env {
	inner := maps.Clone(e)
	inner[name] = f
	return inner
}

// keysRead finds the keys that the files of a folder read of its inputs without a type, by
// place; what is not known for sure is left out.
func keysRead(bodies []*hclsyntax.Body, inputs map[string]bool) map[string][]string {
	r := &reader{
		inputs: inputs, locals: map[string]hclsyntax.Expression{}, busy: map[string]bool{},
		keys: map[string]map[string]bool{}, listed: map[string]bool{}, opaque: map[string]bool{},
	}
	for _, body := range bodies {
		for _, block := range body.Blocks {
			if block.Type == "locals" {
				for name, attr := range block.Body.Attributes {
					r.locals[name] = attr.Expr
				}
			}
		}
	}
	for _, body := range bodies {
		for _, block := range body.Blocks {
			if block.Type != "locals" && block.Type != "variable" {
				r.block(block, env{})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.locals)) {
		r.usedLocal(name)
	}
	return r.certain()
}

// certain are the places of which all reads were seen.
func (r *reader) certain() map[string][]string {
	found := map[string][]string{}
	for place, keys := range r.keys {
		certain := !r.listed[place]
		for above := place; certain; {
			certain = !r.opaque[above]
			i := strings.LastIndex(above, ".")
			if i < 0 {
				break
			}
			above = above[:i]
		}
		if certain {
			found[place] = slices.Sorted(maps.Keys(keys))
		}
	}
	return found
}

// usedLocal follows what is within a local that nothing that was followed reads.
func (r *reader) usedLocal(name string) { r.value(r.locals[name], env{}) }

func (r *reader) block(block *hclsyntax.Block, e env) {
	body := block.Body
	if attr := body.Attributes["for_each"]; attr != nil {
		name := "each"
		if block.Type == "dynamic" {
			name = block.Labels[0]
			if iterator := body.Attributes["iterator"]; iterator != nil {
				name = hcl.ExprAsKeyword(iterator.Expr)
			}
		}
		e = e.with(name, flow{fields: map[string]flow{"value": r.element(r.value(attr.Expr, e))}})
	}
	for name, attr := range body.Attributes {
		if name != "for_each" && name != "iterator" {
			r.use(attr.Expr, e)
		}
	}
	for _, inner := range body.Blocks {
		r.block(inner, e)
	}
}

// use follows an expression whose value goes somewhere as a whole.
func (r *reader) use(expr hclsyntax.Expression, e env) { r.hide(r.value(expr, e)) }

func (r *reader) hide(f flow) {
	for _, place := range f.places {
		r.opaque[place] = true
	}
	if f.elements != nil {
		r.hide(*f.elements)
	}
	for _, field := range f.fields {
		r.hide(field)
	}
}

func union(list ...flow) flow {
	var all flow
	for _, f := range list {
		all.places = append(all.places, f.places...)
		if f.elements != nil {
			if all.elements != nil {
				both := union(*all.elements, *f.elements)
				all.elements = &both
			} else {
				all.elements = f.elements
			}
		}
		for name, field := range f.fields {
			if all.fields == nil {
				all.fields = map[string]flow{}
			}
			all.fields[name] = union(all.fields[name], field)
		}
	}
	slices.Sort(all.places)
	all.places = slices.Compact(all.places)
	return all
}

// element is what any element of a value may be.
func (r *reader) element(f flow) flow {
	var list []flow
	for _, place := range f.places {
		r.listed[place] = true
		list = append(list, flow{places: []string{place + ".*"}})
	}
	if f.elements != nil {
		list = append(list, *f.elements)
	}
	for _, name := range slices.Sorted(maps.Keys(f.fields)) {
		list = append(list, f.fields[name])
	}
	return union(list...)
}

// field is what a value has by a name.
func (r *reader) field(f flow, name string) flow {
	list := []flow{f.fields[name]}
	for _, place := range f.places {
		if r.keys[place] == nil {
			r.keys[place] = map[string]bool{}
		}
		r.keys[place][name] = true
		list = append(list, flow{places: []string{place + "." + name}})
	}
	if f.elements != nil {
		list = append(list, *f.elements)
	}
	return union(list...)
}

func (r *reader) steps(f flow, steps hcl.Traversal) flow {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			f = r.field(f, step.Name)
		case hcl.TraverseIndex:
			if step.Key.Type() == cty.String {
				f = r.field(f, step.Key.AsString())
			} else {
				f = r.element(f)
			}
		default:
			f = r.element(f)
		}
	}
	return f
}

func (r *reader) traversal(t hcl.Traversal, e env) flow {
	if f, ok := e[t.RootName()]; ok {
		return r.steps(f, t[1:])
	}
	if len(t) < 2 {
		return flow{}
	}
	step, ok := t[1].(hcl.TraverseAttr)
	switch {
	case !ok:
		return flow{}
	case t.RootName() == "var" && r.inputs[step.Name]:
		return r.steps(flow{places: []string{step.Name}}, t[2:])
	case t.RootName() == "local" && r.locals[step.Name] != nil && !r.busy[step.Name]:
		r.busy[step.Name] = true
		defer delete(r.busy, step.Name)
		return r.steps(r.value(r.locals[step.Name], env{}), t[2:])
	}
	return flow{}
}

// value follows an expression and tells what it may be.
func (r *reader) value(expr hclsyntax.Expression, e env) flow {
	switch expr := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return r.traversal(expr.Traversal, e)
	case *hclsyntax.RelativeTraversalExpr:
		return r.steps(r.value(expr.Source, e), expr.Traversal)
	case *hclsyntax.ParenthesesExpr:
		return r.value(expr.Expression, e)
	case *hclsyntax.IndexExpr:
		r.use(expr.Key, e)
		return r.element(r.value(expr.Collection, e))
	case *hclsyntax.ConditionalExpr:
		r.use(expr.Condition, e)
		return union(r.value(expr.TrueResult, e), r.value(expr.FalseResult, e))
	case *hclsyntax.ForExpr:
		return r.each(expr, e)
	case *hclsyntax.TupleConsExpr:
		var list []flow
		for _, item := range expr.Exprs {
			list = append(list, r.value(item, e))
		}
		all := union(list...)
		return flow{elements: &all}
	case *hclsyntax.ObjectConsExpr:
		return r.object(expr, e)
	case *hclsyntax.FunctionCallExpr:
		return r.call(expr, e)
	case *hclsyntax.BinaryOpExpr:
		if isNull(expr.LHS) || isNull(expr.RHS) {
			r.value(expr.LHS, e)
			r.value(expr.RHS, e)
			return flow{}
		}
		r.use(expr.LHS, e)
		r.use(expr.RHS, e)
		return flow{}
	default:
		// Of operators, templates and splats only the names within count.
		for _, t := range expr.Variables() {
			r.hide(r.traversal(t, e))
		}
		return flow{}
	}
}

func isNull(expr hclsyntax.Expression) bool {
	literal, ok := expr.(*hclsyntax.LiteralValueExpr)
	return ok && literal.Val.IsNull()
}

func (r *reader) each(expr *hclsyntax.ForExpr, e env) flow {
	inner := e.with(expr.ValVar, r.element(r.value(expr.CollExpr, e)))
	if expr.KeyVar != "" {
		inner = inner.with(expr.KeyVar, flow{})
	}
	if expr.KeyExpr != nil {
		r.use(expr.KeyExpr, inner)
	}
	if expr.CondExpr != nil {
		r.use(expr.CondExpr, inner)
	}
	element := r.value(expr.ValExpr, inner)
	return flow{elements: &element}
}

func (r *reader) object(expr *hclsyntax.ObjectConsExpr, e env) flow {
	fields, others := map[string]flow{}, []flow(nil)
	for _, item := range expr.Items {
		value := r.value(item.ValueExpr, e)
		key, diags := item.KeyExpr.Value(nil)
		if diags.HasErrors() || key.Type() != cty.String || !key.IsKnown() || key.IsNull() {
			r.use(item.KeyExpr, e)
			others = append(others, value)
			continue
		}
		fields[key.AsString()] = value
	}
	f := flow{fields: fields}
	if len(others) > 0 {
		all := union(others...)
		f.elements = &all
	}
	return f
}

func (r *reader) call(expr *hclsyntax.FunctionCallExpr, e env) flow {
	args := make([]flow, len(expr.Args))
	for i, arg := range expr.Args {
		args[i] = r.value(arg, e)
	}
	switch expr.Name {
	case "merge", "concat", "try", "coalesce", "coalescelist", "tomap", "tolist":
		return union(args...)
	case "lookup":
		if key, diags := expr.Args[1].Value(nil); !diags.HasErrors() && key.Type() == cty.String {
			return union(append(args[2:], r.field(args[0], key.AsString()))...)
		}
	case "flatten":
		inner := r.element(r.element(args[0]))
		return flow{elements: &inner}
	case "length", "can":
		return flow{}
	}
	r.hide(union(args...))
	return flow{}
}
