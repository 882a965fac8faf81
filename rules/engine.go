package rules

import (
	"context"
	_ "embed" // for the compiled rules
	"fmt"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/rules/wire"
)

//go:embed compiled.bin
var compiled string

// Engine evaluates rules. It is safe for concurrent use.
type Engine struct {
	store storage.Store
	// archive holds the built-in rules; nil if compiler holds all rules from the start.
	archive *wire.Archive

	mu       sync.Mutex // guards what follows
	compiler *ast.Compiler
	loaded   map[string]bool // the packages of archive that compiler holds
	indexed  bool            // whether compiler has indexed them
}

// NewEngine returns an engine for the built-in rules. A rule is decoded when it is first
// needed, since most runs need few.
func NewEngine() (*Engine, error) {
	archive, err := wire.Open(compiled)
	if err != nil {
		return nil, err
	}
	return &Engine{store: newStore(), archive: archive, loaded: map[string]bool{}}, nil
}

// NewEngineOf returns an engine for modules that were compiled just now.
func NewEngineOf(compiler *ast.Compiler) *Engine {
	return &Engine{store: newStore(), compiler: compiler}
}

func newStore() storage.Store { return inmem.NewWithOpts(inmem.OptRoundTripOnWrite(false)) }

// Prepare makes the rules ready that have something to judge in a model, all at once.
// [Engine.Eval] makes ready what it needs, but a little at a time.
func (e *Engine) Prepare(m *model.Model, selected []*Rule) error {
	_, err := e.ready(due(m, selected), size(m) > small)
	return err
}

// small is the number of nodes up to which it costs less to try all rules of a document, and
// to evaluate a comprehension anew each time, than to index them.
const small = 500

// ready returns a compiler that holds at least some rules, indexed if that pays.
func (e *Engine) ready(needed []*Rule, indexed bool) (*ast.Compiler, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	complete := e.archive == nil || e.indexed || !indexed
	for _, r := range needed {
		for _, path := range r.Packages {
			if e.archive != nil && !e.loaded[path] {
				e.loaded[path], complete = true, false
			}
		}
	}
	if complete {
		return e.compiler, nil
	}
	e.indexed = e.indexed || indexed
	packages, err := e.packages()
	if err != nil {
		return nil, err
	}
	if e.indexed {
		e.compiler, err = indexedCompiler(packages)
	} else {
		e.compiler = lazyCompiler(packages)
	}
	return e.compiler, err
}

// packages are those that are loaded. Rules of a user have others, which their own engine
// holds.
func (e *Engine) packages() ([]*wire.Package, error) {
	packages := make([]*wire.Package, 0, len(e.loaded))
	for path := range e.loaded {
		p, err := e.archive.Package(path)
		if err != nil {
			return nil, err
		}
		if p != nil {
			packages = append(packages, p)
		}
	}
	return packages, nil
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
	needed := due(m, selected)
	if len(needed) == 0 {
		return result, nil
	}
	compiler, err := e.ready(needed, size(m) > small)
	if err != nil {
		return result, []error{err}
	}
	txn, err := e.store.NewTransaction(ctx)
	if err != nil {
		return result, []error{err}
	}
	defer e.store.Abort(ctx, txn)
	reads := map[string]bool{}
	for _, r := range needed {
		for _, name := range r.Reads {
			reads[name] = true
		}
	}
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	run := &run{
		store: e.store, compiler: compiler, txn: txn, input: input(m, reads), cancel: cancel,
		cache: topdown.NewVirtualCache(), result: &result,
	}
	var errs []error
	for _, r := range needed {
		if err := ctx.Err(); err != nil {
			return result, append(errs, err)
		}
		if err := run.rule(ctx, r); err != nil {
			errs = append(errs, fmt.Errorf("rule %s: %w", r.Name, err))
			run.cache = topdown.NewVirtualCache()
		}
	}
	return result, errs
}

// due returns the rules that have something to judge in a model.
func due(m *model.Model, selected []*Rule) []*Rule {
	present := Present(m)
	var due []*Rule
	for _, r := range selected {
		if targetsAny(r, present) {
			due = append(due, r)
		}
	}
	return due
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
	store    storage.Store
	compiler *ast.Compiler
	txn      storage.Transaction
	input    *ast.Term
	cancel   topdown.Cancel
	cache    topdown.VirtualCache // what rules share
	result   *Result
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
	query := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(ast.NewTerm(ref), answer))).
		WithCompiler(r.compiler).WithStore(r.store).WithTransaction(r.txn).
		WithInput(r.input).WithStrictBuiltinErrors(true).WithCancel(r.cancel).
		WithVirtualCache(r.cache).WithMetrics(metrics.NoOp())
	return query.Iter(ctx, func(result topdown.QueryResult) error {
		set, ok := result[ast.Var("answer")].Value.(ast.Set)
		if !ok {
			return fmt.Errorf("%s is no set", name)
		}
		return set.Iter(use)
	})
}
