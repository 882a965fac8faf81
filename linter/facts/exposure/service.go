package exposure

import (
	"strconv"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The annotations of a Service.
//
// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
// and https://github.com/kubernetes/cloud-provider-aws/blob/master/docs/service_controller.md
const (
	balancerType   = "service.beta.kubernetes.io/aws-load-balancer-type"
	balancerScheme = "service.beta.kubernetes.io/aws-load-balancer-scheme"
	isInternal     = "service.beta.kubernetes.io/aws-load-balancer-internal"
	sourceRanges   = "service.beta.kubernetes.io/load-balancer-source-ranges"
	securityGroups = "service.beta.kubernetes.io/aws-load-balancer-security-groups"
	prefixLists    = "service.beta.kubernetes.io/aws-load-balancer-security-group-prefix-lists"
)

// The classes of a Service that AWS controllers claim.
const (
	controllerClass = "service.k8s.aws/nlb"
	autoModeClass   = "eks.amazonaws.com/nlb"
)

func (u *unit) services() {
	for _, b := range u.backends {
		s := b.Service
		if s.Why("type") != "" {
			s.Note("load_balancer", s.Why("type"))
			b.fronts = append(b.fronts, front{exposureOf(&s.Object), unknown(s.Why("type"))})
			continue
		}
		if s.Type != "LoadBalancer" {
			continue
		}
		facing := u.balance(s)
		if facing.Value != truth.No {
			b.fronts = append(b.fronts, front{exposureOf(&s.Object), facing})
		}
	}
}

// balance fills the load balancer of a Service and reports whether it faces the internet.
func (u *unit) balance(s *model.Service) answer {
	lb := &model.LoadBalancer{}
	s.LoadBalancer = lb
	controllers, why := u.controllers(s)
	if len(controllers) == 1 {
		lb.Controller = controllers[0]
	} else {
		s.Note("load_balancer.controller", why)
	}
	public := u.serviceScheme(s, controllers, why)
	setScheme(&s.Node, lb, public)
	from := serviceSources(s)
	lb.SourceRanges, lb.PrefixLists = from.ranges, from.prefixLists
	facing := public.and(from.open())
	settle(&s.Node, lb, facing)
	return facing
}

// setScheme fills the scheme, given whether it is internet-facing.
func setScheme(owner *model.Node, lb *model.LoadBalancer, public answer) {
	switch public.Value {
	case truth.Yes:
		lb.Scheme = model.InternetFacing
	case truth.No:
		lb.Scheme = model.Internal
	case truth.Unknown:
		owner.Note("load_balancer.scheme", public.why)
	}
}

// controllers are those that can have a claim on a Service, and why there is not exactly
// one. None means that it is one whose rules are not known.
func (u *unit) controllers(s *model.Service) ([]string, model.Reason) {
	if why := s.Why("load_balancer_class"); why != "" {
		return nil, why
	}
	switch s.LoadBalancerClass {
	case "":
	case controllerClass:
		return []string{model.LoadBalancerController}, ""
	case autoModeClass:
		return []string{model.AutoMode}, ""
	default:
		return nil, model.NotInInput
	}
	given, why := annotation(&s.Object, balancerType)
	switch {
	case why != "":
		return []string{model.CloudController, model.LoadBalancerController}, why
	case u.controller.name != "":
		return []string{u.controller.name}, "" // it sets its class on every new Service without one
	case given == "external" || given == "nlb-ip":
		return []string{model.LoadBalancerController}, ""
	case given == "nlb" || u.controller.leaves:
		return []string{model.CloudController}, ""
	}
	return []string{model.CloudController, model.LoadBalancerController}, model.NotInInput
}

// serviceScheme reports whether a Service asks for public addresses, which is known if
// all controllers that may claim it agree.
func (u *unit) serviceScheme(s *model.Service, controllers []string, why model.Reason) answer {
	if len(controllers) == 0 {
		return unknown(why)
	}
	public := u.schemeBy(s, controllers[0])
	for _, c := range controllers[1:] {
		if other := u.schemeBy(s, c); other.Value != public.Value {
			return unknown(why)
		}
	}
	return public
}

// schemeBy is what one controller makes of the annotations.
func (u *unit) schemeBy(s *model.Service, controller string) answer {
	internal, whyInternal := annotation(&s.Object, isInternal)
	if controller == model.CloudController {
		if whyInternal != "" {
			return unknown(whyInternal)
		}
		return known(truth.Of(internal == "" || internal == "false")) // "0.0.0.0/0" is an old spelling of true
	}
	scheme, why := annotation(&s.Object, balancerScheme)
	switch {
	case why != "":
		return unknown(why)
	case scheme != "":
		return known(truth.Of(scheme == model.InternetFacing))
	case whyInternal != "":
		return unknown(whyInternal)
	}
	if is, err := strconv.ParseBool(internal); err == nil {
		return known(truth.Of(!is))
	}
	return known(truth.Of(u.controller.scheme == model.InternetFacing))
}

// serviceSources are the addresses that a Service lets in: those of the spec or, without
// any, those of the annotation. Security groups of its own replace both.
//
// Source: GetLoadBalancerSourceRanges in k8s.io/cloud-provider/service/helpers.
func serviceSources(s *model.Service) sources {
	from := sources{ranges: s.LoadBalancerSourceRanges}
	if why := s.WhyBelow("load_balancer_source_ranges"); why != "" {
		from.unknown = unknown(why)
	}
	if len(from.ranges) == 0 {
		from.take(&s.Object, sourceRanges, &from.ranges)
	}
	from.take(&s.Object, prefixLists, &from.prefixLists)
	from.replace(&s.Object, securityGroups)
	return from
}

// annotation returns an annotation of an object, or why it is unknown.
func annotation(o *model.Object, key string) (string, model.Reason) {
	return o.Annotations[key], o.Why("annotations." + key)
}

// take reads a list from an annotation.
func (s *sources) take(o *model.Object, key string, into *[]string) {
	text, why := annotation(o, key)
	if why != "" {
		s.unknown = unknown(why)
	}
	*into = append(*into, commaList(text)...)
}

// replace heeds an annotation that names security groups: what they let in is written
// elsewhere, and ranges do not count beside them.
func (s *sources) replace(o *model.Object, key string) {
	if text, why := annotation(o, key); text != "" || why != "" {
		*s = sources{unknown: unknown(model.NotInInput)}
	}
}
