package model

// PeerAuthentication is an object of that kind of Istio (security.istio.io).
//
// Source: https://istio.io/latest/docs/reference/config/security/peer_authentication/
type PeerAuthentication struct {
	Object
	// Selector is spec.selector.matchLabels; missing means all workloads of the namespace,
	// or, in the root namespace, of the mesh.
	Selector map[string]string `json:"selector,omitempty"`
	// Mode is spec.mtls.mode, "STRICT", "PERMISSIVE", "DISABLE" or "UNSET"; missing means
	// UNSET, which takes over that of what is above.
	Mode string `json:"mode,omitempty"`
	// PortModes are spec.portLevelMtls, the mode by the port's number.
	PortModes map[string]string `json:"port_modes,omitempty"`
}

// LinkerdServer is a Server of Linkerd (policy.linkerd.io), which says who may use a port of
// some pods.
//
// Source: https://linkerd.io/2/reference/authorization-policy/
type LinkerdServer struct {
	Object
	// AccessPolicy is spec.accessPolicy, who may connect without an authorization, such as
	// "all-unauthenticated"; missing means nobody.
	AccessPolicy string `json:"access_policy,omitempty"`
}
