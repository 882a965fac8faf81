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

	null bool // the field is there, and null, which is as good as absent
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
	// special gives the path below node of a field, by the field's first name or its
	// first two. A path that starts with "^" lies below the parent's node. Of several
	// paths with "|" between them the first that exists counts. The empty path is that of
	// the node itself, for what the model computes.
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

// paths are where a field may lie, the likeliest first.
func (a *anchor) paths(field []string) [][]string {
	if len(field) == 0 {
		return [][]string{nil}
	}
	for n := min(2, len(field)); n > 0; n-- {
		name := strings.Join(field[:n], ".")
		special, ok := a.special[name]
		if !ok && a.parent == 0 {
			special, ok = objectFields[name]
		}
		if !ok {
			continue
		}
		var paths [][]string
		for path := range strings.SplitSeq(special, "|") {
			paths = append(paths, append(splitPath(path), field[n:]...))
		}
		return paths
	}
	return [][]string{append(splitPath(a.base), field...)}
}

// splitPath splits a path at its dots. A key with dots in it is written as ["key"].
func splitPath(path string) []string {
	var parts []string
	for path != "" {
		if quoted, ok := strings.CutPrefix(path, `["`); ok {
			part, rest, _ := strings.Cut(quoted, `"]`)
			parts, path = append(parts, part), strings.TrimPrefix(rest, ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			return append(parts, path)
		}
		parts, path = append(parts, path[:end]), strings.TrimPrefix(path[end:], ".")
	}
	return parts
}

// joinKey appends a key to a path, as splitPath takes it.
func joinKey(path, key string) string {
	if key == "" || strings.ContainsAny(key, ".[|^") {
		return path + `["` + key + `"]`
	}
	return joinPath(path, key)
}

// freeKeys are the fields whose keys the author chooses.
var freeKeys = map[string]bool{
	"labels": true, "annotations": true, "matchLabels": true, "nodeSelector": true,
}

// find returns an entry by its name in the API's or, unless exact, the model's spelling,
// or an element by its index; nil if there is none.
func find(n *tree.Node, name string, exact bool) *found {
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
	if f == nil && !exact {
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

// descend follows a field as far as it exists. What the model reads out of a text, such
// as the tag of an image, lies where the text does.
func (p Place) descend(n *tree.Node, field []string) Place {
	for i, name := range field {
		if isText(n) {
			return p
		}
		next := find(n, name, i > 0 && freeKeys[camel(field[i-1])])
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
		p.null = next.value.IsNull()
		n = next.value
	}
	return p
}

func isText(n *tree.Node) bool {
	return n != nil && n.Kind != tree.Mapping && n.Kind != tree.Sequence && n.Kind != tree.Null
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

// firstLine covers the first entry of a mapping, or else the value's first line. An entry
// that came by a merge key is elsewhere.
func firstLine(file *source.File, n *tree.Node) source.Span {
	if len(n.Fields) > 0 && n.Span.Contains(n.Fields[0].KeySpan) && !isFlow(file, n.Span) {
		return entry(file, n.Fields[0])
	}
	end := n.Span.End
	if i := bytes.IndexAny(file.Data[n.Span.Start:end], "\r\n"); i >= 0 {
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

// Last is the greatest ref of a node.
func (a *Anchors) Last() model.Ref { return a.base + model.Ref(len(a.list)) }

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
	paths := at.paths(field)
	for i, path := range paths {
		p := a.follow(at, path)
		if i == 0 || p.Exact && !p.null {
			place = p
		}
		if place.Exact && !place.null {
			break
		}
	}
	return place, true
}

// Container returns the name of the container that a node is or lies in, and "" if it lies
// in none.
func (a *Anchors) Container(ref model.Ref) string {
	for at := a.get(ref); at != nil && at.parent != 0; at = a.get(at.parent) {
		if strings.HasSuffix(strings.ToLower(at.list), "containers") {
			return at.node.Get("name").Str()
		}
	}
	return ""
}

// follow returns the place of a path of an anchor.
func (a *Anchors) follow(at *anchor, path []string) Place {
	if len(path) > 0 && path[0] == "^" {
		parent := a.get(at.parent)
		return a.header(parent).descend(parent.node, path[1:])
	}
	return a.header(at).descend(at.node, path)
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
