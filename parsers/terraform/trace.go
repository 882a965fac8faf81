package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Link is one place on the way from an argument of a resource to what decides its value.
type Link struct {
	// File and Span are the place.
	File *source.File
	Span source.Span
	// What names what is written there: "vpc_config.endpoint_public_access",
	// "module.eks", "local.public", "var.public".
	What string
	// Own is whether the place is in the user's own files, where it can be mended. The
	// files of modules that were fetched are not.
	Own bool

	since string // the first release with this default, if it is that of an input of a stub
}

// Trace follows an argument of a resource to where its value is written. The path is the
// names of nested blocks and the argument, with indexes: ["vpc_config", 0, "subnet_ids"].
//
// The first link is the argument itself, or the head of the block that it would be in if
// it is not written; each further one is where the value of the one before comes from: the
// argument of a module call, a local value, a variable's default or given value. A link is
// only there if that is certain. There is always at least one.
func (r *Resource) Trace(path ...any) []Link {
	if r.node == nil {
		if r.twin != nil {
			return r.twin.Trace(path...)
		}
		return []Link{r.planned(path)}
	}
	t := &tracer{ev: r.Module.ev}
	t.resource(r, path)
	return t.links
}

// Mend returns the place at which the user can change what a trace found: the last link
// in the user's own files. A value that is decided within a fetched module is mended at the
// call of that module; if the module is only known by a stub, at the line that names it. The other links, without those in fetched modules, are the way there.
func (r *Resource) Mend(path ...any) (at Link, way []Link) {
	return r.mended(r.Trace(path...))
}

func (r *Resource) mended(links []Link) (at Link, way []Link) {
	var own []Link
	for _, link := range links {
		if link.Own {
			own = append(own, link)
		}
	}
	if len(own) > 0 {
		last := len(own) - 1
		return own[last], own[:last]
	}
	if r.node == nil {
		if r.twin != nil {
			return r.twin.mended(links)
		}
		return links[0], nil
	}
	for m := r.Module; m.call != nil; m = m.parent {
		head := m.call.block.head
		if !m.ev.own(head.Filename) {
			continue
		}
		if m.call.stub != nil {
			return m.call.stubDefault(links[len(links)-1]), nil
		}
		return m.ev.link(head, m.call.address), nil
	}
	return links[0], nil
}

// MendAt is [Resource.Mend] for the expression at a place in the resource's own file. ok is
// false if no expression is exactly there, or if its value is written there.
func (r *Resource) MendAt(at source.Span) (mend Link, way []Link, ok bool) {
	if r.node == nil {
		return Link{}, nil, false
	}
	attr := r.Body().attributeAt(r.File, at)
	if attr == nil {
		return Link{}, nil, false
	}
	expr := attr.expr
	for span(expr.Range()) != at {
		list := part{expr: expr}.inside()
		i := slices.IndexFunc(list, func(p part) bool { e := span(p.expr.Range()); return e.Start <= at.Start && at.End <= e.End })
		if i < 0 {
			return Link{}, nil, false
		}
		expr = list[i].expr
	}
	t := &tracer{ev: r.Module.ev}
	t.links = []Link{{File: attr.File, Span: at, What: attr.Name, Own: t.ev.own(attr.File.Path)}}
	t.follow(attr.s, expr, nil)
	mend, way = r.mended(t.links)
	return mend, way, len(t.links) > 1 || mend.Span != at
}

// attributeAt returns the argument that a place lies in, and nil if it lies in none.
func (b *Body) attributeAt(file *source.File, at source.Span) *Attribute {
	for _, attr := range b.Attributes {
		if attr.File == file && attr.Span.Start <= at.Start && at.End <= attr.Span.End {
			return attr
		}
	}
	for _, block := range b.Blocks {
		if attr := block.Body.attributeAt(file, at); attr != nil {
			return attr
		}
	}
	return nil
}

// own reports whether a file is the user's.
func (ev *evaluator) own(name string) bool {
	return !strings.Contains("/"+name, "/.terraform/") && ev.loader.isOwn(name)
}

// isOwn reports whether a file is of the loader's own tree.
func (l *Loader) isOwn(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.foreign[name]
}

func (ev *evaluator) link(at hcl.Range, what string) Link {
	return Link{File: ev.loader.File(at.Filename), Span: span(at), What: what, Own: ev.own(at.Filename)}
}

// tracer collects the links of one trace.
type tracer struct {
	ev    *evaluator
	links []Link
	depth int
	// keys is whether the trace ends at the key that the path leads to, whatever its value is.
	keys bool
}

const maxLinks = 100

func (t *tracer) add(at hcl.Range, what string) { t.links = append(t.links, t.ev.link(at, what)) }

// addAttribute adds an argument: all of it if it is on one line, else its name.
func (t *tracer) addAttribute(attr *hclsyntax.Attribute, what string) {
	at := attr.SrcRange
	if at.Start.Line != at.End.Line {
		at = attr.NameRange
	}
	t.add(at, what)
}

// resource finds the argument in the body of a resource.
func (t *tracer) resource(r *Resource, path []any) {
	body, head := r.Body(), r.node.block.head
	name := r.Type + "." + r.Name
	for i := 0; i < len(path); i++ {
		key, ok := path[i].(string)
		if !ok {
			break
		}
		if attr := body.Attribute(key); attr != nil {
			t.argument(attr, path[:i+1], path[i+1:])
			return
		}
		blocks := body.list(key)
		at := 0
		if i+1 < len(path) {
			if n, ok := path[i+1].(int); ok {
				at = n
				i++
			}
		}
		if at < 0 || at >= len(blocks) {
			break
		}
		body = blocks[at].Body
		head = blocks[at].head
		name = r.Type + "." + r.Name + " " + key
	}
	t.add(head, name)
}

func (t *tracer) argument(attr *Attribute, path, rest []any) {
	names := make([]string, 0, len(path))
	for _, step := range path {
		if name, ok := step.(string); ok {
			names = append(names, name)
		}
	}
	t.links = append(t.links, Link{
		File: attr.File, Span: attr.tight(), What: strings.Join(names, "."), Own: t.ev.own(attr.File.Path),
	})
	t.follow(attr.s, attr.expr, keysOf(rest))
}

// tight is the whole argument if it is on one line, and else its name.
func (a *Attribute) tight() source.Span {
	if strings.ContainsRune(string(a.File.Data[a.Span.Start:a.Span.End]), '\n') {
		return a.NameSpan
	}
	return a.Span
}

func keysOf(path []any) []cty.Value {
	keys := make([]cty.Value, 0, len(path))
	for _, step := range path {
		switch step := step.(type) {
		case string:
			keys = append(keys, cty.StringVal(step))
		case int:
			keys = append(keys, cty.NumberIntVal(int64(step)))
		}
	}
	return keys
}

// follow goes on to where the part of an expression's value that path leads to is written.
func (t *tracer) follow(s scope, expr hclsyntax.Expression, path []cty.Value) {
	if t.depth++; t.depth > maxLinks {
		return
	}
	switch e := expr.(type) {
	case *hclsyntax.TemplateWrapExpr:
		t.follow(s, e.Wrapped, path)
	case *hclsyntax.ParenthesesExpr:
		t.follow(s, e.Expression, path)
	case *hclsyntax.ScopeTraversalExpr:
		t.traversal(s, e.Traversal, path)
	case *hclsyntax.RelativeTraversalExpr:
		t.follow(s, e.Source, append(stepKeys(e.Traversal), path...))
	case *hclsyntax.IndexExpr:
		if key, err := s.eval(e.Key); err == nil && plain(key).IsWhollyKnown() {
			t.follow(s, e.Collection, append([]cty.Value{plain(key)}, path...))
		}
	case *hclsyntax.AnonSymbolExpr:
		for b := s.vars; b != nil; b = b.up {
			if b.item == e && b.from != nil {
				t.written(b.from, path)
				return
			}
		}
	case *hclsyntax.ConditionalExpr:
		t.conditional(s, e, path)
	case *hclsyntax.ObjectConsExpr:
		t.object(s, e, path)
	case *hclsyntax.TupleConsExpr:
		if i, ok := firstIndex(path); ok && i < len(e.Exprs) {
			t.item(e.Exprs[i].Range(), e.Exprs[i].Range())
			t.follow(s, e.Exprs[i], path[1:])
		}
	case *hclsyntax.ForExpr:
		t.loop(s, e, path)
	case *hclsyntax.SplatExpr:
		t.splat(s, e, path)
	case *hclsyntax.FunctionCallExpr:
		t.call(s, e, path)
	}
}

func (t *tracer) written(w *written, path []cty.Value) {
	t.follow(w.s, w.expr, append(slices.Clone(w.path), path...))
}

// item narrows the last link down to an item of an object or list that is written in it,
// or adds a link for one that is elsewhere in the same expression.
func (t *tracer) item(whole, head hcl.Range) {
	at := whole
	if at.Start.Line != at.End.Line {
		at = head
		if at.Start.Line != at.End.Line {
			return
		}
	}
	if n := len(t.links); n > 0 {
		last := &t.links[n-1]
		last.File, last.Span = t.ev.loader.File(at.Filename), span(at)
	}
}

func stepKeys(steps hcl.Traversal) []cty.Value {
	var keys []cty.Value
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			keys = append(keys, cty.StringVal(step.Name))
		case hcl.TraverseIndex:
			keys = append(keys, step.Key)
		}
	}
	return keys
}

func firstIndex(path []cty.Value) (int, bool) {
	if len(path) == 0 {
		return 0, false
	}
	n, err := convert.Convert(path[0], cty.Number)
	if err != nil || n.IsNull() || !n.IsKnown() {
		return 0, false
	}
	i, _ := n.AsBigFloat().Int64()
	return int(i), i >= 0
}

func firstName(path []cty.Value) (string, bool) {
	if len(path) == 0 {
		return "", false
	}
	s, err := convert.Convert(path[0], cty.String)
	if err != nil || s.IsNull() || !s.IsKnown() {
		return "", false
	}
	return s.AsString(), true
}

func (t *tracer) traversal(s scope, traversal hcl.Traversal, path []cty.Value) {
	root := traversal.RootName()
	for b := s.vars; b != nil; b = b.up {
		if b.item != nil || b.name != root {
			continue
		}
		t.bound(b, append(stepKeys(traversal[1:]), path...))
		return
	}
	name := stepName(traversal, 1)
	rest := func(n int) []cty.Value { return append(stepKeys(traversal[min(n, len(traversal)):]), path...) }
	switch root {
	case "local":
		if attr := s.m.dir.locals[name]; attr != nil {
			t.addAttribute(attr, "local."+name)
			t.follow(scope{m: s.m}, attr.Expr, rest(2))
		}
	case "var":
		t.variable(s.m, name, rest(2))
	case "each":
		if name == "value" && s.each != nil && s.each.from != nil {
			t.written(s.each.from, rest(2))
		}
	case "module":
		t.output(s.m, name, rest(2))
	case "count", "path", "terraform", "tofu", "self", "ephemeral":
	case "data":
		t.reference(s.m, "data."+name+"."+stepName(traversal, 2), rest(3))
	default:
		t.reference(s.m, root+"."+name, rest(2))
	}
}

// bound follows a loop variable. Those of dynamic blocks have a key and a value.
func (t *tracer) bound(b *binding, path []cty.Value) {
	if b.from == nil {
		return
	}
	if b.iterator {
		if name, _ := firstName(path); name != "value" {
			return
		}
		path = path[1:]
	}
	t.written(b.from, path)
}

// variable goes on to what the caller gives for a variable, or to its default.
func (t *tracer) variable(m *Module, name string, path []cty.Value) {
	v := m.dir.variables[name]
	if v == nil {
		return
	}
	given, err := m.argument(v)
	if err != nil {
		return
	}
	if given == cty.NilVal || !v.nullable && given.IsNull() {
		if attr := v.body.Attributes["default"]; attr != nil {
			t.addAttribute(attr, "var."+name)
			t.links[len(t.links)-1].since = v.since
			t.follow(scope{m: m}, attr.Expr, path)
		}
		return
	}
	attr, s := t.ev.given[name].attr, scope{m: m}
	if m.call != nil {
		attr, s = m.call.block.body.Attributes[name], m.callScope()
	}
	if attr == nil {
		return // text from the command line or the environment
	}
	what := "var." + name
	if m.call != nil {
		what = "module." + m.call.block.name + "." + name
	}
	t.addAttribute(attr, what)
	t.follow(s, attr.Expr, path)
}

func (t *tracer) output(m *Module, name string, path []cty.Value) {
	node := m.moduleCall(name)
	if node == nil || node.dir == nil || node.expand() == nil {
		return
	}
	child, path := instanceOf(node.x, node.instances, path)
	if child == nil {
		return
	}
	output, ok := firstName(path)
	if !ok {
		return
	}
	if block := (*child).dir.outputs[output]; block != nil && block.body.Attributes["value"] != nil {
		attr := block.body.Attributes["value"]
		t.addAttribute(attr, "output."+output)
		t.follow(scope{m: *child}, attr.Expr, path[1:])
	}
}

// instanceOf picks the instance that a path names, and returns the rest of the path.
func instanceOf[T any](x *expansion, instances []T, path []cty.Value) (*T, []cty.Value) {
	switch x.kind {
	case single:
		return &instances[0], path
	case counted, keyed:
		if len(path) > 0 {
			if i, ok := x.find(path[0]); ok {
				return &instances[i], path[1:]
			}
		}
	case symbolic:
	}
	return nil, path
}

// reference goes on to the argument of another resource that a value is taken from.
func (t *tracer) reference(m *Module, key string, path []cty.Value) {
	node := m.resource(key)
	if node == nil || node.expand() == nil {
		return
	}
	r, path := instanceOf(node.x, node.instances, path)
	if r == nil || len(path) == 0 {
		return
	}
	var steps []any
	for i, key := range path {
		if key.Type() == cty.Number {
			n, _ := firstIndex(path[i:])
			steps = append(steps, n)
			continue
		}
		name, _ := firstName(path[i:])
		steps = append(steps, name)
	}
	name, _ := firstName(path)
	if (*r).Type == "aws_iam_policy_document" && name == "json" {
		t.document(*r, steps[1:])
		return
	}
	if (*r).Body().Attribute(name) != nil || (*r).Body().list(name) != nil {
		t.resource(*r, steps)
	}
}

// statementArguments are the arguments of a statement block by the JSON key that they become.
var statementArguments = map[string]string{
	"Sid": "sid", "Effect": "effect", "Action": "actions", "NotAction": "not_actions", "Resource": "resources",
	"NotResource": "not_resources", "Principal": "principals", "NotPrincipal": "not_principals", "Condition": "condition",
}

// document goes on to the block that a statement of a rendered policy was written in. The
// path is that of the JSON: "Statement", an index, and a key.
func (t *tracer) document(r *Resource, path []any) {
	r.policyJSON()
	head := func() { t.resource(r, nil) }
	if len(path) < 2 || r.document == nil {
		head()
		return
	}
	i, ok := path[1].(int)
	if !ok || i < 0 || i >= len(r.document.statements) {
		head()
		return
	}
	block, own := r.document.blocks[r.document.statements[i]]
	if !own {
		head()
		return
	}
	steps := []any{"statement", block}
	if len(path) > 2 {
		if key, ok := path[2].(string); ok && statementArguments[key] != "" {
			steps = append(steps, statementArguments[key])
			steps = append(steps, r.withinStatement(r.document.statements[i], block, path[2:])...)
		}
	}
	t.resource(r, steps)
}

// withinStatement are the steps below an argument of a statement block to what a path of the
// JSON leads to: the provider sorts lists, and gathers conditions by their operators.
func (r *Resource) withinStatement(statement *tree.Node, block int, path []any) []any {
	if len(path) < 2 {
		return nil
	}
	body := r.Body().list("statement")[block].Body
	key, _ := path[0].(string)
	if key == "Condition" {
		return conditionSteps(body, path[1:])
	}
	i, ok := path[1].(int)
	if items := statement.Get(key); ok && items != nil && i < len(items.Items) {
		return indexOfText(body.Attribute(statementArguments[key]), items.Items[i].Text)
	}
	return nil
}

// conditionSteps finds the condition block with an operator and a key.
func conditionSteps(body *Body, path []any) []any {
	if len(path) < 2 {
		return nil
	}
	for i, block := range body.list("condition") {
		if block.Maybe {
			return nil
		}
		at := view{body: block.Body}
		test, _ := knownText(at.get("test"))
		variable, known := knownText(at.get("variable"))
		if test != path[0] || known && variable != path[1] {
			continue
		}
		steps := []any{i, "values"}
		if n, ok := indexAt(path, 2); ok {
			steps = append(steps, n)
		}
		return steps
	}
	return nil
}

func indexAt(path []any, i int) (int, bool) {
	if i >= len(path) {
		return 0, false
	}
	n, ok := path[i].(int)
	return n, ok
}

// indexOfText finds a known text in a list.
func indexOfText(list *Attribute, text string) []any {
	if list == nil {
		return nil
	}
	_, values, err := elementsOf(list.Value())
	if err != nil {
		return nil
	}
	for i, op := range values {
		if known, ok := knownText(op.value); ok && known == text {
			return []any{i}
		}
	}
	return nil
}

func (t *tracer) conditional(s scope, e *hclsyntax.ConditionalExpr, path []cty.Value) {
	condition, err := s.eval(e.Condition)
	if err != nil || !condition.IsKnown() {
		return
	}
	condition, err = convert.Convert(plain(condition), cty.Bool)
	if err != nil || condition.IsNull() {
		return
	}
	if condition.True() {
		t.follow(s, e.TrueResult, path)
		return
	}
	t.follow(s, e.FalseResult, path)
}

func (t *tracer) object(s scope, e *hclsyntax.ObjectConsExpr, path []cty.Value) {
	name, ok := firstName(path)
	if !ok {
		return
	}
	for _, item := range slices.Backward(e.Items) { // the last of equal keys counts

		if key, origins, err := s.key(item.KeyExpr); err == nil && origins == nil && key == name {
			t.item(hcl.RangeBetween(item.KeyExpr.Range(), item.ValueExpr.Range()), item.KeyExpr.Range())
			if !t.keys || len(path) > 1 {
				t.follow(s, item.ValueExpr, path[1:])
			}
			return
		}
	}
}

// loop finds the element that a for expression makes the wanted one of.
func (t *tracer) loop(s scope, e *hclsyntax.ForExpr, path []cty.Value) {
	keys, values, err := s.collection(e.CollExpr)
	if err != nil || len(path) == 0 {
		return
	}
	wanted, at := path[0], 0
	for i := range values {
		inner := s
		if e.KeyVar != "" {
			inner = inner.bind(e.KeyVar, operand{value: keys[i]})
		}
		inner = inner.bindFrom(e.ValVar, values[i], &written{s, e.CollExpr, []cty.Value{keys[i]}})
		if e.CondExpr != nil {
			include, err := inner.included(e.CondExpr)
			if err != nil || !include.IsKnown() {
				return
			}
			if include.False() {
				continue
			}
		}
		if e.KeyExpr != nil {
			key, err := inner.evalTo(e.KeyExpr, cty.String)
			if err != nil || !plain(key).IsKnown() {
				return
			}
			if name, _ := firstName(path); name == plain(key).AsString() && !e.Group {
				t.follow(inner, e.ValExpr, path[1:])
				return
			}
			continue
		}
		if n, ok := firstIndex([]cty.Value{wanted}); ok && n == at {
			t.follow(inner, e.ValExpr, path[1:])
			return
		}
		at++
	}
}

func (t *tracer) splat(s scope, e *hclsyntax.SplatExpr, path []cty.Value) {
	i, ok := firstIndex(path)
	if !ok {
		return
	}
	inner := s
	inner.vars = &binding{item: e.Item, op: operand{value: cty.DynamicVal}, up: s.vars, from: &written{s, e.Source, []cty.Value{cty.NumberIntVal(int64(i))}}}
	if value, err := s.eval(e.Source); err == nil {
		if ty := value.Type(); !ty.IsTupleType() && !ty.IsListType() && !ty.IsSetType() {
			inner.vars.from.path = nil
		}
	}
	t.follow(inner, e.Each, path[1:])
}

// call goes on to the argument that supplied the value.
func (t *tracer) call(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if e.ExpandFinal {
		return
	}
	switch functionName(e.Name) {
	case "try":
		for _, arg := range e.Args {
			if _, err := s.eval(arg); err == nil {
				t.follow(s, arg, path)
				return
			}
		}
	case "coalesce":
		for _, arg := range e.Args {
			v, err := s.eval(arg)
			if err != nil || !v.IsKnown() {
				return
			}
			if bare := plain(v); bare.IsNull() || bare.Type() == cty.String && bare.AsString() == "" {
				continue
			}
			t.follow(s, arg, path)
			return
		}
	case "lookup":
		t.lookup(s, e, path)
	case "merge":
		t.merge(s, e, path)
	case "concat":
		t.concat(s, e, path)
	case "element":
		if len(e.Args) == 2 {
			if key, err := s.eval(e.Args[1]); err == nil && plain(key).IsWhollyKnown() {
				t.follow(s, e.Args[0], append([]cty.Value{plain(key)}, path...))
			}
		}
	case "one":
		if len(e.Args) == 1 {
			t.follow(s, e.Args[0], append([]cty.Value{cty.Zero}, path...))
		}
	case "jsonencode", "yamlencode", "tolist", "tomap", "tostring", "tobool", "tonumber", "sensitive", "nonsensitive":
		if len(e.Args) == 1 {
			t.follow(s, e.Args[0], path)
		}
	case "flatten":
		t.flatten(s, e, path)
	case "toset":
		t.set(s, e, path)
	case "compact", "distinct", "sort":
		t.selection(s, e, path)
	case "split", "join":
		if len(e.Args) == 2 {
			t.follow(s, e.Args[1], nil) // as a whole: parts of a text have no place
		}
	}
}

// selection goes on to the element of a list of texts that an element of what a function makes
// of it is: some elements, or all in another order.
func (t *tracer) selection(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if len(e.Args) != 1 {
		return
	}
	i, ok := firstIndex(path)
	if !ok {
		t.follow(s, e.Args[0], nil)
		return
	}
	made, err := s.eval(e)
	if err != nil {
		return
	}
	given, err := s.eval(e.Args[0])
	if err != nil {
		return
	}
	wanted, known := textAt(made, i)
	if !known {
		return
	}
	for n := range lengthOf(given) {
		if text, known := textAt(given, n); known && text == wanted {
			t.follow(s, e.Args[0], append([]cty.Value{cty.NumberIntVal(int64(n))}, path[1:]...))
			return
		}
	}
}

// lengthOf is the number of elements of a list, 0 if it is not known.
func lengthOf(v cty.Value) int {
	bare, _ := unmarked(v)
	if ty := bare.Type(); !bare.IsKnown() || bare.IsNull() || !ty.IsTupleType() && !ty.IsListType() && !ty.IsSetType() {
		return 0
	}
	return bare.LengthInt()
}

// textAt is the text of an element of a list; known is false if there is none or if it is not
// known.
func textAt(v cty.Value, i int) (text string, known bool) {
	if i >= lengthOf(v) {
		return "", false
	}
	_, values, err := elementsOf(v)
	if err != nil {
		return "", false
	}
	return knownText(values[i].value)
}

// set goes on to the element of a list that an element of a set is made of. A set has no
// order: its elements stand for themselves.
func (t *tracer) set(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if len(e.Args) != 1 {
		return
	}
	if len(path) == 0 {
		t.follow(s, e.Args[0], nil)
		return
	}
	v, err := s.eval(e.Args[0])
	wanted, ok := firstName(path)
	if bare, _ := unmarked(v); err != nil || !ok || path[0].Type() != cty.String || !bare.Type().IsTupleType() && !bare.Type().IsListType() {
		return
	}
	_, values, err := elementsOf(v)
	if err != nil {
		return
	}
	for i, op := range values {
		if text, known := knownText(op.value); known && text == wanted {
			t.follow(s, e.Args[0], append([]cty.Value{cty.NumberIntVal(int64(i))}, path[1:]...))
			return
		}
	}
}

// flatten goes on to the list within a list that an element is of.
func (t *tracer) flatten(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if len(e.Args) != 1 {
		return
	}
	if len(path) == 0 {
		t.follow(s, e.Args[0], nil)
		return
	}
	i, ok := firstIndex(path)
	v, err := s.eval(e.Args[0])
	if !ok || err != nil {
		return
	}
	if way := leaf(v, &i); way != nil {
		t.follow(s, e.Args[0], append(way, path[1:]...))
	}
}

// leaf returns the way to an element of lists within a list, which is counted down; nil if
// that is not certain.
func leaf(v cty.Value, i *int) []cty.Value {
	bare, _ := unmarked(v)
	if ty := bare.Type(); !bare.IsKnown() || bare.IsNull() || !ty.IsTupleType() && !ty.IsListType() {
		return nil
	}
	_, values, err := elementsOf(v)
	if err != nil {
		return nil
	}
	for n, op := range values {
		element, _ := unmarked(op.value)
		at := []cty.Value{cty.NumberIntVal(int64(n))}
		ty := element.Type()
		switch {
		case ty.IsTupleType() || ty.IsListType():
			if !element.IsKnown() {
				return nil
			}
			if way := leaf(op.value, i); way != nil {
				return append(at, way...)
			}
			if *i < 0 {
				return nil
			}
		case ty.IsSetType(), ty == cty.DynamicPseudoType && !element.IsKnown():
			return nil
		case *i == 0:
			return at
		default:
			*i--
		}
	}
	return nil
}

func (t *tracer) lookup(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if len(e.Args) < 2 {
		return
	}
	from, err := s.eval(e.Args[0])
	key, keyErr := s.evalTo(e.Args[1], cty.String)
	if err != nil || keyErr != nil || !plain(key).IsWhollyKnown() || !from.IsKnown() {
		return
	}
	if has(from, plain(key)) {
		t.follow(s, e.Args[0], append([]cty.Value{plain(key)}, path...))
		return
	}
	if len(e.Args) == 3 {
		t.follow(s, e.Args[2], path)
	}
}

// has reports whether a map or object has a key.
func has(v, key cty.Value) bool {
	bare, _ := unmarked(v)
	name, err := convert.Convert(key, cty.String)
	if err != nil || bare.IsNull() || !bare.IsKnown() || name.IsNull() {
		return false
	}
	switch ty := bare.Type(); {
	case ty.IsObjectType():
		return ty.HasAttribute(name.AsString())
	case ty.IsMapType():
		return bare.HasIndex(name).True()
	}
	return false
}

func (t *tracer) merge(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	if len(path) == 0 {
		return
	}
	for _, arg := range slices.Backward(e.Args) {
		v, err := s.eval(arg)
		if err != nil || !v.IsKnown() {
			return
		}
		if has(v, path[0]) {
			t.follow(s, arg, path)
			return
		}
	}
}

func (t *tracer) concat(s scope, e *hclsyntax.FunctionCallExpr, path []cty.Value) {
	i, ok := firstIndex(path)
	if !ok {
		return
	}
	for _, arg := range e.Args {
		v, err := s.eval(arg)
		if err != nil {
			return
		}
		bare, _ := unmarked(v)
		if !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
			return
		}
		n := bare.LengthInt()
		if i < n {
			t.follow(s, arg, append([]cty.Value{cty.NumberIntVal(int64(i))}, path[1:]...))
			return
		}
		i -= n
	}
}
