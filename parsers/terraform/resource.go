package terraform

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
)

// Resource is one instance of a resource or data block.
type Resource struct {
	// Address is the full address, such as module.eks.aws_eks_cluster.this[0]. The key
	// [*] stands for all instances of a block whose count or for_each is not known.
	Address string
	// Module is the module instance that it is in.
	Module *Module
	// Data is whether it is a data source.
	Data bool
	// Type and Name are the labels of the block.
	Type, Name string
	// Maybe is whether it depends on something unknown if this instance exists.
	Maybe bool
	// File and Span are the place of the block's head, from its type to its last label.
	File *source.File
	Span source.Span

	node  *resourceNode
	key   *repetition
	attrs map[string]*cell
	body  *Body
	json  *cell // the rendered policy of an aws_iam_policy_document
	// document is that policy before it is rendered.
	document *document
	// twin is the resource of the configuration that a resource of a plan was made of.
	twin *Resource
}

// resourceNode is a resource or data block within one module instance.
type resourceNode struct {
	module    *Module
	block     *resourceBlock
	address   string
	x         *expansion
	expanding bool
	instances []*Resource
}

// resource returns the node of a resource by its key, such as "data.aws_vpc.main", and nil
// if there is no such block.
func (m *Module) resource(key string) *resourceNode {
	if node := m.resources[key]; node != nil {
		return node
	}
	block := m.dir.resources[key]
	if block == nil {
		return nil
	}
	node := &resourceNode{module: m, block: block, address: join(m.Address, key)}
	m.resources[key] = node
	return node
}

// expand makes the instances. It returns nil while it is at work, which happens if the
// count depends on the resource itself.
func (node *resourceNode) expand() *expansion {
	if node.x != nil {
		return node.x
	}
	if node.expanding {
		return nil
	}
	node.expanding = true
	node.x = node.module.expand(node.block.body, node.address)
	m := node.module
	m.ev.resources += len(node.x.all)
	for _, r := range node.x.all {
		node.instances = append(node.instances, &Resource{
			Address: node.address + r.suffix(), Module: m, Data: node.block.data,
			Type: node.block.kind, Name: node.block.name, Maybe: m.Maybe || node.x.kind == symbolic,
			File: m.ev.loader.File(node.block.head.Filename), Span: span(node.block.head),
			node: node, key: r, attrs: map[string]*cell{},
		})
	}
	return node.x
}

func (node *resourceNode) elements() ([]cty.Value, []operand, bool) {
	x := node.expand()
	if x == nil || x.kind == symbolic || x.kind == keyed {
		return nil, nil, false
	}
	return instanceElements(x, len(node.instances), func(i int) operand { return operand{lazy: node.instances[i]} })
}

func (node *resourceNode) index(key cty.Value) (operand, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy(), nil
	case x.kind == single:
		return operand{}, fmt.Errorf("%s has no count or for_each, so it has no instance keys", node.address)
	case x.kind == symbolic || !plain(key).IsKnown():
		return operand{value: unknown(cty.DynamicPseudoType, symbolicOrigin(node.module.ev, x, node.address, key))}, nil
	}
	if i, ok := x.find(plain(key)); ok {
		return operand{lazy: node.instances[i]}, nil
	}
	return operand{}, fmt.Errorf("%s has no instance %s", node.address, keyStep(plain(key)))
}

func (node *resourceNode) attr(name string) (operand, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy(), nil
	case x.kind == single:
		return node.instances[0].attr(name)
	case x.kind == keyed:
		return node.index(cty.StringVal(name))
	case x.kind == symbolic:
		return operand{value: unknown(cty.DynamicPseudoType, derived(x.origin))}, nil
	}
	return operand{}, fmt.Errorf("%s has count, so its attributes need an instance key", node.address)
}

func (node *resourceNode) whole() (cty.Value, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy().value, nil
	case x.kind == symbolic:
		return unknown(cty.DynamicPseudoType, derived(x.origin)), nil
	case x.kind == single:
		return node.instances[0].whole()
	}
	return wholeInstances(x, func(i int) (cty.Value, error) { return node.instances[i].whole() })
}

// scope is that of the arguments of the resource.
func (r *Resource) scope() scope { return scope{m: r.Module, each: r.key} }

// reason says why an attribute that the configuration does not set is unknown.
func (r *Resource) reason() Reason {
	if r.Data {
		return DataSource
	}
	return ComputedAttribute
}

// Unset returns the value of an attribute that the configuration does not set: unknown,
// since the provider may fill it in.
func (r *Resource) computed(path string) cty.Value {
	ty := cty.DynamicPseudoType
	switch path {
	case "id", "arn", "name":
		ty = cty.String
	}
	return unknown(ty, r.Module.ev.origins.exact(r.reason(), r.Address, path))
}

// attr evaluates a reference to an attribute or nested block.
func (r *Resource) attr(name string) (operand, error) {
	if r.Maybe && r.key.kind == symbolic {
		return operand{value: r.computed(name)}, nil
	}
	if value, ok := r.fromOutside(name); ok {
		return operand{value: value}, nil
	}
	if r.node.block.body.Attributes[name] != nil && !resourceMeta[name] {
		value := r.argument(name)
		if value.IsNull() {
			return operand{value: r.computed(name)}, nil
		}
		return operand{value: value}, nil
	}
	if list := r.Body().list(name); list != nil {
		return operand{lazy: &blockList{r: r, path: name, blocks: list}}, nil
	}
	return operand{value: r.computed(name)}, nil
}

// argument evaluates an argument that the configuration sets.
func (r *Resource) argument(name string) cty.Value {
	expr := r.node.block.body.Attributes[name].Expr
	return cellOf(r.attrs, name).get(func() (cty.Value, error) { return r.scope().eval(expr) })
}

func (r *Resource) index(key cty.Value) (operand, error) {
	if bare := plain(key); bare.Type() == cty.String && bare.IsKnown() && !bare.IsNull() {
		return r.attr(bare.AsString())
	}
	value, err := r.whole()
	if err != nil {
		return operand{}, err
	}
	return r.Module.ev.index(operand{value: value}, key)
}

func (r *Resource) elements() ([]cty.Value, []operand, bool) { return nil, nil, false }

// whole is the resource as an object. It has the attributes that are set, and every other
// one that anything in the configuration could read of it.
func (r *Resource) whole() (cty.Value, error) {
	attrs := map[string]cty.Value{}
	names := append([]string{"id", "arn"}, r.Module.ev.mentioned...)
	for _, attr := range r.Body().Attributes {
		names = append(names, attr.Name)
	}
	for _, block := range r.Body().Blocks {
		names = append(names, block.Type)
	}
	for _, name := range names {
		if _, done := attrs[name]; done {
			continue
		}
		op, err := r.attr(name)
		if err != nil {
			return cty.DynamicVal, err
		}
		if attrs[name], err = op.force(); err != nil {
			return cty.DynamicVal, err
		}
	}
	return cty.ObjectVal(attrs), nil
}

// resourceMeta are the arguments of a resource that Terraform itself takes.
var resourceMeta = map[string]bool{"count": true, "for_each": true, "provider": true, "depends_on": true}

// resourceMetaBlocks are the nested blocks of a resource that Terraform itself takes.
var resourceMetaBlocks = map[string]bool{"lifecycle": true, "provisioner": true, "connection": true}

// Body is the content of a resource or of a nested block.
type Body struct {
	// Attributes are the arguments in the order of the file.
	Attributes []*Attribute
	// Blocks are the nested blocks in that order, dynamic ones expanded.
	Blocks []*Block
}

// Attribute is an argument.
type Attribute struct {
	// Name is the name of the argument.
	Name string
	// File, Span and NameSpan are the place of the argument and that of its name.
	File           *source.File
	Span, NameSpan source.Span

	expr hclsyntax.Expression
	s    scope
	cell *cell
}

// Value returns the value of the argument; null means that the argument is unset.
func (a *Attribute) Value() cty.Value {
	return a.cell.get(func() (cty.Value, error) { return a.s.eval(a.expr) })
}

// Block is a nested block.
type Block struct {
	// Type is the block's type; for a dynamic block the type of what it makes.
	Type string
	// Labels are the block's labels; nearly no block has any.
	Labels []string
	// Body is the block's content.
	Body *Body
	// Maybe is whether it depends on something unknown if there is such a block, or how
	// many there are.
	Maybe bool
	// Origin is that of the unknown on which Maybe depends.
	Origin *Origin
	// File and Span are the place of the block's head.
	File *source.File
	Span source.Span

	head hcl.Range
}

// Body returns the content of the resource, without the arguments and blocks that
// Terraform itself takes.
func (r *Resource) Body() *Body {
	if r.body == nil {
		r.body = r.Module.ev.expandBody(r.node.block.body, r.scope(), resourceMeta, resourceMetaBlocks)
		for _, attr := range r.body.Attributes {
			attr.cell = cellOf(r.attrs, attr.Name)
		}
	}
	return r.body
}

// list returns the nested blocks of a type.
func (b *Body) list(kind string) []*Block {
	var list []*Block
	for _, block := range b.Blocks {
		if block.Type == kind {
			list = append(list, block)
		}
	}
	return list
}

// Attribute returns an argument, and nil if it is not written.
func (b *Body) Attribute(name string) *Attribute {
	for _, attr := range b.Attributes {
		if attr.Name == name {
			return attr
		}
	}
	return nil
}

func (ev *evaluator) expandBody(body *hclsyntax.Body, s scope, without, withoutBlocks map[string]bool) *Body {
	result := &Body{}
	for _, name := range sortedAttributes(body.Attributes) {
		if without[name] {
			continue
		}
		attr := body.Attributes[name]
		result.Attributes = append(result.Attributes, &Attribute{
			Name: name, File: ev.loader.File(attr.SrcRange.Filename), Span: span(attr.SrcRange), NameSpan: span(attr.NameRange),
			expr: attr.Expr, s: s, cell: &cell{},
		})
	}
	for _, block := range body.Blocks {
		switch {
		case withoutBlocks[block.Type]:
		case block.Type == "dynamic" && len(block.Labels) == 1:
			result.Blocks = append(result.Blocks, ev.dynamic(block, s)...)
		default:
			result.Blocks = append(result.Blocks, ev.newBlock(block.Type, block, block.Body, s))
		}
	}
	return result
}

func (ev *evaluator) newBlock(kind string, head *hclsyntax.Block, body *hclsyntax.Body, s scope) *Block {
	at := head.DefRange()
	return &Block{
		Type: kind, Labels: head.Labels, Body: ev.expandBody(body, s, nil, nil),
		File: ev.loader.File(at.Filename), Span: span(at), head: at,
	}
}

// dynamic expands a dynamic block. If what it goes through is unknown, it is one block
// that may exist, in which what does not depend on the iterator is still known.
//
// Source: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
func (ev *evaluator) dynamic(block *hclsyntax.Block, s scope) []*Block {
	kind := block.Labels[0]
	var content *hclsyntax.Body
	for _, sub := range block.Body.Blocks {
		if sub.Type == "content" {
			content = sub.Body
		}
	}
	forEach := block.Body.Attributes["for_each"]
	if content == nil || forEach == nil {
		return nil
	}
	iterator := kind
	if attr := block.Body.Attributes["iterator"]; attr != nil {
		iterator = providerName(attr.Expr)
	}
	keys, values, err := s.collection(forEach.Expr)
	if err != nil {
		return []*Block{ev.maybeBlock(block, content, s, iterator, err)}
	}
	var blocks []*Block
	for i := range values {
		value, err := values[i].force()
		if err != nil {
			value = unknown(cty.DynamicPseudoType, failed(err))
		}
		key := keys[i]
		if key.Type() != cty.String && key.Type() != cty.Number {
			key = value // a set
		}
		item := operand{value: cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})}
		inner := s.bindFrom(iterator, item, &written{s, forEach.Expr, []cty.Value{keys[i]}})
		inner.vars.iterator = true
		made := ev.newBlock(kind, block, content, inner)
		made.Labels = nil
		blocks = append(blocks, made)
	}
	return blocks
}

func (ev *evaluator) maybeBlock(block *hclsyntax.Block, content *hclsyntax.Body, s scope, iterator string, err error) *Block {
	origin := failed(err)
	if notKnown, ok := errors.AsType[unknownCollectionError](err); ok {
		origin = derived(notKnown.origin)
	}
	item := cty.ObjectVal(map[string]cty.Value{
		"key": unknown(cty.DynamicPseudoType, origin), "value": unknown(cty.DynamicPseudoType, origin),
	})
	made := ev.newBlock(block.Labels[0], block, content, s.bind(iterator, operand{value: item}))
	made.Labels, made.Maybe, made.Origin = nil, true, origin
	return made
}

// blockList is the nested blocks of one type as a reference sees them: a list.
type blockList struct {
	r      *Resource
	path   string
	blocks []*Block
}

func (l *blockList) maybe() *Origin {
	for _, block := range l.blocks {
		if block.Maybe {
			return block.Origin
		}
	}
	return nil
}

func (l *blockList) elements() ([]cty.Value, []operand, bool) {
	if l.maybe() != nil {
		return nil, nil, false
	}
	keys, values := make([]cty.Value, len(l.blocks)), make([]operand, len(l.blocks))
	for i := range l.blocks {
		keys[i], values[i] = cty.NumberIntVal(int64(i)), operand{lazy: l.at(i)}
	}
	return keys, values, true
}

func (l *blockList) at(i int) *blockBody {
	return &blockBody{r: l.r, path: fmt.Sprintf("%s[%d]", l.path, i), body: l.blocks[i].Body}
}

func (l *blockList) index(key cty.Value) (operand, error) {
	if l.maybe() != nil || !plain(key).IsKnown() {
		return operand{value: l.r.computed(l.path + keyStep(plain(key)))}, nil
	}
	number, err := convert.Convert(plain(key), cty.Number)
	if err != nil || number.IsNull() {
		return operand{}, fmt.Errorf("%s.%s is a list of blocks", l.r.Address, l.path)
	}
	i, accuracy := number.AsBigFloat().Int64()
	if accuracy != 0 || i < 0 || i >= int64(len(l.blocks)) {
		return operand{}, fmt.Errorf("%s.%s has %d blocks", l.r.Address, l.path, len(l.blocks))
	}
	return operand{lazy: l.at(int(i))}, nil
}

// attr fails for a list of blocks, except that some providers have single blocks.
func (l *blockList) attr(name string) (operand, error) {
	if l.maybe() == nil && len(l.blocks) == 1 {
		return l.at(0).attr(name)
	}
	return operand{value: l.r.computed(l.path + "." + name)}, nil
}

func (l *blockList) whole() (cty.Value, error) {
	if origin := l.maybe(); origin != nil {
		return unknown(cty.DynamicPseudoType, derived(origin)), nil
	}
	values := make([]cty.Value, len(l.blocks))
	for i := range l.blocks {
		value, err := l.at(i).whole()
		if err != nil {
			return cty.DynamicVal, err
		}
		values[i] = value
	}
	return cty.TupleVal(values), nil
}

// blockBody is the content of a nested block as a reference sees it.
type blockBody struct {
	r    *Resource
	path string
	body *Body
}

func (b *blockBody) elements() ([]cty.Value, []operand, bool) { return nil, nil, false }

func (b *blockBody) attr(name string) (operand, error) {
	path := b.path + "." + name
	if attr := b.body.Attribute(name); attr != nil {
		if value := attr.Value(); !value.IsNull() {
			return operand{value: value}, nil
		}
	} else if list := b.body.list(name); list != nil {
		return operand{lazy: &blockList{r: b.r, path: path, blocks: list}}, nil
	}
	return operand{value: b.r.computed(path)}, nil
}

func (b *blockBody) index(key cty.Value) (operand, error) {
	if bare := plain(key); bare.Type() == cty.String && bare.IsKnown() && !bare.IsNull() {
		return b.attr(bare.AsString())
	}
	return operand{}, fmt.Errorf("%s.%s is an object", b.r.Address, b.path)
}

func (b *blockBody) whole() (cty.Value, error) {
	attrs := map[string]cty.Value{}
	var names []string
	for _, attr := range b.body.Attributes {
		names = append(names, attr.Name)
	}
	for _, block := range b.body.Blocks {
		names = append(names, block.Type)
	}
	for _, name := range append(names, b.r.Module.ev.mentioned...) {
		if _, done := attrs[name]; done {
			continue
		}
		op, err := b.attr(name)
		if err != nil {
			return cty.DynamicVal, err
		}
		if attrs[name], err = op.force(); err != nil {
			return cty.DynamicVal, err
		}
	}
	return cty.ObjectVal(attrs), nil
}

// sortedByPlace keeps things in the order of the files.
func sortedByPlace[T any](list []T, at func(T) (string, int)) {
	slices.SortStableFunc(list, func(a, b T) int {
		fileA, offsetA := at(a)
		fileB, offsetB := at(b)
		if c := strings.Compare(fileA, fileB); c != 0 {
			return c
		}
		return offsetA - offsetB
	})
}
