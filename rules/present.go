package rules

import (
	"reflect"
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
)

// Present returns the collections of a model that hold something.
func Present(m *model.Model) map[string]bool {
	present := map[string]bool{}
	v := reflect.ValueOf(m).Elem()
	for _, f := range planOf(v.Type()) {
		if of := v.FieldByIndex(f.index); of.Kind() == reflect.Slice && of.Len() > 0 {
			present[f.name] = true
		}
	}
	return present
}

// ReadBy returns the collections that any of some rules reads, sorted.
func ReadBy(selected []*Rule) []string {
	var names []string
	for _, r := range selected {
		names = append(names, r.Reads...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
