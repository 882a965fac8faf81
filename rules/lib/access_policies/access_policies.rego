# METADATA
# title: Access policies
# description: What rules ask about the policies that are associated with access entries.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
# schemas:
#   - input: schema
package rules.lib.access_policies

import data.rules.lib.unknown

# METADATA
# description: |
#   Is the name of the policy of an association, whatever the partition in its ARN is.
name(association) := regex.find_all_string_submatch_n(
	`^arn:[^:]*:eks::aws:cluster-access-policy/([A-Za-z0-9]+)$`,
	association.policy_arn,
	1,
)[0][1]

# METADATA
# scope: document
# description: Names the IAM principal of an association or of an access entry.
principal(entry) := name if {
	name := entry.principal_role.address
} else := name if {
	name := entry.principal_user.address
} else := arn if {
	arn := entry.principal_arn
} else := "a principal that is not known"

# METADATA
# scope: document
# description: Names the cluster of an association or of an access entry.
cluster(entry) := name if {
	name := entry.cluster.address
} else := name if {
	name := sprintf("cluster %q", [entry.cluster_name])
} else := "the cluster"

# METADATA
# scope: document
# description: |
#   Tells the clusters of associations apart. Those whose cluster is not known count as being
#   of one cluster of their root module.
cluster_key(entry) := sprintf("%d", [entry.cluster.ref]) if {
	entry.cluster
} else := sprintf("%s %s", [entry.root, object.get(entry, "cluster_name", "")])

# METADATA
# scope: document
# description: Tells the principals of associations apart.
principal_key(entry) := sprintf("%d", [entry.principal_role.ref]) if {
	entry.principal_role
} else := sprintf("%d", [entry.principal_user.ref]) if {
	entry.principal_user
} else := entry.principal_arn if {
	entry.principal_arn
} else := entry.address

# METADATA
# description: Is true for the roles that IAM Identity Center makes of permission sets.
is_of_identity_center(arn) if contains(arn, "/AWSReservedSSO_")

# METADATA
# description: Is true for an ARN that is in a list of ARNs, which may have wildcards.
is_listed(arn, list) if {
	some pattern in list
	glob.match(pattern, null, arn)
}

# METADATA
# description: Is true for an association that holds in the whole cluster.
is_cluster_wide(association) if association.access_scope.type == "cluster"

# METADATA
# description: |
#   Are the roles of the input that administer a cluster, by an access policy, by a group of an
#   access entry or by aws-auth. One may be there several times.
administrators := [role |
	some role in array.flatten([
		[association.principal_role | some association in input.access_policy_associations],
		[entry.principal_role | some entry in input.access_entries],
		[mapping.role | some auth in input.aws_auths; some mapping in auth.mappings],
	])
	role.administers
]

# METADATA
# description: |
#   Are the associations and the mappings of aws-auth that make a role of the input an administrator
#   if what is not known of them says so, each with the role and with its ref, the field and the
#   reason.
open_grants := array.flatten([
	[{"role": association.principal_role, "ref": association.ref, "field": field, "reason": reason} |
		some association in input.access_policy_associations
		association.principal_role
		not association.principal_role.administers
		some field, rest in {"policy_arn": "access_scope.type", "access_scope.type": "policy_arn"}
		reason := unknown.reason(association, field)
		_may_be_wide(association, rest)
	],
	[{"role": mapping.role, "ref": mapping.ref, "field": "groups", "reason": reason} |
		some auth in input.aws_auths
		some mapping in auth.mappings
		mapping.role
		not mapping.role.administers
		reason := unknown.reason(mapping, "groups")
	],
])

_may_be_wide(association, "access_scope.type") if {
	object.get(association, ["access_scope", "type"], "cluster") == "cluster"
}

_may_be_wide(association, "policy_arn") if name(association) == "AmazonEKSClusterAdminPolicy"

_may_be_wide(association, "policy_arn") if unknown.reason(association, "policy_arn")
