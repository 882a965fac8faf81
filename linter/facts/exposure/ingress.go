package exposure

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The annotations of an Ingress of the AWS Load Balancer Controller, and that of a class
// which is the cluster's default.
//
// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
const (
	albPrefix         = "alb.ingress.kubernetes.io/"
	albScheme         = albPrefix + "scheme"
	albGroup          = albPrefix + "group.name"
	albActions        = albPrefix + "actions."
	albPorts          = albPrefix + "listen-ports"
	albInboundCIDRs   = albPrefix + "inbound-cidrs"
	albPrefixLists    = albPrefix + "security-group-prefix-lists"
	albSecurityGroups = albPrefix + "security-groups"
	albClassName      = "alb"
	classAnnotation   = "kubernetes.io/ingress.class"
	isDefaultClass    = "ingressclass.kubernetes.io/is-default-class"
)

// proxy is an ingress controller that runs in pods.
type proxy struct {
	// controller is spec.controller of its IngressClass, and class the usual name of that.
	controller, class string
	// image ends the repository of the image that takes the traffic.
	image string
	// controllerFlag and classFlag are the flags that give another controller or class.
	controllerFlag, classFlag string
}

// proxies are the ingress controllers in wide use that run in pods, as of 2026-11.
//
// Source: https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/ and
// the Helm charts of each.
var proxies = []proxy{
	{"k8s.io/ingress-nginx", "nginx", "ingress-nginx/controller", "controller-class", "ingress-class"},
	{"nginx.org/ingress-controller", "nginx", "nginx/nginx-ingress", "", "ingress-class"},
	{"traefik.io/ingress-controller", "traefik", "traefik", "", "providers.kubernetesingress.ingressclass"},
	{"haproxy.org/ingress-controller/haproxy", "haproxy", "haproxytech/kubernetes-ingress", "", "ingress.class"},
	{"haproxy-ingress.github.io/controller", "haproxy", "haproxy-ingress", "", "ingress-class"},
	{"ingress-controllers.konghq.com/kong", "kong", "kong", "", ""},
}

func (u *unit) ingresses() {
	u.groups = u.ingressGroups()
	for _, g := range u.model.Ingresses {
		g.LoadBalancer = &model.LoadBalancer{}
		class := u.class(g)
		switch controller := controllerOf(g, class); {
		case whyClass(g) != "":
			u.settleIngress(g, u.unclaimed(g, whyClass(g)))
		case controller == controllerALB || controller == autoModeALB:
			u.settleIngress(g, u.alb(g, class, controller))
		case class == nil && g.ClassName == "":
			u.settleIngress(g, u.unclaimed(g, model.NotInInput))
		default:
			u.proxied = append(u.proxied, g)
		}
	}
}

func (u *unit) proxiedIngresses() {
	for _, g := range u.proxied {
		u.settleIngress(g, u.proxy(g, u.class(g)))
	}
}

func (u *unit) settleIngress(g *model.Ingress, facing answer) {
	settle(&g.Node, g.LoadBalancer, facing)
	u.leadIngress(g, facing)
}

// leadIngress follows an Ingress to its Services.
func (u *unit) leadIngress(g *model.Ingress, facing answer) {
	for _, name := range g.Backends {
		u.lead(&g.Object, name, facing)
		for _, target := range actionTargets(g.Annotations[albActions+name]) {
			u.lead(&g.Object, target, facing)
		}
	}
	for _, field := range []string{"rules", "backends", "backend", "default_backend"} {
		if g.WhyBelow(field) != "" {
			u.lead(&g.Object, "", facing)
			return
		}
	}
}

// actionTargets are the Services to which an action of the AWS Load Balancer Controller
// forwards; the rules then name the action and not the Services.
func actionTargets(text string) []string {
	var action struct {
		ForwardConfig struct {
			TargetGroups []struct {
				ServiceName string `json:"serviceName"`
			} `json:"targetGroups"`
		} `json:"forwardConfig"`
	}
	if text == "" || json.Unmarshal([]byte(text), &action) != nil {
		return nil
	}
	var names []string
	for _, group := range action.ForwardConfig.TargetGroups {
		if group.ServiceName != "" {
			names = append(names, group.ServiceName)
		}
	}
	return names
}

// whyClass is the reason for which the class of an Ingress is not known.
func whyClass(g *model.Ingress) model.Reason {
	if why := g.Why("ingress_class_name"); why != "" || g.ClassName != "" {
		return why
	}
	return g.Why("annotations." + classAnnotation)
}

// unclaimed is an Ingress of which it is not known who serves it.
func (u *unit) unclaimed(g *model.Ingress, why model.Reason) answer {
	g.Note("load_balancer.controller", why)
	g.Note("load_balancer.scheme", why)
	return unknown(why)
}

// class is the IngressClass of an Ingress, or the default one if it names none; nil if
// that is not in the unit.
func (u *unit) class(g *model.Ingress) *model.IngressClass {
	for _, c := range u.model.IngressClasses {
		if g.ClassName != "" && c.Name == g.ClassName || g.ClassName == "" && c.Annotations[isDefaultClass] == "true" {
			return c
		}
	}
	return nil
}

// controllerOf is the controller of an Ingress: what its class says or, if the class is
// not in the unit, what the usual name of the class or an annotation implies. It is "" if
// nothing tells.
func controllerOf(g *model.Ingress, class *model.IngressClass) string {
	if class != nil {
		return class.Controller
	}
	if _, chosen := g.Annotations[albScheme]; chosen || g.ClassName == albClassName {
		return controllerALB
	}
	return ""
}

// alb judges an Ingress that the AWS Load Balancer Controller or EKS Auto Mode serves.
func (u *unit) alb(g *model.Ingress, class *model.IngressClass, controller string) answer {
	g.LoadBalancer.Controller = model.LoadBalancerController
	if controller == autoModeALB {
		g.LoadBalancer.Controller = model.AutoMode
	}
	params, complete := u.params(class)
	public := u.albScheme(g, params, complete)
	setScheme(&g.Node, g.LoadBalancer, public)
	from := u.albSources(g, params)
	g.LoadBalancer.SourceRanges, g.LoadBalancer.PrefixLists = from.ranges, from.prefixLists
	return public.and(from.open())
}

// params are the parameters of a class, which override annotations. They are complete if
// the unit holds all that there can be.
func (u *unit) params(class *model.IngressClass) (params *model.IngressClassParams, complete bool) {
	none := &model.IngressClassParams{}
	switch {
	case class == nil:
		return none, false
	case class.WhyBelow("parameters_name") != "":
		return none, false
	case class.ParametersName == "":
		return none, true
	}
	for _, p := range u.model.IngressClassParams {
		if p.Name == class.ParametersName {
			return p, true
		}
	}
	return none, false
}

// albScheme reports whether an Ingress gets public addresses. An annotation is believed
// if the parameters of the class are not in the unit; without one they decide.
func (u *unit) albScheme(g *model.Ingress, params *model.IngressClassParams, complete bool) answer {
	if why := params.Why("scheme"); why != "" {
		return unknown(why)
	}
	if params.Scheme != "" {
		return known(truth.Of(params.Scheme == model.InternetFacing))
	}
	members := u.members(g, params)
	for _, m := range members {
		scheme, why := annotation(&m.Object, albScheme)
		switch {
		case why != "":
			return unknown(why)
		case scheme != "":
			return known(truth.Of(scheme == model.InternetFacing))
		}
	}
	if !complete || groupOf(g, params) != "" && len(members) == 1 {
		return unknown(model.NotInInput) // the group may have its scheme from a member elsewhere
	}
	return known(truth.Of(u.controller.scheme == model.InternetFacing))
}

// members are the Ingresses that share a load balancer with one, itself first.
func (u *unit) members(g *model.Ingress, params *model.IngressClassParams) []*model.Ingress {
	members := []*model.Ingress{g}
	for _, m := range u.groups[groupOf(g, params)] {
		if m != g {
			members = append(members, m)
		}
	}
	return members
}

func groupOf(g *model.Ingress, params *model.IngressClassParams) string {
	return cmp.Or(params.GroupName, g.Annotations[albGroup])
}

// ingressGroups are the Ingresses of each group of the AWS Load Balancer Controller.
func (u *unit) ingressGroups() map[string][]*model.Ingress {
	groups := map[string][]*model.Ingress{}
	for _, g := range u.model.Ingresses {
		params, _ := u.params(u.class(g))
		if name := groupOf(g, params); name != "" {
			groups[name] = append(groups[name], g)
		}
	}
	return groups
}

// albSources are the addresses that an Ingress lets in. Within a group the ranges of one
// member hold for all that listen on the same ports.
func (u *unit) albSources(g *model.Ingress, params *model.IngressClassParams) sources {
	from := sources{ranges: params.InboundCIDRs, prefixLists: params.PrefixListsIDs}
	if why := cmp.Or(params.WhyBelow("inbound_cidrs"), params.WhyBelow("prefix_lists_ids")); why != "" {
		from.unknown = unknown(why)
	}
	for _, m := range u.members(g, params) {
		from.replace(&m.Object, albSecurityGroups)
		if m.Annotations[albPorts] != g.Annotations[albPorts] {
			continue
		}
		if len(params.InboundCIDRs) == 0 {
			from.take(&m.Object, albInboundCIDRs, &from.ranges)
		}
		if len(params.PrefixListsIDs) == 0 {
			from.take(&m.Object, albPrefixLists, &from.prefixLists)
		}
	}
	return from
}

// proxy judges an Ingress that pods serve: it is reachable as they are.
func (u *unit) proxy(g *model.Ingress, class *model.IngressClass) answer {
	isProxy := false
	facing, scheme := known(truth.No), known(truth.No)
	reached := false
	for _, p := range proxies {
		isProxy = isProxy || class == nil && p.class == g.ClassName || class != nil && p.controller == class.Controller
		for _, w := range u.model.Workloads {
			if !p.serves(w, g, class) {
				continue
			}
			isProxy = true
			for _, b := range u.before(w) {
				reached = true
				facing, scheme = facing.or(b.facing()), scheme.or(b.public())
			}
		}
	}
	if isProxy {
		g.LoadBalancer.Controller = model.InCluster
	} else {
		g.Note("load_balancer.controller", model.NotInInput)
	}
	if !reached {
		facing, scheme = unknown(model.NotInInput), unknown(model.NotInInput)
	}
	setScheme(&g.Node, g.LoadBalancer, scheme)
	return facing
}

// serves reports whether a workload is a proxy for the class of an Ingress.
func (p proxy) serves(w *model.Workload, g *model.Ingress, class *model.IngressClass) bool {
	return slices.ContainsFunc(w.Containers, func(c *model.Container) bool {
		if !runs(c, p.image) {
			return false
		}
		if class != nil {
			return cmp.Or(flag(c, p.controllerFlag), p.controller) == class.Controller
		}
		return cmp.Or(flag(c, p.classFlag), p.class) == g.ClassName
	})
}

// before are the Services by which a load balancer reaches the pods of a workload.
func (u *unit) before(w *model.Workload) []*backend {
	var list []*backend
	labels := selectors.OfPod(&w.Pod)
	for _, b := range u.backends {
		if (b.LoadBalancer != nil || len(b.fronts) > 0) && b.selector.Matches(labels) == truth.Yes &&
			namespaces.Same(&b.Object, &w.Object) == truth.Yes {
			list = append(list, b)
		}
	}
	return list
}

// facing reports whether the internet reaches a Service on any way.
func (b *backend) facing() answer {
	result := known(truth.No)
	for _, f := range b.fronts {
		result = result.or(f.open)
	}
	return result
}

// public reports whether a Service has public addresses, its own or those of something
// in front of it.
func (b *backend) public() answer {
	if b.LoadBalancer == nil {
		return b.facing()
	}
	if b.LoadBalancer.Scheme == "" {
		return unknown(b.Why("load_balancer.scheme"))
	}
	return known(truth.Of(b.LoadBalancer.Scheme == model.InternetFacing))
}
