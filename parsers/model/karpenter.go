package model

// EC2NodeClass is an object of that kind of Karpenter (karpenter.k8s.aws).
//
// Source: https://karpenter.sh/docs/concepts/nodeclasses/
type EC2NodeClass struct {
	Object
	// MetadataOptions are spec.metadataOptions; missing means the defaults of each field.
	MetadataOptions *MetadataOptions `json:"metadata_options,omitempty"`
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
