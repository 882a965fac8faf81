package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// SensitiveValue is a value of a plan that must not be shown.
const SensitiveValue Reason = "sensitive"

// planNodes is how many values a plan may have. Plans are much larger than manifests.
const planNodes = 20_000_000

// IsPlan reports whether a document is a plan as "terraform show -json" or "tofu show
// -json" prints it.
//
// Source: https://developer.hashicorp.com/terraform/internals/json-format
func IsPlan(root *tree.Node) bool {
	return root.Get("format_version").Str() != "" && root.Get("resource_changes") != nil
}

// ReadPlan reads a plan as a root whose resources have the values that will be applied.
// Values are known, unknown or unset as the plan says; what an unknown one refers to comes
// from the configuration that the plan holds.
//
// If config is the evaluated root that the plan was made of, places are those of its
// resources; otherwise they are in the plan. It may be nil.
func ReadPlan(file *source.File, config *Root) *Root {
	docs, problems := tree.Parse(file, tree.Limits{Nodes: planNodes})
	out := &Root{Dir: file.Path, Problems: problems}
	if len(docs) != 1 {
		return out
	}
	p := &planReader{file: file, origins: origins{}, addresses: map[string]bool{}, twins: map[string]*Resource{}, root: docs[0].Root}
	if !IsPlan(p.root) {
		out.Problems = append(out.Problems, source.Problemf(file, source.Span{}, "this is not a plan that terraform show -json has printed"))
		return out
	}
	if config != nil {
		for _, r := range config.Resources {
			p.twins[r.Address] = r
		}
	}
	p.read(out)
	return out
}

// planReader reads one plan.
type planReader struct {
	file      *source.File
	root      *tree.Node
	origins   origins
	addresses map[string]bool // of all resources that will exist
	bases     map[string][]string
	twins     map[string]*Resource
}

func (p *planReader) read(out *Root) {
	p.bases = map[string][]string{}
	var changes []*tree.Node
	for _, change := range p.root.Get("resource_changes").Items {
		address := change.Get("address").Str()
		if address == "" || !willExist(change.Get("change")) || p.addresses[address] {
			continue
		}
		p.addresses[address] = true
		base := withoutKey(address)
		p.bases[base] = append(p.bases[base], address)
		changes = append(changes, change)
	}
	for _, change := range changes {
		out.Resources = append(out.Resources, p.resource(change))
	}
}

// willExist reports whether a resource is there after the plan was applied.
func willExist(change *tree.Node) bool {
	if change == nil {
		return false
	}
	after := change.Get("after")
	return !after.IsNull() && after.Kind == tree.Mapping
}

// withoutKey drops the instance key at the end of an address.
func withoutKey(address string) string {
	if !strings.HasSuffix(address, "]") {
		return address
	}
	if at := strings.LastIndex(address, `["`); at >= 0 && strings.HasSuffix(address, `"]`) {
		return address[:at]
	}
	return address[:strings.LastIndexByte(address, '[')]
}

func (p *planReader) resource(n *tree.Node) *Resource {
	change := n.Get("change")
	module := n.Get("module_address").Str()
	r := &Resource{
		Address: n.Get("address").Str(), Type: n.Get("type").Str(), Name: n.Get("name").Str(), Data: n.Get("mode").Str() == "data",
		File: p.file, Span: p.place(n.Field("address")), key: &repetition{}, attrs: map[string]*cell{},
	}
	r.twin = p.twins[r.Address]
	refs := &planReferences{p: p, module: module, expressions: p.expressions(module, r)}
	r.body = p.body(change.Get("after"), change.Get("after_unknown"), change.Get("after_sensitive"), refs)
	return r
}

// place is where a field is written: key and value if they are on one line.
func (p *planReader) place(f *tree.Field) source.Span {
	if f == nil {
		return source.Span{}
	}
	whole := source.Span{Start: f.KeySpan.Start, End: f.Value.Span.End}
	if whole.End <= whole.Start || strings.ContainsRune(string(p.file.Data[whole.Start:whole.End]), '\n') {
		return f.KeySpan
	}
	return whole
}

// body turns the values of a resource or nested block into a body: lists of objects are
// nested blocks, everything else is an argument.
func (p *planReader) body(after, unknown, sensitive *tree.Node, refs *planReferences) *Body {
	body := &Body{}
	for i := range after.Fields {
		f := &after.Fields[i]
		open, secret, sub := unknown.Get(f.Key), sensitive.Get(f.Key), refs.below(f.Key)
		if isBlockList(f.Value) && !isTrue(secret) {
			for j, item := range f.Value.Items {
				body.Blocks = append(body.Blocks, &Block{
					Type: f.Key, File: p.file, Span: f.KeySpan, Body: p.body(item, itemAt(open, j), itemAt(secret, j), sub.at(j)),
				})
			}
			continue
		}
		p.attribute(body, f.Key, p.place(f), f.KeySpan, p.value(f.Value, open, secret, sub))
	}
	if unknown == nil {
		return body
	}
	for i := range unknown.Fields {
		f := &unknown.Fields[i]
		if after.Get(f.Key) == nil && hasTrue(f.Value) {
			p.attribute(body, f.Key, p.place(f), f.KeySpan, p.open(f.Value, refs.below(f.Key)))
		}
	}
	return body
}

func (p *planReader) attribute(body *Body, name string, at, nameAt source.Span, v cty.Value) {
	body.Attributes = append(body.Attributes, &Attribute{
		Name: name, File: p.file, Span: at, NameSpan: nameAt, cell: &cell{state: cellDone, value: v},
	})
}

func isBlockList(n *tree.Node) bool {
	if n.Kind != tree.Sequence || len(n.Items) == 0 {
		return false
	}
	for _, item := range n.Items {
		if item.Kind != tree.Mapping {
			return false
		}
	}
	return true
}

func isTrue(n *tree.Node) bool { return n != nil && n.Kind == tree.Bool && n.Text == "true" }

// hasTrue reports whether anything below a node of after_unknown is unknown.
func hasTrue(n *tree.Node) bool {
	if isTrue(n) {
		return true
	}
	if n == nil {
		return false
	}
	for i := range n.Fields {
		if hasTrue(n.Fields[i].Value) {
			return true
		}
	}
	return slices.ContainsFunc(n.Items, hasTrue)
}

// itemAt returns an element of a list, or what stands for all of them.
func itemAt(n *tree.Node, i int) *tree.Node {
	if n == nil || n.Kind != tree.Sequence {
		return n
	}
	if i < len(n.Items) {
		return n.Items[i]
	}
	return nil
}

// value turns a value of a plan into one whose unknown parts have origins.
func (p *planReader) value(after, unknown, sensitive *tree.Node, refs *planReferences) cty.Value {
	switch {
	case isTrue(sensitive):
		return p.secret()
	case isTrue(unknown):
		return p.open(unknown, refs)
	case after.Kind == tree.Mapping:
		return p.object(after, unknown, sensitive, refs)
	case after.Kind == tree.Sequence:
		items := make([]cty.Value, len(after.Items))
		for i, item := range after.Items {
			items[i] = p.value(item, itemAt(unknown, i), itemAt(sensitive, i), refs)
		}
		return cty.TupleVal(items)
	case after.Kind == tree.Null && hasTrue(unknown):
		return p.open(unknown, refs)
	}
	return treeValue(after)
}

func (p *planReader) object(after, unknown, sensitive *tree.Node, refs *planReferences) cty.Value {
	attrs := map[string]cty.Value{}
	for i := range after.Fields {
		f := &after.Fields[i]
		attrs[f.Key] = p.value(f.Value, below(unknown, f.Key), below(sensitive, f.Key), refs)
	}
	if unknown != nil {
		for i := range unknown.Fields {
			if f := &unknown.Fields[i]; after.Get(f.Key) == nil && hasTrue(f.Value) {
				attrs[f.Key] = p.open(f.Value, refs)
			}
		}
	}
	return cty.ObjectVal(attrs)
}

// below is Get, except that true stands for all fields.
func below(n *tree.Node, key string) *tree.Node {
	if isTrue(n) {
		return n
	}
	return n.Get(key)
}

func (p *planReader) secret() cty.Value {
	return unknown(cty.DynamicPseudoType, &Origin{Reason: SensitiveValue, Detail: "a sensitive value"})
}

// open is an unknown value: the attribute that its expression refers to, if that is one.
func (p *planReader) open(shape *tree.Node, refs *planReferences) cty.Value {
	if shape != nil && shape.Kind == tree.Sequence {
		items := make([]cty.Value, len(shape.Items))
		for i, item := range shape.Items {
			items[i] = p.open(item, refs)
		}
		return cty.TupleVal(items)
	}
	return unknown(cty.DynamicPseudoType, refs.origin())
}

// planReferences are the references of the expression that a value comes from.
type planReferences struct {
	p           *planReader
	module      string     // address of the module instance
	expressions *tree.Node // of the resource or block
	references  *tree.Node // of the argument
}

func (r *planReferences) below(name string) *planReferences {
	sub := *r
	sub.expressions, sub.references = nil, r.expressions.Get(name)
	if sub.references != nil && sub.references.Kind != tree.Mapping {
		sub.expressions, sub.references = sub.references, nil // nested blocks
	} else if sub.references.Get("references") == nil && sub.references != nil {
		sub.expressions = sub.references // one nested block
	}
	return &sub
}

// at picks a nested block.
func (r *planReferences) at(i int) *planReferences {
	sub := *r
	if r.expressions != nil && r.expressions.Kind == tree.Sequence {
		sub.expressions = nil
		switch {
		case i < len(r.expressions.Items):
			sub.expressions = r.expressions.Items[i]
		case len(r.expressions.Items) == 1: // a dynamic block
			sub.expressions = r.expressions.Items[0]
		}
	}
	return &sub
}

// origin says what an unknown value of the argument is: the attribute of the one resource
// that its expression refers to, or something computed from several.
func (r *planReferences) origin() *Origin {
	found := r.p.resolve(r.module, r.references, 0)
	switch len(found) {
	case 0:
		return &Origin{Reason: ComputedAttribute, Detail: "known after apply"}
	case 1:
		return found[0]
	}
	return derived(found...)
}

// resolve finds the resource attributes that an expression of a module refers to, through
// variables and outputs. A local value is not part of a plan, so it ends there.
func (p *planReader) resolve(module string, expression *tree.Node, depth int) []*Origin {
	const deepest = 30
	list := expression.Get("references")
	if list == nil || depth > deepest {
		return nil
	}
	var found []*Origin
	done, before := map[string]bool{}, ""
	for _, item := range list.Items {
		ref := item.Str()
		// Terraform lists what a reference is within behind it, up to the resource.
		within := strings.HasPrefix(before, ref+".") || strings.HasPrefix(before, ref+"[")
		before = ref
		if done[ref] || within {
			continue
		}
		done[ref] = true
		for _, o := range p.reference(module, ref, depth) {
			if !slices.Contains(found, o) {
				found = append(found, o)
			}
		}
	}
	return found
}

func (p *planReader) reference(module, ref string, depth int) []*Origin {
	name, rest, _ := strings.Cut(ref, ".")
	switch name {
	case "var":
		variable, _, _ := strings.Cut(rest, ".")
		parent, call := splitModule(module)
		if call == "" {
			return nil
		}
		return p.resolve(parent, p.moduleCall(module).Get("expressions").Get(variable), depth+1)
	case "module":
		return p.output(module, rest, depth)
	case "local", "each", "count", "path", "terraform", "self":
		return nil
	}
	if o := p.attributeOf(module, ref); o != nil {
		return []*Origin{o}
	}
	return nil
}

// output follows a reference to an output: "NAME.OUTPUT" or "NAME[KEY].OUTPUT".
func (p *planReader) output(module, rest string, depth int) []*Origin {
	name, output, ok := strings.Cut(rest, ".")
	if !ok {
		return nil
	}
	output, _, _ = strings.Cut(output, ".")
	child := join(module, "module."+name)
	config := p.config(child)
	if config == nil {
		return nil
	}
	return p.resolve(child, config.Get("outputs").Get(output).Get("expression"), depth+1)
}

// attributeOf resolves a reference to an attribute of a resource, if there is one instance
// that it can mean.
func (p *planReader) attributeOf(module, ref string) *Origin {
	parts := splitReference(ref)
	if parts[0] == "data" && len(parts) > 3 {
		parts = append([]string{"data." + parts[1]}, parts[2:]...)
	}
	if len(parts) < 3 {
		return nil
	}
	base := join(module, parts[0]+"."+parts[1])
	address := base
	switch instances := p.bases[base]; {
	case p.addresses[base]:
	case len(instances) == 1:
		address = instances[0]
	default:
		return nil
	}
	reason := ComputedAttribute
	if strings.HasPrefix(parts[0], "data.") {
		reason = DataSource
	}
	return p.origins.exact(reason, address, strings.Join(parts[2:], "."))
}

// splitReference splits a reference at the dots that are not part of an instance key.
func splitReference(ref string) []string {
	var parts []string
	start, depth := 0, 0
	for i, c := range ref {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '.' && depth == 0:
			parts = append(parts, ref[start:i])
			start = i + 1
		}
	}
	return append(parts, ref[start:])
}

// splitModule splits the address of a module instance into that of its parent and its own
// part.
func splitModule(module string) (parent, call string) {
	at := strings.LastIndex(module, "module.")
	if at < 0 {
		return "", ""
	}
	return strings.TrimSuffix(module[:at], "."), module[at:]
}

// callNames are the names of the calls that lead to a module instance.
func callNames(module string) []string {
	var names []string
	for module != "" {
		parent, call := splitModule(module)
		if call == "" {
			return nil
		}
		names = append([]string{withoutKey(strings.TrimPrefix(call, "module."))}, names...)
		module = parent
	}
	return names
}

// config returns the configuration of a module.
func (p *planReader) config(module string) *tree.Node {
	n := p.root.Get("configuration").Get("root_module")
	for _, name := range callNames(module) {
		n = n.Get("module_calls").Get(name).Get("module")
	}
	return n
}

// moduleCall returns the call of a module.
func (p *planReader) moduleCall(module string) *tree.Node {
	parent, call := splitModule(module)
	return p.config(parent).Get("module_calls").Get(withoutKey(strings.TrimPrefix(call, "module.")))
}

// expressions returns those of a resource.
func (p *planReader) expressions(module string, r *Resource) *tree.Node {
	address := r.Type + "." + r.Name
	if r.Data {
		address = "data." + address
	}
	config := p.config(module)
	for _, n := range itemsOfNode(config.Get("resources")) {
		if n.Get("address").Str() == address {
			return n.Get("expressions")
		}
	}
	return nil
}

func itemsOfNode(n *tree.Node) []*tree.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// planned finds the place of an argument of a resource of a plan.
func (r *Resource) planned(path []any) Link {
	link := Link{File: r.File, Span: r.Span, What: r.Address, Own: true}
	body := r.body
	for i := 0; i < len(path); i++ {
		key, ok := path[i].(string)
		if !ok {
			break
		}
		if attr := body.Attribute(key); attr != nil {
			link.Span, link.What = attr.tight(), fmt.Sprint(key)
			return link
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
		link.Span, body = blocks[at].Span, blocks[at].Body
	}
	return link
}
