# METADATA
# title: Role of pods without a permissions boundary
# description: |
#   A role that pods can take has no permissions boundary, so that whoever may write its policies
#   decides alone how far they go.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `permissions_boundary` to a policy that leaves out IAM, organizations and the account.
#   targets: [iam_roles]
#   profile: strict
package rules.iam["workload-role-without-boundary"]

import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": role.ref,
	"field": "permissions_boundary",
	"message": sprintf("%s, which pods can take, has no permissions boundary", [role.address]),
} if {
	some role in input.iam_roles
	workload_roles.certain(role)
	_is_trusting(role)
	not _is_bounded(role)
	not _boundary_unknown(role)
}

# Whether it has one is not known.
undecided contains {"ref": role.ref, "field": "permissions_boundary", "reason": reason} if {
	some role in input.iam_roles
	workload_roles.certain(role)
	_is_trusting(role)
	reason := _boundary_unknown(role)
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	reason := workload_roles.pods_unknown(role)
	not _is_bounded(role)
}

# A role that is only the target of another one is bounded by that.
_is_trusting(role) if {
	some statement in role.trust
	statement.web_identity.eks == "yes"
}

_is_trusting(role) if {
	some statement in role.trust
	statement.pod_identity
	statement.effect == "Allow"
}

_is_bounded(role) if role.permissions_boundary != ""

# What Terraform makes or reads has an ARN, though that is not known.
_is_bounded(role) if unknown.reason(role, "permissions_boundary") in {"known-after-apply", "data-source"}

_boundary_unknown(role) := reason if {
	not _is_bounded(role)
	reason := unknown.reason(role, "permissions_boundary")
}
