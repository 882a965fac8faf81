package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/parsers/source"
)

// parseYAML reads the one document that kubectl reads from a part of the stream.
func parseYAML(file *source.File, span source.Span, limits Limits) (roots []*Node, problems []source.Problem) {
	b := &builder{
		scan:   scanner{data: file.Data[:span.End], lines: yamlLines(file.Data, span)},
		file:   file,
		span:   span,
		limits: limits,
		done:   map[*yaml.Node]*Node{},
		weight: map[*Node]int{},
	}
	var doc yaml.Node
	err := b.load(&doc)
	switch {
	case errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0:
		return nil, b.problems
	case err != nil:
		return nil, append(b.problems, b.syntaxProblem(err))
	}
	root, err := b.node(doc.Content[0], 0)
	if err != nil {
		return nil, append(b.problems, b.valueProblem(err))
	}
	if root.Kind == Null && root.Span.Empty() {
		return nil, b.problems
	}
	return []*Node{root}, b.problems
}

// maxMarks bounds what the YAML library may build for a document before our own count
// of nodes can look at it. Each value needs at least one of these marks, but for one.
func (b *builder) maxMarks() error {
	text := b.scan.data[b.span.Start:]
	marks := 0
	for _, mark := range []string{",", "[", "{", ": ", ":\n", "- ", "-\n"} {
		marks += bytes.Count(text, []byte(mark))
	}
	if marks > 4*b.limits.Nodes {
		return limitError(fmt.Sprintf("the document has more than %d values; split it", b.limits.Nodes))
	}
	return nil
}

func (b *builder) load(doc *yaml.Node) (err error) {
	if err := b.maxMarks(); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML library failed: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(b.scan.data[b.span.Start:]))
	if err := decoder.Decode(doc); err != nil {
		return err
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil && len(second.Content) > 0 {
		b.problems = append(b.problems, source.Warningf(b.file, b.scan.lineSpan(second.Content[0].Line),
			"kubectl reads only the first document before this line; put the separator --- alone on a line"))
	}
	return nil
}

// builder turns the library's nodes into ours.
type builder struct {
	scan     scanner
	file     *source.File
	span     source.Span
	limits   Limits
	nodes    int
	done     map[*yaml.Node]*Node // anchored nodes, nil while being built
	weight   map[*Node]int        // values that an anchored node stands for
	problems []source.Problem
}

// valueError is something wrong with one value of a document that parses.
type valueError struct {
	span source.Span
	text string
}

func (e *valueError) Error() string { return e.text }

func (b *builder) errorf(n *yaml.Node, format string, args ...any) error {
	start := b.scan.offset(n.Line, n.Column)
	span := b.scan.lineSpan(n.Line)
	span.Start = min(start, span.End)
	return &valueError{span, fmt.Sprintf(format, args...)}
}

func (b *builder) node(n *yaml.Node, depth int) (*Node, error) {
	if n.Kind == yaml.AliasNode {
		return b.alias(n)
	}
	if err := b.count(n, 1); err != nil {
		return nil, err
	}
	if depth > b.limits.Depth {
		return nil, b.errorf(n, "values nest deeper than %d levels", b.limits.Depth)
	}
	before := b.nodes
	if n.Anchor != "" {
		b.done[n] = nil
	}
	out, err := b.build(n, depth)
	if err != nil {
		return nil, err
	}
	if n.Anchor != "" {
		b.done[n] = out
		b.weight[out] = b.nodes - before + 1
	}
	return out, nil
}

func (b *builder) count(n *yaml.Node, values int) error {
	if b.nodes += values; b.nodes > b.limits.Nodes {
		return b.errorf(n, "the document has more than %d values, aliases counted with what they stand for; split it", b.limits.Nodes)
	}
	return nil
}

func (b *builder) alias(n *yaml.Node) (*Node, error) {
	target := b.done[n.Alias]
	if target == nil {
		return nil, b.errorf(n, "anchor %q contains itself", n.Value)
	}
	return target, b.count(n, b.weight[target])
}

func (b *builder) build(n *yaml.Node, depth int) (*Node, error) {
	at := b.scan.offset(n.Line, n.Column)
	start, tagged := b.scan.content(at)
	switch n.Kind {
	case yaml.MappingNode:
		return b.mapping(n, start, depth)
	case yaml.SequenceNode:
		return b.sequence(n, start, depth)
	case yaml.ScalarNode:
		if n.Value == "" && n.Style&^yaml.TaggedStyle == 0 {
			start = at
		}
		return b.scalar(n, start, tagged)
	default:
		return nil, b.errorf(n, "a value of a kind that YAML does not have")
	}
}

func (b *builder) scalar(n *yaml.Node, start int, tagged bool) (*Node, error) {
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	tag := ""
	if n.Style&yaml.TaggedStyle != 0 {
		tag = n.Tag
	} else if tagged {
		tag = tagString // the tag "!" alone, which the library does not keep
	}
	s, err := resolve(tag, n.Value, plain)
	if err != nil {
		return nil, b.errorf(n, "%v", err)
	}
	span := source.Span{Start: start, End: start}
	if !plain || n.Value != "" {
		span.End = b.scan.scalarEnd(start, n)
	}
	return &Node{Kind: s.kind, Text: s.text, Span: span}, nil
}

func (b *builder) sequence(n *yaml.Node, start, depth int) (*Node, error) {
	out := &Node{Kind: Sequence, Span: source.Span{Start: start, End: start}}
	out.Items = make([]*Node, 0, len(n.Content))
	end := start + 1
	for _, c := range n.Content {
		item, err := b.node(c, depth+1)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, item)
		end = max(end, b.endOf(c, item))
	}
	out.Span.End = b.scan.collectionEnd(start, end, ']')
	return out, nil
}

func (b *builder) mapping(n *yaml.Node, start, depth int) (*Node, error) {
	out := &Node{Kind: Mapping, Span: source.Span{Start: start, End: start}}
	out.Fields = make([]Field, 0, len(n.Content)/2)
	end := start + 1
	fields := fieldSet{node: out}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if isMerge(k) {
			merged, err := b.merge(&fields, v, depth)
			if err != nil {
				return nil, err
			}
			end = max(end, merged)
			continue
		}
		f, err := b.field(k, v, depth)
		if err != nil {
			return nil, err
		}
		if old := fields.set(f); old.Value != nil && !old.merged {
			b.problems = append(b.problems, duplicateKey(b.file, f.KeySpan, f.Key, old.KeySpan))
		}
		end = max(end, b.endOf(v, f.Value), f.KeySpan.End)
	}
	out.Span.End = b.scan.collectionEnd(start, end, '}')
	return out, nil
}

// field reads a key and its value.
func (b *builder) field(k, v *yaml.Node, depth int) (Field, error) {
	key, err := b.node(k, depth+1)
	if err != nil {
		return Field{}, err
	}
	name, err := keyText(key)
	if err != nil {
		return Field{}, b.errorf(k, "%v", err)
	}
	value, err := b.node(v, depth+1)
	if err != nil {
		return Field{}, err
	}
	span := key.Span
	if k.Kind == yaml.AliasNode {
		span = b.aliasSpan(k)
	}
	if value.Kind == Null && value.Span.Empty() && v.Kind != yaml.AliasNode && v.Anchor == "" {
		value.Span = source.Span{Start: span.End, End: span.End}
	}
	return Field{Key: name, KeySpan: span, Value: value}, nil
}

// keyText is the JSON form of a key, as sigs.k8s.io/yaml converts it.
func keyText(key *Node) (string, error) {
	switch key.Kind {
	case String, Bool:
		return key.Text, nil
	case Int:
		return key.Text, nil
	case Float:
		f, err := strconv.ParseFloat(key.Text, 64)
		return strconv.FormatFloat(f, 'g', -1, 32), err
	case Null, Mapping, Sequence:
		return "", fmt.Errorf("a key must be a string, and this is %s; if it is a template, render it first", key.Kind)
	}
	return "", fmt.Errorf("a key must be a string")
}

// isMerge reports whether a key is the merge key of https://yaml.org/type/merge.html.
func isMerge(k *yaml.Node) bool {
	quoted := k.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	return k.Kind == yaml.ScalarNode && k.Value == "<<" && (!quoted || k.Tag == tagMerge) &&
		(k.Style&yaml.TaggedStyle == 0 || k.Tag == tagMerge)
}

// merge adds the fields of a merged mapping, or of a list of them, and returns where
// the value of the merge key ends. As in go.yaml.in/yaml/v2, a merge key overrides what
// stands before it and is overridden by what follows, and in a list the first wins.
func (b *builder) merge(fields *fieldSet, v *yaml.Node, depth int) (int, error) {
	value, err := b.node(v, depth+1)
	if err != nil {
		return 0, err
	}
	sources := []*Node{value}
	if value.Kind == Sequence && v.Kind != yaml.AliasNode {
		sources = value.Items
	}
	for i := len(sources) - 1; i >= 0; i-- {
		if sources[i].Kind != Mapping {
			return 0, b.errorf(v, "the merge key << takes a mapping or a list of mappings, not %s", sources[i].Kind)
		}
		for _, f := range sources[i].Fields {
			f.merged = true
			fields.set(f)
		}
	}
	return b.endOf(v, value), nil
}

// endOf is where a child ends in the text of its parent.
func (b *builder) endOf(n *yaml.Node, built *Node) int {
	if n.Kind == yaml.AliasNode {
		return b.aliasSpan(n).End
	}
	return built.Span.End
}

func (b *builder) aliasSpan(n *yaml.Node) source.Span {
	start := b.scan.offset(n.Line, n.Column)
	return source.Span{Start: start, End: min(start+1+len(n.Value), len(b.scan.data))}
}

func (b *builder) valueProblem(err error) source.Problem {
	var value *valueError
	if errors.As(err, &value) {
		return source.Problemf(b.file, value.span, "%s", value.text)
	}
	return source.Problemf(b.file, source.Span{Start: b.span.Start, End: b.span.Start}, "%v", err)
}
