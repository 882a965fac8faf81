package rules

import (
	"context"
	_ "embed" // for the compiled rules
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/rules/wire"
)

//go:embed compiled.bin
var compiled []byte

// Engine evaluates rules. It is safe for concurrent use.
type Engine struct {
	compiler *ast.Compiler
	store    storage.Store
}

// kept are the compiler stages that a module needs which was compiled before.
var kept = map[ast.StageID]bool{
	ast.StageSetModuleTree:             true,
	ast.StageSetRuleTree:               true,
	ast.StageBuildRuleIndices:          true,
	ast.StageBuildComprehensionIndices: true,
}

// NewEngine returns an engine for the built-in rules.
func NewEngine() (*Engine, error) {
	modules, err := wire.Decode(compiled)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithSkipStages(skipped()...)
	compiler.Compile(byName(modules))
	if compiler.Failed() {
		return nil, fmt.Errorf("compiled rules: %w", compiler.Errors)
	}
	return newEngine(compiler), nil
}

// NewEngineOf returns an engine for modules that were compiled just now.
func NewEngineOf(compiler *ast.Compiler) *Engine { return newEngine(compiler) }

func newEngine(compiler *ast.Compiler) *Engine {
	return &Engine{compiler: compiler, store: inmem.NewWithOpts(inmem.OptRoundTripOnWrite(false))}
}

func skipped() []ast.StageID {
	var stages []ast.StageID
	for _, stage := range ast.AllStages() {
		if !kept[stage] {
			stages = append(stages, stage)
		}
	}
	return stages
}

func byName(modules []*ast.Module) map[string]*ast.Module {
	named := make(map[string]*ast.Module, len(modules))
	for i, m := range modules {
		named[fmt.Sprintf("%04d", i)] = m
	}
	return named
}

// Violation is what a rule says about one place of the model.
type Violation struct {
	// Rule is the rule that says it.
	Rule *Rule
	// Ref and Field are the place; Field is a list of names and indexes.
	Ref   model.Ref
	Field []string
	// Message says what was found.
	Message string
	// Severity is "" if it is the rule's.
	Severity Severity
	// Related are other places that belong to it.
	Related []Related
	// Checks are identifiers of Pod Security Standards checks that the place violates
	// beside those of the rule; if Exact is set they are all that it violates.
	Checks []string
	Exact  bool
	// Subsumes are violations of other rules that this one makes redundant.
	Subsumes []Subsumed
}

// Related is another place that belongs to a violation.
type Related struct {
	Ref     model.Ref
	Field   []string
	Message string
}

// Subsumed names the violations of a rule about one node.
type Subsumed struct {
	Rule string
	Ref  model.Ref
}

// Undecided is a place that a rule would judge if it were known.
type Undecided struct {
	Rule  *Rule
	Ref   model.Ref
	Field []string
	// Reason is "" if the node's own list of unknown fields has it.
	Reason model.Reason
}

// Result is what rules say about a model.
type Result struct {
	Violations []Violation
	Undecided  []Undecided
}

// Eval runs rules over a model. An error names the rule that failed; the results of the
// other rules are still returned, together with all errors. If ctx ends, so does Eval.
func (e *Engine) Eval(ctx context.Context, m *model.Model, selected []*Rule) (Result, []error) {
	var result Result
	var errs []error
	present := Present(m)
	reads := map[string]bool{}
	var due []*Rule
	for _, r := range selected {
		if targetsAny(r, present) {
			due = append(due, r)
			for _, name := range r.Reads {
				reads[name] = true
			}
		}
	}
	if len(due) == 0 {
		return result, nil
	}
	txn, err := e.store.NewTransaction(ctx)
	if err != nil {
		return result, []error{err}
	}
	defer e.store.Abort(ctx, txn)
	run := &run{engine: e, txn: txn, input: input(m, reads), result: &result}
	for _, r := range due {
		if err := ctx.Err(); err != nil {
			return result, append(errs, err)
		}
		if err := run.rule(ctx, r); err != nil {
			errs = append(errs, fmt.Errorf("rule %s: %w", r.Name, err))
		}
	}
	return result, errs
}

func targetsAny(r *Rule, present map[string]bool) bool {
	for _, name := range r.Targets {
		if present[name] {
			return true
		}
	}
	return false
}

// run is the evaluation of several rules over one input.
type run struct {
	engine *Engine
	txn    storage.Transaction
	input  *ast.Term
	result *Result
}

func (r *run) rule(ctx context.Context, rule *Rule) error {
	err := r.set(ctx, rule, "findings", func(v *ast.Term) error {
		said := Violation{Rule: rule}
		if err := said.read(v); err != nil {
			return err
		}
		r.result.Violations = append(r.result.Violations, said)
		return nil
	})
	if err != nil || !rule.Undecided {
		return err
	}
	return r.set(ctx, rule, "undecided", func(v *ast.Term) error {
		said := Undecided{Rule: rule}
		if err := said.read(v); err != nil {
			return err
		}
		r.result.Undecided = append(r.result.Undecided, said)
		return nil
	})
}

// set calls use for every element of a set that a rule defines.
func (r *run) set(ctx context.Context, rule *Rule, name string, use func(*ast.Term) error) error {
	ref := ast.Ref{
		ast.DefaultRootDocument, ast.StringTerm("rules"), ast.StringTerm(rule.Category),
		ast.StringTerm(rule.Name), ast.StringTerm(name),
	}
	answer := ast.VarTerm("answer")
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	query := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(ast.NewTerm(ref), answer))).
		WithCompiler(r.engine.compiler).WithStore(r.engine.store).WithTransaction(r.txn).
		WithInput(r.input).WithStrictBuiltinErrors(true).WithCancel(cancel)
	return query.Iter(ctx, func(result topdown.QueryResult) error {
		set, ok := result[ast.Var("answer")].Value.(ast.Set)
		if !ok {
			return fmt.Errorf("%s is no set", name)
		}
		return set.Iter(use)
	})
}
