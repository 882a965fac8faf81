package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/ekslint/ekslint/linter"
)

// JSON writes the report as a [Document]. It makes one finding at a time, since those of a
// large run would need several times the memory of the run as a whole.
func JSON(w io.Writer, r *linter.Report, opts Options) error {
	shown := list(r, opts)
	text, err := encoded(head(r, &shown, opts), "")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, list := range []struct {
		name  string
		write func() error
	}{
		{"findings", func() error { return writeList(out, "  ", shown.findings, wireFinding) }},
		{"unknowns", func() error { return writeList(out, "  ", r.Unknowns, wireUnknown) }},
		{"problems", func() error { return writeList(out, "  ", r.Problems, wireProblem) }},
	} {
		key := []byte(`"` + list.name + `": `) // no text can hold it, since that would have its quotes escaped
		before, after, _ := bytes.Cut(text, append(key, "[]"...))
		out.Write(before) //nolint:errcheck // the writer keeps the error until it is flushed
		out.Write(key)    //nolint:errcheck // likewise
		if err := list.write(); err != nil {
			return err
		}
		text = after
	}
	out.Write(text)       //nolint:errcheck // likewise
	out.WriteString("\n") //nolint:errcheck // likewise
	return out.Flush()
}

// writeList writes the elements of a list of the document, whose key has an indentation.
func writeList[From, To any](out *bufio.Writer, indent string, elements []From, convert func(From) To) error {
	inner := indent + "  "
	separator, end := "[\n"+inner, "[]"
	for _, element := range elements {
		text, err := encoded(convert(element), inner)
		if err != nil {
			return err
		}
		out.WriteString(separator) //nolint:errcheck // the writer keeps the error until it is flushed
		out.Write(text)            //nolint:errcheck // likewise
		separator, end = ",\n"+inner, "\n"+indent+"]"
	}
	_, err := out.WriteString(end)
	return err
}

// Encode writes a value as indented JSON that is as safe to look at as [Printable] text.
func Encode(w io.Writer, value any) error {
	text, err := encoded(value, "")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// encoded returns a value as JSON whose lines after the first one begin with a prefix.
func encoded(value any, prefix string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, "  ")
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return escapeControls(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), nil
}

// escapeControls writes control and format characters as JSON escapes. Those of ASCII are
// escaped already, and outside of strings there are none; the others could still act on
// the terminal of someone who looks at the report, or hide a part of it.
func escapeControls(text []byte) []byte {
	var out []byte
	done := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r >= 0x7f && !unicode.IsGraphic(r) {
			out = append(out, text[done:i]...)
			out = appendEscape(out, r)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return text
	}
	return append(out, text[done:]...)
}

// appendEscape writes a character as JSON spells it: in units of UTF-16.
func appendEscape(out []byte, r rune) []byte {
	if r < 1<<16 {
		return fmt.Appendf(out, `\u%04x`, r)
	}
	r -= 1 << 16
	return fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
}
