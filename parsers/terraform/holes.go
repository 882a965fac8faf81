package terraform

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// holes numbers the unknown parts of a text, so that the text can be read as JSON with a
// marker for each of them. The markers are of Unicode's private use area.
type holes struct {
	origins []*Origin
}

const (
	textHole  = '\ue000' // a part of a string
	valueHole = '\ue001' // a whole value
	endOfHole = '\ue002'
)

func (h *holes) mark(kind rune, o *Origin) string {
	h.origins = append(h.origins, originOrNone(o))
	return string(kind) + strconv.Itoa(len(h.origins)-1) + string(endOfHole)
}

// text writes a string value with a marker for each unknown part.
func (h *holes) text(v cty.Value) string {
	bare, origin := unmarked(v)
	if bare.IsKnown() {
		return bare.AsString()
	}
	if origin == nil || origin.Text == nil || origin.Base64 {
		return h.mark(textHole, origin)
	}
	var b strings.Builder
	for _, part := range origin.Text {
		if part.Hole != nil {
			b.WriteString(h.mark(textHole, part.Hole))
			continue
		}
		b.WriteString(part.Literal)
	}
	return b.String()
}

// json writes a partly known JSON text so that it can be parsed: a hole between values
// becomes a string that is nothing but a marker.
func (h *holes) json(parts []Part) string {
	var b strings.Builder
	inString, escaped := false, false
	for _, part := range parts {
		if part.Hole != nil {
			if inString {
				b.WriteString(h.mark(textHole, part.Hole))
			} else {
				b.WriteString(`"` + h.mark(valueHole, part.Hole) + `"`)
			}
			continue
		}
		for i := range len(part.Literal) {
			switch c := part.Literal[i]; {
			case escaped:
				escaped = false
			case inString && c == '\\':
				escaped = true
			case c == '"':
				inString = !inString
			}
		}
		b.WriteString(part.Literal)
	}
	return b.String()
}

// parse reads a JSON text that may have holes. It returns nil if nothing of the text is
// known or if it is no JSON; the message says why.
func (h *holes) parse(v cty.Value) (root *tree.Node, problem string) {
	bare, origin := unmarked(v)
	var text string
	switch {
	case bare.IsNull():
		return nil, ""
	case bare.Type() != cty.String && bare.Type() != cty.DynamicPseudoType:
		return nil, "no text"
	case bare.IsKnown():
		known, ok := knownText(bare)
		if !ok {
			return nil, "not a text"
		}
		text = known
	case origin == nil || origin.Text == nil || origin.Base64:
		return nil, ""
	default:
		text = h.json(origin.Text)
	}
	docs, problems := tree.Parse(source.NewFile("policy.json", []byte(text)), tree.Limits{})
	for _, p := range problems {
		if p.Level == source.Error {
			return nil, p.Message
		}
	}
	if len(docs) != 1 {
		return nil, "not one JSON value"
	}
	return docs[0].Root, ""
}

// isValueHole returns the origin of a node that is nothing but a hole.
func (h *holes) isValueHole(n *tree.Node) (*Origin, bool) {
	if n == nil || n.Kind != tree.String {
		return nil, false
	}
	rest, ok := strings.CutPrefix(n.Text, string(valueHole))
	if !ok {
		return nil, false
	}
	return h.origin(strings.TrimSuffix(rest, string(endOfHole))), true
}

func (h *holes) origin(number string) *Origin {
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(h.origins) {
		return derived() // a text that has our markers itself
	}
	return h.origins[i]
}

// parts splits a text with markers.
func (h *holes) parts(text string) []Part {
	var parts []Part
	for text != "" {
		at := strings.IndexAny(text, string(textHole)+string(valueHole))
		if at < 0 {
			return append(parts, Part{Literal: text})
		}
		if at > 0 {
			parts = append(parts, Part{Literal: text[:at]})
		}
		number, rest, found := strings.Cut(text[at+len(string(textHole)):], string(endOfHole))
		if !found {
			return append(parts, Part{Literal: text[at:]})
		}
		parts = append(parts, Part{Hole: h.origin(number)})
		text = rest
	}
	return parts
}

// value returns a text with markers as a string value, unknown if it has any.
func (h *holes) value(text string) cty.Value {
	parts := h.parts(text)
	switch {
	case len(parts) == 0:
		return cty.StringVal("")
	case len(parts) == 1 && parts[0].Hole == nil:
		return cty.StringVal(parts[0].Literal)
	case len(parts) == 1:
		return unknown(cty.String, parts[0].Hole)
	}
	return partial(parts, "", false)
}

// write writes a node as JSON, with holes where there are markers.
func (h *holes) write(b *textBuilder, n *tree.Node) {
	switch n.Kind {
	case tree.Mapping:
		b.literal("{")
		for i := range n.Fields {
			if i > 0 {
				b.literal(",")
			}
			h.writeText(b, n.Fields[i].Key)
			b.literal(":")
			h.write(b, n.Fields[i].Value)
		}
		b.literal("}")
	case tree.Sequence:
		b.literal("[")
		for i, item := range n.Items {
			if i > 0 {
				b.literal(",")
			}
			h.write(b, item)
		}
		b.literal("]")
	case tree.String:
		if o, ok := h.isValueHole(n); ok {
			b.hole(o, true)
			return
		}
		h.writeText(b, n.Text)
	case tree.Null:
		b.literal("null")
	case tree.Bool, tree.Int, tree.Float:
		b.literal(n.Text)
	}
}

func (h *holes) writeText(b *textBuilder, text string) {
	b.literal(`"`)
	for _, part := range h.parts(text) {
		if part.Hole != nil {
			b.hole(part.Hole, false)
			continue
		}
		escaped := jsonText(part.Literal)
		b.literal(escaped[1 : len(escaped)-1])
	}
	b.literal(`"`)
}
