package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/source"
)

// parseJSON reads one or more JSON values that follow each other; ok is false if they are
// not JSON.
func parseJSON(file *source.File, span source.Span, limits Limits) (roots []*Node, problems []source.Problem, ok bool) {
	p := jsonParser{file: file, base: span.Start, data: file.Data[span.Start:span.End], limits: limits}
	p.dec = json.NewDecoder(bytes.NewReader(p.data))
	p.dec.UseNumber()
	for {
		root, err := p.value(0)
		if errors.Is(err, io.EOF) {
			return roots, p.duplicates.problems(file), true
		}
		if err != nil {
			limit := limitError("")
			return roots, append(p.duplicates.problems(file), p.problem(err)), errors.As(err, &limit)
		}
		roots = append(roots, root)
	}
}

type jsonParser struct {
	file       *source.File
	base       int // offset of data in the file
	data       []byte
	dec        *json.Decoder
	limits     Limits
	nodes      int
	duplicates duplicates
}

// token returns the next token and its place.
func (p *jsonParser) token() (json.Token, source.Span, error) {
	from := int(p.dec.InputOffset())
	tok, err := p.dec.Token()
	if err != nil {
		return nil, source.Span{}, err
	}
	end := int(p.dec.InputOffset())
	start := from + len(p.data[from:end]) - len(bytes.TrimLeft(p.data[from:end], " \t\r\n,:"))
	return tok, source.Span{Start: p.base + start, End: p.base + end}, nil
}

func (p *jsonParser) value(depth int) (*Node, error) {
	tok, span, err := p.token()
	if err != nil {
		return nil, err
	}
	return p.node(tok, span, depth)
}

func (p *jsonParser) node(tok json.Token, span source.Span, depth int) (*Node, error) {
	if p.nodes++; p.nodes > p.limits.Nodes {
		return nil, limitError(fmt.Sprintf("the document has more than %d values; split it", p.limits.Nodes))
	}
	if depth > p.limits.Depth {
		return nil, limitError(fmt.Sprintf("values nest deeper than %d levels", p.limits.Depth))
	}
	n := &Node{Span: span}
	switch tok := tok.(type) {
	case nil:
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(tok)
	case string:
		n.Kind, n.Text = String, tok
	case json.Number:
		s, err := jsonNumber(tok.String())
		if err != nil {
			return nil, err
		}
		n.Kind, n.Text = s.kind, s.text
	case json.Delim:
		if tok == '{' {
			return n, p.mapping(n, depth)
		}
		return n, p.sequence(n, depth)
	}
	return n, nil
}

func jsonNumber(text string) (scalar, error) {
	if !strings.ContainsAny(text, ".eE") {
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return scalar{kind: Int, text: strconv.FormatInt(i, 10)}, nil
		}
		if u, err := strconv.ParseUint(text, 10, 64); err == nil {
			return scalar{kind: Int, text: strconv.FormatUint(u, 10)}, nil
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return scalar{}, fmt.Errorf("%s is too large for a number", text)
	}
	return float(f)
}

func (p *jsonParser) mapping(n *Node, depth int) error {
	n.Kind = Mapping
	fields := fieldSet{node: n}
	for p.dec.More() {
		tok, span, err := p.token()
		if err != nil {
			return unexpectedEnd(err)
		}
		key, ok := tok.(string)
		if !ok {
			return fmt.Errorf("expected a key in double quotes")
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return unexpectedEnd(err)
		}
		if old := fields.set(Field{Key: key, KeySpan: span, Value: value}); old.Value != nil {
			p.duplicates.add(Field{Key: key, KeySpan: span}, old)
		}
	}
	return p.close(n)
}

func (p *jsonParser) sequence(n *Node, depth int) error {
	n.Kind = Sequence
	for p.dec.More() {
		item, err := p.value(depth + 1)
		if err != nil {
			return unexpectedEnd(err)
		}
		n.Items = append(n.Items, item)
	}
	return p.close(n)
}

// close reads the closing bracket and extends the node to it.
func (p *jsonParser) close(n *Node) error {
	_, span, err := p.token()
	if err != nil {
		return unexpectedEnd(err)
	}
	n.Span.End = span.End
	return nil
}

func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (p *jsonParser) problem(err error) source.Problem {
	at := int(p.dec.InputOffset())
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		at = p.offender(syntax)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		at = len(bytes.TrimRight(p.data, " \t\r\n"))
	}
	at = p.base + min(at, len(p.data))
	span := source.Span{Start: at, End: min(at+1, p.base+len(p.data))}
	if limit := limitError(""); errors.As(err, &limit) {
		return source.Problemf(p.file, span, "%v", err)
	}
	return source.Problemf(p.file, span, "not valid JSON: %v", err)
}

// offender returns the offset of the character that an error names. It is the next one, or
// within the next value; the offset of the error is then that of the character or the one
// behind it.
func (p *jsonParser) offender(err *json.SyntaxError) int {
	at := int(err.Offset)
	rest := p.data[min(int(p.dec.InputOffset()), len(p.data)):]
	next := len(p.data) - len(bytes.TrimLeft(rest, " \t\r\n"))
	for _, at := range []int{next, at - 1, at} {
		if 0 <= at && at < len(p.data) && strings.Contains(err.Error(), strconv.QuoteRune(rune(p.data[at]))) {
			return at
		}
	}
	return max(at-1, 0)
}

// limitError says which limit a document went past.
type limitError string

func (e limitError) Error() string { return string(e) }

// maxDuplicates is how many duplicate keys of a document are reported one by one.
const maxDuplicates = 100

// duplicates collects the keys of a document that are given twice.
type duplicates struct {
	list []duplicate
	more int
}

type duplicate struct{ second, first Field }

func (d *duplicates) add(second, first Field) {
	if len(d.list) == maxDuplicates {
		d.more++
		return
	}
	d.list = append(d.list, duplicate{second, first})
}

func (d *duplicates) problems(file *source.File) []source.Problem {
	var problems []source.Problem
	for i, dup := range d.list {
		more := ""
		if i == maxDuplicates-1 && d.more > 0 {
			more = fmt.Sprintf("; %d more keys of this document are given twice", d.more)
		}
		problems = append(problems, source.Warningf(file, dup.second.KeySpan,
			"key %q is given twice; kubectl takes this one and drops that of line %d%s",
			dup.second.Key, file.Position(dup.first.KeySpan.Start).Line, more))
	}
	return problems
}
