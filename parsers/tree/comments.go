package tree

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/ekslint/ekslint/parsers/source"
)

// Comment is one comment of a YAML file.
type Comment struct {
	// Span covers it from its # to the end of its line.
	Span source.Span
	// Alone is whether nothing stands before it on its line.
	Alone bool
}

// Comments returns the comments of a file in their order. docs are all documents of the
// file: they tell which # stand in a text and begin no comment.
func Comments(file *source.File, docs []Document) []Comment {
	if bytes.IndexByte(file.Data, '#') < 0 {
		return nil
	}
	var texts []source.Span
	for i := range docs {
		texts = scalars(texts, docs[i].Root, map[*Node]bool{})
	}
	slices.SortFunc(texts, func(a, b source.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var comments []Comment
	for at, next := 0, 0; at < len(file.Data); {
		i := bytes.IndexByte(file.Data[at:], '#')
		if i < 0 {
			break
		}
		at += i
		for next < len(texts) && texts[next].End <= at {
			next++
		}
		switch {
		case next < len(texts) && texts[next].Start <= at:
			if end := headerEnd(file, texts[next]); at < end && startsComment(file.Data, at) {
				comments = append(comments, comment(file, at))
				at = end
				continue
			}
			at = texts[next].End
		case startsComment(file.Data, at):
			c := comment(file, at)
			comments = append(comments, c)
			at = c.Span.End
		default:
			at++
		}
	}
	return comments
}

// headerEnd is where the first line of a block scalar ends, which can hold a comment; for
// other texts it is where they start.
func headerEnd(file *source.File, text source.Span) int {
	if c := file.Data[text.Start]; c != '|' && c != '>' {
		return text.Start
	}
	if i := bytes.IndexByte(file.Data[text.Start:text.End], '\n'); i >= 0 {
		return text.Start + i
	}
	return text.End
}

func startsComment(data []byte, at int) bool { return at == 0 || isBlank(data[at-1]) }

func comment(file *source.File, at int) Comment {
	end := len(file.Data)
	if i := bytes.IndexAny(file.Data[at:], "\r\n"); i >= 0 {
		end = at + i
	}
	start := bytes.LastIndexAny(file.Data[:at], "\r\n") + 1
	return Comment{Span: source.Span{Start: at, End: end}, Alone: len(bytes.TrimSpace(file.Data[start:at])) == 0}
}

// scalars collects the places of the keys and values that are texts or other scalars.
func scalars(spans []source.Span, n *Node, seen map[*Node]bool) []source.Span {
	if seen[n] {
		return spans // an alias stands for it
	}
	seen[n] = true
	if n.Kind != Mapping && n.Kind != Sequence && !n.Span.Empty() {
		spans = append(spans, n.Span)
	}
	for i := range n.Fields {
		spans = scalars(append(spans, n.Fields[i].KeySpan), n.Fields[i].Value, seen)
	}
	for _, item := range n.Items {
		spans = scalars(spans, item, seen)
	}
	return spans
}

// Outermost returns the span of the outermost value that starts between two offsets, with
// its key if it has one; ok is false if none does.
func Outermost(docs []Document, from, to int) (span source.Span, ok bool) {
	for i := range docs {
		root := docs[i].Root
		if from <= root.Span.Start && root.Span.Start < to {
			return root.Span, true
		}
		if span, ok = outermost(root, from, to); ok {
			return span, true
		}
	}
	return source.Span{}, false
}

func outermost(n *Node, from, to int) (source.Span, bool) {
	for _, item := range n.Items {
		if from <= item.Span.Start && item.Span.Start < to {
			return item.Span, true
		}
		if item.Span.Start < from && from < item.Span.End {
			if span, ok := outermost(item, from, to); ok {
				return span, true
			}
		}
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		whole := source.Span{Start: f.KeySpan.Start, End: max(f.KeySpan.End, f.Value.Span.End)}
		if from <= whole.Start && whole.Start < to {
			return whole, true
		}
		if whole.Start < from && from < whole.End {
			if span, ok := outermost(f.Value, from, to); ok {
				return span, true
			}
		}
	}
	return source.Span{}, false
}
