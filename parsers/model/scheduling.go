package model

// Toleration is one entry of a pod's tolerations.
type Toleration struct {
	Node
	// Key is the key of the taint; missing, with the operator Exists, means every taint.
	Key string `json:"key,omitempty"`
	// Operator is "Equal" or "Exists"; missing means "Equal".
	Operator string `json:"operator,omitempty"`
	// Value is the value of the taint, for the operator Equal.
	Value string `json:"value,omitempty"`
	// Effect is that of the taint; missing means every effect.
	Effect string `json:"effect,omitempty"`
}

// Taint is one taint that nodes of a NodePool get.
type Taint struct {
	Node
	// Key is the key.
	Key string `json:"key,omitempty"`
	// Value is the value; missing means "".
	Value string `json:"value,omitempty"`
	// Effect is "NoSchedule", "PreferNoSchedule" or "NoExecute".
	Effect string `json:"effect,omitempty"`
}
