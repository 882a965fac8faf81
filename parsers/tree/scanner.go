package tree

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/parsers/source"
)

// scanner finds out where values end, which the YAML library does not tell. All
// offsets are those of the file.
type scanner struct {
	data  []byte // the file up to the end of the document
	lines []int  // offset of each line of the document as YAML counts lines

	marked int   // the line that marks are of
	marks  []int // offset of each column of that line that is a multiple of step
}

// yamlLines returns where the lines of a document start. YAML 1.1 breaks lines at more
// characters than editors do: U+0085, U+2028 and U+2029 too.
func yamlLines(data []byte, span source.Span) []int {
	starts := []int{span.Start}
	for i := span.Start; i < span.End; i++ {
		switch c := data[i]; {
		case c == '\n',
			c == '\r' && (i+1 == span.End || data[i+1] != '\n'),
			c == 0x85 && i > span.Start && data[i-1] == 0xc2,
			(c == 0xa8 || c == 0xa9) && i > span.Start+1 && data[i-1] == 0x80 && data[i-2] == 0xe2:
			starts = append(starts, i+1)
		}
	}
	return starts
}

// step is how many columns lie between two marks of a line.
const step = 256

// offset converts a 1-based line and column in code points, both of the document. It
// keeps marks in the line that it was last asked for, as a whole document in flow style
// may be one line.
func (s *scanner) offset(line, column int) int {
	if line < 1 {
		return s.lines[0]
	}
	if line > len(s.lines) {
		return len(s.data)
	}
	if line != s.marked {
		s.marked, s.marks = line, append(s.marks[:0], s.lines[line-1])
	}
	column = max(column-1, 0)
	for len(s.marks) <= column/step {
		s.marks = append(s.marks, s.forward(s.marks[len(s.marks)-1], step))
	}
	return s.forward(s.marks[column/step], column%step)
}

// forward goes a number of code points further.
func (s *scanner) forward(at, runes int) int {
	for ; runes > 0 && at < len(s.data); runes-- {
		_, size := utf8.DecodeRune(s.data[at:])
		at += size
	}
	return at
}

// lineSpan covers the text of a 1-based line of the document without its indentation.
func (s *scanner) lineSpan(line int) source.Span {
	start := s.offset(line, 1)
	end := len(s.data)
	if line >= 1 && line < len(s.lines) {
		end = s.lines[line]
	}
	text := bytes.TrimRight(s.data[start:end], "\r\n")
	return source.Span{Start: start + len(text) - len(bytes.TrimLeft(text, " \t")), End: start + len(text)}
}

// content skips the anchor and the tag in front of a value, and tells whether there is
// a tag.
func (s *scanner) content(at int) (start int, tagged bool) {
	for at < len(s.data) && (s.data[at] == '&' || s.data[at] == '!') {
		tagged = tagged || s.data[at] == '!'
		at = s.skipSpace(s.propertyEnd(at))
	}
	return at, tagged
}

// onlyTag reports whether there is a tag among the anchor and tag of a value that is left
// out. They are on one line, or they could be those of the next value, if there is one.
func (s *scanner) onlyTag(at int) bool {
	if end, tagged := s.content(at); end == len(s.data) {
		return tagged
	}
	for at < len(s.data) && s.data[at] == '&' {
		at = s.propertyEnd(at)
		for at < len(s.data) && (s.data[at] == ' ' || s.data[at] == '\t') {
			at++
		}
	}
	return at < len(s.data) && s.data[at] == '!'
}

// propertyEnd returns where an anchor or a tag ends: an anchor with its last letter, a
// tag before a blank.
func (s *scanner) propertyEnd(at int) int {
	inAnchor := s.data[at] == '&'
	for at++; at < len(s.data); at++ {
		if inAnchor && !isWord(s.data[at]) || blank(s.data[at:]) > 0 {
			break
		}
	}
	return at
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_' || c == '-'
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// skipSpace skips white space, line breaks and comments.
func (s *scanner) skipSpace(at int) int {
	for at < len(s.data) {
		switch n := blank(s.data[at:]); {
		case n > 0:
			at += n
		case s.data[at] == '#' && (at == 0 || isBlank(s.data[at-1])):
			at = s.lineEnd(at)
		default:
			return at
		}
	}
	return at
}

// scalarEnd returns where a scalar that starts at start ends.
func (s *scanner) scalarEnd(start int, n *yaml.Node) int {
	switch {
	case start >= len(s.data):
		return len(s.data)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return s.doubleQuotedEnd(start)
	case n.Style&yaml.SingleQuotedStyle != 0:
		return s.singleQuotedEnd(start)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return s.blockEnd(start, n.Value)
	default:
		return s.plainEnd(start, n.Value)
	}
}

func (s *scanner) doubleQuotedEnd(start int) int {
	for at := start + 1; at < len(s.data); at++ {
		switch s.data[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(s.data)
}

func (s *scanner) singleQuotedEnd(start int) int {
	for at := start + 1; at < len(s.data); at++ {
		if s.data[at] != '\'' {
			continue
		}
		if at+1 < len(s.data) && s.data[at+1] == '\'' {
			at++
			continue
		}
		return at + 1
	}
	return len(s.data)
}

// plainEnd walks the text beside the value; they differ only in white space.
func (s *scanner) plainEnd(start int, value string) int {
	at, end := start, start
	for i := 0; i < len(value); {
		if n := blank(value[i:]); n > 0 {
			i += n
			continue
		}
		for at < len(s.data) && blank(s.data[at:]) > 0 {
			at += blank(s.data[at:])
		}
		if at >= len(s.data) || s.data[at] != value[i] {
			return end
		}
		at++
		i++
		end = at
	}
	return end
}

// blank returns the length of the blank or line break that a text starts with, those of
// YAML 1.1 included, and 0 if there is none.
func blank[T string | []byte](text T) int {
	switch {
	case isBlank(text[0]):
		return 1
	case len(text) > 1 && text[0] == 0xc2 && text[1] == 0x85:
		return 2
	case len(text) > 2 && text[0] == 0xe2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9):
		return 3
	}
	return 0
}

// blockEnd walks the text of a block scalar beside its value; they differ only in line
// breaks and indentation. An empty block scalar is only its header.
func (s *scanner) blockEnd(start int, value string) int {
	header := s.lineEnd(start)
	if end := s.plainEnd(header, value); end > header {
		return end
	}
	return start + len(bytes.TrimRight(s.data[start:header], " \t"))
}

// lineEnd returns the offset of the line break behind an offset.
func (s *scanner) lineEnd(at int) int {
	for ; at < len(s.data); at++ {
		if c := s.data[at]; c != ' ' && c != '\t' && blank(s.data[at:]) > 0 {
			break
		}
	}
	return at
}

// collectionEnd returns where a mapping or list ends whose last part ends at last. One
// in flow style ends with its bracket.
func (s *scanner) collectionEnd(start, last int, bracket byte) int {
	if start >= len(s.data) || s.data[start] != '{' && s.data[start] != '[' {
		return min(last, len(s.data))
	}
	for at := last; at < len(s.data); at++ {
		at = s.skipSpace(at)
		if at < len(s.data) && s.data[at] == bracket {
			return at + 1
		}
	}
	return min(last, len(s.data))
}
