package exposure

import (
	"cmp"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// preferGateway lets the configuration of a Gateway override that of its class.
const preferGateway = "prefer-gateway"

func (u *unit) gateways() {
	facing := make(map[*model.Gateway]answer, len(u.model.Gateways))
	for _, g := range u.model.Gateways {
		g.LoadBalancer = &model.LoadBalancer{}
		facing[g] = u.gateway(g)
		settle(&g.Node, g.LoadBalancer, facing[g])
	}
	for _, route := range u.model.Routes {
		for _, parent := range route.Parents {
			for _, g := range u.model.Gateways {
				u.route(route, parent, g, facing[g])
			}
		}
	}
}

// gateway fills the load balancer of a Gateway and reports whether it faces the internet.
// Of other controllers than those of AWS the rules are not known.
func (u *unit) gateway(g *model.Gateway) answer {
	class, controller, why := u.gatewayClass(g)
	switch controller {
	case albGateway, nlbGateway:
		g.LoadBalancer.Controller = model.LoadBalancerController
		return u.configured(g, class)
	case latticeGateway:
		g.LoadBalancer.Controller, g.LoadBalancer.Scheme = model.Lattice, model.Internal
		return known(truth.No)
	}
	g.Note("load_balancer.controller", why)
	g.Note("load_balancer.scheme", why)
	return unknown(why)
}

func (u *unit) gatewayClass(g *model.Gateway) (class *model.GatewayClass, controller string, why model.Reason) {
	if why := cmp.Or(g.Why("gateway_class_name"), g.Why("class_name")); why != "" {
		return nil, "", why
	}
	for _, c := range u.model.GatewayClasses {
		if c.Name == g.ClassName {
			return c, c.ControllerName, cmp.Or(c.Why("controller_name"), model.NotInInput)
		}
	}
	if g.ClassName == latticeClassName {
		return nil, latticeGateway, ""
	}
	return nil, "", model.NotInInput
}

// configured judges a Gateway of the AWS Load Balancer Controller by the configurations
// that it and its class refer to. Each field comes from the preferred one that sets it.
//
// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/customization/
func (u *unit) configured(g *model.Gateway, class *model.GatewayClass) answer {
	own, ownThere := u.configuration(&g.Object, "", g.ParametersKind, g.ParametersName)
	shared, sharedThere := u.configuration(&class.Object, class.ParametersNamespace, class.ParametersKind, class.ParametersName)
	first, second := shared, own
	if shared.MergingMode == preferGateway {
		first, second = own, shared
	}
	public := known(truth.Of(cmp.Or(first.Scheme, second.Scheme, u.controller.scheme) == model.InternetFacing))
	if why := cmp.Or(first.Why("scheme"), second.Why("scheme"), first.Why("merging_mode"), second.Why("merging_mode")); why != "" {
		public = unknown(why)
	}
	if !ownThere || !sharedThere {
		public = unknown(model.NotInInput)
	}
	setScheme(&g.Node, g.LoadBalancer, public)
	from := configuredSources(first, second)
	g.LoadBalancer.SourceRanges, g.LoadBalancer.PrefixLists = from.ranges, from.prefixLists
	return public.and(from.open())
}

func configuredSources(first, second *model.LoadBalancerConfiguration) sources {
	if len(first.SecurityGroups)+len(second.SecurityGroups) > 0 {
		return sources{unknown: unknown(model.NotInInput)}
	}
	from := sources{ranges: first.SourceRanges, prefixLists: first.SecurityGroupPrefixes}
	if len(from.ranges) == 0 {
		from.ranges = second.SourceRanges
	}
	if len(from.prefixLists) == 0 {
		from.prefixLists = second.SecurityGroupPrefixes
	}
	for _, c := range []*model.LoadBalancerConfiguration{first, second} {
		for _, field := range []string{"source_ranges", "security_group_prefixes", "security_groups"} {
			if why := c.WhyBelow(field); why != "" {
				from.unknown = unknown(why)
			}
		}
	}
	return from
}

// configuration is the configuration that an object refers to, an empty one if it refers
// to none. It is there unless it is not in the unit.
func (u *unit) configuration(from *model.Object, namespace, kind, name string) (c *model.LoadBalancerConfiguration, there bool) {
	none := &model.LoadBalancerConfiguration{}
	if from.WhyBelow("parameters_name") != "" || from.WhyBelow("parameters_kind") != "" {
		return none, false
	}
	if name == "" || kind != "LoadBalancerConfiguration" {
		return none, true
	}
	for _, c := range u.model.LoadBalancerConfigurations {
		if c.Name == name && namespaces.Refers(from, namespace, &c.Object) != truth.No {
			return c, true
		}
	}
	return none, false
}

// route follows a route from a Gateway that it may name as its parent.
func (u *unit) route(t *model.Route, parent *model.ObjectName, g *model.Gateway, facing answer) {
	if facing.Value == truth.No || parent.Name != "" && parent.Name != g.Name {
		return
	}
	way := facing.and(because(namespaces.Refers(&t.Object, parent.Namespace, &g.Object), whyNamespace(&t.Object, &g.Object)))
	if parent.Name == "" {
		way = way.and(unknown(model.TemplateValue))
	}
	way = way.and(u.admitted(t, g))
	for _, to := range t.Backends {
		u.leadRoute(t, to, g, way)
	}
}

// leadRoute adds a way to the Services of a route. To lead into another namespace takes a
// ReferenceGrant, which is not read.
func (u *unit) leadRoute(t *model.Route, to *model.ObjectName, g *model.Gateway, way answer) {
	if to.Namespace != "" && to.Namespace != t.Namespace {
		way = way.and(unknown(model.NotInInput))
	}
	candidates := u.byName[to.Name]
	if to.Name == "" {
		candidates, way = u.backends, way.and(unknown(model.TemplateValue))
	}
	for _, b := range candidates {
		there := because(namespaces.Refers(&t.Object, to.Namespace, &b.Object), whyNamespace(&t.Object, &b.Object))
		if open := way.and(there); open.Value != truth.No {
			b.fronts = append(b.fronts, front{exposureOf(&g.Object), open})
		}
	}
}

// admitted reports whether a listener of a Gateway takes routes of a route's namespace.
func (u *unit) admitted(t *model.Route, g *model.Gateway) answer {
	if why := g.WhyBelow("listeners"); why != "" {
		return unknown(why)
	}
	result := known(truth.No)
	for _, l := range g.Listeners {
		result = result.or(u.listens(t, g, l))
	}
	return result
}

func (u *unit) listens(t *model.Route, g *model.Gateway, l *model.Listener) answer {
	if why := l.Why("routes_from"); why != "" {
		return unknown(why)
	}
	switch l.RoutesFrom {
	case "All":
		return known(truth.Yes)
	case "None":
		return known(truth.No)
	case "Selector":
		selector, err := selectors.Parse(&l.Node, "routes_selector", l.RoutesSelector)
		if err != nil {
			return known(truth.No) // the API server refuses the Gateway
		}
		return because(selector.Matches(u.namespaces.Labels(t.Namespace)), model.NotInInput)
	}
	return because(namespaces.Same(&t.Object, &g.Object), whyNamespace(&t.Object, &g.Object))
}
