package tree

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// yaml reads the one document that kubectl reads from a part of the stream.
func (p *parser) yaml(span source.Span) []*Node {
	b := &builder{
		parser: p,
		scan:   scanner{data: p.file.Data[:span.End], lines: yamlLines(p.file.Data, span)},
		span:   span,
		done:   map[*yaml.Node]*Node{},
		weight: map[*Node]int{},
	}
	var doc yaml.Node
	err := b.load(&doc)
	switch {
	case err == nil && len(doc.Content) == 0:
		return nil
	case err != nil:
		p.problems = append(p.problems, b.syntaxProblem(err))
		return nil
	}
	b.checkEnd()
	root, err := b.node(doc.Content[0], 0)
	p.problems = append(p.problems, b.duplicates.problems(p.file)...)
	if err != nil {
		p.problems = append(p.problems, b.valueProblem(err))
		return nil
	}
	if root.Kind == Null && root.Span.Empty() {
		return nil
	}
	b.checkRest(doc.Content[0], root)
	return []*Node{root}
}

// maxMarks bounds what the YAML library may build for a document before our own count
// of nodes can look at it. Each value needs at least one of these marks, but for one;
// twice as many are allowed since text has them too.
func (b *builder) maxMarks() error {
	text := b.scan.data[b.span.Start:]
	marks := 0
	for _, mark := range []string{",", "[", "{", ": ", ":\n", ":\r", "- ", "-\n", "-\r"} {
		marks += bytes.Count(text, []byte(mark))
	}
	if marks > 2*b.limits.Nodes {
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
	return yaml.Unmarshal(b.scan.data[b.span.Start:], doc)
}

// documentEnd is the line that ends a document without starting another one.
var documentEnd = pattern.Lazy(`(?m)^\.\.\.[ \t\r]*(?:#.*)?$`)

// checkEnd warns of text behind the end of the document, which kubectl passes over.
func (b *builder) checkEnd() {
	end := documentEnd().FindIndex(b.scan.data[b.span.Start:])
	if end == nil {
		return
	}
	at := b.scan.skipSpace(b.span.Start + end[1])
	for at < len(b.scan.data) && documentEnd().Match(b.scan.data[at:b.scan.lineEnd(at)]) {
		at = b.scan.skipSpace(b.scan.lineEnd(at))
	}
	if at == len(b.scan.data) {
		return
	}
	b.problems = append(b.problems, source.Warningf(b.file, source.Span{Start: at, End: b.scan.lineEnd(at)},
		"kubectl reads only the document before the ... line, so this was not read; separate documents by --- alone on a line"))
}

// checkRest warns of text behind a root that ends by itself, as one in braces or quotes
// does, or at a line that starts with %. The YAML library stops there, and with it kubectl.
func (b *builder) checkRest(n *yaml.Node, root *Node) {
	at := b.scan.skipSpace(root.Span.End)
	if at == len(b.scan.data) || documentEnd().Match(b.scan.data[at:b.scan.lineEnd(at)]) {
		return
	}
	directive := b.scan.data[at] == '%' && b.scan.data[at-1] == '\n'
	if n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle == 0 && !directive {
		return
	}
	b.problems = append(b.problems, source.Warningf(b.file, source.Span{Start: at, End: b.scan.lineEnd(at)},
		"the document ends before this line, which kubectl does not read, so it was not read; separate documents by --- alone on a line"))
}

// builder turns the library's nodes into ours.
type builder struct {
	*parser
	scan       scanner
	span       source.Span
	nodes      int
	done       map[*yaml.Node]*Node // anchored nodes, nil while being built
	weight     map[*Node]int        // values that an anchored node stands for
	duplicates duplicates
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

// countAlias bounds what the aliases of all documents stand for: without aliases, the
// size of the file bounds its values.
func (b *builder) countAlias(n *yaml.Node, values int) error {
	if b.aliased += values; b.aliased > b.limits.Nodes {
		return b.errorf(n, "the aliases of the file stand for more than %d values; write them out in several files", b.limits.Nodes)
	}
	return b.count(n, values)
}

func (b *builder) alias(n *yaml.Node) (*Node, error) {
	target := b.done[n.Alias]
	if target == nil {
		return nil, b.errorf(n, "anchor %q contains itself", n.Value)
	}
	return target, b.countAlias(n, b.weight[target])
}

func (b *builder) build(n *yaml.Node, depth int) (*Node, error) {
	at := b.scan.offset(n.Line, n.Column)
	start, tagged := b.scan.content(at)
	if len(n.Content) > 0 { // an anchor and a tag may be those of the first key
		start = min(start, b.scan.offset(n.Content[0].Line, n.Content[0].Column))
	}
	switch n.Kind {
	case yaml.MappingNode:
		return b.mapping(n, start, depth)
	case yaml.SequenceNode:
		return b.sequence(n, start, depth)
	case yaml.ScalarNode:
		if n.Value == "" && n.Style&^yaml.TaggedStyle == 0 {
			start, tagged = at, b.scan.onlyTag(at)
		}
		return b.scalar(n, start, tagged)
	default:
		return nil, b.errorf(n, "a value of a kind that YAML does not have")
	}
}

func (b *builder) scalar(n *yaml.Node, start int, tagged bool) (*Node, error) {
	plain := isPlain(n)
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
	return &Node{Kind: s.kind, Text: s.text, Span: span, float: s.float}, nil
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
		if b.isMerge(k) {
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
			b.duplicates.add(f, old)
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
	span := key.Span
	if k.Kind == yaml.AliasNode {
		span = b.aliasSpan(k)
	}
	value := &Node{}
	if !b.isKeyOnly(span.End, v) {
		if value, err = b.node(v, depth+1); err != nil {
			return Field{}, err
		}
	}
	if value.Kind == Null && value.Span.Empty() && v.Kind != yaml.AliasNode && v.Anchor == "" {
		value.Span = source.Span{Start: span.End, End: span.End}
	}
	return Field{Key: name, KeySpan: span, Value: value}, nil
}

// isKeyOnly reports whether a value is left out together with its colon, as "? key" may
// do. The library then places the value at the next key, whose tag is not its own.
func (b *builder) isKeyOnly(end int, v *yaml.Node) bool {
	if v.Kind != yaml.ScalarNode || v.Value != "" || v.Style != 0 || v.Anchor != "" {
		return false
	}
	at := b.scan.offset(v.Line, v.Column)
	return at >= end && bytes.IndexByte(b.scan.data[end:at], ':') < 0
}

// keyText is the JSON form of a key, as sigs.k8s.io/yaml converts it.
func keyText(key *Node) (string, error) {
	switch {
	case key.Kind == Float || key.float:
		f, err := strconv.ParseFloat(key.Text, 64)
		text := strconv.FormatFloat(f, 'g', -1, 32)
		if strings.HasSuffix(text, "Inf") { // beyond the 32 bits to which it converts
			text = map[string]string{"+Inf": ".inf", "-Inf": "-.inf"}[text]
		}
		return text, err
	case key.Kind == String || key.Kind == Bool || key.Kind == Int:
		return key.Text, nil
	}
	return "", fmt.Errorf("a key must be a string, and this is %s", key.Kind)
}

// isMerge reports whether a key is the merge key of https://yaml.org/type/merge.html. As
// in go.yaml.in/yaml/v2, one in quotes is none unless it has the tag "!" or !!merge.
func (b *builder) isMerge(k *yaml.Node) bool {
	if k.Kind != yaml.ScalarNode || k.Value != "<<" {
		return false
	}
	switch {
	case k.Style&yaml.TaggedStyle != 0:
		return k.Tag == tagMerge
	case isPlain(k):
		return true
	}
	_, tagged := b.scan.content(b.scan.offset(k.Line, k.Column))
	return tagged
}

func isPlain(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
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
	for _, from := range slices.Backward(sources) {
		if from.Kind != Mapping {
			return 0, b.errorf(v, "the merge key << takes a mapping or a list of mappings, not %s", from.Kind)
		}
		for _, f := range from.Fields {
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
	if value, ok := errors.AsType[*valueError](err); ok {
		return source.Problemf(b.file, value.span, "%s", value.text)
	}
	return source.Problemf(b.file, source.Span{Start: b.span.Start, End: b.span.Start}, "%v", err)
}
