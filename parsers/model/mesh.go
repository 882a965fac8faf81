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
