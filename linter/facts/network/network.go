// Package network computes what the NetworkPolicies of a unit together leave open.
//
// Policies only add: pods that none selects are open, and pods that some select may do
// what any of these allows. [Compute] answers the questions that rules ask, and
// [Policies.Allowed] any other one. Whether something enforces the policies is not asked
// here.
//
// Policies of other kinds than NetworkPolicy are not evaluated; where one may hold the
// answer is unknown.
package network

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Policies are the policies of a unit.
type Policies struct {
	list       []*policy
	bySelector selectors.Index[*policy] // those that the API server takes
	neighbours selectors.Index[neighbour]
	engines    []*model.EnginePolicy
	namespaces *namespaces.Index
}

// New prepares the policies of a unit, and fills the facts about each alone.
func New(m *model.Model) *Policies {
	x := &Policies{engines: m.EnginePolicies, namespaces: namespaces.NewIndex(m.Namespaces)}
	for _, p := range m.NetworkPolicies {
		c := compile(p)
		x.list = append(x.list, c)
		if c.Invalid == "" {
			x.bySelector.Add(c.selector, c)
			x.addNeighbours(c)
		}
	}
	return x
}

// Compute fills the facts about policies, their rules, workloads and namespaces.
func Compute(m *model.Model) {
	x := New(m)
	for _, p := range x.list {
		p.answerRules()
	}
	local := findNodeLocalDNS(m)
	for _, w := range m.Workloads {
		x.workload(w, local)
	}
	for _, n := range m.Namespaces {
		x.defaults(n)
	}
}

// applied is a policy that selects the pods of a workload for a direction, perhaps.
type applied struct {
	*policy
	selects truth.Value
}

// selecting are the policies that may select a pod.
func (x *Policies) selecting(pod *model.Pod) []applied {
	var list []applied
	labels := selectors.OfPod(pod)
	for _, p := range x.bySelector.Candidates(labels) {
		there := namespaces.Same(&p.Object, &pod.Object)
		if there == truth.No {
			continue
		}
		if selects := truth.All(there, p.selector.Matches(labels)); selects != truth.No {
			list = append(list, applied{p, selects})
		}
	}
	return list
}

// applying are those of the policies that may isolate a direction.
func applying(selecting []applied, d Direction) []applied {
	var list []applied
	for _, a := range selecting {
		if selects := truth.All(a.selects, a.isolates[d]); selects != truth.No {
			list = append(list, applied{a.policy, selects})
		}
	}
	return list
}

// covered reports whether policies hold for a pod: those on the network of the node are
// not covered.
//
// Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
func covered(pod *model.Pod) truth.Value {
	switch {
	case pod.Why("host_network") != "":
		return truth.Unknown
	case pod.HostNetwork != nil && *pod.HostNetwork:
		return truth.No
	}
	return truth.Yes
}

// Allowed reports whether a packet passes between a pod of a workload and another end: to
// the pod for [Ingress], and from it for [Egress]. Policies at the other end are not
// looked at.
func (x *Policies) Allowed(pod *model.Pod, d Direction, packet *Packet) truth.Value {
	if x.engineFor(pod) && covered(pod) != truth.No {
		return truth.Unknown
	}
	return open(pod, applying(x.selecting(pod), d), func(p *policy) truth.Value { return p.allows(d, packet) })
}

func (p *policy) allows(d Direction, packet *Packet) truth.Value {
	result := truth.No
	for _, r := range p.rules[d] {
		result = truth.Any(result, r.allows(p, packet))
	}
	return result
}

// open judges the union of policies: what any allows is open, and so is everything if none
// selects the pod.
func open(pod *model.Pod, list []applied, allows func(*policy) truth.Value) truth.Value {
	switch covered(pod) {
	case truth.No:
		return truth.Yes
	case truth.Unknown:
		return truth.Any(union(list, allows), truth.Unknown)
	case truth.Yes:
	}
	return union(list, allows)
}

// open is that of the policies, unless those of an engine may hold too.
func (q *question) open(list []applied, allows func(*policy) truth.Value) truth.Value {
	if q.engine && covered(q.pod) != truth.No {
		return truth.Unknown
	}
	return open(q.pod, list, allows)
}

// union is the answer over all sets of policies that may be the selecting ones.
func union(list []applied, allows func(*policy) truth.Value) truth.Value {
	isolated, possible, always := false, false, true
	for _, a := range list {
		allowed := allows(a.policy)
		if a.selects == truth.Yes {
			if allowed == truth.Yes {
				return truth.Yes
			}
			isolated = true
		}
		possible = possible || allowed != truth.No
		always = always && allowed == truth.Yes
	}
	switch {
	case !isolated && always: // no policy, or each that may be the only one allows it
		return truth.Yes
	case isolated && !possible:
		return truth.No
	}
	return truth.Unknown
}

// engineFor reports whether a policy of another kind may hold for a pod.
func (x *Policies) engineFor(pod *model.Pod) bool {
	return slices.ContainsFunc(x.engines, func(e *model.EnginePolicy) bool {
		return e.ClusterWide || namespaces.Same(&e.Object, &pod.Object) != truth.No
	})
}

// The addresses that facts ask about.
//
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
// and https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
var (
	metadataIPv4    = netip.MustParsePrefix("169.254.169.254/32")
	metadataIPv6    = netip.MustParsePrefix("fd00:ec2::254/128")
	podIdentityIPv4 = netip.MustParsePrefix("169.254.170.23/32")
	podIdentityIPv6 = netip.MustParsePrefix("fd00:ec2::23/128")
	// linkLocalIPv4 and localIPv6 hold the addresses that AWS serves on each node. A block
	// within them is a rule made for one of these.
	linkLocalIPv4 = netip.MustParsePrefix("169.254.0.0/16")
	localIPv6     = netip.MustParsePrefix("fd00:ec2::/32")
)

// broad is how a rule allows an address that it was not made for.
const broad = "broad"

// service is an address that AWS serves on each node, with the range around it.
type service struct {
	field           string
	address, around netip.Prefix
	ofRule          func(*model.NetworkRule) *string
	ofEgress        func(*model.Egressing) *string
}

var services = []service{
	{
		"metadata_ipv4", metadataIPv4, linkLocalIPv4,
		func(r *model.NetworkRule) *string { return &r.MetadataIPv4 }, func(e *model.Egressing) *string { return &e.MetadataIPv4 },
	},
	{
		"metadata_ipv6", metadataIPv6, localIPv6,
		func(r *model.NetworkRule) *string { return &r.MetadataIPv6 }, func(e *model.Egressing) *string { return &e.MetadataIPv6 },
	},
	{
		"pod_identity_ipv4", podIdentityIPv4, linkLocalIPv4,
		func(r *model.NetworkRule) *string { return &r.PodIdentityIPv4 }, func(e *model.Egressing) *string { return &e.PodIdentityIPv4 },
	},
	{
		"pod_identity_ipv6", podIdentityIPv6, localIPv6,
		func(r *model.NetworkRule) *string { return &r.PodIdentityIPv6 }, func(e *model.Egressing) *string { return &e.PodIdentityIPv6 },
	},
}

const webPort = 80

func (s service) packet() *Packet {
	return &Packet{Addresses: []netip.Prefix{s.address}, Protocol: "TCP", Port: webPort}
}

// answerRules fills how the egress rules of a policy allow the services.
func (p *policy) answerRules() {
	for _, r := range p.rules[Egress] {
		for _, s := range services {
			how, why := r.serves(p, s)
			if why != "" {
				r.Note(s.field, why)
				continue
			}
			*s.ofRule(r.NetworkRule) = how
		}
	}
}

// serves says how a rule allows a service: broad, as an exception made for it, or, as "",
// not at all.
func (r *rule) serves(p *policy, s service) (how string, why model.Reason) {
	switch truth.All(r.allowsPort(s.packet()), r.byBroad(s)) {
	case truth.Yes:
		return broad, ""
	case truth.Unknown:
		return "", r.why()
	case truth.No:
	}
	switch r.allows(p, s.packet()) {
	case truth.Yes:
		return model.Exception, ""
	case truth.Unknown:
		return "", r.why()
	case truth.No:
	}
	return "", ""
}

// byBroad reports whether a peer allows a service without being made for it.
func (r *rule) byBroad(s service) truth.Value {
	if r.AllPeers {
		return truth.Yes
	}
	others := slices.DeleteFunc(slices.Clone(r.peers), func(one *peer) bool { return one.within(s.around) })
	result := byBlocks(others, []netip.Prefix{s.address})
	if r.peersUnknown {
		result = truth.Any(result, truth.Unknown)
	}
	return result
}

func (c *peer) within(around netip.Prefix) bool {
	return c.block.IsValid() && around.Contains(c.block.Addr()) && c.block.Bits() >= around.Bits()
}

// why is the reason for which it is unknown what a rule allows.
func (r *rule) why() model.Reason {
	reasons := []model.Reason{r.Why("peers"), r.Why("ports")}
	for _, one := range r.Peers {
		reasons = append(reasons, one.Why("cidr"), one.Why("except"))
	}
	for _, port := range r.Ports {
		reasons = append(reasons, port.Why("protocol"), port.Why("port"), port.Why("end_port"))
	}
	return cmp.Or(append(reasons, model.NotInInput)...) // a named port is that of a pod elsewhere
}

// workload fills what policies leave open for the pods of a workload.
func (x *Policies) workload(w *model.Workload, local *nodeLocalDNS) {
	q := &question{Policies: x, pod: &w.Pod, selecting: x.selecting(&w.Pod), engine: x.engineFor(&w.Pod)}
	n := &model.Network{Ingress: &model.Ingressing{}, Egress: &model.Egressing{}}
	w.Network = n
	n.Covered = q.settle("network.covered", covered(&w.Pod))
	for _, a := range q.selecting {
		a.selected(w)
	}
	x.meetNeighbours(w)
	q.ingress(n.Ingress)
	q.egress(n.Egress, local)
}

// selected notes that a policy selects a workload, or that it may.
func (a applied) selected(w *model.Workload) {
	if a.selects == truth.Yes {
		a.Selects = append(a.Selects, w.Ref)
		return
	}
	a.Note("selects", whySelects(a.NetworkPolicy, &w.Pod))
}

// whySelects is the reason for which it is unknown whether a policy selects pods.
func whySelects(p *model.NetworkPolicy, pod *model.Pod) model.Reason {
	if namespaces.Same(&p.Object, &pod.Object) == truth.Unknown {
		return cmp.Or(p.Why("namespace"), pod.Why("namespace"), model.NamespaceLeftOut)
	}
	return cmp.Or(p.WhyBelow("pod_selector"), pod.WhyBelow("pod_labels"), model.TemplateValue)
}

// why is the reason for which answers about the pods are unknown, if they are.
func (q *question) why() model.Reason {
	if q.engine {
		return model.NotEvaluated
	}
	if why := q.pod.Why("host_network"); why != "" {
		return why
	}
	for _, p := range q.selecting {
		if p.selects == truth.Unknown {
			return whySelects(p.NetworkPolicy, q.pod)
		}
	}
	for _, p := range q.selecting {
		if why := cmp.Or(p.Why("policy_types"), p.Why("ingress"), p.Why("egress")); why != "" {
			return why
		}
		for _, r := range slices.Concat(p.rules[Ingress], p.rules[Egress]) {
			if why := r.why(); why != model.NotInInput {
				return why
			}
		}
	}
	return model.NotInInput
}

// question asks about the pods of one workload.
type question struct {
	*Policies
	pod       *model.Pod
	selecting []applied
	// engine is whether a policy of another kind may hold for them.
	engine bool
}

// settle fills an answer, or notes that it is unknown.
func (q *question) settle(field string, v truth.Value) *bool {
	if v == truth.Unknown {
		q.pod.Note(field, q.why())
		return nil
	}
	is := v == truth.Yes
	return &is
}

func (q *question) ingress(in *model.Ingressing) {
	list := applying(q.selecting, Ingress)
	in.Policies = refs(list)
	in.Isolated = q.settle("network.ingress.isolated", q.isolated(list))
	in.Unrestricted = q.settle("network.ingress.unrestricted", q.open(list, func(p *policy) truth.Value { return p.everything(Ingress) }))
}

func (q *question) egress(out *model.Egressing, local *nodeLocalDNS) {
	list := applying(q.selecting, Egress)
	out.Policies = refs(list)
	out.Isolated = q.settle("network.egress.isolated", q.isolated(list))
	out.Unrestricted = q.settle("network.egress.unrestricted", q.open(list, func(p *policy) truth.Value { return p.everything(Egress) }))
	for _, s := range services {
		*s.ofEgress(out) = q.service(s, list)
	}
	out.DNSUDP = q.dns("network.egress.dns_udp", "UDP", list, local)
	out.DNSTCP = q.dns("network.egress.dns_tcp", "TCP", list, local)
}

// isolated reports whether a policy selects the pod. One that is not covered is none.
func (q *question) isolated(list []applied) truth.Value {
	result := truth.No
	for _, a := range list {
		result = truth.Any(result, a.selects)
	}
	result = truth.All(result, covered(q.pod))
	if q.engine {
		return truth.Any(result, truth.Unknown)
	}
	return result
}

func refs(list []applied) []model.Ref {
	var out []model.Ref
	for _, a := range list {
		if a.selects == truth.Yes {
			out = append(out, a.Ref)
		}
	}
	slices.Sort(out)
	return out
}

// everything reports whether a rule allows all that there is: every peer, or all addresses
// of a family, on every port.
func (p *policy) everything(d Direction) truth.Value {
	result := truth.No
	for _, r := range p.rules[d] {
		result = truth.Any(result, r.everything())
	}
	return result
}

func (r *rule) everything() truth.Value {
	ports := truth.Of(r.AllPorts)
	if r.portsUnknown {
		ports = truth.Unknown
	}
	peers := truth.Of(r.AllPeers || r.World) // a cluster uses one family, which the policy was written for
	if r.peersUnknown && peers == truth.No {
		peers = truth.Unknown
	}
	return truth.All(ports, peers)
}

// service is the answer about one of the services: an exception if only rules made for it
// allow it.
func (q *question) service(s service, list []applied) string {
	field := "network.egress." + s.field
	allowed := q.open(list, func(p *policy) truth.Value { return p.allows(Egress, s.packet()) })
	broadly := q.open(list, func(p *policy) truth.Value { return p.broadly(s) })
	switch {
	case allowed == truth.No:
		return model.Blocked
	case broadly == truth.Yes:
		return model.Open
	case allowed == truth.Yes && broadly == truth.No:
		return model.Exception
	}
	q.pod.Note(field, q.why())
	return ""
}

// broadly reports whether a policy allows a service by a rule that is not made for it.
func (p *policy) broadly(s service) truth.Value {
	result := truth.No
	for _, r := range p.rules[Egress] {
		result = truth.Any(result, truth.All(r.allowsPort(s.packet()), r.byBroad(s)))
	}
	return result
}

// defaults fills what holds for the pods of a namespace that no other policy selects.
func (x *Policies) defaults(n *model.Namespace) {
	d := &model.NetworkDefaults{}
	n.Network = d
	in := &model.Object{Namespace: n.Name}
	for direction, into := range map[Direction]**bool{Ingress: &d.IngressDenied, Egress: &d.EgressDenied} {
		field := [2]string{"network.ingress_denied", "network.egress_denied"}[direction]
		denied, why := x.denied(in, direction)
		if denied == truth.Unknown {
			n.Note(field, why)
			continue
		}
		is := denied == truth.Yes
		*into = &is
	}
}

// denied reports whether a policy for all pods of a namespace denies a direction by
// default.
func (x *Policies) denied(in *model.Object, d Direction) (denied truth.Value, why model.Reason) {
	denied = truth.No
	for _, p := range x.list {
		there := namespaces.Same(&p.Object, in)
		if p.Invalid != "" || !p.SelectsAll || there == truth.No {
			continue
		}
		one := truth.All(there, p.isolates[d], p.opensAll(d).Not())
		if one == truth.Unknown {
			why = cmp.Or(p.Why("namespace"), p.Why("policy_types"), p.Why("ingress"), p.Why("egress"), model.TemplateValue)
		}
		denied = truth.Any(denied, one)
	}
	if denied == truth.No && x.engineFor(&model.Pod{Object: *in}) {
		return truth.Unknown, model.NotEvaluated
	}
	return denied, why
}

// opensAll reports whether a rule allows every peer or all addresses, whatever the ports
// and the exceptions.
func (p *policy) opensAll(d Direction) truth.Value {
	result := truth.No
	for _, r := range p.rules[d] {
		one := truth.Of(r.AllPeers || r.World || r.WorldExcept)
		if one == truth.No && r.peersUnknown {
			one = truth.Unknown
		}
		result = truth.Any(result, one)
	}
	return result
}
