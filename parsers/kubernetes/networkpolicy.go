package kubernetes

import (
	"maps"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// networkPolicyKind returns the function that reads a kind of network policy, and nil for
// all other kinds.
func (r *reader) networkPolicyKind(apiVersion, kind string) func(*tree.Node) {
	g := group(apiVersion)
	if kind == "NetworkPolicy" && (g == "networking.k8s.io" || g == "extensions") {
		return r.networkPolicy
	}
	for _, e := range policyEngines {
		if e.kind == kind && (g == e.group || strings.HasSuffix(g, "."+e.group)) {
			return func(root *tree.Node) { r.enginePolicy(root, e) }
		}
	}
	return nil
}

// policyEngine is a kind of network policy that is not one of Kubernetes itself.
type policyEngine struct {
	group, kind, engine string
	in                  scope
}

// policyEngines are the kinds that let traffic pass or not. Staged ones of Calico are not
// enforced and so not here.
//
// Source: https://docs.cilium.io/en/stable/network/kubernetes/policy/,
// https://docs.tigera.io/calico/latest/reference/resources/,
// https://network-policy-api.sigs.k8s.io/, https://antrea.io/docs/main/docs/antrea-network-policy/
// and https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
var policyEngines = []policyEngine{
	{"cilium.io", "CiliumNetworkPolicy", "cilium", namespaced},
	{"cilium.io", "CiliumClusterwideNetworkPolicy", "cilium", clusterScoped},
	{"projectcalico.org", "NetworkPolicy", "calico", namespaced},
	{"projectcalico.org", "GlobalNetworkPolicy", "calico", clusterScoped},
	{"policy.networking.k8s.io", "AdminNetworkPolicy", "admin", clusterScoped},
	{"policy.networking.k8s.io", "BaselineAdminNetworkPolicy", "admin", clusterScoped},
	{"policy.networking.k8s.io", "ClusterNetworkPolicy", "admin", clusterScoped},
	{"networking.k8s.aws", "ClusterNetworkPolicy", "aws", clusterScoped},
	{"networking.k8s.aws", "ApplicationNetworkPolicy", "aws", namespaced},
	{"crd.antrea.io", "NetworkPolicy", "antrea", namespaced},
	{"crd.antrea.io", "ClusterNetworkPolicy", "antrea", clusterScoped},
}

func (r *reader) enginePolicy(root *tree.Node, e policyEngine) {
	p := &model.EnginePolicy{Engine: e.engine, ClusterWide: e.in == clusterScoped}
	r.newObject(root, &p.Object, e.in)
	p.Ref = r.addObject(root, "spec", nil)
	r.out.Model.EnginePolicies = append(r.out.Model.EnginePolicies, p)
}

// installation reads the object by which the Tigera operator installs Calico.
//
// Source: https://docs.tigera.io/calico/latest/reference/installation/api
func (r *reader) installation(root *tree.Node) {
	e := &model.NetworkEngine{Engine: "calico"}
	r.newObject(root, &e.Object, clusterScoped)
	e.Ref = r.addObject(root, "spec", nil)
	r.out.Model.NetworkEngines = append(r.out.Model.NetworkEngines, e)
}

func (r *reader) networkPolicy(root *tree.Node) {
	p := &model.NetworkPolicy{}
	r.newObject(root, &p.Object, namespaced)
	p.Ref = r.addObject(root, "spec", policyFields)
	f := r.spec(root, &p.Object)
	p.PodSelector = labelSelector(f, "podSelector")
	p.PolicyTypes = f.texts("policyTypes")
	p.Ingress = r.networkRules(p.Ref, f, "ingress", "from")
	p.Egress = r.networkRules(p.Ref, f, "egress", "to")
	r.out.Model.NetworkPolicies = append(r.out.Model.NetworkPolicies, p)
}

// policyFields are the fields of a policy that the model computes.
var policyFields = func() map[string]string {
	special := map[string]string{
		"isolates_ingress": "spec.policyTypes", "isolates_egress": "spec.policyTypes",
		"selects": "spec.podSelector", "selects_all": "spec.podSelector",
	}
	maps.Copy(special, objectFields)
	return special
}()

func (r *reader) networkRules(parent model.Ref, f fields, direction, peers string) []*model.NetworkRule {
	var rules []*model.NetworkRule
	f.each(direction, func(i int, item *tree.Node, path string) {
		rule := &model.NetworkRule{}
		rule.Ref = r.addItem(parent, "spec."+direction, i, item, map[string]string{"peers": peers})
		rf := fields{r: r, node: item, into: &rule.Node, path: path}
		rf.each(peers, func(i int, item *tree.Node, path string) {
			rule.Peers = append(rule.Peers, r.networkPeer(rule.Ref, peers, i, item, path))
		})
		if why := rule.Why(peers); why != "" {
			rf.note("peers", why)
		}
		rf.each("ports", func(i int, item *tree.Node, path string) {
			port := &model.NetworkPort{}
			port.Ref = r.addItem(rule.Ref, "ports", i, item, nil)
			pf := fields{r: r, node: item, into: &port.Node, path: path}
			port.Protocol = pf.text("protocol")
			port.Port = pf.intOrText("port")
			port.EndPort = pf.integer("endPort")
			rule.Ports = append(rule.Ports, port)
		})
		rules = append(rules, rule)
	})
	return rules
}

// peerFields are the fields of a peer that lie in its ipBlock.
var peerFields = map[string]string{"cidr": "ipBlock.cidr", "except": "ipBlock.except"}

func (r *reader) networkPeer(parent model.Ref, list string, i int, item *tree.Node, path string) *model.NetworkPeer {
	peer := &model.NetworkPeer{}
	peer.Ref = r.addItem(parent, list, i, item, peerFields)
	f := fields{r: r, node: item, into: &peer.Node, path: path}
	block := f.inside("ipBlock")
	peer.CIDR, peer.Except = block.text("cidr"), block.texts("except")
	peer.PodSelector = labelSelector(f, "podSelector")
	peer.NamespaceSelector = labelSelector(f, "namespaceSelector")
	return peer
}
