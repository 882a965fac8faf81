package network

import (
	"net/netip"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Packet is the first packet of a connection, as seen from the pods that a policy selects:
// its other end and the port.
type Packet struct {
	// Addresses are those of the other end. With more than one address, be it in several
	// blocks or in a wide one, it is not known which of them it is.
	Addresses []netip.Prefix
	// Pod is the pod at the other end; nil for none.
	Pod *Pod
	// Protocol is "TCP", "UDP" or "SCTP".
	Protocol string
	// Port is the port of the end that accepts the connection.
	Port int64
	// PortName is the name that this port has in the pod; "" for none.
	PortName string
}

// Pod is a pod at the other end of a connection.
type Pod struct {
	// Object is where it lies.
	Object *model.Object
	// Namespace are the labels of its namespace.
	Namespace selectors.Labels
	// Labels are its own.
	Labels selectors.Labels
}

// allows reports whether a rule of a policy allows a packet.
func (r *rule) allows(p *policy, packet *Packet) truth.Value {
	return truth.All(r.allowsPort(packet), r.allowsPeer(p, packet))
}

func (r *rule) allowsPeer(p *policy, packet *Packet) truth.Value {
	if r.AllPeers {
		return truth.Yes
	}
	result := byBlocks(r.peers, packet.Addresses)
	if r.peersUnknown {
		result = truth.Any(result, truth.Unknown)
	}
	for _, one := range r.peers {
		result = truth.Any(result, one.allowsPod(p, packet.Pod))
	}
	return result
}

// allowsPod reports whether a peer allows the pod at the other end by selectors.
func (c *peer) allowsPod(p *policy, pod *Pod) truth.Value {
	switch {
	case pod == nil || c.isBlock():
		return truth.No
	case c.own:
		return truth.All(c.pods.Matches(pod.Labels), namespaces.Same(&p.Object, pod.Object))
	}
	return truth.All(c.pods.Matches(pod.Labels), c.namespaces.Matches(pod.Namespace))
}

func (c *peer) isBlock() bool { return c.block.IsValid() || c.Why("cidr") != "" }

// byBlocks reports whether the blocks of some peers together hold an address, of which it
// is only known that it lies in one of some ranges.
func byBlocks(peers []*peer, ranges []netip.Prefix) truth.Value {
	every, none := len(ranges) > 0, true
	for _, r := range ranges {
		switch held(peers, r) {
		case truth.Yes:
			none = false
		case truth.No:
			every = false
		case truth.Unknown:
			every, none = false, false
		}
	}
	switch {
	case none:
		return truth.No
	case every:
		return truth.Yes
	}
	return truth.Unknown
}

// held reports whether the blocks of some peers together hold a whole range, nothing of
// it, or, as Unknown, a part. It looks closer only where the edge of a block is.
func held(peers []*peer, r netip.Prefix) truth.Value {
	result, edge := truth.No, false
	for _, one := range peers {
		holds, unclear := one.holds(r)
		result, edge = truth.Any(result, holds), edge || unclear
	}
	if result != truth.Unknown || !edge {
		return result
	}
	low, high := halves(r)
	below, above := held(peers, low), held(peers, high)
	if below == above {
		return below
	}
	return truth.Unknown
}

// holds reports whether a peer holds a whole range or nothing of it. It is unknown if that
// cannot be known, and, with an edge, if a part of the range is held.
func (c *peer) holds(r netip.Prefix) (holds truth.Value, edge bool) {
	if c.Why("cidr") != "" {
		return truth.Unknown, false
	}
	if !c.block.IsValid() || !c.block.Overlaps(r) {
		return truth.No, false
	}
	for _, except := range c.except {
		if except.Overlaps(r) {
			if except.Bits() <= r.Bits() {
				return truth.No, false
			}
			edge = true
		}
	}
	switch {
	case edge || c.block.Bits() > r.Bits():
		return truth.Unknown, true
	case c.Why("except") != "":
		return truth.Unknown, false // an exception that is filled in later may be meant
	}
	return truth.Yes, false
}

func halves(p netip.Prefix) (low, high netip.Prefix) {
	bytes := p.Addr().AsSlice()
	bytes[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	addr, _ := netip.AddrFromSlice(bytes)
	return netip.PrefixFrom(p.Addr(), p.Bits()+1), netip.PrefixFrom(addr, p.Bits()+1)
}

func (r *rule) allowsPort(packet *Packet) truth.Value {
	if r.AllPorts {
		return truth.Yes
	}
	result := truth.No
	if r.portsUnknown {
		result = truth.Unknown
	}
	for _, port := range r.Ports {
		result = truth.Any(result, allowsPort(port, packet))
	}
	return result
}

// allowsPort reports whether an entry of ports holds the port of a packet. A name is that
// of a port of the pod which accepts the connection; of other ends it is not known.
func allowsPort(port *model.NetworkPort, packet *Packet) truth.Value {
	protocol := truth.Of(port.Protocol == packet.Protocol || port.Protocol == "" && packet.Protocol == "TCP")
	if port.Why("protocol") != "" {
		protocol = truth.Unknown
	}
	number, isNumber := portNumber(port.Port)
	at := truth.Unknown
	switch {
	case port.Why("port") != "" || isNumber && port.Why("end_port") != "":
	case port.Port == "":
		at = truth.Yes
	case isNumber && port.EndPort != nil:
		at = truth.Of(number <= packet.Port && packet.Port <= *port.EndPort)
	case isNumber:
		at = truth.Of(number == packet.Port)
	case packet.PortName != "":
		at = truth.Of(port.Port == packet.PortName)
	}
	return truth.All(protocol, at)
}
