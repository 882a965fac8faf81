// Package services computes which Services lead to the pods of a workload.
package services

import (
	"cmp"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Compute fills Services of the workloads. If there may be more, "services" is in Unknown
// of the workload.
func Compute(m *model.Model) {
	var index selectors.Index[*service]
	for _, s := range m.Services {
		if s.Type == "ExternalName" || len(s.Selector) == 0 && s.WhyBelow("selector") == "" {
			continue // its endpoints are elsewhere
		}
		if selector, err := selectors.ParseMap(&s.Node, "selector", s.Selector); err == nil {
			index.Add(selector, &service{s, selector})
		}
	}
	for _, w := range m.Workloads {
		workload(w, &index)
	}
}

// service is a Service with its selector, which is only prepared once.
type service struct {
	*model.Service
	selector selectors.Selector
}

func workload(w *model.Workload, index *selectors.Index[*service]) {
	labels := selectors.OfPod(&w.Pod)
	for _, s := range index.Candidates(labels) {
		switch truth.All(s.selector.Matches(labels), namespaces.Same(&s.Object, &w.Object)) {
		case truth.Yes:
			w.Services = append(w.Services, &model.ObjectRef{Ref: s.Ref, Kind: s.Kind, Name: s.Name})
		case truth.Unknown:
			w.Note("services", cmp.Or(s.WhyBelow("selector"), w.WhyBelow("pod_labels"), s.Why("namespace"), w.Why("namespace"), model.TemplateValue))
		case truth.No:
		}
	}
	slices.SortFunc(w.Services, func(a, b *model.ObjectRef) int { return cmp.Compare(a.Ref, b.Ref) })
}
