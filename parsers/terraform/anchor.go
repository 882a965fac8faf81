package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
)

// Place is where a field of a model node can be mended.
type Place struct {
	// File and Span are the place in the user's files.
	File *source.File
	Span source.Span
	// Type and Address name the resource.
	Type, Address string
	// Field is the argument within the resource, as Terraform writes it.
	Field string
	// Way are the places that the value comes through, from the argument of the resource on.
	Way []Link
}

// anchor ties a model node to a resource.
type anchor struct {
	r *Resource
	// path is the way to the nested block that the node is, empty for the resource itself.
	path []any
	// alias gives the argument for fields that are not named like one.
	alias map[string]string
}

// Anchors are the places of the model nodes of one root.
type Anchors struct {
	base model.Ref
	list []anchor
}

func (a *Anchors) add(at anchor) model.Ref {
	a.list = append(a.list, at)
	return a.base + model.Ref(len(a.list))
}

// Locate returns the place of a field of a node; ok is false if the ref names no node of
// this root. A field is given as names and indexes; none at all stands for the node.
func (a *Anchors) Locate(ref model.Ref, field []string) (place Place, ok bool) {
	i := int(ref-a.base) - 1
	if i < 0 || i >= len(a.list) {
		return Place{}, false
	}
	at := a.list[i]
	path := append(slices.Clip(at.path), at.steps(field)...)
	mend, way := at.r.Mend(path...)
	return Place{
		File: mend.File, Span: mend.Span, Type: at.r.Type, Address: at.r.Address, Field: fieldPath(path), Way: way,
	}, true
}

// steps turns the names of a field into the path of an argument.
func (at anchor) steps(field []string) []any {
	for n := len(field); n > 0; n-- {
		if alias, ok := at.alias[strings.Join(field[:n], ".")]; ok {
			if alias == "" {
				return nil
			}
			return append(plainSteps(strings.Split(alias, ".")), plainSteps(field[n:])...)
		}
	}
	return plainSteps(field)
}

func plainSteps(names []string) []any {
	steps := make([]any, 0, len(names))
	for _, name := range names {
		if i, err := strconv.Atoi(name); err == nil {
			steps = append(steps, i)
			continue
		}
		steps = append(steps, name)
	}
	return steps
}

func fieldPath(path []any) string {
	out := ""
	for _, step := range path {
		switch step := step.(type) {
		case string:
			if out != "" {
				out += "."
			}
			out += step
		case int:
			out += "[" + strconv.Itoa(step) + "]"
		}
	}
	return out
}
