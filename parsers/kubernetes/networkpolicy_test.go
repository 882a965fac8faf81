package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestNetworkPolicies(t *testing.T) {
	u := readUnit(t, `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}
  policyTypes: [Egress, Ingress]
  ingress:
    - {}
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [169.254.169.254/32]
        - namespaceSelector: {matchLabels: {team: x}}
          podSelector: {}
      ports:
        - {protocol: UDP, port: 53}
        - {port: http}
        - {port: 8000, endPort: 9000}
    - to: '${PEERS}'
    - to: [{ipBlock: {cidr: '${CIDR}'}}]
---
{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, namespace: shop}}
---
{apiVersion: crd.projectcalico.org/v1, kind: GlobalNetworkPolicy, metadata: {name: g}}
---
{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: n, namespace: shop}}
---
{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}}
---
{apiVersion: networking.k8s.aws/v1alpha1, kind: ClusterNetworkPolicy, metadata: {name: w}}
---
{apiVersion: operator.tigera.io/v1, kind: Installation, metadata: {name: default}}
`)
	end := int64(9000)
	unknown := func(field string) model.Node {
		return model.Node{Unknown: map[string]model.Reason{field: model.TemplateValue}}
	}
	templated := unknown("to")
	templated.Unknown["peers"] = model.TemplateValue
	want := []*model.NetworkPolicy{{
		PodSelector: &model.LabelSelector{MatchExpressions: []*model.LabelExpression{{Key: "app", Operator: "In", Values: []string{"a", "b"}}}},
		PolicyTypes: []string{"Egress", "Ingress"},
		Ingress:     []*model.NetworkRule{{}},
		Egress: []*model.NetworkRule{
			{
				Peers: []*model.NetworkPeer{
					{CIDR: "0.0.0.0/0", Except: []string{"169.254.169.254/32"}},
					{NamespaceSelector: &model.LabelSelector{MatchLabels: map[string]string{"team": "x"}}, PodSelector: &model.LabelSelector{}},
				},
				Ports: []*model.NetworkPort{{Protocol: "UDP", Port: "53"}, {Port: "http"}, {Port: "8000", EndPort: &end}},
			},
			{Node: templated},
			{Peers: []*model.NetworkPeer{{Node: unknown("cidr")}}},
		},
	}}
	if diff := cmp.Diff(want, u.Model.NetworkPolicies, only); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
	engines := []*model.EnginePolicy{
		{Engine: "cilium"}, {Engine: "calico", ClusterWide: true}, {Engine: "calico"}, {Engine: "admin", ClusterWide: true}, {Engine: "aws", ClusterWide: true},
	}
	if diff := cmp.Diff(engines, u.Model.EnginePolicies, only); diff != "" {
		t.Errorf("policies of engines (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]*model.NetworkEngine{{Engine: "calico"}}, u.Model.NetworkEngines, only); diff != "" {
		t.Errorf("what installs engines (-want +got):\n%s", diff)
	}
	p := u.Model.NetworkPolicies[0]
	places := []struct {
		ref         model.Ref
		field, want string
	}{
		{p.Ref, "policy_types.0", "Egress"},
		{p.Ref, "isolates_egress", "[Egress, Ingress]"},
		{p.Ingress[0].Ref, "", "{}"},
		{p.Egress[0].Ref, "peers", "to"},
		{p.Egress[0].Peers[0].Ref, "except.0", "169.254.169.254/32"},
		{p.Egress[0].Peers[0].Ref, "cidr", "0.0.0.0/0"},
		{p.Egress[0].Ports[2].Ref, "end_port", "9000"},
	}
	for _, place := range places {
		if diff := cmp.Diff(place.want, u.at(place.ref, place.field)); diff != "" {
			t.Errorf("place of %q (-want +got):\n%s", place.field, diff)
		}
	}
}
