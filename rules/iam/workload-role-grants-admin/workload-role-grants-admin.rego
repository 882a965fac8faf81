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

findings contains {
	"ref": grant.ref,
	"field": grant.field,
	"message": sprintf("%s, which pods can take, %s", [role.address, grant.what]),
	"severity": _severity(role),
} if {
	some role in input.iam_roles
	role.pods == "yes"
	some grant in _grants(role)
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	role.pods == "unknown"
	_grants(role) != set()
	reason := _reason(role)
}

# Whether a statement allows everything is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some role in input.iam_roles
	role.pods
	object.get(role, "denied", "") != "everything"
	some statement in role.statements
	values := {statement.grants.everything, statement.grants.iam}
	"unknown" in values
	not "yes" in values
	[field, reason] := _why(statement)
}

# Further statements or policies are not known.
undecided contains {"ref": role.ref, "field": field, "reason": reason} if {
	some role in input.iam_roles
	role.pods
	object.get(role, "denied", "") != "everything"
	some field in ["statements", "managed_policies"]
	reason := unknown.reason(role, field)
}

# What makes an administrator of who has the role.
_grants(role) := set() if {
	role.denied == "everything"
} else := statements | policies if {
	statements := {{"ref": statement.ref, "field": _place(statement), "what": what} |
		some statement in role.statements
		what := _what(role, statement.grants)
	}
	policies := {{"ref": policy.ref, "field": "policy_arn", "what": sprintf("holds %s", [policy.policy_name])} |
		some policy in role.managed_policies
		policy.policy_name in _admin
	}
}

_what(role, grants) := "may do everything in the account" if {
	grants.everything == "yes"
} else := "may do everything in the account but a few things, and change IAM" if {
	grants.iam == "yes"
	object.get(role, "denied", "") != "iam"
}

# The policies of AWS whose holder can do nearly everything.
_admin := {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "SystemAdministrator"}

_severity(role) := "high" if {
	_bounded(role)
} else := "critical"

_bounded(role) if role.permissions_boundary != ""

_bounded(role) if unknown.reason(role, "permissions_boundary")

_place(statement) := "actions" if {
	statement.actions
} else := "not_actions" if {
	statement.not_actions
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

_reason(role) := reason if {
	reason := unknown.partly(role, "trust")
} else := min(reasons) if {
	reasons := {why |
		walk(role.trust, [path, why])
		count(path) > 1
		path[count(path) - 2] == "unknown"
	}
	reasons != set()
} else := "known-after-apply"
