package model

// NamespaceWorkload is a workload of a namespace; Ref is that of the workload. Its field
// "namespace" is unknown if it may lie in another one: it leaves it out and is applied
// together with the namespace, or several objects define that namespace.
type NamespaceWorkload struct {
	Node
	// Kind is that of the workload.
	Kind string `json:"kind"`
	// Name is metadata.name of the workload; missing if the API server generates it.
	Name string `json:"name,omitempty"`
	// NodeAgent is that of the workload.
	NodeAgent string `json:"node_agent,omitempty"`
	// Verdicts are what the Pod Security Standards say about the workload, at the version
	// by which the namespace enforces them. There are several, one for each version that
	// the cluster may have, only if these differ in what they say.
	Verdicts []*PodSecurityVerdict `json:"verdicts,omitempty"`
}

// PodSecurityVerdict is what the Pod Security Standards of one version say about a
// workload. The checks have the names of k8s.io/pod-security-admission.
type PodSecurityVerdict struct {
	// Minor is the NN of the version 1.NN.
	Minor int `json:"minor"`
	// Baseline are the checks that the workload violates at the level baseline, sorted.
	Baseline []string `json:"baseline,omitempty"`
	// Restricted are those at the level restricted, which takes in the checks of baseline
	// except those that it puts a stricter one in place of.
	Restricted []string `json:"restricted,omitempty"`
	// Undecided are the fields that would have to be known to judge further checks.
	Undecided []*PodSecurityUndecided `json:"undecided,omitempty"`
}

// PodSecurityUndecided is a field of a workload, or of a node in it, that decides about a
// check of the Pod Security Standards and is unknown.
type PodSecurityUndecided struct {
	// Ref and Field are the place.
	Ref Ref `json:"ref"`
	// Field is a path of names and indexes.
	Field []string `json:"field"`
	// Reason says why it is unknown.
	Reason Reason `json:"reason"`
	// Levels are the levels that the check belongs to: "baseline", "restricted".
	Levels []string `json:"levels"`
}

// FileNamespace is a namespace that objects of one file name. Ref is the first of them. Of
// objects whose namespace is unknown there is one for each reason.
type FileNamespace struct {
	Node
	// Namespace is the name; missing if unknown.
	Namespace string `json:"namespace,omitempty"`
	// Objects are the workloads, Services, ConfigMaps, Secrets and ServiceAccounts, in the
	// order of the file.
	Objects []*ObjectRef `json:"objects"`
}

// UndefinedNamespace is a namespace that workloads name and that no object of the unit
// defines. Ref is the first workload that names it.
type UndefinedNamespace struct {
	Node
	// Name is the name.
	Name string `json:"name"`
}
