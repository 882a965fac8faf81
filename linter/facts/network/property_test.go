package network_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/network"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The small worlds are drawn from these few values, so that policies and packets meet.
var (
	someNamespaces = []string{"a", "b"}
	someValues     = []string{"1", "2"}
	someCIDRs      = []string{
		"0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "169.254.0.0/16", "169.254.169.254/32", "169.254.170.23/32", "128.0.0.0/1", "10.0.0.7/8",
		"::/0", "fd00:ec2::/32", "fd00:ec2::254/128", "fd00::/8",
	}
	someAddresses = []string{"10.0.0.1", "10.1.0.1", "169.254.169.254", "169.254.170.23", "203.0.113.9", "fd00:ec2::254", "fd00:ec2::23", "2001:db8::1"}
	somePorts     = []int64{53, 80, 443, 8080}
	someProtocols = []string{"TCP", "UDP"}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func labels(r *rand.Rand) map[string]string {
	set := map[string]string{}
	for _, key := range []string{"app", "tier"} {
		if r.IntN(3) > 0 {
			set[key] = pick(r, someValues)
		}
	}
	return set
}

func labelSelector(r *rand.Rand) *model.LabelSelector {
	s := &model.LabelSelector{}
	if r.IntN(2) == 0 {
		s.MatchLabels = map[string]string{pick(r, []string{"app", "tier"}): pick(r, someValues)}
	}
	if r.IntN(3) == 0 {
		e := &model.LabelExpression{Key: pick(r, []string{"app", "tier", "zone"}), Operator: pick(r, []string{"In", "NotIn", "Exists", "DoesNotExist"})}
		if e.Operator == "In" || e.Operator == "NotIn" {
			e.Values = []string{pick(r, someValues)}
		}
		s.MatchExpressions = append(s.MatchExpressions, e)
	}
	return s
}

func networkPeer(r *rand.Rand) *model.NetworkPeer {
	p := &model.NetworkPeer{}
	switch r.IntN(4) {
	case 0:
		p.PodSelector = labelSelector(r)
	case 1:
		p.NamespaceSelector = labelSelector(r)
		if r.IntN(2) == 0 {
			p.PodSelector = labelSelector(r)
		}
	default:
		p.CIDR = pick(r, someCIDRs)
		for range r.IntN(3) {
			p.Except = append(p.Except, pick(r, someCIDRs))
		}
	}
	return p
}

func networkPort(r *rand.Rand) *model.NetworkPort {
	p := &model.NetworkPort{Protocol: pick(r, []string{"", "TCP", "UDP"})}
	switch r.IntN(5) {
	case 0:
	case 1:
		p.Port = pick(r, []string{"web", "dns"})
	default:
		p.Port = strconv.FormatInt(pick(r, somePorts), 10)
		if r.IntN(3) == 0 {
			end := pick(r, somePorts)
			p.EndPort = &end
		}
	}
	return p
}

func networkRules(r *rand.Rand) []*model.NetworkRule {
	var rules []*model.NetworkRule
	for range r.IntN(3) {
		rule := &model.NetworkRule{}
		for range r.IntN(3) {
			rule.Peers = append(rule.Peers, networkPeer(r))
		}
		for range r.IntN(3) {
			rule.Ports = append(rule.Ports, networkPort(r))
		}
		rules = append(rules, rule)
	}
	return rules
}

// world makes a few policies.
func world(r *rand.Rand) *model.Model {
	m := &model.Model{}
	for i := range 1 + r.IntN(4) {
		p := &model.NetworkPolicy{Object: model.Object{Kind: "NetworkPolicy", Namespace: pick(r, someNamespaces), Name: fmt.Sprint(i)}}
		if r.IntN(4) > 0 {
			p.PodSelector = labelSelector(r)
		}
		p.PolicyTypes = pick(r, [][]string{nil, {"Ingress"}, {"Egress"}, {"Egress", "Ingress"}})
		p.Ingress, p.Egress = networkRules(r), networkRules(r)
		m.NetworkPolicies = append(m.NetworkPolicies, p)
	}
	for _, name := range someNamespaces {
		m.Namespaces = append(m.Namespaces, &model.Namespace{Object: model.Object{Kind: "Namespace", Name: name, Labels: labels(r)}})
	}
	return m
}

// end is one end of a connection: an address or a pod.
type end struct {
	address   netip.Addr
	namespace string
	labels    map[string]string
	// port is the name that the port of a packet has in the pod.
	portName string
}

func someEnd(r *rand.Rand) end {
	if r.IntN(2) == 0 {
		return end{address: netip.MustParseAddr(pick(r, someAddresses))}
	}
	return end{
		address: netip.MustParseAddr(pick(r, someAddresses)), namespace: pick(r, someNamespaces), labels: labels(r),
		portName: pick(r, []string{"web", "dns", "other"}),
	}
}

// reference answers in the slow and obvious way: policy by policy, rule by rule, and bit
// by bit.
type reference struct{ m *model.Model }

func (x reference) allowed(namespace string, pod map[string]string, d network.Direction, other end, protocol string, port int64) bool {
	isolated := false
	for _, p := range x.m.NetworkPolicies {
		if p.Namespace != namespace || invalid(p) || !matches(p.PodSelector, pod, true) || !holdsFor(p, d) {
			continue
		}
		isolated = true
		rules := p.Ingress
		if d == network.Egress {
			rules = p.Egress
		}
		for _, rule := range rules {
			if x.peers(p, rule, other) && ports(rule, other, protocol, port) {
				return true
			}
		}
	}
	return !isolated
}

func holdsFor(p *model.NetworkPolicy, d network.Direction) bool {
	types := p.PolicyTypes
	if len(types) == 0 {
		types = []string{"Ingress"}
		if len(p.Egress) > 0 {
			types = append(types, "Egress")
		}
	}
	return slices.Contains(types, map[network.Direction]string{network.Ingress: "Ingress", network.Egress: "Egress"}[d])
}

func matches(s *model.LabelSelector, set map[string]string, none bool) bool {
	if s == nil {
		return none
	}
	for key, value := range s.MatchLabels {
		if got, ok := set[key]; !ok || got != value {
			return false
		}
	}
	for _, e := range s.MatchExpressions {
		value, ok := set[e.Key]
		holds := map[string]bool{
			"In": ok && slices.Contains(e.Values, value), "NotIn": !ok || !slices.Contains(e.Values, value), "Exists": ok, "DoesNotExist": !ok,
		}[e.Operator]
		if !holds {
			return false
		}
	}
	return true
}

func (x reference) peers(p *model.NetworkPolicy, rule *model.NetworkRule, other end) bool {
	if len(rule.Peers) == 0 {
		return true
	}
	for _, peer := range rule.Peers {
		if peer.CIDR != "" {
			if contains(peer.CIDR, other.address) && !slices.ContainsFunc(peer.Except, func(e string) bool { return contains(e, other.address) }) {
				return true
			}
			continue
		}
		if other.namespace == "" {
			continue
		}
		if peer.NamespaceSelector == nil {
			if other.namespace == p.Namespace && matches(peer.PodSelector, other.labels, true) {
				return true
			}
			continue
		}
		for _, n := range x.m.Namespaces {
			if n.Name == other.namespace && matches(peer.NamespaceSelector, n.Labels, false) && matches(peer.PodSelector, other.labels, true) {
				return true
			}
		}
	}
	return false
}

// bits writes an address as text of 0 and 1.
func bits(a netip.Addr) string {
	text := ""
	for _, b := range a.AsSlice() {
		text += fmt.Sprintf("%08b", b)
	}
	return text
}

func contains(cidr string, a netip.Addr) bool {
	p := netip.MustParsePrefix(cidr)
	return p.Addr().Is4() == a.Is4() && bits(p.Addr())[:p.Bits()] == bits(a)[:p.Bits()]
}

func ports(rule *model.NetworkRule, other end, protocol string, port int64) bool {
	if len(rule.Ports) == 0 {
		return true
	}
	for _, p := range rule.Ports {
		if p.Protocol != protocol && (p.Protocol != "" || protocol != "TCP") {
			continue
		}
		number, err := strconv.ParseInt(p.Port, 10, 64)
		switch {
		case p.Port == "":
			return true
		case err != nil && p.Port == other.portName:
			return true
		case err == nil && (number == port || p.EndPort != nil && number <= port && port <= *p.EndPort):
			return true
		}
	}
	return false
}

// invalid is what the API server refuses.
func invalid(p *model.NetworkPolicy) bool {
	for _, rule := range slices.Concat(p.Ingress, p.Egress) {
		for _, peer := range rule.Peers {
			for _, e := range peer.Except {
				outer, inner := netip.MustParsePrefix(peer.CIDR), netip.MustParsePrefix(e)
				if !contains(peer.CIDR, inner.Addr()) || inner.Bits() <= outer.Bits() {
					return true
				}
			}
		}
		for _, port := range rule.Ports {
			number, err := strconv.ParseInt(port.Port, 10, 64)
			if port.EndPort != nil && (err != nil || *port.EndPort < number) {
				return true
			}
		}
	}
	return false
}

// named reports whether a port of a policy has a name, which has a meaning only for pods.
func named(m *model.Model) bool {
	return slices.ContainsFunc(m.NetworkPolicies, func(p *model.NetworkPolicy) bool {
		return slices.ContainsFunc(slices.Concat(p.Ingress, p.Egress), func(r *model.NetworkRule) bool {
			return slices.ContainsFunc(r.Ports, func(p *model.NetworkPort) bool { return p.Port == "web" || p.Port == "dns" })
		})
	})
}

func packetOf(x *model.Model, other end, protocol string, port int64) *network.Packet {
	packet := &network.Packet{
		Addresses: []netip.Prefix{netip.PrefixFrom(other.address, other.address.BitLen())},
		Protocol:  protocol, Port: port, PortName: other.portName,
	}
	if other.namespace != "" {
		at := slices.IndexFunc(x.Namespaces, func(n *model.Namespace) bool { return n.Name == other.namespace })
		packet.Pod = &network.Pod{
			Object:    &model.Object{Namespace: other.namespace},
			Namespace: selectors.LabelsOf(&model.Node{}, "labels", x.Namespaces[at].Labels),
			Labels:    selectors.LabelsOf(&model.Node{}, "labels", other.labels),
		}
	}
	return packet
}

func TestAllowedAgreesWithTheReference(t *testing.T) {
	seen := map[truth.Value]int{}
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 1)) // worlds must be the same in each run
		m := world(r)
		x, ref := network.New(m), reference{m}
		for _, p := range m.NetworkPolicies {
			if got := p.Invalid != ""; got != invalid(p) {
				t.Fatalf("world %d: policy %s is refused: %t", seed, p.Name, got)
			}
		}
		hasNames := named(m)
		for range 30 {
			pod := &model.Pod{Object: model.Object{Kind: "Pod", Namespace: pick(r, someNamespaces)}, PodLabels: labels(r)}
			d := pick(r, []network.Direction{network.Ingress, network.Egress})
			other, protocol, port := someEnd(r), pick(r, someProtocols), pick(r, somePorts)
			if hasNames && other.portName == "" {
				continue
			}
			want := ref.allowed(pod.Namespace, pod.PodLabels, d, other, protocol, port)
			got := x.Allowed(pod, d, packetOf(m, other, protocol, port))
			seen[got]++
			if diff := cmp.Diff(truth.Of(want).String(), got.String()); diff != "" {
				t.Fatalf("world %d: %+v, direction %d, %+v, %s %d (-want +got):\n%s", seed, pod, d, other, protocol, port, diff)
			}
		}
	}
	if seen[truth.Yes] < 10000 || seen[truth.No] < 10000 {
		t.Errorf("the worlds do not test both answers: %v", seen)
	}
}

// TestUnknownNeverContradicts hides a label of the pod or a block of a rule: an answer
// that is given all the same must be that of every value which may be filled in, and one
// that is the same for all should be given.
func TestUnknownNeverContradicts(t *testing.T) {
	given, open := 0, 0
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 2)) // worlds must be the same in each run
		m := world(r)
		if named(m) {
			continue
		}
		pod := &model.Pod{Object: model.Object{Kind: "Pod", Namespace: pick(r, someNamespaces)}, PodLabels: labels(r)}
		d := pick(r, []network.Direction{network.Ingress, network.Egress})
		other, protocol, port := someEnd(r), pick(r, someProtocols), pick(r, somePorts)
		answers := map[truth.Value]bool{}
		if r.IntN(2) == 0 {
			for _, value := range append(someValues, "3") {
				full := map[string]string{"app": value}
				if tier, ok := pod.PodLabels["tier"]; ok {
					full["tier"] = tier
				}
				answers[truth.Of(reference{m}.allowed(pod.Namespace, full, d, other, protocol, port))] = true
			}
			delete(pod.PodLabels, "app")
			pod.Unknown = map[string]model.Reason{"pod_labels.app": model.TemplateValue}
		} else {
			peer := someBlock(m)
			if peer == nil {
				continue
			}
			peer.Except = nil
			for _, cidr := range someCIDRs {
				peer.CIDR = cidr
				answers[truth.Of(reference{m}.allowed(pod.Namespace, pod.PodLabels, d, other, protocol, port))] = true
			}
			peer.CIDR, peer.Unknown = "", map[string]model.Reason{"cidr": model.TemplateValue}
		}
		got := network.New(m).Allowed(pod, d, packetOf(m, other, protocol, port))
		if got == truth.Unknown {
			open++
			continue
		}
		given++
		if len(answers) != 1 || !answers[got] {
			t.Fatalf("world %d: the answer is %v, and the values that may be filled in give %v", seed, got, answers)
		}
	}
	if given < 1000 || open < 50 {
		t.Errorf("the worlds do not test both: %d answers given, %d unknown", given, open)
	}
}

func someBlock(m *model.Model) *model.NetworkPeer {
	for _, p := range m.NetworkPolicies {
		for _, rule := range slices.Concat(p.Ingress, p.Egress) {
			for _, peer := range rule.Peers {
				if peer.CIDR != "" {
					return peer
				}
			}
		}
	}
	return nil
}
