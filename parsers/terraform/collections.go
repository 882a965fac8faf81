package terraform

import (
	"errors"
	"fmt"
	"math/big"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// valueFunction makes a function of parameters of any type. It is called with known
// values only, though their elements may be unknown.
func valueFunction(ty function.TypeFunc, run func(args []cty.Value, ty cty.Type) (cty.Value, error), params ...cty.Type) function.Function {
	spec := &function.Spec{Type: ty, Impl: run}
	for i, param := range params {
		spec.Params = append(spec.Params, function.Parameter{Name: fmt.Sprintf("argument%d", i+1), Type: param})
	}
	return function.New(spec)
}

// boolean folds a list of booleans: want is the element that decides.
func boolFold(decisive cty.Value, otherwise cty.Value) function.Function {
	return valueFunction(function.StaticReturnType(cty.Bool), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		unknownSeen := false
		for it := args[0].ElementIterator(); it.Next(); {
			_, v := it.Element()
			switch {
			case !v.IsKnown():
				unknownSeen = true
			case v.IsNull() && decisive.False():
				return cty.False, nil // alltrue is false for a null element, anytrue ignores it
			case v.IsNull():
			case v.RawEquals(decisive):
				return decisive, nil
			}
		}
		if unknownSeen {
			return cty.UnknownVal(cty.Bool), nil
		}
		return otherwise, nil
	}, cty.List(cty.Bool))
}

var (
	allTrue = boolFold(cty.False, cty.True)
	anyTrue = boolFold(cty.True, cty.False)
)

// length counts elements, and the characters of a string.
var length = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true,
	}},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty := args[0].Type()
		if ty == cty.String || ty.IsTupleType() || ty.IsObjectType() || ty.IsCollectionType() || ty == cty.DynamicPseudoType {
			return cty.Number, nil
		}
		return cty.Number, errors.New("the value must be a string or a collection")
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, ty := args[0], args[0].Type()
		switch {
		case ty == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number), nil
		case ty.IsTupleType():
			return cty.NumberIntVal(int64(ty.Length())), nil
		case ty.IsObjectType():
			return cty.NumberIntVal(int64(len(ty.AttributeTypes()))), nil
		case ty == cty.String:
			return stdlib.Strlen(v)
		}
		return v.Length(), nil
	},
})

// indexOf finds a value in a list.
var indexOf = valueFunction(function.StaticReturnType(cty.Number), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
	list := args[0]
	if ty := list.Type(); !ty.IsListType() && !ty.IsTupleType() {
		return cty.NilVal, errors.New("the first argument must be a list")
	}
	for it := list.ElementIterator(); it.Next(); {
		i, v := it.Element()
		equal, err := stdlib.Equal(v, args[1])
		if err != nil {
			return cty.NilVal, err
		}
		if !equal.IsKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		if equal.True() {
			return i, nil
		}
	}
	return cty.NilVal, errors.New("the list does not have the item")
}, cty.DynamicPseudoType, cty.DynamicPseudoType)

// matchKeys keeps the values whose keys are searched for.
var matchKeys = valueFunction(
	func(args []cty.Value) (cty.Type, error) {
		if ty, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()}); ty == cty.NilType {
			return cty.NilType, errors.New("the keys and the search set must have the same type")
		}
		return args[0].Type(), nil
	},
	func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		values, keys := args[0], args[1]
		if values.LengthInt() != keys.LengthInt() {
			return cty.NilVal, errors.New("there must be as many keys as values")
		}
		if !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		var kept []cty.Value
		all := values.AsValueSlice()
		for i, key := range keys.AsValueSlice() {
			for _, search := range args[2].AsValueSlice() {
				if equal, err := stdlib.Equal(key, search); err == nil && equal.IsKnown() && equal.True() {
					kept = append(kept, all[i])
					break
				}
			}
		}
		if len(kept) == 0 {
			return cty.ListValEmpty(ty.ElementType()), nil
		}
		return cty.ListVal(kept), nil
	},
	cty.List(cty.DynamicPseudoType), cty.List(cty.DynamicPseudoType), cty.List(cty.DynamicPseudoType),
)

// sum adds numbers.
var sum = valueFunction(function.StaticReturnType(cty.Number), func(args []cty.Value, _ cty.Type) (cty.Value, error) {
	v := args[0]
	if !v.CanIterateElements() || v.LengthInt() == 0 {
		return cty.NilVal, errors.New("the argument must be a list of numbers that is not empty")
	}
	if !v.IsWhollyKnown() {
		return cty.UnknownVal(cty.Number), nil
	}
	total := cty.Zero
	for it := v.ElementIterator(); it.Next(); {
		_, item := it.Element()
		number, err := convert.Convert(item, cty.Number)
		if err != nil || number.IsNull() {
			return cty.NilVal, errors.New("the argument must be a list of numbers")
		}
		if total, err = stdlib.Add(total, number); err != nil {
			return cty.NilVal, err
		}
	}
	return total, nil
}, cty.DynamicPseudoType)

// transpose swaps the keys and values of a map of lists of strings.
var transpose = valueFunction(function.StaticReturnType(cty.Map(cty.List(cty.String))), func(args []cty.Value, ty cty.Type) (cty.Value, error) {
	if !args[0].IsWhollyKnown() {
		return cty.UnknownVal(ty), nil
	}
	keys := map[string][]string{}
	for it := args[0].ElementIterator(); it.Next(); {
		key, list := it.Element()
		if list.IsNull() {
			return cty.NilVal, errors.New("a list is null")
		}
		for items := list.ElementIterator(); items.Next(); {
			_, item := items.Element()
			if item.IsNull() {
				return cty.NilVal, errors.New("an item of a list is null")
			}
			keys[item.AsString()] = append(keys[item.AsString()], key.AsString())
		}
	}
	if len(keys) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	result := make(map[string]cty.Value, len(keys))
	for item, of := range keys {
		sort.Strings(of)
		values := make([]cty.Value, len(of))
		for i, key := range of {
			values[i] = cty.StringVal(key)
		}
		result[item] = cty.ListVal(values)
	}
	return cty.MapVal(result), nil
}, cty.Map(cty.List(cty.String)))

var isSensitive = function.New(&function.Spec{
	Params: []function.Parameter{{
		Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowNull: true,
	}},
	Type: function.StaticReturnType(cty.Bool),
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.UnknownVal(cty.Bool), nil },
})

// The functions below keep the origins of what they pass on.

// coalesce returns the first argument that is neither null nor "".
func coalesce(args []cty.Value) (cty.Value, error) {
	types := make([]cty.Type, len(args))
	for i, arg := range args {
		types[i] = arg.Type()
	}
	ty, conversions := convert.UnifyUnsafe(types)
	if ty == cty.NilType {
		return cty.DynamicVal, errors.New("all arguments must have the same type")
	}
	for i, arg := range args {
		if arg.IsNull() {
			continue
		}
		if conversions[i] != nil {
			var err error
			if arg, err = convert.Convert(arg, ty); err != nil {
				return cty.DynamicVal, err
			}
		}
		bare, _ := unmarked(arg)
		if !bare.IsKnown() {
			return unknown(ty, derived(originsIn(args[i:]...)...)), nil
		}
		if bare.Type() == cty.String && bare.AsString() == "" {
			continue
		}
		return arg, nil
	}
	return cty.DynamicVal, errors.New("all arguments are null or empty")
}

// coalesceList returns the first list that is neither null nor empty.
func coalesceList(args []cty.Value) (cty.Value, error) {
	for i, arg := range args {
		bare, _ := unmarked(arg)
		switch {
		case !bare.IsKnown():
			return unknown(cty.DynamicPseudoType, derived(originsIn(args[i:]...)...)), nil
		case bare.IsNull():
		case !bare.CanIterateElements():
			return cty.DynamicVal, errors.New("all arguments must be lists")
		case bare.LengthInt() > 0:
			return arg, nil
		}
	}
	return cty.DynamicVal, errors.New("all arguments are null or empty")
}

func arity(args []cty.Value, low, high int) error {
	if len(args) < low || len(args) > high {
		return fmt.Errorf("there are %d arguments, which is not the right number", len(args))
	}
	return nil
}

// wholeNumber converts an argument to an int. It returns false if it is unknown.
func wholeNumber(v cty.Value) (int, bool, error) {
	number, err := convert.Convert(plain(v), cty.Number)
	if err != nil {
		return 0, false, err
	}
	if !number.IsKnown() {
		return 0, false, nil
	}
	if number.IsNull() {
		return 0, false, errors.New("a number is null")
	}
	i, accuracy := number.AsBigFloat().Int64()
	if accuracy != big.Exact {
		return 0, false, errors.New("a number is not whole")
	}
	return int(i), true, nil
}

// element returns an element of a list, counting on from its start behind its end.
func element(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 2, 2); err != nil {
		return cty.DynamicVal, err
	}
	list, origin := unmarked(args[0])
	ty := list.Type()
	if ty == cty.DynamicPseudoType && !list.IsKnown() {
		return unknown(ty, derived(originsIn(args...)...)), nil
	}
	at, ok, err := wholeNumber(args[1])
	if err != nil {
		return cty.DynamicVal, err
	}
	switch {
	case list.IsNull():
		return cty.DynamicVal, errors.New("the list is null")
	case ty != cty.DynamicPseudoType && !ty.IsListType() && !ty.IsTupleType():
		return cty.DynamicVal, fmt.Errorf("a %s has no elements in order", ty.FriendlyName())
	case !ok || !list.IsKnown():
		result := cty.DynamicPseudoType
		if ty.IsListType() {
			result = ty.ElementType()
		}
		return unknown(result, derived(append([]*Origin{origin}, originsIn(args...)...)...)), nil
	}
	n := list.LengthInt()
	if n == 0 {
		return cty.DynamicVal, errors.New("the list is empty")
	}
	if at %= n; at < 0 {
		at += n
	}
	return list.Index(cty.NumberIntVal(int64(at))), nil
}

// flatten puts the elements of lists within a list in their place. An element of unknown
// type may be a list itself, so then the result is unknown.
//
// The function of cty takes a marked element of unknown type for one that is no list.
func flatten(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 1, 1); err != nil {
		return cty.DynamicVal, err
	}
	bare, _ := unmarked(args[0])
	ty := bare.Type()
	isList := ty.IsListType() || ty.IsSetType() || ty.IsTupleType()
	switch {
	case !bare.IsKnown(), !isList && !args[0].IsWhollyKnown():
		return unknown(cty.DynamicPseudoType, derived(originsIn(args...)...)), nil
	case !isList || bare.IsNull():
		return cty.DynamicVal, errors.New("the argument must be a list")
	}
	flat, ok, err := flattened(nil, args[0])
	if err != nil {
		return cty.DynamicVal, err
	}
	if !ok {
		o := derived(originsIn(args...)...)
		o.Items = flattenedItems(args[0])
		return unknown(cty.DynamicPseudoType, o), nil
	}
	return cty.TupleVal(flat), nil
}

func flattened(flat []cty.Value, list cty.Value) ([]cty.Value, bool, error) {
	bare, _ := unmarked(list)
	if bare.Type().IsSetType() && !bare.Length().IsKnown() {
		return nil, false, nil
	}
	_, values, err := elementsOf(list)
	if err != nil {
		return nil, false, err
	}
	for _, op := range values {
		v, _ := unmarked(op.value)
		ty := v.Type()
		isList := ty.IsListType() || ty.IsSetType() || ty.IsTupleType()
		switch {
		case !v.IsKnown() && (isList || ty == cty.DynamicPseudoType):
			return nil, false, nil
		case v.IsNull() || !isList:
			flat = append(flat, op.value)
			if len(flat) > maxItems {
				return nil, false, errTooLarge
			}
		default:
			var ok bool
			if flat, ok, err = flattened(flat, op.value); err != nil || !ok {
				return nil, ok, err
			}
		}
	}
	return flat, true, nil
}

// lookup returns the element of a map, or a default.
func lookup(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 2, 3); err != nil {
		return cty.DynamicVal, err
	}
	from, _ := unmarked(args[0])
	key, err := convert.Convert(plain(args[1]), cty.String)
	if err != nil {
		return cty.DynamicVal, err
	}
	ty := from.Type()
	switch {
	case from.IsNull() || key.IsNull():
		return cty.DynamicVal, errors.New("the map or the key is null")
	case ty != cty.DynamicPseudoType && !ty.IsMapType() && !ty.IsObjectType():
		return cty.DynamicVal, errors.New("the first argument must be a map")
	case !from.IsKnown() || !key.IsKnown():
		result := cty.DynamicPseudoType
		if ty.IsMapType() {
			result = ty.ElementType()
		}
		return unknown(result, derived(originsIn(args...)...)), nil
	}
	if ty.IsObjectType() {
		if ty.HasAttribute(key.AsString()) {
			return from.GetAttr(key.AsString()), nil
		}
	} else if from.HasIndex(key).True() {
		return from.Index(key), nil
	}
	if len(args) == 2 {
		return cty.DynamicVal, fmt.Errorf("there is no key %q", key.AsString())
	}
	if ty.IsMapType() {
		return convert.Convert(args[2], ty.ElementType())
	}
	return args[2], nil
}

// one returns the only element of a list, and null for an empty one.
func one(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 1, 1); err != nil {
		return cty.DynamicVal, err
	}
	list, origin := unmarked(args[0])
	ty := list.Type()
	result := cty.DynamicPseudoType
	if ty.IsListType() || ty.IsSetType() {
		result = ty.ElementType()
	}
	switch {
	case list.IsNull():
		return cty.DynamicVal, errors.New("the list is null")
	case ty != cty.DynamicPseudoType && !ty.IsListType() && !ty.IsSetType() && !ty.IsTupleType():
		return cty.DynamicVal, errors.New("the argument must be a list, a set or a tuple")
	case !list.IsKnown():
		return unknown(result, derived(origin)), nil
	}
	_, values, err := elementsOf(args[0])
	if err != nil {
		return cty.DynamicVal, err
	}
	switch len(values) {
	case 0:
		return cty.NullVal(result), nil
	case 1:
		return values[0].value, nil
	}
	if ty.IsSetType() && !list.IsWhollyKnown() {
		return unknown(result, derived(origin)), nil
	}
	return cty.DynamicVal, errors.New("the list has more than one element")
}

// slice returns a part of a list. The part of an unknown list has as many elements as the
// indices say, since a shorter list would be an error.
func slice(args []cty.Value) (cty.Value, error) {
	if err := arity(args, 3, 3); err != nil {
		return cty.DynamicVal, err
	}
	list, origin := unmarked(args[0])
	from, knownFrom, err := wholeNumber(args[1])
	if err != nil {
		return cty.DynamicVal, err
	}
	to, knownTo, err := wholeNumber(args[2])
	ty := list.Type()
	switch {
	case err != nil:
		return cty.DynamicVal, err
	case list.IsNull():
		return cty.DynamicVal, errors.New("the list is null")
	case ty != cty.DynamicPseudoType && !ty.IsListType() && !ty.IsTupleType():
		return cty.DynamicVal, errors.New("the first argument must be a list")
	case !knownFrom || !knownTo:
		return unknown(cty.DynamicPseudoType, derived(originsIn(args...)...)), nil
	case from < 0 || to < from || to-from > maxItems:
		return cty.DynamicVal, errors.New("the indices are out of range")
	case !list.IsKnown():
		return unknownSlice(ty, origin, from, to), nil
	case to > list.LengthInt():
		return cty.DynamicVal, errors.New("the indices are out of range")
	}
	part := list.AsValueSlice()[from:to]
	switch {
	case ty.IsTupleType():
		return cty.TupleVal(part), nil
	case len(part) == 0:
		return cty.ListValEmpty(ty.ElementType()), nil
	}
	return cty.ListVal(part), nil
}

func unknownSlice(ty cty.Type, origin *Origin, from, to int) cty.Value {
	element := cty.DynamicPseudoType
	if ty.IsListType() {
		element = ty.ElementType()
	}
	values := make([]cty.Value, to-from)
	for i := range values {
		o := origin
		if o.Exact() {
			o = &Origin{Reason: origin.Reason, Address: origin.Address, Path: origin.Path + fmt.Sprintf("[%d]", from+i)}
		}
		values[i] = unknown(element, o)
	}
	if len(values) == 0 || element == cty.DynamicPseudoType {
		return cty.TupleVal(values)
	}
	return cty.ListVal(values)
}

// conversionTo makes the function that converts to a type.
func conversionTo(ty cty.Type) keeper {
	return func(args []cty.Value) (cty.Value, error) {
		if err := arity(args, 1, 1); err != nil {
			return cty.DynamicVal, err
		}
		if bare, origin := unmarked(args[0]); !bare.IsKnown() {
			if convert.GetConversionUnsafe(bare.Type(), ty) == nil && !bare.Type().Equals(ty) {
				return cty.DynamicVal, fmt.Errorf("cannot convert %s to %s", bare.Type().FriendlyName(), ty.FriendlyNameForConstraint())
			}
			return unknown(ty, origin), nil
		}
		result, err := convert.Convert(args[0], ty)
		if err != nil {
			return cty.DynamicVal, err
		}
		return result, nil
	}
}

// listKeeper makes a function of lists whose result, if it is unknown, still says which
// elements it certainly has.
func listKeeper(f function.Function, marks bool, certain func(v cty.Value) bool) keeper {
	return func(args []cty.Value) (cty.Value, error) {
		result, err := callFunction(f, args, marks)
		if err != nil {
			return cty.DynamicVal, err
		}
		return withItems(result, args, certain), nil
	}
}

// withItems adds to an unknown list the elements of lists that are part of it.
func withItems(result cty.Value, lists []cty.Value, certain func(v cty.Value) bool) cty.Value {
	bare, origin := unmarked(result)
	if bare.IsKnown() {
		return result
	}
	var items []cty.Value
	for _, list := range lists {
		items = append(items, itemsOf(list, certain)...)
	}
	if len(items) == 0 {
		return result
	}
	with := derived(origin)
	with.Items = items
	return bare.Mark(with)
}

// itemsOf returns the elements that a list certainly has.
func itemsOf(list cty.Value, certain func(v cty.Value) bool) []cty.Value {
	bare, origin := unmarked(list)
	if !bare.IsKnown() {
		if origin == nil {
			return nil
		}
		return origin.Items
	}
	if bare.IsNull() || !bare.CanIterateElements() || bare.Type().IsObjectType() || bare.Type().IsMapType() {
		return nil
	}
	_, values, err := elementsOf(list)
	if err != nil {
		return nil
	}
	var items []cty.Value
	for _, op := range values {
		if certain(op.value) {
			items = append(items, op.value)
		}
	}
	return items
}

func anyElement(cty.Value) bool { return true }

// neverEmpty reports whether compact keeps an element: text that is not empty, and the
// identifiers of resources, which always exist.
func neverEmpty(v cty.Value) bool {
	bare, origin := unmarked(v)
	if !bare.IsKnown() {
		return origin.Exact() && origin.Reason == ComputedAttribute && (origin.Path == "id" || origin.Path == "arn")
	}
	return !bare.IsNull() && bare.Type() == cty.String && bare.AsString() != ""
}

// noList reports whether flatten keeps an element as it is.
func noList(v cty.Value) bool {
	bare, _ := unmarked(v)
	ty := bare.Type()
	return ty != cty.DynamicPseudoType && !ty.IsListType() && !ty.IsSetType() && !ty.IsTupleType()
}

// flattenedItems are the elements that a list of lists certainly has when flattened.
func flattenedItems(list cty.Value) []cty.Value {
	items := itemsOf(list, noList)
	for _, element := range itemsOf(list, anyElement) {
		if !noList(element) {
			items = append(items, flattenedItems(element)...)
		}
	}
	return items
}
