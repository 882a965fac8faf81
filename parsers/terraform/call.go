package terraform

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// special are functions that need their arguments as expressions or the files of the run.
type special func(s scope, e *hclsyntax.FunctionCallExpr) (cty.Value, error)

// keeper is a function that takes and returns unknown values with their origins.
type keeper func(args []cty.Value) (cty.Value, error)

// call evaluates a function call.
func (s scope) call(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	name := functionName(e.Name)
	if run := specials(name); run != nil {
		return run(s, e)
	}
	args, opaque, err := s.arguments(e)
	if err != nil {
		return cty.DynamicVal, err
	}
	if opaque != nil {
		return unknown(cty.DynamicPseudoType, derived(opaque)), nil
	}
	if growing[name] {
		if err := checkSize(name, args); err != nil {
			return cty.DynamicVal, err
		}
	}
	if keep := keepers[name]; keep != nil {
		result, err := keep(args)
		if err != nil {
			return cty.DynamicVal, fmt.Errorf("%s: %w", name, err)
		}
		return result, nil
	}
	f, ok := functions[name]
	if !ok {
		return unknown(cty.DynamicPseudoType, &Origin{Reason: NotSupported, Detail: "function " + e.Name}), nil
	}
	result, err := callFunction(f, args, marksAllowed[name])
	if err != nil {
		return cty.DynamicVal, fmt.Errorf("%s: %w", name, err)
	}
	return result, nil
}

// functionName drops the namespace of Terraform's own functions.
func functionName(name string) string {
	const core = "core::"
	if len(name) > len(core) && name[:len(core)] == core {
		return name[len(core):]
	}
	return name
}

// arguments evaluates the arguments of a call. If the last one is expanded with ... and
// unknown, its origin comes back.
func (s scope) arguments(e *hclsyntax.FunctionCallExpr) ([]cty.Value, *Origin, error) {
	args := make([]cty.Value, 0, len(e.Args))
	for i, expr := range e.Args {
		value, err := s.eval(expr)
		if err != nil {
			return nil, nil, err
		}
		if !e.ExpandFinal || i < len(e.Args)-1 {
			args = append(args, value)
			continue
		}
		_, values, err := elementsOf(value)
		if notKnown, ok := errors.AsType[unknownCollectionError](err); ok {
			if notKnown.origin == nil {
				notKnown.origin = derived()
			}
			return nil, notKnown.origin, nil
		}
		if err != nil {
			return nil, nil, err
		}
		for _, op := range values {
			args = append(args, op.value)
		}
	}
	return args, nil, nil
}

// callFunction converts the arguments as HCL does and calls a function. What is unknown
// in its result comes from all arguments, unless the function passes elements on as they
// are and says so by allowing marks.
func callFunction(f function.Function, args []cty.Value, marks bool) (cty.Value, error) {
	params, more := f.Params(), f.VarParam()
	if len(args) < len(params) {
		return cty.DynamicVal, fmt.Errorf("there are %d arguments and %d are needed", len(args), len(params))
	}
	if len(args) > len(params) && more == nil {
		return cty.DynamicVal, fmt.Errorf("there are %d arguments and only %d are allowed", len(args), len(params))
	}
	given := make([]cty.Value, len(args))
	for i, arg := range args {
		param := more
		if i < len(params) {
			param = &params[i]
		}
		value, err := convert.Convert(arg, param.Type)
		if err != nil {
			return cty.DynamicVal, fmt.Errorf("argument %d: %w", i+1, err)
		}
		if !marks {
			value = plain(value)
		}
		given[i] = value
	}
	result, err := f.Call(given)
	if err != nil {
		return cty.DynamicVal, err
	}
	return settle(result, args), nil
}

// growing are the functions whose result can be much larger than each argument.
var growing = map[string]bool{"concat": true, "setproduct": true, "setunion": true, "merge": true}

// checkSize refuses a result that is too large before it is made.
func checkSize(name string, args []cty.Value) error {
	total := 0
	if name == "setproduct" {
		total = 1
	}
	for _, arg := range args {
		bare, _ := unmarked(arg)
		if !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
			continue
		}
		if n := bare.LengthInt(); name == "setproduct" {
			total *= n
		} else {
			total += n
		}
		if total > maxItems {
			return errTooLarge
		}
	}
	return nil
}

// settle gives what is unknown in the result of a function its origin.
func settle(result cty.Value, args []cty.Value) cty.Value {
	origin := func() *Origin { return derived(originsIn(args...)...) }
	bare, marked := unmarked(result)
	switch {
	case !bare.IsKnown():
		return bare.Mark(origin())
	case bare.Type().IsSetType() && !bare.IsWhollyKnown():
		if marked == nil {
			marked = origin()
		}
		return bare.Mark(marked)
	case marked != nil:
		return withOrigin(bare, func() *Origin { return marked })
	}
	return withOrigin(bare, origin)
}

// specials returns the function that needs more than values; nil for all others. A switch
// and not a table, since the functions evaluate expressions with calls in them.
func specials(name string) special {
	switch name {
	case "try":
		return scope.try
	case "can":
		return scope.can
	case "file", "filebase64", "filemd5", "filesha1", "filesha256", "filesha512", "filebase64sha256", "filebase64sha512":
		return scope.fileFunction
	case "fileexists":
		return scope.fileExists
	case "fileset":
		return scope.fileSet
	case "templatefile":
		return scope.templateFile
	case "templatestring":
		return scope.templateString
	case "sensitive", "nonsensitive", "ephemeralasnull":
		return scope.sensitive
	case "timestamp", "plantimestamp", "uuid", "bcrypt", "abspath", "pathexpand":
		return scope.notDeterministic
	}
	return nil
}

// try returns the first argument that can be evaluated.
//
// As in Terraform, a value that is unknown in part is unknown as a whole: what is unknown
// may still make the expression fail, and then another argument is the result.
func (s scope) try(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	var failures []error
	for _, expr := range e.Args {
		value, err := s.eval(expr)
		if err != nil {
			if s.m.ev.stopped != nil {
				return cty.DynamicVal, err
			}
			failures = append(failures, err)
			continue
		}
		bare, origin := unmarked(value)
		switch {
		case value.IsWhollyKnown():
			return value, nil
		case !bare.IsKnown():
			return unknown(cty.DynamicPseudoType, origin), nil
		}
		o := derived(originsIn(value)...)
		o.Items = itemsOf(value, anyElement)
		return unknown(cty.DynamicPseudoType, o), nil
	}
	return cty.DynamicVal, fmt.Errorf("no expression of try can be evaluated: %w", errors.Join(failures...))
}

func (s scope) can(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	if len(e.Args) != 1 {
		return cty.DynamicVal, errors.New("can takes one argument")
	}
	value, err := s.eval(e.Args[0])
	switch {
	case err != nil && s.m.ev.stopped != nil:
		return cty.DynamicVal, err
	case err != nil:
		return cty.False, nil //nolint:nilerr // that is what can is for
	case !value.IsWhollyKnown():
		return unknown(cty.Bool, derived(originsIn(value)...)), nil
	}
	return cty.True, nil
}

func (s scope) sensitive(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	if len(e.Args) != 1 {
		return cty.DynamicVal, fmt.Errorf("%s takes one argument", e.Name)
	}
	value, err := s.eval(e.Args[0])
	if err == nil && e.Name == "sensitive" {
		s.m.ev.noteSensitive(value)
	}
	return value, err
}

func (s scope) notDeterministic(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	for _, expr := range e.Args {
		if _, err := s.eval(expr); err != nil {
			return cty.DynamicVal, err
		}
	}
	return unknown(cty.String, &Origin{Reason: NotDeterministic, Detail: e.Name}), nil
}
