package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestSysctlsHaveTheirOwnPlaces(t *testing.T) {
	u := readUnit(t, `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      securityContext:
        sysctls:
          - ${SYSCTL}
          - {name: kernel.msgmax, value: "65536"}
          - {name: "${NAME}", value: "1"}
      containers: [{name: app, image: app}]
`)
	w := u.Model.Workloads[0]
	want := []*model.Sysctl{
		{Name: "kernel.msgmax", Value: "65536"},
		{Node: model.Node{Unknown: map[string]model.Reason{"name": model.TemplateValue}}, Value: "1"},
	}
	if diff := cmp.Diff(want, w.SecurityContext.Sysctls, only); diff != "" {
		t.Errorf("sysctls (-want +got):\n%s", diff)
	}
	if got, want := u.at(w.SecurityContext.Sysctls[0].Ref, "name"), "kernel.msgmax"; got != want {
		t.Errorf("the name is %q, want %q", got, want)
	}
	unknown := map[string]model.Reason{
		"namespace":                  model.NamespaceLeftOut,
		"security_context.sysctls":   model.TemplateValue,
		"security_context.sysctls.0": model.TemplateValue,
	}
	if diff := cmp.Diff(unknown, w.Unknown); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
}

func TestUnknownElementsAreNotedWithTheirIndex(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      securityContext: {procMount: "", capabilities: {add: [CHOWN, "${CAPABILITY}", KILL]}}
`)
	c := u.Model.Containers[0]
	if diff := cmp.Diff([]string{"CHOWN", "KILL"}, c.SecurityContext.Capabilities.Add); diff != "" {
		t.Errorf("add (-want +got):\n%s", diff)
	}
	unknown := map[string]model.Reason{
		"security_context.capabilities.add":   model.TemplateValue,
		"security_context.capabilities.add.1": model.TemplateValue,
	}
	if diff := cmp.Diff(unknown, c.Unknown); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	if got, want := u.at(c.Ref, "security_context.capabilities.add.1"), `"${CAPABILITY}"`; got != want {
		t.Errorf("the unknown element is %s, want %s", got, want)
	}
	// An empty procMount is one that the Pod Security Standards refuse, unlike a missing one.
	if c.SecurityContext.ProcMount == nil || *c.SecurityContext.ProcMount != "" {
		t.Errorf(`procMount is %v, want ""`, c.SecurityContext.ProcMount)
	}
}

func TestClaimTemplates(t *testing.T) {
	u := readUnit(t, `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  template: {spec: {containers: [{name: app, image: app}]}}
  volumeClaimTemplates:
    - metadata: {name: data, labels: {app: db}}
      spec:
        storageClassName: local
        selector: {matchLabels: {disk: fast}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: "${NAME}"}
spec:
  template: {spec: {containers: [{name: app, image: app}]}}
  volumeClaimTemplates:
    - metadata: {name: data}
`)
	local := "local"
	object := func(namespace string, labels map[string]string, unknown map[string]model.Reason) model.Object {
		return model.Object{
			Node: model.Node{Unknown: unknown}, APIVersion: "v1", Kind: "PersistentVolumeClaim",
			Name: "data", Namespace: namespace, Labels: labels, Bundle: "unit",
		}
	}
	want := []*model.PersistentVolumeClaim{
		{
			Object:      object("shop", map[string]string{"app": "db"}, nil),
			StatefulSet: "db", StorageClassName: &local,
			Selector: &model.LabelSelector{MatchLabels: map[string]string{"disk": "fast"}},
		},
		{Object: object("", nil, map[string]model.Reason{
			"namespace": model.NamespaceLeftOut, "stateful_set": model.TemplateValue,
		})},
	}
	if diff := cmp.Diff(want, u.Model.PersistentVolumeClaims, only[1]); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	claim := u.Model.PersistentVolumeClaims[0]
	for field, want := range map[string]string{"storage_class_name": "local", "name": "data", "selector.match_labels.disk": "fast"} {
		if got := u.at(claim.Ref, field); got != want {
			t.Errorf("%s leads to %q, want %q", field, got, want)
		}
	}
}
