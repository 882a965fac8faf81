package terraform

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/model"
)

// filler sets the fields of model nodes from the arguments of the same name. The JSON names
// of the model are the names of Terraform, so that a type of the model is all that it takes
// to read a resource; a [table] says where they differ.
type filler struct {
	m *mapper
	// node takes what is unknown, and at is its anchor.
	node   *model.Node
	at     anchor
	prefix string // path of the struct below node, with a final dot
	path   []any  // path of the struct below the anchor
	alias  map[string]string
}

var (
	nodeType     = reflect.TypeFor[model.Node]()
	resourceType = reflect.TypeFor[model.Resource]()
)

// embeds reports whether a struct is or embeds a type.
func embeds(t, embedded reflect.Type) bool {
	if t == embedded {
		return true
	}
	for f := range t.Fields() {
		if f.Anonymous && embeds(f.Type, embedded) {
			return true
		}
	}
	return false
}

func (f filler) fill(into reflect.Value, from view) {
	t := into.Type()
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous || name == "" || name == "-" {
			continue
		}
		source := name
		if alias, ok := f.alias[f.prefix+name]; ok {
			source = alias
		}
		if source != "" {
			f.field(into.Field(i), name, source, from)
		}
	}
}

func (f filler) field(into reflect.Value, name, source string, from view) {
	switch into.Kind() { //nolint:exhaustive // the model has no others
	case reflect.Pointer:
		if inner := into.Type().Elem(); inner.Kind() == reflect.Struct {
			if !embeds(inner, nodeType) {
				f.block(into, name, source, from)
			}
			return
		}
	case reflect.Slice:
		if inner := into.Type().Elem(); inner.Kind() == reflect.Pointer {
			if !embeds(inner.Elem(), resourceType) {
				f.list(into, name, source, from)
			}
			return
		}
	}
	value := from.get(source)
	if value == cty.NilVal {
		return
	}
	f.set(into, name, value)
}

// block fills a nested block that exists once.
func (f filler) block(into reflect.Value, name, source string, from view) {
	inner, unknown := from.block(source)
	if unknown != nil {
		f.unknown(name, unknown)
		return
	}
	if inner == nil {
		return
	}
	into.Set(reflect.New(into.Type().Elem()))
	sub := f
	sub.prefix, sub.path = f.prefix+name+".", append(slices.Clip(f.path), source)
	sub.fill(into.Elem(), *inner)
}

// list fills nested blocks, each a node of its own.
func (f filler) list(into reflect.Value, name, source string, from view) {
	items, unknown := from.list(source)
	if unknown != nil {
		f.unknown(name, unknown)
	}
	for i, item := range items {
		value := reflect.New(into.Type().Elem().Elem())
		sub := f
		sub.node = nodeOf(value)
		sub.prefix, sub.path, sub.alias = "", nil, nil
		sub.at = anchor{r: f.at.r, path: append(append(slices.Clip(f.at.path), f.path...), source, i)}
		sub.node.Ref = f.m.anchors.add(sub.at)
		sub.fill(value.Elem(), item)
		into.Set(reflect.Append(into, value))
	}
}

// nodeOf returns the node that a struct embeds.
func nodeOf(v reflect.Value) *model.Node {
	return v.Elem().FieldByName("Node").Addr().Interface().(*model.Node)
}

func (f filler) unknown(name string, o *Origin) {
	note(f.node, f.prefix+name, reasonOf(o))
}

func note(node *model.Node, name string, reason model.Reason) {
	if node.Unknown == nil {
		node.Unknown = map[string]model.Reason{}
	}
	node.Unknown[name] = reason
}

// reasonOf turns the reason of an origin into that of the model; both have the same words.
func reasonOf(o *Origin) model.Reason {
	if o == nil || o.Reason == "" {
		return model.NotSupported
	}
	return model.Reason(o.Reason)
}

// set sets a field to a value, or notes that it is unknown.
func (f filler) set(into reflect.Value, name string, value cty.Value) {
	switch into.Interface().(type) {
	case []string:
		f.texts(into, name, value)
		return
	case map[string]string:
		f.textMap(into, name, value)
		return
	}
	bare, origin := unmarked(value)
	if !bare.IsKnown() {
		f.unknown(name, origin)
		return
	}
	if text, ok := knownText(bare); ok && f.m.root.Sensitive(text) {
		f.unknown(name, &Origin{Reason: SensitiveValue})
		return
	}
	if !setScalar(into, bare) {
		f.unknown(name, &Origin{Reason: Reason(model.WrongType)})
	}
}

// setScalar converts a known value to the type of a field.
func setScalar(into reflect.Value, v cty.Value) bool {
	switch into.Interface().(type) {
	case string:
		text, err := convert.Convert(v, cty.String)
		if err != nil || text.IsNull() {
			return false
		}
		into.SetString(text.AsString())
	case *bool:
		flag, err := convert.Convert(v, cty.Bool)
		if err != nil || flag.IsNull() {
			return false
		}
		b := flag.True()
		into.Set(reflect.ValueOf(&b))
	case *int64:
		number, err := convert.Convert(v, cty.Number)
		if err != nil || number.IsNull() {
			return false
		}
		n, _ := number.AsBigFloat().Int64()
		into.Set(reflect.ValueOf(&n))
	default:
		return false
	}
	return true
}

// texts sets a list of strings. Elements that are unknown are left out, and noted under
// the name of the list and, if that is known, under their index. A single string is a list
// of one.
func (f filler) texts(into reflect.Value, name string, value cty.Value) {
	bare, origin := unmarked(value)
	if !bare.IsKnown() {
		f.unknown(name, origin)
		if origin != nil && origin.Items != nil {
			f.elements(into, name, cty.TupleVal(origin.Items), false)
		}
		return
	}
	f.elements(into, name, value, !bare.Type().IsSetType())
}

// elements is texts for a list that is known. ordered is whether the elements have their
// indexes in the file.
func (f filler) elements(into reflect.Value, name string, value cty.Value, ordered bool) {
	bare, _ := unmarked(value)
	if bare.Type() == cty.String {
		into.Set(reflect.ValueOf([]string{bare.AsString()}))
		return
	}
	_, values, err := elementsOf(value)
	if err != nil {
		f.unknown(name, &Origin{Reason: Reason(model.WrongType)})
		return
	}
	var texts []string
	for i, op := range values {
		item, origin := unmarked(op.value)
		if !item.IsKnown() {
			f.unknown(name, origin)
			if ordered {
				f.unknown(name+"."+strconv.Itoa(i), origin)
			}
			continue
		}
		text, err := convert.Convert(item, cty.String)
		if err != nil {
			f.unknown(name, &Origin{Reason: Reason(model.WrongType)})
			continue
		}
		switch {
		case text.IsNull():
		case f.m.root.Sensitive(text.AsString()):
			f.unknown(name, &Origin{Reason: SensitiveValue})
		default:
			texts = append(texts, text.AsString())
		}
	}
	if len(texts) > 0 {
		into.Set(reflect.ValueOf(texts))
	}
}

func (f filler) textMap(into reflect.Value, name string, value cty.Value) {
	bare, origin := unmarked(value)
	if !bare.IsKnown() {
		f.unknown(name, origin)
		return
	}
	if !bare.Type().IsObjectType() && !bare.Type().IsMapType() {
		f.unknown(name, &Origin{Reason: Reason(model.WrongType)})
		return
	}
	texts := map[string]string{}
	for it := bare.ElementIterator(); it.Next(); {
		key, element := it.Element()
		item, origin := unmarked(element)
		if !item.IsKnown() {
			f.unknown(name+"."+key.AsString(), origin)
			continue
		}
		if text, err := convert.Convert(item, cty.String); err == nil && !text.IsNull() {
			texts[key.AsString()] = text.AsString()
		}
	}
	if len(texts) > 0 {
		into.Set(reflect.ValueOf(texts))
	}
}
