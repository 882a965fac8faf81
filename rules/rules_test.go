package rules_test

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

// BenchmarkReady compares what a start of ekslint pays until its rules can run with what
// it would pay for reading and compiling their text. CONTRIBUTING says how much is fair.
func BenchmarkReady(b *testing.B) {
	everything := &model.Model{}
	v := reflect.ValueOf(everything).Elem()
	for _, f := range v.Fields() {
		if f.Kind() == reflect.Slice {
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		}
	}
	b.Run("embedded", func(b *testing.B) {
		for b.Loop() {
			engine, err := rules.NewEngine()
			if err == nil {
				err = engine.Prepare(everything, rules.All())
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("compiled", func(b *testing.B) {
		root := os.DirFS(".")
		for b.Loop() {
			set, err := compiler.Load(root)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := set.Compile(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// broken is a rule that fails while it is evaluated, and one beside it that does not.
func broken(t *testing.T) (*rules.Engine, []*rules.Rule) {
	t.Helper()
	rego := func(name, body string) string {
		return "# METADATA\n# title: T\n# description: D\n# related_resources:\n#   - ref: https://example.com\n" +
			"# schemas:\n#   - input: schema\n# custom: {severity: low, since: 0.1.0, remedy: R, targets: [workloads]}\n" +
			"package rules[\"test\"][\"" + name + "\"]\n\nfindings contains " + body
	}
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(folder+"/test/"+name, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(folder+"/test/"+name+"/"+name+".rego", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("fails", rego("fails", `{"ref": w.ref, "field": "", "message": sprintf("%d", [to_number(w.name)])} if some w in input.workloads`))
	write("misspells", rego("misspells", `{"ref": w.ref, "filed": "", "message": "m"} if some w in input.workloads`))
	write("works", rego("works", `{"ref": w.ref, "field": "a.b", "message": "m"} if some w in input.workloads`))
	set, err := compiler.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := set.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return rules.NewEngineOf(compiled), set.Rules
}

func TestARuleThatFailsIsAnErrorAndNoPass(t *testing.T) {
	engine, all := broken(t)
	m := &model.Model{Workloads: []*model.Workload{{Pod: model.Pod{Object: model.Object{Node: model.Node{Ref: 1}, Name: "no number"}}}}}
	result, errs := engine.Eval(t.Context(), m, all)
	if len(errs) != 2 || !strings.Contains(errs[0].Error(), "rule fails: ") || !strings.Contains(errs[1].Error(), "rule misspells: ") {
		t.Errorf("errors %v, want one of each of the two rules", errs)
	}
	if len(result.Violations) != 1 || result.Violations[0].Rule.Name != "works" || !slices.Equal(result.Violations[0].Field, []string{"a", "b"}) {
		t.Errorf("the rule beside them says %+v", result.Violations)
	}
}

func TestARuleRunsOnlyIfThereIsSomethingToJudge(t *testing.T) {
	engine, all := broken(t)
	result, errs := engine.Eval(t.Context(), &model.Model{Namespaces: []*model.Namespace{{}}}, all)
	if len(errs) > 0 || len(result.Violations) > 0 {
		t.Errorf("errors %v, violations %v", errs, result.Violations)
	}
}

func TestAnEndedContextStopsARule(t *testing.T) {
	engine, all := broken(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := &model.Model{Workloads: []*model.Workload{{Pod: model.Pod{Object: model.Object{Node: model.Node{Ref: 1}, Name: "1"}}}}}
	all = slices.DeleteFunc(all, func(r *rules.Rule) bool { return r.Name != "works" })
	if result, errs := engine.Eval(ctx, m, all); !errors.Is(errors.Join(errs...), context.Canceled) || len(result.Violations) > 0 {
		t.Errorf("errors %v, violations %v", errs, result.Violations)
	}
}

func TestEveryRuleHasItsPage(t *testing.T) {
	for _, r := range rules.All() {
		if page, ok := rules.Page(r.Name); !ok || !strings.Contains(page, "# "+r.Name+"\n") {
			t.Errorf("the page of %s is %q", r.Name, page)
		}
	}
	if _, ok := rules.Page("no-such-rule"); ok {
		t.Error("a rule that does not exist has a page")
	}
}
