package terraform

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// callNode is a module call within one instance of the calling module.
type callNode struct {
	module    *Module // the caller
	block     *namedBlock
	address   string
	dir       *directory // nil if the source is not there
	stub      *Stub      // what dir is of, if it is a stub
	x         *expansion
	expanding bool
	instances []*Module
}

// moduleCall returns the node of a module call, and nil if there is no such call.
func (m *Module) moduleCall(name string) *callNode {
	if node := m.calls[name]; node != nil {
		return node
	}
	block := m.dir.calls[name]
	if block == nil {
		return nil
	}
	node := &callNode{module: m, block: block, address: join(m.Address, "module."+name)}
	found := m.ev.callDirs[join(m.path, "module."+name)]
	node.dir, node.stub = found.dir, found.stub
	m.calls[name] = node
	return node
}

// expand makes the instances. It returns nil while it is at work, which happens if the
// count depends on the module's own outputs.
func (node *callNode) expand() *expansion {
	if node.x != nil {
		return node.x
	}
	if node.expanding {
		return nil
	}
	node.expanding = true
	x := node.module.expand(node.block.body, node.address)
	ev := node.module.ev
	if ev.instances+len(x.all) > ev.limits.Instances {
		ev.problemAt(node.block.head, "there are more than %d instances of modules; %s is not evaluated", ev.limits.Instances, node.address)
		x = node.module.symbolic(node.address, &Origin{Reason: LimitReached})
		node.dir = nil
	}
	node.x = x
	if node.dir == nil {
		return x
	}
	ev.instances += len(x.all)
	for _, r := range x.all {
		child := ev.newModule(node, node.dir)
		child.key, child.Address = r, node.address+r.suffix()
		child.Maybe = node.module.Maybe || x.kind == symbolic
		node.instances = append(node.instances, child)
	}
	return x
}

// output evaluates an output of the instance.
func (m *Module) output(name string) (cty.Value, error) {
	block := m.dir.outputs[name]
	if block == nil && m.dir.tree.Stub {
		return unknown(cty.DynamicPseudoType, m.ev.origins.exact(ModuleNotSeen, m.Address, name)), nil
	}
	if block == nil {
		return cty.NilVal, fmt.Errorf("%s has no output %q", m.Address, name)
	}
	return cellOf(m.outputs, name).get(func() (cty.Value, error) {
		attr := block.body.Attributes["value"]
		if attr == nil {
			return cty.NilVal, fmt.Errorf("output %q has no value", name)
		}
		return scope{m: m}.eval(attr.Expr)
	}), nil
}

// local evaluates a local value.
func (m *Module) local(name string) (cty.Value, error) {
	attr := m.dir.locals[name]
	if attr == nil {
		return cty.NilVal, fmt.Errorf("there is no local value %q", name)
	}
	return cellOf(m.locals, name).get(func() (cty.Value, error) {
		return scope{m: m}.eval(attr.Expr)
	}), nil
}

// variable evaluates an input variable.
func (m *Module) variable(name string) (cty.Value, error) {
	v := m.dir.variables[name]
	if v == nil {
		return cty.NilVal, fmt.Errorf("there is no variable %q", name)
	}
	return cellOf(m.variables, name).get(func() (cty.Value, error) {
		value, err := m.input(v)
		if err != nil {
			return unknown(v.ty, failed(err)), nil
		}
		if v.sensitive {
			m.ev.noteSensitive(value)
		}
		return value, nil
	}), nil
}

// input finds the value of a variable: what the caller gives, or the default.
func (m *Module) input(v *variableBlock) (cty.Value, error) {
	value, err := m.argument(v)
	if err != nil {
		return cty.NilVal, err
	}
	if value == cty.NilVal || !v.nullable && value.IsNull() {
		if v.differs {
			return unknown(v.ty, m.ev.origins.exact(ModuleVersion, join(m.Address, "var."+v.name), "")), nil
		}
		if v.required() {
			return unknown(v.ty, m.ev.origins.exact(VariableWithoutDefault, join(m.Address, "var."+v.name), "")), nil
		}
		return m.fallback(v), nil
	}
	value, err = v.conform(value)
	if err != nil {
		return cty.NilVal, fmt.Errorf("the value of variable %q does not fit its type: %w", v.name, err)
	}
	return value, nil
}

// fallback is the default of a variable, with what differs between releases unknown.
func (m *Module) fallback(v *variableBlock) cty.Value {
	if len(v.differsIn) == 0 || !v.fallback.Type().IsMapType() {
		return v.fallback
	}
	elements := v.fallback.AsValueMap()
	for _, key := range v.differsIn {
		elements[key] = unknown(v.fallback.Type().ElementType(), m.ev.origins.exact(ModuleVersion, join(m.Address, "var."+v.name), key))
	}
	return cty.MapVal(elements)
}

// argument returns what the caller gives for a variable, NilVal if it gives nothing.
func (m *Module) argument(v *variableBlock) (cty.Value, error) {
	switch {
	case m.call == nil:
		return m.ev.givenFor(v)
	case v.absent:
		return cty.NilVal, nil
	}
	attr := m.call.block.body.Attributes[v.name]
	if attr == nil {
		return cty.NilVal, nil
	}
	return m.callScope().eval(attr.Expr)
}

// callScope is the scope in which the arguments of the module call are evaluated.
func (m *Module) callScope() scope { return scope{m: m.parent, each: m.key} }

// locate finds the directory of a module call; none, with a record, if it is not there.
func (ev *evaluator) locate(d *directory, call *namedBlock, address string) located {
	attr := call.body.Attributes["source"]
	if attr == nil {
		ev.problemAt(call.head, "%s has no source", address)
		return located{}
	}
	text := literalText(attr.Expr)
	version := ""
	if v := call.body.Attributes["version"]; v != nil {
		version = literalText(v.Expr)
	}
	wanted := Call{Address: address, Source: text, Version: version, Arguments: inputsOf(call)}
	if child := ev.find(d, wanted); child != nil {
		return located{dir: child}
	}
	if found := ev.findStub(wanted); found.dir != nil {
		ev.noteStub(d, call, wanted, found.stub)
		return found
	}
	if d.tree.Stub {
		return located{} // the module that it is in is said to be known as a whole
	}
	ev.unseen = append(ev.unseen, &UnseenModule{
		Address: address, Source: text, Version: version,
		File: ev.loader.File(attr.SrcRange.Filename), Span: span(attr.SrcRange),
	})
	return located{}
}

func (ev *evaluator) find(d *directory, call Call) *directory {
	if isLocal(call.Source) {
		dir := path.Join(d.path, call.Source)
		if dir == ".." || strings.HasPrefix(dir, "../") || path.IsAbs(call.Source) {
			return nil
		}
		return ev.loader.directory(d.tree, dir)
	}
	if ev.opts.Modules != nil {
		if s, ok := ev.opts.Modules(call); ok {
			if child := ev.loader.directory(s.Tree, path.Clean(s.Dir)); child != nil {
				return child
			}
		}
	}
	if dir, ok := ev.installed()[strings.ReplaceAll(strings.TrimPrefix(call.Address, "module."), ".module.", ".")]; ok {
		return ev.loader.directory(Tree{}, path.Join(ev.dir, dir))
	}
	return nil
}

// isLocal reports whether a module source is a path.
//
// Source: https://developer.hashicorp.com/terraform/language/modules/sources#local-paths
func isLocal(text string) bool {
	return strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") || text == "." || text == ".."
}

// installed reads the list of modules that "terraform init" has put below .terraform: the
// directory of each call, by its names joined with dots.
func (ev *evaluator) installed() map[string]string {
	if ev.manifestT {
		return ev.manifest
	}
	ev.manifestT = true
	file, err := ev.loader.extra(Tree{}, path.Join(ev.dir, ".terraform/modules/modules.json"))
	if err != nil {
		return nil // there is none unless init has run here
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if err := json.Unmarshal(file.Data, &manifest); err != nil {
		ev.problem(file, span0, "not a list of installed modules: %v; run terraform init again", err)
		return nil
	}
	ev.manifest = map[string]string{}
	for _, m := range manifest.Modules {
		if m.Key != "" {
			ev.manifest[m.Key] = strings.ReplaceAll(m.Dir, `\`, "/")
		}
	}
	return ev.manifest
}

// region returns the region of a provider configuration of the module: that of its own
// provider block, or of the one that its caller passes.
func (m *Module) region(provider string) cty.Value {
	if v, ok := m.regions[provider]; ok {
		return v
	}
	name, alias, _ := strings.Cut(provider, ".")
	m.regions[provider] = unknown(cty.String, &Origin{Reason: EvaluationFailed, Detail: "the provider depends on itself"})
	m.regions[provider] = m.findRegion(name, alias)
	return m.regions[provider]
}

func (m *Module) findRegion(name, alias string) cty.Value {
	none := unknown(cty.String, m.ev.origins.exact(DataSource, "data.aws_region", "region"))
	for _, p := range m.dir.providers {
		if p.name != name || providerAlias(p) != alias {
			continue
		}
		attr := p.body.Attributes["region"]
		if attr == nil {
			return none
		}
		v, err := scope{m: m}.eval(attr.Expr)
		if err == nil {
			v, err = convert.Convert(v, cty.String)
		}
		if err != nil || v.IsNull() {
			return none
		}
		return v
	}
	if m.parent == nil {
		return none
	}
	return m.parent.region(m.passedProvider(name, alias))
}

// passedProvider names the provider configuration of the caller that a local one stands
// for: the one that the call's providers argument passes, or else the default one.
func (m *Module) passedProvider(name, alias string) string {
	own := name
	if alias != "" {
		own += "." + alias
	}
	attr := m.call.block.body.Attributes["providers"]
	if attr == nil {
		return own
	}
	for key, value := range providerPairs(attr.Expr) {
		if key == own {
			return value
		}
	}
	return own
}
