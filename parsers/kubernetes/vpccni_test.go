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

func TestNodeClassesOfKarpenter(t *testing.T) {
	u := readUnit(t, `
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: n}
spec: {metadataOptions: {httpEndpoint: enabled, httpTokens: optional, httpPutResponseHopLimit: 2, httpProtocolIPv6: enabled}}
---
{apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, metadata: {name: defaults}, spec: {}}
---
{apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, metadata: {name: template}, spec: {metadataOptions: '${OPTIONS}'}}
`)
	hops := int64(2)
	want := []*model.EC2NodeClass{
		{MetadataOptions: &model.MetadataOptions{HTTPEndpoint: "enabled", HTTPTokens: "optional", HTTPPutResponseHopLimit: &hops, HTTPProtocolIPv6: "enabled"}},
		{},
		{Object: model.Object{Node: model.Node{Unknown: map[string]model.Reason{"metadata_options": model.TemplateValue}}}},
	}
	if diff := cmp.Diff(want, u.Model.EC2NodeClasses, only); diff != "" {
		t.Errorf("node classes (-want +got):\n%s", diff)
	}
	n := u.Model.EC2NodeClasses[0]
	for field, text := range map[string]string{"metadata_options.http_tokens": "optional", "metadata_options.http_protocol_ipv6": "enabled"} {
		if diff := cmp.Diff(text, u.at(n.Ref, field)); diff != "" {
			t.Errorf("place of %s (-want +got):\n%s", field, diff)
		}
	}
}

func TestPeerAuthentications(t *testing.T) {
	u := readUnit(t, `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: p, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  mtls: {mode: STRICT}
  portLevelMtls: {8080: {mode: DISABLE}, 9090: {}}
---
{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: d, namespace: istio-system}}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: u, namespace: shop}
spec: {portLevelMtls: {8080: {mode: "${MODE}"}}}
`)
	want := []*model.PeerAuthentication{
		{Mode: "STRICT", Selector: map[string]string{"app": "web"}, PortModes: map[string]string{"8080": "DISABLE", "9090": ""}},
		{},
		{
			Object:    model.Object{Node: model.Node{Unknown: map[string]model.Reason{"port_modes.8080.mode": model.TemplateValue}}},
			PortModes: map[string]string{"8080": ""},
		},
	}
	if diff := cmp.Diff(want, u.Model.PeerAuthentications, only); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	for field, text := range map[string]string{"mode": "STRICT", "port_modes.8080.mode": "DISABLE"} {
		if diff := cmp.Diff(text, u.at(u.Model.PeerAuthentications[0].Ref, field)); diff != "" {
			t.Errorf("place of %s (-want +got):\n%s", field, diff)
		}
	}
}

func TestServersOfLinkerd(t *testing.T) {
	u := readUnit(t, `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, port: http, accessPolicy: all-unauthenticated}
---
{apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: api, namespace: shop}, spec: {port: 80}}
`)
	want := []*model.LinkerdServer{{AccessPolicy: "all-unauthenticated"}, {}}
	if diff := cmp.Diff(want, u.Model.LinkerdServers, only); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("all-unauthenticated", u.at(u.Model.LinkerdServers[0].Ref, "access_policy")); diff != "" {
		t.Errorf("place of the access policy (-want +got):\n%s", diff)
	}
}

func TestNamesOfIngresses(t *testing.T) {
	u := readUnit(t, `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i, namespace: shop}
spec:
  tls: [{hosts: [a.example.com]}]
  rules: [{host: a.example.com}, {}]
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: plain, namespace: shop}, spec: {tls: []}}
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: {name: c}
spec: {certificateArn: [arn], sslPolicy: P, sslRedirectPort: 443}
`)
	want := []*model.Ingress{{TLS: true, Hosts: []string{"a.example.com", "a.example.com"}}, {}}
	if diff := cmp.Diff(want, u.Model.Ingresses, only); diff != "" {
		t.Errorf("ingresses (-want +got):\n%s", diff)
	}
	params := []*model.IngressClassParams{{CertificateARNs: []string{"arn"}, SSLPolicy: "P", SSLRedirectPort: "443"}}
	if diff := cmp.Diff(params, u.Model.IngressClassParams, only); diff != "" {
		t.Errorf("parameters of a class (-want +got):\n%s", diff)
	}
}

func TestWhatRulesAboutSecurityGroupsRead(t *testing.T) {
	u := readUnit(t, `
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop}, spec: {externalTrafficPolicy: Local}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {terminationGracePeriodSeconds: 0, containers: [{name: c}]}}
`)
	if got := u.Model.Services[0].ExternalTrafficPolicy; got != "Local" {
		t.Errorf("externalTrafficPolicy is %q, want Local", got)
	}
	if got := u.Model.Workloads[0].TerminationGracePeriodSeconds; got == nil || *got != 0 {
		t.Errorf("terminationGracePeriodSeconds is %v, want 0", got)
	}
}
