package exposure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/exposure"
	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/parsers/model"
)

// web is a workload, and a Service that selects it with further lines of its spec and
// annotations.
const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: web:1}]}
`

func service(name, kind string, lines ...string) string {
	return fmt.Sprintf(`---
apiVersion: v1
kind: Service
metadata: {name: %s, namespace: shop}
spec:
  type: %s
  selector: {app: web}
  ports: [{port: 80}]
  %s
`, name, kind, strings.Join(lines, "\n  "))
}

func annotated(name string, pairs ...string) string {
	text := service(name, "LoadBalancer")
	return strings.Replace(text, "namespace: shop}", "namespace: shop, annotations: {"+strings.Join(pairs, ", ")+"}}", 1)
}

const (
	internal  = `service.beta.kubernetes.io/aws-load-balancer-internal: `
	kind      = `service.beta.kubernetes.io/aws-load-balancer-type: `
	scheme    = `service.beta.kubernetes.io/aws-load-balancer-scheme: `
	ranges    = `service.beta.kubernetes.io/load-balancer-source-ranges: `
	prefixes  = `service.beta.kubernetes.io/aws-load-balancer-security-group-prefix-lists: `
	groups    = `service.beta.kubernetes.io/aws-load-balancer-security-groups: `
	albClass  = "---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: alb}, spec: {controller: ingress.k8s.aws/alb}}\n"
	autoClass = "---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: alb}, spec: {controller: eks.amazonaws.com/alb, " +
		"parameters: {apiGroup: eks.amazonaws.com, kind: IngressClassParams, name: alb}}}\n"
)

// controller is the AWS Load Balancer Controller of a version.
func controller(tag string, args ...string) string {
	return fmt.Sprintf(`---
apiVersion: apps/v1
kind: Deployment
metadata: {name: lbc, namespace: kube-system}
spec:
  template:
    metadata: {labels: {app: lbc}}
    spec: {containers: [{name: c, image: "public.ecr.aws/eks/aws-load-balancer-controller:%s", args: [%s]}]}
`, tag, strings.Join(args, ", "))
}

// show writes what is known about the exposure of the workload web.
func show(m *model.Model) string {
	for _, w := range m.Workloads {
		if w.Name != "web" {
			continue
		}
		var parts []string
		for _, e := range w.Exposures {
			parts = append(parts, e.Kind+"/"+e.Name)
		}
		if why := w.Why("exposures"); why != "" {
			parts = append(parts, "unknown: "+string(why))
		}
		return strings.Join(parts, " ")
	}
	return "no workload"
}

type test struct {
	name, input, want, reason string
}

func run(t *testing.T, tests []test) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			exposure.Compute(m)
			if diff := cmp.Diff(tt.want, show(m)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestServices(t *testing.T) {
	run(t, []test{
		{"cluster IP", web + service("s", "ClusterIP"), "", "only a load balancer faces the internet"},
		{"node port", web + service("s", "NodePort"), "", "nodes are not looked at"},
		{
			"plain load balancer", web + service("s", "LoadBalancer"), "unknown: not-in-input",
			"the cloud controller makes it public and the AWS Load Balancer Controller does not, and which one runs is not in the unit",
		},
		{"legacy NLB", web + annotated("s", kind+"nlb"), "Service/s", "the cloud controller makes it internet-facing by default"},
		{"legacy NLB, internal", web + annotated("s", kind+"nlb", internal+`"true"`), "", "asked for internal"},
		{"legacy NLB, old spelling", web + annotated("s", kind+"nlb", internal+`"0.0.0.0/0"`), "", "an old spelling of true"},
		{"legacy NLB, empty", web + annotated("s", kind+"nlb", internal+`""`), "Service/s", "an empty annotation is none"},
		{"internal by both controllers", web + annotated("s", internal+`"true"`), "", "both agree"},
		{"public by both controllers", web + annotated("s", internal+`"false"`), "Service/s", "both agree"},
		{"scheme by both controllers", web + annotated("s", scheme+"internet-facing"), "Service/s", "one heeds it, and it is the default of the other"},
		{"external", web + annotated("s", kind+"external"), "", "the AWS Load Balancer Controller makes it internal by default"},
		{"nlb-ip, public", web + annotated("s", kind+"nlb-ip", scheme+"internet-facing"), "Service/s", "asked for"},
		{"external, deprecated", web + annotated("s", kind+"external", internal+`"false"`), "Service/s", "the deprecated annotation counts without a scheme"},
		{"external, both", web + annotated("s", kind+"external", internal+`"false"`, scheme+"internal"), "", "the scheme comes first"},
		{"class", web + service("s", "LoadBalancer", "loadBalancerClass: service.k8s.aws/nlb"), "", "internal by default"},
		{"class of Auto Mode", web + service("s", "LoadBalancer", "loadBalancerClass: eks.amazonaws.com/nlb"), "", "internal by default"},
		{"another class", web + service("s", "LoadBalancer", "loadBalancerClass: tailscale"), "unknown: not-in-input", "its rules are not known"},
		{"controller in the unit", web + service("s", "LoadBalancer") + controller("v2.13.0"), "", "it claims Services without a class"},
		{"older controller", web + service("s", "LoadBalancer") + controller("v2.4.7"), "Service/s", "it leaves them to the cloud controller"},
		{
			"controller without the webhook", web + service("s", "LoadBalancer") + controller("v2.13.0") + `---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: aws-load-balancer-webhook}
webhooks: [{name: mpod.elbv2.k8s.aws}]
`, "Service/s", "enableServiceMutatorWebhook is false",
		},
		{
			"controller with another default", web + service("s", "LoadBalancer") +
				controller("v2.13.0", "--default-load-balancer-scheme=internet-facing"), "Service/s", "its flag decides",
		},
		{"Auto Mode in the unit", web + service("s", "LoadBalancer") + autoClass, "", "Auto Mode claims them, internal by default"},
		{"template", web + annotated("s", kind+"nlb", internal+"'${INTERNAL}'"), "unknown: template-value", "filled in later"},
		{"type is a template", web + service("s", "'{{ .Values.type }}'"), "unknown: template-value", "filled in later"},
	})
}

func TestSourceRanges(t *testing.T) {
	nlb := func(lines ...string) string {
		return strings.Replace(service("s", "LoadBalancer", lines...), "namespace: shop}", "namespace: shop, annotations: {"+kind+"nlb}}", 1)
	}
	run(t, []test{
		{"private", web + nlb("loadBalancerSourceRanges: [10.0.0.0/8]"), "", "only private addresses connect"},
		{"an office", web + nlb("loadBalancerSourceRanges: [203.0.113.0/24]"), "", "the source is restricted"},
		{"the world", web + nlb("loadBalancerSourceRanges: [10.0.0.0/8, 0.0.0.0/0]"), "Service/s", "no restriction"},
		{"the world of IPv6", web + nlb("loadBalancerSourceRanges: [10.0.0.0/8, '::/0']"), "Service/s", "no restriction"},
		{"the world in halves", web + nlb("loadBalancerSourceRanges: [0.0.0.0/1, 128.0.0.0/1]"), "Service/s", "together they are all addresses"},
		{"half the world", web + nlb("loadBalancerSourceRanges: [128.0.0.0/1, 0.0.0.0/2]"), "", "a quarter is left out"},
		{"none", web + nlb("loadBalancerSourceRanges: []"), "Service/s", "an empty list is none"},
		{"annotation", web + annotated("s", kind+"nlb", ranges+`"10.0.0.0/8, 192.168.0.0/16"`), "", "the older place"},
		{"no range", web + nlb("loadBalancerSourceRanges: [$OFFICE]"), "unknown: template-value", "a shell fills it in later"},
		{"template", web + nlb("loadBalancerSourceRanges: ['${OFFICE}']"), "unknown: template-value", "filled in later"},
		{"template and the world", web + nlb("loadBalancerSourceRanges: ['${OFFICE}', 0.0.0.0/0]"), "Service/s", "open whatever it is"},
		{"prefix list", web + annotated("s", kind+"external", scheme+"internet-facing", prefixes+"pl-1"), "", "the source is restricted"},
		{"security groups", web + annotated("s", kind+"external", scheme+"internet-facing", groups+"sg-1"), "unknown: not-in-input", "their rules are elsewhere"},
	})
}

func TestWhichPods(t *testing.T) {
	lb := annotated("s", kind+"nlb")
	run(t, []test{
		{"another label", strings.Replace(web, "app: web}", "app: api}", 1) + lb, "", "not selected"},
		{"another namespace", web + strings.Replace(lb, "shop", "bank", 1), "", "a Service selects in its own namespace"},
		{"left out of one", strings.Replace(web, ", namespace: shop", "", 1) + lb, "unknown: namespace-left-out", "it may go to any namespace"},
		{
			"left out of both", strings.ReplaceAll(web+lb, ", namespace: shop", ""), "Service/s",
			"what is in one file goes to one namespace",
		},
		{"label is a template", strings.Replace(web, "app: web}", "app: '${APP}'}", 1) + lb, "unknown: template-value", "filled in later"},
		{"no selector", web + strings.Replace(lb, "  selector: {app: web}\n", "", 1), "", "its endpoints come from elsewhere"},
		{"two Services", web + lb + annotated("t", kind+"nlb"), "Service/s Service/t", "both are named"},
		{"one open and one unknown", web + lb + service("t", "LoadBalancer"), "Service/s", "one way is enough"},
		{
			"a bare pod", "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: a}]}}\n" + lb,
			"Service/s", "its own labels count",
		},
	})
}

func TestLeftOutNamespacesOfTwoFolders(t *testing.T) {
	input := strings.ReplaceAll(web, ", namespace: shop", "")
	lb := strings.ReplaceAll(annotated("s", kind+"nlb"), ", namespace: shop", "")
	lb = strings.Replace(lb, "namespace: shop, ", "", 1)
	m := factstest.ReadFiles(t, map[string]string{"a/web.yaml": input, "a/svc.yaml": lb})
	exposure.Compute(m)
	if diff := cmp.Diff("Service/s", show(m)); diff != "" {
		t.Errorf("one folder is applied together (-want +got):\n%s", diff)
	}
	m = factstest.ReadFiles(t, map[string]string{"a/web.yaml": input, "b/svc.yaml": lb})
	exposure.Compute(m)
	if diff := cmp.Diff("unknown: namespace-left-out", show(m)); diff != "" {
		t.Errorf("two folders may go to two namespaces (-want +got):\n%s", diff)
	}
}

func ingress(name, class string, pairs ...string) string {
	return fmt.Sprintf(`---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: %s, namespace: shop, annotations: {%s}}
spec:
  %s
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}]
`, name, strings.Join(pairs, ", "), class)
}

const (
	albScheme = "alb.ingress.kubernetes.io/scheme: "
	albGroup  = "alb.ingress.kubernetes.io/group.name: "
	albCIDRs  = "alb.ingress.kubernetes.io/inbound-cidrs: "
	albGroups = "alb.ingress.kubernetes.io/security-groups: "
)

func params(spec string) string {
	return "---\n{apiVersion: eks.amazonaws.com/v1, kind: IngressClassParams, metadata: {name: alb}, spec: {" + spec + "}}\n"
}

func TestALBIngresses(t *testing.T) {
	base := web + service("s", "ClusterIP")
	const alb = "ingressClassName: alb"
	run(t, []test{
		{"internet-facing", base + ingress("i", alb, albScheme+"internet-facing"), "Ingress/i", "asked for"},
		{"older annotation", base + ingress("i", "", "kubernetes.io/ingress.class: alb", albScheme+"internet-facing"), "Ingress/i", "the older way to name the class"},
		{"internal", base + ingress("i", alb, albScheme+"internal"), "", "asked for"},
		{"no scheme, class in the unit", base + albClass + ingress("i", alb), "", "internal by default"},
		{"no scheme, class elsewhere", base + ingress("i", alb), "unknown: not-in-input", "parameters of the class may make it public"},
		{"no class but the annotation", base + ingress("i", "", albScheme+"internet-facing"), "Ingress/i", "only the AWS controller knows the annotation"},
		{"parameters", base + autoClass + params("scheme: internet-facing") + ingress("i", alb), "Ingress/i", "the class decides"},
		{"parameters override", base + autoClass + params("scheme: internal") + ingress("i", alb, albScheme+"internet-facing"), "", "the class decides"},
		{"parameters elsewhere", base + autoClass + ingress("i", alb), "unknown: not-in-input", "they may name a scheme"},
		{"default class", base + strings.Replace(autoClass, "{name: alb}", "{name: alb, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}", 1) +
			params("scheme: internet-facing") + ingress("i", ""), "Ingress/i", "an Ingress without a class gets the default one"},
		{"inbound CIDRs", base + ingress("i", alb, albScheme+"internet-facing", albCIDRs+"10.0.0.0/8"), "", "the source is restricted"},
		{"inbound CIDRs of the class", base + autoClass + params("scheme: internet-facing, inboundCIDRs: [10.0.0.0/8]") + ingress("i", alb), "", "the source is restricted"},
		{"security groups", base + ingress("i", alb, albScheme+"internet-facing", albGroups+"sg-1"), "unknown: not-in-input", "their rules are elsewhere"},
		{
			"group", base + albClass + ingress("i", alb, albGroup+"g") + ingress("j", alb, albGroup+"g", albScheme+"internet-facing"),
			"Ingress/i Ingress/j", "members share the load balancer and its scheme",
		},
		{"lonely member of a group", base + albClass + ingress("i", alb, albGroup+"g"), "unknown: not-in-input", "a member elsewhere may name the scheme"},
		{"two groups", base + albClass + ingress("i", alb) + ingress("j", alb, albGroup+"g", albScheme+"internet-facing"), "Ingress/j", "only members share"},
		{"another Service", base + strings.Replace(ingress("i", alb, albScheme+"internet-facing"), "name: s,", "name: other,", 1), "", "leads elsewhere"},
		{
			"backend is a template", base + strings.Replace(ingress("i", alb, albScheme+"internet-facing"), "name: s,", "name: '${S}',", 1),
			"unknown: template-value", "may lead to any Service of the namespace",
		},
		{
			"action", base + strings.Replace(ingress("i", alb, albScheme+"internet-facing",
				`alb.ingress.kubernetes.io/actions.go: '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"s","servicePort":"80"}]}}'`),
				"name: s,", "name: go,", 1), "Ingress/i", "an action stands for the Services that it forwards to",
		},
		{"no class at all", base + ingress("i", ""), "unknown: not-in-input", "the cluster has a default class or it has none"},
		{"class by a template", base + ingress("i", "", "kubernetes.io/ingress.class: '${CLASS}'"), "unknown: template-value", "filled in later"},
		{"class is a template", base + ingress("i", "ingressClassName: '${CLASS}'"), "unknown: template-value", "filled in later"},
		{
			"target group binding", base + "---\n{apiVersion: elbv2.k8s.aws/v1beta1, kind: TargetGroupBinding, metadata: {name: b, namespace: shop}, " +
				"spec: {serviceRef: {name: s, port: 80}, targetGroupARN: arn}}\n", "unknown: not-in-input", "its load balancer is made elsewhere",
		},
	})
}

// nginx is ingress-nginx with a Service of some annotations.
func nginx(args, annotations string) string {
	return fmt.Sprintf(`---
apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx, namespace: ingress-nginx}
spec:
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: c, image: "registry.k8s.io/ingress-nginx/controller:v1.12.0@sha256:00", args: [/nginx-ingress-controller, %s]}]}
---
apiVersion: v1
kind: Service
metadata: {name: nginx, namespace: ingress-nginx, annotations: {%s}}
spec: {type: LoadBalancer, selector: {app: nginx}}
`, args, annotations)
}

func TestProxiedIngresses(t *testing.T) {
	base := web + service("s", "ClusterIP")
	const class = "ingressClassName: nginx"
	const public, private = kind + "nlb", kind + "nlb, " + internal + "'true'"
	classObject := func(controller string) string {
		return "---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: " + controller + "}}\n"
	}
	behindALB := strings.NewReplacer("name: i, namespace: shop", "name: edge, namespace: ingress-nginx", "name: s,", "name: nginx,").Replace(
		ingress("i", "ingressClassName: alb", albScheme+"internet-facing"))
	run(t, []test{
		{"elsewhere", base + ingress("i", class), "unknown: not-in-input", "the proxy's Service is not in the unit"},
		{"public proxy", base + ingress("i", class) + nginx("", public), "Ingress/i", "reachable as the proxy is"},
		{"private proxy", base + ingress("i", class) + nginx("", private), "", "reachable as the proxy is"},
		{"with its class", base + ingress("i", class) + classObject("k8s.io/ingress-nginx") + nginx("", public), "Ingress/i", "the class names the controller"},
		{
			"another controller", base + ingress("i", class) + classObject("k8s.io/internal-nginx") + nginx("", public), "unknown: not-in-input",
			"that proxy serves another class",
		},
		{
			"controller by flag", base + ingress("i", class) + classObject("k8s.io/internal-nginx") +
				nginx("--controller-class=k8s.io/internal-nginx", private), "", "the flag names the controller",
		},
		{"class by flag", base + ingress("i", "ingressClassName: outer") + nginx("--ingress-class, outer", public), "Ingress/i", "the flag names the class"},
		{"unknown class", base + ingress("i", "ingressClassName: edge"), "unknown: not-in-input", "nothing tells who serves it"},
		{
			"behind an ALB", base + ingress("i", class) + strings.Replace(nginx("", ""), "type: LoadBalancer", "type: NodePort", 1) + behindALB,
			"Ingress/i", "the ALB leads to the proxy and the proxy to the pods",
		},
	})
}

func gateway(class string, lines ...string) string {
	return fmt.Sprintf(`---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: edge}
spec:
  gatewayClassName: %s
  %s
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
spec:
  parentRefs: [{name: g, namespace: edge}]
  rules: [{backendRefs: [{name: s, port: 80}]}]
`, class, strings.Join(lines, "\n  "))
}

func TestGateways(t *testing.T) {
	base := web + service("s", "ClusterIP")
	class := func(controller, parameters string) string {
		return "---\n{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: aws}, spec: {controllerName: " + controller + parameters + "}}\n"
	}
	configuration := func(name, spec string) string {
		return "---\n{apiVersion: gateway.k8s.aws/v1beta1, kind: LoadBalancerConfiguration, metadata: {name: " + name + ", namespace: edge}, spec: {" + spec + "}}\n"
	}
	const (
		controller = "gateway.k8s.aws/alb"
		fromAll    = "listeners: [{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}]"
		own        = "infrastructure: {parametersRef: {group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: own}}"
		ofClass    = ", parametersRef: {group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: shared, namespace: edge}"
		public     = "scheme: internet-facing"
	)
	run(t, []test{
		{"default", base + class(controller, "") + gateway("aws", fromAll), "", "internal by default"},
		{"public", base + class(controller, "") + configuration("own", public) + gateway("aws", fromAll, own), "Gateway/g", "asked for"},
		{"configuration elsewhere", base + class(controller, "") + gateway("aws", fromAll, own), "unknown: not-in-input", "it may name a scheme"},
		{"by class", base + class(controller, ofClass) + configuration("shared", public) + gateway("aws", fromAll), "Gateway/g", "the class has one too"},
		{
			"class first", base + class(controller, ofClass) + configuration("shared", "scheme: internal") + configuration("own", public) +
				gateway("aws", fromAll, own), "", "the class comes first unless it says otherwise",
		},
		{
			"gateway first", base + class(controller, ofClass) + configuration("shared", "scheme: internal, mergingMode: prefer-gateway") +
				configuration("own", public) + gateway("aws", fromAll, own), "Gateway/g", "the class lets the Gateway come first",
		},
		{"source ranges", base + class(controller, "") + configuration("own", public+", sourceRanges: [10.0.0.0/8]") + gateway("aws", fromAll, own), "", "the source is restricted"},
		{
			"security groups", base + class(controller, "") + configuration("own", public+", securityGroups: [sg-1]") + gateway("aws", fromAll, own),
			"unknown: not-in-input", "their rules are elsewhere",
		},
		{"own namespace only", base + class(controller, "") + configuration("own", public) +
			gateway("aws", "listeners: [{name: http, protocol: HTTP, port: 80}]", own), "", "a listener takes routes of its own namespace by default"},
		{
			"selected namespace", base + class(controller, "") + configuration("own", public) +
				"---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {edge: 'yes'}}}\n" +
				gateway("aws", "listeners: [{name: h, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {edge: 'yes'}}}}}]", own),
			"Gateway/g", "the labels of the namespace decide",
		},
		{"another controller", base + class("istio.io/gateway-controller", "") + gateway("aws", fromAll), "unknown: not-in-input", "its rules are not known"},
		{"class elsewhere", base + gateway("aws", fromAll), "unknown: not-in-input", "nothing tells who serves it"},
		{"lattice", base + gateway("amazon-vpc-lattice", fromAll), "", "VPC Lattice has no public address"},
		{
			"another gateway", base + class(controller, "") + configuration("own", public) +
				strings.Replace(gateway("aws", fromAll, own), "[{name: g, namespace: edge}]", "[{name: other, namespace: edge}]", 1), "", "the route does not name it",
		},
	})
}

func TestLoadBalancerFacts(t *testing.T) {
	yes, no := true, false
	tests := []struct {
		name, input string
		want        *model.LoadBalancer
		unknown     map[string]model.Reason
	}{
		{
			"legacy", annotated("s", kind+"nlb"),
			&model.LoadBalancer{Controller: model.CloudController, Scheme: model.InternetFacing, InternetFacing: &yes}, nil,
		},
		{
			"restricted", annotated("s", kind+"external", scheme+"internet-facing", ranges+"10.0.0.0/8"),
			&model.LoadBalancer{
				Controller: model.LoadBalancerController, Scheme: model.InternetFacing,
				SourceRanges: []string{"10.0.0.0/8"}, InternetFacing: &no,
			}, nil,
		},
		{
			"plain", service("s", "LoadBalancer"), &model.LoadBalancer{},
			map[string]model.Reason{
				"load_balancer.controller": model.NotInInput, "load_balancer.scheme": model.NotInInput,
				"load_balancer.internet_facing": model.NotInInput,
			},
		},
		{"cluster IP", service("s", "ClusterIP"), nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			exposure.Compute(m)
			s := m.Services[0]
			if diff := cmp.Diff(tt.want, s.LoadBalancer); diff != "" {
				t.Errorf("load balancer (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.unknown, s.Unknown); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
}
