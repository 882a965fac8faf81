package compiler

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/rules"
)

// params are the parameters of a rule as its metadata declares them, by their names.
type params map[string]struct {
	Description string          `json:"description"`
	Type        rules.ParamType `json:"type"`
	Default     json.RawMessage `json:"default"`
}

var paramName = pattern.Lazy(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// read checks the declarations and returns them sorted by name.
func (p params) read() ([]rules.Param, error) {
	var list []rules.Param
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if !paramName().MatchString(name) {
			return nil, fmt.Errorf("params: %q is no name in lower case with dashes, such as allowed-hosts", name)
		}
		if p[name].Description == "" {
			return nil, fmt.Errorf("params: %s lacks a description", name)
		}
		value, err := paramValue(p[name].Type, p[name].Default)
		if err != nil {
			return nil, fmt.Errorf("params: %s: %w", name, err)
		}
		list = append(list, rules.Param{Name: name, Description: p[name].Description, Type: p[name].Type, Default: value})
	}
	return list, nil
}

// paramValue reads the default of a parameter, which every parameter has.
func paramValue(kind rules.ParamType, text json.RawMessage) (any, error) {
	switch kind {
	case rules.StringParam:
		return defaultOf[string](text)
	case rules.IntegerParam:
		return defaultOf[int](text)
	case rules.BooleanParam:
		return defaultOf[bool](text)
	case rules.StringsParam:
		return defaultOf[[]string](text)
	}
	return nil, fmt.Errorf("there is no type %q; there are string, integer, boolean and strings", kind)
}

func defaultOf[T any](text json.RawMessage) (value T, err error) {
	if len(text) == 0 || string(text) == "null" {
		return value, errors.New("it lacks a default")
	}
	if json.Unmarshal(text, &value) != nil {
		return value, fmt.Errorf("the default %s is not of its type", text)
	}
	return value, nil
}
