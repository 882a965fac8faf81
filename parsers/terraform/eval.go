package terraform

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// scope is where an expression is evaluated.
//
// The evaluation follows hclsyntax, whose results it must equal where everything is
// known; a test holds the two against each other. It is our own because three things
// cannot be had from outside: parts of a resource are evaluated only when they are asked
// for, unknown values keep their identity, and partly known text stays readable.
type scope struct {
	m    *Module
	each *repetition
	vars *binding
	// template is whether this is the inside of a template file, which sees only vars.
	template bool
}

// binding is a variable of a for expression, of a dynamic block or of a template, or the
// item of a splat expression.
type binding struct {
	name string
	item *hclsyntax.AnonSymbolExpr
	op   operand
	up   *binding
	from *written // what the value is an element of, if a trace may ask for it
	// iterator is whether this is the variable of a dynamic block, which has a key and a
	// value.
	iterator bool
}

// written is an expression and the way from its value to the part that is meant.
type written struct {
	s    scope
	expr hclsyntax.Expression
	path []cty.Value
}

func (s scope) bind(name string, op operand) scope { return s.bindFrom(name, op, nil) }

func (s scope) bindFrom(name string, op operand, from *written) scope {
	s.vars = &binding{name: name, op: op, up: s.vars, from: from}
	return s
}

// operand is a value, or something whose parts are evaluated only when asked for.
type operand struct {
	value cty.Value
	lazy  lazy
}

// lazy is a value that is evaluated part by part: a resource, a module, a nested block.
type lazy interface {
	attr(name string) (operand, error)
	index(key cty.Value) (operand, error)
	// elements returns what a splat or for expression goes through. It returns false if
	// that takes the whole value.
	elements() (keys []cty.Value, values []operand, ok bool)
	whole() (cty.Value, error)
}

func (op operand) force() (cty.Value, error) {
	if op.lazy != nil {
		return op.lazy.whole()
	}
	return op.value, nil
}

const (
	maxDepth = 10_000
	maxText  = 16 << 20
	maxItems = 1 << 17
	maxTotal = 4 << 20 // elements that the for expressions of a root make
)

var errTooLarge = errors.New("the value is larger than the limit")

// tick counts a step of the evaluation and returns an error once it has to stop.
func (ev *evaluator) tick() error {
	if ev.stopped != nil {
		return ev.stopped
	}
	ev.steps++
	if ev.steps%1024 == 0 && ev.ctx.Err() != nil {
		ev.stopped = fmt.Errorf("it took too long: %w", ev.ctx.Err())
		return ev.stopped
	}
	return nil
}

// spend counts elements that are about to be made. A root that makes too many is stopped,
// since it would use up the memory.
func (ev *evaluator) spend(n int) error {
	if ev.items += n; ev.items > maxTotal && ev.stopped == nil {
		ev.stopped = errors.New("its expressions make too many values")
	}
	return ev.stopped
}

// eval evaluates an expression. An error is one that Terraform would report too; what
// only we cannot know is an unknown value.
func (s scope) eval(expr hclsyntax.Expression) (cty.Value, error) {
	ev := s.m.ev
	if err := ev.tick(); err != nil {
		return cty.DynamicVal, err
	}
	if ev.depth > maxDepth {
		return unknown(cty.DynamicPseudoType, &Origin{Reason: LimitReached}), nil
	}
	if ev.depth == 0 {
		return s.guarded(expr)
	}
	ev.depth++
	value, err := s.evalNode(expr)
	ev.depth--
	return value, err
}

// guarded evaluates an expression from outside of any other. A library that panics, which
// those for values do on some inputs, makes this one expression fail and is a problem.
func (s scope) guarded(expr hclsyntax.Expression) (value cty.Value, err error) {
	ev := s.m.ev
	defer func() {
		ev.depth = 0
		if r := recover(); r != nil {
			ev.problemAt(expr.Range(), "this expression could not be evaluated: %v", r)
			value, err = cty.DynamicVal, fmt.Errorf("the evaluation broke down: %v", r)
		}
	}()
	ev.depth = 1
	return s.evalNode(expr)
}

func (s scope) evalNode(expr hclsyntax.Expression) (cty.Value, error) {
	switch e := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		if !e.Val.IsKnown() {
			return unknown(e.Val.Type(), notValid()), nil
		}
		return e.Val, checkNumber(e.Val)
	case *hclsyntax.TemplateExpr:
		return s.templateText(e)
	case *hclsyntax.TemplateWrapExpr:
		return s.eval(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return s.templateJoin(e)
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.IndexExpr, *hclsyntax.AnonSymbolExpr:
		op, err := s.operand(expr)
		if err != nil {
			return cty.DynamicVal, err
		}
		return op.force()
	case *hclsyntax.ParenthesesExpr:
		return s.eval(e.Expression)
	case *hclsyntax.FunctionCallExpr:
		return s.call(e)
	case *hclsyntax.ConditionalExpr:
		return s.conditional(e)
	case *hclsyntax.TupleConsExpr:
		return s.tuple(e)
	case *hclsyntax.ObjectConsExpr:
		return s.object(e)
	case *hclsyntax.ObjectConsKeyExpr:
		return s.objectKey(e)
	case *hclsyntax.ForExpr:
		return s.forExpr(e)
	case *hclsyntax.SplatExpr:
		return s.splat(e)
	case *hclsyntax.BinaryOpExpr:
		return s.binary(e)
	case *hclsyntax.UnaryOpExpr:
		return s.unary(e)
	}
	return cty.DynamicVal, fmt.Errorf("an expression that could not be read: %T", expr)
}

// operand evaluates an expression as far as a traversal of its result needs it.
func (s scope) operand(expr hclsyntax.Expression) (operand, error) {
	switch e := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return s.traversal(e.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		op, err := s.operand(e.Source)
		if err != nil {
			return operand{}, err
		}
		return s.m.ev.follow(op, e.Traversal)
	case *hclsyntax.IndexExpr:
		op, err := s.operand(e.Collection)
		if err != nil {
			return operand{}, err
		}
		key, err := s.eval(e.Key)
		if err != nil {
			return operand{}, err
		}
		return s.m.ev.index(op, key)
	case *hclsyntax.ParenthesesExpr:
		return s.operand(e.Expression)
	case *hclsyntax.AnonSymbolExpr:
		for b := s.vars; b != nil; b = b.up {
			if b.item == e {
				return b.op, nil
			}
		}
	}
	value, err := s.eval(expr)
	return operand{value: value}, err
}

// follow follows attribute and index steps.
func (ev *evaluator) follow(op operand, steps hcl.Traversal) (operand, error) {
	for _, step := range steps {
		var err error
		switch step := step.(type) {
		case hcl.TraverseAttr:
			op, err = ev.attr(op, step.Name)
		case hcl.TraverseIndex:
			op, err = ev.index(op, step.Key)
		default:
			err = fmt.Errorf("a traversal with a %T", step)
		}
		if err != nil {
			return operand{}, err
		}
	}
	return op, nil
}

func (ev *evaluator) attr(op operand, name string) (operand, error) {
	if op.lazy != nil {
		return op.lazy.attr(name)
	}
	value, origin := unmarked(op.value)
	result, diags := hcl.GetAttr(value, name, nil)
	if diags.HasErrors() {
		return operand{}, diags
	}
	return operand{value: ev.part(value, result, origin, name)}, nil
}

func (ev *evaluator) index(op operand, key cty.Value) (operand, error) {
	if op.lazy != nil {
		return op.lazy.index(key)
	}
	value, origin := unmarked(op.value)
	plainKey := plain(key)
	result, diags := hcl.Index(value, plainKey, nil)
	if diags.HasErrors() {
		return operand{}, diags
	}
	if !plainKey.IsWhollyKnown() {
		return operand{value: withOrigin(result, func() *Origin {
			return derived(append([]*Origin{origin}, originsIn(key, op.value)...)...)
		})}, nil
	}
	return operand{value: ev.part(value, result, origin, keyStep(plainKey))}, nil
}

// part gives the part of an unknown value its origin.
func (ev *evaluator) part(whole, part cty.Value, origin *Origin, step string) cty.Value {
	if origin == nil || part.IsMarked() {
		return part
	}
	return withOrigin(part, func() *Origin {
		if whole.IsKnown() {
			return origin // a set, whose elements cannot carry marks
		}
		return ev.origins.below(origin, step)
	})
}

// keyStep writes an index step of a path.
func keyStep(key cty.Value) string {
	if key.IsNull() || !key.IsKnown() {
		return "[*]"
	}
	if text, err := convert.Convert(key, cty.String); err == nil {
		if key.Type() == cty.Number {
			return "[" + text.AsString() + "]"
		}
		return "[" + quote(text.AsString()) + "]"
	}
	return "[*]"
}

// unmarked takes the origin off a value.
func unmarked(v cty.Value) (cty.Value, *Origin) {
	if !v.IsMarked() {
		return v, nil
	}
	plain, marks := v.Unmark()
	return plain, originOfMarks(marks)
}

func (s scope) conditional(e *hclsyntax.ConditionalExpr) (cty.Value, error) {
	yes, yesErr := s.eval(e.TrueResult)
	no, noErr := s.eval(e.FalseResult)
	ty, toYes, toNo, err := unify(yes, no)
	if err != nil {
		return cty.DynamicVal, err
	}
	condition, err := s.eval(e.Condition)
	if err != nil {
		return cty.UnknownVal(ty), err
	}
	if condition.IsNull() {
		return cty.UnknownVal(ty), errors.New("the condition is null")
	}
	decided, origin := unmarked(condition)
	if !decided.IsKnown() {
		return s.undecided(ty, origin, yes, no), nil
	}
	decided, err = convert.Convert(decided, cty.Bool)
	if err != nil {
		return cty.UnknownVal(ty), fmt.Errorf("the condition must be true or false: %w", err)
	}
	chosen, conversion, err := no, toNo, noErr
	if decided.True() {
		chosen, conversion, err = yes, toYes, yesErr
	}
	if err != nil || conversion == nil {
		return chosen, err
	}
	return converted(chosen, conversion)
}

// converted applies a conversion without losing origins.
func converted(v cty.Value, conversion convert.Conversion) (cty.Value, error) {
	if !v.ContainsMarked() {
		return conversion(v)
	}
	result, err := conversion(v)
	if err != nil {
		return cty.DynamicVal, err
	}
	return result, nil
}

// unify finds the type of a conditional's result and how its branches convert to it.
func unify(yes, no cty.Value) (cty.Type, convert.Conversion, convert.Conversion, error) {
	null := func(v cty.Value) bool { return v.IsNull() && v.Type() == cty.DynamicPseudoType }
	switch {
	case null(yes):
		return no.Type(), convert.GetConversionUnsafe(cty.DynamicPseudoType, no.Type()), nil, nil
	case null(no):
		return yes.Type(), nil, convert.GetConversionUnsafe(cty.DynamicPseudoType, yes.Type()), nil
	case yes.Type() == cty.DynamicPseudoType || no.Type() == cty.DynamicPseudoType:
		return cty.DynamicPseudoType, nil, nil, nil
	}
	ty, conversions := convert.UnifyUnsafe([]cty.Type{yes.Type(), no.Type()})
	if ty == cty.NilType {
		return ty, nil, nil, errors.New("the two results of a conditional have types that do not go together")
	}
	return ty, conversions[0], conversions[1], nil
}

// undecided is the result of a conditional whose condition is unknown. If both branches say
// the same, the condition does not matter.
func (s scope) undecided(ty cty.Type, condition *Origin, yes, no cty.Value) cty.Value {
	if yes.IsNull() && no.IsNull() {
		return cty.NullVal(ty)
	}
	if !yes.ContainsMarked() && !no.ContainsMarked() && yes.IsWhollyKnown() && yes.Type().Equals(ty) && yes.RawEquals(no) {
		return yes
	}
	return unknown(ty, derived(append([]*Origin{condition}, originsIn(yes, no)...)...))
}

// tuple evaluates all items even if one fails: the type of the result may still matter to
// a conditional that does not choose it.
func (s scope) tuple(e *hclsyntax.TupleConsExpr) (cty.Value, error) {
	values := make([]cty.Value, len(e.Exprs))
	var failure error
	for i, expr := range e.Exprs {
		value, err := s.eval(expr)
		if err != nil && failure == nil {
			failure = err
		}
		values[i] = value
	}
	return cty.TupleVal(values), failure
}

func (s scope) object(e *hclsyntax.ObjectConsExpr) (cty.Value, error) {
	values := make(map[string]cty.Value, len(e.Items))
	var open []*Origin
	var failure error
	known := true
	for _, item := range e.Items {
		key, origins, err := s.key(item.KeyExpr)
		value, valueErr := s.eval(item.ValueExpr)
		if failure == nil {
			failure = cmp.Or(err, valueErr)
		}
		if err != nil || origins != nil {
			known = false
			open = append(open, origins...)
			continue
		}
		values[key] = value
	}
	if !known {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			open = append(open, originsIn(values[name])...)
		}
		return unknown(cty.DynamicPseudoType, derived(open...)), failure
	}
	return cty.ObjectVal(values), failure
}

// key evaluates a key of an object; if it is unknown, its origins come back.
func (s scope) key(expr hclsyntax.Expression) (string, []*Origin, error) {
	value, err := s.eval(expr)
	if err != nil {
		return "", nil, err
	}
	if value.IsNull() {
		return "", nil, errors.New("a key of an object is null")
	}
	text, err := convert.Convert(plain(value), cty.String)
	if err != nil {
		return "", nil, fmt.Errorf("a key of an object is not a string: %w", err)
	}
	if !text.IsKnown() {
		return "", append(originsIn(value), derived()), nil
	}
	return text.AsString(), nil, nil
}

func (s scope) objectKey(e *hclsyntax.ObjectConsKeyExpr) (cty.Value, error) {
	if !e.ForceNonLiteral {
		if name := hcl.ExprAsKeyword(e.Wrapped); name != "" {
			return cty.StringVal(name), nil
		}
	}
	return s.eval(e.Wrapped)
}

func (s scope) binary(e *hclsyntax.BinaryOpExpr) (cty.Value, error) {
	params := e.Op.Impl.Params()
	left, leftErr, err := s.operandOf(e.LHS, params[0].Type)
	if err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	right, rightErr, err := s.operandOf(e.RHS, params[1].Type)
	if err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	plainLeft, plainRight := plain(left), plain(right)
	if e.Op.ShortCircuit != nil {
		result, diags := e.Op.ShortCircuit(plainLeft, plainRight, asDiagnostics(leftErr), asDiagnostics(rightErr))
		if result != cty.NilVal {
			if diags.HasErrors() {
				return cty.UnknownVal(e.Op.Type), diags
			}
			return withOrigin(result, func() *Origin { return derived(originsIn(left, right)...) }), nil
		}
	}
	if err := errors.Join(leftErr, rightErr); err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	result, err := e.Op.Impl.Call([]cty.Value{plainLeft, plainRight})
	if err == nil {
		err = checkNumber(result)
	}
	if err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	return withOrigin(result, func() *Origin { return derived(originsIn(left, right)...) }), nil
}

// operandOf evaluates an operand. The first error is that of its evaluation, which an
// operator that decides early may overlook; the second says that its type is wrong.
func (s scope) operandOf(expr hclsyntax.Expression, ty cty.Type) (value cty.Value, failure, mismatch error) {
	value, failure = s.eval(expr)
	value, mismatch = convert.Convert(value, ty)
	if mismatch != nil {
		return cty.UnknownVal(ty), failure, errors.Join(mismatch, failure)
	}
	return value, failure, nil
}

func (s scope) unary(e *hclsyntax.UnaryOpExpr) (cty.Value, error) {
	value, err := s.evalTo(e.Val, e.Op.Impl.Params()[0].Type)
	if err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	result, err := e.Op.Impl.Call([]cty.Value{plain(value)})
	if err != nil {
		return cty.UnknownVal(e.Op.Type), err
	}
	return withOrigin(result, func() *Origin { return derived(originsIn(value)...) }), nil
}

func asDiagnostics(err error) hcl.Diagnostics {
	if err == nil {
		return nil
	}
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: err.Error()}}
}

func (s scope) evalTo(expr hclsyntax.Expression, ty cty.Type) (cty.Value, error) {
	value, err := s.eval(expr)
	if err != nil {
		return cty.UnknownVal(ty), err
	}
	result, err := convert.Convert(value, ty)
	if err != nil {
		return cty.UnknownVal(ty), err
	}
	return result, nil
}
