package facts_test

import (
	"testing"

	"github.com/ekslint/ekslint/linter/facts"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestComputeTakesAnEmptyUnit(t *testing.T) {
	m := &model.Model{}
	facts.Compute(m)
	if len(m.Workloads) != 0 {
		t.Error("an empty unit got workloads")
	}
}
