// Package namespaces tells which objects lie in one namespace and what labels it has.
//
// A namespace that is left out is decided by whoever applies the object. It is unknown,
// and yet the same for what is applied together.
package namespaces

import (
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Same reports whether two objects lie in the same namespace. Of two that leave it out,
// those of one bundle do.
func Same(a, b *model.Object) truth.Value {
	switch {
	case a.Namespace != "" && b.Namespace != "":
		return truth.Of(a.Namespace == b.Namespace)
	case leftOut(a) && leftOut(b) && a.Bundle == b.Bundle:
		return truth.Yes
	}
	return truth.Unknown
}

// Refers reports whether a reference of an object, with the namespace that it names, leads
// to the namespace of another object. A reference without one stays in its own.
func Refers(from *model.Object, namespace string, to *model.Object) truth.Value {
	if namespace == "" {
		return Same(from, to)
	}
	return In(to, namespace)
}

// In reports whether an object lies in a namespace.
func In(o *model.Object, namespace string) truth.Value {
	if o.Namespace != "" {
		return truth.Of(o.Namespace == namespace)
	}
	return truth.Unknown
}

func leftOut(o *model.Object) bool { return o.Why("namespace") == model.NamespaceLeftOut }

// Index finds the labels of namespaces.
type Index struct {
	byName map[string]*model.Namespace
}

// NewIndex prepares the namespaces of a unit.
func NewIndex(list []*model.Namespace) *Index {
	x := &Index{byName: make(map[string]*model.Namespace, len(list))}
	for _, n := range list {
		if n.Name != "" {
			x.byName[n.Name] = n
		}
	}
	return x
}

// nameLabel is the label by which every namespace carries its name.
//
// Source: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
const nameLabel = "kubernetes.io/metadata.name"

// Labels returns the labels of a namespace. One that is not in the unit may have any
// beside its name; without a name all are unknown.
func (x *Index) Labels(name string) selectors.Labels {
	if name == "" {
		return selectors.Labels{}.Open()
	}
	n, ok := x.byName[name]
	if !ok {
		return selectors.Labels{}.Open().With(nameLabel, name)
	}
	return selectors.LabelsOf(&n.Node, "labels", n.Labels).With(nameLabel, name)
}

// Get returns the object of a namespace, and nil if it is not in the unit.
func (x *Index) Get(name string) *model.Namespace { return x.byName[name] }
