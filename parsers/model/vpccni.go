package model

// ConfigMap is an object of that kind.
type ConfigMap struct {
	Object
	// Data is data; binaryData is left out.
	Data map[string]string `json:"data,omitempty"`
}

// NodeClass is an object of that kind of EKS Auto Mode (eks.amazonaws.com).
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
type NodeClass struct {
	Object
	// NetworkPolicy is spec.networkPolicy, "DefaultAllow" or "DefaultDeny"; missing means
	// DefaultAllow.
	NetworkPolicy string `json:"network_policy,omitempty"`
	// NetworkPolicyEventLogs is spec.networkPolicyEventLogs, "Enabled" or "Disabled";
	// missing means Disabled.
	NetworkPolicyEventLogs string `json:"network_policy_event_logs,omitempty"`
	// AssociatePublicIPAddress is spec.advancedNetworking.associatePublicIPAddress; missing
	// means what the subnet says.
	AssociatePublicIPAddress *bool `json:"associate_public_ip_address,omitempty"`
}

// VPCCNI are the settings of the Amazon VPC CNI, as the aws-node DaemonSet of the unit has
// them. A setting that cannot be known is missing and named in Unknown. A fact of the
// whole unit.
//
// Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md
type VPCCNI struct {
	Node // Ref is the DaemonSet or the add-on
	// Cluster is the cluster of the add-on, if it is of the unit.
	Cluster *Cluster `json:"cluster,omitempty"`
	// Kind, Namespace and Name are those of the DaemonSet.
	Kind string `json:"kind"`
	// Namespace is metadata.namespace; missing if it is left out.
	Namespace string `json:"namespace,omitempty"`
	// Name is metadata.name.
	Name string `json:"name,omitempty"`
	// Version is the tag of the image.
	Version string `json:"version,omitempty"`
	// EnablePodENI is ENABLE_POD_ENI, "true" or "false": whether pods can have security
	// groups of their own. The default is false.
	EnablePodENI *Setting `json:"enable_pod_eni,omitempty"`
	// PodSecurityGroupEnforcingMode is POD_SECURITY_GROUP_ENFORCING_MODE, "strict" or
	// "standard". The default is strict.
	PodSecurityGroupEnforcingMode *Setting `json:"pod_security_group_enforcing_mode,omitempty"`
	// DisableTCPEarlyDemux is DISABLE_TCP_EARLY_DEMUX of the init container, "true" or
	// "false". The default is false.
	DisableTCPEarlyDemux *Setting `json:"disable_tcp_early_demux,omitempty"`
	// ExternalSNAT is AWS_VPC_K8S_CNI_EXTERNALSNAT, "true" or "false". The default is false.
	ExternalSNAT *Setting `json:"external_snat,omitempty"`
	// EnableIPv4Egress is ENABLE_V4_EGRESS, "true" or "false": whether pods of an IPv6
	// cluster have an IPv4 address for egress too. The default is true.
	EnableIPv4Egress *Setting `json:"enable_ipv4_egress,omitempty"`
	// EnableIPv6 is ENABLE_IPv6, "true" or "false": whether the cluster is one of IPv6. The
	// default is false.
	EnableIPv6 *Setting `json:"enable_ipv6,omitempty"`
	// NetworkPolicyEnforcingMode is NETWORK_POLICY_ENFORCING_MODE, "strict" or "standard".
	// The default is standard.
	NetworkPolicyEnforcingMode *Setting `json:"network_policy_enforcing_mode,omitempty"`
	// NetworkPolicyAgent is --enable-network-policy of the network policy agent, "true" or
	// "false"; "false" if the DaemonSet has no agent.
	NetworkPolicyAgent *Setting `json:"network_policy_agent,omitempty"`
	// NetworkPolicyController is enable-network-policy-controller of the ConfigMap
	// amazon-vpc-cni, "true" or "false".
	NetworkPolicyController *Setting `json:"network_policy_controller,omitempty"`
	// NetworkPolicyEventLogs is --enable-policy-event-logs of the agent, "true" or "false".
	// The default is false.
	NetworkPolicyEventLogs *Setting `json:"network_policy_event_logs,omitempty"`
	// EnforcesNetworkPolicies is whether both the agent and the controller are on.
	EnforcesNetworkPolicies *bool `json:"enforces_network_policies,omitempty"`
}

// Setting is the value of a setting and where it is written.
type Setting struct {
	// Ref is the node that sets it or, for a default, the one that could.
	Ref Ref `json:"ref"`
	// Value is the value in effect.
	Value string `json:"value"`
	// Default is whether nobody set it.
	Default bool `json:"default"`
	// Field is where it is, or could be, below the node; only those of an add-on have one.
	Field string `json:"field,omitempty"`
}
