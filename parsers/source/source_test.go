package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name, text string
		offset     int
		want       Position
	}{
		{"empty file", "", 0, Position{1, 1, 0}},
		{"start", "a\nb", 0, Position{1, 1, 0}},
		{"line break", "a\nb", 1, Position{1, 2, 1}},
		{"second line", "a\nb", 2, Position{2, 1, 2}},
		{"end", "a\nb", 3, Position{2, 2, 3}},
		{"end behind a line break", "a\n", 2, Position{2, 1, 2}},
		{"CRLF", "a\r\nb", 3, Position{2, 1, 3}},
		{"between CR and LF", "a\r\nb", 2, Position{1, 3, 2}},
		{"CR", "a\rb", 2, Position{2, 1, 2}},
		{"code points count once", "é😀x", 6, Position{1, 3, 6}},
		{"bad bytes count once each", "\xff\xfex", 2, Position{1, 3, 2}},
		{"before the file", "a", -1, Position{1, 1, 0}},
		{"behind the file", "ab", 9, Position{1, 3, 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, NewFile("x", []byte(test.text)).Position(test.offset)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPositionInLongLine compares the short cut for long lines with counting.
func TestPositionInLongLine(t *testing.T) {
	text := "first\n" + strings.Repeat("aé😀\xff", 20_000) + "\nlast"
	f := NewFile("x", []byte(text))
	start := len("first\n")
	for offset := start; offset < len(text)-len("\nlast"); offset += 997 {
		want := Position{Line: 2, Column: utf8.RuneCountInString(text[start:offset]) + 1, Offset: offset}
		if got := f.Position(offset); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
}

func TestLine(t *testing.T) {
	f := NewFile("x", []byte("one\r\ntwo\n\nfour"))
	tests := []struct {
		name string
		line int
		want string
		span Span
	}{
		{"before the file", 0, "", Span{}},
		{"first", 1, "one", Span{0, 3}},
		{"second", 2, "two", Span{5, 8}},
		{"empty", 3, "", Span{9, 9}},
		{"last", 4, "four", Span{10, 14}},
		{"behind the file", 5, "", Span{14, 14}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(f.Line(test.line)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := f.LineSpan(test.line); got != test.span {
				t.Errorf("got %v, want %v", got, test.span)
			}
		})
	}
	if got := f.Lines(); got != 4 {
		t.Errorf("got %d lines, want 4", got)
	}
}

func TestSpan(t *testing.T) {
	if (Span{}).Empty() != true || (Span{1, 2}).Empty() {
		t.Error("Empty is wrong")
	}
	outer := Span{2, 5}
	for inner, want := range map[Span]bool{{2, 5}: true, {3, 3}: true, {1, 3}: false, {4, 6}: false} {
		if got := outer.Contains(inner); got != want {
			t.Errorf("%v contains %v: %v", outer, inner, got)
		}
	}
}

func TestProblem(t *testing.T) {
	f := NewFile("x", nil)
	if got := Problemf(f, Span{1, 2}, "%d is odd", 3); got.Level != Error || got.Level.String() != "error" || got.Message != "3 is odd" {
		t.Errorf("got %+v", got)
	}
	if got := Warningf(f, Span{1, 2}, "%d is odd", 3); got.Level != Warning || got.Level.String() != "warning" {
		t.Errorf("got %+v", got)
	}
}

func FuzzPosition(f *testing.F) {
	f.Add([]byte("a\r\nb\rc\n\xffé"), 3)
	f.Fuzz(func(t *testing.T, data []byte, offset int) {
		file := NewFile("x", data)
		p := file.Position(offset)
		if p.Line < 1 || p.Line > file.Lines() || p.Offset < 0 || p.Offset > len(data) {
			t.Fatalf("%+v of %q", p, data)
		}
		line := file.LineSpan(p.Line)
		if p.Offset < line.Start || !bytes.Equal(file.Line(p.Line), data[line.Start:line.End]) {
			t.Fatalf("%+v lies outside of its line at %+v", p, line)
		}
	})
}
