package terraform

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Leaf is one scalar of a resource as it will be applied.
type Leaf struct {
	// Path is the way to it: names with dots between them, list elements as [0], and map
	// keys that are no identifiers as ["a.b/c"].
	Path string
	// Text is the value as text, "" if it is unknown.
	Text string
	// Unknown is the origin of a value that is not known, or of a nested block that may
	// not exist; then everything below Path is unknown. It is nil for a known value.
	Unknown *Origin
}

// Leaves returns the arguments of a resource as scalars, sorted by path. What is unset has
// none, and neither has an empty collection. It is what a plan would show of the resource.
func (r *Resource) Leaves() []Leaf {
	var c leafCollector
	c.body("", r.Body())
	slices.SortFunc(c.leaves, func(a, b Leaf) int { return cmp.Compare(a.Path, b.Path) })
	return c.leaves
}

type leafCollector struct{ leaves []Leaf }

func (c *leafCollector) body(prefix string, body *Body) {
	for _, attr := range body.Attributes {
		c.value(prefix+attr.Name, attr.Value())
	}
	count, open := map[string]int{}, map[string]bool{}
	for _, block := range body.Blocks {
		if block.Maybe && !open[block.Type] {
			open[block.Type] = true
			c.leaves = append(c.leaves, Leaf{Path: prefix + block.Type, Unknown: originOrNone(block.Origin)})
		}
	}
	for _, block := range body.Blocks {
		if !open[block.Type] {
			c.body(prefix+block.Type+"["+strconv.Itoa(count[block.Type])+"].", block.Body)
			count[block.Type]++
		}
	}
}

func (c *leafCollector) value(at string, v cty.Value) {
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown(), bare.Type().IsSetType() && !bare.IsWhollyKnown():
		c.leaves = append(c.leaves, Leaf{Path: at, Unknown: originOrNone(origin)})
	case bare.IsNull():
	case bare.Type().IsObjectType() || bare.Type().IsMapType():
		for it := bare.ElementIterator(); it.Next(); {
			key, element := it.Element()
			c.value(at+keyPath(plain(key).AsString()), element)
		}
	case bare.CanIterateElements():
		for i, element := range elementsOrOne(v) {
			c.value(at+"["+strconv.Itoa(i)+"]", element)
		}
	default:
		text, err := convert.Convert(bare, cty.String)
		if err != nil {
			c.leaves = append(c.leaves, Leaf{Path: at, Unknown: failed(err)})
			return
		}
		c.leaves = append(c.leaves, Leaf{Path: at, Text: text.AsString()})
	}
}

// keyPath writes a map key as a step of a path.
func keyPath(key string) string {
	for i, r := range key {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return "[" + strconv.Quote(key) + "]"
		}
	}
	if key == "" {
		return `[""]`
	}
	return "." + key
}
