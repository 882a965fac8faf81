# METADATA
# title: Identity that can make itself administrator of clusters
# description: |
#   An identity may give anyone, itself among them, administration of every cluster of the account.
#   It is a `critical` finding if pods can take the role, and a `low` one for a policy that is not
#   attached to anything here.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
#     description: EKS User Guide, access entries
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the cluster in `Resource`, and add conditions on `eks:policyArn` and `eks:accessScope`.
#   targets: [iam_roles, iam_users, iam_groups, iam_policies]
#   params:
#     provisioning-roles:
#       description: Names of roles, users and groups that create clusters. They can have asterisks.
#       type: strings
#       default: []
package rules.iam["eks-access-admin-unscoped"]

import data.rules.lib.cluster_access
import data.rules.lib.workload_roles

findings contains {
	"ref": way.ref,
	"field": way.field,
	"message": sprintf("%s %s", [holder.address, way.what]),
	"severity": _severity(holder, way),
} if {
	some holder in _holders
	not _provisions(holder)
	way := cluster_access.way(holder)
}

# What a statement allows is not known.
undecided contains workload_roles.doubt(holder, ability) if {
	some holder in _holders
	not _provisions(holder)
	not cluster_access.way(holder)
	some ability in cluster_access.doubts(holder)
}

_identities := array.flatten([
	[role | some role in input.iam_roles],
	[user | some user in input.iam_users],
	[group | some group in input.iam_groups],
])

# Policies that nobody of the input has stand for themselves.
_holders := array.concat(_identities, [policy |
	some policy in input.iam_policies
	not policy.statements[0].ref in _attached
])

_attached contains statement.ref if {
	some holder in _identities
	some statement in holder.statements
}

_provisions(holder) if {
	some pattern in input.settings.params["eks-access-admin-unscoped"]["provisioning-roles"]
	glob.match(pattern, [], object.get(holder, "name", ""))
}

_severity(holder, way) := workload_roles.severity(holder, "critical") if {
	holder.pods == "yes"
	way.severity == "high"
} else := "low" if {
	holder.type == "aws_iam_policy"
} else := workload_roles.severity(holder, way.severity)
