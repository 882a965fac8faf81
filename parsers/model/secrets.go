package model

// SensitiveText is a text of an object that holds what should be secret, or looks as if it
// did. The text itself is not in the model, and where other nodes have it, such as the value
// of a variable, there is [Masked] instead. Ref is the place of the text.
type SensitiveText struct {
	Node
	// Owner is the object that holds the text.
	Owner Ref `json:"owner"`
	// Kind and Name are those of the object; Kind is the address of a resource of Terraform.
	Kind string `json:"kind"`
	// Name is metadata.name of the object; missing if it is left out.
	Name string `json:"name,omitempty"`
	// Source is "env" for a variable of a container, "config-map" or "secret" for an entry of
	// such an object, "field" for any other field, and "argument" for one of Terraform.
	Source string `json:"source"`
	// Container is the name of the container of a variable.
	Container string `json:"container,omitempty"`
	// Entry is the name of the variable, the key of the entry or the path of the field or
	// argument.
	Entry string `json:"entry"`
	// Within is the name of the setting in a text of configuration that holds it.
	Within string `json:"within,omitempty"`
	// Signs are what was found, the worst first, such as "private-key"; see package secrets.
	Signs []string `json:"signs"`
}

// Masked stands in the model for a text that should be secret.
const Masked = "(masked)"
