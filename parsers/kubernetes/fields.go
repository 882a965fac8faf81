package kubernetes

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// fields reads the fields of one mapping. A field of the wrong type is a problem, one
// that a later tool fills in is unknown, and both are noted in the model node. A nil or
// null mapping has no fields.
type fields struct {
	r      *reader
	node   *tree.Node
	into   *model.Node // takes the unknown fields
	prefix string      // path of this mapping below into, in the model's spelling, with a final dot
	path   string      // path of this mapping in the object, in the API's spelling

	// lost says why the mapping itself is unknown; all of its fields then are.
	lost model.Reason
	// partial is whether what is left out is unknown, as it may be set elsewhere.
	partial bool
}

// below returns the fields of a nested mapping that belongs to the same model node.
func (f fields) below(key string) fields {
	sub := f
	sub.path = joinPath(f.path, key)
	sub.prefix = f.prefix + snake(key) + "."
	sub.node, sub.lost = f.mapping(key), f.lost
	if n := f.node.Get(key); sub.node == nil && !n.IsNull() {
		sub.lost = reasonOf(n)
	}
	return sub
}

// inside is below for a mapping that the model flattens: its fields belong to the parent.
func (f fields) inside(key string) fields {
	sub := f.below(key)
	sub.prefix = f.prefix
	return sub
}

// mapping returns a nested mapping, or nil if it is absent, unknown or no mapping.
func (f fields) mapping(key string) *tree.Node {
	return f.take(key, tree.Mapping)
}

// list returns the elements of a list, or nil if it is absent, unknown or no list.
func (f fields) list(key string) []*tree.Node {
	if n := f.take(key, tree.Sequence); n != nil {
		return n.Items
	}
	return nil
}

// boolean returns a boolean, or nil if it is absent, unknown or no boolean.
func (f fields) boolean(key string) *bool {
	n := f.take(key, tree.Bool)
	if n == nil {
		return nil
	}
	value := n.Text == "true"
	return &value
}

// integer returns a whole number, or nil if it is absent, unknown or no such number.
func (f fields) integer(key string) *int64 {
	n := f.take(key, tree.Int)
	if n == nil {
		return nil
	}
	value, err := strconv.ParseInt(n.Text, 10, 64)
	if err != nil {
		f.wrongType(key, n, "an integer of 64 bits")
		return nil
	}
	return &value
}

// text returns a string, or "" if it is absent, unknown or no string.
func (f fields) text(key string) string {
	if n := f.take(key, tree.String); n != nil {
		return f.r.shown(n)
	}
	return ""
}

// optionalText is text for fields in which "" has a meaning of its own.
func (f fields) optionalText(key string) *string {
	if n := f.take(key, tree.String); n != nil {
		text := f.r.shown(n)
		return &text
	}
	return nil
}

// isTrue reports whether a boolean is set to true.
func (f fields) isTrue(key string) bool {
	value := f.boolean(key)
	return value != nil && *value
}

// texts returns a list of strings. A null element is "", as the API server reads it. Elements that are unknown or no strings are left out
// and noted under the list's own name as well as with their index, such as "add.0".
func (f fields) texts(key string) []string {
	var texts []string
	for i, item := range f.list(key) {
		if item.Kind == tree.Null || f.check(key, i, item, tree.String) {
			texts = append(texts, f.r.shown(item))
		}
	}
	return texts
}

// integers is texts for whole numbers.
func (f fields) integers(key string) []int64 {
	var integers []int64
	for i, item := range f.list(key) {
		if !f.check(key, i, item, tree.Int) {
			continue
		}
		if value, err := strconv.ParseInt(item.Text, 10, 64); err == nil {
			integers = append(integers, value)
		}
	}
	return integers
}

// textMap returns a mapping of strings. A null value is "", as the API server reads it;
// one that is unknown or no string is left out and noted as KEY.NAME.
func (f fields) textMap(key string) map[string]string {
	n := f.mapping(key)
	if n == nil || len(n.Fields) == 0 {
		return nil
	}
	sub := f.below(key)
	texts := make(map[string]string, len(n.Fields))
	for i := range n.Fields {
		name, value := n.Fields[i].Key, n.Fields[i].Value
		switch {
		case value.Kind == tree.Null:
			texts[name] = ""
		case value.Kind != tree.String:
			sub.wrongTypeAt(name, fmt.Sprintf("%s[%q]", sub.path, name), value, tree.String.String())
		case isTemplate(value.Text):
			sub.noteName(name, model.TemplateValue)
		default:
			texts[name] = f.r.shown(value)
		}
	}
	return texts
}

// each reads a list of mappings; elements that are none are problems and left out.
func (f fields) each(key string, read func(i int, item *tree.Node, path string)) {
	for i, item := range f.list(key) {
		if f.check(key, i, item, tree.Mapping) {
			read(i, item, joinPath(f.path, key)+"["+strconv.Itoa(i)+"]")
		}
	}
}

// check reports whether an element of a list is of a kind, and notes it if it is not.
func (f fields) check(key string, i int, item *tree.Node, kind tree.Kind) bool {
	switch {
	case isFilledIn(item, kind):
		f.note(key, model.TemplateValue)
		f.noteItem(key, i, model.TemplateValue)
		return false
	case item.Kind != kind:
		f.noteItem(key, i, model.WrongType)
		f.wrongTypeAt(snake(key), fmt.Sprintf("%s[%d]", joinPath(f.path, key), i), item, kind.String())
		return false
	}
	return true
}

// take returns a field of a kind, or nil if it is absent, null, unknown or of another.
func (f fields) take(key string, kind tree.Kind) *tree.Node {
	n := f.node.Get(key)
	switch {
	case n.IsNull() && f.lost != "":
		f.note(key, f.lost)
		return nil
	case n.IsNull():
		if f.partial {
			f.note(key, model.NotInInput)
		}
		return nil
	case isFilledIn(n, kind):
		f.note(key, model.TemplateValue)
		return nil
	case n.Kind != kind:
		f.wrongType(key, n, kind.String())
		return nil
	}
	return n
}

// isFilledIn reports whether a value that should be of a kind is a text that a later tool
// replaces.
func isFilledIn(n *tree.Node, kind tree.Kind) bool {
	return n.Kind == tree.String && (isTemplate(n.Text) || kind != tree.String && isReference(n.Text))
}

// reasonOf says why a value that should be a mapping and is none is unknown.
func reasonOf(n *tree.Node) model.Reason {
	if isFilledIn(n, tree.Mapping) {
		return model.TemplateValue
	}
	return model.WrongType
}

func (f fields) wrongType(key string, n *tree.Node, want string) {
	f.wrongTypeAt(snake(key), joinPath(f.path, key), n, want)
}

func (f fields) wrongTypeAt(name, path string, n *tree.Node, want string) {
	f.noteName(name, model.WrongType)
	if f.r.custom {
		return // a custom kind may give the name a meaning of its own
	}
	f.r.problem(f.r.at(n), "%s: %s must be %s, and this is %s", f.r.identity, path, want, describe(n))
}

func describe(n *tree.Node) string {
	switch n.Kind {
	case tree.Bool, tree.Int, tree.Float:
		return n.Kind.String() + ", " + n.Text
	case tree.String:
		return n.Kind.String() + ", " + strconv.Quote(shorten(n.Text))
	case tree.Null, tree.Mapping, tree.Sequence:
	}
	return n.Kind.String()
}

func shorten(text string) string {
	const most = 40
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "..."
}

func quoteName(name string) string {
	if name == "" {
		return "without a name"
	}
	return strconv.Quote(shorten(name))
}

func (f fields) note(key string, reason model.Reason) { f.noteName(snake(key), reason) }

// noteItem is note for one element of a list.
func (f fields) noteItem(key string, i int, reason model.Reason) {
	f.noteName(snake(key)+"."+strconv.Itoa(i), reason)
}

func (f fields) noteName(name string, reason model.Reason) {
	if f.into.Unknown == nil {
		f.into.Unknown = map[string]model.Reason{}
	}
	f.into.Unknown[f.prefix+name] = reason
}

// isTemplate reports whether a text is to be filled in by a later tool: Helm, Jinja and
// Argo write {{ }}, envsubst and Flux ${NAME}; Helm prints <no value> for a missing one.
// Kubernetes' own $(NAME) is no template.
func isTemplate(text string) bool {
	if i := strings.Index(text, "{{"); i >= 0 && strings.Contains(text[i:], "}}") {
		return true
	}
	if i := strings.Index(text, "${"); i >= 0 && strings.Contains(text[i:], "}") {
		return true
	}
	return strings.Contains(text, "<no value>")
}

// isReference reports whether a text has a $(NAME) in it. Kubernetes expands that in a
// few texts only; elsewhere it is the variable of another tool, such as kustomize.
func isReference(text string) bool {
	i := strings.Index(text, "$(")
	return i >= 0 && strings.Contains(text[i:], ")")
}

func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
