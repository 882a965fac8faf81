# METADATA
# title: Role admin or edit bound in the whole cluster
# description: |
#   The built-in roles admin and edit are made for one namespace. Bound in the whole cluster they
#   hold the secrets, pods and service accounts of every namespace, kube-system included, by
#   which their subjects can become administrators of the cluster.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
#     description: Kubernetes, user-facing roles
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Bind the role by a RoleBinding in each namespace that needs it.
#   targets: [role_bindings]
#   params:
#     break-glass-groups:
#       description: Groups that may administer the cluster, for emergencies.
#       type: strings
#       default: []
package rules.rbac["rbac-admin-role-bound-cluster-wide"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": binding.ref,
	"field": "role_name",
	"message": sprintf("%s gives the role %q %s to %s", [
		naming.object_of(binding),
		binding.role_name,
		where.text,
		_names(subjects),
	]),
	"severity": where.severity,
} if {
	some binding in input.role_bindings
	binding.role_kind == "ClusterRole"
	binding.role_name in {"admin", "edit"}
	not binding.admin_equivalent
	where := _where(binding)
	subjects := _subjects(binding)
	count(subjects) > 0
}

undecided contains {"ref": subject.ref, "field": "name", "reason": reason} if {
	some binding in input.role_bindings
	binding.role_kind == "ClusterRole"
	binding.role_name in {"admin", "edit"}
	_where(binding)
	count(_subjects(binding)) == 0
	some subject in binding.subjects
	reason := subject.unknown.name
}

_where(binding) := {"severity": "high", "text": "in every namespace"} if binding.kind == "ClusterRoleBinding"

_where(binding) := {"severity": "medium", "text": "in kube-system"} if binding.namespace == "kube-system"

_subjects(binding) := [subject |
	some subject in binding.subjects
	subject.name
	not _is_system_user(subject)
	not _is_group_for_emergencies(subject)
]

_is_system_user(subject) if {
	subject.kind == "User"
	rbac.system(subject)
}

_is_group_for_emergencies(subject) if {
	subject.kind == "Group"
	subject.name in input.settings.params["rbac-admin-role-bound-cluster-wide"]["break-glass-groups"]
}

_names(subjects) := concat(", ", [rbac.subject_name(subject) | some subject in subjects])
