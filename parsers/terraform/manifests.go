package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Manifest is a Kubernetes object that a resource of Terraform applies.
type Manifest struct {
	// Address is the resource, and Maybe whether it may not exist.
	Address string
	Maybe   bool
	// Resource is the resource.
	Resource *Resource
	// File holds the object: the file of the resource, or the YAML file that it reads.
	File *source.File
	// Docs are the objects as a YAML file would have them. Each value has the place in
	// File where it is written, or that of what holds it. A value that is not known is
	// the text ${ADDRESS}.
	Docs []tree.Document
	// Unread is whether nothing at all is known of the object.
	Unread bool
	// Problems say what could not be read.
	Problems []source.Problem
}

// Manifests returns the Kubernetes objects of all resources, in their order:
// kubernetes_manifest, kubectl_manifest, and the typed resources of the Kubernetes provider
// with and without a version in their name.
func (root *Root) Manifests() []*Manifest {
	var manifests []*Manifest
	for _, r := range root.Resources {
		if r.Data {
			continue
		}
		switch kind, ok := typedKinds[r.Type]; {
		case r.Type == "kubernetes_manifest":
			manifests = append(manifests, root.rawManifest(r))
		case r.Type == "kubectl_manifest":
			manifests = append(manifests, root.textManifest(r))
		case ok:
			manifests = append(manifests, root.typedManifest(r, kind))
		}
	}
	return manifests
}

func (r *Resource) newManifest() *Manifest {
	return &Manifest{Address: r.Address, Maybe: r.Maybe, Resource: r, File: r.File}
}

// rawManifest reads an object that is given as a value.
func (root *Root) rawManifest(r *Resource) *Manifest {
	m := r.newManifest()
	attr := r.Body().Attribute("manifest")
	if attr == nil {
		return m
	}
	if call, ok := attr.expr.(*hclsyntax.FunctionCallExpr); ok && call.Name == "yamldecode" && len(call.Args) == 1 {
		if file := r.fileOf(attr.s, call.Args[0]); file != nil {
			return m.read(file)
		}
	}
	if m.isUnread(attr, attr.Value()) {
		return m
	}
	b := treeBuilder{file: r.File}
	node := b.value(attr.Value(), attr.expr, attr.s, attr.Span)
	m.Docs = []tree.Document{{Root: node}}
	return m
}

// fileOf returns the file whose text an expression is, and nil if it is anything else.
func (r *Resource) fileOf(s scope, expr hclsyntax.Expression) *source.File {
	if wrap, ok := expr.(*hclsyntax.TemplateWrapExpr); ok {
		expr = wrap.Wrapped
	}
	call, ok := expr.(*hclsyntax.FunctionCallExpr)
	if !ok || call.Name != "file" {
		return nil
	}
	file, _, err := s.fileArgument(call, 1)
	if err != nil {
		return nil
	}
	return file
}

func (m *Manifest) read(file *source.File) *Manifest {
	m.File = file
	m.Docs, m.Problems = tree.Parse(file, tree.Limits{})
	return m
}

// isUnread notes a manifest of which no part is known, and reports whether it is one.
func (m *Manifest) isUnread(attr *Attribute, v cty.Value) bool {
	bare, origin := unmarked(v)
	if bare.IsKnown() || origin != nil && origin.Text != nil && !origin.Base64 {
		return false
	}
	m.Unread = true
	text := m.Address + " was not checked: what it applies is not known"
	if from := origin.String(); from != "" {
		text += ", but depends on " + from
	}
	m.Problems = append(m.Problems, source.Warningf(m.File, attr.tight(), "%s", text))
	return true
}

// textManifest reads objects that are given as YAML. Unless that is a file of its own, all
// values are at the place of the argument.
func (root *Root) textManifest(r *Resource) *Manifest {
	m := r.newManifest()
	attr := r.Body().Attribute("yaml_body")
	if attr == nil {
		return m
	}
	if file := r.fileOf(attr.s, attr.expr); file != nil {
		return m.read(file)
	}
	v, err := convert.Convert(attr.Value(), cty.String)
	if err != nil || v.IsNull() {
		return m
	}
	at := attr.tight()
	if m.isUnread(attr, v) {
		return m
	}
	docs, problems := yamlWithHoles(v)
	for _, p := range problems {
		p.File, p.Span = r.File, at
		p.Message = "yaml_body of " + r.Address + ": " + p.Message
		m.Problems = append(m.Problems, p)
	}
	for i := range docs {
		moveTo(docs[i].Root, at, 0)
	}
	m.Docs = docs
	return m
}

// yamlWithHoles parses a text that may have unknown parts. In the values that have some,
// they are written as ${ADDRESS}. That such a text is not valid may be the fault of the
// unknown parts, so it is only a warning.
func yamlWithHoles(v cty.Value) ([]tree.Document, []source.Problem) {
	h := &holes{}
	bare, origin := unmarked(v)
	if !bare.IsKnown() && (origin == nil || origin.Text == nil || origin.Base64) {
		return nil, nil
	}
	docs, problems := tree.Parse(source.NewFile("", []byte(h.text(v))), tree.Limits{})
	if len(h.origins) == 0 {
		return docs, problems
	}
	for i := range problems {
		problems[i].Level = source.Warning
	}
	for i := range docs {
		h.render(docs[i].Root, 0)
	}
	return docs, problems
}

// render replaces markers in the texts of a tree by placeholders.
func (h *holes) render(n *tree.Node, depth int) {
	const deepest = 1000
	if n == nil || depth > deepest {
		return
	}
	if n.Kind == tree.String {
		n.Text = h.rendered(n.Text)
	}
	for i := range n.Fields {
		n.Fields[i].Key = h.rendered(n.Fields[i].Key)
		h.render(n.Fields[i].Value, depth+1)
	}
	for _, item := range n.Items {
		h.render(item, depth+1)
	}
}

func (h *holes) rendered(text string) string {
	if !strings.ContainsAny(text, string(textHole)+string(valueHole)) {
		return text
	}
	var b strings.Builder
	for _, part := range h.parts(text) {
		if part.Hole != nil {
			b.WriteString(placeholder(part.Hole))
			continue
		}
		b.WriteString(part.Literal)
	}
	return b.String()
}

// textWithHoles is a text with ${ADDRESS} for what is not known of it; "" if that is all.
// Where any value of JSON could stand it is in quotes, so that the rest can be read.
func textWithHoles(v cty.Value) string {
	bare, origin := unmarked(v)
	if bare.IsKnown() {
		return bare.AsString()
	}
	if origin == nil || origin.Text == nil || origin.Base64 {
		return ""
	}
	var b strings.Builder
	for _, part := range origin.Text {
		switch {
		case part.Hole == nil:
			b.WriteString(part.Literal)
		case part.Raw:
			b.WriteString(`"` + placeholder(part.Hole) + `"`)
		default:
			b.WriteString(placeholder(part.Hole))
		}
	}
	return b.String()
}

var notInName = pattern.Lazy(`[^A-Za-z0-9_.-]+`)

// placeholder stands for an unknown value in a text. It has no character that would be
// special in YAML between quotes or without.
func placeholder(o *Origin) string {
	return "${" + strings.Trim(notInName().ReplaceAllString(o.String(), "_"), "_") + "}"
}

// moveTo gives a node and all below it one place.
func moveTo(n *tree.Node, at source.Span, depth int) {
	const deepest = 1000 // aliases make no cycle, but let us not rely on it
	if n == nil || depth > deepest {
		return
	}
	n.Span = at
	for i := range n.Fields {
		n.Fields[i].KeySpan = at
		moveTo(n.Fields[i].Value, at, depth+1)
	}
	for _, item := range n.Items {
		moveTo(item, at, depth+1)
	}
}

// treeBuilder turns values into trees with places.
type treeBuilder struct {
	file *source.File
}

// value turns a value into a node. The expression that the value comes from, if it is in
// the same file, gives the places.
func (b treeBuilder) value(v cty.Value, expr hclsyntax.Expression, s scope, at source.Span) *tree.Node {
	if expr != nil {
		expr = unwrapped(expr)
		if r := expr.Range(); r.Filename == b.file.Path && r.End.Byte > r.Start.Byte {
			at = span(r)
		}
	}
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown():
		text := textWithHoles(v)
		if text == "" {
			text = placeholder(originOrNone(origin))
		}
		return &tree.Node{Kind: tree.String, Text: text, Span: at}
	case bare.IsNull():
		return &tree.Node{Kind: tree.Null, Span: at}
	case bare.Type().IsObjectType() || bare.Type().IsMapType():
		return b.mapping(bare, expr, s, at)
	case bare.CanIterateElements():
		return b.sequence(v, expr, s, at)
	}
	return scalar(bare, at)
}

func unwrapped(expr hclsyntax.Expression) hclsyntax.Expression {
	for {
		switch e := expr.(type) {
		case *hclsyntax.ParenthesesExpr:
			expr = e.Expression
		case *hclsyntax.TemplateWrapExpr:
			expr = e.Wrapped
		default:
			return expr
		}
	}
}

func scalar(v cty.Value, at source.Span) *tree.Node {
	text, err := convert.Convert(v, cty.String)
	if err != nil || checkNumber(v) != nil {
		return &tree.Node{Kind: tree.Null, Span: at}
	}
	n := &tree.Node{Kind: tree.String, Text: text.AsString(), Span: at}
	switch v.Type() {
	case cty.Bool:
		n.Kind = tree.Bool
	case cty.Number:
		n.Kind = tree.Float
		if v.AsBigFloat().IsInt() {
			n.Kind = tree.Int
		}
	}
	return n
}

func (b treeBuilder) mapping(v cty.Value, expr hclsyntax.Expression, s scope, at source.Span) *tree.Node {
	written := map[string]hclsyntax.ObjectConsItem{}
	if object, ok := expr.(*hclsyntax.ObjectConsExpr); ok {
		for _, item := range object.Items {
			if key, origins, err := s.key(item.KeyExpr); err == nil && origins == nil {
				written[key] = item
			}
		}
	}
	n := &tree.Node{Kind: tree.Mapping, Span: at}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		name := plain(key).AsString()
		keyAt := at
		var inner hclsyntax.Expression
		if item, ok := written[name]; ok {
			inner = item.ValueExpr
			if r := item.KeyExpr.Range(); r.Filename == b.file.Path {
				keyAt = span(r)
			}
		}
		n.Fields = append(n.Fields, tree.Field{Key: name, KeySpan: keyAt, Value: b.value(element, inner, s, keyAt)})
	}
	sortedByPlace(n.Fields, func(f tree.Field) (string, int) { return "", f.KeySpan.Start })
	return n
}

func (b treeBuilder) sequence(v cty.Value, expr hclsyntax.Expression, s scope, at source.Span) *tree.Node {
	tuple, _ := expr.(*hclsyntax.TupleConsExpr)
	n := &tree.Node{Kind: tree.Sequence, Span: at}
	for i, element := range elementsOrOne(v) {
		var inner hclsyntax.Expression
		if tuple != nil && i < len(tuple.Exprs) {
			inner = tuple.Exprs[i]
		}
		n.Items = append(n.Items, b.value(element, inner, s, at))
	}
	return n
}

// typedManifest reads a typed resource of the Kubernetes provider.
func (root *Root) typedManifest(r *Resource, kind typedKind) *Manifest {
	m := r.newManifest()
	b := treeBuilder{file: r.File}
	n := b.body(r.Body(), r.Span, nil)
	fields := []tree.Field{
		{Key: "apiVersion", KeySpan: r.Span, Value: &tree.Node{Kind: tree.String, Text: kind.apiVersion, Span: r.Span}},
		{Key: "kind", KeySpan: r.Span, Value: &tree.Node{Kind: tree.String, Text: kind.kind, Span: r.Span}},
	}
	n.Fields = append(fields, n.Fields...)
	if metadata := n.Get("metadata"); metadata != nil && metadata.Kind == tree.Mapping && !clusterScoped[kind.kind] && metadata.Field("namespace") == nil {
		// Unlike kubectl, the provider knows the namespace of what names none.
		setOnly(metadata, "namespace", metadata.Span, &tree.Node{Kind: tree.String, Text: "default", Span: metadata.Span})
	}
	if data := n.Field("data"); data != nil && kind.kind == "Secret" {
		data.Key = "stringData" // the provider encodes it
	}
	m.Docs = []tree.Document{{Root: n}}
	return m
}

// body turns arguments and nested blocks into a mapping with the names of the API.
func (b treeBuilder) body(body *Body, at source.Span, way []string) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping, Span: at}
	for _, attr := range body.Attributes {
		if providerArguments[attr.Name] && len(way) == 0 {
			continue
		}
		value := attr.Value()
		if value.IsNull() {
			continue
		}
		keyAt := b.place(attr.File, attr.NameSpan, at)
		node := b.value(value, attr.expr, attr.s, b.place(attr.File, attr.Span, at))
		if node.Kind == tree.Mapping {
			asTexts(node)
		}
		if numericArguments[attr.Name] && node.Kind == tree.String {
			if _, err := strconv.ParseInt(node.Text, 10, 64); err == nil {
				node.Kind = tree.Int
			}
		}
		n.Fields = append(n.Fields, tree.Field{Key: apiName(attr.Name, false), KeySpan: keyAt, Value: node})
	}
	b.blocks(n, body, at, way)
	sortedByPlace(n.Fields, func(f tree.Field) (string, int) { return "", f.KeySpan.Start })
	return n
}

// asTexts turns the values of a map into texts, as the provider does: all arguments of its
// typed resources that are maps are maps of strings.
func asTexts(n *tree.Node) {
	for i := range n.Fields {
		switch value := n.Fields[i].Value; value.Kind {
		case tree.Bool, tree.Int, tree.Float:
			value.Kind = tree.String
		default:
		}
	}
}

// place is a span, unless it is in another file than the resource.
func (b treeBuilder) place(file *source.File, at, otherwise source.Span) source.Span {
	if file == b.file {
		return at
	}
	return otherwise
}

func (b treeBuilder) blocks(into *tree.Node, body *Body, at source.Span, way []string) {
	for _, block := range body.Blocks {
		if block.Type == "timeouts" && len(way) == 0 {
			continue
		}
		list := listBlocks[block.Type] && !singleHere(block.Type, way)
		key := apiName(block.Type, list)
		keyAt := b.place(block.File, block.Span, at)
		if block.Maybe {
			unknown := &tree.Node{Kind: tree.String, Text: placeholder(block.Origin), Span: keyAt}
			setOnly(into, key, keyAt, unknown)
			continue
		}
		node := b.body(block.Body, keyAt, append(slices.Clip(way), block.Type))
		if flatBlocks[block.Type] {
			into.Fields = append(into.Fields, node.Fields...)
			continue
		}
		if !list {
			setOnly(into, key, keyAt, node)
			continue
		}
		f := into.Field(key)
		if f == nil {
			into.Fields = append(into.Fields, tree.Field{Key: key, KeySpan: keyAt, Value: &tree.Node{Kind: tree.Sequence, Span: keyAt}})
			f = into.Field(key)
		}
		if f.Value.Kind == tree.Sequence {
			f.Value.Items = append(f.Value.Items, node)
		}
	}
}

func setOnly(n *tree.Node, key string, at source.Span, value *tree.Node) {
	if f := n.Field(key); f != nil {
		f.Value = value
		return
	}
	n.Fields = append(n.Fields, tree.Field{Key: key, KeySpan: at, Value: value})
}

// apiName turns a name of the provider into that of the API: camel case, and the plural
// for a block that can be repeated.
func apiName(name string, list bool) string {
	if list {
		if plural, ok := plurals[name]; ok {
			return plural
		}
	}
	if special, ok := apiNames[name]; ok {
		return special
	}
	parts := strings.Split(name, "_")
	for i := 1; i < len(parts); i++ {
		if parts[i] != "" {
			parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
		}
	}
	return strings.Join(parts, "")
}
