// Package suppress reads the words by which a team accepts what a rule finds, and says
// which places they cover.
//
// A comment "# ekslint:ignore RULE[,RULE...] [until=YYYY-MM-DD] [-- reason]" covers the
// outermost value that starts on its line or, if it is alone on its line, the one that
// starts on the next line with one. The first line of an element of a list, or of an
// object, stands for the whole of it. "# ekslint:ignore-file" in the first comments of a file covers
// the file. Where comments cannot be, the annotation "ekslint.dev/ignore" of an object or
// pod template covers that. In Terraform a comment covers a block, an argument, or an item
// of an object or list. Start at [YAML] and [HCL].
package suppress

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Annotation is the key of the annotation that suppresses.
const Annotation = "ekslint.dev/ignore"

// Directive is one place at which a team accepts findings.
type Directive struct {
	// File and Span are where the directive itself is written.
	File *source.File
	Span source.Span
	// Kind is [Comment] or [InAnnotation].
	Kind string
	// Rules are the names of the rules as written, at least one.
	Rules []string
	// Until is the last day on which it counts, as midnight UTC; zero if it has no end.
	Until time.Time
	// Reason is why the team accepts it; "" if it does not say.
	Reason string
	// Scope is what it covers.
	Scope source.Span
}

// Expired reports whether the last day is over.
func (d *Directive) Expired(today time.Time) bool {
	return !d.Until.IsZero() && today.After(d.Until.AddDate(0, 0, 1).Add(-1))
}

// Mistake is a directive that cannot be understood, or that covers nothing.
type Mistake struct {
	// Kind is [Comment] or [InAnnotation].
	Kind    string
	Span    source.Span
	Message string
}

// The kinds of directives.
const (
	Comment      = "comment"
	InAnnotation = "annotation"
)

// words are the directives that a comment can start with.
const (
	ignoreNode = "ekslint:ignore"
	ignoreFile = "ekslint:ignore-file"
)

// reader collects the directives of a file.
type reader struct {
	file *source.File
	// first is where the first value of the file starts.
	first int
	// outermost is the span of the outermost value that starts between two offsets.
	outermost  func(from, to int) (source.Span, bool)
	directives []*Directive
	mistakes   []Mistake
}

// YAML returns the directives of a file, in their order, and what is wrong with others.
func YAML(file *source.File, docs []tree.Document) ([]*Directive, []Mistake) {
	if !strings.Contains(string(file.Data), "ekslint") {
		return nil, nil
	}
	r := &reader{file: file, first: len(file.Data), outermost: func(from, to int) (source.Span, bool) { return tree.Outermost(docs, from, to) }}
	for i := range docs {
		r.first = min(r.first, docs[i].Root.Span.Start)
	}
	comments := tree.Comments(file, docs)
	for i := range comments {
		r.comment(comments, i)
	}
	seen := map[*tree.Node]bool{}
	for i := range docs {
		r.annotations(docs[i].Root, seen)
	}
	return r.directives, r.mistakes
}

// HCL returns the directives of a file of Terraform, in their order, and what is wrong with
// others.
func HCL(file *source.File) ([]*Directive, []Mistake) {
	if !strings.Contains(string(file.Data), "ekslint") {
		return nil, nil
	}
	outline := terraform.OutlineOf(file)
	if outline == nil {
		return nil, nil
	}
	r := &reader{file: file, first: outline.First, outermost: outline.Outermost}
	for i := range outline.Comments {
		r.comment(outline.Comments, i)
	}
	return r.directives, r.mistakes
}

func (r *reader) mistake(kind string, span source.Span, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{kind, span, fmt.Sprintf(format, args...)})
}

// misspelt is what people write who mean a directive.
var misspelt = regexp.MustCompile(`(?i)^ekslint[ \t]*[:/ \t-][ \t]*(?:ignore|disable|skip|suppress|nolint)`)

func (r *reader) comment(comments []tree.Comment, i int) {
	c := comments[i]
	text := plain(string(r.file.Data[c.Span.Start:c.Span.End]))
	word, rest := text, ""
	if at := strings.IndexAny(text, " \t"); at >= 0 {
		word, rest = text[:at], text[at+1:]
	}
	switch {
	case word == ignoreFile:
		if !r.inHead(comments[:i+1]) {
			r.mistake(Comment, c.Span, "%s counts only in the first comments of a file", ignoreFile)
			return
		}
		r.add(Comment, c.Span, source.Span{End: len(r.file.Data)}, rest)
	case word == ignoreNode:
		scope, ok := r.scope(c)
		if !ok {
			r.mistake(Comment, c.Span, "there is no value on this line or below it that %s could cover", ignoreNode)
			return
		}
		r.add(Comment, c.Span, scope, rest)
	case misspelt.MatchString(text):
		r.mistake(Comment, c.Span, "%q is no directive; write %s RULE -- reason, or %s RULE -- reason at the top of the file", word, ignoreNode, ignoreFile)
	}
}

// plain is a comment without its marks.
func plain(comment string) string {
	if inner, ok := strings.CutPrefix(comment, "/*"); ok {
		return strings.TrimSpace(strings.Trim(strings.TrimSuffix(inner, "*/"), "*"))
	}
	return strings.TrimSpace(strings.TrimLeft(comment, "#/"))
}

// inHead reports whether nothing but comments and separators stands before the last of
// some comments.
func (r *reader) inHead(comments []tree.Comment) bool {
	last := comments[len(comments)-1]
	return last.Alone && last.Span.Start < r.first
}

// scope is what a comment covers.
func (r *reader) scope(c tree.Comment) (source.Span, bool) {
	line := r.file.Position(c.Span.Start).Line
	if c.Alone {
		for line++; line <= r.file.Lines() && skipped(r.file.Line(line)); line++ {
		}
	}
	span := r.file.LineSpan(line)
	return r.outermost(span.Start, span.End+1)
}

// skipped reports whether a line can stand between a comment and what it speaks of.
func skipped(line []byte) bool {
	text := strings.TrimSpace(string(line))
	return text == "" || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "---") ||
		strings.HasPrefix(text, "//") || strings.HasPrefix(text, "/*") && strings.HasSuffix(text, "*/")
}

// annotations looks for the annotation in every metadata below a node. What an alias stands
// for is looked at once, where it is written.
func (r *reader) annotations(n *tree.Node, seen map[*tree.Node]bool) {
	if seen[n] {
		return
	}
	seen[n] = true
	if at := n.Get("metadata").Get("annotations").Field(Annotation); at != nil {
		if at.Value.Kind == tree.String {
			r.add(InAnnotation, at.KeySpan, n.Span, at.Value.Text)
		} else {
			r.mistake(InAnnotation, at.KeySpan, "the annotation %s takes a text: RULE[,RULE...] -- reason", Annotation)
		}
	}
	for i := range n.Fields {
		r.annotations(n.Fields[i].Value, seen)
	}
	for _, item := range n.Items {
		r.annotations(item, seen)
	}
}

// add reads what stands behind the word of a directive.
func (r *reader) add(kind string, at, scope source.Span, text string) {
	d := &Directive{Kind: kind, File: r.file, Span: at, Scope: scope}
	names, reason, _ := strings.Cut(" "+text+" ", " -- ")
	d.Reason = strings.TrimSpace(reason)
	for word := range strings.FieldsFuncSeq(names, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' }) {
		value, isDate := strings.CutPrefix(word, "until=")
		switch {
		case isDate:
			until, err := time.Parse(time.DateOnly, value)
			if err != nil {
				r.mistake(kind, at, "%q is no date; write until=YYYY-MM-DD", value)
				return
			}
			d.Until = until
		case word == "*" || word == "all":
			r.mistake(kind, at, "name the rules to ignore; a directive does not take %q", word)
			return
		case !ruleName.MatchString(word):
			r.mistake(kind, at, "%q is not the name of a rule; a reason stands behind \" -- \"", word)
			return
		default:
			d.Rules = append(d.Rules, word)
		}
	}
	if len(d.Rules) == 0 {
		r.mistake(kind, at, "name the rules to ignore: %s RULE[,RULE...] -- reason", ignoreNode)
		return
	}
	r.directives = append(r.directives, d)
}

var ruleName = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)
