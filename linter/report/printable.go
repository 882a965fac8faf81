package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// tab is what a tab is shown as, so that what stands below a source line lines up.
const tab = "    "

// Printable makes a text fit for a terminal and for one line. Whatever is not a visible
// character or a space is spelt as Go spells it, such as \x1b or \n: input is not trusted,
// and could otherwise move the cursor, forge a line of the report or hide a part of it.
func Printable(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) }) < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, s[i])
		case r == '\t':
			out.WriteString(tab)
		case unicode.IsGraphic(r):
			out.WriteString(s[i : i+size])
		default:
			quoted := strconv.QuoteRune(r)
			out.WriteString(quoted[1 : len(quoted)-1])
		}
		i += size
	}
	return out.String()
}

// cutMark stands where a part of a line is left out; it is one column wide.
const cutMark = "…"

// keepFirst cuts a text to a width in columns; the mark takes one of them.
func keepFirst(s string, width int) string {
	if displaywidth.String(s) <= width {
		return s
	}
	used, end := 1, 0
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		if used += g.Width(); used > width {
			break
		}
		end += len(g.Value())
	}
	return s[:end] + cutMark
}

// keepLast cuts the beginning of a text off; the mark takes one of the columns.
func keepLast(s string, width int) string {
	left := displaywidth.String(s)
	if left <= width {
		return s
	}
	start := 0
	for g := displaywidth.StringGraphemes(s); left > width-1 && g.Next(); {
		left -= g.Width()
		start += len(g.Value())
	}
	return cutMark + s[start:]
}
