package linter

import (
	"github.com/ekslint/ekslint/linter/facts/agents"
	"github.com/ekslint/ekslint/parsers/model"
)

// objectFacts adds to a model what follows from each of its nodes alone.
func objectFacts(m *model.Model) { agents.Compute(m.Workloads) }

// facts adds to a model what follows from its nodes together.
func facts(m *model.Model) {}
