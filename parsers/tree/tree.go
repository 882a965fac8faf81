// Package tree reads YAML and JSON into values that know their places.
//
// The values are those of sigs.k8s.io/yaml, which is what kubectl and Helm read with:
// YAML 1.1 booleans and numbers, string keys, the last of several equal keys. A fuzz
// test holds the two against each other. What this package adds is the span of every
// key and value, and limits that a hostile file cannot get around.
//
// Start at [Parse].
package tree

import (
	"slices"
	"strconv"

	"github.com/ekslint/ekslint/parsers/source"
)

// Kind is the type of a value, as JSON knows types.
type Kind uint8

// The kinds. Null is the zero value.
const (
	Null Kind = iota
	Bool
	Int
	Float
	String
	Mapping
	Sequence
)

// String names the kind as an error message would, with its article.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "a boolean"
	case Int:
		return "an integer"
	case Float:
		return "a number"
	case String:
		return "a string"
	case Mapping:
		return "a mapping"
	case Sequence:
		return "a list"
	}
	return "an unknown kind"
}

// Node is one value of a document. A node that was reached through an alias or a merge
// key is the anchored node itself, so its span is where the value is written.
type Node struct {
	// Kind says which of the other fields hold the value.
	Kind Kind
	// Span covers the value without its anchor and tag. A null that is left out has an
	// empty span behind its key.
	Span source.Span
	// Text is the value of a String, "true" or "false" for a Bool, and the JSON form of
	// an Int or Float.
	Text string
	// Fields are the entries of a Mapping in the order of the file, each key once.
	Fields []Field
	// Items are the elements of a Sequence.
	Items []*Node

	float bool // an Int that is written as a float, which matters for a key
}

// Field is an entry of a mapping.
type Field struct {
	// Key is the key as a string, as JSON has it.
	Key string
	// KeySpan covers the key as it is written, quotes included.
	KeySpan source.Span
	// Value is never nil.
	Value *Node

	merged bool // came in by a merge key, so an equal key of the mapping is no duplicate
}

// Get returns the value of a key, or nil if n is nil, is no mapping or lacks the key.
func (n *Node) Get(key string) *Node {
	if f := n.Field(key); f != nil {
		return f.Value
	}
	return nil
}

// Field returns the entry of a key, or nil if n is nil, is no mapping or lacks the key.
func (n *Node) Field(key string) *Field {
	if n == nil {
		return nil
	}
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return &n.Fields[i]
		}
	}
	return nil
}

// IsNull reports whether n is absent or null, which Kubernetes treats alike.
func (n *Node) IsNull() bool { return n == nil || n.Kind == Null }

// Str returns the text of a String and "" for anything else.
func (n *Node) Str() string {
	if n == nil || n.Kind != String {
		return ""
	}
	return n.Text
}

// fieldSet adds fields to a mapping, each key once. Small mappings are searched; large
// ones get an index, since a hostile file may have a million keys.
type fieldSet struct {
	node *Node
	at   map[string]int
}

const largeMapping = 32

// set adds a field, or replaces the one of the same key in its place and returns that.
func (s *fieldSet) set(f Field) Field {
	fields := s.node.Fields
	if s.at == nil && len(fields) >= largeMapping {
		s.at = make(map[string]int, 2*len(fields))
		for i := range fields {
			s.at[fields[i].Key] = i
		}
	}
	at, found := s.at[f.Key]
	if s.at == nil {
		at = slices.IndexFunc(fields, func(g Field) bool { return g.Key == f.Key })
		found = at >= 0
	}
	if found {
		old := fields[at]
		fields[at] = f
		return old
	}
	if s.at != nil {
		s.at[f.Key] = len(fields)
	}
	s.node.Fields = append(fields, f)
	return Field{}
}

// Value returns the node as encoding/json would decode it into an any: nil, bool,
// int64, uint64, float64, string, map[string]any or []any.
func (n *Node) Value() any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return n.Text == "true"
	case Int:
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return i
		}
		u, _ := strconv.ParseUint(n.Text, 10, 64) // an Int is one or the other by construction
		return u
	case Float:
		f, _ := strconv.ParseFloat(n.Text, 64) // a Float is one by construction
		return f
	case String:
		return n.Text
	case Sequence:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = item.Value()
		}
		return items
	case Mapping:
		fields := make(map[string]any, len(n.Fields))
		for _, f := range n.Fields {
			fields[f.Key] = f.Value.Value()
		}
		return fields
	}
	return nil
}

// Limits bound what one file may cost. The zero value of a field means the default.
type Limits struct {
	// Nodes is the number of values in a document, each alias counted with all that it
	// stands for. Default 1,000,000.
	Nodes int
	// Depth is how deep values may nest. Default 500.
	Depth int
}

func (l Limits) withDefaults() Limits {
	if l.Nodes == 0 {
		l.Nodes = 1_000_000
	}
	if l.Depth == 0 {
		l.Depth = 500
	}
	return l
}
