# METADATA
# title: Policy that allows everything
# description: |
#   A policy allows all actions on all resources, or AdministratorAccess is attached. Whoever
#   gets hold of that identity has the whole account. Roles that pods can take are left to
#   `workload-role-grants-admin`. A policy that is not attached to anything here is a `low`
#   finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the actions and resources that are needed.
#   targets: [iam_roles, iam_users, iam_groups, iam_policies, outside_attachments]
#   params:
#     provisioning-roles:
#       description: Names of roles, users and groups that may do everything. They can have asterisks.
#       type: strings
#       default: []
package rules.iam["iam-policy-full-admin"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s may do everything in the account", [holder.address]),
} if {
	some holder in _holders
	holder.denied != "everything"
	not holder.unknown.infrastructure
	some statement in holder.statements
	statement.grants.everything == "yes"
}

findings contains {
	"ref": policy.ref,
	"field": "policy_arn",
	"message": sprintf("%s holds AdministratorAccess", [holder.address]),
} if {
	some holder in _holders
	holder.denied != "everything"
	not holder.unknown.infrastructure
	some policy in holder.managed_policies
	policy.policy_name == "AdministratorAccess"
}

# Who gets it is not in the input.
findings contains {
	"ref": policy.ref,
	"field": "policy_arn",
	"message": sprintf("%s attaches AdministratorAccess%s", [attachment.address, _to(attachment)]),
} if {
	some attachment in input.outside_attachments
	not _all_provision(attachment)
	some policy in attachment.managed_policies
	policy.policy_name == "AdministratorAccess"
}

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s allows everything in the account", [policy.address]),
	"severity": _severity(policy),
} if {
	some policy in input.iam_policies
	object.get(policy, "denied", "") != "everything"
	some statement in policy.statements
	statement.grants.everything == "yes"
	not statement.ref in _attached
}

# Whether a statement allows everything is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some holder in array.concat(_holders, _policies)
	holder.denied != "everything"
	some statement in holder.statements
	statement.grants.everything == "unknown"
	[field, reason] := _why(statement)
}

# Further statements or policies are not known.
undecided contains {"ref": holder.ref, "field": field, "reason": reason} if {
	some holder in array.concat(_holders, _policies)
	holder.denied != "everything"
	some field in ["statements", "managed_policies"]
	reason := unknown.reason(holder, field)
}

# Whether it is the role of nodes, which are judged apart, is not known.
undecided contains {"ref": statement.ref, "field": _place(statement), "reason": reason} if {
	some holder in _holders
	holder.denied != "everything"
	reason := holder.unknown.infrastructure
	some statement in holder.statements
	statement.grants.everything == "yes"
}

undecided contains {"ref": policy.ref, "field": "policy_arn", "reason": reason} if {
	some holder in _holders
	holder.denied != "everything"
	reason := holder.unknown.infrastructure
	some policy in holder.managed_policies
	policy.policy_name == "AdministratorAccess"
}

# What is attached is not known.
undecided contains {"ref": attachment.ref, "field": "policies", "reason": reason} if {
	some attachment in input.outside_attachments
	not _all_provision(attachment)
	reason := unknown.reason(attachment, "policies")
}

_to(attachment) := sprintf(" to %s", [concat(", ", attachment.holders)]) if {
	attachment.holders
} else := ""

_all_provision(attachment) if {
	attachment.holders
	not attachment.unknown.holders
	every name in attachment.holders { _provisions(name) }
}

_provisions(name) if {
	some pattern in input.settings.params["iam-policy-full-admin"]["provisioning-roles"]
	glob.match(pattern, [], name)
}

# All identities.
_identities := array.flatten([
	[role | some role in input.iam_roles],
	[user | some user in input.iam_users],
	[group | some group in input.iam_groups],
])

# The identities that no other rule judges.
_holders := [object.union({"denied": ""}, holder) |
	some holder in _identities
	object.get(holder, "pods", "no") != "yes"
	not holder.infrastructure
	not _provisions(object.get(holder, "name", ""))
]

_policies := [object.union({"denied": ""}, policy) | some policy in input.iam_policies]

_attached_outside contains policy.ref if {
	some attachment in input.outside_attachments
	some policy in attachment.policies
}

# The statements that are attached to somebody, whoever judges him.
_attached contains statement.ref if {
	some holder in _identities
	some statement in holder.statements
}

# An inline policy has a holder, though that is not in the input.
_severity(policy) := "low" if {
	policy.type == "aws_iam_policy"
	not policy.ref in _attached_outside
} else := "high"

_place(statement) := "actions" if {
	statement.actions
} else := "effect"

_why(statement) := [field, reason] if {
	reasons := [[field, reason] |
		some field in ["effect", "actions", "not_actions", "resources", "not_resources", "conditions"]
		reason := unknown.partly(statement, field)
	]
	[field, reason] := reasons[0]
} else := ["conditions", reason] if {
	reason := min({why | some c in statement.conditions; some why in c.unknown})
} else := ["actions", "known-after-apply"]
