package wire

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Encode returns the binary form of modules that OPA has compiled. It fails on syntax
// that a compiled module does not have.
func Encode(modules []*ast.Module) ([]byte, error) {
	e := &encoder{index: map[string]int{}}
	var bodies []byte
	var table []byte
	for _, m := range modules {
		e.body = nil
		e.module(m)
		table = binary.AppendUvarint(table, uint64(e.text(m.Package.Path.String()))) //nolint:gosec // never negative
		table = binary.AppendUvarint(table, uint64(len(e.body)))
		bodies = append(bodies, e.body...)
	}
	if e.err != nil {
		return nil, e.err
	}
	out := []byte(version)
	out = binary.AppendUvarint(out, uint64(len(e.strings)))
	for _, s := range e.strings {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	out = binary.AppendUvarint(out, uint64(len(modules)))
	return slices.Concat(out, table, bodies), nil
}

type encoder struct {
	body    []byte
	strings []string
	index   map[string]int
	err     error
}

func (e *encoder) byte(b byte) { e.body = append(e.body, b) }

func (e *encoder) count(n int) { e.body = binary.AppendUvarint(e.body, uint64(n)) } //nolint:gosec // never negative

func (e *encoder) flag(b bool) {
	if b {
		e.byte(1)
	} else {
		e.byte(0)
	}
}

func (e *encoder) string(s string) { e.count(e.text(s)) }

// text is the place of a string in the table.
func (e *encoder) text(s string) int {
	i, ok := e.index[s]
	if !ok {
		i = len(e.strings)
		e.index[s] = i
		e.strings = append(e.strings, s)
	}
	return i
}

func (e *encoder) location(l *ast.Location) {
	if l == nil {
		e.count(0)
		return
	}
	e.count(l.Row + 1)
	e.count(l.Col)
	e.string(l.File)
}

func (e *encoder) module(m *ast.Module) {
	e.ref(m.Package.Path)
	e.count(len(m.Rules))
	for _, r := range m.Rules {
		e.rule(r)
	}
}

func (e *encoder) rule(r *ast.Rule) {
	e.location(r.Location)
	e.flag(r.Default)
	e.head(r.Head)
	e.exprs(r.Body)
	e.flag(r.Else != nil)
	if r.Else != nil {
		e.rule(r.Else)
	}
}

func (e *encoder) head(h *ast.Head) {
	e.string(string(h.Name))
	e.ref(h.Reference)
	e.terms(h.Args)
	e.term(h.Key)
	e.term(h.Value)
	e.flag(h.Assign)
}

func (e *encoder) exprs(body ast.Body) {
	e.count(len(body))
	for _, x := range body {
		e.expr(x)
	}
}

func (e *encoder) expr(x *ast.Expr) {
	e.location(x.Location)
	e.flag(x.Negated)
	e.flag(x.Generated)
	e.count(len(x.With))
	for _, w := range x.With {
		e.term(w.Target)
		e.term(w.Value)
	}
	switch terms := x.Terms.(type) {
	case *ast.Term:
		e.byte(termsOne)
		e.term(terms)
	case []*ast.Term:
		e.byte(termsList)
		e.terms(terms)
	case *ast.Every:
		e.byte(termsEvery)
		e.term(terms.Key)
		e.term(terms.Value)
		e.term(terms.Domain)
		e.exprs(terms.Body)
	default:
		e.fail(terms)
	}
}

func (e *encoder) fail(node any) {
	if e.err == nil {
		e.err = fmt.Errorf("compiled rules: no form for %T", node)
	}
}

func (e *encoder) terms(terms []*ast.Term) {
	e.count(len(terms))
	for _, t := range terms {
		e.term(t)
	}
}

func (e *encoder) ref(ref ast.Ref) { e.terms(ref) }

func (e *encoder) term(t *ast.Term) {
	if t == nil {
		e.byte(tagNone)
		return
	}
	switch v := t.Value.(type) {
	case ast.Null:
		e.byte(tagNull)
	case ast.Boolean:
		if v {
			e.byte(tagTrue)
		} else {
			e.byte(tagFalse)
		}
	case ast.Number:
		e.byte(tagNumber)
		e.string(string(v))
	case ast.String:
		e.byte(tagString)
		e.string(string(v))
	case ast.Var:
		e.byte(tagVar)
		e.string(string(v))
	case ast.Ref:
		e.byte(tagRef)
		e.ref(v)
	case ast.Call:
		e.byte(tagCall)
		e.terms(v)
	default:
		e.collection(v)
	}
}

func (e *encoder) collection(v ast.Value) {
	switch v := v.(type) {
	case *ast.Array:
		e.byte(tagArray)
		e.count(v.Len())
		v.Foreach(e.term)
	case ast.Object:
		e.byte(tagObject)
		e.count(v.Len())
		v.Foreach(func(key, value *ast.Term) { e.term(key); e.term(value) })
	case ast.Set:
		e.byte(tagSet)
		e.count(v.Len())
		v.Foreach(e.term)
	case *ast.ArrayComprehension:
		e.byte(tagArrayComprehension)
		e.term(v.Term)
		e.exprs(v.Body)
	case *ast.ObjectComprehension:
		e.byte(tagObjectComprehension)
		e.term(v.Key)
		e.term(v.Value)
		e.exprs(v.Body)
	case *ast.SetComprehension:
		e.byte(tagSetComprehension)
		e.term(v.Term)
		e.exprs(v.Body)
	default:
		e.fail(v)
	}
}
