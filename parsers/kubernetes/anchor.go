package kubernetes

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Place is where a field of a model node is written.
type Place struct {
	// File and Span hold the value of the field; of a value over several lines, its key.
	// For a field that is absent they hold the header of its nearest existing parent.
	File *source.File
	Span source.Span
	// Node covers the whole value or, for an absent field, its whole parent.
	Node source.Span
	// Object is the object that the field belongs to.
	Object *Identity
	// Field is the path in the object as the API spells it; it names the field itself,
	// also if that is absent.
	Field string
	// Exact is whether the field itself is there.
	Exact bool
}

// Identity is what names an object for a reader.
type Identity struct {
	// APIVersion, Kind, Namespace and Name are those of the object, "" if left out.
	APIVersion, Kind, Namespace, Name string
	// Source is the chart's template that Helm made the object from; "" if unknown.
	Source string
}

// anchor ties a model node to the tree.
type anchor struct {
	object *Identity
	// node is what the fields of the model node are read from.
	node *tree.Node
	// parent is the ref of the node that holds this one in its list; 0 for an object.
	parent model.Ref
	// list is the path of that list below the parent's node, and index the place in it.
	// An index below 0 stands for a mapping instead of a list.
	list  string
	index int
	// base is the path below node of fields that special does not name.
	base string
	// special gives the path below node of a field, by the field's first name.
	special map[string]string
}

// objectFields are the fields of every object that do not lie in its spec.
var objectFields = map[string]string{
	"name":        "metadata.name",
	"namespace":   "metadata.namespace",
	"labels":      "metadata.labels",
	"annotations": "metadata.annotations",
	"api_version": "apiVersion",
	"kind":        "kind",
}

// containerFields are the fields of a container that the model computes.
var containerFields = map[string]string{"effective": "securityContext"}

// path is where a field lies below the anchor's node.
func (a *anchor) path(field []string) []string {
	if len(field) == 0 {
		return nil
	}
	if special, ok := a.special[field[0]]; ok {
		return append(splitPath(special), field[1:]...)
	}
	return append(splitPath(a.base), field...)
}

func splitPath(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// find returns an entry by its name in the API's or the model's spelling, or an element
// by its index; nil if there is none.
func find(n *tree.Node, name string) *found {
	if n == nil {
		return nil
	}
	if n.Kind == tree.Sequence {
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(n.Items) {
			return nil
		}
		return &found{inList: true, value: n.Items[i]}
	}
	f := n.Field(name)
	if f == nil {
		f = n.Field(camel(name))
	}
	if f == nil {
		return nil
	}
	return &found{key: f.Key, keyAt: f.KeySpan, value: f.Value}
}

// found is a value together with what names it: a key or an index.
type found struct {
	key    string
	keyAt  source.Span
	inList bool
	value  *tree.Node
}

// descend follows a field as far as it exists.
func (p Place) descend(n *tree.Node, field []string) Place {
	for i, name := range field {
		next := find(n, name)
		if next == nil {
			p.Exact = false
			for _, rest := range field[i:] {
				p.Field = appendField(p.Field, nil, rest)
			}
			return p
		}
		p.Field = appendField(p.Field, next, name)
		p.Span = tight(p.File, next)
		p.Node = next.value.Span
		n = next.value
	}
	return p
}

func appendField(path string, at *found, name string) string {
	if at != nil {
		if at.inList {
			return path + "[" + name + "]"
		}
		name = at.key
	} else if _, err := strconv.Atoi(name); err == nil {
		return path + "[" + name + "]"
	} else if !strings.ContainsAny(name, "./-") {
		name = camel(name)
	}
	if strings.ContainsAny(name, "./[]\" ") {
		return fmt.Sprintf("%s[%q]", path, name)
	}
	return joinPath(path, name)
}

// tight is the region that a reader is shown for a value: the value if it fits on one
// line, else its key, or the first line of a list's element.
func tight(file *source.File, at *found) source.Span {
	span := at.value.Span
	if !span.Empty() && bytes.IndexByte(file.Data[span.Start:span.End], '\n') < 0 {
		if at.value.Kind != tree.Mapping || at.inList || isFlow(file, span) {
			return span
		}
	}
	if at.inList {
		return firstLine(file, at.value)
	}
	return at.keyAt
}

func isFlow(file *source.File, span source.Span) bool {
	c := file.Data[span.Start]
	return c == '{' || c == '['
}

// firstLine covers the first entry of a mapping, or else the value's first line.
func firstLine(file *source.File, n *tree.Node) source.Span {
	if len(n.Fields) > 0 && !isFlow(file, n.Span) {
		return entry(file, n.Fields[0])
	}
	end := n.Span.End
	if i := bytes.IndexByte(file.Data[n.Span.Start:end], '\n'); i >= 0 {
		end = n.Span.Start + i
	}
	return source.Span{Start: n.Span.Start, End: end}
}

// entry covers a key and its value if both are on one line, and else the key.
func entry(file *source.File, f tree.Field) source.Span {
	end := f.Value.Span.End
	if end > f.KeySpan.End && bytes.IndexByte(file.Data[f.KeySpan.Start:end], '\n') < 0 {
		return source.Span{Start: f.KeySpan.Start, End: end}
	}
	return f.KeySpan
}

// Anchors are the places of the model nodes of one file.
type Anchors struct {
	file *source.File
	base model.Ref
	list []anchor
}

// add registers a model node and returns its ref.
func (a *Anchors) add(at anchor) model.Ref {
	a.list = append(a.list, at)
	return a.base + model.Ref(len(a.list))
}

func (a *Anchors) get(ref model.Ref) *anchor {
	i := int(ref-a.base) - 1
	if i < 0 || i >= len(a.list) {
		return nil
	}
	return &a.list[i]
}

// Locate returns the place of a field of a node of this file; ok is false if the ref
// names no node of it. A field is given as names, in the model's or the API's spelling,
// and indexes; none at all stands for the node itself.
func (a *Anchors) Locate(ref model.Ref, field []string) (place Place, ok bool) {
	at := a.get(ref)
	if at == nil {
		return Place{}, false
	}
	return a.header(at).descend(at.node, at.path(field)), true
}

// header is the place of a node itself.
func (a *Anchors) header(at *anchor) Place {
	place := Place{File: a.file, Object: at.object, Exact: true}
	if at.node == nil {
		return place
	}
	place.Node = at.node.Span
	if at.parent == 0 {
		place.Span = objectHeader(a.file, at.node)
		return place
	}
	parent := a.get(at.parent)
	place = a.header(parent).descend(parent.node, splitPath(at.list))
	if at.index < 0 {
		return place
	}
	place.Field += "[" + strconv.Itoa(at.index) + "]"
	place.Span = tight(a.file, &found{inList: true, value: at.node})
	place.Node = at.node.Span
	return place
}

// objectHeader stands for a whole object: its kind, which is where a reader looks.
func objectHeader(file *source.File, n *tree.Node) source.Span {
	if f := n.Field("kind"); f != nil {
		return entry(file, *f)
	}
	return firstLine(file, n)
}
