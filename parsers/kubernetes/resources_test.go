package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestResources(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  resources: {limits: {memory: 2Gi}}
  containers:
    - name: c
      resources:
        requests: {cpu: 0.5, memory: '${M}'}
        limits: {cpu: 2, nvidia.com/gpu: "1", memory: null}
---
apiVersion: v1
kind: LimitRange
metadata: {name: l, namespace: shop}
spec:
  limits:
    - {type: Container, default: {cpu: 1}, defaultRequest: {cpu: 100m}, max: {memory: 1Gi}, min: {memory: 1Mi}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q, namespace: shop}
spec: {hard: {pods: 10, limits.memory: 1Gi}, scopeSelector: {matchExpressions: []}}
`)
	if diff := cmp.Diff(&model.Resources{Limits: map[string]string{"memory": "2Gi"}}, u.Model.Workloads[0].Resources); diff != "" {
		t.Errorf("pod (-want +got):\n%s", diff)
	}
	c := u.Model.Containers[0]
	want := &model.Resources{
		Requests: map[string]string{"cpu": "0.5"}, Limits: map[string]string{"cpu": "2", "nvidia.com/gpu": "1"},
	}
	if diff := cmp.Diff(want, c.Resources); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
	if got := c.Why("resources.requests.memory"); got != model.TemplateValue {
		t.Errorf("the request is unknown because of %q, want a template", got)
	}
	ranges := []*model.LimitRange{{Limits: []*model.LimitRangeItem{{
		Type: "Container", Default: map[string]string{"cpu": "1"}, DefaultRequest: map[string]string{"cpu": "100m"},
		Max: map[string]string{"memory": "1Gi"}, Min: map[string]string{"memory": "1Mi"},
	}}}}
	if diff := cmp.Diff(ranges, u.Model.LimitRanges, only); diff != "" {
		t.Errorf("limit ranges (-want +got):\n%s", diff)
	}
	quotas := []*model.ResourceQuota{{Hard: map[string]string{"pods": "10", "limits.memory": "1Gi"}, Scoped: true}}
	if diff := cmp.Diff(quotas, u.Model.ResourceQuotas, only); diff != "" {
		t.Errorf("quotas (-want +got):\n%s", diff)
	}
	places := []struct {
		ref         model.Ref
		field, want string
	}{
		{c.Ref, "resources.limits.cpu", "2"},
		{c.Ref, "effective_resources.requests.cpu", "0.5"},
		{u.Model.LimitRanges[0].Limits[0].Ref, "default_request.cpu", "100m"},
		{u.Model.ResourceQuotas[0].Ref, "hard.pods", "10"},
	}
	for _, p := range places {
		if diff := cmp.Diff(p.want, u.at(p.ref, p.field)); diff != "" {
			t.Errorf("place of %q (-want +got):\n%s", p.field, diff)
		}
	}
}
