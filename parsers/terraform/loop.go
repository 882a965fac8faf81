package terraform

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// loop is the state of a for expression.
type loop struct {
	e      *hclsyntax.ForExpr
	why    []*Origin // origins of what makes the result unknown
	opaque bool      // whether the result is unknown
	values []cty.Value
	object map[string]cty.Value
	groups map[string][]cty.Value
}

func (s scope) forExpr(e *hclsyntax.ForExpr) (cty.Value, error) {
	keys, values, err := s.collection(e.CollExpr)
	if notKnown, ok := errors.AsType[unknownCollectionError](err); ok {
		return unknown(cty.DynamicPseudoType, derived(notKnown.origin)), nil
	}
	if err != nil {
		return cty.DynamicVal, err
	}
	if len(values) == 0 && e.CondExpr != nil {
		if err := s.checkCondition(e); err != nil {
			return cty.DynamicVal, err
		}
	}
	l := &loop{e: e, values: make([]cty.Value, 0, len(values)), object: map[string]cty.Value{}, groups: map[string][]cty.Value{}}
	if err := s.m.ev.spend(len(values)); err != nil {
		return cty.DynamicVal, err
	}
	for i := range values {
		inner := s
		if e.KeyVar != "" {
			inner = inner.bind(e.KeyVar, operand{value: keys[i]})
		}
		if err := l.element(inner.bind(e.ValVar, values[i])); err != nil {
			return cty.DynamicVal, err
		}
	}
	return l.result(), nil
}

// checkCondition finds a condition that is wrong whatever the element.
func (s scope) checkCondition(e *hclsyntax.ForExpr) error {
	any := operand{value: unknown(cty.DynamicPseudoType, nil)}
	if e.KeyVar != "" {
		s = s.bind(e.KeyVar, any)
	}
	include, err := s.bind(e.ValVar, any).included(e.CondExpr)
	if err != nil {
		return err
	}
	if _, err := convert.Convert(plain(include), cty.Bool); err != nil {
		return fmt.Errorf("the condition of a for expression must be true or false: %w", err)
	}
	return nil
}

func (l *loop) result() cty.Value {
	switch {
	case l.opaque:
		return unknown(cty.DynamicPseudoType, derived(l.why...))
	case l.e.KeyExpr == nil:
		return cty.TupleVal(l.values)
	case l.e.Group:
		for key, group := range l.groups {
			l.object[key] = cty.TupleVal(group)
		}
	}
	return cty.ObjectVal(l.object)
}

func (l *loop) unknown(v cty.Value) {
	l.opaque = true
	l.why = append(l.why, originsIn(v)...)
}

// element adds what the expression makes of one element.
func (l *loop) element(s scope) error {
	if l.e.CondExpr != nil {
		include, err := s.included(l.e.CondExpr)
		var wrong elementError
		switch {
		case errors.As(err, &wrong) && l.opaque:
			return nil
		case err != nil:
			return err
		case !include.IsKnown():
			l.unknown(include)
			return nil
		case plain(include).False():
			return nil
		}
	}
	if l.e.KeyExpr == nil {
		value, err := s.eval(l.e.ValExpr)
		l.values = append(l.values, value)
		return err
	}
	key, err := s.eval(l.e.KeyExpr)
	if err != nil {
		return err
	}
	if !key.IsKnown() {
		l.unknown(key)
		return nil
	}
	text, err := convert.Convert(plain(key), cty.String)
	if key.IsNull() || err != nil {
		if l.opaque {
			return nil
		}
		return fmt.Errorf("a key in a for expression is not a string: %w", err)
	}
	value, err := s.eval(l.e.ValExpr)
	if err != nil {
		return err
	}
	return l.set(text.AsString(), value)
}

func (l *loop) set(key string, value cty.Value) error {
	if l.e.Group {
		l.groups[key] = append(l.groups[key], value)
		return nil
	}
	if _, twice := l.object[key]; twice {
		return fmt.Errorf("two items of a for expression have the key %q", key)
	}
	l.object[key] = value
	return nil
}

// elementError is a condition with a value that it cannot have. As in hclsyntax, that is
// overlooked once the result is known to be unknown.
type elementError struct{ error }

func (s scope) included(expr hclsyntax.Expression) (cty.Value, error) {
	include, err := s.eval(expr)
	if err != nil {
		return cty.NilVal, err
	}
	if include.IsNull() {
		return cty.NilVal, elementError{errors.New("the condition of a for expression is null")}
	}
	if !include.IsKnown() {
		return include, nil
	}
	include, err = convert.Convert(plain(include), cty.Bool)
	if err != nil {
		return cty.NilVal, elementError{fmt.Errorf("the condition of a for expression must be true or false: %w", err)}
	}
	return include, nil
}

// unknownCollectionError is the error of iterating over what is not known.
type unknownCollectionError struct{ origin *Origin }

func (unknownCollectionError) Error() string { return "the collection is not known" }

// collection evaluates what a for expression goes through.
func (s scope) collection(expr hclsyntax.Expression) ([]cty.Value, []operand, error) {
	op, err := s.operand(expr)
	if err != nil {
		return nil, nil, err
	}
	if op.lazy != nil {
		if keys, values, ok := op.lazy.elements(); ok {
			return keys, values, nil
		}
	}
	value, err := op.force()
	if err != nil {
		return nil, nil, err
	}
	return elementsOf(value)
}

// elementsOf returns the keys and elements of a collection.
func elementsOf(value cty.Value) ([]cty.Value, []operand, error) {
	if value.IsNull() {
		return nil, nil, errors.New("the collection of a for expression is null")
	}
	value, origin := unmarked(value)
	if !value.IsKnown() {
		if ty := value.Type(); ty.IsPrimitiveType() {
			return nil, nil, fmt.Errorf("a value of type %s cannot be iterated over", ty.FriendlyName())
		}
		return nil, nil, unknownCollectionError{origin}
	}
	if !value.CanIterateElements() {
		return nil, nil, fmt.Errorf("a value of type %s cannot be iterated over", value.Type().FriendlyName())
	}
	length := value.LengthInt()
	keys, values := make([]cty.Value, 0, length), make([]operand, 0, length)
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if origin != nil { // a set, whose elements cannot carry marks
			element = withOrigin(element, func() *Origin { return origin })
			key = withOrigin(key, func() *Origin { return origin })
		}
		keys, values = append(keys, key), append(values, operand{value: element})
	}
	return keys, values, nil
}

func (s scope) splat(e *hclsyntax.SplatExpr) (cty.Value, error) {
	op, err := s.operand(e.Source)
	if err != nil {
		return cty.DynamicVal, err
	}
	if op.lazy != nil {
		if _, values, ok := op.lazy.elements(); ok {
			return s.splatItems(e, values)
		}
	}
	value, err := op.force()
	if err != nil {
		return cty.DynamicVal, err
	}
	value, origin := unmarked(value)
	ty := value.Type()
	isList := ty.IsTupleType() || ty.IsListType() || ty.IsSetType()
	switch {
	case value.IsNull() && isList:
		return cty.DynamicVal, errors.New("a splat expression goes through a null list")
	case value.IsNull():
		return cty.EmptyTupleVal, nil
	case ty == cty.DynamicPseudoType:
		return unknown(cty.DynamicPseudoType, derived(origin)), nil
	case !isList && !value.IsKnown() && value.Range().CouldBeNull():
		// One element or none; still, the rest of the expression must fit the type.
		if _, err := s.splatItems(e, []operand{{value: remarked(value, origin)}}); err != nil {
			return cty.DynamicVal, err
		}
		return unknown(cty.DynamicPseudoType, derived(origin)), nil
	case !isList:
		return s.splatItems(e, []operand{{value: remarked(value, origin)}})
	case !value.IsKnown():
		return s.splatUnknown(e, value, origin)
	}
	_, values, err := elementsOf(remarked(value, origin))
	if err != nil {
		return cty.DynamicVal, err
	}
	result, err := s.splatItems(e, values)
	if err != nil || ty.IsTupleType() {
		return result, err
	}
	if len(values) == 0 {
		element, err := s.splatType(e, ty)
		return cty.ListValEmpty(element), err
	}
	items := result.AsValueSlice()
	if !cty.CanListVal(items) {
		return cty.DynamicVal, errors.New("a splat expression makes a list of elements of different types")
	}
	return cty.ListVal(items), nil
}

func remarked(v cty.Value, o *Origin) cty.Value {
	if o == nil || v.IsMarked() {
		return v
	}
	return v.Mark(o)
}

// splatUnknown is a splat over a list that is not known; the type of its elements is.
func (s scope) splatUnknown(e *hclsyntax.SplatExpr, list cty.Value, origin *Origin) (cty.Value, error) {
	if list.Type().IsTupleType() {
		return unknown(cty.DynamicPseudoType, derived(origin)), nil
	}
	element, err := s.splatType(e, list.Type())
	if err != nil {
		return cty.DynamicVal, err
	}
	return unknown(cty.List(element), derived(origin)), nil
}

// splatType finds the type of the elements that a splat makes of a list or set.
func (s scope) splatType(e *hclsyntax.SplatExpr, ty cty.Type) (cty.Type, error) {
	result, err := s.splatItems(e, []operand{{value: cty.UnknownVal(ty.ElementType())}})
	if err != nil {
		return cty.DynamicPseudoType, err
	}
	return result.Index(cty.Zero).Type(), nil
}

func (s scope) splatItems(e *hclsyntax.SplatExpr, items []operand) (cty.Value, error) {
	values := make([]cty.Value, 0, len(items))
	for _, item := range items {
		inner := s
		inner.vars = &binding{item: e.Item, op: item, up: s.vars}
		value, err := inner.eval(e.Each)
		if err != nil {
			return cty.DynamicVal, err
		}
		values = append(values, value)
	}
	return cty.TupleVal(values), nil
}
