package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// Place is where a field of a model node can be mended.
type Place struct {
	// File and Span are the place in the user's files.
	File *source.File
	Span source.Span
	// Type and Address name the resource.
	Type, Address string
	// Field is the argument within the resource, as Terraform writes it.
	Field string
	// Exact is whether the argument itself is written, and not null. If it is not, the place
	// is the head of what it would be in.
	Exact bool
	// Default says since when a module has the default that decides the value, as in "module
	// default since v19.0.0"; "" if no default of a known module does.
	Default string
	// Way are the places that the value comes through, from the argument of the resource on.
	Way []Link
}

// anchor ties a model node to a resource.
type anchor struct {
	r *Resource
	// path is the way to the nested block that the node is, empty for the resource itself.
	path []any
	// alias gives the argument for fields that are not named like one.
	alias map[string]string
}

// Anchors are the places of the model nodes of one root.
type Anchors struct {
	base model.Ref
	list []anchor
}

func (a *Anchors) add(at anchor) model.Ref {
	a.list = append(a.list, at)
	return a.base + model.Ref(len(a.list))
}

// Locate returns the place of a field of a node; ok is false if the ref names no node of
// this root. A field is given as names and indexes; none at all stands for the node.
func (a *Anchors) Locate(ref model.Ref, field []string) (place Place, ok bool) {
	at, path, ok := a.find(ref, field)
	if !ok {
		return Place{}, false
	}
	if at.r != nil && len(field) == 2 && field[0] == moduleInput {
		return at.r.inputPlace(field[1]), true
	}
	mend, way := at.r.Mend(path...)
	_, exact := at.r.at(path)
	return Place{
		File: mend.File, Span: mend.Span, Type: at.r.Type, Address: at.r.Address, Field: fieldPath(path), Exact: exact, Way: way,
		Default: moduleDefault(mend),
	}, true
}

// moduleInput as the first part of a field stands for an argument of the module call that a
// resource is made by; the second one names it.
const moduleInput = "module"

// inputPlace is the place of an argument of the call of the module that a resource is in: of
// the nearest one that takes it. If the call does not have it, the place is the call.
func (r *Resource) inputPlace(name string) Place {
	if r.node == nil && r.twin != nil {
		return r.twin.inputPlace(name)
	}
	p := Place{Type: r.Type, Address: r.Address, Field: name}
	var m *Module
	for m = r.Module; m != nil && m.call != nil && m.dir.variables[name] == nil; {
		m = m.parent
	}
	if m == nil || m.call == nil {
		mend, _ := r.Mend()
		p.File, p.Span = mend.File, mend.Span
		return p
	}
	t := &tracer{ev: m.ev}
	t.variable(m, name, nil)
	var own []Link
	for _, link := range t.links {
		if link.Own {
			own = append(own, link)
		}
	}
	if last := len(own) - 1; last >= 0 {
		p.File, p.Span, p.Exact, p.Way = own[last].File, own[last].Span, true, own[:last]
		return p
	}
	for ; m.call != nil; m = m.parent {
		if head := m.call.block.head; m.ev.own(head.Filename) {
			link := m.ev.link(head, m.call.address)
			p.File, p.Span = link.File, link.Span
			return p
		}
	}
	mend, _ := r.Mend()
	p.File, p.Span = mend.File, mend.Span
	return p
}

// moduleDefault is what a link says that is the default of a known module.
func moduleDefault(at Link) string {
	if strings.HasPrefix(at.What, defaultOfModule) {
		return at.What
	}
	return ""
}

// Origin returns where the unknown value of a field comes from; nil if the field is known
// or not there.
func (a *Anchors) Origin(ref model.Ref, field []string) *Origin {
	at, path, ok := a.find(ref, field)
	if !ok {
		return nil
	}
	v, ok := at.r.at(path)
	if !ok {
		return nil
	}
	return originOf(v)
}

// Last is the greatest ref of a node.
func (a *Anchors) Last() model.Ref { return a.base + model.Ref(len(a.list)) }

func (a *Anchors) find(ref model.Ref, field []string) (at anchor, path []any, ok bool) {
	i := int(ref-a.base) - 1
	if i < 0 || i >= len(a.list) {
		return anchor{}, nil, false
	}
	at = a.list[i]
	return at, append(slices.Clip(at.path), at.steps(field)...), true
}

// at returns the value of an argument, and false if it is not written or null. What lies
// within an unknown value has its origin.
func (r *Resource) at(path []any) (cty.Value, bool) {
	body := r.Body()
	for i := 0; i < len(path); i++ {
		key, ok := path[i].(string)
		if !ok {
			break
		}
		if attr := body.Attribute(key); attr != nil {
			return valueAt(attr.Value(), path[i+1:])
		}
		blocks := body.list(key)
		at := 0
		if i+1 < len(path) {
			if n, ok := path[i+1].(int); ok {
				at = n
				i++
			}
		}
		if at < 0 || at >= len(blocks) {
			return cty.NilVal, false
		}
		if blocks[at].Maybe {
			return cty.DynamicVal.Mark(originOrNone(blocks[at].Origin)), true
		}
		body = blocks[at].Body
	}
	return cty.NilVal, len(path) > 0
}

// valueAt goes down into a value as far as that is known.
func valueAt(v cty.Value, path []any) (cty.Value, bool) {
	for _, step := range path {
		bare, _ := unmarked(v)
		if !bare.IsKnown() {
			break
		}
		var key cty.Value
		switch step := step.(type) {
		case string:
			key = cty.StringVal(step)
		case int:
			key = cty.NumberIntVal(int64(step))
		}
		switch {
		case bare.IsNull():
			return cty.NilVal, false
		case bare.Type().IsObjectType() && key.Type() == cty.String:
			if !bare.Type().HasAttribute(key.AsString()) {
				return cty.NilVal, false
			}
			v = bare.GetAttr(key.AsString())
		case bare.Type().IsMapType() && key.Type() == cty.String, (bare.Type().IsListType() || bare.Type().IsTupleType()) && key.Type() == cty.Number:
			if !bare.HasIndex(key).True() {
				return cty.NilVal, false
			}
			v = bare.Index(key)
		default:
			return v, true // an element of a set, or a part of a text
		}
	}
	return v, !v.IsNull()
}

// steps turns the names of a field into the path of an argument.
func (at anchor) steps(field []string) []any {
	for n := len(field); n > 0; n-- {
		if alias, ok := at.alias[strings.Join(field[:n], ".")]; ok {
			if alias == "" {
				return nil
			}
			return append(plainSteps(strings.Split(alias, ".")), plainSteps(field[n:])...)
		}
	}
	return plainSteps(field)
}

func plainSteps(names []string) []any {
	steps := make([]any, 0, len(names))
	for _, name := range names {
		if i, err := strconv.Atoi(name); err == nil {
			steps = append(steps, i)
			continue
		}
		steps = append(steps, name)
	}
	return steps
}

// shownMarkers replaces what stands for unknown parts in a key of a policy.
func shownMarkers(key string) string {
	if !strings.ContainsRune(key, endOfHole) {
		return key
	}
	return marker().ReplaceAllString(key, "$${...}")
}

var marker = pattern.Lazy("[\ue000\ue001][0-9]*\ue002")

func fieldPath(path []any) string {
	out := ""
	for _, step := range path {
		switch step := step.(type) {
		case string:
			if out != "" {
				out += "."
			}
			out += shownMarkers(step)
		case int:
			out += "[" + strconv.Itoa(step) + "]"
		}
	}
	return out
}
