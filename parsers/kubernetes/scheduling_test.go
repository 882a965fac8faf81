package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestSchedulingOfPods(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  tolerations: [{operator: Exists}, {key: "${KEY}"}]
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms: [{matchExpressions: [{key: team, operator: In, values: [shop]}]}, {}]
  containers: [{name: a}]
`)
	w := u.Model.Workloads[0]
	tolerations := []*model.Toleration{{Operator: "Exists"}, {}}
	if diff := cmp.Diff(tolerations, w.Tolerations, only, unknownLeftOut); diff != "" {
		t.Errorf("tolerations (-want +got):\n%s", diff)
	}
	if got := w.Tolerations[1].Why("key"); got != model.TemplateValue {
		t.Errorf("the key is unknown because of %q, want a template", got)
	}
	terms := []*model.LabelSelector{{MatchExpressions: []*model.LabelExpression{{Key: "team", Operator: "In", Values: []string{"shop"}}}}, {}}
	if diff := cmp.Diff(terms, w.NodeAffinity); diff != "" {
		t.Errorf("node affinity (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("Exists", u.at(w.Tolerations[0].Ref, "operator")); diff != "" {
		t.Errorf("place of the operator (-want +got):\n%s", diff)
	}
}

func TestProbesAndSourcesOfContainers(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  containers:
    - name: same
      livenessProbe: {exec: {command: [ok]}, periodSeconds: 5}
      readinessProbe: {periodSeconds: 5, exec: {command: [ok]}}
      envFrom: [{secretRef: {name: s}}, {configMapRef: {name: c}, prefix: X}, {}]
      imagePullPolicy: Never
    - name: other
      readinessProbe: {exec: {command: [ok]}}
      livenessProbe: {exec: {command: [alive]}}
    - name: started
      startupProbe: {exec: {command: [ok]}}
    - name: unknown
      livenessProbe: ${PROBE}
      readinessProbe: null
  volumes: [{name: i, image: {reference: "example.com/model:1"}}, {name: j, image: {reference: "$(IMAGE)"}}]
`)
	var got [][]string
	var same []bool
	for _, c := range u.Model.Containers {
		got, same = append(got, c.Probes), append(same, c.SameProbes)
	}
	want := [][]string{{"livenessProbe", "readinessProbe"}, {"livenessProbe", "readinessProbe"}, {"startupProbe"}, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("probes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{true, false, false, false}, same); diff != "" {
		t.Errorf("same probes (-want +got):\n%s", diff)
	}
	if got := u.Model.Containers[3].Why("liveness_probe"); got != model.TemplateValue {
		t.Errorf("a probe is unknown because of %q, want a template", got)
	}
	first := u.Model.Containers[0]
	sources := []*model.EnvSource{{Source: "secretRef", Name: "s"}, {Source: "configMapRef", Name: "c"}, {}}
	if diff := cmp.Diff(sources, first.EnvFrom, only); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("Never", first.ImagePullPolicy); diff != "" {
		t.Errorf("pull policy (-want +got):\n%s", diff)
	}
	image := &model.Image{Reference: "example.com/model:1", Registry: "example.com", Repository: "model", Tag: "1"}
	if diff := cmp.Diff(image, u.Model.Volumes[0].Image); diff != "" {
		t.Errorf("image volume (-want +got):\n%s", diff)
	}
	if got := u.Model.Volumes[1].Why("image.reference"); got != model.TemplateValue || u.Model.Volumes[1].Image != nil {
		t.Errorf("an image is unknown because of %q, want a template", got)
	}
}

// unknownLeftOut leaves out which fields are unknown.
var unknownLeftOut = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Unknown" }, cmp.Ignore())
