package wire

import (
	"sort"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Archive is what [Encode] wrote. It is safe for concurrent use.
type Archive struct {
	table    string // of the pool
	places   string // of packages
	pool     string
	packages string

	mu sync.Mutex // guards what follows
	// terms are those of the pool that were read. They are shared, since nothing changes a
	// term that was compiled.
	terms []*ast.Term
	// Rules are many small things: to ask for the memory of each takes longer than to read it.
	freeTerms []ast.Term
	freeLists []*ast.Term
}

// batch is for how many things memory is asked at once.
const batch = 256

// newTerm is ast.NewTerm.
func (a *Archive) newTerm(v ast.Value) *ast.Term {
	if len(a.freeTerms) == 0 {
		a.freeTerms = make([]ast.Term, batch)
	}
	term := &a.freeTerms[0]
	a.freeTerms = a.freeTerms[1:]
	term.Value = v
	return term
}

// newList is make([]*ast.Term, n).
func (a *Archive) newList(n int) []*ast.Term {
	if len(a.freeLists) < n {
		a.freeLists = make([]*ast.Term, max(n, batch))
	}
	list := a.freeLists[:n:n]
	a.freeLists = a.freeLists[n:]
	return list
}

// Open returns what can be read of the bytes that [Encode] wrote. The error is [ErrForm] or
// nil.
func Open(data string) (archive *Archive, err error) {
	rest, ok := strings.CutPrefix(data, version)
	if !ok {
		return nil, ErrForm
	}
	defer refuse(&err)
	if wordAt(rest, 0) != len(data) {
		return nil, ErrForm
	}
	d := decoder{data: data[headerSize:]}
	a := &Archive{terms: make([]*ast.Term, wordAt(rest, wordSize))}
	a.table = d.take((len(a.terms) + 1) * wordSize)
	a.places = d.take(wordAt(rest, 2*wordSize) * placeSize)
	a.pool = d.take(wordAt(a.table, len(a.terms)*wordSize))
	a.packages = d.data
	return a, nil
}

// wordAt reads a word.
func wordAt(data string, at int) int {
	data = data[at : at+wordSize]
	return int(data[0]) | int(data[1])<<8 | int(data[2])<<16 | int(data[3])<<24
}

// refuse turns a panic into ErrForm. The input is part of the binary: a check of every
// read would only serve a build that is broken anyway.
func refuse(err *error) {
	if recover() != nil {
		*err = ErrForm
	}
}

// Package is a Rego package of an archive.
type Package struct {
	// Path is that of the package, such as data.rules.lib.naming.
	Path ast.Ref
	// Documents are what its rules define.
	Documents []*Document
}

// Document is what the rules of one name define: a value, a set, an object or a function.
type Document struct {
	// Name is what follows the path of the package.
	Name ast.Ref

	archive *Archive
	module  *ast.Module
	body    string
}

// Package returns the package of a path, such as "data.rules.lib.naming", and nil if there
// is none. Its rules are not read yet. The error is [ErrForm] or nil.
func (a *Archive) Package(path string) (p *Package, err error) {
	defer refuse(&err)
	a.mu.Lock()
	defer a.mu.Unlock()
	n := len(a.places) / placeSize
	i, ok := sort.Find(n, func(i int) int { return strings.Compare(path, a.text(wordAt(a.places, i*placeSize))) })
	if !ok {
		return nil, nil
	}
	d := &decoder{archive: a, data: a.packages[wordAt(a.places, i*placeSize+wordSize):]}
	p = &Package{Path: d.terms()}
	module := &ast.Module{Package: &ast.Package{Path: p.Path}}
	module.SetRegoVersion(ast.RegoV1) //nolint:staticcheck // a span of a version is of no use to compiled Rego
	documents := make([]Document, d.count())
	p.Documents = make([]*Document, len(documents))
	sizes := make([]int, len(documents))
	for i := range documents {
		documents[i] = Document{Name: d.terms(), archive: a, module: module}
		sizes[i] = d.count()
		p.Documents[i] = &documents[i]
	}
	for i, size := range sizes {
		documents[i].body = d.take(size)
	}
	return p, nil
}

// Rules reads the rules of a document; every call makes new ones. The error is [ErrForm] or
// nil.
func (d *Document) Rules() (rules []*ast.Rule, err error) {
	defer refuse(&err)
	d.archive.mu.Lock()
	defer d.archive.mu.Unlock()
	return (&decoder{archive: d.archive, data: d.body, module: d.module}).rules(), nil
}

// text returns a string of the pool.
func (a *Archive) text(i int) string { return a.pooled(i)[1:] }

func (a *Archive) pooled(i int) string {
	return a.pool[wordAt(a.table, i*wordSize):wordAt(a.table, (i+1)*wordSize)]
}

// term returns a term of the pool.
func (a *Archive) term(i int) *ast.Term {
	if a.terms[i] == nil {
		a.terms[i] = a.newTerm(a.value(a.pooled(i)))
	}
	return a.terms[i]
}

func (a *Archive) value(encoded string) ast.Value {
	switch text := encoded[1:]; encoded[0] {
	case tagNumber:
		return ast.Number(text)
	case tagString:
		return ast.String(text)
	case tagVar:
		return ast.Var(text)
	case tagRef:
		return ast.Ref((&decoder{archive: a, data: text}).terms())
	}
	panic(ErrForm)
}

// decoder reads a part of an archive, whose mutex is held.
type decoder struct {
	archive *Archive
	data    string
	module  *ast.Module   // of the rules
	file    string        // of the rule
	at      *ast.Location // the one before
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

func (d *decoder) string() string { return d.archive.text(d.count()) }

// location returns the one before if the line is the same.
func (d *decoder) location() *ast.Location {
	row := d.count()
	if row == 0 {
		return nil
	}
	if d.at == nil || d.at.Row != row {
		d.at = &ast.Location{File: d.file, Row: row}
	}
	return d.at
}

func (d *decoder) rules() []*ast.Rule {
	rules := make([]*ast.Rule, d.count())
	for i := range rules {
		d.file = d.string()
		rules[i] = d.rule()
	}
	return rules
}

func (d *decoder) rule() *ast.Rule {
	r := &ast.Rule{Module: d.module, Location: d.location(), Default: d.flag(), Head: d.head(), Body: d.exprs()}
	if d.flag() {
		r.Else = d.rule()
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
	exprs := make([]ast.Expr, d.count())
	body := make(ast.Body, len(exprs))
	for i := range exprs {
		d.expr(&exprs[i])
		exprs[i].Index = i
		body[i] = &exprs[i]
	}
	return body
}

func (d *decoder) expr(x *ast.Expr) {
	x.Location, x.Negated, x.Generated = d.location(), d.flag(), d.flag()
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
}

func (d *decoder) terms() []*ast.Term {
	n := d.count()
	if n == 0 {
		return nil
	}
	terms := d.archive.newList(n)
	for i := range terms {
		terms[i] = d.term()
	}
	return terms
}

func (d *decoder) term() *ast.Term {
	switch tag := d.byte(); tag {
	case tagNone:
		return nil
	case tagPooled:
		return d.archive.term(d.count())
	case tagNull:
		return ast.NullTerm()
	case tagFalse:
		return ast.InternedTerm(false)
	case tagTrue:
		return ast.InternedTerm(true)
	case tagCall:
		return d.archive.newTerm(ast.Call(d.terms()))
	default:
		return d.archive.newTerm(d.collection(tag))
	}
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
