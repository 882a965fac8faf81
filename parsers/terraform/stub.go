package terraform

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
)

// Stub is what is known of a module whose source is not there: a configuration that makes
// the resources that the module would make, as far as they are judged.
//
// The variables of its configuration may say four things more than those of others: since is
// the first release of the module that has the default, differs is whether releases that the
// call may mean have another default, so that the value is unknown unless it is given,
// differs_in are the keys of a default, a map, for which they have another value, and absent is whether the release has no such input, so that what is given is ignored. Its
// outputs are only those with a known meaning; all others are unknown.
type Stub struct {
	// Source is the configuration; its tree is marked as one of stubs.
	Source Source
	// Module is the module as the registry names it, with the path of a submodule:
	// "terraform-aws-modules/eks/aws//modules/karpenter".
	Module string
	// Release is the release that the module is evaluated as, such as "20.37.2".
	Release string
	// Newer is whether the call wants a release that is newer than all that are known.
	Newer bool
	// Input reports whether the module takes an input of that name in the release. If it does
	// not, instead names the one that is likely meant, if any.
	Input func(name string) (instead string, ok bool)
	// Keys are the keys that the module reads of a place within an input without a type: the
	// name of the input and a path below it, with a star for each element, such as
	// "cluster_addons.*". It gives none if they are not known, and is nil if none are of any.
	Keys func(place string) []string
	// Key is the key, of those that a place has, that is likely meant by another name; "" if
	// there is none. Without it, one that is spelt like it is.
	Key func(name string, known []string) string
}

// StubbedModule is a module call that is evaluated by a stub.
type StubbedModule struct {
	// Address is the call without instance keys.
	Address string
	// Source and Version are the arguments as written.
	Source, Version string
	// Module, Release and Newer are those of the stub.
	Module, Release string
	Newer           bool
	// File and Span are the place of the source argument.
	File *source.File
	Span source.Span
}

// UnknownInput is an argument of a module call that the module does not take, or a key in
// one that its type does not have, so that Terraform drops it, or that the module never reads.
type UnknownInput struct {
	// Address is the call without instance keys.
	Address string
	// Module and Release are those of the stub.
	Module, Release string
	// Input is the argument of the call.
	Input string
	// Path leads to the key within the argument, with dots; it is empty for the argument.
	Path string
	// Instead is the name that is likely meant, "" if there is none.
	Instead string
	// File and Span are the place.
	File *source.File
	Span source.Span
}

// callArguments are the arguments of a module call that are no inputs.
var callArguments = map[string]bool{
	"source": true, "version": true, "count": true, "for_each": true, "providers": true, "depends_on": true,
}

// inputsOf are the names of the inputs that a call gives.
func inputsOf(call *namedBlock) []string {
	var names []string
	for name := range call.body.Attributes {
		if !callArguments[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// findStub asks for what is known of a module. A local path names files that are not there.
func (ev *evaluator) findStub(call Call) located {
	if ev.opts.Stubs == nil || isLocal(call.Source) {
		return located{}
	}
	stub, ok := ev.opts.Stubs(call)
	if !ok {
		return located{}
	}
	return located{dir: ev.loader.directory(stub.Source.Tree, path.Clean(stub.Source.Dir)), stub: stub}
}

// noteStub records a call that a stub stands in for, and the inputs that it does not take.
// What a stub itself calls is none of the user's business.
func (ev *evaluator) noteStub(d *directory, call *namedBlock, wanted Call, stub *Stub) {
	if d.tree.Stub {
		return
	}
	at := call.body.Attributes["source"].SrcRange
	ev.stubs = append(ev.stubs, &StubbedModule{
		Address: wanted.Address, Source: wanted.Source, Version: wanted.Version,
		Module: stub.Module, Release: stub.Release, Newer: stub.Newer,
		File: ev.loader.File(at.Filename), Span: span(at),
	})
	if stub.Newer {
		return // what it takes is not known
	}
	for _, name := range wanted.Arguments {
		instead, ok := stub.Input(name)
		if ok {
			continue
		}
		at := call.body.Attributes[name].NameRange
		ev.inputs = append(ev.inputs, &UnknownInput{
			Address: wanted.Address, Module: stub.Module, Release: stub.Release, Input: name, Instead: instead,
			File: ev.loader.File(at.Filename), Span: span(at),
		})
	}
}

// defaultOfModule starts what a link says of a default of a module.
const defaultOfModule = "module default"

// stubDefault is the place of what a stub decides: the line that names the module. The link
// is where the value ends, within the stub.
func (node *callNode) stubDefault(end Link) Link {
	what := defaultOfModule
	if end.since != "" {
		what += " since v" + end.since
	}
	return node.module.ev.link(node.block.body.Attributes["source"].SrcRange, what)
}

// nestedInputs records the keys that the types of a stub's inputs do not have.
func (ev *evaluator) nestedInputs(m *Module) {
	said := map[source.Span]bool{}
	for _, name := range slices.Sorted(maps.Keys(m.dir.calls)) {
		node := m.moduleCall(name)
		for _, child := range node.instances {
			switch {
			case node.stub != nil && !m.dir.tree.Stub:
				if !node.stub.Newer {
					child.nestedInputs(said)
				}
			case !child.dir.tree.Stub:
				ev.nestedInputs(child)
			}
		}
	}
}

func (m *Module) nestedInputs(said map[source.Span]bool) {
	for _, name := range sortedAttributes(m.call.block.body.Attributes) {
		v := m.dir.variables[name]
		if callArguments[name] || v == nil || v.ty.IsPrimitiveType() {
			continue
		}
		value, err := m.argument(v)
		if err != nil {
			continue
		}
		attr := m.call.block.body.Attributes[name]
		found := func(path []cty.Value, instead string) {
			t := &tracer{ev: m.ev, keys: true}
			t.addAttribute(attr, "module."+m.call.block.name+"."+name)
			t.follow(m.callScope(), attr.Expr, path)
			at := t.lastOwn()
			if said[at.Span] {
				return
			}
			said[at.Span] = true
			m.ev.inputs = append(m.ev.inputs, &UnknownInput{
				Address: m.call.address, Module: m.call.stub.Module, Release: m.call.stub.Release, Input: name,
				Path: dottedPath(path), Instead: instead, File: at.File, Span: at.Span,
			})
		}
		m.call.stub.droppedKeys(value, v.ty, nil, found)
		if untyped(v.ty) {
			m.call.stub.unreadKeys(value, name, nil, found)
		}
	}
}

// lastOwn is the last link in the user's files, else the first one.
func (t *tracer) lastOwn() Link {
	for _, link := range slices.Backward(t.links) {
		if link.Own {
			return link
		}
	}
	return t.links[0]
}

// dottedPath writes a path as names with dots.
func dottedPath(path []cty.Value) string {
	names := make([]string, 0, len(path))
	for i := range path {
		if path[i].Type() == cty.Number {
			n, _ := firstIndex(path[i:])
			names = append(names, fmt.Sprint(n))
			continue
		}
		names = append(names, path[i].AsString())
	}
	return strings.Join(names, ".")
}

// droppedKeys finds the keys of objects that a type does not have.
func (s *Stub) droppedKeys(v cty.Value, ty cty.Type, path []cty.Value, found func(path []cty.Value, instead string)) {
	v, _ = unmarked(v)
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if v.Type().IsSetType() {
			return // the elements of a set have no place
		}
		at := append(slices.Clip(path), plain(key))
		switch {
		case ty.IsObjectType() && key.Type() == cty.String:
			name := plain(key).AsString()
			if !ty.HasAttribute(name) {
				found(at, s.meant(name, slices.Sorted(maps.Keys(ty.AttributeTypes()))))
				continue
			}
			s.droppedKeys(element, ty.AttributeType(name), at, found)
		case ty.IsCollectionType():
			s.droppedKeys(element, ty.ElementType(), at, found)
		}
	}
}

// meant is the key, of those that a place has, that is likely meant by another name.
func (s *Stub) meant(name string, known []string) string {
	if s.Key == nil {
		return Nearest(name, known)
	}
	return s.Key(name, known)
}

// untyped reports whether a type does not tell which keys a value, or each element of one, has.
func untyped(ty cty.Type) bool {
	return ty == cty.DynamicPseudoType || ty.IsCollectionType() && ty.ElementType() == cty.DynamicPseudoType
}

// unreadKeys finds the keys of objects that the module never reads.
func (s *Stub) unreadKeys(v cty.Value, place string, path []cty.Value, found func(path []cty.Value, instead string)) {
	v, _ = unmarked(v)
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() || v.Type().IsSetType() {
		return
	}
	var keys []string
	if s.Keys != nil {
		keys = s.Keys(place)
	}
	named := len(keys) > 0 && (v.Type().IsObjectType() || v.Type().IsMapType())
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		at := append(slices.Clip(path), plain(key))
		switch {
		case !named:
			s.unreadKeys(element, place+".*", at, found)
		case !slices.Contains(keys, plain(key).AsString()):
			found(at, s.meant(plain(key).AsString(), keys))
		default:
			s.unreadKeys(element, place+"."+plain(key).AsString(), at, found)
		}
	}
}

// Nearest is the name that a misspelt one is likely meant to be, "" if none is near.
func Nearest(name string, names []string) string {
	best, distance := "", 1+len(name)/4
	for _, other := range names {
		if d := levenshtein.ComputeDistance(name, other); d < distance {
			best, distance = other, d
		}
	}
	return best
}
