package network

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// serviceRanges hold the address of the cluster's DNS service, which is not known: EKS
// takes the service range from these. By default it is 10.100.0.0/16 or 172.20.0.0/16.
//
// Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
var serviceRanges = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
}

const (
	dnsPort     = 53
	dnsPortName = "dns"
)

// dnsPod is CoreDNS as EKS installs it. A policy sees the address of the service, and the
// engine adds that to what a selector of the pods allows.
func (x *Policies) dnsPod() *Pod {
	return &Pod{
		Object:    &model.Object{Namespace: "kube-system"},
		Namespace: x.namespaces.Labels("kube-system"),
		Labels:    selectors.Labels{}.Open().With("k8s-app", "kube-dns"),
	}
}

// nodeLocalDNS is the cache that answers pods from their own node.
type nodeLocalDNS struct{}

// localAddress is the address of the cache.
//
// Source: https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
var localAddress = netip.MustParsePrefix("169.254.20.10/32")

// findNodeLocalDNS looks for the cache in the unit; nil if it is not there.
func findNodeLocalDNS(m *model.Model) *nodeLocalDNS {
	for _, w := range m.Workloads {
		if w.Kind == "DaemonSet" && slices.ContainsFunc(w.Containers, func(c *model.Container) bool {
			return c.Image != nil && strings.HasSuffix(c.Image.Repository, "k8s-dns-node-cache")
		}) {
			return &nodeLocalDNS{}
		}
	}
	return nil
}

// dns is the answer about the cluster's DNS. With the cache on the nodes it depends on
// their setup whether pods ask its address or that of the service.
func (q *question) dns(field, protocol string, list []applied, local *nodeLocalDNS) string {
	ask := func(packet *Packet) truth.Value {
		return q.open(list, func(p *policy) truth.Value { return p.allows(Egress, packet) })
	}
	name := dnsPortName
	if protocol == "TCP" {
		name += "-tcp"
	}
	open := ask(&Packet{Addresses: serviceRanges, Pod: q.dnsPod(), Protocol: protocol, Port: dnsPort, PortName: name})
	if local != nil {
		if other := ask(&Packet{Addresses: []netip.Prefix{localAddress}, Protocol: protocol, Port: dnsPort}); other != open {
			open = truth.Unknown
		}
	}
	switch open {
	case truth.Yes:
		return model.Open
	case truth.No:
		return model.Blocked
	case truth.Unknown:
	}
	q.pod.Note(field, q.why())
	return ""
}
