package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// view is the content of a resource, of a nested block, or of an argument that stands for
// one, as the JSON syntax and arguments like ingress = [{...}] do.
type view struct {
	body  *Body
	value cty.Value // an object, if there is no body
}

// get returns an argument by its path, in which the names of nested blocks come first.
// It is NilVal if it is not written or null.
func (v view) get(path string) cty.Value {
	name, rest, nested := strings.Cut(path, ".")
	if nested {
		inner, unknown := v.block(name)
		if unknown != nil {
			return cty.DynamicVal.Mark(unknown)
		}
		if inner == nil {
			return cty.NilVal
		}
		return inner.get(rest)
	}
	if v.body != nil {
		if attr := v.body.Attribute(name); attr != nil {
			return unsetIfNull(attr.Value())
		}
		return cty.NilVal
	}
	bare, _ := unmarked(v.value)
	if !has(bare, cty.StringVal(name)) {
		return cty.NilVal
	}
	if bare.Type().IsObjectType() {
		return unsetIfNull(bare.GetAttr(name))
	}
	return unsetIfNull(bare.Index(cty.StringVal(name)))
}

func unsetIfNull(v cty.Value) cty.Value {
	if v.IsNull() {
		return cty.NilVal
	}
	return v
}

// block returns a nested block that exists once. If it is unknown whether there is one,
// its origin comes back.
func (v view) block(name string) (*view, *Origin) {
	list, unknown := v.list(name)
	if len(list) == 0 {
		return nil, unknown
	}
	if unknown != nil {
		return nil, unknown
	}
	return &list[0], nil
}

// list returns the nested blocks of a type. If there may be others, the origin of what
// decides that comes back too.
func (v view) list(name string) ([]view, *Origin) {
	if v.body != nil {
		var list []view
		var unknown *Origin
		for _, block := range v.body.list(name) {
			if block.Maybe {
				unknown = block.Origin
				continue
			}
			list = append(list, view{body: block.Body})
		}
		if list != nil || unknown != nil {
			return list, unknown
		}
	}
	value := v.get(name)
	if value == cty.NilVal {
		return nil, nil
	}
	bare, origin := unmarked(value)
	if !bare.IsKnown() {
		return nil, originOrNone(origin)
	}
	if bare.Type().IsObjectType() || bare.Type().IsMapType() {
		return []view{{value: bare}}, nil
	}
	_, values, err := elementsOf(value)
	if err != nil {
		return nil, nil
	}
	var list []view
	var unknown *Origin
	for _, op := range values {
		item, origin := unmarked(op.value)
		switch {
		case !item.IsKnown():
			unknown = originOrNone(origin)
		case item.IsNull() || !item.Type().IsObjectType() && !item.Type().IsMapType():
		default:
			list = append(list, view{value: item})
		}
	}
	return list, unknown
}
