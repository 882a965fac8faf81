package report

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/ekslint/ekslint/linter"
)

// snippet is the source line of a region, in three parts that are fit for a terminal.
type snippet struct {
	number                int // of the line, from 1
	before, region, after string
}

// Widths in columns. A line that is longer is cut around its region.
const (
	maxLine   = 120
	maxRegion = 72
	minBefore = 32
)

// cut of a source line in bytes, so that a line of many megabytes costs nothing. A column
// seldom needs more than four bytes, and what it costs if one does is only context.
const maxBytes = 4 * maxLine

// snippetOf returns the line in which a region starts, and false if there is none to show:
// the place is a file as a whole, or the file was not read. A region that goes on in
// further lines is clipped.
func snippetOf(l linter.Location) (snippet, bool) {
	if l.File == nil || len(l.File.Data) == 0 || (l.Span.Empty() && l.Span.Start == 0) {
		return snippet{}, false
	}
	number := l.File.Position(l.Span.Start).Line
	span := l.File.LineSpan(number)
	start := min(max(l.Span.Start, span.Start), span.End)
	end := min(max(l.Span.End, start), span.End)
	data := l.File.Data
	s := snippet{
		number: number,
		before: Printable(string(lastBytes(data[span.Start:start]))),
		region: Printable(string(firstBytes(data[start:end]))),
		after:  Printable(string(firstBytes(data[end:span.End]))),
	}
	s.cut()
	return s, true
}

func (s *snippet) cut() {
	before, region := displaywidth.String(s.before), displaywidth.String(s.region)
	if before+region+displaywidth.String(s.after) <= maxLine {
		return
	}
	s.region = keepFirst(s.region, maxRegion)
	region = displaywidth.String(s.region)
	s.before = keepLast(s.before, max(minBefore, maxLine-region-minBefore))
	s.after = keepFirst(s.after, max(1, maxLine-region-displaywidth.String(s.before)))
}

// marks are the carets below the region, indented like it.
func (s *snippet) marks() string {
	return strings.Repeat(" ", displaywidth.String(s.before)) +
		strings.Repeat("^", max(1, displaywidth.String(s.region)))
}

// firstBytes cuts a text to maxBytes, between two characters.
func firstBytes(b []byte) []byte {
	if len(b) <= maxBytes {
		return b
	}
	end := maxBytes
	for end > maxBytes-utf8.UTFMax && !utf8.RuneStart(b[end]) {
		end--
	}
	return b[:end]
}

// lastBytes cuts all but the last maxBytes of a text off, between two characters.
func lastBytes(b []byte) []byte {
	if len(b) <= maxBytes {
		return b
	}
	start := len(b) - maxBytes
	for start < len(b)-maxBytes+utf8.UTFMax && !utf8.RuneStart(b[start]) {
		start++
	}
	return b[start:]
}
