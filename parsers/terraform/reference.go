package terraform

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// traversal evaluates a reference such as var.name, aws_vpc.main.id or a loop variable.
func (s scope) traversal(t hcl.Traversal) (operand, error) {
	name := t.RootName()
	for b := s.vars; b != nil; b = b.up {
		if b.item == nil && b.name == name {
			return s.m.ev.follow(b.op, t[1:])
		}
	}
	if s.template {
		return operand{}, fmt.Errorf("the template is not given a variable %q", name)
	}
	op, used, err := s.reference(t)
	if err != nil {
		return operand{}, err
	}
	return s.m.ev.follow(op, t[used:])
}

// reference resolves the part of a traversal that names something, and returns how many
// steps that are.
func (s scope) reference(t hcl.Traversal) (operand, int, error) {
	switch root := t.RootName(); root {
	case "var", "local", "each", "count", "path", "terraform", "tofu", "module":
		name := stepName(t, 1)
		if name == "" {
			return operand{}, 0, fmt.Errorf("%s must be followed by a name", root)
		}
		op, err := s.named(root, name)
		return op, 2, err
	case "data":
		op, err := s.resource("data." + stepName(t, 1) + "." + stepName(t, 2))
		return op, 3, err
	case "ephemeral", "self":
		return operand{value: unknown(cty.DynamicPseudoType, &Origin{Reason: NotSupported, Detail: root})}, len(t), nil
	case "resource":
		op, err := s.resource(stepName(t, 1) + "." + stepName(t, 2))
		return op, 3, err
	default:
		op, err := s.resource(root + "." + stepName(t, 1))
		return op, 2, err
	}
}

func stepName(t hcl.Traversal, i int) string {
	if i < len(t) {
		if attr, ok := t[i].(hcl.TraverseAttr); ok {
			return attr.Name
		}
	}
	return ""
}

func (s scope) resource(key string) (operand, error) {
	node := s.m.resource(key)
	if node == nil {
		return operand{}, fmt.Errorf("there is no %s in this module", strings.TrimSuffix(key, "."))
	}
	return operand{lazy: node}, nil
}

func (s scope) named(root, name string) (operand, error) {
	switch root {
	case "var":
		value, err := s.m.variable(name)
		return operand{value: value}, err
	case "local":
		value, err := s.m.local(name)
		return operand{value: value}, err
	case "module":
		node := s.m.moduleCall(name)
		if node == nil {
			return operand{}, fmt.Errorf("there is no module %q", name)
		}
		return operand{lazy: node}, nil
	case "each", "count":
		return s.repetition(root, name)
	case "path":
		return s.path(name)
	}
	switch {
	case name == "workspace" && s.m.ev.opts.Workspace != "":
		return operand{value: cty.StringVal(s.m.ev.opts.Workspace)}, nil
	case name == "workspace":
		return operand{value: cty.StringVal("default")}, nil
	case name == "applying":
		return operand{value: unknown(cty.Bool, &Origin{Reason: NotDeterministic, Detail: "terraform.applying"})}, nil
	}
	return operand{}, fmt.Errorf("there is no %s.%s", root, name)
}

func (s scope) repetition(root, name string) (operand, error) {
	if s.each == nil || s.each.kind == single || s.each.kind == counted && root == "each" ||
		s.each.kind == keyed && root == "count" {
		return operand{}, fmt.Errorf("%s.%s is used outside of a block with that argument", root, name)
	}
	switch name {
	case "key":
		return operand{value: s.each.key}, nil
	case "value":
		return operand{value: s.each.value}, nil
	case "index":
		if s.each.kind == symbolic {
			return operand{value: unknown(cty.Number, originOf(s.each.key))}, nil
		}
		return operand{value: s.each.key}, nil
	}
	return operand{}, fmt.Errorf("there is no %s.%s", root, name)
}

// path evaluates path.module and path.root, which are relative to the root module as in
// a plan that is made in its directory.
func (s scope) path(name string) (operand, error) {
	switch name {
	case "root":
		return operand{value: cty.StringVal(".")}, nil
	case "module":
		return operand{value: cty.StringVal(s.m.relative())}, nil
	case "cwd":
		return operand{value: s.m.ev.workingDirectory()}, nil
	}
	return operand{}, fmt.Errorf("there is no path.%s", name)
}

// workingDirectory is the absolute path of the root module, of which only the part below
// the root of the run is known. That is enough for basename(path.cwd), from which many
// roots take their name.
func (ev *evaluator) workingDirectory() cty.Value {
	parts := []Part{{Hole: ev.origins.exact(NotDeterministic, "path.cwd", "")}}
	if ev.dir != "." {
		parts = append(parts, Part{Literal: "/" + ev.dir})
	}
	return partial(parts, "", false)
}

// relative is the module's directory as seen from that of the root. Modules of another
// tree get a path that [scope.file] understands.
func (m *Module) relative() string {
	if m.dir.tree.Name != "" {
		return treePath(m.dir.tree.Name, m.dir.path)
	}
	return relativePath(m.ev.dir, m.dir.path)
}

// relativePath is the way from one directory to another, both cleaned and of one tree.
func relativePath(from, to string) string {
	if from == to {
		return "."
	}
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	if from == "." {
		a = nil
	}
	if to == "." {
		b = nil
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return path.Join(strings.Repeat("../", len(a)), strings.Join(b, "/"))
}

const treePrefix = ".terraform/modules/"

// treePath stands for a directory of another tree, as if "terraform init" had put it there.
func treePath(tree, dir string) string { return path.Join(treePrefix+tree, dir) }

// elements, index, attr and whole make a module call a lazy value.

func (node *callNode) elements() ([]cty.Value, []operand, bool) {
	x := node.expand()
	if x == nil || x.kind == symbolic || x.kind == keyed || node.dir == nil {
		return nil, nil, false
	}
	return instanceElements(x, len(node.instances), func(i int) operand { return operand{lazy: node.instances[i]} })
}

// instanceElements lists instances. A for expression over a block without count would go
// through its attributes; only a splat wraps it, but both take the same way here, so that
// a single instance is left to the whole value.
func instanceElements(x *expansion, n int, at func(int) operand) ([]cty.Value, []operand, bool) {
	if x.kind == single {
		return nil, nil, false
	}
	keys, values := make([]cty.Value, n), make([]operand, n)
	for i := range n {
		keys[i], values[i] = x.all[i].key, at(i)
	}
	return keys, values, true
}

func (node *callNode) unseen(path string) operand {
	return operand{value: unknown(cty.DynamicPseudoType, node.module.ev.origins.exact(ModuleNotSeen, node.address, path))}
}

func (node *callNode) index(key cty.Value) (operand, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy(), nil
	case node.dir == nil:
		return node.unseen(keyStep(plain(key))), nil
	case x.kind == single:
		return operand{}, errors.New("a module without count or for_each has no instance keys")
	case x.kind == symbolic || !key.IsKnown():
		return operand{value: unknown(cty.DynamicPseudoType, symbolicOrigin(node.module.ev, x, node.address, key))}, nil
	}
	if i, ok := x.find(plain(key)); ok {
		return operand{lazy: node.instances[i]}, nil
	}
	return operand{}, fmt.Errorf("%s has no instance %s", node.address, keyStep(plain(key)))
}

// symbolicOrigin is the origin of an instance that cannot be told apart from others.
func symbolicOrigin(ev *evaluator, x *expansion, address string, key cty.Value) *Origin {
	if x.kind == symbolic {
		return ev.origins.exact(UnknownInstances, address+"[*]", "")
	}
	o := derived(originsIn(key)...)
	if len(o.From) == 0 {
		o.Reason = UnknownInstances
	}
	return o
}

func busy() operand {
	return operand{value: unknown(cty.DynamicPseudoType, &Origin{Reason: EvaluationFailed, Detail: "the value depends on itself"})}
}

func (node *callNode) attr(name string) (operand, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy(), nil
	case node.dir == nil:
		return node.unseen(name), nil
	case x.kind == single:
		return node.instances[0].attr(name)
	case x.kind == keyed:
		return node.index(cty.StringVal(name))
	case x.kind == symbolic:
		return operand{value: unknown(cty.DynamicPseudoType, derived(x.origin))}, nil
	}
	return operand{}, fmt.Errorf("%s has count, so its outputs need an instance key", node.address)
}

func (node *callNode) whole() (cty.Value, error) {
	x := node.expand()
	switch {
	case x == nil:
		return busy().value, nil
	case node.dir == nil:
		return node.unseen("").value, nil
	case x.kind == symbolic:
		return unknown(cty.DynamicPseudoType, derived(x.origin)), nil
	case x.kind == single:
		return node.instances[0].whole()
	}
	return wholeInstances(x, func(i int) (cty.Value, error) { return node.instances[i].whole() })
}

// wholeInstances is the value of a block with count, a tuple, or for_each, an object.
func wholeInstances(x *expansion, at func(int) (cty.Value, error)) (cty.Value, error) {
	values, byName := make([]cty.Value, len(x.all)), make(map[string]cty.Value, len(x.all))
	for i, r := range x.all {
		value, err := at(i)
		if err != nil {
			return cty.DynamicVal, err
		}
		values[i], byName[r.name] = value, value
	}
	if x.kind == keyed {
		return cty.ObjectVal(byName), nil
	}
	return cty.TupleVal(values), nil
}

func (m *Module) attr(name string) (operand, error) {
	value, err := m.output(name)
	return operand{value: value}, err
}

func (m *Module) index(key cty.Value) (operand, error) {
	if bare := plain(key); bare.Type() == cty.String && bare.IsKnown() && !bare.IsNull() {
		return m.attr(bare.AsString())
	}
	value, err := m.whole()
	if err != nil {
		return operand{}, err
	}
	return m.ev.index(operand{value: value}, key)
}

func (m *Module) elements() ([]cty.Value, []operand, bool) { return nil, nil, false }

func (m *Module) whole() (cty.Value, error) {
	outputs := make(map[string]cty.Value, len(m.dir.outputs))
	for _, name := range slices.Sorted(maps.Keys(m.dir.outputs)) {
		value, err := m.output(name)
		if err != nil {
			return cty.DynamicVal, err
		}
		outputs[name] = value
	}
	if m.dir.tree.Stub { // what a stub does not say is there all the same
		for _, name := range m.ev.mentioned {
			if _, defined := outputs[name]; !defined {
				outputs[name], _ = m.output(name) // a stub has every output
			}
		}
	}
	return cty.ObjectVal(outputs), nil
}
