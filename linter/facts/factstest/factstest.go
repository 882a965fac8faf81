// Package factstest reads Kubernetes objects into a model, for the tests of facts.
package factstest

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/ekslint/ekslint/parsers"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
)

// Read returns the model of one file of Kubernetes objects; a problem with it fails the
// test.
func Read(tb testing.TB, text string) *model.Model {
	tb.Helper()
	return ReadFiles(tb, map[string]string{"unit.yaml": text})
}

// ReadFiles returns the model of several files, given by their paths.
func ReadFiles(tb testing.TB, files map[string]string) *model.Model {
	tb.Helper()
	m := &model.Model{}
	for i, path := range slices.Sorted(maps.Keys(files)) {
		file := source.NewFile(path, []byte(files[path]))
		parsed := parsers.Parse(file, parsers.Options{Named: true, Base: model.Ref(i * parsers.MaxNodes)})
		for _, p := range parsed.Problems {
			tb.Fatalf("%s:%d: %s", path, file.Position(p.Span.Start).Line, p.Message)
		}
		appendAll(m, &parsed.Objects.Model)
	}
	return m
}

// appendAll adds the nodes of all collections.
func appendAll(to, from *model.Model) {
	into, of := reflect.ValueOf(to).Elem(), reflect.ValueOf(from).Elem()
	for i := range into.NumField() {
		if f := into.Field(i); f.Kind() == reflect.Slice {
			f.Set(reflect.AppendSlice(f, of.Field(i)))
		}
	}
}
