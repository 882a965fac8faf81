package wire

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Archive is what [Encode] wrote. It is safe for concurrent use.
type Archive struct {
	strings []string
	modules []entry
}

// entry is a module that is not decoded yet.
type entry struct {
	path string // of its package, such as data.rules.lib.naming
	body string
}

// Open reads the tables of what [Encode] wrote. The error is [ErrForm] or nil.
func Open(data string) (archive *Archive, err error) {
	data, ok := strings.CutPrefix(data, version)
	if !ok {
		return nil, ErrForm
	}
	defer refuse(&err)
	d := &decoder{data: data}
	archive = &Archive{strings: make([]string, d.count())}
	for i := range archive.strings {
		archive.strings[i] = d.take(d.count())
	}
	archive.modules = make([]entry, d.count())
	sizes := make([]int, len(archive.modules))
	for i := range archive.modules {
		archive.modules[i].path = archive.strings[d.count()]
		sizes[i] = d.count()
	}
	for i, size := range sizes {
		archive.modules[i].body = d.take(size)
	}
	return archive, nil
}

// refuse turns a panic into ErrForm. The input is part of the binary: a check of every
// read would only serve a build that is broken anyway.
func refuse(err *error) {
	if recover() != nil {
		*err = ErrForm
	}
}

// Decode returns the modules whose packages have one of the given paths. The error is
// [ErrForm] or nil.
func (a *Archive) Decode(paths map[string]bool) (modules []*ast.Module, err error) {
	defer refuse(&err)
	texts := make([]*ast.Term, len(a.strings))
	for _, m := range a.modules {
		if paths[m.path] {
			d := &decoder{data: m.body, strings: a.strings, texts: texts}
			modules = append(modules, d.module())
		}
	}
	return modules, nil
}

type decoder struct {
	data    string
	strings []string
	// values of the table as terms, made at first use and shared, since terms without
	// variables never change
	texts []*ast.Term
}

func (d *decoder) take(n int) string {
	taken := d.data[:n]
	d.data = d.data[n:]
	return taken
}

func (d *decoder) count() int {
	n := 0
	for shift := 0; ; shift += 7 {
		b := d.byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (d *decoder) byte() byte {
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) flag() bool { return d.byte() == 1 }

func (d *decoder) string() string { return d.strings[d.count()] }

func (d *decoder) location() *ast.Location {
	row := d.count()
	if row == 0 {
		return nil
	}
	return &ast.Location{Row: row - 1, Col: d.count(), File: d.string()}
}

func (d *decoder) module() *ast.Module {
	m := &ast.Module{Package: &ast.Package{Path: d.terms()}}
	m.SetRegoVersion(ast.RegoV1) //nolint:staticcheck // a span of a version is of no use to compiled Rego
	m.Rules = make([]*ast.Rule, d.count())
	for i := range m.Rules {
		m.Rules[i] = d.rule(m)
	}
	return m
}

func (d *decoder) rule(m *ast.Module) *ast.Rule {
	r := &ast.Rule{Module: m, Location: d.location(), Default: d.flag(), Head: d.head(), Body: d.exprs()}
	if d.flag() {
		r.Else = d.rule(m)
	}
	return r
}

func (d *decoder) head() *ast.Head {
	return &ast.Head{
		Name: ast.Var(d.string()), Reference: d.terms(), Args: d.terms(),
		Key: d.term(), Value: d.term(), Assign: d.flag(),
	}
}

func (d *decoder) exprs() ast.Body {
	body := make(ast.Body, d.count())
	for i := range body {
		body[i] = d.expr()
		body[i].Index = i
	}
	return body
}

func (d *decoder) expr() *ast.Expr {
	x := &ast.Expr{Location: d.location(), Negated: d.flag(), Generated: d.flag()}
	if n := d.count(); n > 0 {
		x.With = make([]*ast.With, n)
		for i := range x.With {
			x.With[i] = &ast.With{Target: d.term(), Value: d.term()}
		}
	}
	switch d.byte() {
	case termsOne:
		x.Terms = d.term()
	case termsList:
		x.Terms = d.terms()
	case termsEvery:
		x.Terms = &ast.Every{Key: d.term(), Value: d.term(), Domain: d.term(), Body: d.exprs()}
	}
	return x
}

func (d *decoder) terms() []*ast.Term {
	n := d.count()
	if n == 0 {
		return nil
	}
	terms := make([]*ast.Term, n)
	for i := range terms {
		terms[i] = d.term()
	}
	return terms
}

func (d *decoder) term() *ast.Term {
	switch tag := d.byte(); tag {
	case tagNone:
		return nil
	case tagNull:
		return ast.NullTerm()
	case tagFalse:
		return ast.InternedTerm(false)
	case tagTrue:
		return ast.InternedTerm(true)
	case tagNumber:
		return &ast.Term{Value: ast.Number(d.string())}
	case tagString:
		return d.text()
	case tagVar:
		return &ast.Term{Value: ast.Var(d.string())}
	case tagRef:
		return &ast.Term{Value: ast.Ref(d.terms())}
	case tagCall:
		return &ast.Term{Value: ast.Call(d.terms())}
	default:
		return &ast.Term{Value: d.collection(tag)}
	}
}

func (d *decoder) text() *ast.Term {
	i := d.count()
	if d.texts[i] == nil {
		d.texts[i] = &ast.Term{Value: ast.String(d.strings[i])}
	}
	return d.texts[i]
}

func (d *decoder) collection(tag byte) ast.Value {
	switch tag {
	case tagArray:
		return ast.NewArray(d.terms()...)
	case tagSet:
		return ast.NewSet(d.terms()...)
	case tagObject:
		pairs := make([][2]*ast.Term, d.count())
		for i := range pairs {
			pairs[i] = [2]*ast.Term{d.term(), d.term()}
		}
		return ast.NewObject(pairs...)
	case tagArrayComprehension:
		return &ast.ArrayComprehension{Term: d.term(), Body: d.exprs()}
	case tagObjectComprehension:
		return &ast.ObjectComprehension{Key: d.term(), Value: d.term(), Body: d.exprs()}
	case tagSetComprehension:
		return &ast.SetComprehension{Term: d.term(), Body: d.exprs()}
	}
	panic(ErrForm)
}
