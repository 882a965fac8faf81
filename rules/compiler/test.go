package compiler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
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
	return strings.TrimSpace(fmt.Sprintf("%s:%d: %s failed %s", f.File, f.Line, f.Name, f.Detail))
}

// testPrefix is the beginning of the name of a unit test.
const testPrefix = "test_"

// Test runs the unit tests of the rules and returns those that did not pass, in the order
// of the files. A test passes if it is defined and not false, as for OPA, whose own runner
// would bring a good part of OPA's server into the binary.
func (s *Set) Test(ctx context.Context) ([]Failure, error) {
	compiled, _, err := s.CompileWithTests()
	if err != nil {
		return nil, err
	}
	t := testRun{compiler: compiled, store: inmem.New()}
	if t.txn, err = t.store.NewTransaction(ctx); err != nil {
		return nil, err
	}
	defer t.store.Abort(ctx, t.txn)
	var failures []Failure
	for _, file := range slices.Sorted(maps.Keys(s.Tests)) {
		for _, test := range tests(s.Tests[file]) {
			if err := t.run(ctx, test); err != nil {
				if ctx.Err() != nil {
					return failures, context.Cause(ctx)
				}
				detail := ""
				if !errors.Is(err, errNotTrue) {
					detail = err.Error()
				}
				failures = append(failures, Failure{File: file, Line: test.line, Name: test.name, Detail: detail})
			}
		}
	}
	return failures, nil
}

// CountTests is the number of unit tests.
func (s *Set) CountTests() int {
	n := 0
	for _, m := range s.Tests {
		n += len(tests(m))
	}
	return n
}

// unitTest is one unit test.
type unitTest struct {
	name string
	line int
	ref  ast.Ref
}

// tests returns the tests of a module in their order.
func tests(m *ast.Module) []unitTest {
	var list []unitTest
	seen := map[string]bool{}
	for _, r := range m.Rules {
		name := r.Head.Ref()[0].String()
		if strings.HasPrefix(name, testPrefix) && !seen[name] {
			seen[name] = true
			list = append(list, unitTest{name, r.Location.Row, m.Package.Path.Append(ast.StringTerm(name))})
		}
	}
	slices.SortStableFunc(list, func(a, b unitTest) int { return cmp.Compare(a.line, b.line) })
	return list
}

// errNotTrue means that a test is false or undefined.
var errNotTrue = errors.New("not true")

// testRun is what all tests of a run share.
type testRun struct {
	compiler *ast.Compiler
	store    storage.Store
	txn      storage.Transaction
}

func (t *testRun) run(ctx context.Context, test unitTest) error {
	answer := ast.VarTerm("answer")
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	query := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(ast.NewTerm(test.ref), answer))).
		WithCompiler(t.compiler).WithStore(t.store).WithTransaction(t.txn).WithStrictBuiltinErrors(true).WithCancel(cancel)
	passed := false
	err := query.Iter(ctx, func(result topdown.QueryResult) error {
		value := result[ast.Var("answer")].Value
		passed = value.Compare(ast.Boolean(false)) != 0
		return nil
	})
	if err == nil && !passed {
		err = errNotTrue
	}
	return err
}
