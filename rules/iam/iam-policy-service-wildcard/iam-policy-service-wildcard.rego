# METADATA
# title: Policy with all of a service
# description: |
#   A policy of a cluster's role, of pods, or of a role that the cluster admits allows every action
#   of a powerful service on all resources, or everything but some. It grows with each feature
#   that AWS adds, and nobody has decided on those.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: List the actions, and replace `NotAction` by those that are needed.
#   targets: [iam_roles]
package rules.iam["iam-policy-service-wildcard"]

import data.rules.lib.cluster_access
import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s allows %s", [role.address, what]),
	"severity": workload_roles.severity(role, "medium"),
} if {
	some role in _roles
	some statement in role.statements
	what := workload_roles.wildcard(statement)
	not _elsewhere(role, statement.ref)
}

# Whether the role is one of those is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	reason := workload_roles.pods_unknown(role)
	not role in _roles
	some statement in role.statements
	workload_roles.wildcard(statement)
	not _elsewhere(role, statement.ref)
}

# What the statement allows is not known.
undecided contains {"ref": statement.ref, "field": field, "reason": reason} if {
	some role in _roles
	some statement in role.statements
	object.get(statement, "effect", "Allow") != "Deny"
	"*" in object.get(statement, "resources", ["*"])
	some field in ["effect", "actions", "not_actions", "resources", "not_resources"]
	reason := unknown.partly(statement, field)
	not workload_roles.wildcard(statement)
	_may_be_wide(statement)
}

# Further statements or policies are not known.
undecided contains {"ref": role.ref, "field": "statements", "reason": reason} if {
	some role in _roles
	reason := unknown.reason(role, "statements")
}

_may_be_wide(statement) if {
	some action in statement.actions
	regex.match(`^\$\{|:\*$`, action)
}

_may_be_wide(statement) if not statement.actions

_roles := [role |
	some role in input.iam_roles
	not role.infrastructure
	_is_of_cluster(role)
]

_is_of_cluster(role) if role.pods == "yes"

_is_of_cluster(role) if "cluster" in role.uses

_is_of_cluster(role) if {
	some entry in input.access_entries
	entry.principal_role.ref == role.ref
}

_is_of_cluster(role) if {
	some association in input.access_policy_associations
	association.principal_role.ref == role.ref
}

_is_of_cluster(role) if {
	some auth in input.aws_auths
	some mapping in auth.mappings
	mapping.kind == "role"
	endswith(mapping.arn, concat("", ["/", role.name]))
}

_place(statement) := "not_resources" if {
	statement.not_resources
	not statement.not_actions
} else := workload_roles.place(statement)

# What other rules say of the same statement.
_elsewhere(role, ref) if {
	role.pods == "yes"
	ref in workload_roles.reported(role)
}

_elsewhere(role, ref) if cluster_access.way(role).ref == ref

_elsewhere(role, ref) if {
	some statement in role.statements
	statement.ref == ref
	statement.grants.everything == "yes"
}
