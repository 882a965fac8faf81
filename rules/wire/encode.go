package wire

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Encode returns the binary form of modules that OPA has compiled. It fails on syntax
// that a compiled module does not have.
func Encode(modules []*ast.Module) ([]byte, error) {
	e := &encoder{index: map[string]int{}}
	packages := e.group(modules)
	var places, bodies []byte
	for _, p := range packages {
		places = word(word(places, e.text(p.path.String())), len(bodies))
		bodies = append(bodies, e.pkg(p)...)
	}
	if e.err != nil {
		return nil, e.err
	}
	var table, pool []byte
	for _, term := range e.pool {
		table = word(table, len(pool))
		pool = append(pool, term...)
	}
	table = word(table, len(pool))
	header := word([]byte(version), headerSize+len(table)+len(places)+len(pool)+len(bodies))
	header = word(word(header, len(e.pool)), len(packages))
	return slices.Concat(header, table, places, pool, bodies), nil
}

func word(to []byte, n int) []byte {
	return binary.LittleEndian.AppendUint32(to, uint32(n)) //nolint:gosec // a file is far below 4 GiB
}

// contents are the documents of one package.
type contents struct {
	path      ast.Ref
	documents []*document
}

// document are the rules of one name.
type document struct {
	name  ast.Ref // what follows the path of the package
	rules []*ast.Rule
}

// group returns the packages of some modules, sorted by path. The rules of a document keep
// their order.
func (e *encoder) group(modules []*ast.Module) []*contents {
	byPath := map[string]*contents{}
	documents := map[string]*document{}
	var packages []*contents
	for _, m := range modules {
		key := m.Package.Path.String()
		p := byPath[key]
		if p == nil {
			p = &contents{path: m.Package.Path}
			byPath[key] = p
			packages = append(packages, p)
		}
		for _, r := range m.Rules {
			path := r.Ref().GroundPrefix()
			d := documents[path.String()]
			if d == nil {
				d = &document{name: path[len(p.path):]}
				documents[path.String()] = d
				p.documents = append(p.documents, d)
			}
			d.rules = append(d.rules, r)
		}
	}
	e.refuseNested(packages, documents)
	slices.SortFunc(packages, func(a, b *contents) int { return strings.Compare(a.path.String(), b.path.String()) })
	return packages
}

// refuseNested refuses a document that lies in another one, since to evaluate that takes the
// rules of both.
func (e *encoder) refuseNested(packages []*contents, documents map[string]*document) {
	for _, p := range packages {
		for _, d := range p.documents {
			path := p.path.Concat(d.name)
			for n := range path {
				if n > 0 && documents[path[:n].String()] != nil {
					e.fail(fmt.Errorf("%v lies in %v", path, path[:n]))
				}
			}
		}
	}
}

type encoder struct {
	body  []byte
	pool  []string       // encoded terms
	index map[string]int // in pool
	err   error
}

// apart returns what encode writes instead of adding it to the body.
func (e *encoder) apart(encode func()) []byte {
	outer := e.body
	e.body = nil
	encode()
	written := e.body
	e.body = outer
	return written
}

func (e *encoder) pkg(p *contents) []byte {
	return e.apart(func() {
		var bodies []byte
		e.terms(p.path)
		e.count(len(p.documents))
		for _, d := range p.documents {
			body := e.apart(func() { e.rules(d.rules) })
			e.terms(d.name)
			e.count(len(body))
			bodies = append(bodies, body...)
		}
		e.body = append(e.body, bodies...)
	})
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

// text is the place of a string in the pool.
func (e *encoder) text(s string) int { return e.pooled(string([]byte{tagString}) + s) }

// pooled is the place of an encoded term in the pool.
func (e *encoder) pooled(term string) int {
	i, ok := e.index[term]
	if !ok {
		i = len(e.pool)
		e.index[term] = i
		e.pool = append(e.pool, term)
	}
	return i
}

// location is the line, which is all that is shown of a place in a rule.
func (e *encoder) location(l *ast.Location) {
	if l == nil {
		e.count(0)
		return
	}
	e.count(l.Row)
}

func (e *encoder) rules(rules []*ast.Rule) {
	e.count(len(rules))
	for _, r := range rules {
		e.string(r.Location.File)
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
	e.terms(h.Reference)
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
		e.fail(fmt.Errorf("no form for %T", terms))
	}
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = fmt.Errorf("compiled rules: %w", err)
	}
}

func (e *encoder) terms(terms []*ast.Term) {
	e.count(len(terms))
	for _, t := range terms {
		e.term(t)
	}
}

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
		e.share(func() { e.byte(tagNumber); e.body = append(e.body, v...) })
	case ast.String:
		e.share(func() { e.byte(tagString); e.body = append(e.body, v...) })
	case ast.Var:
		e.share(func() { e.byte(tagVar); e.body = append(e.body, v...) })
	case ast.Ref:
		e.share(func() { e.byte(tagRef); e.terms(v) })
	case ast.Call:
		e.byte(tagCall)
		e.terms(v)
	default:
		e.collection(v)
	}
}

// share writes a term to the pool and its place there to the body.
func (e *encoder) share(encode func()) {
	term := e.apart(encode)
	e.byte(tagPooled)
	e.count(e.pooled(string(term)))
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
		e.fail(fmt.Errorf("no form for %T", v))
	}
}
