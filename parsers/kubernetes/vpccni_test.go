package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestConfigMapsAndNodeClasses(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: kube-system}
data:
  enable-network-policy-controller: "true"
  a.b: '${AB}'
binaryData: {x: AAAA}
---
apiVersion: eks.amazonaws.com/v1
kind: NodeClass
metadata: {name: n}
spec: {networkPolicy: DefaultDeny, networkPolicyEventLogs: Enabled}
`)
	c := u.Model.ConfigMaps[0]
	if diff := cmp.Diff(map[string]string{"enable-network-policy-controller": "true"}, c.Data); diff != "" {
		t.Errorf("data (-want +got):\n%s", diff)
	}
	if got := c.Why("data.a.b"); got != model.TemplateValue {
		t.Errorf("the value of a.b is unknown because of %q, want a template", got)
	}
	if diff := cmp.Diff(`"true"`, u.at(c.Ref, "data.enable-network-policy-controller")); diff != "" {
		t.Errorf("place of a value (-want +got):\n%s", diff)
	}
	n := u.Model.NodeClasses[0]
	if diff := cmp.Diff(&model.NodeClass{NetworkPolicy: "DefaultDeny", NetworkPolicyEventLogs: "Enabled"}, n, only); diff != "" {
		t.Errorf("node class (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("DefaultDeny", u.at(n.Ref, "network_policy")); diff != "" {
		t.Errorf("place of the policy (-want +got):\n%s", diff)
	}
}
