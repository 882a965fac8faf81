package rules

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/rules/wire"
)

// indexedCompiler returns a compiler that holds all rules of some packages, and an index of
// those that can match.
func indexedCompiler(packages []*wire.Package) (*ast.Compiler, error) {
	modules := map[string]*ast.Module{}
	for _, p := range packages {
		m := &ast.Module{Package: &ast.Package{Path: p.Path}}
		m.SetRegoVersion(ast.RegoV1) //nolint:staticcheck // a span of a version is of no use to compiled Rego
		for _, d := range p.Documents {
			rules, err := d.Rules()
			if err != nil {
				return nil, err
			}
			m.Rules = append(m.Rules, rules...)
		}
		modules[p.Path.String()] = m
	}
	compiler := ast.NewCompiler().WithSkipStages(skipped()...)
	compiler.Compile(modules)
	if compiler.Failed() {
		return nil, fmt.Errorf("compiled rules: %w", compiler.Errors)
	}
	return compiler, nil
}

// kept are the compiler stages that a module needs which was compiled before.
var kept = []ast.StageID{
	ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices,
}

func skipped() []ast.StageID {
	return slices.DeleteFunc(ast.AllStages(), func(stage ast.StageID) bool { return slices.Contains(kept, stage) })
}

// lazyCompiler returns a compiler that knows the documents of some packages and reads their
// rules when evaluation comes to them. It is what evaluation needs of a compiler, which is
// the tree of all rules.
func lazyCompiler(packages []*wire.Package) *ast.Compiler {
	compiler := ast.NewCompiler()
	for _, p := range packages {
		at := descend(compiler.RuleTree, p.Path)
		for _, d := range p.Documents {
			node := descend(at, d.Name)
			node.Values, node.Index = unread, &document{Document: d}
		}
	}
	compiler.RuleTree.DepthFirst(func(node *ast.TreeNode) bool {
		slices.SortFunc(node.Sorted, ast.Value.Compare)
		return false
	})
	return compiler
}

// unread says of a node that it has rules. Which, its index knows.
var unread = make([]*ast.Rule, 1)

// descend returns the node of a path below another one.
func descend(node *ast.TreeNode, path ast.Ref) *ast.TreeNode {
	for _, part := range path {
		child := node.Children[part.Value]
		if child == nil {
			child = &ast.TreeNode{Key: part.Value}
			if node.Children == nil {
				node.Children = map[ast.Value]*ast.TreeNode{}
			}
			node.Children[part.Value] = child
			node.Sorted = append(node.Sorted, part.Value)
		}
		node = child
	}
	return node
}

// document is the index of a document that is read when it is first asked. It looks not at
// the input, but offers all rules.
type document struct {
	*wire.Document

	once sync.Once
	all  ast.IndexResult
	err  error
}

// Build is for a compiler, which has none here.
func (d *document) Build([]*ast.Rule) bool { return false }

// Lookup returns the rules of the document.
func (d *document) Lookup(ast.ValueResolver) (*ast.IndexResult, error) {
	d.once.Do(d.read)
	if d.err != nil {
		return nil, d.err
	}
	result := ast.IndexResultPool.Get() // whoever asked puts it back
	chains := result.Else
	clear(chains)
	if chains == nil && len(d.all.Else) > 0 {
		chains = map[*ast.Rule][]*ast.Rule{}
	}
	maps.Copy(chains, d.all.Else)
	rules := append(result.Rules[:0], d.all.Rules...)
	*result = d.all
	result.Rules, result.Else = rules, chains
	return result, nil
}

// AllRules returns the same as Lookup.
func (d *document) AllRules(r ast.ValueResolver) (*ast.IndexResult, error) { return d.Lookup(r) }

func (d *document) read() {
	rules, err := d.Rules()
	if err != nil {
		d.err = err
		return
	}
	d.all = ast.IndexResult{Kind: rules[0].Head.RuleKind(), OnlyGroundRefs: true}
	for _, r := range rules {
		if r.Default {
			d.all.Default = r
			continue
		}
		d.all.OnlyGroundRefs = d.all.OnlyGroundRefs && r.Head.Reference.IsGround()
		d.all.Rules = append(d.all.Rules, r)
		for other := r.Else; other != nil; other = other.Else {
			if d.all.Else == nil {
				d.all.Else = map[*ast.Rule][]*ast.Rule{}
			}
			d.all.Else[r] = append(d.all.Else[r], other)
		}
	}
	d.all.EarlyExit = agree(&d.all)
}

// agree reports whether the rules have the same value, so that evaluation can end with the
// first that holds.
func agree(all *ast.IndexResult) bool {
	var value ast.Value
	rules := all.Rules
	for _, r := range all.Rules {
		rules = append(slices.Clip(rules), all.Else[r]...)
	}
	for _, r := range rules {
		if r.Head.DocKind() != ast.CompleteDoc || !r.Head.Value.IsGround() {
			return false
		}
		if value != nil && value.Compare(r.Head.Value.Value) != 0 {
			return false
		}
		value = r.Head.Value.Value
	}
	return true
}
