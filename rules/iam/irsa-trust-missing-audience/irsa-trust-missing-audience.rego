# METADATA
# title: IAM role that takes tokens for any audience
# description: |
#   The trust policy of the role lets in tokens of a cluster without a condition that they were
#   made for STS. A token that was given to another service can be used to take the role, as
#   far as the identity provider lists its audience. It is a `medium` finding if the provider
#   does list further audiences.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add a `StringEquals` condition on `ISSUER:aud` with `sts.amazonaws.com`.
#   targets: [iam_roles]
package rules.iam["irsa-trust-missing-audience"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s takes tokens that were not made for STS", [role.address]),
	"severity": _severity(statement),
} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.eks == "yes"
	statement.web_identity.subject == "yes"
	statement.audience == "no"
}

# Which provider it is, or what restricts its tokens, is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": unknown.within(statement)} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.web_identity.subject != "no"
	statement.audience != "yes"
	values := {statement.web_identity.eks, statement.web_identity.subject, statement.audience}
	"unknown" in values
	field := _field(statement)
}

# A policy of which something is not known at all.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	reason := unknown.reason(role, "trust")
}

_severity(statement) := "medium" if {
	some principal in statement.principals
	some client in principal.provider.client_id_list
	not regex.match(`^sts(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$`, client)
} else := "low"

_place(statement) := "conditions" if {
	statement.conditions
} else := "principals"

_field(statement) := "principals" if {
	statement.web_identity.eks == "unknown"
} else := "conditions"
