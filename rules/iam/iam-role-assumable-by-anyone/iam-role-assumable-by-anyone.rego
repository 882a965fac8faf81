# METADATA
# title: IAM role that anyone can take
# description: |
#   The trust policy of the role lets in every AWS account, and no condition says who has to
#   come. Anyone with an account of his own can take the role. With only an external ID or an
#   address as condition it is a `medium` finding, and a role for every service of AWS is
#   `high`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#     description: IAM User Guide, AWS JSON policy elements, Principal
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Name the principals, or add a `StringEquals` condition on `aws:PrincipalOrgID`.
#   targets: [iam_roles]
package rules.iam["iam-role-assumable-by-anyone"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": _field(statement),
	"message": sprintf("%s can be taken by %s", [role.address, who]),
	"severity": severity,
} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.open.pinned == "no"
	[who, severity] := _who(statement.open)
}

# A NotPrincipal is everyone but some.
_field(statement) := "not_principals" if {
	statement.not_principals
} else := "principals"

_who(open) := ["everyone", "critical"] if {
	open.everyone == "yes"
	open.weakly_pinned == "no"
} else := ["everyone who knows or forges what its condition asks for", "medium"] if {
	open.everyone == "yes"
	open.weakly_pinned == "yes"
} else := ["every service of AWS", "high"] if {
	open.services == "yes"
	open.weakly_pinned == "no"
} else := ["every service of AWS that meets its condition", "medium"] if {
	open.services == "yes"
	open.weakly_pinned == "yes"
}

# Whom the statement lets in, or whether a condition says so, is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.open.pinned != "yes"
	"unknown" in {value | some value in statement.open}
	not _found(statement.open)
	[field, reason] := _why(statement)
}

# A policy of which something is not known at all.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	reason := unknown.reason(role, "trust")
}

_found(open) if {
	open.pinned == "no"
	_who(open)
}

_why(statement) := ["effect", reason] if {
	reason := unknown.reason(statement, "effect")
} else := ["principals", reason] if {
	not "yes" in {statement.open.everyone, statement.open.services}
	reason := _reason(statement, "principals")
} else := ["conditions", _reason(statement, "conditions")]

_reason(statement, field) := min(reasons) if {
	parts := {why | some node in statement[field]; some why in node.unknown}
	reasons := parts | {why | why := unknown.partly(statement, field)}
	reasons != set()
} else := "known-after-apply"
