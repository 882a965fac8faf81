package model

// QuotaPropagator is an object by which the Hierarchical Namespace Controller or Capsule
// puts quotas or limit ranges into the namespaces of tenants.
//
// Source: https://github.com/kubernetes-retired/hierarchical-namespaces and
// https://projectcapsule.dev/docs/tenants/enforcement
type QuotaPropagator struct {
	Object
	// Quotas is whether namespaces get resource quotas by it.
	Quotas bool `json:"quotas"`
	// LimitRanges is whether namespaces get limit ranges by it.
	LimitRanges bool `json:"limit_ranges"`
}

// ChartRelease is an object by which Flux or Argo CD installs Helm charts.
type ChartRelease struct {
	Object
	// Charts are the names of the charts.
	Charts []string `json:"charts,omitempty"`
}

// Kustomization is a file that kustomize builds from.
//
// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
type Kustomization struct {
	Object
	// Images are the names of images that it gives another name, tag or digest.
	Images []string `json:"images,omitempty"`
}
