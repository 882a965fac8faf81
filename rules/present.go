package rules

import (
	"reflect"

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

// size is the number of nodes in the collections of a model.
func size(m *model.Model) int {
	n := 0
	v := reflect.ValueOf(m).Elem()
	for _, f := range planOf(v.Type()) {
		if of := v.FieldByIndex(f.index); of.Kind() == reflect.Slice {
			n += of.Len()
		}
	}
	return n
}
