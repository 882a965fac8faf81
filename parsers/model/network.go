package model

// NetworkPolicy is an object of that kind of Kubernetes (networking.k8s.io).
//
// Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
type NetworkPolicy struct {
	Object
	// PodSelector is spec.podSelector; missing selects all pods of the namespace.
	PodSelector *LabelSelector `json:"pod_selector,omitempty"`
	// PolicyTypes are spec.policyTypes as written. Missing means Ingress and, if there are
	// egress rules, Egress.
	PolicyTypes []string `json:"policy_types,omitempty"`
	// Ingress are the rules of spec.ingress.
	Ingress []*NetworkRule `json:"ingress,omitempty"`
	// Egress are the rules of spec.egress.
	Egress []*NetworkRule `json:"egress,omitempty"`
	// IsolatesIngress is whether the policy holds for ingress: selected pods then take only
	// what a rule allows. A fact.
	IsolatesIngress bool `json:"isolates_ingress"`
	// IsolatesEgress is whether the policy holds for egress. A fact.
	IsolatesEgress bool `json:"isolates_egress"`
	// Invalid says why the API server refuses the policy; missing if it takes it. A policy
	// that is refused selects nothing. A fact.
	Invalid string `json:"invalid,omitempty"`
	// SelectsAll is whether the policy selects all pods of its namespace. A fact.
	SelectsAll bool `json:"selects_all"`
	// Selects are the workloads of the unit whose pods the policy selects, those on the
	// network of the node included; unknown if there may be more. A fact of the whole unit.
	Selects []Ref `json:"selects,omitempty"`
}

// NetworkRule is one rule of a NetworkPolicy.
type NetworkRule struct {
	Node
	// Peers are from or to; missing or empty means everything.
	Peers []*NetworkPeer `json:"peers,omitempty"`
	// Ports are ports; missing or empty means all ports.
	Ports []*NetworkPort `json:"ports,omitempty"`
	// AllPeers is whether the rule allows every peer, as {} does. A fact.
	AllPeers bool `json:"all_peers"`
	// AllPorts is whether the rule allows every port. A fact.
	AllPorts bool `json:"all_ports"`
	// World is whether a block of all addresses, 0.0.0.0/0 or ::/0, is allowed without an
	// exception. A fact.
	World bool `json:"world"`
	// WorldExcept is whether such a block is allowed with exceptions. A fact.
	WorldExcept bool `json:"world_except"`
	// AllNamespaces is whether all pods of all namespaces are allowed. A fact.
	AllNamespaces bool `json:"all_namespaces"`
	// MetadataIPv4 is how an egress rule allows TCP port 80 of 169.254.169.254, the EC2
	// instance metadata service: "broad", or "exception" if by a block that lies within
	// 169.254.0.0/16; missing if it does not. A fact.
	MetadataIPv4 string `json:"metadata_ipv4,omitempty"`
	// MetadataIPv6 is the same for fd00:ec2::254, within fd00:ec2::/32.
	MetadataIPv6 string `json:"metadata_ipv6,omitempty"`
	// PodIdentityIPv4 is the same for 169.254.170.23, the EKS Pod Identity agent.
	PodIdentityIPv4 string `json:"pod_identity_ipv4,omitempty"`
	// PodIdentityIPv6 is the same for fd00:ec2::23.
	PodIdentityIPv6 string `json:"pod_identity_ipv6,omitempty"`
}

// NetworkPeer is one peer of a rule: a block of addresses, or pods by their labels and
// those of their namespace.
type NetworkPeer struct {
	Node
	// CIDR is ipBlock.cidr.
	CIDR string `json:"cidr,omitempty"`
	// Except are ipBlock.except, blocks within CIDR that the rule does not allow.
	Except []string `json:"except,omitempty"`
	// PodSelector is podSelector; missing means all pods of the namespaces.
	PodSelector *LabelSelector `json:"pod_selector,omitempty"`
	// NamespaceSelector is namespaceSelector; missing means the policy's own namespace.
	NamespaceSelector *LabelSelector `json:"namespace_selector,omitempty"`
	// Invalid says why the API server refuses the peer; missing if it takes it. A fact.
	Invalid string `json:"invalid,omitempty"`
	// Family is the IP family of the block, "ipv4" or "ipv6"; missing for selectors. A fact.
	Family string `json:"family,omitempty"`
	// MetadataIPv4 is how the block holds 169.254.169.254, whatever the ports: "broad", or
	// "exception" if it lies within 169.254.0.0/16; missing if it does not. A fact.
	MetadataIPv4 string `json:"metadata_ipv4,omitempty"`
	// ExceptsMetadataIPv4 is whether an exception was made for the EC2 instance metadata: one
	// within 169.254.0.0/16 that holds 169.254.169.254, also if the API server refuses it.
	ExceptsMetadataIPv4 bool `json:"excepts_metadata_ipv4"`
	// ExceptsMetadataIPv6 is the same for fd00:ec2::254, within fd00:ec2::/32.
	ExceptsMetadataIPv6 bool `json:"excepts_metadata_ipv6"`
	// Selects are the workloads of the policy's own namespace whose pods are meant, if only
	// pods of that namespace are; unknown if there may be more. A fact of the whole unit.
	Selects []Ref `json:"selects,omitempty"`
}

// NetworkPort is one entry of a rule's ports.
type NetworkPort struct {
	Node
	// Protocol is "TCP", "UDP" or "SCTP"; missing means "TCP".
	Protocol string `json:"protocol,omitempty"`
	// Port is the number or the name of the port, as text; missing means all ports.
	Port string `json:"port,omitempty"`
	// EndPort is the last port of a range that begins at Port; missing means only Port.
	EndPort *int64 `json:"end_port,omitempty"`
	// Invalid says why the API server refuses the port; missing if it takes it. A fact.
	Invalid string `json:"invalid,omitempty"`
}

// EnginePolicy is a network policy of a kind that is not evaluated: of an engine's own, or
// of the administrator's. Where one may hold, what pods may reach is unknown.
type EnginePolicy struct {
	Object
	// Engine is "cilium", "calico", "antrea", "aws" or "admin" (policy.networking.k8s.io).
	Engine string `json:"engine"`
	// ClusterWide is whether it may hold in every namespace.
	ClusterWide bool `json:"cluster_wide"`
}

// NetworkEngine is an object by which a cluster gets an engine of network policies beside
// the Amazon VPC CNI: an Installation of the Tigera operator, which installs Calico.
type NetworkEngine struct {
	Object
	// Engine is as in [EnginePolicy].
	Engine string `json:"engine"`
}

// The answers about one destination of a workload's egress.
const (
	// Open is a destination that the pods may reach.
	Open = "open"
	// Exception is a destination that the pods may reach only by rules made for it: a block
	// within the link-local addresses.
	Exception = "exception"
	// Blocked is a destination that the pods may not reach.
	Blocked = "blocked"
)

// Network is what the NetworkPolicies of the unit together leave open for a workload. It
// says what is written; whether anything enforces it is another fact. An answer that
// depends on something unknown is missing and named in Unknown of the workload, as in
// "network.egress.metadata_ipv4". A fact of the whole unit.
type Network struct {
	// Covered is whether policies hold for the pods at all; they do not hold for pods on
	// the network of the node.
	Covered *bool `json:"covered,omitempty"`
	// Ingress is about connections to the pods.
	Ingress *Ingressing `json:"ingress"`
	// Egress is about connections from the pods.
	Egress *Egressing `json:"egress"`
}

// Ingressing is what may connect to the pods of a workload.
type Ingressing struct {
	// Isolated is whether a policy selects the pods for ingress.
	Isolated *bool `json:"isolated,omitempty"`
	// Unrestricted is whether everything may connect, be it that no policy selects the pods
	// or that a rule allows every peer and port.
	Unrestricted *bool `json:"unrestricted,omitempty"`
	// Policies are those that select the pods for ingress.
	Policies []Ref `json:"policies,omitempty"`
}

// Egressing is what the pods of a workload may connect to. Answers are "open", "exception"
// or "blocked".
type Egressing struct {
	// Isolated is whether a policy selects the pods for egress.
	Isolated *bool `json:"isolated,omitempty"`
	// Unrestricted is whether the pods may connect to everything.
	Unrestricted *bool `json:"unrestricted,omitempty"`
	// Policies are those that select the pods for egress.
	Policies []Ref `json:"policies,omitempty"`
	// MetadataIPv4 is about TCP port 80 of 169.254.169.254, the EC2 instance metadata.
	MetadataIPv4 string `json:"metadata_ipv4,omitempty"`
	// MetadataIPv6 is about TCP port 80 of fd00:ec2::254.
	MetadataIPv6 string `json:"metadata_ipv6,omitempty"`
	// PodIdentityIPv4 is about TCP port 80 of 169.254.170.23, the EKS Pod Identity agent.
	PodIdentityIPv4 string `json:"pod_identity_ipv4,omitempty"`
	// PodIdentityIPv6 is about TCP port 80 of fd00:ec2::23.
	PodIdentityIPv6 string `json:"pod_identity_ipv6,omitempty"`
	// DNSUDP is about UDP port 53 of the cluster's DNS service: "open" or "blocked".
	DNSUDP string `json:"dns_udp,omitempty"`
	// DNSTCP is about TCP port 53 of the cluster's DNS service: "open" or "blocked".
	DNSTCP string `json:"dns_tcp,omitempty"`
}

// NetworkDefaults say what holds for a pod of a namespace that no other policy selects. A
// fact of the whole unit.
type NetworkDefaults struct {
	// IngressDenied is whether a policy for all pods isolates ingress and allows neither
	// every peer nor all addresses.
	IngressDenied *bool `json:"ingress_denied,omitempty"`
	// EgressDenied is the same for egress.
	EgressDenied *bool `json:"egress_denied,omitempty"`
}
