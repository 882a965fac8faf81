package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// policyText is a policy that was read into statements.
type policyText struct {
	statements []*model.PolicyStatement
	// open is why there may be more statements; nil if these are all.
	open *Origin
}

// policy reads the policy that an argument of a resource holds. Its statements are nodes
// whose places are below that argument.
func (m *mapper) policy(r *Resource, path []any, v cty.Value) *policyText {
	key := r.Address + " " + fieldPath(path)
	if read := m.statements[key]; read != nil {
		return read
	}
	read := &policyText{}
	m.statements[key] = read
	if v == cty.NilVal {
		return read
	}
	if o := identity(originOf(v)); o != nil && o.Path == "json" && m.documents[o.Address] != nil {
		v = m.documents[o.Address].policyJSON() // a plan only says that it is read later
	}
	p := &policyReader{m: m, r: r, path: path, holes: &holes{}}
	root, problem := p.holes.parse(v)
	switch {
	case problem != "":
		read.open = &Origin{Reason: Reason(model.WrongType), Detail: problem}
	case root == nil:
		read.open = originOrNone(originOf(v))
	default:
		p.document(root, read)
	}
	return read
}

// policyReader reads the statements of one policy.
type policyReader struct {
	m     *mapper
	r     *Resource
	path  []any
	holes *holes
}

func (p *policyReader) document(root *tree.Node, into *policyText) {
	field := field(root, "Statement")
	if field == nil {
		if o, ok := p.holes.isValueHole(root); ok {
			into.open = o
		}
		return
	}
	if o, ok := p.holes.isValueHole(field.Value); ok {
		into.open = o
		return
	}
	if field.Value.Kind == tree.Mapping {
		into.statements = append(into.statements, p.statement(field.Value, field.Key))
		return
	}
	for i, item := range field.Value.Items {
		if o, ok := p.holes.isValueHole(item); ok {
			into.open = o
			continue
		}
		if item.Kind == tree.Mapping {
			into.statements = append(into.statements, p.statement(item, field.Key, i))
		}
	}
}

// field finds an entry of a policy, whose keys are not case-sensitive.
func field(n *tree.Node, name string) *tree.Field {
	if f := n.Field(name); f != nil {
		return f
	}
	for i := range n.Fields {
		if strings.EqualFold(n.Fields[i].Key, name) {
			return &n.Fields[i]
		}
	}
	return nil
}

// statementFields are the JSON keys in which the fields of a statement are written.
var statementFields = map[string]string{
	"sid": "Sid", "effect": "Effect", "actions": "Action", "not_actions": "NotAction", "resources": "Resource",
	"not_resources": "NotResource", "principals": "Principal", "not_principals": "NotPrincipal", "conditions": "Condition",
}

func (p *policyReader) statement(n *tree.Node, steps ...any) *model.PolicyStatement {
	path := append(slices.Clip(p.path), steps...)
	s := &model.PolicyStatement{}
	s.Ref = p.m.anchors.add(anchor{r: p.r, path: path, alias: statementFields})
	s.SID = p.text(&s.Node, "sid", get(n, "Sid"))
	s.Effect = p.text(&s.Node, "effect", get(n, "Effect"))
	s.Actions = p.texts(&s.Node, "actions", get(n, "Action"))
	s.NotActions = p.texts(&s.Node, "not_actions", get(n, "NotAction"))
	s.Resources = p.texts(&s.Node, "resources", get(n, "Resource"))
	s.NotResources = p.texts(&s.Node, "not_resources", get(n, "NotResource"))
	s.Principals = p.principals(&s.Node, "principals", field(n, "Principal"), path)
	s.NotPrincipals = p.principals(&s.Node, "not_principals", field(n, "NotPrincipal"), path)
	s.Conditions = p.conditions(&s.Node, field(n, "Condition"), path)
	return s
}

func get(n *tree.Node, name string) *tree.Node {
	if f := field(n, name); f != nil {
		return f.Value
	}
	return nil
}

// text reads a string. What is not known of it is written as ${ADDRESS} and noted.
func (p *policyReader) text(node *model.Node, name string, n *tree.Node) string {
	if n.IsNull() {
		return ""
	}
	if o, ok := p.holes.isValueHole(n); ok {
		note(node, name, reasonOf(o))
		return "${" + o.String() + "}"
	}
	if n.Kind == tree.Bool || n.Kind == tree.Int || n.Kind == tree.Float {
		return n.Text
	}
	if n.Kind != tree.String {
		note(node, name, model.WrongType)
		return ""
	}
	var b strings.Builder
	for _, part := range p.holes.parts(n.Text) {
		if part.Hole == nil {
			b.WriteString(part.Literal)
			continue
		}
		note(node, name, reasonOf(part.Hole))
		b.WriteString("${" + part.Hole.String() + "}")
	}
	return b.String()
}

// texts reads a string or a list of them. A hole that may be a whole list is only noted.
func (p *policyReader) texts(node *model.Node, name string, n *tree.Node) []string {
	if n.IsNull() {
		return nil
	}
	if n.Kind != tree.Sequence {
		if text := p.text(node, name, n); text != "" {
			return []string{text}
		}
		return nil
	}
	var texts []string
	for _, item := range n.Items {
		if text := p.text(node, name, item); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

func (p *policyReader) principals(node *model.Node, name string, f *tree.Field, path []any) []*model.PolicyPrincipal {
	if f == nil || f.Value.IsNull() {
		return nil
	}
	if o, ok := p.holes.isValueHole(f.Value); ok {
		note(node, name, reasonOf(o))
		return nil
	}
	path = append(slices.Clip(path), f.Key)
	if f.Value.Kind == tree.String {
		return []*model.PolicyPrincipal{p.principal("*", f.Value, path)}
	}
	var principals []*model.PolicyPrincipal
	for i := range f.Value.Fields {
		kind, value := f.Value.Fields[i].Key, f.Value.Fields[i].Value
		below := append(slices.Clip(path), kind)
		if value.Kind != tree.Sequence {
			principals = append(principals, p.principal(kind, value, below))
			continue
		}
		for j, item := range value.Items {
			principals = append(principals, p.principal(kind, item, append(slices.Clip(below), j)))
		}
	}
	return principals
}

func (p *policyReader) principal(kind string, n *tree.Node, path []any) *model.PolicyPrincipal {
	principal := &model.PolicyPrincipal{}
	principal.Ref = p.m.anchors.add(anchor{r: p.r, path: path, alias: map[string]string{"type": "", "identifier": ""}})
	principal.Type = p.text(&principal.Node, "type", textNode(kind))
	principal.Identifier = p.text(&principal.Node, "identifier", n)
	at := p.m.find(p.value(n), []string{"aws_iam_openid_connect_provider", "aws_iam_role"})
	if at == nil {
		return principal
	}
	switch node := at.value.Interface().(type) {
	case *model.OIDCProvider:
		principal.Provider = node
	case *model.IAMRole:
		principal.Role = at.identity()
	}
	return principal
}

// value returns a text of the policy as a value.
func (p *policyReader) value(n *tree.Node) cty.Value {
	if o, ok := p.holes.isValueHole(n); ok {
		return unknown(cty.String, o)
	}
	if n.Kind != tree.String {
		return cty.NilVal
	}
	return p.holes.value(n.Text)
}

func (p *policyReader) conditions(node *model.Node, f *tree.Field, path []any) []*model.PolicyCondition {
	if f == nil || f.Value.IsNull() {
		return nil
	}
	if o, ok := p.holes.isValueHole(f.Value); ok {
		note(node, "conditions", reasonOf(o))
		return nil
	}
	var conditions []*model.PolicyCondition
	for i := range f.Value.Fields {
		test, of := f.Value.Fields[i].Key, f.Value.Fields[i].Value
		if o, ok := p.holes.isValueHole(of); ok {
			note(node, "conditions", reasonOf(o))
			continue
		}
		for j := range of.Fields {
			c := &model.PolicyCondition{}
			c.Ref = p.m.anchors.add(anchor{r: p.r, path: append(slices.Clip(path), f.Key, test, of.Fields[j].Key), alias: map[string]string{"test": "", "variable": "", "values": ""}})
			c.Test = p.text(&c.Node, "test", textNode(test))
			c.Variable = p.text(&c.Node, "variable", textNode(of.Fields[j].Key))
			c.Values = p.texts(&c.Node, "values", of.Fields[j].Value)
			c.Issuer = p.issuer(of.Fields[j].Key)
			conditions = append(conditions, c)
		}
	}
	return conditions
}

// issuer finds the cluster or identity provider whose issuer a condition key starts with.
func (p *policyReader) issuer(key string) *model.Resource {
	parts := p.holes.parts(key)
	if len(parts) == 0 || parts[0].Hole == nil {
		return nil
	}
	roots := parts[0].Hole.Roots()
	if len(roots) != 1 {
		return nil
	}
	at := p.m.byAddress[roots[0].Address]
	if at == nil || at.r.Type != "aws_eks_cluster" && at.r.Type != "aws_iam_openid_connect_provider" {
		return nil
	}
	return at.identity()
}
