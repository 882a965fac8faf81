package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Reason says why a value is not known.
type Reason string

// The reasons.
const (
	// VariableWithoutDefault is a required variable of the root that was given no value.
	VariableWithoutDefault Reason = "variable-without-default"
	// ComputedAttribute is decided by the provider when the configuration is applied.
	ComputedAttribute Reason = "known-after-apply"
	// DataSource is read from outside when the configuration is planned.
	DataSource Reason = "data-source"
	// ModuleNotSeen is an output of a module whose source is not there.
	ModuleNotSeen Reason = "module-not-seen"
	// ModuleVersion differs between the releases that a module call may mean.
	ModuleVersion Reason = "module-version"
	// UnknownInstances depends on a count or for_each that is not known.
	UnknownInstances Reason = "unknown-count"
	// NotDeterministic is a function like timestamp or uuid.
	NotDeterministic Reason = "not-deterministic"
	// FileNotSeen is the content of a file that is not among what was given.
	FileNotSeen Reason = "file-not-seen"
	// EvaluationFailed is an expression that Terraform would refuse too.
	EvaluationFailed Reason = "evaluation-failed"
	// LimitReached is an expression that was given up.
	LimitReached Reason = "limit-reached"
	// NotSupported is something that only Terraform with its providers can evaluate.
	NotSupported Reason = "not-supported"
)

// Origin says where an unknown value comes from. It travels as a mark on the cty value.
//
// Marks sit on unknown values only, and on sets that hold them, because a cty set cannot
// mark its elements one by one.
type Origin struct {
	// Reason says why the value is unknown; that of the first of From if it is derived.
	Reason Reason
	// Address is what the value belongs to: "aws_iam_role.this[0]", "var.region",
	// "module.eks". It is empty if the value is not one attribute as it is, but computed
	// from those in From.
	Address string
	// Path is the attribute below Address, such as "arn" or "vpc_config[0].subnet_ids".
	Path string
	// Detail is the message of an evaluation that failed.
	Detail string
	// From are the origins of the values that a derived value was computed from, each
	// once, in the order in which the expression has them.
	From []*Origin
	// Text is what is known of an unknown string: literal text with holes. It is nil if
	// nothing is known.
	Text []Part
	// Base64 is whether the value is the base64 encoding of Text.
	Base64 bool
	// Items are elements that an unknown list or set certainly has.
	Items []cty.Value
}

// Part is a piece of a partly known string: literal text, or a hole.
type Part struct {
	// Literal is known text; it is empty for a hole.
	Literal string
	// Hole is the origin of what stands in a hole, nil for literal text.
	Hole *Origin
	// Raw is whether the hole stands where any JSON value can, not only text.
	Raw bool
}

// Exact reports whether the value is the attribute that Address and Path name, as it is.
func (o *Origin) Exact() bool { return o != nil && o.Address != "" && o.Text == nil }

// String names the attribute, or the attributes that the value was computed from.
func (o *Origin) String() string {
	switch {
	case o == nil:
		return ""
	case o.Address != "" && o.Path != "":
		if strings.HasPrefix(o.Path, "[") {
			return o.Address + o.Path
		}
		return o.Address + "." + o.Path
	case o.Address != "":
		return o.Address
	case len(o.From) == 0:
		return o.Detail
	}
	names := make([]string, 0, len(o.From))
	for _, from := range o.From {
		names = append(names, from.String())
	}
	return strings.Join(names, ", ")
}

// Roots returns the attributes that a value is or was computed from.
func (o *Origin) Roots() []*Origin {
	if o == nil {
		return nil
	}
	if len(o.From) == 0 {
		return []*Origin{o}
	}
	return o.From
}

// originKey identifies an exact origin, so that one attribute has one origin.
type originKey struct {
	reason        Reason
	address, path string
}

// origins hands out exact origins.
type origins map[originKey]*Origin

func (all origins) exact(reason Reason, address, path string) *Origin {
	key := originKey{reason, address, path}
	if o, ok := all[key]; ok {
		return o
	}
	o := &Origin{Reason: reason, Address: address, Path: path}
	all[key] = o
	return o
}

// below returns the origin of an attribute or element of an unknown value.
func (all origins) below(o *Origin, step string) *Origin {
	switch {
	case o == nil:
		return nil
	case o.Exact() && strings.HasPrefix(step, "["), o.Exact() && o.Path == "":
		return all.exact(o.Reason, o.Address, o.Path+step)
	case o.Exact():
		return all.exact(o.Reason, o.Address, o.Path+"."+step)
	}
	return derived(o)
}

// maxFrom bounds how many origins a derived value names.
const maxFrom = 16

// derived returns the origin of a value that was computed from others.
func derived(from ...*Origin) *Origin {
	o := &Origin{}
	for _, f := range from {
		for _, root := range f.Roots() {
			if len(o.From) < maxFrom && !slices.Contains(o.From, root) {
				o.From = append(o.From, root)
			}
		}
	}
	if len(o.From) > 0 {
		o.Reason = o.From[0].Reason
	}
	if o.Reason == "" {
		o.Reason = NotSupported
	}
	return o
}

func failed(err error) *Origin {
	return &Origin{Reason: EvaluationFailed, Detail: err.Error()}
}

// unknown returns an unknown value of a type with its origin.
func unknown(ty cty.Type, o *Origin) cty.Value {
	if o == nil {
		o = derived()
	}
	return cty.UnknownVal(ty).Mark(o)
}

// originOf returns the origin of an unknown value, and nil if the value has none.
func originOf(v cty.Value) *Origin {
	if !v.IsMarked() {
		return nil
	}
	return originOfMarks(v.Marks())
}

func originOfMarks(marks cty.ValueMarks) *Origin {
	var all []*Origin
	for mark := range marks {
		if o, ok := mark.(*Origin); ok {
			all = append(all, o)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	slices.SortFunc(all, func(a, b *Origin) int { return strings.Compare(a.String(), b.String()) })
	return derived(all...)
}

// originsIn returns the origins of all unknown values within others.
func originsIn(values ...cty.Value) []*Origin {
	var all []*Origin
	for _, v := range values {
		if v == cty.NilVal || !v.ContainsMarked() {
			continue
		}
		collectOrigins(v, &all)
	}
	return all
}

func collectOrigins(v cty.Value, all *[]*Origin) {
	if len(*all) >= maxFrom {
		return
	}
	if v.IsMarked() {
		*all = append(*all, originOf(v))
		v, _ = v.Unmark()
	}
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		collectOrigins(element, all)
	}
}

// plain returns a value without any marks.
func plain(v cty.Value) cty.Value {
	if !v.ContainsMarked() {
		return v
	}
	v, _ = v.UnmarkDeep()
	return v
}

// withOrigin puts the origin on every unknown value within v that has none, and takes
// away those of known values.
func withOrigin(v cty.Value, o func() *Origin) cty.Value {
	if v.IsMarked() {
		known := v
		known, _ = known.Unmark()
		if known.IsWhollyKnown() {
			return known
		}
		return v
	}
	if v.IsWhollyKnown() {
		return v
	}
	if !v.IsKnown() {
		return v.Mark(o())
	}
	var origin *Origin
	result, err := cty.Transform(v, func(_ cty.Path, at cty.Value) (cty.Value, error) {
		if at.IsKnown() || at.IsMarked() {
			return at, nil
		}
		if origin == nil {
			origin = o()
		}
		return at.Mark(origin), nil
	})
	if err != nil {
		return unknown(cty.DynamicPseudoType, failed(err))
	}
	return result
}

// OriginOf returns the origin of an unknown value, and nil if the value is known. That of
// a set is the origin of the elements that are unknown.
func OriginOf(v cty.Value) *Origin { return originOf(v) }
