package terraform

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// textBuilder puts a string together that may have holes.
type textBuilder struct {
	parts   []Part
	pending strings.Builder // literal text that belongs behind parts
	size    int
	unknown bool
	// prefix is what Terraform knows of the start of the text. It is less than what the
	// parts tell, but a comparison must not be decided by more than Terraform knows.
	prefix string
}

func (b *textBuilder) literal(text string) {
	b.size += len(text)
	b.pending.WriteString(text)
}

func (b *textBuilder) flush() {
	if b.pending.Len() > 0 {
		b.parts = append(b.parts, Part{Literal: b.pending.String()})
		b.pending.Reset()
	}
}

func (b *textBuilder) hole(o *Origin, raw bool) {
	const weight = 64 // so that holes are limited like text
	b.flush()
	b.unknown, b.size = true, b.size+weight
	b.parts = append(b.parts, Part{Hole: originOrNone(o), Raw: raw})
}

// value adds a string, known, partly known or not.
func (b *textBuilder) value(v cty.Value) {
	bare, origin := unmarked(v)
	switch {
	case bare.IsKnown():
		b.literal(bare.AsString())
	case origin != nil && origin.Text != nil && !origin.Base64:
		for _, part := range origin.Text {
			if part.Hole == nil {
				b.literal(part.Literal)
				continue
			}
			b.hole(part.Hole, part.Raw)
		}
	default:
		b.hole(origin, false)
	}
}

// result is the string: known if it has no hole.
func (b *textBuilder) result() (cty.Value, error) {
	if b.size > maxText {
		return cty.DynamicVal, errTooLarge
	}
	if !b.unknown {
		return cty.StringVal(b.pending.String()), nil
	}
	b.flush()
	return partial(b.parts, b.prefix, false), nil
}

// partial is an unknown string of which some parts are known.
func partial(parts []Part, prefix string, base64 bool) cty.Value {
	var holes []*Origin
	for _, part := range parts {
		if part.Hole != nil {
			holes = append(holes, part.Hole)
		}
	}
	o := derived(holes...)
	o.Text, o.Base64 = parts, base64
	refined := cty.UnknownVal(cty.String).Refine().NotNull()
	if prefix != "" {
		const longest = 128 // what HCL limits it to
		refined = refined.StringPrefix(prefix[:min(len(prefix), longest)])
	}
	return refined.NewValue().Mark(o)
}

// checkNumber refuses numbers that would take megabytes to write out.
func checkNumber(v cty.Value) error {
	bare, _ := unmarked(v)
	if bare.Type() != cty.Number || !bare.IsKnown() || bare.IsNull() {
		return nil
	}
	const longest = 1 << 14 // bits
	if exponent := bare.AsBigFloat().MantExp(nil); exponent > longest || exponent < -longest {
		return errTooLarge
	}
	return nil
}

// checkNumbers is checkNumber for all numbers within a value.
func checkNumbers(v cty.Value) error {
	return cty.Walk(plain(v), func(_ cty.Path, at cty.Value) (bool, error) { return true, checkNumber(at) })
}

func (s scope) templateText(e *hclsyntax.TemplateExpr) (cty.Value, error) {
	if e.IsStringLiteral() {
		return s.eval(e.Parts[0])
	}
	var b textBuilder
	for _, expr := range e.Parts {
		value, err := s.eval(expr)
		if err != nil {
			return cty.UnknownVal(cty.String), err
		}
		if bare, _ := unmarked(value); !bare.IsKnown() && !b.unknown {
			b.prefix = b.pending.String()
		}
		if err := b.convert(value); err != nil {
			return cty.UnknownVal(cty.String), err
		}
		if b.size > maxText {
			return cty.UnknownVal(cty.String), errTooLarge
		}
	}
	return b.result()
}

// convert adds a value after converting it to a string.
func (b *textBuilder) convert(value cty.Value) error {
	if value.IsNull() {
		return errors.New("a null value cannot be part of a string")
	}
	if !value.IsKnown() && value.Type() != cty.DynamicPseudoType && !value.Type().IsPrimitiveType() {
		b.hole(originOf(value), false)
		return nil
	}
	if err := checkNumber(value); err != nil {
		return err
	}
	text, err := convert.Convert(value, cty.String)
	if err != nil {
		return fmt.Errorf("a value cannot be part of a string: %w", err)
	}
	b.value(text)
	return nil
}

func (s scope) templateJoin(e *hclsyntax.TemplateJoinExpr) (cty.Value, error) {
	tuple, err := s.eval(e.Tuple)
	if err != nil {
		return cty.UnknownVal(cty.String), err
	}
	bare, origin := unmarked(tuple)
	if !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
		return unknown(cty.String, derived(origin)), nil
	}
	var b textBuilder
	for it := bare.ElementIterator(); it.Next(); {
		_, value := it.Element()
		if err := b.convert(value); err != nil {
			return cty.UnknownVal(cty.String), err
		}
		if b.size > maxText {
			return cty.UnknownVal(cty.String), errTooLarge
		}
	}
	return b.result()
}
