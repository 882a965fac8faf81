package compiler

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/tester"
)

// Failure is a unit test in Rego that did not pass.
type Failure struct {
	// File and Line are where the test is; Line is 1-based.
	File string
	Line int
	// Name is that of the test, and Detail what is known about why it failed.
	Name, Detail string
}

// String is the failure in one line.
func (f Failure) String() string {
	return strings.TrimSpace(fmt.Sprintf("rules/%s:%d: %s failed %s", f.File, f.Line, f.Name, f.Detail))
}

// Test runs the unit tests of the rules and returns those that did not pass, in the order
// of the files.
func (s *Set) Test(ctx context.Context) ([]Failure, error) {
	compiled, modules, err := s.CompileWithTests()
	if err != nil {
		return nil, err
	}
	results, err := tester.NewRunner().SetCompiler(compiled).SetModules(modules).Run(ctx, modules)
	if err != nil {
		return nil, err
	}
	var failures []Failure
	for result := range results {
		if !result.Fail && result.Error == nil {
			continue
		}
		f := Failure{Name: result.Name}
		if result.Location != nil {
			f.File, f.Line = result.Location.File, result.Location.Row
		}
		if result.Error != nil {
			f.Detail = result.Error.Error()
		}
		failures = append(failures, f)
	}
	return failures, nil
}
