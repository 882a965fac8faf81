# METADATA
# title: Repository open to other accounts
# description: |
#   The policy of a repository or of a registry adds to what IAM allows. With everyone in it, any
#   account of AWS can pull the images and what is baked into them; who may also push, or change the
#   policy, decides what the next pod runs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
#     description: Amazon ECR User Guide, private repository policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html
#     description: EKS Best Practices Guide, create IAM policies for ECR repositories
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the accounts and roles that pull, or add a condition on `aws:PrincipalOrgID`; keep push for one role.
#   targets: [resource_policies, ecr_creation_templates]
package rules.images["ecr-policy-overbroad"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": "principals",
	"message": sprintf("%s lets everyone %s", [holder.address, what]),
	"severity": severity,
} if {
	some holder in _holders
	some statement in holder.statements
	[severity, what] := _for_everyone(statement.access)
}

findings contains {
	"ref": statement.ref,
	"field": "principals",
	"message": sprintf("%s lets %s push images, delete them or change the policy", [holder.address, who]),
	"severity": "medium",
} if {
	some holder in _holders
	some statement in holder.statements
	who := _who_pushes(statement.access)
}

undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some holder in _holders
	some statement in holder.statements
	not _for_everyone(statement.access)
	not _who_pushes(statement.access)
	_may_be_open(statement.access)
	[field, reason] := _why(statement)
}

# One account may be the own one.
undecided contains {"ref": statement.ref, "field": "principals", "reason": "not-in-input"} if {
	some holder in _holders
	some statement in holder.statements
	not _for_everyone(statement.access)
	not _who_pushes(statement.access)
	not _may_be_open(statement.access)
	statement.access.push == "yes"
	statement.access.own_account != "yes"
	count(statement.access.accounts) == 1
}

undecided contains {"ref": holder.ref, "field": "statements", "reason": reason} if {
	some holder in _holders
	reason := unknown.reason(holder, "statements")
}

_holders := array.concat(
	[policy |
		some policy in input.resource_policies
		policy.type in {"aws_ecr_repository_policy", "aws_ecr_registry_policy"}
	],
	[template | some template in input.ecr_creation_templates],
)

_for_everyone(access) := ["medium", "from some addresses in"] if {
	access.everyone == "yes"
	access.pinned == "no"
	access.weakly_pinned == "yes"
} else := ["critical", "push images, delete them or change the policy"] if {
	access.everyone == "yes"
	access.pinned == "no"
	access.weakly_pinned == "no"
	access.push == "yes"
} else := ["high", "in"] if {
	access.everyone == "yes"
	access.pinned == "no"
	access.weakly_pinned == "no"
	access.push != "yes"
}

# If the statement says which account is the own one, the others are not.
_who_pushes(access) := sprintf("another account (%s)", [concat(", ", access.accounts)]) if {
	access.push == "yes"
	access.own_account == "yes"
	count(access.accounts) > 0
} else := sprintf("several accounts (%s)", [concat(", ", access.accounts)]) if {
	access.push == "yes"
	count(access.accounts) > 1
} else := "all principals of an account do everything, and so" if {
	access.everything == "yes"
	access.whole_account == "yes"
}

_may_be_open(access) if {
	access.everyone != "no"
	access.pinned != "yes"
	"unknown" in {access.everyone, access.pinned, access.weakly_pinned}
}

_may_be_open(access) if {
	access.everyone != "yes"
	access.push != "no"
	"unknown" in {access.push, access.own_account}
	_names_accounts(access)
}

_may_be_open(access) if {
	access.everything != "no"
	access.whole_account != "no"
	"unknown" in {access.everything, access.whole_account}
}

_names_accounts(access) if access.accounts

_names_accounts(access) if access.own_account == "unknown"

_why(statement) := ["effect", reason] if {
	reason := unknown.reason(statement, "effect")
} else := ["principals", reason] if {
	statement.access.everyone != "yes"
	reason := _reason(statement, "principals")
} else := ["actions", reason] if {
	statement.access.everyone != "yes"
	reason := unknown.partly(statement, "actions")
} else := ["conditions", _reason(statement, "conditions")]

_reason(statement, field) := min(reasons) if {
	parts := {why | some node in statement[field]; some why in node.unknown}
	reasons := parts | {why | why := unknown.partly(statement, field)}
	reasons != set()
}
