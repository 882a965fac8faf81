# METADATA
# title: Grant by tags that other clusters have too
# description: |
#   A policy grants by the session tags of EKS Pod Identity and does not ask for all that tells one
#   service account from others: names of namespaces and accounts repeat in other clusters, where
#   someone else may create them. It is a `low` finding if an association turns the tags off, since
#   then nothing is granted at all.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
#     description: EKS User Guide, grant pods access based on tags
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Test `kubernetes-namespace`, `kubernetes-service-account` and `eks-cluster-arn` together.
#   targets: [iam_roles, iam_policies, resource_policies, kms_keys, pod_identity_associations]
package rules.iam["pod-identity-abac-incomplete"]

import data.rules.lib.unknown

findings contains {
	"ref": statement.ref,
	"field": "conditions",
	"message": sprintf("%s grants by %s and does not test %s", [
		holder.address, concat(" and ", sort(_tested(statement))), concat(" and ", sort(lacks)),
	]),
} if {
	some holder in _holders
	some statement in holder.statements
	lacks := _lacking(statement)
	lacks != set()
}

findings contains {
	"ref": association.ref,
	"field": "disable_session_tags",
	"message": sprintf("%s turns off the session tags by which %s grants", [
		association.address, association.role.address,
	]),
	"severity": "low",
} if {
	some association in input.pod_identity_associations
	association.disable_session_tags == true
	some statement in association.role.statements
	_tested(statement) != set()
	statement.effect == "Allow"
}

# Which keys there are is not known.
undecided contains {"ref": statement.ref, "field": "conditions", "reason": reason} if {
	some holder in _holders
	some statement in holder.statements
	_lacking(statement) != set()
	reason := unknown.partly(statement, "conditions")
}

undecided contains {"ref": statement.ref, "field": "conditions", "reason": reason} if {
	some holder in _holders
	some statement in holder.statements
	_lacking(statement) != set()
	some condition in statement.conditions
	reason := condition.unknown.variable
}

_holders := array.flatten([
	[policy | some policy in input.iam_policies],
	[object.union(role, {"statements": _inline(role)}) | some role in input.iam_roles],
	[policy | some policy in input.resource_policies],
	[key | some key in input.kms_keys],
	[{"address": role.address, "statements": role.trust} | some role in input.iam_roles],
])

# What a role lists itself; all else is a policy of its own.
_inline(role) := [statement |
	some statement in role.statements
	not statement.ref in _of_policies
]

_of_policies contains statement.ref if {
	some policy in input.iam_policies
	some statement in policy.statements
}

_lacking(statement) := set() if {
	_tested(statement) == set()
} else := set() if {
	statement.effect == "Deny"
} else := set() if {
	statement.pod_identity
} else := set() if {
	"eks-cluster-name" in _tested(statement)
	_needed(statement) - _tested(statement) == {"eks-cluster-arn"}
} else := _needed(statement) - _tested(statement)

# The ARN of a cluster is all that its name says, and more.
_needed(statement) := {"kubernetes-namespace", "eks-cluster-arn"} if {
	"kubernetes-service-account" in _tested(statement)
} else := {"eks-cluster-arn"}

# The tags that a statement asks for, other than that of the cluster alone.
_tested(statement) := tags if {
	tags := _tags(statement)
	count(tags & {"kubernetes-service-account", "kubernetes-namespace"}) > 0
} else := set()

_tags(statement) := {tag |
	some tag in ["kubernetes-service-account", "kubernetes-namespace", "eks-cluster-arn", "eks-cluster-name"]
	_speaks_of(statement, tag)
}

_speaks_of(statement, tag) if {
	some condition in statement.conditions
	lower(condition.variable) in {sprintf("aws:principaltag/%s", [tag]), sprintf("aws:requesttag/%s", [tag])}
}

_speaks_of(statement, tag) if {
	some condition in statement.conditions
	some value in condition.values
	contains(lower(value), sprintf("${aws:principaltag/%s}", [tag]))
}

_speaks_of(statement, tag) if {
	some resource in statement.resources
	contains(lower(resource), sprintf("${aws:principaltag/%s}", [tag]))
}
