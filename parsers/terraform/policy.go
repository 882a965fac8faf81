package terraform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/tree"
)

// document is a policy that data.aws_iam_policy_document puts together.
//
// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
type document struct {
	holes      *holes
	version    string
	id         string
	statements []*tree.Node
	// blocks are the indexes of the blocks that own statements were written in.
	blocks map[*tree.Node]int
}

const policyVersion = "2012-10-17"

// policyJSON renders the policy of an aws_iam_policy_document. Statements that depend on
// something unknown have holes; those beside them are whole.
func (r *Resource) policyJSON() cty.Value {
	if r.json == nil {
		r.json = &cell{}
	}
	return r.json.get(func() (cty.Value, error) {
		d := &document{holes: &holes{}}
		r.document = d
		if err := d.sources(r); err != nil {
			return cty.DynamicVal, err
		}
		own := d.own(r.Body())
		d.merge(own)
		d.blocks = own.blocks
		if err := d.overrides(r); err != nil {
			return cty.DynamicVal, err
		}
		return d.render()
	})
}

// sources merges the documents that the policy starts from.
func (d *document) sources(r *Resource) error {
	for _, name := range []string{"source_json", "source_policy_documents"} {
		documents, err := d.documents(r, name)
		if err != nil {
			return err
		}
		for _, source := range documents {
			for _, statement := range source.statements {
				sid := statement.Get("Sid").Str()
				if sid != "" && name == "source_policy_documents" && d.find(sid) >= 0 {
					return fmt.Errorf("%s: two source documents have a statement with the sid %q", r.Address, sid)
				}
			}
			d.merge(source)
		}
	}
	return nil
}

func (d *document) overrides(r *Resource) error {
	for _, name := range []string{"override_policy_documents", "override_json"} {
		documents, err := d.documents(r, name)
		if err != nil {
			return err
		}
		for _, override := range documents {
			d.override(override)
		}
	}
	return nil
}

// override merges a document that may replace statements. One that is not known may
// replace any statement that has a sid.
func (d *document) override(other *document) {
	for _, statement := range other.statements {
		origin, open := d.holes.isValueHole(statement)
		if !open {
			continue
		}
		for i, old := range d.statements {
			if old.Get("Sid") != nil {
				d.statements[i] = d.valueHole(origin)
			}
		}
	}
	d.merge(other)
}

// documents reads the policies that an argument holds.
func (d *document) documents(r *Resource, name string) ([]*document, error) {
	attr := r.Body().Attribute(name)
	if attr == nil || attr.Value().IsNull() {
		return nil, nil
	}
	v := attr.Value()
	bare, origin := unmarked(v)
	if !bare.IsKnown() && (bare.Type() != cty.String || origin == nil || origin.Text == nil) {
		return []*document{d.unknownDocument(origin)}, nil
	}
	if bare.Type() == cty.String {
		doc, err := d.read(v)
		return []*document{doc}, err
	}
	_, values, err := elementsOf(v)
	if err != nil {
		return nil, err
	}
	var documents []*document
	for _, op := range values {
		doc, err := d.read(op.value)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, r.Address, err)
		}
		documents = append(documents, doc)
	}
	return documents, nil
}

// unknownDocument stands for a policy of which nothing is known.
func (d *document) unknownDocument(o *Origin) *document {
	return &document{holes: d.holes, statements: []*tree.Node{d.valueHole(o)}}
}

func (d *document) valueHole(o *Origin) *tree.Node {
	return &tree.Node{Kind: tree.String, Text: d.holes.mark(valueHole, o)}
}

// read parses a policy in JSON.
func (d *document) read(v cty.Value) (*document, error) {
	if v.IsNull() {
		return &document{holes: d.holes}, nil
	}
	v, err := convert.Convert(v, cty.String)
	if err != nil {
		return nil, err
	}
	if bare, _ := unmarked(v); bare.IsKnown() && strings.TrimSpace(bare.AsString()) == "" {
		return &document{holes: d.holes}, nil
	}
	root, problem := d.holes.parse(v)
	if problem != "" {
		return nil, fmt.Errorf("a policy is not JSON: %s", problem)
	}
	if root == nil {
		return d.unknownDocument(originOf(v)), nil
	}
	doc := &document{holes: d.holes, version: root.Get("Version").Str(), id: root.Get("Id").Str()}
	switch statement := root.Get("Statement"); {
	case statement == nil:
	case statement.Kind == tree.Sequence:
		doc.statements = statement.Items
	default:
		doc.statements = []*tree.Node{statement}
	}
	return doc, nil
}

// merge takes the statements of another document; those with the sid of one that is
// there replace it.
func (d *document) merge(other *document) {
	if other.id != "" {
		d.id = other.id
	}
	if other.version > d.version {
		d.version = other.version
	}
	for _, statement := range other.statements {
		if at := d.find(statement.Get("Sid").Str()); at >= 0 {
			d.statements[at] = statement
			continue
		}
		d.statements = append(d.statements, statement)
	}
}

func (d *document) find(sid string) int {
	if sid == "" {
		return -1
	}
	return slices.IndexFunc(d.statements, func(n *tree.Node) bool { return n.Get("Sid").Str() == sid })
}

// own reads the document that the blocks describe.
func (d *document) own(body *Body) *document {
	doc := &document{holes: d.holes, version: d.string(body, "version"), id: d.string(body, "policy_id")}
	if doc.version == "" {
		doc.version = policyVersion
	}
	doc.blocks = map[*tree.Node]int{}
	for i, block := range body.list("statement") {
		if block.Maybe {
			doc.statements = append(doc.statements, d.valueHole(block.Origin))
			continue
		}
		statement := d.statement(block.Body)
		doc.blocks[statement] = i
		doc.statements = append(doc.statements, statement)
	}
	return doc
}

// string reads an argument that is a string; "" if it is unset.
func (d *document) string(body *Body, name string) string {
	attr := body.Attribute(name)
	if attr == nil || attr.Value().IsNull() {
		return ""
	}
	v, err := convert.Convert(attr.Value(), cty.String)
	if err != nil {
		return d.holes.mark(textHole, failed(err))
	}
	return d.holes.text(v)
}

func textNode(text string) *tree.Node { return &tree.Node{Kind: tree.String, Text: text} }

func setField(n *tree.Node, key string, value *tree.Node) {
	if value != nil {
		n.Fields = append(n.Fields, tree.Field{Key: key, Value: value})
	}
}

func (d *document) statement(body *Body) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping}
	if sid := d.string(body, "sid"); sid != "" {
		setField(n, "Sid", textNode(sid))
	}
	effect := d.string(body, "effect")
	if effect == "" {
		effect = "Allow"
	}
	setField(n, "Effect", textNode(effect))
	for _, pair := range [][2]string{
		{"actions", "Action"}, {"not_actions", "NotAction"}, {"resources", "Resource"}, {"not_resources", "NotResource"},
	} {
		setField(n, pair[1], d.list(body, pair[0], true))
	}
	setField(n, "Principal", d.principals(body.list("principals")))
	setField(n, "NotPrincipal", d.principals(body.list("not_principals")))
	setField(n, "Condition", d.conditions(body.list("condition")))
	return n
}

// list reads an argument that is a set of strings: nil if it is unset or empty, one text
// if there is one, and else a list in the order in which the provider writes it.
func (d *document) list(body *Body, name string, sorted bool) *tree.Node {
	attr := body.Attribute(name)
	if attr == nil || attr.Value().IsNull() {
		return nil
	}
	_, values, err := elementsOf(attr.Value())
	if err != nil {
		return d.valueHole(derived(originsIn(attr.Value())...))
	}
	var texts []string
	for _, op := range values {
		if op.value.IsNull() {
			continue
		}
		v, err := convert.Convert(op.value, cty.String)
		if err != nil {
			v = unknown(cty.String, failed(err))
		}
		texts = append(texts, strings.ReplaceAll(d.holes.text(v), "&{", "${"))
	}
	return listNode(texts, sorted)
}

func listNode(texts []string, sorted bool) *tree.Node {
	if sorted {
		slices.Sort(texts)
		texts = slices.Compact(texts)
		slices.Reverse(texts)
	}
	switch len(texts) {
	case 0:
		return nil
	case 1:
		return textNode(texts[0])
	}
	n := &tree.Node{Kind: tree.Sequence}
	for _, text := range texts {
		n.Items = append(n.Items, textNode(text))
	}
	return n
}

// principals reads principals blocks. Everyone is written as "*".
func (d *document) principals(blocks []*Block) *tree.Node {
	if len(blocks) == 0 {
		return nil
	}
	for _, block := range blocks {
		if block.Maybe {
			return d.valueHole(block.Origin)
		}
	}
	n := &tree.Node{Kind: tree.Mapping}
	for _, block := range blocks {
		kind, identifiers := d.string(block.Body, "type"), d.list(block.Body, "identifiers", true)
		if identifiers == nil {
			continue
		}
		if kind == "*" && identifiers.Str() == "*" && len(blocks) == 1 {
			return textNode("*")
		}
		addToField(n, kind, identifiers)
	}
	return n
}

// addToField adds a text or list to those that a field has.
func addToField(n *tree.Node, key string, value *tree.Node) {
	f := n.Field(key)
	if f == nil {
		setField(n, key, value)
		return
	}
	items := func(n *tree.Node) []*tree.Node {
		if n.Kind == tree.Sequence {
			return n.Items
		}
		return []*tree.Node{n}
	}
	f.Value = &tree.Node{Kind: tree.Sequence, Items: append(slices.Clone(items(f.Value)), items(value)...)}
}

func (d *document) conditions(blocks []*Block) *tree.Node {
	if len(blocks) == 0 {
		return nil
	}
	n := &tree.Node{Kind: tree.Mapping}
	for _, block := range blocks {
		if block.Maybe {
			return d.valueHole(block.Origin)
		}
		test, variable := d.string(block.Body, "test"), d.string(block.Body, "variable")
		values := d.list(block.Body, "values", false)
		if values == nil {
			values = &tree.Node{Kind: tree.Sequence}
		}
		of := n.Get(test)
		if of == nil {
			of = &tree.Node{Kind: tree.Mapping}
			setField(n, test, of)
		}
		addToField(of, variable, values)
	}
	return n
}

// statementOrder is the order in which the provider writes the fields of a statement.
var statementOrder = []string{
	"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
}

// normalize brings the fields of a statement into the order in which the provider writes
// them.
func normalize(statement *tree.Node) {
	slices.SortStableFunc(statement.Fields, func(a, b tree.Field) int {
		return slices.Index(statementOrder, a.Key) - slices.Index(statementOrder, b.Key)
	})
	for _, f := range statement.Fields {
		switch f.Key {
		case "Principal", "NotPrincipal":
			sortFields(f.Value)
		case "Condition":
			sortFields(f.Value)
			for _, test := range f.Value.Fields {
				sortFields(test.Value)
			}
		}
	}
}

func sortFields(n *tree.Node) {
	slices.SortFunc(n.Fields, func(a, b tree.Field) int { return strings.Compare(a.Key, b.Key) })
}

// render writes the document as the provider does.
func (d *document) render() (cty.Value, error) {
	root := &tree.Node{Kind: tree.Mapping}
	if d.version != "" {
		setField(root, "Version", textNode(d.version))
	}
	if d.id != "" {
		setField(root, "Id", textNode(d.id))
	}
	for _, statement := range d.statements {
		normalize(statement)
	}
	if len(d.statements) > 0 {
		setField(root, "Statement", &tree.Node{Kind: tree.Sequence, Items: d.statements})
	}
	var b textBuilder
	d.holes.write(&b, root)
	v, err := b.result()
	if err != nil || !v.IsKnown() {
		return v, err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, []byte(v.AsString()), "", "  "); err != nil {
		return cty.DynamicVal, err
	}
	return cty.StringVal(indented.String()), nil
}
