# METADATA
# title: Workload that can lift its own restrictions
# description: |
#   Network policies, security groups for pods and the labels of namespaces hold a program in its
#   place even when an attacker has taken it over. Whoever may change them can open the way to
#   the instance metadata, or let privileged pods into the namespace.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Let only the platform team change these objects.
#   targets: [roles, role_bindings]
#   scope: unit
package rules.rbac["rbac-guardrail-write"]

import data.rules.lib.naming
import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, targets),
	"message": rbac.message(role, rbac.allowed(rule, _verbs, targets), bindings),
	"severity": severity,
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, severity),
} if {
	some role in input.roles
	some rule in role.rules
	"guardrail-write" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first_of_any(role, {"guardrail-write"}).ref
	bindings := [binding | some binding in rbac.bindings(role); count(_subjects(binding)) > 0]
	count(bindings) > 0
	targets := _reached(rule)
	severity := _severity(bindings)
}

findings contains {
	"ref": binding.ref,
	"field": "role_name",
	"message": sprintf("%s gives the role %q to %s, which can change NetworkPolicies by it", [
		naming.object_of(binding),
		binding.role_name,
		rbac.subject_names(binding),
	]),
	"severity": _built_in_severity(binding),
} if {
	some binding in input.role_bindings
	binding.role_kind == "ClusterRole"
	binding.role_name in {"admin", "edit"}
	not binding.admin_equivalent
	count(_subjects(binding)) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, {"guardrail-write"})
}

_verbs := {"create", "delete", "patch", "update"}

# Namespaces have to be there already, and to delete one restricts nobody less.
_reached(rule) := _policies if _changes_policies(rule)

else := {"namespaces": {""}}

_changes_policies(rule) if {
	some resource in rule.resources
	some group in _policies[resource]
	some own in rule.api_groups
	own in {group, "*"}
}

_changes_policies(rule) if {
	"*" in rule.resources
	some groups in _policies
	some group in groups
	some own in rule.api_groups
	own in {group, "*"}
}

_policies := {
	"ciliumclusterwidenetworkpolicies": {"cilium.io"},
	"ciliumnetworkpolicies": {"cilium.io"},
	"globalnetworkpolicies": {"crd.projectcalico.org", "projectcalico.org"},
	"networkpolicies": {"crd.projectcalico.org", "networking.k8s.io", "projectcalico.org"},
	"securitygrouppolicies": {"vpcresources.k8s.aws"},
}

# Service accounts, and groups that do not administer the cluster anyway.
_subjects(binding) := [subject |
	some subject in rbac.subjects(binding)
	_is_meant(subject)
	not _is_administrator(subject)
]

_is_meant(subject) if rbac.is_account(subject)

_is_meant(subject) if subject.kind == "Group"

_is_administrator(subject) if {
	some principal in input.principals
	principal.admin_equivalent
	principal.kind == subject.kind
	principal.name == subject.name
	_place(principal) == _place(subject)
}

_place(who) := object.get(who, "namespace", "")

_severity(bindings) := "medium" if {
	some binding in bindings
	some subject in _subjects(binding)
	not _enforces(subject)
}

else := "info"

# The network engine itself.
_enforces(subject) if {
	some image in rbac.images(subject)
	some engine in {"calico/", "cilium/", "tigera/"}
	contains(image, engine)
}

_built_in_severity(binding) := "medium" if {
	some subject in _subjects(binding)
	rbac.is_account(subject)
}

else := "info"
