package network

import (
	"cmp"
	"net/netip"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// answer fills the facts about a peer alone.
func (c *peer) answer() {
	c.ExceptsMetadataIPv4 = c.excepts(metadataIPv4, linkLocalIPv4)
	c.ExceptsMetadataIPv6 = c.excepts(metadataIPv6, localIPv6)
	if !c.block.IsValid() {
		return
	}
	c.Family = "ipv6"
	if c.block.Addr().Is4() {
		c.Family = "ipv4"
	}
	switch holds, _ := c.holds(metadataIPv4); {
	case holds == truth.Unknown:
		c.Note("metadata_ipv4", cmp.Or(c.WhyBelow("except"), model.TemplateValue))
	case holds == truth.No:
	case c.within(linkLocalIPv4):
		c.MetadataIPv4 = model.Exception
	default:
		c.MetadataIPv4 = broad
	}
}

// excepts reports whether an exception was made for an address: a block around it, or the
// address itself, which lacks the length of its prefix and is meant all the same.
func (c *peer) excepts(address, around netip.Prefix) bool {
	for _, text := range c.Except {
		except, err := netip.ParsePrefix(text)
		if addr, badAddr := netip.ParseAddr(text); err != nil && badAddr == nil {
			except, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err == nil && except.Contains(address.Addr()) && around.Contains(except.Addr()) && except.Bits() >= around.Bits() {
			return true
		}
	}
	return false
}

// neighbour is a peer that means pods of its policy's own namespace.
type neighbour struct {
	policy *policy
	peer   *peer
}

func (x *Policies) addNeighbours(p *policy) {
	for _, rules := range p.rules {
		for _, r := range rules {
			for _, one := range r.peers {
				if one.own {
					x.neighbours.Add(one.pods, neighbour{p, one})
				}
			}
		}
	}
}

// meetNeighbours notes that a workload is one of the peers of policies, or that it may be.
func (x *Policies) meetNeighbours(w *model.Workload) {
	labels := selectors.OfPod(&w.Pod)
	for _, n := range x.neighbours.Candidates(labels) {
		switch truth.All(namespaces.Same(&n.policy.Object, &w.Object), n.peer.pods.Matches(labels)) {
		case truth.Yes:
			n.peer.Selects = append(n.peer.Selects, w.Ref)
		case truth.Unknown:
			n.peer.Note("selects", n.why(&w.Pod))
		case truth.No:
		}
	}
}

func (n neighbour) why(pod *model.Pod) model.Reason {
	if namespaces.Same(&n.policy.Object, &pod.Object) == truth.Unknown {
		return cmp.Or(n.policy.Why("namespace"), pod.Why("namespace"), model.NamespaceLeftOut)
	}
	return cmp.Or(n.peer.WhyBelow("pod_selector"), pod.WhyBelow("pod_labels"), model.TemplateValue)
}
