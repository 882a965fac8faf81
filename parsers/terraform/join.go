package terraform

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/model"
)

// names are the arguments by which other resources name one of a type, if they are known.
var names = map[string]string{
	"aws_eks_cluster": "name", "aws_iam_role": "name", "aws_iam_policy": "name", "aws_iam_user": "name", "aws_iam_group": "name",
	"aws_iam_instance_profile": "name", "aws_launch_template": "name", "aws_ecr_repository": "name", "aws_launch_configuration": "name",
	"aws_autoscaling_group": "name", "aws_cloudwatch_log_group": "name",
}

// index finds resources by their known names. A name that two resources of a type have is
// none: it would be a guess.
func (m *mapper) index() {
	for _, at := range m.all {
		attr, ok := names[at.r.Type]
		if !ok {
			continue
		}
		v := at.view.get(attr)
		name, ok := knownText(v)
		if !ok {
			name = nameOfUnknown(v)
		}
		if name != "" {
			key := at.r.Type + " " + name
			m.byName[key] = append(m.byName[key], at)
		}
	}
}

// nameOfUnknown tells unknown texts apart: two of one name are equal, whatever they are. It
// is "" for a text of which that cannot be told.
func nameOfUnknown(v cty.Value) string {
	if v == cty.NilVal {
		return ""
	}
	bare, origin := unmarked(v)
	if bare.IsKnown() || origin == nil {
		return ""
	}
	if origin.Text == nil || origin.Base64 {
		return fmt.Sprintf("\x00%p", origin)
	}
	var b strings.Builder
	for _, part := range origin.Text {
		b.WriteString(part.Literal)
		if part.Hole != nil {
			fmt.Fprintf(&b, "\x00%p", part.Hole)
		}
	}
	return b.String()
}

func knownText(v cty.Value) (string, bool) {
	if v == cty.NilVal {
		return "", false
	}
	bare, _ := unmarked(v)
	if !bare.IsKnown() || bare.IsNull() {
		return "", false
	}
	text, err := convert.Convert(bare, cty.String)
	if err != nil || !text.IsKnown() || text.IsNull() {
		return "", false
	}
	return text.AsString(), true
}

// find returns the resource that a value names: by identity if it is an attribute of it,
// else by a name that is known and unique.
func (m *mapper) find(v cty.Value, kinds []string) *mapped {
	if v == cty.NilVal || v.IsNull() {
		return nil
	}
	if name, ok := knownText(v); ok {
		return m.findName(name, kinds)
	}
	if o := identity(originOf(v)); o != nil {
		if at := m.byAddress[o.Address]; at != nil && slices.Contains(kinds, at.r.Type) {
			return at
		}
	}
	if name := nameOfUnknown(v); name != "" {
		return m.findName(name, kinds)
	}
	return nil
}

// identity returns the attribute that a value is, nil if it is computed from one. A
// string with one hole and nothing else is what is in the hole.
func identity(o *Origin) *Origin {
	if o == nil {
		return nil
	}
	if len(o.Text) == 1 && o.Text[0].Hole != nil && !o.Base64 {
		return identity(o.Text[0].Hole)
	}
	if o.Exact() {
		return o
	}
	return nil
}

// isOf reports whether the ARN of a resource type has a kind before the name. The types that
// are not of IAM are found by the name alone.
func isOf(kind, resourceType string) bool {
	rest, ok := strings.CutPrefix(resourceType, "aws_iam_")
	return !ok || strings.ReplaceAll(rest, "_", "-") == kind
}

func (m *mapper) findName(name string, kinds []string) *mapped {
	if strings.HasPrefix(name, "arn:") {
		resource := name[strings.LastIndexByte(name, ':')+1:]
		kind, resource, found := strings.Cut(resource, "/")
		if !found || strings.Contains(name, ":iam::aws:") || !slices.ContainsFunc(kinds, func(some string) bool { return isOf(kind, some) }) {
			return nil
		}
		name = resource[strings.LastIndexByte(resource, '/')+1:]
	}
	var only *mapped
	for _, kind := range kinds {
		for _, at := range m.byName[kind+" "+name] {
			if only != nil {
				return nil
			}
			only = at
		}
	}
	return only
}

// join sets the fields that hold other resources.
func (m *mapper) join(at *mapped) {
	m.joinLinks(at, at.table.joins)
	for _, l := range at.table.also {
		why, noted := at.node.Unknown[l.field]
		m.joinLinks(at, []link{l})
		if delete(at.node.Unknown, l.field); noted {
			note(at.node, l.field, why)
		}
	}
	switch at.r.Type {
	case "aws_launch_template":
		m.joinInterfaces(at)
	case "aws_autoscaling_group":
		m.joinTemplates(at)
	}
}

func (m *mapper) joinLinks(at *mapped, links []link) {
	for _, l := range links {
		parent, name := "", l.field
		if dot := strings.LastIndexByte(l.field, '.'); dot >= 0 {
			parent, name = l.field[:dot], l.field[dot+1:]
		}
		from := l.from[strings.LastIndexByte(l.from, '.')+1:]
		if parent == "" {
			m.joinField(at.value, name, at.node, "", at.view.get(l.from), l.kinds)
			continue
		}
		holder := fieldOf(at.value, parent)
		if !holder.IsValid() {
			continue
		}
		if holder.Kind() == reflect.Slice {
			items, _ := at.view.list(parent)
			for i := range min(holder.Len(), len(items)) {
				m.joinField(holder.Index(i), name, nodeOf(holder.Index(i)), "", items[i].get(from), l.kinds)
			}
			continue
		}
		m.joinField(holder, name, at.node, parent+".", at.view.get(l.from), l.kinds)
	}
}

func (m *mapper) joinInterfaces(at *mapped) {
	template := at.value.Interface().(*model.LaunchTemplate)
	items, _ := at.view.list("network_interfaces")
	for i := range min(len(template.NetworkInterfaces), len(items)) {
		n := template.NetworkInterfaces[i]
		m.joinField(reflect.ValueOf(n), "groups", &n.Node, "", items[i].get("security_groups"), securityGroups)
	}
}

// joinTemplates sets the launch templates of an autoscaling group, each once.
func (m *mapper) joinTemplates(at *mapped) {
	group := at.value.Interface().(*model.AutoscalingGroup)
	for _, path := range []string{
		"launch_template.id", "launch_template.name", mixedTemplate + "launch_template_id", mixedTemplate + "launch_template_name",
	} {
		m.addTemplate(group, at.view.get(path))
	}
	mixed, unknown := at.view.block("mixed_instances_policy")
	if mixed == nil {
		m.noteTemplates(group, unknown)
		return
	}
	template, unknown := mixed.block("launch_template")
	if template == nil {
		m.noteTemplates(group, unknown)
		return
	}
	overrides, unknown := template.list("override")
	m.noteTemplates(group, unknown)
	for _, override := range overrides {
		m.addTemplate(group, override.get("launch_template_specification.launch_template_id"))
		m.addTemplate(group, override.get("launch_template_specification.launch_template_name"))
	}
}

const mixedTemplate = "mixed_instances_policy.launch_template.launch_template_specification."

func (m *mapper) addTemplate(group *model.AutoscalingGroup, v cty.Value) {
	if v == cty.NilVal {
		return
	}
	target := m.find(v, templates)
	if target == nil {
		note(&group.Node, "templates", openReason(v))
		return
	}
	if template := target.value.Interface().(*model.LaunchTemplate); !slices.Contains(group.Templates, template) {
		group.Templates = append(group.Templates, template)
	}
}

func (m *mapper) noteTemplates(group *model.AutoscalingGroup, unknown *Origin) {
	if unknown != nil {
		note(&group.Node, "templates", reasonOf(unknown))
	}
}

// joinField sets one field to the resource, or the resources, that a value names. What
// cannot be joined is noted with its reason.
func (m *mapper) joinField(holder reflect.Value, name string, node *model.Node, prefix string, v cty.Value, kinds []string) {
	field := fieldOf(holder, name)
	if v == cty.NilVal || !field.IsValid() {
		return
	}
	if field.Kind() != reflect.Slice {
		if field.IsNil() && !m.set(field, m.find(v, kinds)) {
			note(node, prefix+name, openReason(v))
		} else {
			delete(node.Unknown, prefix+name)
		}
		return
	}
	elements := elementsOrOne(v)
	joined := map[*mapped]bool{}
	for i, element := range elements {
		target := m.find(element, kinds)
		if target == nil {
			if i < len(elements)-1 || m.adds(element, joined, kinds) {
				note(node, prefix+name, openReason(element))
			}
			continue
		}
		joined[target] = true
		item := reflect.New(field.Type().Elem()).Elem()
		m.set(item, target)
		field.Set(reflect.Append(field, item))
	}
}

// adds reports whether a value may name more than the resources that were joined already: a
// list that is not known as a whole comes behind those of its elements that are.
func (m *mapper) adds(v cty.Value, joined map[*mapped]bool, kinds []string) bool {
	origin := originOf(v)
	if origin == nil || len(origin.Items) == 0 {
		return true
	}
	for _, root := range origin.Roots() {
		if at := m.byAddress[root.Address]; at == nil || !slices.Contains(kinds, at.r.Type) || !joined[at] {
			return true
		}
	}
	return false
}

// set points a field at a resource: at its node, or at its identity alone.
func (m *mapper) set(field reflect.Value, target *mapped) bool {
	switch {
	case target == nil:
		return false
	case field.Type() == reflect.TypeFor[*model.Resource]():
		field.Set(reflect.ValueOf(target.identity()))
	case field.Type() == target.value.Type():
		field.Set(target.value)
	default:
		return false
	}
	return true
}

// elementsOrOne returns the elements of a list, or the value itself if it is none or
// unknown.
func elementsOrOne(v cty.Value) []cty.Value {
	bare, origin := unmarked(v)
	if !bare.IsKnown() && origin != nil {
		return append(slices.Clone(origin.Items), v)
	}
	if !bare.IsKnown() || bare.Type() == cty.String || !bare.CanIterateElements() {
		return []cty.Value{v}
	}
	_, ops, err := elementsOf(v)
	if err != nil {
		return nil
	}
	values := make([]cty.Value, len(ops))
	for i := range ops {
		values[i] = ops[i].value
	}
	return values
}

// openReason says why a reference could not be joined.
func openReason(v cty.Value) model.Reason {
	if bare, origin := unmarked(v); !bare.IsKnown() {
		if identity(origin) != nil && origin.Reason == ComputedAttribute {
			return model.NotInInput
		}
		return reasonOf(origin)
	}
	return model.NotInInput
}
