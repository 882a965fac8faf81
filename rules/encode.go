package rules

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/parsers/model"
)

// encoder turns the model into OPA's values, without the detour of JSON. What several
// nodes share, such as the workload of two containers, is made once.
type encoder struct {
	shared map[any]*ast.Term
}

// input returns the input of rules that read the given collections.
func input(m *model.Model, collections map[string]bool) *ast.Term {
	e := &encoder{shared: map[any]*ast.Term{}}
	v := reflect.ValueOf(m).Elem()
	var pairs [][2]*ast.Term
	for _, f := range planOf(v.Type()) {
		if f.name != "settings" && !collections[f.name] {
			continue
		}
		if value := e.value(v.FieldByIndex(f.index)); value != nil {
			pairs = append(pairs, [2]*ast.Term{f.key, value})
		}
	}
	return ast.ObjectTerm(pairs...)
}

// field is one field of a struct as JSON has it.
type field struct {
	name  string
	key   *ast.Term
	index []int
	keep  bool // is there even if it has the zero value
}

var plans sync.Map // reflect.Type to []field

func planOf(t reflect.Type) []field {
	if plan, ok := plans.Load(t); ok {
		return plan.([]field) //nolint:forcetypeassert // nothing else is stored
	}
	var plan []field
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "-" || name == "" {
			continue
		}
		plan = append(plan, field{name, ast.StringTerm(name), f.Index, options == ""})
	}
	plans.Store(t, plan)
	return plan
}

// value returns nil for what JSON would leave out.
func (e *encoder) value(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.Pointer:
		return e.pointer(v)
	case reflect.Bool:
		return ast.InternedTerm(v.Bool())
	case reflect.Int, reflect.Int64:
		return ast.InternedTerm(v.Int())
	case reflect.String:
		return ast.StringTerm(v.String())
	case reflect.Interface:
		return param(v.Interface())
	case reflect.Slice:
		return e.list(v)
	case reflect.Map:
		return e.mapping(v)
	case reflect.Struct:
		return e.object(v)
	default:
		panic("the model has a value of kind " + v.Kind().String())
	}
}

// param is the value of a parameter; unlike a list of the model, an empty one is there.
func param(value any) *ast.Term {
	switch value := value.(type) {
	case string:
		return ast.StringTerm(value)
	case int:
		return ast.InternedTerm(value)
	case bool:
		return ast.InternedTerm(value)
	case []string:
		terms := make([]*ast.Term, len(value))
		for i, text := range value {
			terms[i] = ast.StringTerm(text)
		}
		return ast.ArrayTerm(terms...)
	}
	panic(fmt.Sprintf("a parameter has a value of type %T", value))
}

func (e *encoder) pointer(v reflect.Value) *ast.Term {
	if v.IsNil() {
		return nil
	}
	if v.Elem().Kind() != reflect.Struct {
		return e.value(v.Elem())
	}
	key := v.Interface()
	if term, ok := e.shared[key]; ok {
		return term
	}
	term := e.object(v.Elem())
	e.shared[key] = term
	return term
}

func (e *encoder) list(v reflect.Value) *ast.Term {
	if v.Len() == 0 {
		return nil
	}
	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		terms[i] = e.value(v.Index(i))
	}
	return ast.ArrayTerm(terms...)
}

func (e *encoder) mapping(v reflect.Value) *ast.Term {
	if v.Len() == 0 {
		return nil
	}
	object := ast.NewObjectWithCapacity(v.Len())
	for it := v.MapRange(); it.Next(); {
		object.Insert(ast.StringTerm(it.Key().String()), e.value(it.Value()))
	}
	return ast.NewTerm(object)
}

func (e *encoder) object(v reflect.Value) *ast.Term {
	plan := planOf(v.Type())
	object := ast.NewObjectWithCapacity(len(plan))
	for i := range plan {
		f := v.FieldByIndex(plan[i].index)
		if !plan[i].keep && f.IsZero() {
			continue
		}
		if value := e.value(f); value != nil {
			object.Insert(plan[i].key, value)
		}
	}
	return ast.NewTerm(object)
}
