package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// write writes an object as a document of YAML or JSON. How is up to the style: block or
// flow or both, quotes, the order of keys, anchors with aliases and merge keys.
func write(object map[string]any, style uint64) string {
	r := rand.New(rand.NewPCG(style, 0))
	if chance(r, 15) {
		return writeJSON(object, chance(r, 50))
	}
	w := &writer{r: r}
	switch r.IntN(4) {
	case 0:
		w.flow = 100
	case 1:
		w.flow = 30
	}
	if chance(r, 30) {
		w.quoted = 40
	}
	if chance(r, 30) {
		w.aliased = 80
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2 + 2*r.IntN(2))
	if err := encoder.Encode(w.node(object)); err != nil {
		panic(err) // a node that is not well-formed is a mistake of this file
	}
	return out.String()
}

func writeJSON(object map[string]any, indented bool) string {
	var text []byte
	var err error
	if indented {
		text, err = json.MarshalIndent(plain(object), "", "    ")
	} else {
		text, err = json.Marshal(plain(object))
	}
	if err != nil {
		panic(err) // the value holds what JSON has, and nothing else
	}
	return string(text) + "\n"
}

// plain replaces literals by their values.
func plain(v any) any {
	switch v := v.(type) {
	case literal:
		return v.value
	case map[string]any:
		fields := map[string]any{}
		for key, value := range v {
			fields[key] = plain(value)
		}
		return fields
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = plain(item)
		}
		return items
	}
	return v
}

// writer turns values into nodes of YAML. Its numbers are percentages.
type writer struct {
	r       *rand.Rand
	flow    int // of collections that are in flow style
	quoted  int // of strings that have quotes without need
	aliased int // of mappings that are an alias of an equal one, or merge one
	anchors []anchored
}

// anchored is a mapping that can be referred to.
type anchored struct {
	value map[string]any
	node  *yaml.Node
}

func (w *writer) node(v any) *yaml.Node {
	switch v := v.(type) {
	case map[string]any:
		return w.mapping(v)
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: w.collectionStyle()}
		for _, item := range v {
			n.Content = append(n.Content, w.node(item))
		}
		return n
	case string:
		return w.text(v)
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v)}
	case int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(v)}
	case literal:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: v.text}
	case nil:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: pick(w.r, []string{"null", "~"})}
	}
	panic(fmt.Sprintf("a value of type %T", v))
}

func (w *writer) collectionStyle() yaml.Style {
	if chance(w.r, w.flow) {
		return yaml.FlowStyle
	}
	return 0
}

// boolean1 are the booleans of YAML 1.1 that the library does not take for one.
var boolean1 = regexp.MustCompile(`^(?i:y|yes|n|no|on|off)$`)

func (w *writer) text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if chance(w.r, w.quoted) || boolean1.MatchString(s) {
		n.Style = pick(w.r, []yaml.Style{yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle})
	}
	return n
}

func (w *writer) mapping(fields map[string]any) *yaml.Node {
	if alias := w.alias(fields); alias != nil {
		return alias
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Style: w.collectionStyle()}
	merged := w.merged(n, fields)
	keys := sorted(fields)
	w.r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for _, key := range keys {
		if value, ok := merged[key]; ok && reflect.DeepEqual(value, fields[key]) {
			continue
		}
		n.Content = append(n.Content, w.text(key), w.node(fields[key]))
	}
	if w.aliased > 0 && len(fields) > 0 {
		w.anchors = append(w.anchors, anchored{fields, n})
	}
	return n
}

// alias returns an alias of an equal mapping that is written already, or nil.
func (w *writer) alias(fields map[string]any) *yaml.Node {
	at := slices.IndexFunc(w.anchors, func(a anchored) bool { return reflect.DeepEqual(a.value, fields) })
	if at < 0 || !chance(w.r, w.aliased) {
		return nil
	}
	return w.reference(w.anchors[at].node)
}

// merged writes a merge key if an earlier mapping has no other keys than these, and
// returns that mapping.
func (w *writer) merged(n *yaml.Node, fields map[string]any) map[string]any {
	within := func(a anchored) bool {
		for key := range a.value {
			if _, ok := fields[key]; !ok {
				return false
			}
		}
		return true
	}
	at := slices.IndexFunc(w.anchors, within)
	if at < 0 || !chance(w.r, w.aliased) {
		return nil
	}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!merge", Value: "<<"}, w.reference(w.anchors[at].node))
	return w.anchors[at].value
}

func (w *writer) reference(to *yaml.Node) *yaml.Node {
	if to.Anchor == "" {
		to.Anchor = fmt.Sprintf("a%d", w.r.IntN(1_000_000))
	}
	return &yaml.Node{Kind: yaml.AliasNode, Alias: to, Value: to.Anchor}
}
