package rules

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ekslint/ekslint/parsers/model"
)

// Rules answer with objects. They are read key by key, without the detour of JSON, and a
// key that nothing reads is an error: a misspelt one must not be without effect.

// read reads an element of findings.
func (v *Violation) read(from *ast.Term) error {
	return eachKey(from, func(key string, value *ast.Term) (err error) {
		switch key {
		case "ref":
			v.Ref, err = readRef(value)
		case "field":
			v.Field, err = readField(value)
		case "message":
			v.Message, err = readText(value)
		case "severity":
			var severity string
			severity, err = readText(value)
			v.Severity = Severity(severity)
			if err == nil && v.Severity.Rank() == len(Severities()) {
				err = fmt.Errorf("%q is no severity", severity)
			}
		case "pss":
			v.Exact = true
			v.Checks, err = readTexts(value)
		case "also_pss":
			v.Checks, err = readTexts(value)
		case "related":
			v.Related, err = readAll(value, (*Related).read)
		case "subsumes":
			v.Subsumes, err = readAll(value, (*Subsumed).read)
		default:
			err = errors.New("a finding has no such key")
		}
		return err
	})
}

// read reads an element of related.
func (r *Related) read(from *ast.Term) error {
	return eachKey(from, func(key string, value *ast.Term) (err error) {
		switch key {
		case "ref":
			r.Ref, err = readRef(value)
		case "field":
			r.Field, err = readField(value)
		case "message":
			r.Message, err = readText(value)
		default:
			err = errors.New("a related place has no such key")
		}
		return err
	})
}

// read reads an element of subsumes.
func (s *Subsumed) read(from *ast.Term) error {
	return eachKey(from, func(key string, value *ast.Term) (err error) {
		switch key {
		case "rule":
			s.Rule, err = readText(value)
		case "ref":
			s.Ref, err = readRef(value)
		default:
			err = errors.New("a subsumed violation has no such key")
		}
		return err
	})
}

// read reads an element of undecided.
func (u *Undecided) read(from *ast.Term) error {
	return eachKey(from, func(key string, value *ast.Term) (err error) {
		switch key {
		case "ref":
			u.Ref, err = readRef(value)
		case "field":
			u.Field, err = readField(value)
		case "reason":
			var reason string
			reason, err = readText(value)
			u.Reason = model.Reason(reason)
		default:
			err = errors.New("an undecided place has no such key")
		}
		return err
	})
}

// eachKey calls read for every key of an object.
func eachKey(from *ast.Term, read func(key string, value *ast.Term) error) error {
	object, ok := from.Value.(ast.Object)
	if !ok {
		return fmt.Errorf("result %s is no object", from)
	}
	return object.Iter(func(key, value *ast.Term) error {
		name, err := readText(key)
		if err == nil {
			err = read(name, value)
		}
		if err != nil {
			return fmt.Errorf("result %s: key %s: %w", from, key, err)
		}
		return nil
	})
}

// readAll reads the elements of a list or set.
func readAll[T any](from *ast.Term, read func(*T, *ast.Term) error) ([]T, error) {
	var list []T
	err := eachElement(from, func(element *ast.Term) error {
		var one T
		if err := read(&one, element); err != nil {
			return err
		}
		list = append(list, one)
		return nil
	})
	return list, err
}

func readTexts(from *ast.Term) ([]string, error) {
	var list []string
	err := eachElement(from, func(element *ast.Term) error {
		text, err := readText(element)
		list = append(list, text)
		return err
	})
	return list, err
}

func eachElement(from *ast.Term, read func(*ast.Term) error) error {
	switch list := from.Value.(type) {
	case *ast.Array:
		return list.Iter(read)
	case ast.Set:
		return list.Iter(read)
	}
	return errors.New("it is no list")
}

func readText(from *ast.Term) (string, error) {
	text, ok := from.Value.(ast.String)
	if !ok {
		return "", errors.New("it is no text")
	}
	return string(text), nil
}

func readRef(from *ast.Term) (model.Ref, error) {
	number, ok := from.Value.(ast.Number)
	if !ok {
		return 0, errors.New("it is no number")
	}
	ref, ok := number.Int64()
	if !ok {
		return 0, errors.New("it is no whole number")
	}
	return model.Ref(ref), nil
}

// readField reads a path: a text with dots or, where names may hold dots, a list of names
// and indexes.
func readField(from *ast.Term) ([]string, error) {
	if text, ok := from.Value.(ast.String); ok {
		if text == "" {
			return nil, nil
		}
		return strings.Split(string(text), "."), nil
	}
	var path []string
	err := eachElement(from, func(element *ast.Term) error {
		switch part := element.Value.(type) {
		case ast.String:
			path = append(path, string(part))
		case ast.Number:
			index, ok := part.Int()
			if !ok {
				return errors.New("it holds a number that is no index")
			}
			path = append(path, strconv.Itoa(index))
		default:
			return errors.New("it holds what is neither a name nor an index")
		}
		return nil
	})
	return path, err
}
