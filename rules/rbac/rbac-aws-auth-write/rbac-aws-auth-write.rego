# METADATA
# title: Role that can change aws-auth
# description: |
#   Where EKS reads the ConfigMap aws-auth, whoever changes it maps an IAM principal of his own to
#   system:masters and is administrator of the cluster from then on, without a binding that
#   anybody could see.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
#     description: EKS User Guide, aws-auth
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Name the config maps in `resourceNames`, or switch the cluster to access entries.
#   targets: [roles, role_bindings]
package rules.rbac["rbac-aws-auth-write"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": sprintf("%s, and aws-auth is %s", [
		rbac.message(role, rbac.allowed(rule, _verbs, _targets), bindings),
		_how(rule),
	]),
	"severity": "high",
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, "high"),
} if {
	some role in input.roles
	some rule in role.rules
	"config-map-write" in rule.grants
	rbac.judged(role)
	rule.ref == _worst(role).ref
	bindings := _reaching(role, rule)
	count(bindings) > 0
}

# The built-in roles hold config maps as well.
findings contains {
	"ref": binding.ref,
	"field": "role_name",
	"message": sprintf("%s gives the role %q in kube-system to %s, which can change aws-auth by it", [
		naming.object_of(binding),
		binding.role_name,
		rbac.subject_names(binding),
	]),
	"severity": "high",
} if {
	some binding in input.role_bindings
	binding.built_in
	binding.namespace == "kube-system"
	"config-map-write" in binding.grants
	not binding.admin_equivalent
	not startswith(binding.role_name, "system:")
	_from_outside(binding)
}

# Whether the cluster reads aws-auth at all is set in AWS.
undecided contains {"ref": rule.ref, "field": rbac.field(rule, _targets), "reason": "not-in-input"} if {
	some role in input.roles
	some rule in role.rules
	"config-map-write" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, {"config-map-write"}).ref
	not _worst(role)
	rbac.everywhere(rbac.bindings(role))
}

undecided contains place if {
	some role in rbac.open_roles
	not _worst(role)
	some place in rbac.gaps(role, {"config-map-write"})
	rbac.everywhere(rbac.bindings(role))
}

_verbs := {"delete", "patch", "update"}

_targets := {"configmaps": {""}}

# The first rule by which somebody certainly reaches aws-auth.
_worst(role) := [rule |
	some rule in role.rules
	"config-map-write" in rule.grants
	count(_reaching(role, rule)) > 0
][0]

# The bindings that lead to aws-auth: any if the rule names it, and otherwise those that let
# somebody from elsewhere into kube-system.
_reaching(role, rule) := [binding |
	some binding in rbac.bindings(role)
	_covers(binding)
	"aws-auth" in rule.resource_names
] if {
	rule.resource_names
}

_reaching(role, rule) := [binding |
	some binding in rbac.bindings(role)
	_from_outside(binding)
] if {
	rbac.unlimited(rule)
}

_covers(binding) if binding.kind == "ClusterRoleBinding"

_covers(binding) if binding.namespace == "kube-system"

_from_outside(binding) if {
	binding.kind == "RoleBinding"
	binding.namespace == "kube-system"
	some subject in rbac.subjects(binding)
	rbac.outside(binding, subject)
}

_how(rule) := "named" if rule.resource_names

_how(rule) := "one of them" if not rule.resource_names
