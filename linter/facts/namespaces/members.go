package namespaces

import (
	"maps"
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute fills the workloads and the policies of each namespace, and the collection of
// those that no object defines. Where several objects define one namespace, it marks as
// unknown what each of them says alone.
func Compute(m *model.Model) {
	named := map[string][]*model.Namespace{}
	bundles := map[string][]*model.Namespace{}
	for _, n := range m.Namespaces {
		bundles[n.Bundle] = append(bundles[n.Bundle], n)
		if n.Name != "" {
			named[n.Name] = append(named[n.Name], n)
		}
	}
	undefined := map[string]*model.UndefinedNamespace{}
	for _, w := range m.Workloads {
		switch defined := named[w.Namespace]; {
		case w.Namespace == "":
			addTo(bundles[w.Bundle], w, w.Why("namespace"))
		case len(defined) > 0:
			addTo(nearest(defined, w.Bundle), w, "")
		default:
			addUndefined(undefined, w)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(undefined)) {
		m.UndefinedNamespaces = append(m.UndefinedNamespaces, undefined[name])
	}
	for _, defined := range named {
		markDefinedTwice(defined)
	}
	policies(m)
}

// nearest are, of several objects of one name, those beside a workload, or else all.
func nearest(defined []*model.Namespace, bundle string) []*model.Namespace {
	var beside []*model.Namespace
	for _, n := range defined {
		if n.Bundle == bundle {
			beside = append(beside, n)
		}
	}
	if len(beside) > 0 {
		return beside
	}
	return defined
}

// addTo adds a workload to the namespace that it lies in, or to all that it may lie in: if
// its own one is not known, those that are applied together with it.
func addTo(list []*model.Namespace, w *model.Workload, unknown model.Reason) {
	if unknown == "" && len(list) > 1 {
		if list = distinct(list); len(list) > 1 {
			unknown = model.DefinedTwice
		}
	}
	for _, n := range list {
		member := &model.NamespaceWorkload{Node: model.Node{Ref: w.Ref}, Kind: w.Kind, Name: w.Name, NodeAgent: w.NodeAgent}
		if unknown != "" {
			member.Unknown = map[string]model.Reason{"namespace": unknown}
		}
		n.Workloads = append(n.Workloads, member)
	}
}

// distinct are, of objects of one name, those that say something else about the security
// of pods than the ones before.
func distinct(list []*model.Namespace) []*model.Namespace {
	var kept []*model.Namespace
	for _, n := range list {
		if !slices.ContainsFunc(kept, func(k *model.Namespace) bool { return equal(&k.PodSecurity, &n.PodSecurity) }) {
			kept = append(kept, n)
		}
	}
	return kept
}

func addUndefined(undefined map[string]*model.UndefinedNamespace, w *model.Workload) {
	if n, ok := undefined[w.Namespace]; !ok {
		undefined[w.Namespace] = &model.UndefinedNamespace{Node: model.Node{Ref: w.Ref}, Name: w.Namespace}
	} else {
		n.Ref = min(n.Ref, w.Ref)
	}
}

// markDefinedTwice handles objects of one name. One without workloads beside it may be a
// patch of the others, as an overlay has it, and then what they say is not the last word.
func markDefinedTwice(defined []*model.Namespace) {
	for _, n := range defined {
		for _, other := range defined {
			if other != n && len(other.Workloads) == 0 && !equal(&n.PodSecurity, &other.PodSecurity) {
				if n.Unknown == nil {
					n.Unknown = map[string]model.Reason{}
				}
				n.Unknown["pod_security"] = model.DefinedTwice
			}
		}
	}
}

func equal(a, b *model.PodSecurity) bool {
	same := func(x, y *string) bool {
		if x == nil || y == nil {
			return x == y
		}
		return *x == *y
	}
	return same(a.Enforce, b.Enforce) && same(a.EnforceVersion, b.EnforceVersion) &&
		same(a.Audit, b.Audit) && same(a.AuditVersion, b.AuditVersion) &&
		same(a.Warn, b.Warn) && same(a.WarnVersion, b.WarnVersion)
}
