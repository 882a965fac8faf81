package facts_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/linter/facts"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestInputsAreCollections(t *testing.T) {
	collections := map[string]bool{}
	for f := range reflect.TypeFor[model.Model]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		collections[name] = f.Type.Kind() == reflect.Slice
	}
	for _, name := range facts.Inputs() {
		if !collections[name] {
			t.Errorf("%q is no collection of the model", name)
		}
	}
}

func TestComputeTakesAnEmptyUnit(t *testing.T) {
	m := &model.Model{}
	facts.Compute(m)
	if len(m.Workloads) != 0 {
		t.Error("an empty unit got workloads")
	}
}
