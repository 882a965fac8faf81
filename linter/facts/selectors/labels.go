package selectors

import (
	"maps"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Labels are the labels of an object as far as they are known. The zero Labels are those
// of an object without any.
type Labels struct {
	known map[string]string
	// unknown are keys that are there with a value that is not known.
	unknown map[string]bool
	// open is whether there may be labels with other keys.
	open bool
}

// LabelsOf returns the labels that a field of a node holds, with what the node says to be
// unknown of them. The field is in the model's spelling, such as "pod_labels".
func LabelsOf(node *model.Node, field string, set map[string]string) Labels {
	l := Labels{known: set, open: node.Why(field) != ""}
	for path := range node.Unknown {
		if key, ok := strings.CutPrefix(path, field+"."); ok {
			l.addUnknown(key)
		}
	}
	for key := range set {
		if isPlaceholder(key) {
			l.open = true // the key is filled in later
		}
	}
	return l
}

// Open returns l for an object that may have further labels.
func (l Labels) Open() Labels {
	l.open = true
	return l
}

// With returns l with one more label.
func (l Labels) With(key, value string) Labels {
	l.known = maps.Clone(l.known)
	if l.known == nil {
		l.known = map[string]string{}
	}
	l.known[key] = value
	return l
}

func (l *Labels) addUnknown(key string) {
	if isPlaceholder(key) {
		l.open = true
		return
	}
	if l.unknown == nil {
		l.unknown = map[string]bool{}
	}
	l.unknown[key] = true
}

// isPlaceholder reports whether a key holds what a later tool replaces. No label key has
// one of these characters.
func isPlaceholder(key string) bool { return strings.ContainsAny(key, "{}<>") }

// has reports whether there is a label of a key.
func (l Labels) has(key string) truth.Value {
	if _, ok := l.known[key]; ok || l.unknown[key] {
		return truth.Yes
	}
	if l.open {
		return truth.Unknown
	}
	return truth.No
}

// in reports whether there is a label of a key with one of some values.
func (l Labels) in(key string, values []string) truth.Value {
	if value, ok := l.known[key]; ok {
		return truth.Of(slices.Contains(values, value))
	}
	if l.unknown[key] || l.open {
		return truth.Unknown
	}
	return truth.No
}
