package terraform

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
)

// directory is the configuration that the files of one directory make up, before anything
// is evaluated.
type directory struct {
	tree Tree
	path string // within the tree, cleaned; "." is its root

	variables map[string]*variableBlock
	locals    map[string]*hclsyntax.Attribute
	outputs   map[string]*namedBlock
	resources map[string]*resourceBlock // by "TYPE.NAME" and "data.TYPE.NAME"
	calls     map[string]*namedBlock
	providers []*namedBlock

	// mentioned are the names of all attributes and literal keys that any expression
	// here reads of something else.
	mentioned map[string]bool

	files    []*source.File
	problems []source.Problem
}

// namedBlock is a block with a name.
type namedBlock struct {
	name string
	body *hclsyntax.Body
	head hcl.Range // from the block's type to its last label
}

// resourceBlock is a resource or data block.
type resourceBlock struct {
	namedBlock
	data bool
	kind string // the resource type
}

func (r *resourceBlock) key() string {
	if r.data {
		return "data." + r.kind + "." + r.name
	}
	return r.kind + "." + r.name
}

// variableBlock is a variable with its declaration decoded.
type variableBlock struct {
	namedBlock
	ty        cty.Type
	defaults  *typeexpr.Defaults
	literal   bool // whether text given from outside is the value itself, not an expression
	fallback  cty.Value
	nullable  bool
	sensitive bool
	// since is the first release that has this default, and differs is whether other releases
	// that the call may mean have another one. Only stubs say so.
	since   string
	differs bool
	// differsIn are the keys of the default for which those releases have another value.
	differsIn []string
	// absent is whether the release has no such input yet, or no more, so that what a call
	// gives for it is of no effect. Only stubs say so.
	absent bool
}

// required reports whether the caller must give a value.
func (v *variableBlock) required() bool { return v.fallback == cty.NilVal }

func newDirectory(t Tree, path string) *directory {
	return &directory{
		tree: t, path: path,
		variables: map[string]*variableBlock{}, locals: map[string]*hclsyntax.Attribute{},
		outputs: map[string]*namedBlock{}, resources: map[string]*resourceBlock{}, calls: map[string]*namedBlock{},
		mentioned: map[string]bool{},
	}
}

// add takes the blocks of a file. Those of an override file replace parts of what is
// already there.
//
// Source: https://developer.hashicorp.com/terraform/language/files/override
func (d *directory) add(file *source.File, body *hclsyntax.Body, override bool) {
	a := &adder{d: d, file: file, override: override}
	for _, name := range sortedAttributes(body.Attributes) {
		a.problem(body.Attributes[name].SrcRange, "unsupported argument %q; a configuration consists of blocks", name)
	}
	for _, block := range body.Blocks {
		a.block(block)
	}
	mentions(body, d.mentioned)
}

// adder adds the blocks of one file to a directory.
type adder struct {
	d        *directory
	file     *source.File
	override bool
}

func (a *adder) problem(at hcl.Range, format string, args ...any) {
	a.d.problems = append(a.d.problems, source.Problemf(a.file, span(at), format, args...))
}

func (a *adder) block(block *hclsyntax.Block) {
	switch block.Type {
	case "resource", "data":
		if a.labels(block, 2) {
			a.resource(block)
		}
	case "variable":
		if a.labels(block, 1) {
			a.variable(block)
		}
	case "output":
		if a.labels(block, 1) {
			a.named(a.d.outputs, block)
		}
	case "module":
		if a.labels(block, 1) {
			a.named(a.d.calls, block)
		}
	case "provider":
		if a.labels(block, 1) {
			a.provider(block)
		}
	case "locals":
		a.locals(block)
	case "terraform", "check", "import", "moved", "removed", "ephemeral", "action", "list":
		// They neither make resources nor change their arguments.
	default:
		a.d.problems = append(a.d.problems, source.Warningf(a.file, span(block.TypeRange), "unsupported block type %q is ignored", block.Type))
	}
}

func (a *adder) labels(block *hclsyntax.Block, n int) bool {
	if len(block.Labels) == n {
		return true
	}
	a.problem(block.DefRange(), "a %s block has %d labels, and this has %d", block.Type, n, len(block.Labels))
	return false
}

func named(block *hclsyntax.Block) namedBlock {
	return namedBlock{name: block.Labels[len(block.Labels)-1], body: block.Body, head: block.DefRange()}
}

func (a *adder) named(into map[string]*namedBlock, block *hclsyntax.Block) {
	n := named(block)
	old := into[n.name]
	switch {
	case old == nil:
		into[n.name] = &n
	case a.override:
		old.body = merged(old.body, block.Body)
	default:
		a.duplicate(block, n.name)
	}
}

func (a *adder) duplicate(block *hclsyntax.Block, name string) {
	a.problem(block.DefRange(), "%s %q is declared twice in this module; the first one counts", block.Type, name)
}

func (a *adder) resource(block *hclsyntax.Block) {
	r := &resourceBlock{namedBlock: named(block), data: block.Type == "data", kind: block.Labels[0]}
	old := a.d.resources[r.key()]
	switch {
	case old == nil:
		a.d.resources[r.key()] = r
	case a.override:
		old.body = merged(old.body, block.Body)
	default:
		a.duplicate(block, r.kind+"."+r.name)
	}
}

func (a *adder) provider(block *hclsyntax.Block) {
	p := named(block)
	if a.override {
		alias := providerAlias(&p)
		for _, old := range a.d.providers {
			if old.name == p.name && providerAlias(old) == alias {
				old.body = merged(old.body, block.Body)
				return
			}
		}
	}
	a.d.providers = append(a.d.providers, &p)
}

func providerAlias(p *namedBlock) string {
	if alias := p.body.Attributes["alias"]; alias != nil {
		return literalText(alias.Expr)
	}
	return ""
}

func (a *adder) locals(block *hclsyntax.Block) {
	for _, name := range sortedAttributes(block.Body.Attributes) {
		if a.d.locals[name] != nil && !a.override {
			a.problem(block.Body.Attributes[name].NameRange, "local value %q is declared twice in this module; the first one counts", name)
			continue
		}
		a.d.locals[name] = block.Body.Attributes[name]
	}
}

func (a *adder) variable(block *hclsyntax.Block) {
	n := named(block)
	old := a.d.variables[n.name]
	switch {
	case old != nil && !a.override:
		a.duplicate(block, n.name)
		return
	case old != nil:
		n.body, n.head = merged(old.body, block.Body), old.head
	}
	a.d.variables[n.name] = a.decodeVariable(n)
}

// decodeVariable reads the declaration of a variable. What it says wrongly is a problem
// and left out.
func (a *adder) decodeVariable(n namedBlock) *variableBlock {
	v := &variableBlock{namedBlock: n, ty: cty.DynamicPseudoType, literal: true, nullable: true}
	if attr := n.body.Attributes["type"]; attr != nil {
		a.variableType(v, attr)
	}
	v.nullable = a.flag(n.body, "nullable", true)
	v.sensitive = a.flag(n.body, "sensitive", false)
	if a.d.tree.Stub {
		v.differs = a.flag(n.body, "differs", false)
		v.differsIn = literalTexts(n.body.Attributes["differs_in"])
		v.absent = a.flag(n.body, "absent", false)
		if attr := n.body.Attributes["since"]; attr != nil {
			v.since = literalText(attr.Expr)
		}
	}
	if attr := n.body.Attributes["default"]; attr != nil {
		value, diags := attr.Expr.Value(nil)
		if diags.HasErrors() {
			a.problem(attr.Expr.Range(), "the default of variable %q must be a constant: %s", v.name, sentence(diags[0]))
			v.fallback = unknown(v.ty, failed(diags))
			return v
		}
		fallback, err := v.conform(withOrigin(value, notValid))
		if err != nil {
			a.problem(attr.Expr.Range(), "the default of variable %q does not fit its type: %v", v.name, err)
			fallback = unknown(v.ty, failed(err))
		}
		v.fallback = fallback
	}
	return v
}

// literalTexts are the texts in a list of constants; there are none without an attribute.
func literalTexts(attr *hclsyntax.Attribute) []string {
	if attr == nil {
		return nil
	}
	list, ok := attr.Expr.(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil
	}
	texts := make([]string, 0, len(list.Exprs))
	for _, item := range list.Exprs {
		texts = append(texts, literalText(item))
	}
	return texts
}

func (a *adder) variableType(v *variableBlock, attr *hclsyntax.Attribute) {
	var expr hcl.Expression = attr.Expr
	if text := literalText(attr.Expr); text != "" {
		// Terraform 0.11 and the JSON syntax write the type in quotes.
		switch text {
		case "list", "map":
			text += "(any)"
		}
		parsed, diags := hclsyntax.ParseExpression([]byte(text), a.file.Path, attr.Expr.Range().Start)
		if diags.HasErrors() {
			a.problem(attr.Expr.Range(), "%q is not a type", text)
			return
		}
		expr = parsed
	}
	switch hcl.ExprAsKeyword(expr) {
	case "list":
		v.ty, v.literal = cty.List(cty.DynamicPseudoType), false
		return
	case "map":
		v.ty, v.literal = cty.Map(cty.DynamicPseudoType), false
		return
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(expr)
	if diags.HasErrors() {
		a.problem(attr.Expr.Range(), "the type of variable %q is not valid: %s", v.name, sentence(diags[0]))
		return
	}
	v.ty, v.defaults, v.literal = ty, defaults, ty.IsPrimitiveType()
}

func (a *adder) flag(body *hclsyntax.Body, name string, otherwise bool) bool {
	attr := body.Attributes[name]
	if attr == nil {
		return otherwise
	}
	value, diags := attr.Expr.Value(nil)
	if diags.HasErrors() || value.IsNull() || !value.IsKnown() {
		return otherwise
	}
	value, err := convert.Convert(value, cty.Bool)
	if err != nil {
		a.problem(attr.Expr.Range(), "%s must be true or false", name)
		return otherwise
	}
	return value.True()
}

// conform converts a value to the type of the variable, with the defaults of optional
// attributes filled in.
func (v *variableBlock) conform(value cty.Value) (cty.Value, error) {
	if err := checkNumbers(value); err != nil {
		return cty.DynamicVal, err
	}
	if v.defaults != nil && !value.IsNull() {
		value = v.defaults.Apply(value)
	}
	return convert.Convert(value, v.ty)
}

// merged returns a body in which the arguments and nested blocks of other replace those
// of the same name.
func merged(body, other *hclsyntax.Body) *hclsyntax.Body {
	result := &hclsyntax.Body{Attributes: maps.Clone(body.Attributes), SrcRange: body.SrcRange, EndRange: body.EndRange}
	maps.Copy(result.Attributes, other.Attributes)
	replaced := map[string]bool{}
	for _, block := range other.Blocks {
		replaced[overridden(block)] = true
	}
	for _, block := range body.Blocks {
		if !replaced[overridden(block)] {
			result.Blocks = append(result.Blocks, block)
		}
	}
	result.Blocks = append(result.Blocks, other.Blocks...)
	return result
}

// overridden is the type of the blocks that a block makes.
func overridden(block *hclsyntax.Block) string {
	if block.Type == "dynamic" && len(block.Labels) == 1 {
		return block.Labels[0]
	}
	return block.Type
}

// sortedAttributes returns the names of attributes in the order of the file.
func sortedAttributes(attrs hclsyntax.Attributes) []string {
	return slices.SortedFunc(maps.Keys(attrs), func(a, b string) int {
		ra, rb := attrs[a].SrcRange, attrs[b].SrcRange
		if ra.Filename != rb.Filename {
			if ra.Filename < rb.Filename {
				return -1
			}
			return 1
		}
		if ra.Start.Byte != rb.Start.Byte {
			return ra.Start.Byte - rb.Start.Byte
		}
		if a < b {
			return -1
		}
		return 1
	})
}

// mentions collects the names of the attributes and literal keys that the expressions of
// a body read.
func mentions(body *hclsyntax.Body, into map[string]bool) {
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			mentionSteps(node.Traversal[1:], into)
		case *hclsyntax.RelativeTraversalExpr:
			mentionSteps(node.Traversal, into)
		case *hclsyntax.IndexExpr:
			if text := literalText(node.Key); text != "" {
				into[text] = true
			}
		case *hclsyntax.FunctionCallExpr:
			if node.Name == "lookup" && len(node.Args) > 1 {
				if text := literalText(node.Args[1]); text != "" {
					into[text] = true
				}
			}
		}
		return nil
	})
}

func mentionSteps(steps hcl.Traversal, into map[string]bool) {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			into[step.Name] = true
		case hcl.TraverseIndex:
			if step.Key.Type() == cty.String && step.Key.IsKnown() && !step.Key.IsNull() {
				into[step.Key.AsString()] = true
			}
		}
	}
}
