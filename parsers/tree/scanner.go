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

// offset converts a 1-based line and column in code points, both of the document.
func (s *scanner) offset(line, column int) int {
	if line < 1 {
		return s.lines[0]
	}
	if line > len(s.lines) {
		return len(s.data)
	}
	at := s.lines[line-1]
	for ; column > 1 && at < len(s.data); column-- {
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
		for at < len(s.data) && !isBlank(s.data[at]) && s.data[at] != ',' && s.data[at] != ']' && s.data[at] != '}' {
			at++
		}
		at = s.skipSpace(at)
	}
	return at, tagged
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// skipSpace skips white space, line breaks and comments.
func (s *scanner) skipSpace(at int) int {
	for at < len(s.data) {
		switch {
		case isBlank(s.data[at]):
			at++
		case s.data[at] == '#' && (at == 0 || isBlank(s.data[at-1])):
			for at < len(s.data) && s.data[at] != '\n' {
				at++
			}
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
		return s.blockEnd(start)
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

// plainEnd walks the text beside the value; they differ only in how lines are folded.
func (s *scanner) plainEnd(start int, value string) int {
	at, end := start, start
	for i := 0; i < len(value); {
		if isBlank(value[i]) {
			for i < len(value) && isBlank(value[i]) {
				i++
			}
			for at < len(s.data) && isBlank(s.data[at]) {
				at++
			}
			continue
		}
		if at >= len(s.data) || s.data[at] != value[i] {
			return max(end, start)
		}
		at++
		i++
		end = at
	}
	return end
}

// blockEnd finds the end of a block scalar: its lines are blank or indented at least as
// far as its first line that is not blank.
func (s *scanner) blockEnd(start int) int {
	next := func(at int) int {
		if i := bytes.IndexByte(s.data[at:], '\n'); i >= 0 {
			return at + i + 1
		}
		return len(s.data)
	}
	end := next(start)
	header := end
	indent := -1
	for at := header; at < len(s.data); at = next(at) {
		line := s.data[at:next(at)]
		text := bytes.TrimLeft(line, " ")
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		depth := len(line) - len(text)
		if indent < 0 {
			indent = depth
			if indent <= s.indentOf(start) {
				break // an empty block scalar; this line is the next value
			}
		}
		if depth < indent {
			break
		}
		end = at + len(bytes.TrimRight(line, "\r\n"))
	}
	if end == header {
		return start + len(bytes.TrimRight(s.data[start:header], " \t\r\n"))
	}
	return end
}

// indentOf counts the spaces in front of the line of an offset, and a list's dashes as
// spaces, since they indent what follows them.
func (s *scanner) indentOf(at int) int {
	start := bytes.LastIndexByte(s.data[:at], '\n') + 1
	line := s.data[start:at]
	return len(line) - len(bytes.TrimLeft(line, " "))
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
