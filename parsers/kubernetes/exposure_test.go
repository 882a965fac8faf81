package kubernetes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// unit is the content of one file, for tests that ask for places too.
type unit struct {
	*kubernetes.Objects
	t *testing.T
}

func readUnit(t *testing.T, text string) unit {
	t.Helper()
	file := source.NewFile("unit/all.yaml", []byte(text))
	docs, problems := tree.Parse(file, tree.Limits{})
	objects := kubernetes.Read(file, docs, nil, 0)
	for _, p := range append(problems, objects.Problems...) {
		t.Errorf("line %d: %s", file.Position(p.Span.Start).Line, p.Message)
	}
	return unit{objects, t}
}

// at returns the text to which a field of a node leads.
func (u unit) at(ref model.Ref, field string) string {
	u.t.Helper()
	var path []string
	if field != "" {
		path = strings.Split(field, ".")
	}
	place, ok := u.Anchors.Locate(ref, path)
	if !ok {
		u.t.Fatalf("no place of %q", field)
	}
	return string(place.File.Data[place.Span.Start:place.Span.End])
}

// only drops what every test would have to repeat: refs, identity and bundle.
var only = cmp.Options{
	cmpopts.IgnoreTypes(model.Object{}),
	cmpopts.IgnoreFields(model.Node{}, "Ref"),
	cmpopts.IgnoreFields(model.Model{}, "FileNamespaces"),
}

func TestExposureObjects(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Service
metadata: {name: s, namespace: shop}
spec:
  ports:
    - {name: web, port: 80, targetPort: http, protocol: TCP, appProtocol: http}
    - {port: 443, targetPort: 8443}
    - {port: '${PORT}'}
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: {name: alb}
spec: {scheme: internal, group: {name: g}, inboundCIDRs: [10.0.0.0/8, '${OFFICE}'], prefixListsIDs: [pl-1]}
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: {name: older}
spec: {PrefixListsIDs: [pl-2]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: shop}
spec:
  gatewayClassName: aws
  infrastructure: {parametersRef: {group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: c}}
  listeners:
    - {name: http, protocol: HTTP, port: 80}
    - {name: https, protocol: HTTPS, port: 443, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: aws}
spec: {controllerName: gateway.k8s.aws/alb, parametersRef: {group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: c, namespace: edge}}
---
apiVersion: gateway.k8s.aws/v1beta1
kind: LoadBalancerConfiguration
metadata: {name: c, namespace: shop}
spec: {scheme: internet-facing, mergingMode: prefer-gateway, sourceRanges: [10.0.0.0/8], securityGroupPrefixes: [pl-3], securityGroups: [sg-1]}
---
apiVersion: eks.amazonaws.com/v1
kind: TargetGroupBinding
metadata: {name: b, namespace: shop}
spec: {serviceRef: {name: s, port: 80}, targetGroupARN: arn}
`)
	number := func(n int64) *int64 { return &n }
	want := model.Model{
		Services: []*model.Service{{Ports: []*model.ServicePort{
			{Name: "web", Protocol: "TCP", AppProtocol: "http", Port: number(80), TargetPort: "http"},
			{Port: number(443), TargetPort: "8443"},
			{Node: model.Node{Unknown: map[string]model.Reason{"port": model.TemplateValue}}},
		}}},
		IngressClassParams: []*model.IngressClassParams{
			{Scheme: "internal", GroupName: "g", InboundCIDRs: []string{"10.0.0.0/8"}, PrefixListsIDs: []string{"pl-1"}},
			{PrefixListsIDs: []string{"pl-2"}},
		},
		Gateways: []*model.Gateway{{
			ClassName: "aws", ParametersKind: "LoadBalancerConfiguration", ParametersName: "c",
			Listeners: []*model.Listener{
				{Name: "http", Protocol: "HTTP", Port: number(80)},
				{
					Name: "https", Protocol: "HTTPS", Port: number(443), RoutesFrom: "Selector",
					RoutesSelector: &model.LabelSelector{MatchLabels: map[string]string{"a": "b"}},
				},
			},
		}},
		GatewayClasses: []*model.GatewayClass{{
			ControllerName: "gateway.k8s.aws/alb", ParametersKind: "LoadBalancerConfiguration",
			ParametersNamespace: "edge", ParametersName: "c",
		}},
		LoadBalancerConfigurations: []*model.LoadBalancerConfiguration{{
			Scheme: "internet-facing", MergingMode: "prefer-gateway", SourceRanges: []string{"10.0.0.0/8"},
			SecurityGroupPrefixes: []string{"pl-3"}, SecurityGroups: []string{"sg-1"},
		}},
		TargetGroupBindings: []*model.TargetGroupBinding{{ServiceName: "s"}},
	}
	if diff := cmp.Diff(want, u.Model, only); diff != "" {
		t.Errorf("model (-want +got):\n%s", diff)
	}
	unknown := map[string]model.Reason{"inbound_cidrs": model.TemplateValue, "inbound_cidrs.1": model.TemplateValue}
	if diff := cmp.Diff(unknown, u.Model.IngressClassParams[0].Unknown); diff != "" {
		t.Errorf("unknown of the parameters (-want +got):\n%s", diff)
	}
	if got := u.Model.Services[0].Bundle; got != "unit" {
		t.Errorf("the bundle is %q, want the folder", got)
	}
	places := []struct {
		ref         model.Ref
		field, want string
	}{
		{u.Model.Services[0].Ports[1].Ref, "target_port", "8443"},
		{u.Model.Services[0].Ports[1].Ref, "", "{port: 443, targetPort: 8443}"},
		{u.Model.IngressClassParams[0].Ref, "inbound_cidrs.0", "10.0.0.0/8"},
		{u.Model.Gateways[0].Listeners[1].Ref, "routes_from", "Selector"},
		{u.Model.Gateways[0].Listeners[0].Ref, "protocol", "HTTP"},
		{u.Model.GatewayClasses[0].Ref, "parameters_name", "c"},
		{u.Model.LoadBalancerConfigurations[0].Ref, "security_group_prefixes.0", "pl-3"},
		{u.Model.TargetGroupBindings[0].Ref, "service_name", "s"},
	}
	for _, p := range places {
		if diff := cmp.Diff(p.want, u.at(p.ref, p.field)); diff != "" {
			t.Errorf("place of %q (-want +got):\n%s", p.field, diff)
		}
	}
}

func TestContainerProgram(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  containers:
    - name: app
      command: [/bin/app]
      args: [--debug, '${LEVEL}']
      env:
        - {name: A, value: "1"}
        - name: B
          valueFrom: {secretKeyRef: {name: s, key: k}}
        - {name: C, value: '${C}'}
        - {name: D}
`)
	text := func(s string) *string { return &s }
	c := u.Model.Containers[0]
	if diff := cmp.Diff([]string{"/bin/app"}, c.Command); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"--debug"}, c.Args); diff != "" {
		t.Errorf("args (-want +got):\n%s", diff)
	}
	unknown := map[string]model.Reason{"args": model.TemplateValue, "args.1": model.TemplateValue}
	if diff := cmp.Diff(unknown, c.Unknown); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	env := []*model.EnvVar{
		{Name: "A", Value: text("1")},
		{Name: "B", ValueFrom: "secretKeyRef"},
		{Name: "C", Node: model.Node{Unknown: map[string]model.Reason{"value": model.TemplateValue}}},
		{Name: "D"},
	}
	if diff := cmp.Diff(env, c.Env, only); diff != "" {
		t.Errorf("env (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(`"1"`, u.at(c.Env[0].Ref, "value")); diff != "" {
		t.Errorf("place of a value (-want +got):\n%s", diff)
	}
}
