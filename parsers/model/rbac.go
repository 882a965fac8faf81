package model

// The grants: what a rule of a role lets its subjects do that leads further. A fact names
// them in Grants of a rule, a binding or a principal.
const (
	// GrantAdmin is everything: "*" as verb, group and resource in one rule.
	GrantAdmin = "admin"
	// GrantSecretsRead is to get, list or watch secrets; each of them shows the contents.
	GrantSecretsRead = "secrets-read"
	// GrantSecretsCreate is to create secrets.
	GrantSecretsCreate = "secrets-create"
	// GrantWorkloadCreate is to create pods or what makes them.
	GrantWorkloadCreate = "workload-create"
	// GrantWorkloadUpdate is to update or patch pods or what makes them.
	GrantWorkloadUpdate = "workload-update"
	// GrantPodExec is to run something in a pod: exec, attach or an ephemeral container.
	GrantPodExec = "pod-exec"
	// GrantPodPortForward is to connect to ports of a pod.
	GrantPodPortForward = "pod-port-forward"
	// GrantBind is the verb bind on roles or cluster roles.
	GrantBind = "bind"
	// GrantEscalate is the verb escalate on roles or cluster roles.
	GrantEscalate = "escalate"
	// GrantImpersonate is the verb impersonate on users, groups, service accounts, UIDs or
	// extra fields.
	GrantImpersonate = "impersonate"
	// GrantRoleWrite is to create, update or patch roles or cluster roles.
	GrantRoleWrite = "role-write"
	// GrantBindingWrite is to create, update or patch bindings of either kind.
	GrantBindingWrite = "binding-write"
	// GrantTokenRequest is to create tokens of service accounts.
	GrantTokenRequest = "token-request"
	// GrantNodeProxy is any verb on nodes/proxy, the kubelet's API.
	GrantNodeProxy = "node-proxy"
	// GrantPersistentVolumeCreate is to create persistent volumes.
	GrantPersistentVolumeCreate = "persistent-volume-create"
	// GrantWebhookWrite is to create, update, patch or delete configurations of webhooks and
	// admission policies.
	GrantWebhookWrite = "webhook-write"
	// GrantCSRApprove is to update or patch certificatesigningrequests/approval.
	GrantCSRApprove = "csr-approve"
	// GrantSignerApprove is the verb approve on signers.
	GrantSignerApprove = "signer-approve"
	// GrantConfigMapWrite is to update, patch or delete config maps.
	GrantConfigMapWrite = "config-map-write"
	// GrantGuardrailWrite is to write network policies of any engine or security group
	// policies, or to update or patch namespaces.
	GrantGuardrailWrite = "guardrail-write"
)

// Principal is a user, a group or a service account. The facts of a unit have one for each
// that a binding names, and for each service account that is there or that pods use.
type Principal struct {
	Node // Ref is the first subject that names it, else the ServiceAccount, else a workload
	// Kind is User, Group or ServiceAccount.
	Kind string `json:"kind"`
	// Namespace is that of a service account; missing if it is left out.
	Namespace string `json:"namespace,omitempty"`
	// Name is the name.
	Name string `json:"name"`
	// Account is the object of a service account; missing if the unit has none.
	Account *ServiceAccount `json:"account,omitempty"`
	// NamespaceHasRBAC is whether the unit says something about permissions in the namespace
	// of a service account: it has a role or a binding there, or binds an account of it.
	NamespaceHasRBAC bool `json:"namespace_has_rbac"`
	// BoundByName is whether a binding of the unit names it or, for a service account, the
	// group of those of its namespace, and not only a wider group.
	BoundByName bool `json:"bound_by_name"`
	// Bindings are those of the unit that give it something, be it by name or through a
	// group that it belongs to.
	Bindings []Ref `json:"bindings,omitempty"`
	// Workloads are those that run as the service account.
	Workloads []Ref `json:"workloads,omitempty"`
	// Images are the repositories of the images that those run, sorted.
	Images []string `json:"images,omitempty"`
	// Grants are what it may do that leads further, sorted; of several that say the same
	// the first is here.
	Grants []*Grant `json:"grants,omitempty"`
	// AdminEquivalent is whether it may do everything in the whole cluster. A grant in one
	// namespace does not count.
	AdminEquivalent *bool `json:"admin_equivalent,omitempty"`
	// EscalationPath are the fewest steps by which it becomes equivalent to cluster-admin;
	// missing if there are none, or no steps are needed.
	EscalationPath []*EscalationStep `json:"escalation_path,omitempty"`
}

// Grant is one thing that a principal may do.
type Grant struct {
	// Name is one of the grants, such as "secrets-read".
	Name string `json:"name"`
	// ClusterWide is whether it holds everywhere.
	ClusterWide bool `json:"cluster_wide"`
	// Namespace is where it holds if it is not cluster-wide; missing if that is left out.
	Namespace string `json:"namespace,omitempty"`
	// ResourceNames narrow it to objects of these names; missing means all.
	ResourceNames []string `json:"resource_names,omitempty"`
	// Role is the name of the role.
	Role string `json:"role"`
	// Binding is the binding; missing for one that every cluster has.
	Binding Ref `json:"binding,omitempty"`
	// Rule is the rule of the role; missing for a role that every cluster has.
	Rule Ref `json:"rule,omitempty"`
}

// EscalationStep is one step to more permissions.
type EscalationStep struct {
	// Via is the grant that makes the step possible, or "aggregation" or "webhook".
	Via string `json:"via"`
	// Text says what is done, such as "create pods in kube-system".
	Text string `json:"text"`
	// Becomes is what the step leads to, such as "ServiceAccount kube-system/deployer" or
	// "cluster-admin".
	Becomes string `json:"becomes"`
	// BuiltIn is whether that is a service account that nothing in the unit names: one of the
	// controllers that every cluster has in kube-system.
	BuiltIn bool `json:"built_in"`
	// Binding is the binding that allows it; missing for one that every cluster has.
	Binding Ref `json:"binding,omitempty"`
	// Rule is the rule that allows it; missing for a role that every cluster has.
	Rule Ref `json:"rule,omitempty"`
}

// Aggregation is what a ClusterRole adds to another one by its labels.
type Aggregation struct {
	// Role is the name of the role that takes the rules.
	Role string `json:"role"`
	// Adds are the rules that the role would not allow without this one.
	Adds []*PolicyRule `json:"adds,omitempty"`
}
