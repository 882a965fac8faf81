package services_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/services"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestServicesOfWorkloads(t *testing.T) {
	const pod = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop, labels: {app: web}}, spec: {containers: [{name: c}]}}\n---\n"
	service := func(name, namespace, spec string) string {
		return "{apiVersion: v1, kind: Service, metadata: {name: " + name + namespace + "}, spec: {" + spec + "}}\n---\n"
	}
	const here = ", namespace: shop"
	tests := []struct {
		name, input string
		want        []string
		unknown     model.Reason
		reason      string
	}{
		{"selected", service("b", here, "selector: {app: web}") + service("a", here, "selector: {app: web}"), []string{"b", "a"}, "", "in the order of the file"},
		{"another label", service("s", here, "selector: {app: other}"), nil, "", "the label differs"},
		{"another namespace", service("s", ", namespace: bank", "selector: {app: web}"), nil, "", "Services select in their namespace"},
		{"no selector", service("s", here, "ports: [{port: 80}]"), nil, "", "its endpoints are elsewhere"},
		{"a name elsewhere", service("s", here, "type: ExternalName, selector: {app: web}"), nil, "", "the selector does not count"},
		{"template", service("s", here, "selector: {app: '${APP}'}"), nil, model.TemplateValue, "it may select the pod"},
		{"namespace left out", service("s", "", "selector: {app: web}"), nil, model.NamespaceLeftOut, "it may be another one"},
		{"refused", service("s", here, "selector: {'a b': web}"), nil, "", "the API server refuses it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := factstest.Read(t, pod+test.input)
			services.Compute(m)
			w := m.Workloads[0]
			var got []string
			for _, s := range w.Services {
				got = append(got, s.Name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
			if why := w.Why("services"); why != test.unknown {
				t.Errorf("unknown because of %q, want %q: %s", why, test.unknown, test.reason)
			}
		})
	}
}
