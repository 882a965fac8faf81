// Package source holds the files that a run reads and the places inside them.
//
// It is the only package that knows how bytes become lines and columns. Inside
// ekslint a place is a half-open byte [Span] in a [File]; lines and columns exist
// only at the edges, where a person or an editor reads them.
package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// File is one input file. It is immutable once made and safe for concurrent use.
type File struct {
	// Path is relative to the root of the run, with forward slashes. For standard
	// input it is the name that the user gave, or "-".
	Path string
	// Data is the whole content, byte for byte as read.
	Data []byte

	once   sync.Once
	starts []int // offset of the first byte of each line; starts[0] is 0

	marked sync.Once
	marks  []mark // every stride bytes; marks[0] is the start
}

// NewFile returns a File that keeps data; the caller must not change it later.
func NewFile(path string, data []byte) *File {
	return &File{Path: path, Data: data}
}

// Span is a half-open range of bytes, counted from 0. The zero Span is the empty
// range at the start of a file: a problem or finding about the file as a whole.
type Span struct {
	Start, End int
}

// Empty reports whether the span covers no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether other lies within s.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Position is a place as people count: Line and Column are 1-based, Column counts
// Unicode code points, Offset counts bytes from 0. A byte that is not valid UTF-8
// counts as one code point.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Position converts a byte offset. An offset outside the file is moved to its
// nearest end. Lines end at LF, CR LF or a lone CR, as in the Language Server
// Protocol; the line terminator belongs to the line that it ends.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Data))
	starts := f.lines()
	line := sort.SearchInts(starts, offset+1) - 1
	return Position{
		Line:   line + 1,
		Column: f.runes(starts[line], offset) + 1,
		Offset: offset,
	}
}

// stride is how many bytes lie between two marks of a file, more or less.
const stride = 1 << 12

// runes counts the code points between two offsets, of which the first starts a line. A
// minified file is one line of many megabytes, and a run may ask for a hundred thousand
// places in it; so far from the start of its line it counts from the nearest mark.
func (f *File) runes(start, end int) int {
	if end-start <= 2*stride {
		return utf8.RuneCount(f.Data[start:end])
	}
	f.marked.Do(func() { f.marks = marks(f.Data) })
	before := func(offset int) int {
		i := sort.Search(len(f.marks), func(i int) bool { return f.marks[i].offset > offset }) - 1
		return f.marks[i].runes + utf8.RuneCount(f.Data[f.marks[i].offset:offset])
	}
	return before(end) - before(start)
}

// mark says how many code points lie before an offset.
type mark struct{ offset, runes int }

func marks(data []byte) []mark {
	list := []mark{{}}
	at := mark{}
	for at.offset < len(data) {
		if at.offset-list[len(list)-1].offset >= stride {
			list = append(list, at)
		}
		_, size := utf8.DecodeRune(data[at.offset:])
		at.offset += size
		at.runes++
	}
	return list
}

// Line returns the text of a 1-based line without its terminator, and nil for a
// line that does not exist.
func (f *File) Line(n int) []byte {
	starts := f.lines()
	if n < 1 || n > len(starts) {
		return nil
	}
	end := len(f.Data)
	if n < len(starts) {
		end = starts[n]
	}
	return bytes.TrimRight(f.Data[starts[n-1]:end], "\r\n")
}

// LineSpan returns the bytes of a 1-based line without its terminator. A line that
// does not exist gives the empty span at the nearest end of the file.
func (f *File) LineSpan(n int) Span {
	starts := f.lines()
	if n < 1 {
		return Span{}
	}
	if n > len(starts) {
		return Span{len(f.Data), len(f.Data)}
	}
	start := starts[n-1]
	return Span{start, start + len(f.Line(n))}
}

// Lines is the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lines()) }

func (f *File) lines() []int {
	f.once.Do(func() { f.starts = lineStarts(f.Data) })
	return f.starts
}

func lineStarts(data []byte) []int {
	starts := make([]int, 1, 1+bytes.Count(data, []byte{'\n'}))
	for i := range data {
		switch data[i] {
		case '\n':
			starts = append(starts, i+1)
		case '\r':
			if i+1 == len(data) || data[i+1] != '\n' {
				starts = append(starts, i+1)
			}
		}
	}
	return starts
}
