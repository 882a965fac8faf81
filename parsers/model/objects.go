package model

// PersistentVolume is an object of that kind.
type PersistentVolume struct {
	Object
	// HostPath is spec.hostPath.
	HostPath *HostPath `json:"host_path,omitempty"`
	// LocalPath is spec.local.path.
	LocalPath string `json:"local_path,omitempty"`
	// NFS is spec.nfs.
	NFS *NFS `json:"nfs,omitempty"`
	// CSI is spec.csi.
	CSI *CSIVolume `json:"csi,omitempty"`
	// StorageClassName is spec.storageClassName.
	StorageClassName string `json:"storage_class_name,omitempty"`
	// ClaimName is spec.claimRef.name.
	ClaimName string `json:"claim_name,omitempty"`
	// ClaimNamespace is spec.claimRef.namespace.
	ClaimNamespace string `json:"claim_namespace,omitempty"`
	// Claim is the first claim of the unit that is bound to the volume or selects it;
	// missing if none does. A fact of the whole unit.
	Claim *Claim `json:"claim,omitempty"`
}

// Claim is what takes a PersistentVolume.
type Claim struct {
	// Ref is the PersistentVolumeClaim or, in a StatefulSet, the template for it.
	Ref Ref `json:"ref"`
	// Kind is "PersistentVolumeClaim" or "StatefulSet".
	Kind string `json:"kind"`
	// Name is metadata.name of that object; missing if unknown.
	Name string `json:"name,omitempty"`
}

// PersistentVolumeClaim is an object of that kind, or a claim template of a StatefulSet.
type PersistentVolumeClaim struct {
	Object
	// StatefulSet is the name of the StatefulSet that holds a claim template; its claims
	// are named NAME-STATEFULSET-ORDINAL. Missing for an object.
	StatefulSet string `json:"stateful_set,omitempty"`
	// VolumeName is spec.volumeName, the volume that the claim asks for by name.
	VolumeName string `json:"volume_name,omitempty"`
	// StorageClassName is spec.storageClassName.
	StorageClassName *string `json:"storage_class_name,omitempty"`
	// Selector is spec.selector, which picks volumes by label.
	Selector *LabelSelector `json:"selector,omitempty"`
}

// Namespace is an object of that kind.
type Namespace struct {
	Object
	// PodSecurity holds the Pod Security Admission labels. It is unknown, with the reason
	// DefinedTwice, if another object of the same name may be what is applied in the end.
	PodSecurity PodSecurity `json:"pod_security"`
	// Resources say whether the resources of the namespace are bounded.
	Resources *NamespaceResources `json:"resources,omitempty"`
	// Network is what holds for pods of the namespace that no policy of their own selects.
	Network *NetworkDefaults `json:"network,omitempty"`
	// Workloads are the workloads that lie in the namespace. A fact of the whole unit.
	Workloads []*NamespaceWorkload `json:"workloads,omitempty"`
	// Policies are the policies of an admission engine that refuse insecure pods in the
	// namespace. A fact of the whole unit.
	Policies []*ObjectRef `json:"policies,omitempty"`
}

// PodSecurity holds the values of the pod-security.kubernetes.io labels, as written.
//
// Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
type PodSecurity struct {
	// Enforce is the level that the API server enforces; missing means privileged.
	Enforce *string `json:"enforce,omitempty"`
	// EnforceVersion pins the version of Enforce; missing means latest.
	EnforceVersion *string `json:"enforce_version,omitempty"`
	// Audit is the level of audit annotations.
	Audit *string `json:"audit,omitempty"`
	// AuditVersion pins the version of Audit.
	AuditVersion *string `json:"audit_version,omitempty"`
	// Warn is the level of warnings to the user.
	Warn *string `json:"warn,omitempty"`
	// WarnVersion pins the version of Warn.
	WarnVersion *string `json:"warn_version,omitempty"`
}

// LabelSelector is a label selector of the Kubernetes API. One without any term selects
// everything.
type LabelSelector struct {
	// MatchLabels are pairs that must all be there.
	MatchLabels map[string]string `json:"match_labels,omitempty"`
	// MatchExpressions are conditions that must all hold.
	MatchExpressions []*LabelExpression `json:"match_expressions,omitempty"`
}

// LabelExpression is one condition of a label selector.
type LabelExpression struct {
	// Key is the label.
	Key string `json:"key"`
	// Operator is In, NotIn, Exists or DoesNotExist.
	Operator string `json:"operator"`
	// Values are those of In and NotIn.
	Values []string `json:"values,omitempty"`
}

// PodSecurityPolicy is an object of that kind, which Kubernetes had until 1.24.
//
// Source: https://v1-24.docs.kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-security-policy-v1beta1/
type PodSecurityPolicy struct {
	Object
	// Privileged is spec.privileged; missing means false.
	Privileged *bool `json:"privileged,omitempty"`
	// HostNetwork is spec.hostNetwork; missing means false.
	HostNetwork *bool `json:"host_network,omitempty"`
	// HostPID is spec.hostPID; missing means false.
	HostPID *bool `json:"host_pid,omitempty"`
	// HostIPC is spec.hostIPC; missing means false.
	HostIPC *bool `json:"host_ipc,omitempty"`
	// HostPorts are ranges of node ports that pods may use.
	HostPorts []*Range `json:"host_ports,omitempty"`
	// Volumes are the allowed volume types; "*" allows all, missing allows none.
	Volumes []string `json:"volumes,omitempty"`
	// AllowedHostPaths narrow hostPath volumes; missing allows every path.
	AllowedHostPaths []*AllowedHostPath `json:"allowed_host_paths,omitempty"`
	// AllowedCapabilities may be added by a container; "*" allows all.
	AllowedCapabilities []string `json:"allowed_capabilities,omitempty"`
	// DefaultAddCapabilities are added to every container.
	DefaultAddCapabilities []string `json:"default_add_capabilities,omitempty"`
	// RequiredDropCapabilities are dropped from every container.
	RequiredDropCapabilities []string `json:"required_drop_capabilities,omitempty"`
	// AllowedUnsafeSysctls may be set by a pod.
	AllowedUnsafeSysctls []string `json:"allowed_unsafe_sysctls,omitempty"`
	// AllowedProcMountTypes may be set by a container; missing means Default.
	AllowedProcMountTypes []string `json:"allowed_proc_mount_types,omitempty"`
	// AllowPrivilegeEscalation is spec.allowPrivilegeEscalation; missing means true.
	AllowPrivilegeEscalation *bool `json:"allow_privilege_escalation,omitempty"`
	// ReadOnlyRootFilesystem is spec.readOnlyRootFilesystem; missing means false.
	ReadOnlyRootFilesystem *bool `json:"read_only_root_filesystem,omitempty"`
	// SELinux is spec.seLinux.
	SELinux *SELinuxStrategy `json:"se_linux,omitempty"`
	// RunAsUser is spec.runAsUser.
	RunAsUser *IDStrategy `json:"run_as_user,omitempty"`
	// RunAsGroup is spec.runAsGroup.
	RunAsGroup *IDStrategy `json:"run_as_group,omitempty"`
	// SupplementalGroups is spec.supplementalGroups.
	SupplementalGroups *IDStrategy `json:"supplemental_groups,omitempty"`
	// FSGroup is spec.fsGroup.
	FSGroup *IDStrategy `json:"fs_group,omitempty"`
}

// Range is a range of numbers, both ends included.
type Range struct {
	// Min is the smallest number.
	Min *int64 `json:"min,omitempty"`
	// Max is the largest number.
	Max *int64 `json:"max,omitempty"`
}

// AllowedHostPath is one entry of allowedHostPaths of a PodSecurityPolicy.
type AllowedHostPath struct {
	// PathPrefix is the allowed path and all below it.
	PathPrefix string `json:"path_prefix,omitempty"`
	// ReadOnly is whether the path may only be mounted read-only.
	ReadOnly bool `json:"read_only"`
}

// IDStrategy says which user or group IDs a PodSecurityPolicy allows.
type IDStrategy struct {
	// Rule is MustRunAs, MayRunAs, MustRunAsNonRoot or RunAsAny.
	Rule string `json:"rule,omitempty"`
	// Ranges are those of MustRunAs and MayRunAs.
	Ranges []*Range `json:"ranges,omitempty"`
}

// SELinuxStrategy says which SELinux labels a PodSecurityPolicy allows.
type SELinuxStrategy struct {
	// Rule is MustRunAs or RunAsAny.
	Rule string `json:"rule,omitempty"`
	// SELinuxOptions are those of MustRunAs.
	SELinuxOptions *SELinuxOptions `json:"se_linux_options,omitempty"`
}

// Role is a Role or a ClusterRole.
type Role struct {
	Object
	// Rules are the permissions.
	Rules []*PolicyRule `json:"rules,omitempty"`
	// AggregationSelectors are those of aggregationRule; the API server then replaces
	// Rules by those of the selected roles.
	AggregationSelectors []*LabelSelector `json:"aggregation_selectors,omitempty"`
	// EffectiveRules are what the role allows after aggregation; without an aggregation
	// rule they are Rules. A fact of the whole unit.
	EffectiveRules []*PolicyRule `json:"effective_rules,omitempty"`
	// AggregatedInto are the roles to which this one adds its rules by its labels. A fact of
	// the whole unit.
	AggregatedInto []*Aggregation `json:"aggregated_into,omitempty"`
	// AdminEquivalent is whether the role allows everything. A fact of the whole unit.
	AdminEquivalent bool `json:"admin_equivalent"`
	// Bindings are the bindings of the unit that refer to the role. A fact of the whole
	// unit.
	Bindings []*RoleBinding `json:"bindings,omitempty"`
	// GivenBy are the bindings of the unit that give the rules of the role to somebody: those
	// that refer to it, or to a role of the unit that takes its rules. Bindings of a role
	// that every cluster has, such as edit, are left out unless the role is that one itself;
	// a role that takes its rules from others gives none of its own. A fact of the whole
	// unit.
	GivenBy []*RoleBinding `json:"given_by,omitempty"`
}

// PolicyRule is one rule of a role.
type PolicyRule struct {
	Node
	// Verbs are the verbs; "*" is all.
	Verbs []string `json:"verbs,omitempty"`
	// APIGroups are the groups; "" is the core group, "*" is all.
	APIGroups []string `json:"api_groups,omitempty"`
	// Resources are the resources; "*" is all.
	Resources []string `json:"resources,omitempty"`
	// ResourceNames narrow the rule to objects of these names; missing means all.
	ResourceNames []string `json:"resource_names,omitempty"`
	// NonResourceURLs are paths of the API server.
	NonResourceURLs []string `json:"non_resource_urls,omitempty"`
	// Grants are what the rule allows that leads further, such as "secrets-read", sorted;
	// ResourceNames narrow them. A fact.
	Grants []string `json:"grants,omitempty"`
	// MayGrant is what the rule may allow beside Grants, depending on what is unknown of it,
	// sorted. A fact.
	MayGrant []string `json:"may_grant,omitempty"`
}

// RoleBinding is a RoleBinding or a ClusterRoleBinding.
type RoleBinding struct {
	Object
	// RoleKind is roleRef.kind.
	RoleKind string `json:"role_kind,omitempty"`
	// RoleName is roleRef.name.
	RoleName string `json:"role_name,omitempty"`
	// Subjects are those who get the permissions.
	Subjects []*Subject `json:"subjects,omitempty"`
	// RoleRef is the role if it is in the unit. A fact.
	RoleRef *Ref `json:"role_ref,omitempty"`
	// BuiltIn is whether every cluster has a role of that name. A fact.
	BuiltIn bool `json:"built_in"`
	// AdminEquivalent is whether the role allows everything; unknown if the role is neither
	// in the unit nor built in. A fact.
	AdminEquivalent *bool `json:"admin_equivalent,omitempty"`
	// ReadOnly is whether the role allows no more than get, list and watch; unknown as
	// AdminEquivalent is. A fact.
	ReadOnly *bool `json:"read_only,omitempty"`
	// Grants are what the role allows that leads further, such as "secrets-read", sorted. A
	// fact.
	Grants []string `json:"grants,omitempty"`
}

// Subject is one subject of a binding.
type Subject struct {
	Node
	// Kind is User, Group or ServiceAccount.
	Kind string `json:"kind,omitempty"`
	// Name is the name.
	Name string `json:"name,omitempty"`
	// Namespace is that of a ServiceAccount.
	Namespace string `json:"namespace,omitempty"`
}

// Service is an object of that kind.
type Service struct {
	Object
	// Type is spec.type; missing means ClusterIP.
	Type string `json:"type,omitempty"`
	// LoadBalancerClass is spec.loadBalancerClass.
	LoadBalancerClass string `json:"load_balancer_class,omitempty"`
	// ExternalTrafficPolicy is spec.externalTrafficPolicy, "Cluster" or "Local"; missing means
	// Cluster.
	ExternalTrafficPolicy string `json:"external_traffic_policy,omitempty"`
	// LoadBalancerSourceRanges are the CIDRs that may connect; missing means all.
	LoadBalancerSourceRanges []string `json:"load_balancer_source_ranges,omitempty"`
	// Selector picks the pods; a service without one has its endpoints from elsewhere.
	Selector map[string]string `json:"selector,omitempty"`
	// Ports are spec.ports.
	Ports []*ServicePort `json:"ports,omitempty"`
	// LoadBalancer is that of a Service of type LoadBalancer. A fact of the whole unit.
	LoadBalancer *LoadBalancer `json:"load_balancer,omitempty"`
}

// Ingress is an object of that kind.
type Ingress struct {
	Object
	// ClassName is spec.ingressClassName or the older annotation
	// kubernetes.io/ingress.class; missing means the cluster's default class.
	ClassName string `json:"class_name,omitempty"`
	// Backends are the names of the services that it leads to.
	Backends []string `json:"backends,omitempty"`
	// TLS is whether spec.tls has an entry.
	TLS bool `json:"tls"`
	// Hosts are the names in spec.rules and spec.tls.
	Hosts []string `json:"hosts,omitempty"`
	// LoadBalancer is what makes the Ingress reachable. A fact of the whole unit.
	LoadBalancer *LoadBalancer `json:"load_balancer,omitempty"`
}

// IngressClass is an object of that kind.
type IngressClass struct {
	Object
	// Controller is spec.controller.
	Controller string `json:"controller,omitempty"`
	// ParametersKind is spec.parameters.kind.
	ParametersKind string `json:"parameters_kind,omitempty"`
	// ParametersName is spec.parameters.name.
	ParametersName string `json:"parameters_name,omitempty"`
}

// IngressClassParams is an object of that kind, of the AWS Load Balancer Controller and
// of EKS Auto Mode.
type IngressClassParams struct {
	Object
	// Scheme is spec.scheme, "internal" or "internet-facing"; it overrides annotations.
	Scheme string `json:"scheme,omitempty"`
	// GroupName is spec.group.name; it overrides annotations.
	GroupName string `json:"group_name,omitempty"`
	// InboundCIDRs are spec.inboundCIDRs; they override annotations.
	InboundCIDRs []string `json:"inbound_cidrs,omitempty"`
	// PrefixListsIDs are spec.prefixListsIDs; they override annotations.
	PrefixListsIDs []string `json:"prefix_lists_ids,omitempty"`
	// CertificateARNs are spec.certificateArn or, of EKS Auto Mode, spec.certificateARNs; they
	// override annotations.
	CertificateARNs []string `json:"certificate_arns,omitempty"`
	// SSLPolicy is spec.sslPolicy; it overrides annotations.
	SSLPolicy string `json:"ssl_policy,omitempty"`
	// SSLRedirectPort is spec.sslRedirectPort; it overrides annotations.
	SSLRedirectPort string `json:"ssl_redirect_port,omitempty"`
	// LoadBalancerAttributes are spec.loadBalancerAttributes, the value by the key; each
	// overrides that of annotations.
	LoadBalancerAttributes map[string]string `json:"load_balancer_attributes,omitempty"`
}

// Gateway is an object of that kind of the Gateway API.
type Gateway struct {
	Object
	// ClassName is spec.gatewayClassName.
	ClassName string `json:"class_name,omitempty"`
	// ParametersKind is spec.infrastructure.parametersRef.kind.
	ParametersKind string `json:"parameters_kind,omitempty"`
	// ParametersName is spec.infrastructure.parametersRef.name, in the Gateway's namespace.
	ParametersName string `json:"parameters_name,omitempty"`
	// Listeners are spec.listeners.
	Listeners []*Listener `json:"listeners,omitempty"`
	// LoadBalancer is what makes the Gateway reachable. A fact of the whole unit.
	LoadBalancer *LoadBalancer `json:"load_balancer,omitempty"`
}

// Route is a route of the Gateway API.
type Route struct {
	Object
	// Parents are the Gateways that the route attaches to.
	Parents []*ObjectName `json:"parents,omitempty"`
	// Backends are the Services that it leads to.
	Backends []*ObjectName `json:"backends,omitempty"`
}

// ObjectRef is another object of the unit.
type ObjectRef struct {
	// Ref is the object.
	Ref Ref `json:"ref"`
	// Kind and Name are those of the object.
	Kind string `json:"kind"`
	// Name is metadata.name; missing if unknown.
	Name string `json:"name,omitempty"`
}

// ObjectName is a reference to another object.
type ObjectName struct {
	// Namespace is missing if it is that of the referring object.
	Namespace string `json:"namespace,omitempty"`
	// Name is the name.
	Name string `json:"name,omitempty"`
}

// AdmissionWebhook is one webhook of a ValidatingWebhookConfiguration or
// MutatingWebhookConfiguration. Object is the configuration; Ref is the webhook.
type AdmissionWebhook struct {
	Object
	// WebhookName is the name of the webhook.
	WebhookName string `json:"webhook_name,omitempty"`
	// FailurePolicy is failurePolicy; missing means Fail.
	FailurePolicy string `json:"failure_policy,omitempty"`
	// ServiceNamespace is clientConfig.service.namespace.
	ServiceNamespace string `json:"service_namespace,omitempty"`
	// ServiceName is clientConfig.service.name.
	ServiceName string `json:"service_name,omitempty"`
	// NamespaceSelector is namespaceSelector; missing selects every namespace.
	NamespaceSelector *LabelSelector `json:"namespace_selector,omitempty"`
	// ObjectSelector is objectSelector; missing selects every object.
	ObjectSelector *LabelSelector `json:"object_selector,omitempty"`
	// MatchesPods is whether a rule covers the creation of pods.
	MatchesPods bool `json:"matches_pods"`
}

// AdmissionPolicy is a policy object of an admission engine.
type AdmissionPolicy struct {
	Object
	// Engine is "kyverno", "gatekeeper" or "validating-admission-policy".
	Engine string `json:"engine"`
	// Enforcing is whether a violation is refused rather than reported.
	Enforcing bool `json:"enforcing"`
	// PodSecurity is whether the policy judges the security of pods.
	PodSecurity bool `json:"pod_security"`
	// NamespaceSelector narrows the policy to namespaces; missing means all.
	NamespaceSelector *LabelSelector `json:"namespace_selector,omitempty"`
	// MatchNamespaces are names or patterns of namespaces; missing means all.
	MatchNamespaces []string `json:"match_namespaces,omitempty"`
	// ExcludedNamespaces are names or patterns that the policy leaves out.
	ExcludedNamespaces []string `json:"excluded_namespaces,omitempty"`
}

// AdmissionPolicyBinding is a ValidatingAdmissionPolicyBinding.
type AdmissionPolicyBinding struct {
	Object
	// PolicyName is spec.policyName.
	PolicyName string `json:"policy_name,omitempty"`
	// ValidationActions are spec.validationActions: Deny, Warn, Audit.
	ValidationActions []string `json:"validation_actions,omitempty"`
	// NamespaceSelector is spec.matchResources.namespaceSelector.
	NamespaceSelector *LabelSelector `json:"namespace_selector,omitempty"`
}

// PolicyGroup is a security group that a SecurityGroupPolicy names.
type PolicyGroup struct {
	// Field is where the policy names it, such as "group_ids.0".
	Field string `json:"field"`
	// Group is the group; missing if it is one that EKS makes.
	Group *SecurityGroup `json:"group,omitempty"`
	// Cluster is the cluster whose own group it is, if EKS made it.
	Cluster *Resource `json:"cluster,omitempty"`
}

// SecurityGroupPolicy is an object of that kind (vpcresources.k8s.aws).
type SecurityGroupPolicy struct {
	Object
	// PodSelector is spec.podSelector.
	PodSelector *LabelSelector `json:"pod_selector,omitempty"`
	// ServiceAccountSelector is spec.serviceAccountSelector.
	ServiceAccountSelector *LabelSelector `json:"service_account_selector,omitempty"`
	// GroupIDs are spec.securityGroups.groupIds.
	GroupIDs []string `json:"group_ids,omitempty"`
	// Templates are the texts of those group IDs that are not known, by their index.
	Templates map[int]string `json:"-"`
	// Groups are the security groups of the unit that groupIds names. A fact of the whole unit.
	Groups []*PolicyGroup `json:"groups,omitempty"`
	// OtherGroups is whether some of the group IDs are of none of the unit. A fact of the whole
	// unit.
	OtherGroups bool `json:"other_groups,omitempty"`
	// Ignored says why the VPC resource controller passes the policy over; missing if it
	// does not. A fact.
	Ignored string `json:"ignored,omitempty"`
	// SelectsAll is whether the policy selects all pods, or all service accounts, of its
	// namespace. A fact.
	SelectsAll bool `json:"selects_all"`
	// Selects are the workloads of the unit that the policy selects, those on the network of
	// the node included, which never get its groups; unknown if there may be more. A fact of
	// the whole unit.
	Selects []Ref `json:"selects,omitempty"`
}
