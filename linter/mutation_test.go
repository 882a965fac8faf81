package linter_test

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/linttest"
	"github.com/ekslint/ekslint/parsers/source"
)

// TestAnUnknownValueIsNeitherAFindingNorAPass puts a variable without default in the place
// of each literal in the fixtures of Terraform. No finding may come up by that, and one that
// is gone must be undecided instead. With the literal as its value, all is as before.
func TestAnUnknownValueIsNeitherAFindingNorAPass(t *testing.T) {
	set, opts := compiled(t)
	for _, r := range set.Rules {
		if aboutLiterals[r.Name] {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			opts := opts
			opts.Only = []string{r.Name}
			units, err := linttest.Units(os.DirFS(fixturesFolder), r.Category+"/"+r.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range units {
				mutate(t, u, opts)
			}
		})
	}
}

// aboutLiterals are the rules about what is written in full: a variable in its place mends it.
var aboutLiterals = map[string]bool{"aws-access-key-hardcoded": true, "secret-literal-in-manifest": true}

// mutated is the variable that stands for a literal.
const mutated = "ekslint_mutated"

// mutate does so for each literal of a unit.
func mutate(t *testing.T, u *linttest.Unit, opts linter.Options) {
	t.Helper()
	var before *verdict
	called := calledFolders(u)
	for i, file := range u.Files {
		if path.Ext(file.Path) != ".tf" || called[path.Dir(file.Path)] {
			continue
		}
		if before == nil {
			before = verdictOf(t, u, opts)
		}
		for _, at := range literals(file) {
			literal := string(file.Data[at.Start:at.End])
			changed := &linttest.Unit{Path: u.Path, Files: slices.Clone(u.Files)}
			text := string(file.Data[:at.Start]) + "var." + mutated + string(file.Data[at.End:])
			changed.Files[i] = source.NewFile(file.Path, []byte(text))
			folder := path.Dir(file.Path)
			changed.Files = append(changed.Files, source.NewFile(path.Join(folder, mutated+".tf"), fmt.Appendf(nil, "variable %q {}\n", mutated)))
			where := fmt.Sprintf("%s:%d: %s", file.Path, file.Position(at.Start).Line, literal)
			before.compareUnknown(t, where, verdictOf(t, changed, opts))

			changed.Files = append(changed.Files, source.NewFile(path.Join(folder, mutated+".auto.tfvars"), fmt.Appendf(nil, "%s = %s\n", mutated, literal)))
			before.compareKnown(t, where, verdictOf(t, changed, opts))
		}
	}
}

// verdict is what a report says, without places.
type verdict struct {
	// findings are the addresses that have some, each with the messages about it.
	findings  map[string][]string
	undecided int
}

func verdictOf(t *testing.T, u *linttest.Unit, opts linter.Options) *verdict {
	t.Helper()
	report, err := u.Lint(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	// That an object of an unknown kind cannot be judged at all is a problem.
	v := &verdict{findings: map[string][]string{}, undecided: len(report.Unknowns) + len(report.Problems)}
	for _, f := range report.Findings {
		for _, address := range append([]string{f.Resource.Address}, f.Resource.More...) {
			if address == "" {
				address = f.Resource.Kind + "/" + f.Resource.Namespace + "/" + f.Resource.Name
			}
			v.findings[address] = append(v.findings[address], f.Message)
		}
	}
	return v
}

// compareUnknown compares with the verdict if one value is unknown.
func (v *verdict) compareUnknown(t *testing.T, where string, after *verdict) {
	t.Helper()
	for address, messages := range after.findings {
		if len(messages) > len(v.findings[address]) {
			t.Errorf("%s as unknown value gives a finding that there was not: %s: %q", where, address, messages)
		}
	}
	if after.undecided > 0 {
		return
	}
	for address, messages := range v.findings {
		if len(after.findings[address]) < len(messages) {
			t.Errorf("%s as unknown value lets this pass: %s: %q", where, address, messages)
		}
	}
}

// compareKnown compares with the verdict if a value comes from another file.
func (v *verdict) compareKnown(t *testing.T, where string, after *verdict) {
	t.Helper()
	if len(after.findings) != len(v.findings) || after.undecided != v.undecided {
		t.Errorf("%s from a file with values gives %v and %d undecided, not %v and %d",
			where, after.findings, after.undecided, v.findings, v.undecided)
	}
	for address, messages := range v.findings {
		if len(after.findings[address]) != len(messages) {
			t.Errorf("%s from a file with values gives %q for %s, not %q", where, after.findings[address], address, messages)
		}
	}
}

// calledFolders are those of the modules that others of the unit call.
func calledFolders(u *linttest.Unit) map[string]bool {
	called := map[string]bool{}
	for _, file := range u.Files {
		for _, block := range blocksOf(file) {
			if block.Type != "module" || block.Body.Attributes["source"] == nil {
				continue
			}
			if v, diags := block.Body.Attributes["source"].Expr.Value(nil); !diags.HasErrors() && strings.HasPrefix(v.AsString(), ".") {
				called[path.Join(path.Dir(file.Path), v.AsString())] = true
			}
		}
	}
	return called
}

func blocksOf(file *source.File) hclsyntax.Blocks {
	if path.Ext(file.Path) != ".tf" {
		return nil
	}
	parsed, diags := hclsyntax.ParseConfig(file.Data, file.Path, hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	return parsed.Body.(*hclsyntax.Body).Blocks
}

// literals are the places of the values that are written in full in what Terraform evaluates.
func literals(file *source.File) []source.Span {
	w := &literalWalker{}
	for _, block := range blocksOf(file) {
		if slices.Contains([]string{"resource", "data", "module", "locals"}, block.Type) {
			_ = hclsyntax.Walk(block.Body, w)
		}
	}
	return w.list
}

type literalWalker struct {
	skip int // how many of the nodes around this one have no values
	list []source.Span
}

// constant reports whether nothing within a node can be a variable.
func constant(node hclsyntax.Node) bool {
	switch n := node.(type) {
	case *hclsyntax.Attribute:
		return slices.Contains([]string{"source", "version", "providers", "depends_on"}, n.Name)
	case *hclsyntax.Block:
		return slices.Contains([]string{"lifecycle", "provisioner", "connection"}, n.Type)
	case *hclsyntax.ObjectConsKeyExpr, *hclsyntax.IndexExpr:
		return true
	}
	return false
}

func (w *literalWalker) Enter(node hclsyntax.Node) hcl.Diagnostics {
	if w.skip == 0 && !constant(node) {
		switch n := node.(type) {
		case *hclsyntax.TemplateExpr:
			if n.IsStringLiteral() && n.SrcRange.Start.Line == n.SrcRange.End.Line {
				w.list = append(w.list, spanOf(n.SrcRange))
			}
		case *hclsyntax.LiteralValueExpr:
			w.list = append(w.list, spanOf(n.SrcRange))
		}
	}
	if closed(node) {
		w.skip++
	}
	return nil
}

// closed reports whether nothing within a node is a value of its own.
func closed(node hclsyntax.Node) bool {
	_, template := node.(*hclsyntax.TemplateExpr)
	return template || constant(node)
}

func (w *literalWalker) Exit(node hclsyntax.Node) hcl.Diagnostics {
	if closed(node) {
		w.skip--
	}
	return nil
}
