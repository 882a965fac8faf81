# METADATA
# title: IAM role that every service account can take
# description: |
#   The trust policy of the role lets in the tokens of a cluster without a condition on their
#   subject. Every pod of the cluster, and whoever may create one, can take the role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
#     description: EKS User Guide, assign IAM roles to service accounts
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Add a `StringEquals` condition on `ISSUER:sub` with `system:serviceaccount:NAMESPACE:NAME`.
#   targets: [iam_roles]
package rules.iam["irsa-trust-missing-subject"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s trusts every service account of a cluster", [role.address]),
} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks == "yes"
	statement.web_identity.subject == "no"
	not unknown.partly(role, "trust")
}

# A condition that does not restrict, or else whom the statement lets in.
_place(statement) := "conditions" if {
	statement.conditions
} else := "principals"

# Which provider it is, or what restricts its tokens, is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.subject != "yes"
	[field, reason] := _why(role, statement)
}

# A policy of which no statement is known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	not role.trust
	reason := unknown.partly(role, "trust")
}

_why(role, statement) := ["principals", unknown.within(statement)] if {
	statement.web_identity.eks == "unknown"
} else := ["conditions", unknown.within(statement)] if {
	statement.web_identity.subject == "unknown"
} else := ["conditions", unknown.partly(role, "trust")]
