package model

// Resources are the requests and limits that a container or a pod is given, as written,
// such as "500m" and "1Gi", by the name of the resource.
type Resources struct {
	// Requests are resources.requests.
	Requests map[string]string `json:"requests,omitempty"`
	// Limits are resources.limits.
	Limits map[string]string `json:"limits,omitempty"`
}

// EffectiveResources are the requests and limits that a container has once the API server
// has applied its defaults, those of LimitRanges and those of the pod. A request or limit
// of zero, which is none, is left out. One that cannot be known is named in Unknown of the
// container, as in "effective_resources.limits.memory". A fact of the whole unit.
//
// Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
// and https://kubernetes.io/docs/concepts/policy/limit-range/
type EffectiveResources struct {
	// Requests are the requests by the name of the resource.
	Requests map[string]string `json:"requests,omitempty"`
	// RequestOrigins say where each request comes from: "container", "limit" (the
	// container's limit, which is copied), "limit-range" or "pod".
	RequestOrigins map[string]string `json:"request_origins,omitempty"`
	// Limits are the limits by the name of the resource.
	Limits map[string]string `json:"limits,omitempty"`
	// LimitOrigins say where each limit comes from: "container", "limit-range" or "pod".
	LimitOrigins map[string]string `json:"limit_origins,omitempty"`
}

// The origins of an effective request or limit.
const (
	// FromContainer is the container itself.
	FromContainer = "container"
	// FromLimit is the limit of the container, for a request.
	FromLimit = "limit"
	// FromLimitRange is a LimitRange of the namespace.
	FromLimitRange = "limit-range"
	// FromPod is the pod, whose containers share what it has.
	FromPod = "pod"
)

// LimitRange is an object of that kind.
type LimitRange struct {
	Object
	// Limits are spec.limits.
	Limits []*LimitRangeItem `json:"limits,omitempty"`
}

// LimitRangeItem is one entry of a LimitRange.
type LimitRangeItem struct {
	Node
	// Type is "Container", "Pod" or "PersistentVolumeClaim".
	Type string `json:"type,omitempty"`
	// Default are limits for containers that have none.
	Default map[string]string `json:"default,omitempty"`
	// DefaultRequest are requests for containers that have none; missing means Default, and
	// without that Min.
	DefaultRequest map[string]string `json:"default_request,omitempty"`
	// Max are the largest limits; without Default they are the default ones.
	Max map[string]string `json:"max,omitempty"`
	// Min are the smallest requests.
	Min map[string]string `json:"min,omitempty"`
}

// ResourceQuota is an object of that kind.
type ResourceQuota struct {
	Object
	// Hard are spec.hard, such as "limits.memory" or "pods".
	Hard map[string]string `json:"hard,omitempty"`
	// Scoped is whether the quota counts only some of the pods, by spec.scopes or
	// spec.scopeSelector.
	Scoped bool `json:"scoped"`
}

// NamespaceResources say whether the resources of a namespace are bounded. A fact of the
// whole unit.
type NamespaceResources struct {
	// Quota is whether a ResourceQuota that counts all pods bounds cpu, memory or the
	// number of pods.
	Quota *bool `json:"quota,omitempty"`
	// LimitRange is whether a LimitRange speaks of containers or pods.
	LimitRange *bool `json:"limit_range,omitempty"`
}
