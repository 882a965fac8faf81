# METADATA
# title: Binding that allows everything
# description: |
#   A subject of such a binding can read every secret, run any pod and give itself any further
#   permission, and so can whoever steals its credentials. In one namespace it is administrator
#   of that.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Bind a role with the needed verbs and resources, in the namespace that needs it.
#   targets: [role_bindings]
#   params:
#     break-glass-groups:
#       description: Groups that may administer the cluster, for emergencies.
#       type: strings
#       default: []
package rules.rbac["rbac-cluster-admin-binding"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": binding.ref,
	"field": "role_name",
	"message": sprintf("%s lets %s do everything %s", [naming.object_of(binding), _names(subjects), _where(binding)]),
	"severity": _severity(binding, subjects),
	"related": _role(binding),
} if {
	some binding in input.role_bindings
	binding.admin_equivalent
	subjects := _subjects(binding)
	count(subjects) > 0
}

# Who is in system:masters may do everything whatever is bound to the group.
findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s binds %s to group %q, which may do everything", [
		naming.object_of(binding),
		_role_name(binding),
		subject.name,
	]),
	"severity": _severity(binding, [subject]),
} if {
	some binding in input.role_bindings
	some subject in binding.subjects
	_is_masters(subject)
	binding.name != "cluster-admin"
	not binding.admin_equivalent
}

# Of a role that is neither in the input nor built in it is not known what it allows.
undecided contains {"ref": binding.ref, "field": "role_name", "reason": reason} if {
	some binding in input.role_bindings
	reason := binding.unknown.admin_equivalent
	count(_subjects(binding)) > 0
}

undecided contains {"ref": subject.ref, "field": "name", "reason": reason} if {
	some binding in input.role_bindings
	binding.admin_equivalent
	count(_subjects(binding)) == 0
	some subject in binding.subjects
	reason := subject.unknown.name
}

# Who is neither a user of Kubernetes itself nor meant to have everything. Anonymous requests
# have a rule of their own.
_subjects(binding) := [subject |
	some subject in binding.subjects
	not _is_exempt(binding, subject)
	not _is_group_for_emergencies(subject)
	subject.name
]

_is_exempt(binding, subject) if {
	binding.name == "cluster-admin"
	_is_masters(subject)
}

_is_exempt(_, subject) if {
	subject.kind == "User"
	startswith(subject.name, "system:")
	not rbac.is_account(subject)
}

_is_exempt(_, subject) if {
	subject.kind == "Group"
	subject.name == "system:unauthenticated"
}

_is_group_for_emergencies(subject) if {
	subject.kind == "Group"
	subject.name in input.settings.params["rbac-cluster-admin-binding"]["break-glass-groups"]
}

_is_masters(subject) if {
	subject.kind == "Group"
	subject.name == "system:masters"
}

_severity(binding, subjects) := "critical" if {
	_matters(binding)
	some subject in subjects
	_is_shared(subject)
}

else := "high" if _matters(binding)

else := "medium"

# In kube-system, who may do everything there may do everything anywhere.
_matters(binding) if binding.kind == "ClusterRoleBinding"

_matters(binding) if binding.namespace == "kube-system"

_is_shared(subject) if {
	subject.kind == "Group"
	some name in {"system:authenticated", "system:serviceaccounts"}
	startswith(subject.name, name)
}

_is_shared(subject) if rbac.account_name(subject) == "default"

_names(subjects) := sprintf("%s%s", [
	concat(", ", [rbac.subject_name(subject) | some subject in array.slice(subjects, 0, 3)]),
	_more(count(subjects) - 3),
])

_more(n) := "" if n < 1

_more(n) := sprintf(" and %d more", [n]) if n > 0

_where(binding) := "in the whole cluster" if binding.kind == "ClusterRoleBinding"

else := sprintf("in namespace %q", [binding.namespace]) if binding.namespace

else := "in its namespace"

_role_name(binding) := sprintf("%s %q", [binding.role_kind, binding.role_name]) if binding.role_name

_role_name(binding) := "a role" if not binding.role_name

_role(binding) := [{"ref": binding.role_ref, "field": "rules", "message": "the role allows everything"}] if {
	binding.role_ref
}

else := []
