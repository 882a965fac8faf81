package rules

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/rules/wire"
)

// unknowable resolves nothing, so that an index cannot leave rules out.
type unknowable struct{}

func (unknowable) Resolve(ast.Ref) (ast.Value, error) { return nil, ast.UnknownValueErr{} }

// TestADocumentAnswersAsTheIndexOfOPA compares the two kinds of compilers.
func TestADocumentAnswersAsTheIndexOfOPA(t *testing.T) {
	archive, err := wire.Open(compiled)
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]*wire.Package{}
	var all []*wire.Package
	for _, r := range builtIn {
		for _, path := range r.Packages {
			if packages[path] != nil {
				continue
			}
			if packages[path], err = archive.Package(path); err != nil {
				t.Fatal(err)
			}
			all = append(all, packages[path])
		}
	}
	reference, err := indexedCompiler(all)
	if err != nil {
		t.Fatal(err)
	}
	compareNodes(t, ast.Ref{}, lazyCompiler(all).RuleTree, reference.RuleTree)
}

func compareNodes(t *testing.T, path ast.Ref, got, want *ast.TreeNode) {
	t.Helper()
	if !slices.EqualFunc(got.Sorted, want.Sorted, ast.ValueEqual) || len(got.Children) != len(want.Children) {
		t.Fatalf("below %v are %v, want %v", path, got.Sorted, want.Sorted)
	}
	if (len(got.Values) > 0) != (len(want.Values) > 0) {
		t.Fatalf("%v has rules: %v, want %v", path, len(got.Values) > 0, len(want.Values) > 0)
	}
	if want.Index != nil {
		compareIndexes(t, path, got.Index, want.Index)
	}
	for key, child := range want.Children {
		compareNodes(t, path.Append(ast.NewTerm(key)), got.Children[key], child)
	}
}

func compareIndexes(t *testing.T, path ast.Ref, got, want ast.RuleIndex) {
	t.Helper()
	wanted, err := want.Lookup(unknowable{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second answer is made of the pooled first one
		all, err := got.Lookup(unknowable{})
		if err != nil {
			t.Fatal(err)
		}
		sameDefault := (all.Default == nil) == (wanted.Default == nil) && (all.Default == nil || all.Default.Equal(wanted.Default))
		if !slices.EqualFunc(all.Rules, wanted.Rules, (*ast.Rule).Equal) || len(all.Else) != len(wanted.Else) || !sameDefault {
			t.Errorf("%v has the rules\n%v\nwant\n%v", path, all, wanted)
			return
		}
		for i, r := range all.Rules {
			if !slices.EqualFunc(all.Else[r], wanted.Else[wanted.Rules[i]], (*ast.Rule).Equal) {
				t.Errorf("%v goes on with\n%v\nwant\n%v", r, all.Else[r], wanted.Else[wanted.Rules[i]])
			}
		}
		if all.Kind != wanted.Kind || all.EarlyExit != wanted.EarlyExit || all.OnlyGroundRefs != wanted.OnlyGroundRefs {
			t.Errorf("%v is %+v, want %+v", path, all, wanted)
		}
		ast.IndexResultPool.Put(all)
	}
}
