// Package exposure computes which workloads the internet reaches.
//
// A way in begins at a load balancer, which a Service, an Ingress or a Gateway asks for,
// and ends at the pods that a Service selects. [Compute] fills LoadBalancer of those three
// and Exposures of the workloads. Ports of nodes and the security groups of load balancers
// are not looked at; where groups decide, the answer is unknown.
package exposure

import (
	"cmp"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Compute fills the facts. What decides and is not known is named in Unknown of the node:
// "load_balancer.scheme", "load_balancer.internet_facing" and, of a workload, "exposures".
func Compute(m *model.Model) {
	u := newUnit(m)
	u.services()
	u.ingresses()
	u.gateways()
	u.bindings()
	u.proxiedIngresses() // the proxies may stand behind any of the above
	u.workloads()
}

// answer is whether something holds, and why that is unknown.
type answer struct {
	truth.Value
	why model.Reason
}

func known(v truth.Value) answer      { return answer{Value: v} }
func unknown(why model.Reason) answer { return answer{truth.Unknown, why} }
func (a answer) and(b answer) answer  { return pick(truth.All(a.Value, b.Value), a, b) }
func (a answer) or(b answer) answer   { return pick(truth.Any(a.Value, b.Value), a, b) }
func because(v truth.Value, why model.Reason) answer {
	if v == truth.Unknown {
		return unknown(why)
	}
	return known(v)
}

func pick(v truth.Value, a, b answer) answer {
	if v != truth.Unknown {
		return known(v)
	}
	return answer{v, cmp.Or(a.why, b.why)}
}

// front is a way to the pods of a Service.
type front struct {
	exposure model.Exposure
	open     answer
}

// backend is a Service with what leads to it.
type backend struct {
	*model.Service
	selector selectors.Selector
	fronts   []front
}

// unit is what is judged together.
type unit struct {
	model      *model.Model
	namespaces *namespaces.Index
	controller clusterController
	backends   []*backend
	byName     map[string][]*backend
	groups     map[string][]*model.Ingress
	proxied    []*model.Ingress
}

func newUnit(m *model.Model) *unit {
	u := &unit{
		model: m, namespaces: namespaces.NewIndex(m.Namespaces), controller: findController(m),
		byName: map[string][]*backend{},
	}
	for _, s := range m.Services {
		b := &backend{Service: s, selector: podsOf(s)}
		u.backends = append(u.backends, b)
		u.byName[s.Name] = append(u.byName[s.Name], b)
	}
	return u
}

// podsOf is the selector of a Service. One without a selector, or with one that the API
// server refuses, has no pods.
func podsOf(s *model.Service) selectors.Selector {
	if s.Type == "ExternalName" || len(s.Selector) == 0 && s.WhyBelow("selector") == "" {
		return selectors.Nothing()
	}
	selector, err := selectors.ParseMap(&s.Node, "selector", s.Selector)
	if err != nil {
		return selectors.Nothing()
	}
	return selector
}

// settle puts whether a load balancer faces the internet into its owner's fields.
func settle(owner *model.Node, lb *model.LoadBalancer, facing answer) {
	if facing.Value == truth.Unknown {
		owner.Note("load_balancer.internet_facing", facing.why)
		return
	}
	is := facing.Value == truth.Yes
	lb.InternetFacing = &is
}

func exposureOf(o *model.Object) model.Exposure {
	return model.Exposure{Ref: o.Ref, Kind: o.Kind, Name: o.Name, Namespace: o.Namespace}
}

// lead adds a way to all Services of a name in the namespace of an object.
func (u *unit) lead(from *model.Object, name string, open answer) {
	if open.Value == truth.No {
		return
	}
	candidates := u.byName[name]
	if name == "" { // not known: it may be any
		candidates, open = u.backends, open.and(unknown(model.TemplateValue))
	}
	for _, b := range candidates {
		there := because(namespaces.Same(from, &b.Object), whyNamespace(from, &b.Object))
		if way := open.and(there); way.Value != truth.No {
			b.fronts = append(b.fronts, front{exposureOf(from), way})
		}
	}
}

func (u *unit) bindings() {
	for _, b := range u.model.TargetGroupBindings {
		u.lead(&b.Object, b.ServiceName, unknown(model.NotInInput))
	}
}

// workloads follows the ways to the pods.
func (u *unit) workloads() {
	var open selectors.Index[*backend]
	for _, b := range u.backends {
		if len(b.fronts) > 0 {
			open.Add(b.selector, b)
		}
	}
	for _, w := range u.model.Workloads {
		u.workload(w, &open)
	}
}

func (u *unit) workload(w *model.Workload, open *selectors.Index[*backend]) {
	var why model.Reason
	labels := selectors.OfPod(&w.Pod)
	for _, b := range open.Candidates(labels) {
		selects := selection(b, &w.Pod, labels)
		if selects.Value == truth.No {
			continue
		}
		for _, f := range b.fronts {
			switch way := f.open.and(selects); way.Value {
			case truth.Yes:
				w.Exposures = append(w.Exposures, &f.exposure)
			case truth.Unknown:
				why = cmp.Or(why, way.why)
			case truth.No:
			}
		}
	}
	w.Exposures = distinct(w.Exposures)
	if why != "" && len(w.Exposures) == 0 {
		w.Note("exposures", why)
	}
}

// distinct sorts exposures by their refs and leaves one of each.
func distinct(list []*model.Exposure) []*model.Exposure {
	slices.SortFunc(list, func(a, b *model.Exposure) int { return cmp.Compare(a.Ref, b.Ref) })
	return slices.CompactFunc(list, func(a, b *model.Exposure) bool { return a.Ref == b.Ref })
}

// selection reports whether a Service selects the pods of a workload.
func selection(b *backend, pod *model.Pod, labels selectors.Labels) answer {
	matches := b.selector.Matches(labels)
	if matches == truth.No {
		return known(truth.No)
	}
	why := cmp.Or(b.WhyBelow("selector"), pod.WhyBelow("pod_labels"), model.TemplateValue)
	there := because(namespaces.Same(&b.Object, &pod.Object), whyNamespace(&b.Object, &pod.Object))
	return because(matches, why).and(there)
}

// whyNamespace is the reason for which it is unknown whether two objects share a namespace.
func whyNamespace(a, b *model.Object) model.Reason {
	return cmp.Or(a.Why("namespace"), b.Why("namespace"), model.NamespaceLeftOut)
}
