package kubernetes

import (
	"cmp"
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
)

// fileNamespaces lists the namespaces that the objects of a file name.
func (r *reader) fileNamespaces() {
	m := &r.out.Model
	var objects []*model.Object
	for _, w := range m.Workloads {
		objects = append(objects, &w.Object)
	}
	for _, s := range m.Services {
		objects = append(objects, &s.Object)
	}
	for _, c := range m.ConfigMaps {
		objects = append(objects, &c.Object)
	}
	for _, s := range m.Secrets {
		objects = append(objects, &s.Object)
	}
	for _, a := range m.ServiceAccounts {
		objects = append(objects, &a.Object)
	}
	slices.SortFunc(objects, func(a, b *model.Object) int { return cmp.Compare(a.Ref, b.Ref) })
	type key struct {
		namespace string
		why       model.Reason
	}
	found := map[key]*model.FileNamespace{}
	for _, o := range objects {
		k := key{o.Namespace, o.Why("namespace")}
		n := found[k]
		if n == nil {
			n = &model.FileNamespace{Node: model.Node{Ref: o.Ref}, Namespace: o.Namespace}
			if k.why != "" {
				n.Note("namespace", k.why)
			}
			found[k] = n
			m.FileNamespaces = append(m.FileNamespaces, n)
		}
		n.Objects = append(n.Objects, &model.ObjectRef{Ref: o.Ref, Kind: o.Kind, Name: o.Name})
	}
}
