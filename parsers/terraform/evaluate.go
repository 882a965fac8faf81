package terraform

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
)

// Options say how a root is evaluated. The zero value is what "terraform plan" does
// without flags and environment.
type Options struct {
	// Env looks up the value of a variable in the environment, by the name after TF_VAR_. It
	// may be nil.
	Env func(name string) (string, bool)
	// VarFiles are the paths of more files with values, as --var-file takes them; they
	// are relative to the root of the run.
	VarFiles []string
	// Vars are values given one by one, as --var takes them, by name.
	Vars map[string]string
	// Workspace is terraform.workspace; "" stands for "default".
	Workspace string
	// Modules finds the source of a module call that is not a local path, before
	// .terraform/modules is looked at. It may be nil.
	Modules func(Call) (Source, bool)
	// Stubs finds what is known of a module whose source is not there. It is asked last, and
	// may be nil.
	Stubs func(Call) (*Stub, bool)
	// Limits bound what a root may cost; zero fields stand for the defaults.
	Limits Limits
}

// Call is a module call whose source is wanted.
type Call struct {
	// Address is the call without instance keys, such as "module.eks.module.kms".
	Address string
	// Source and Version are the arguments as written; Version may be "".
	Source, Version string
	// Arguments are the names of the inputs that the call gives, sorted.
	Arguments []string
}

// Source is where the configuration of a module is.
type Source struct {
	// Tree is the tree of files that holds it.
	Tree Tree
	// Dir is its directory in the tree.
	Dir string
}

// Limits bound what one root may cost.
type Limits struct {
	// Depth is how deep module calls may nest. Default 50.
	Depth int
	// Instances is the number of module instances. Default 20,000.
	Instances int
	// Resources is the number of resource instances. Default 200,000.
	Resources int
}

func (l Limits) withDefaults() Limits {
	if l.Depth == 0 {
		l.Depth = 50
	}
	if l.Instances == 0 {
		l.Instances = 20_000
	}
	if l.Resources == 0 {
		l.Resources = 200_000
	}
	return l
}

// Root is an evaluated root module.
type Root struct {
	// Dir is the directory of the root module, relative to the root of the run; the path of
	// the file for a plan.
	Dir string
	// Module is the root module; its calls lead to all others.
	Module *Module
	// Resources are all resource and data instances, those of a module before those of
	// the modules that it calls.
	Resources []*Resource
	// Files are the configuration files of the root and of the modules that it calls, and
	// the files with values, sorted by path.
	Files []*source.File
	// Unseen are the module calls whose source is not there, each call once.
	Unseen []*UnseenModule
	// Stubs are the module calls whose source is not there but which are known, each call once.
	Stubs []*StubbedModule
	// UnknownInputs are the arguments of those calls that the module does not take.
	UnknownInputs []*UnknownInput
	// Problems are what is wrong with the files and what was given up.
	Problems []source.Problem

	ev *evaluator
}

// UnseenModule is a module call whose source is not among what was given, so that its
// resources are not judged.
type UnseenModule struct {
	// Address is the call without instance keys.
	Address string
	// Source and Version are the arguments as written.
	Source, Version string
	// File and Span are the place of the source argument.
	File *source.File
	Span source.Span
}

// Module is one instance of a module.
type Module struct {
	// Address is "" for the root, and else like module.eks["a"].module.kms[0].
	Address string
	// Maybe is whether it depends on something unknown if this instance exists.
	Maybe bool

	ev     *evaluator
	dir    *directory
	parent *Module
	call   *callNode
	key    *repetition
	path   string // the call's address without instance keys
	depth  int

	variables map[string]*cell
	locals    map[string]*cell
	outputs   map[string]*cell
	resources map[string]*resourceNode
	calls     map[string]*callNode
	regions   map[string]cty.Value
}

// evaluator is the state of the evaluation of one root.
type evaluator struct {
	ctx     context.Context //nolint:containedctx // lives no longer than the call that it was passed to
	loader  *Loader
	opts    Options
	limits  Limits
	origins origins
	root    *Module
	dir     string

	mentioned []string
	callDirs  map[string]located
	given     map[string]givenValue
	manifest  map[string]string
	manifestT bool

	files     []*source.File
	problems  []source.Problem
	said      map[string]bool
	unseen    []*UnseenModule
	stubs     []*StubbedModule
	inputs    []*UnknownInput
	instances int
	resources int
	depth     int
	steps     int
	items     int
	stopped   error
	templates map[string]*template
	sensitive map[string]bool
}

// located is the directory of a module call; dir is nil if it is not there.
type located struct {
	dir  *directory
	stub *Stub // what dir is of, if it is a stub
}

// Evaluate evaluates the root module in a directory. If ctx ends, what is not evaluated
// yet is unknown and a problem says so. It returns nil if the directory holds no
// configuration.
func (l *Loader) Evaluate(ctx context.Context, dir string, opts Options) *Root {
	dir = path.Clean(dir)
	d := l.directory(Tree{}, dir)
	if d == nil {
		return nil
	}
	ev := &evaluator{
		ctx: ctx, loader: l, opts: opts, limits: opts.Limits.withDefaults(), origins: origins{}, dir: dir,
		callDirs: map[string]located{}, templates: map[string]*template{}, sensitive: map[string]bool{},
		said: map[string]bool{},
	}
	mentioned := map[string]bool{}
	ev.load(d, "", 0, mentioned, map[*directory]bool{})
	ev.mentioned = slices.Sorted(maps.Keys(mentioned))
	ev.root = ev.newModule(nil, d)
	ev.readValues()
	root := &Root{Dir: dir, Module: ev.root, ev: ev}
	root.collect(ev.root)
	for _, r := range root.Resources {
		r.Body().evaluate()
	}
	if ev.stopped != nil {
		ev.problem(nil, source.Span{}, "the evaluation of %s was given up: %v", dir, ev.stopped)
	}
	ev.nestedInputs(ev.root)
	ev.ctx = context.WithoutCancel(ctx) // for traces, which evaluate a little more
	root.Problems, root.Unseen = ev.problems, ev.unseen
	root.Stubs, root.UnknownInputs = ev.stubs, ev.inputs
	slices.SortFunc(ev.files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	root.Files = slices.Compact(ev.files)
	return root
}

// load finds the directories of all module calls below d, reads them, and takes their
// problems and the names that they mention.
func (ev *evaluator) load(d *directory, path string, depth int, mentioned map[string]bool, seen map[*directory]bool) {
	if !seen[d] {
		seen[d] = true
		ev.problems = append(ev.problems, d.problems...)
		if !d.tree.Stub {
			ev.files = append(ev.files, d.files...)
		}
		maps.Copy(mentioned, d.mentioned)
	}
	for _, name := range slices.Sorted(maps.Keys(d.calls)) {
		call := d.calls[name]
		address := join(path, "module."+name)
		if depth >= ev.limits.Depth {
			ev.problemAt(call.head, "module calls nest deeper than %d levels; %s is not evaluated", ev.limits.Depth, address)
			continue
		}
		if len(ev.callDirs) >= ev.limits.Instances {
			ev.problemAt(call.head, "there are more than %d module calls; %s is not evaluated", ev.limits.Instances, address)
			return
		}
		child := ev.locate(d, call, address)
		ev.callDirs[address] = child
		if child.dir != nil {
			ev.load(child.dir, address, depth+1, mentioned, seen)
		}
	}
}

// join puts two parts of an address together.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (ev *evaluator) problem(file *source.File, at source.Span, format string, args ...any) {
	ev.problems = append(ev.problems, source.Problemf(file, at, format, args...))
}

// problemAt adds a problem at a place, and one of a kind only once: a block that is
// expanded many times reaches a limit many times.
func (ev *evaluator) problemAt(at hcl.Range, format string, args ...any) {
	key := fmt.Sprintf("%s:%d %s", at.Filename, at.Start.Byte, format)
	if ev.said[key] {
		return
	}
	ev.said[key] = true
	ev.problem(ev.loader.File(at.Filename), span(at), format, args...)
}

func (ev *evaluator) newModule(call *callNode, d *directory) *Module {
	m := &Module{
		ev: ev, dir: d, call: call,
		variables: map[string]*cell{}, locals: map[string]*cell{}, outputs: map[string]*cell{},
		resources: map[string]*resourceNode{}, calls: map[string]*callNode{}, regions: map[string]cty.Value{},
	}
	if call != nil {
		m.parent, m.path, m.depth = call.module, join(call.module.path, "module."+call.block.name), call.module.depth+1
	}
	return m
}

// cell is a value that is evaluated when it is first asked for.
type cell struct {
	state cellState
	value cty.Value
}

type cellState uint8

const (
	cellNew cellState = iota
	cellBusy
	cellDone
)

// get returns the value, evaluating it if need be. A value that depends on itself and one
// whose evaluation fails are unknown: Terraform would stop, so nothing can catch the error.
func (c *cell) get(evaluate func() (cty.Value, error)) cty.Value {
	switch c.state {
	case cellDone:
		return c.value
	case cellBusy:
		return unknown(cty.DynamicPseudoType, &Origin{Reason: EvaluationFailed, Detail: "the value depends on itself"})
	case cellNew:
	}
	c.state = cellBusy
	value, err := evaluate()
	if err != nil {
		value = unknown(cty.DynamicPseudoType, failed(err))
	}
	c.state, c.value = cellDone, value
	return value
}

// cellOf returns the cell of a name, making it if need be.
func cellOf(cells map[string]*cell, name string) *cell {
	c := cells[name]
	if c == nil {
		c = &cell{}
		cells[name] = c
	}
	return c
}

// repetition is the instance of a block with count or for_each.
type repetition struct {
	kind  repetitionKind
	index int
	name  string
	// key and value are each.key and each.value; key is count.index for a count.
	key, value cty.Value
	from       *written // the for_each element that value is
}

type repetitionKind uint8

const (
	single repetitionKind = iota
	counted
	keyed
	// symbolic stands for all instances of a block whose count or for_each is unknown.
	symbolic
)

// suffix is the instance key as an address has it.
func (r *repetition) suffix() string {
	switch r.kind {
	case counted:
		return fmt.Sprintf("[%d]", r.index)
	case keyed:
		return "[" + quote(r.name) + "]"
	case symbolic:
		return "[*]"
	case single:
	}
	return ""
}

// quote writes an instance key as Terraform does. It is what package hclwrite makes of it,
// which brings a library for tests along that takes time at every start.
func quote(key string) string {
	b := []byte{'"'}
	for i, r := range key {
		switch {
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case (r == '$' || r == '%') && strings.HasPrefix(key[i+1:], "{"):
			b = append(b, byte(r), byte(r))
		case unicode.IsPrint(r):
			b = utf8.AppendRune(b, r)
		case r <= 0xffff:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
	}
	return string(append(b, '"'))
}

// expansion is all instances of a block.
type expansion struct {
	kind   repetitionKind
	all    []*repetition
	origin *Origin // why it is symbolic
}

// find returns the position of an instance by its key.
func (x *expansion) find(key cty.Value) (int, bool) {
	switch x.kind {
	case counted:
		if n, err := convert.Convert(key, cty.Number); err == nil && n.IsKnown() && !n.IsNull() {
			if i, accuracy := n.AsBigFloat().Int64(); accuracy == 0 && i >= 0 && i < int64(len(x.all)) {
				return int(i), true
			}
		}
	case keyed:
		if s, err := convert.Convert(key, cty.String); err == nil && s.IsKnown() && !s.IsNull() {
			return slices.BinarySearchFunc(x.all, s.AsString(), func(r *repetition, name string) int {
				return strings.Compare(r.name, name)
			})
		}
	case single, symbolic:
	}
	return 0, false
}

// expand evaluates the count or for_each of a block of module m.
func (m *Module) expand(body *hclsyntax.Body, address string) *expansion {
	s := scope{m: m}
	if enabled := m.enabled(s, body, address); enabled != nil {
		return enabled
	}
	if attr := body.Attributes["count"]; attr != nil {
		return m.expandCount(s, attr, address)
	}
	if attr := body.Attributes["for_each"]; attr != nil {
		return m.expandForEach(s, attr, address)
	}
	return &expansion{kind: single, all: []*repetition{{}}}
}

// enabled handles lifecycle.enabled of OpenTofu; nil means that it does not apply.
func (m *Module) enabled(s scope, body *hclsyntax.Body, address string) *expansion {
	for _, block := range body.Blocks {
		if block.Type != "lifecycle" || block.Body.Attributes["enabled"] == nil {
			continue
		}
		value, err := s.eval(block.Body.Attributes["enabled"].Expr)
		if err == nil {
			value, err = convert.Convert(value, cty.Bool)
		}
		switch {
		case err != nil:
			return m.symbolic(address, failed(err))
		case value.IsNull() || !value.IsKnown():
			return m.symbolic(address, originOf(value))
		case plain(value).False():
			return &expansion{kind: counted}
		}
	}
	return nil
}

func (m *Module) symbolic(address string, why *Origin) *expansion {
	o := derived(why)
	if why != nil && why.Detail != "" {
		o.Reason, o.Detail = why.Reason, why.Detail
	}
	unknownKey := &Origin{Reason: UnknownInstances, Address: address + "[*]", Path: "each.key", From: o.From}
	r := &repetition{kind: symbolic, name: "*", key: unknown(cty.String, unknownKey)}
	r.value = unknown(cty.DynamicPseudoType, &Origin{Reason: UnknownInstances, Address: address + "[*]", Path: "each.value", From: o.From})
	return &expansion{kind: symbolic, all: []*repetition{r}, origin: o}
}

func (m *Module) expandCount(s scope, attr *hclsyntax.Attribute, address string) *expansion {
	value, err := s.eval(attr.Expr)
	if err == nil {
		value, err = convert.Convert(value, cty.Number)
	}
	switch {
	case err != nil:
		return m.symbolic(address, failed(err))
	case !value.IsKnown():
		return m.symbolic(address, originOf(value))
	case value.IsNull():
		return m.symbolic(address, failed(fmt.Errorf("the count of %s is null", address)))
	}
	n, accuracy := plain(value).AsBigFloat().Int64()
	if accuracy != 0 || n < 0 {
		return m.symbolic(address, failed(fmt.Errorf("the count of %s is not a whole number", address)))
	}
	if n > int64(m.ev.limits.Resources) {
		m.ev.problemAt(attr.SrcRange, "%s would have %d instances, more than the limit of %d; they are judged as one", address, n, m.ev.limits.Resources)
		return m.symbolic(address, &Origin{Reason: LimitReached})
	}
	x := &expansion{kind: counted, all: make([]*repetition, n)}
	for i := range x.all {
		x.all[i] = &repetition{kind: counted, index: i, key: cty.NumberIntVal(int64(i))}
	}
	return x
}

func (m *Module) expandForEach(s scope, attr *hclsyntax.Attribute, address string) *expansion {
	value, err := s.eval(attr.Expr)
	if err != nil {
		return m.symbolic(address, failed(err))
	}
	marks := originOf(value)
	value, _ = value.Unmark()
	ty := value.Type()
	switch {
	case !value.IsKnown():
		return m.symbolic(address, marks)
	case value.IsNull():
		return m.symbolic(address, failed(fmt.Errorf("the for_each of %s is null", address)))
	case ty.IsSetType():
		if !value.IsWhollyKnown() {
			return m.symbolic(address, marks)
		}
	case !ty.IsMapType() && !ty.IsObjectType():
		return m.symbolic(address, failed(fmt.Errorf("the for_each of %s must be a map or a set of strings, and this is %s", address, ty.FriendlyName())))
	}
	x := &expansion{kind: keyed}
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if ty.IsSetType() {
			key = element
		}
		key, err := convert.Convert(key, cty.String)
		if err != nil || key.IsNull() || !key.IsKnown() {
			return m.symbolic(address, failed(fmt.Errorf("the for_each of %s has a key that is not a string", address)))
		}
		if ty.IsSetType() {
			element = key
		}
		x.all = append(x.all, &repetition{
			kind: keyed, name: key.AsString(), key: key, value: element,
			from: &written{s, attr.Expr, []cty.Value{key}},
		})
	}
	slices.SortFunc(x.all, func(a, b *repetition) int { return strings.Compare(a.name, b.name) })
	return x
}

// collect lists the resources of a module and those of the modules that it calls.
func (root *Root) collect(m *Module) {
	for _, key := range slices.Sorted(maps.Keys(m.dir.resources)) {
		node := m.resource(key)
		node.expand()
		if m.ev.resources > m.ev.limits.Resources {
			m.ev.problemAt(node.block.head, "there are more than %d resources; the rest is not judged", m.ev.limits.Resources)
			return
		}
		root.Resources = append(root.Resources, node.instances...)
	}
	for _, name := range slices.Sorted(maps.Keys(m.dir.calls)) {
		node := m.moduleCall(name)
		node.expand()
		if m.ev.resources > m.ev.limits.Resources {
			return
		}
		for _, child := range node.instances {
			root.collect(child)
		}
	}
}

// evaluate evaluates all arguments of a body.
func (b *Body) evaluate() {
	for _, attr := range b.Attributes {
		attr.Value()
	}
	for _, block := range b.Blocks {
		block.Body.evaluate()
	}
}

// Sensitive reports whether a text contains a value that the configuration declares to be
// sensitive, so that it must not be printed.
func (root *Root) Sensitive(text string) bool {
	if root.ev == nil {
		return false // a plan, of which sensitive values are not read at all
	}
	for secret := range root.ev.sensitive {
		if strings.Contains(text, secret) {
			return true
		}
	}
	return false
}

// Redacted is a text without the values that must not be printed.
func (root *Root) Redacted(text string) string {
	if root.ev == nil {
		return text
	}
	secrets := slices.SortedFunc(maps.Keys(root.ev.sensitive), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	for _, secret := range secrets {
		text = strings.ReplaceAll(text, secret, "(sensitive value)")
	}
	return text
}

// noteSensitive remembers the texts within a value that must not be printed. Short ones
// would blot out too much.
func (ev *evaluator) noteSensitive(v cty.Value) {
	const shortest = 4

	_ = cty.Walk(plain(v), func(_ cty.Path, at cty.Value) (bool, error) {
		if at.Type() == cty.String && at.IsKnown() && !at.IsNull() && len(at.AsString()) >= shortest {
			ev.sensitive[at.AsString()] = true
		}
		return true, nil
	})
}
