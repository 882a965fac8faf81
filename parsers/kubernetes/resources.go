package kubernetes

import (
	"fmt"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// resources reads resources of a container or a pod; nil if there are none.
func resources(f fields) *model.Resources {
	r := f.below("resources")
	if r.node == nil {
		return nil
	}
	return &model.Resources{Requests: r.quantities("requests"), Limits: r.quantities("limits")}
}

// quantities reads a mapping of quantities, which are strings or numbers. One that is
// unknown or neither is left out and noted as KEY.NAME.
func (f fields) quantities(key string) map[string]string {
	n := f.mapping(key)
	if n == nil || len(n.Fields) == 0 {
		return nil
	}
	sub := f.below(key)
	list := make(map[string]string, len(n.Fields))
	for i := range n.Fields {
		name, value := n.Fields[i].Key, n.Fields[i].Value
		switch value.Kind {
		case tree.String:
			if isTemplate(value.Text) {
				sub.noteName(name, model.TemplateValue)
				continue
			}
			list[name] = value.Text
		case tree.Int, tree.Float:
			list[name] = value.Text
		case tree.Null:
		case tree.Bool, tree.Mapping, tree.Sequence:
			sub.wrongTypeAt(name, fmt.Sprintf("%s[%q]", sub.path, name), value, "a quantity, such as 500m or 1Gi")
		}
	}
	return list
}

func (r *reader) limitRange(root *tree.Node) {
	l := &model.LimitRange{}
	r.newObject(root, &l.Object, namespaced)
	l.Ref = r.addObject(root, "spec", nil)
	r.spec(root, &l.Object).each("limits", func(i int, item *tree.Node, path string) {
		one := &model.LimitRangeItem{}
		one.Ref = r.addItem(l.Ref, "spec.limits", i, item, nil)
		f := fields{r: r, node: item, into: &one.Node, path: path}
		one.Type = f.text("type")
		one.Default, one.DefaultRequest = f.quantities("default"), f.quantities("defaultRequest")
		one.Max, one.Min = f.quantities("max"), f.quantities("min")
		l.Limits = append(l.Limits, one)
	})
	r.out.Model.LimitRanges = append(r.out.Model.LimitRanges, l)
}

func (r *reader) resourceQuota(root *tree.Node) {
	q := &model.ResourceQuota{}
	r.newObject(root, &q.Object, namespaced)
	q.Ref = r.addObject(root, "spec", map[string]string{
		"name": "metadata.name", "namespace": "metadata.namespace",
		"labels": "metadata.labels", "annotations": "metadata.annotations", "scoped": "spec.scopes",
	})
	f := r.spec(root, &q.Object)
	q.Hard = f.quantities("hard")
	q.Scoped = len(f.list("scopes")) > 0 || f.mapping("scopeSelector") != nil
	r.out.Model.ResourceQuotas = append(r.out.Model.ResourceQuotas, q)
}
