# METADATA
# title: Capability with a powerful role
# description: |
#   Whoever may create the custom resources of an EKS capability acts with its role. If that makes
#   an administrator, so does write access to those resources in Kubernetes: a `critical` finding for
#   ACK if the input gives that to others than administrators.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/capabilities-security.html
#     description: EKS User Guide, security of capabilities
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Give each capability its own role, with the services and ARNs that its resources manage.
#   targets: [capabilities, iam_roles]
#   scope: unit
package rules.iam["capability-role-over-privileged"]

import data.rules.lib.workload_roles

findings contains {
	"ref": power.ref,
	"field": power.field,
	"message": sprintf("%s, the role of %s, %s", [role.address, _named(role), power.what]),
	"severity": workload_roles.severity(role, power.severity),
} if {
	some role in _roles
	some power in _powers(role)
}

# kro works with Kubernetes alone.
findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s, the role of a KRO capability, has policies, which kro does not need", [role.address]),
	"severity": "low",
} if {
	some role in _roles
	_types(role) == {"KRO"}
	_powers(role) == set()
	place := _first_policy(role)
}

# The role is not in the input.
undecided contains {"ref": capability.ref, "field": "role_arn", "reason": reason} if {
	some capability in input.capabilities
	not capability.role
	reason := object.get(capability, ["unknown", "role"], "not-in-input")
}

# What the role may do is not known.
undecided contains place if {
	some role in _roles
	some place in workload_roles.unread(role)
}

undecided contains place if {
	some role in _roles
	some place in workload_roles.escalations_unknown(role)
}

_roles := [role |
	some role in input.iam_roles
	"capability" in role.uses
]

_types(role) := {upper(capability.type) |
	some capability in input.capabilities
	capability.role.ref == role.ref
}

_named(role) := sprintf("the capability %s", [concat(", ", _types(role))]) if {
	_types(role) != set()
} else := "a capability"

_powers(role) := (administering | escalating) | others if {
	severity := _severity(role)
	administering := {object.union(grant, {"severity": severity}) | some grant in workload_roles.admin[role.ref]}
	escalating := {object.union(way, {"severity": _of_way(way, severity)}) |
		some way in workload_roles.escalations[role.ref]
	}
	others := {object.union(ability, {"severity": "medium", "what": workload_roles.granted([ability.action], ability)}) |
		some ability in role.abilities
		ability.action in _sources
		"ARGOCD" in _types(role)
		ability.reach == "all"
		ability.allowed == "yes"
		not ability.keys
		not ability.ref in {way.ref | some way in escalating}
	}
}

# Roles of other accounts are what the selectors of ACK are for.
_of_way(way, severity) := "medium" if {
	startswith(way.what, "may call sts:AssumeRole on")
} else := severity

_sources := {
	"secretsmanager:GetSecretValue", "codeconnections:UseConnection", "codeconnections:GetConnectionToken",
	"codestar-connections:UseConnection",
}

_severity(role) := "critical" if {
	"ACK" in _types(role)
	_is_written_by_others
} else := "high"

# Somebody who is no administrator may write the resources of ACK.
_is_written_by_others if {
	some grant in input.roles
	some rule in grant.rules
	some group in rule.api_groups
	endswith(group, ".services.k8s.aws")
	some verb in rule.verbs
	verb in {"*", "create", "update", "patch"}
	not grant.admin_equivalent
	some binding in input.role_bindings
	binding.role_name == grant.name
}

_first_policy(role) := {"ref": statement.ref, "field": workload_roles.place(statement)} if {
	statement := role.statements[0]
} else := {"ref": policy.ref, "field": "policy_arn"} if {
	policy := role.managed_policies[0]
}
