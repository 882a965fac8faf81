// Package facts adds to the model of a whole unit what follows from its nodes together.
//
// The packages below it each know one thing. They read the model and fill the fields whose
// comments say that they are facts; they judge nothing.
package facts

import (
	"github.com/ekslint/ekslint/linter/facts/access"
	"github.com/ekslint/ekslint/linter/facts/agents"
	"github.com/ekslint/ekslint/linter/facts/cidrs"
	"github.com/ekslint/ekslint/linter/facts/claims"
	"github.com/ekslint/ekslint/linter/facts/exposure"
	"github.com/ekslint/ekslint/linter/facts/groups"
	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/linter/facts/images"
	"github.com/ekslint/ekslint/linter/facts/imds"
	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/network"
	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/linter/facts/resources"
	"github.com/ekslint/ekslint/linter/facts/services"
	"github.com/ekslint/ekslint/linter/facts/vpccni"
	"github.com/ekslint/ekslint/parsers/model"
)

// computations are the facts, in the order in which they build on each other.
var computations = []func(*model.Model){
	agents.Compute,
	images.Compute,
	exposure.Compute,
	services.Compute,
	rbac.Compute,
	network.Compute,
	vpccni.Compute,
	resources.Compute,
	claims.Compute,
	namespaces.Compute,
	cidrs.Compute,
	iam.Compute,
	imds.Compute,
	access.Compute,
	iam.Admit,
	groups.Compute,
}

// Compute fills all facts of a unit. It must run once, on the model of the whole unit.
func Compute(m *model.Model) {
	for _, compute := range computations {
		compute(m)
	}
}
