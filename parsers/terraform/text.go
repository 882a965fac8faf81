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
	size    int
	unknown bool
	// prefix is what Terraform knows of the start of the text. It is less than what the
	// parts tell, but a comparison must not be decided by more than Terraform knows.
	prefix string
}

func (b *textBuilder) literal(text string) {
	if text == "" {
		return
	}
	b.size += len(text)
	if n := len(b.parts); n > 0 && b.parts[n-1].Hole == nil {
		b.parts[n-1].Literal += text
		return
	}
	b.parts = append(b.parts, Part{Literal: text})
}

func (b *textBuilder) hole(o *Origin, raw bool) {
	b.unknown = true
	if o == nil {
		o = derived()
	}
	b.parts = append(b.parts, Part{Hole: o, Raw: raw})
}

// value adds a string, known, partly known or not.
func (b *textBuilder) value(v cty.Value) {
	bare, origin := unmarked(v)
	switch {
	case bare.IsKnown():
		b.literal(bare.AsString())
	case origin != nil && origin.Text != nil && !origin.Base64:
		b.unknown = true
		for _, part := range origin.Text {
			if part.Hole == nil {
				b.literal(part.Literal)
				continue
			}
			b.parts = append(b.parts, part)
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
		var text strings.Builder
		for _, part := range b.parts {
			text.WriteString(part.Literal)
		}
		return cty.StringVal(text.String()), nil
	}
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
		if bare, _ := unmarked(value); !bare.IsKnown() && !b.unknown && len(b.parts) > 0 {
			b.prefix = b.parts[0].Literal
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
