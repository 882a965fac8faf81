package model

// The controllers that put a load balancer in front of pods.
const (
	// CloudController is the service controller of the AWS cloud provider, which makes a
	// Classic or Network Load Balancer for a Service that no other controller claims.
	CloudController = "cloud-controller"
	// LoadBalancerController is the AWS Load Balancer Controller.
	LoadBalancerController = "aws-load-balancer-controller"
	// AutoMode is the load balancing of EKS Auto Mode.
	AutoMode = "eks-auto-mode"
	// InCluster is a proxy that runs in pods and is reached through a Service of its own,
	// such as ingress-nginx.
	InCluster = "in-cluster"
	// Lattice is the AWS Gateway API Controller for VPC Lattice.
	Lattice = "vpc-lattice"
)

// The schemes of a load balancer.
const (
	// InternetFacing has public addresses.
	InternetFacing = "internet-facing"
	// Internal has addresses of the VPC only.
	Internal = "internal"
)

// LoadBalancer is what stands in front of the pods of a Service, an Ingress or a Gateway.
// A fact of the whole unit.
type LoadBalancer struct {
	// Controller is the one that makes it, such as "aws-load-balancer-controller";
	// missing and unknown if the unit does not tell.
	Controller string `json:"controller,omitempty"`
	// Scheme is "internet-facing" or "internal", the controller's default and what
	// overrides the object itself applied. For an in-cluster controller it is that of the
	// controller's own Services.
	Scheme string `json:"scheme,omitempty"`
	// SourceRanges are the CIDRs that may connect; missing means all.
	SourceRanges []string `json:"source_ranges,omitempty"`
	// PrefixLists are the managed prefix lists that may connect.
	PrefixLists []string `json:"prefix_lists,omitempty"`
	// InternetFacing is whether any address of the internet may connect: an
	// internet-facing scheme without a restriction of the source.
	InternetFacing *bool `json:"internet_facing,omitempty"`
}

// ServicePort is one entry of a Service's ports.
type ServicePort struct {
	Node
	// Name is the port's name.
	Name string `json:"name,omitempty"`
	// Protocol is "TCP", "UDP" or "SCTP"; missing means "TCP".
	Protocol string `json:"protocol,omitempty"`
	// AppProtocol is appProtocol, such as "http".
	AppProtocol string `json:"app_protocol,omitempty"`
	// Port is the port of the Service.
	Port *int64 `json:"port,omitempty"`
	// TargetPort is the number or the name of the port of the pods, as text; missing means
	// Port.
	TargetPort string `json:"target_port,omitempty"`
}

// Listener is one entry of a Gateway's listeners.
type Listener struct {
	Node
	// Name is the listener's name.
	Name string `json:"name,omitempty"`
	// Protocol is protocol, such as "HTTP" or "HTTPS".
	Protocol string `json:"protocol,omitempty"`
	// Port is the port.
	Port *int64 `json:"port,omitempty"`
	// RoutesFrom is allowedRoutes.namespaces.from, "Same", "All", "Selector" or "None";
	// missing means "Same".
	RoutesFrom string `json:"routes_from,omitempty"`
	// RoutesSelector is allowedRoutes.namespaces.selector, of namespaces.
	RoutesSelector *LabelSelector `json:"routes_selector,omitempty"`
}

// GatewayClass is an object of that kind of the Gateway API.
type GatewayClass struct {
	Object
	// ControllerName is spec.controllerName.
	ControllerName string `json:"controller_name,omitempty"`
	// ParametersKind is spec.parametersRef.kind.
	ParametersKind string `json:"parameters_kind,omitempty"`
	// ParametersNamespace is spec.parametersRef.namespace.
	ParametersNamespace string `json:"parameters_namespace,omitempty"`
	// ParametersName is spec.parametersRef.name.
	ParametersName string `json:"parameters_name,omitempty"`
}

// LoadBalancerConfiguration is an object of that kind (gateway.k8s.aws), to which a
// Gateway or a GatewayClass refers.
//
// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/loadbalancerconfig/
type LoadBalancerConfiguration struct {
	Object
	// Scheme is spec.scheme, "internal" or "internet-facing"; missing means the default of
	// the controller, which is internal.
	Scheme string `json:"scheme,omitempty"`
	// MergingMode is spec.mergingMode, "prefer-gateway" or "prefer-gateway-class"; missing
	// means the latter.
	MergingMode string `json:"merging_mode,omitempty"`
	// SourceRanges are spec.sourceRanges, the CIDRs that may connect; missing means all.
	SourceRanges []string `json:"source_ranges,omitempty"`
	// SecurityGroupPrefixes are spec.securityGroupPrefixes, managed prefix lists that may
	// connect.
	SecurityGroupPrefixes []string `json:"security_group_prefixes,omitempty"`
	// SecurityGroups are spec.securityGroups; with them the source ranges do not count.
	SecurityGroups []string `json:"security_groups,omitempty"`
}

// TargetGroupBinding is an object of that kind (elbv2.k8s.aws, eks.amazonaws.com). It
// makes the pods of a Service targets of a load balancer that is made elsewhere.
type TargetGroupBinding struct {
	Object
	// ServiceName is spec.serviceRef.name.
	ServiceName string `json:"service_name,omitempty"`
}
