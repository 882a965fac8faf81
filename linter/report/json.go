package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/ekslint/ekslint/linter"
)

// JSON writes the report as a [Document].
func JSON(w io.Writer, r *linter.Report, opts Options) error { return Encode(w, wired(r, opts)) }

// Encode writes a value as indented JSON that is as safe to look at as [Printable] text.
func Encode(w io.Writer, value any) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(escapeControls(out.Bytes()))
	return err
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
