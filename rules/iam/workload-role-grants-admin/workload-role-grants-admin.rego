# METADATA
# title: Role of pods that allows everything
# description: |
#   A role that pods can take allows everything in the account, or lets its holder give
#   himself everything. Whoever breaks into one of those pods has the whole account. With a
#   permissions boundary, which may hold it in, it is a `high` finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Name the actions and resources that the workload uses.
#   targets: [iam_roles]
package rules.iam["workload-role-grants-admin"]

import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": grant.ref,
	"field": grant.field,
	"message": sprintf("%s, which pods can take, %s", [role.address, grant.what]),
	"severity": workload_roles.severity(role, "critical"),
} if {
	some role in workload_roles.roles
	workload_roles.certain(role)
	some grant in workload_roles.admin[role.ref]
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in workload_roles.roles
	reason := workload_roles.pods_unknown(role)
	workload_roles.admin[role.ref] != set()
}

# Whether a statement allows everything is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some role in workload_roles.roles
	object.get(role, "denied", "") != "everything"
	some statement in role.statements
	values := {statement.grants.everything, statement.grants.iam}
	"unknown" in values
	not "yes" in values
	[field, reason] := _why(statement)
}

# Further statements or policies are not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.unread(role)
}

_why(statement) := [field, reason] if {
	reasons := [[field, reason] |
		some field in ["effect", "actions", "not_actions", "resources", "not_resources", "conditions"]
		reason := unknown.partly(statement, field)
	]
	[field, reason] := reasons[0]
} else := ["conditions", reason] if {
	reason := min({why | some c in statement.conditions; some why in c.unknown})
} else := ["actions", "known-after-apply"]
