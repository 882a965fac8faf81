package model

// EnvVar is one entry of a container's env.
type EnvVar struct {
	Node
	// Name is the variable.
	Name string `json:"name,omitempty"`
	// Value is value; missing means the empty text, unless ValueFrom is set.
	Value *string `json:"value,omitempty"`
	// ValueFrom is the source in valueFrom as the API spells it, such as "secretKeyRef".
	ValueFrom string `json:"value_from,omitempty"`
}

// EnvSource is one entry of a container's envFrom.
type EnvSource struct {
	Node
	// Source is the source as the API spells it, "secretRef" or "configMapRef".
	Source string `json:"source,omitempty"`
	// Name is that of the Secret or ConfigMap.
	Name string `json:"name,omitempty"`
}
