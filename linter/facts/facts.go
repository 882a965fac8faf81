// Package facts adds to the model of a whole unit what follows from its nodes together.
//
// The packages below it each know one thing. They read the model and fill the fields whose
// comments say that they are facts; they judge nothing.
package facts

import (
	"slices"

	"github.com/ekslint/ekslint/linter/facts/agents"
	"github.com/ekslint/ekslint/linter/facts/claims"
	"github.com/ekslint/ekslint/linter/facts/exposure"
	"github.com/ekslint/ekslint/linter/facts/images"
	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/network"
	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/linter/facts/resources"
	"github.com/ekslint/ekslint/linter/facts/services"
	"github.com/ekslint/ekslint/linter/facts/vpccni"
	"github.com/ekslint/ekslint/parsers/model"
)

// computations are the facts, in the order in which they build on each other.
var computations = []struct {
	compute func(*model.Model)
	inputs  func() []string
}{
	{agents.Compute, agents.Inputs},
	{images.Compute, images.Inputs},
	{exposure.Compute, exposure.Inputs},
	{services.Compute, services.Inputs},
	{rbac.Compute, rbac.Inputs},
	{network.Compute, network.Inputs},
	{vpccni.Compute, vpccni.Inputs},
	{resources.Compute, resources.Inputs},
	{claims.Compute, claims.Inputs},
	{namespaces.Compute, namespaces.Inputs},
}

// Compute fills all facts of a unit. It must run once, on the model of the whole unit.
func Compute(m *model.Model) {
	for _, c := range computations {
		c.compute(m)
	}
}

// Inputs are the collections of the model that facts are computed from, sorted. A rule
// that reads a fact needs them all in the unit's model.
func Inputs() []string {
	var names []string
	for _, c := range computations {
		names = append(names, c.inputs()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
