package model

// EC2NodeClass is an object of that kind of Karpenter (karpenter.k8s.aws).
//
// Source: https://karpenter.sh/docs/concepts/nodeclasses/
type EC2NodeClass struct {
	Object
	// MetadataOptions are spec.metadataOptions; missing means the defaults of each field.
	MetadataOptions *MetadataOptions `json:"metadata_options,omitempty"`
	// Role is spec.role, the name of the IAM role of the nodes; missing if spec.instanceProfile
	// gives them one.
	Role string `json:"role,omitempty"`
	// AMIFamily is spec.amiFamily, such as "AL2023"; missing means that of the alias.
	AMIFamily string `json:"ami_family,omitempty"`
	// AMISelectorTerms are spec.amiSelectorTerms, of which one must select an image.
	AMISelectorTerms []*AMISelectorTerm `json:"ami_selector_terms,omitempty"`
	// AssociatePublicIPAddress is spec.associatePublicIPAddress; missing means what the subnet
	// says.
	AssociatePublicIPAddress *bool `json:"associate_public_ip_address,omitempty"`
	// BlockDeviceMappings are spec.blockDeviceMappings; missing means those of the AMI family,
	// which are encrypted.
	BlockDeviceMappings []*BlockDeviceMapping `json:"block_device_mappings,omitempty"`
}

// AMISelectorTerm is one entry of amiSelectorTerms.
type AMISelectorTerm struct {
	Node
	// Alias is a family of EKS images with a version, such as "al2023@latest".
	Alias string `json:"alias,omitempty"`
	// ID is the id of one image.
	ID string `json:"id,omitempty"`
	// Name is the name of images, with "*" for any text.
	Name string `json:"name,omitempty"`
	// SSMParameter is the name or ARN of a parameter that holds an image's id.
	SSMParameter string `json:"ssm_parameter,omitempty"`
}

// BlockDeviceMapping is one volume of the nodes.
type BlockDeviceMapping struct {
	Node
	// DeviceName is deviceName, such as "/dev/xvda".
	DeviceName string `json:"device_name,omitempty"`
	// EBS is ebs.
	EBS *NodeVolume `json:"ebs,omitempty"`
}

// NodeVolume says how an EBS volume is made.
type NodeVolume struct {
	// Encrypted is encrypted; missing means what the account says.
	Encrypted *bool `json:"encrypted,omitempty"`
	// KMSKeyID is kmsKeyID.
	KMSKeyID string `json:"kms_key_id,omitempty"`
	// SnapshotID is snapshotID, of which the volume is a copy.
	SnapshotID string `json:"snapshot_id,omitempty"`
}

// NodePool is an object of that kind of Karpenter (karpenter.sh), which EKS Auto Mode uses
// too.
//
// Source: https://karpenter.sh/docs/concepts/nodepools/
type NodePool struct {
	Object
	// NodeClassGroup is the API group of the node class, such as "karpenter.k8s.aws", and
	// "eks.amazonaws.com" for EKS Auto Mode.
	NodeClassGroup string `json:"node_class_group,omitempty"`
	// NodeClassName is spec.template.spec.nodeClassRef.name.
	NodeClassName string `json:"node_class_name,omitempty"`
	// ExpireAfter is spec.template.spec.expireAfter or, before karpenter.sh/v1,
	// spec.disruption.expireAfter: "Never" or a duration such as "720h", which is the default.
	ExpireAfter string `json:"expire_after,omitempty"`
	// Budgets are spec.disruption.budgets.
	Budgets []*DisruptionBudget `json:"budgets,omitempty"`
	// NodeLabels are spec.template.metadata.labels, which the nodes get.
	NodeLabels map[string]string `json:"node_labels,omitempty"`
	// Taints are spec.template.spec.taints.
	Taints []*Taint `json:"taints,omitempty"`
}

// DisruptionBudget bounds how many nodes of a NodePool are replaced at once.
type DisruptionBudget struct {
	Node
	// Nodes is a number or a percentage of the nodes.
	Nodes string `json:"nodes,omitempty"`
	// Schedule is when the budget holds; missing means always.
	Schedule string `json:"schedule,omitempty"`
	// Reasons are the reasons for which it holds, such as "Drifted"; missing means all. None of
	// them is that a node expires.
	Reasons []string `json:"reasons,omitempty"`
}

// MetadataOptions are those of the EC2 instance metadata service on the nodes.
type MetadataOptions struct {
	// HTTPEndpoint is httpEndpoint, "enabled" or "disabled"; missing means enabled.
	HTTPEndpoint string `json:"http_endpoint,omitempty"`
	// HTTPTokens is httpTokens, "required" or "optional"; missing means required.
	HTTPTokens string `json:"http_tokens,omitempty"`
	// HTTPPutResponseHopLimit is httpPutResponseHopLimit, in network hops; missing means 1,
	// and 2 before karpenter.k8s.aws/v1.
	HTTPPutResponseHopLimit *int64 `json:"http_put_response_hop_limit,omitempty"`
	// HTTPProtocolIPv6 is httpProtocolIPv6, "enabled" or "disabled"; missing means disabled.
	HTTPProtocolIPv6 string `json:"http_protocol_ipv6,omitempty"`
}

// KubeletSetting is a setting of the kubelet that starts with a node. Ref is the place of
// it: the value itself, or the user data that holds it.
type KubeletSetting struct {
	Node
	// Kind and Name are those of the object that holds it.
	Kind string `json:"kind"`
	// Name is metadata.name of the object; missing if it has none.
	Name string `json:"name,omitempty"`
	// Setting is its path in a KubeletConfiguration, such as "readOnlyPort".
	Setting string `json:"setting"`
	// Value is the value as text.
	Value string `json:"value"`
}
