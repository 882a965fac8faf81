package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Direction is one of the two ways in which a policy holds.
type Direction uint8

// The directions.
const (
	Ingress Direction = iota
	Egress
)

// policy is a NetworkPolicy, ready to be asked.
type policy struct {
	*model.NetworkPolicy
	selector selectors.Selector
	isolates [2]truth.Value
	rules    [2][]*rule
}

type rule struct {
	*model.NetworkRule
	peers []*peer
	// peersUnknown is whether there may be further peers, and portsUnknown further ports.
	peersUnknown, portsUnknown bool
}

type peer struct {
	*model.NetworkPeer
	// block and except are those of an ipBlock; the zero block is none.
	block  netip.Prefix
	except []netip.Prefix
	// pods and namespaces are the selectors; own is whether only pods of the policy's own
	// namespace are meant.
	pods, namespaces selectors.Selector
	own              bool
}

// compile prepares a policy and fills the facts about it alone.
func compile(p *model.NetworkPolicy) *policy {
	c := &policy{NetworkPolicy: p, selector: selectors.Everything()}
	if p.PodSelector != nil || p.Why("pod_selector") != "" {
		selector, err := selectors.Parse(&p.Node, "pod_selector", p.PodSelector)
		if err != nil {
			p.Invalid = err.Error()
		}
		c.selector = selector
	}
	p.SelectsAll = c.selector.IsEverything()
	c.isolation()
	for direction, list := range [2][]*model.NetworkRule{p.Ingress, p.Egress} {
		for _, r := range list {
			c.rules[direction] = append(c.rules[direction], c.rule(r))
		}
		if why := p.Why([2]string{"ingress", "egress"}[direction]); why != "" {
			c.rules[direction] = append(c.rules[direction], &rule{NetworkRule: &model.NetworkRule{}, peersUnknown: true, portsUnknown: true})
		}
	}
	return c
}

// isolation fills for which directions the policy holds.
//
// Source: SetDefaults_NetworkPolicy in k8s.io/kubernetes/pkg/apis/networking/v1.
func (p *policy) isolation() {
	hasEgress := truth.Of(len(p.Egress) > 0)
	if p.Why("egress") != "" {
		hasEgress = truth.Unknown
	}
	switch {
	case len(p.PolicyTypes) > 0:
		p.isolates[Ingress] = truth.Of(slices.Contains(p.PolicyTypes, "Ingress"))
		p.isolates[Egress] = truth.Of(slices.Contains(p.PolicyTypes, "Egress"))
	default:
		p.isolates[Ingress], p.isolates[Egress] = truth.Yes, hasEgress
	}
	if p.Why("policy_types") != "" {
		for d := range p.isolates {
			p.isolates[d] = truth.Any(truth.Unknown, truth.Of(len(p.PolicyTypes) > 0 && p.isolates[d] == truth.Yes))
		}
	}
	p.IsolatesIngress, p.IsolatesEgress = p.isolates[Ingress] == truth.Yes, p.isolates[Egress] == truth.Yes
	for d, field := range [2]string{"isolates_ingress", "isolates_egress"} {
		if p.isolates[d] == truth.Unknown {
			p.Note(field, orTemplate(p.Why("policy_types"), p.Why("egress")))
		}
	}
}

func orTemplate(reasons ...model.Reason) model.Reason {
	for _, why := range reasons {
		if why != "" {
			return why
		}
	}
	return model.TemplateValue
}

func (p *policy) rule(r *model.NetworkRule) *rule {
	c := &rule{NetworkRule: r, peersUnknown: r.Why("peers") != "", portsUnknown: r.Why("ports") != ""}
	r.AllPeers = len(r.Peers) == 0 && !c.peersUnknown
	r.AllPorts = len(r.Ports) == 0 && !c.portsUnknown
	for _, one := range r.Peers {
		compiled, invalid := compilePeer(one)
		if invalid != "" {
			one.Invalid, p.Invalid = invalid, invalid
		}
		c.peers = append(c.peers, compiled)
		compiled.answer()
		r.World = r.World || isWorld(compiled.block) && len(one.Except) == 0 && one.Why("except") == ""
		r.WorldExcept = r.WorldExcept || isWorld(compiled.block) && len(one.Except) > 0
		r.AllNamespaces = r.AllNamespaces || !compiled.own && !compiled.block.IsValid() && one.CIDR == "" &&
			compiled.namespaces.IsEverything() && compiled.pods.IsEverything()
	}
	for _, port := range r.Ports {
		if invalid := checkPort(port); invalid != "" {
			port.Invalid, p.Invalid = invalid, invalid
		}
	}
	return c
}

func isWorld(block netip.Prefix) bool { return block.IsValid() && block.Bits() == 0 }

// compilePeer prepares a peer and says why the API server refuses it.
//
// Source: ValidateNetworkPolicyPeer and ValidateIPBlock in
// k8s.io/kubernetes/pkg/apis/networking/validation.
func compilePeer(one *model.NetworkPeer) (c *peer, invalid string) {
	c = &peer{NetworkPeer: one, pods: selectors.Everything(), namespaces: selectors.Everything()}
	isBlock := one.CIDR != "" || one.Why("cidr") != "" || len(one.Except) > 0
	byPods := one.PodSelector != nil || one.Why("pod_selector") != ""
	byNamespaces := one.NamespaceSelector != nil || one.Why("namespace_selector") != ""
	switch {
	case isBlock && (byPods || byNamespaces):
		return c, "a peer is either a block or selectors"
	case isBlock:
		return c, c.blocks()
	case !byPods && !byNamespaces:
		if len(one.Unknown) > 0 {
			return c, ""
		}
		return c, "a peer needs a block or a selector"
	}
	c.own = !byNamespaces
	return c, c.selectors(byPods, byNamespaces)
}

func (c *peer) selectors(byPods, byNamespaces bool) (invalid string) {
	var err error
	if byPods {
		if c.pods, err = selectors.Parse(&c.Node, "pod_selector", c.PodSelector); err != nil {
			return err.Error()
		}
	}
	if byNamespaces {
		if c.namespaces, err = selectors.Parse(&c.Node, "namespace_selector", c.NamespaceSelector); err != nil {
			return err.Error()
		}
	}
	return ""
}

func (c *peer) blocks() (invalid string) {
	if c.Why("cidr") != "" {
		return ""
	}
	block, err := netip.ParsePrefix(c.CIDR)
	if err != nil {
		return fmt.Sprintf("%q is no CIDR", c.CIDR)
	}
	c.block = block.Masked()
	for _, text := range c.Except {
		except, err := netip.ParsePrefix(text)
		switch {
		case err != nil:
			return fmt.Sprintf("%q is no CIDR", text)
		case !c.block.Contains(except.Addr()) || except.Bits() <= c.block.Bits():
			return fmt.Sprintf("the exception %s does not lie within %s", text, c.CIDR)
		}
		c.except = append(c.except, except.Masked())
	}
	return ""
}

const maxPort = 65535

// checkPort says why the API server refuses a port.
//
// Source: ValidateNetworkPolicyPort in k8s.io/kubernetes/pkg/apis/networking/validation.
func checkPort(port *model.NetworkPort) (invalid string) {
	switch port.Protocol {
	case "", "TCP", "UDP", "SCTP":
	default:
		return fmt.Sprintf("%q is no protocol", port.Protocol)
	}
	number, isNumber := portNumber(port.Port)
	switch {
	case isNumber && (number < 1 || number > maxPort):
		return fmt.Sprintf("%s is no port", port.Port)
	case port.EndPort == nil:
	case port.Port == "" && port.Why("port") == "", port.Port != "" && !isNumber:
		return "endPort needs a port that is a number"
	case isNumber && (*port.EndPort < number || *port.EndPort > maxPort):
		return fmt.Sprintf("endPort %d is no port from %s on", *port.EndPort, port.Port)
	}
	return ""
}

func portNumber(text string) (number int64, ok bool) {
	number, err := strconv.ParseInt(text, 10, 64)
	return number, err == nil
}
