// Package model is the one normalized description of what a team is about to deploy.
//
// Parsers fill it, facts are added to it, rules judge it. Its JSON form is the input of
// the rules and the output of "ekslint model"; its JSON Schema is generated from these
// types and the rules compile against it, so a misspelt field does not compile.
//
// Every field has one of three answers. A field that is set is present. A field that the
// author left out is missing; the documented default of Kubernetes applies, and is only
// filled in where the comment says so. A field whose value cannot be known offline is
// missing too, and is named with its reason in the Unknown of its node.
//
// Names are those of the Kubernetes API in snake case.
package model

import "strings"

// Ref names a node of the model within one run. The linter turns a Ref and a field into
// a place in a file; rules only pass it on. The zero Ref names nothing.
type Ref int64

// Node is what every node that a finding can point at starts with.
type Node struct {
	// Ref names this node.
	Ref Ref `json:"ref"`
	// Unknown gives, for each field that cannot be known offline, the reason. The key is
	// the field's path below this node, with dots, as in "security_context.privileged".
	Unknown map[string]Reason `json:"unknown,omitempty"`
}

// Reason says why a value is unknown.
type Reason string

// The reasons.
const (
	// TemplateValue is text that a later tool replaces: ${NAME}, {{ ... }}, <no value>, and
	// $(NAME) where Kubernetes does not expand it.
	TemplateValue Reason = "template-value"
	// WrongType is a value of a type that the field does not take; the API server would
	// refuse it. It is a problem too, unless the kind is a custom one.
	WrongType Reason = "wrong-type"
	// NamespaceLeftOut is a namespaced object without metadata.namespace: whoever
	// applies it decides.
	NamespaceLeftOut Reason = "namespace-left-out"
	// NotInInput is something outside of what was given to this run. That is also what a
	// part leaves to its whole: a patch without containers, or the container without an
	// image by which a custom kind adds to the one of its operator.
	NotInInput Reason = "not-in-input"
	// DefinedTwice is what several objects of one name say differently; which of them
	// is applied, or whether they are put together, is decided elsewhere.
	DefinedTwice Reason = "defined-twice"
	// NotEvaluated is something of the input that is known but whose effect is not computed.
	NotEvaluated Reason = "not-evaluated"
	// UnknownField is a name that no API known to ekslint has where it stands: that of a
	// newer one, or a typing error.
	UnknownField Reason = "unknown-field"
)

// Model is the input of the rules: settings and collections. Each collection holds the
// nodes of one kind in the order of the files; a rule that names a collection in its
// targets runs only if that is not empty.
type Model struct {
	// Settings are what the user chose, as far as rules depend on it.
	Settings Settings `json:"settings"`
	// Workloads are all objects that hold a pod or a pod template.
	Workloads []*Workload `json:"workloads,omitempty"`
	// Containers are the containers of all workloads.
	Containers []*Container `json:"containers,omitempty"`
	// Volumes are the volumes of all workloads, mounted or not.
	Volumes []*Volume `json:"volumes,omitempty"`
	// VolumeMounts are the mounts of all containers.
	VolumeMounts []*VolumeMount `json:"volume_mounts,omitempty"`
	// PersistentVolumes are objects of that kind.
	PersistentVolumes []*PersistentVolume `json:"persistent_volumes,omitempty"`
	// PersistentVolumeClaims are objects of that kind.
	PersistentVolumeClaims []*PersistentVolumeClaim `json:"persistent_volume_claims,omitempty"`
	// Namespaces are objects of that kind; a namespace that is only named is not here.
	Namespaces []*Namespace `json:"namespaces,omitempty"`
	// FileNamespaces are the namespaces that objects name, file by file.
	FileNamespaces []*FileNamespace `json:"file_namespaces,omitempty"`
	// UndefinedNamespaces are namespaces that workloads name and that no object of the
	// unit defines. A fact of the whole unit.
	UndefinedNamespaces []*UndefinedNamespace `json:"undefined_namespaces,omitempty"`
	// PodSecurityPolicies are objects of that kind.
	PodSecurityPolicies []*PodSecurityPolicy `json:"pod_security_policies,omitempty"`
	// Roles are Roles and ClusterRoles.
	Roles []*Role `json:"roles,omitempty"`
	// RoleBindings are RoleBindings and ClusterRoleBindings.
	RoleBindings []*RoleBinding `json:"role_bindings,omitempty"`
	// Services are objects of that kind.
	Services []*Service `json:"services,omitempty"`
	// Ingresses are objects of that kind.
	Ingresses []*Ingress `json:"ingresses,omitempty"`
	// IngressClassParams are objects of that kind, of the AWS Load Balancer Controller.
	IngressClassParams []*IngressClassParams `json:"ingress_class_params,omitempty"`
	// IngressClasses are objects of that kind.
	IngressClasses []*IngressClass `json:"ingress_classes,omitempty"`
	// Gateways are objects of that kind of the Gateway API.
	Gateways []*Gateway `json:"gateways,omitempty"`
	// Routes are HTTPRoutes, GRPCRoutes, TCPRoutes, TLSRoutes and UDPRoutes.
	Routes []*Route `json:"routes,omitempty"`
	// GatewayClasses are objects of that kind of the Gateway API.
	GatewayClasses []*GatewayClass `json:"gateway_classes,omitempty"`
	// LoadBalancerConfigurations are objects of that kind, of the AWS Load Balancer Controller.
	LoadBalancerConfigurations []*LoadBalancerConfiguration `json:"load_balancer_configurations,omitempty"`
	// TargetGroupBindings are objects of that kind, of the AWS Load Balancer Controller.
	TargetGroupBindings []*TargetGroupBinding `json:"target_group_bindings,omitempty"`
	// ServiceAccounts are objects of that kind.
	ServiceAccounts []*ServiceAccount `json:"service_accounts,omitempty"`
	// Secrets are objects of that kind, without their data.
	Secrets []*Secret `json:"secrets,omitempty"`
	// SensitiveTexts are texts of any object that should be secret.
	SensitiveTexts []*SensitiveText `json:"sensitive_texts,omitempty"`
	// Principals are the users, groups and service accounts of the unit. A fact.
	Principals []*Principal `json:"principals,omitempty"`
	// NetworkPolicies are objects of that kind of Kubernetes.
	NetworkPolicies []*NetworkPolicy `json:"network_policies,omitempty"`
	// EnginePolicies are network policies of other kinds, which are not evaluated.
	EnginePolicies []*EnginePolicy `json:"engine_policies,omitempty"`
	// NetworkEngines are objects that install an engine of network policies.
	NetworkEngines []*NetworkEngine `json:"network_engines,omitempty"`
	// ConfigMaps are objects of that kind.
	ConfigMaps []*ConfigMap `json:"config_maps,omitempty"`
	// AWSAuths are the ConfigMaps aws-auth.
	AWSAuths []*AWSAuth `json:"aws_auths,omitempty"`
	// StorageClasses are objects of that kind.
	StorageClasses []*StorageClass `json:"storage_classes,omitempty"`
	// QuotaPropagators are objects that put quotas into the namespaces of tenants.
	QuotaPropagators []*QuotaPropagator `json:"quota_propagators,omitempty"`
	// ChartReleases are HelmReleases of Flux and Applications of Argo CD that install charts.
	ChartReleases []*ChartRelease `json:"chart_releases,omitempty"`
	// Kustomizations are files that kustomize builds from, if they change images.
	Kustomizations []*Kustomization `json:"kustomizations,omitempty"`
	// NodePools are objects of that kind of Karpenter and EKS Auto Mode.
	NodePools []*NodePool `json:"node_pools,omitempty"`
	// KubeletSettings are settings of the kubelet in any object that nodes start by.
	KubeletSettings []*KubeletSetting `json:"kubelet_settings,omitempty"`
	// NodeClasses are objects of that kind, of EKS Auto Mode.
	NodeClasses []*NodeClass `json:"node_classes,omitempty"`
	// EC2NodeClasses are objects of that kind, of Karpenter.
	EC2NodeClasses []*EC2NodeClass `json:"ec2_node_classes,omitempty"`
	// PeerAuthentications are objects of that kind, of Istio.
	PeerAuthentications []*PeerAuthentication `json:"peer_authentications,omitempty"`
	// LinkerdServers are Servers of Linkerd.
	LinkerdServers []*LinkerdServer `json:"linkerd_servers,omitempty"`
	// AWSBackends are Issuers of cert-manager and SecretStores of External Secrets that call AWS.
	AWSBackends []*AWSBackend `json:"aws_backends,omitempty"`
	// VPCCNIs are the settings of the Amazon VPC CNI. A fact of the whole unit.
	VPCCNIs []*VPCCNI `json:"vpc_cnis,omitempty"`
	// VPCCNIAddons are the settings about security groups and network policies that EKS add-ons of
	// Terraform give to the Amazon VPC CNI. A fact of the whole unit.
	VPCCNIAddons []*VPCCNI `json:"vpc_cni_addons,omitempty"`
	// LimitRanges are objects of that kind.
	LimitRanges []*LimitRange `json:"limit_ranges,omitempty"`
	// ResourceQuotas are objects of that kind.
	ResourceQuotas []*ResourceQuota `json:"resource_quotas,omitempty"`
	// AdmissionWebhooks are the webhooks of the two webhook configuration kinds.
	AdmissionWebhooks []*AdmissionWebhook `json:"admission_webhooks,omitempty"`
	// AdmissionPolicies are policies of Kyverno, Gatekeeper and Kubernetes itself.
	AdmissionPolicies []*AdmissionPolicy `json:"admission_policies,omitempty"`
	// AdmissionPolicyBindings are ValidatingAdmissionPolicyBindings.
	AdmissionPolicyBindings []*AdmissionPolicyBinding `json:"admission_policy_bindings,omitempty"`
	// SecurityGroupPolicies are objects of that kind, of the VPC resource controller.
	SecurityGroupPolicies []*SecurityGroupPolicy `json:"security_group_policies,omitempty"`
	// AWS are the AWS resources.
	AWS
	// Incomplete are collections that miss nodes which cannot be known offline.
	Incomplete []*Incomplete `json:"-"`
}

// Settings are what the user chose, as far as rules depend on it.
type Settings struct {
	// KubernetesMinor is the minor version NN of Kubernetes 1.NN, and at the same time
	// the version of the Pod Security Standards.
	KubernetesMinor int `json:"kubernetes_minor"`
	// KubernetesMinorGiven is whether the user said the version. If not, it is the newest
	// one that ekslint knows, and the cluster may have any version that EKS offers.
	KubernetesMinorGiven bool `json:"kubernetes_minor_given"`
	// OldestKubernetesMinor is the oldest version that the cluster may have: the one that
	// the user said, or else the oldest one that EKS offers.
	OldestKubernetesMinor int `json:"oldest_kubernetes_minor"`
	// Profile is "default" or "strict".
	Profile string `json:"profile"`
	// Params are the parameters of rules by the name of the rule and their own. All that a
	// rule declares are there, with their defaults; a value is a string, an int, a bool or
	// a []string.
	Params map[string]map[string]any `json:"params,omitempty"`
}

// Incomplete says that a collection misses the nodes of one place.
type Incomplete struct {
	// Collection is the JSON name of the collection, such as "containers".
	Collection string
	// Ref and Field are where the missing nodes would be written.
	Ref   Ref
	Field string
	// Reason says why they are not known.
	Reason Reason
}

// Object is the identity of a Kubernetes object.
type Object struct {
	Node
	// APIVersion is as written, such as "apps/v1".
	APIVersion string `json:"api_version"`
	// Kind is as written, such as "Deployment".
	Kind string `json:"kind"`
	// Name is metadata.name; missing if the API server generates it or if unknown.
	Name string `json:"name,omitempty"`
	// Namespace is metadata.namespace; missing for objects without a namespace, and, with
	// the reason NamespaceLeftOut, if it is left out.
	Namespace string `json:"namespace,omitempty"`
	// Labels are metadata.labels.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are metadata.annotations.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Bundle is the folder of the object's file. Objects of one bundle whose namespace is
	// left out are taken to go to the same one, since they are applied together.
	Bundle string `json:"-"`
	// Root is the root module or plan whose resource the object is, as in [Resource]; "" for
	// the object of a file.
	Root string `json:"-"`
}

// Why returns the reason for which a field of n is unknown, and "" if it is not. A field
// is unknown as well if something that holds it is: security_context makes
// security_context.privileged unknown.
func (n *Node) Why(field string) Reason {
	for n.Unknown != nil {
		if reason, ok := n.Unknown[field]; ok {
			return reason
		}
		dot := strings.LastIndexByte(field, '.')
		if dot < 0 {
			break
		}
		field = field[:dot]
	}
	return ""
}
