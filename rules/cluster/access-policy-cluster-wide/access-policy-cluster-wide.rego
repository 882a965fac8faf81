# METADATA
# title: Access policy for the whole cluster
# description: |
#   The access policy is meant for the namespaces of a team, and is associated with the whole cluster
#   or with kube-system. Whoever may read Secrets there, or change workloads, gets at the credentials
#   of every controller, and by them at the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
#     description: EKS User Guide, access policy permissions
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
#     description: EKS User Guide, associate access policies
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `access_scope` to `type = "namespace"` with the namespaces of the team.
#   targets: [access_policy_associations]
package rules.cluster["access-policy-cluster-wide"]

import data.rules.lib.access_policies
import data.rules.lib.unknown

findings contains {
	"ref": association.ref,
	"field": field,
	"message": sprintf("%s has %s in %s of %s, and so it %s", [
		access_policies.principal(association),
		name,
		where,
		access_policies.cluster(association),
		power,
	]),
} if {
	some association in input.access_policy_associations
	name := access_policies.name(association)
	power := _powers[name]
	[field, where] := _wide(association)
}

undecided contains {"ref": association.ref, "field": field, "reason": reason} if {
	some association in input.access_policy_associations
	_powers[access_policies.name(association)]
	not _wide(association)
	some field in ["access_scope.type", "access_scope.namespaces"]
	reason := unknown.partly(association, field)
}

undecided contains {"ref": association.ref, "field": "policy_arn", "reason": reason} if {
	some association in input.access_policy_associations
	_wide(association)
	reason := unknown.reason(association, "policy_arn")
}

# A policy that came after the table.
undecided contains {"ref": association.ref, "field": "policy_arn", "reason": "not-evaluated"} if {
	some association in input.access_policy_associations
	_wide(association)
	name := access_policies.name(association)
	not _powers[name]
	not regex.match(_harmless, name)
}

# What those policies allow that a whole team should not do everywhere, as of 2026-11.
#
# Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
_powers := {
	"AmazonEKSAdminPolicy": "reads Secrets, changes nearly all objects and binds roles there",
	"AmazonEKSAdminViewPolicy": "reads Secrets there",
	"AmazonEKSEditPolicy": "reads Secrets and changes workloads there",
	"AmazonEKSSecretAdminPolicy": "reads and changes Secrets there",
	"AmazonEKSSecretReaderPolicy": "reads Secrets there",
}

# The policy of administrators, which another rule has, that of readers, and those that services of
# AWS have for themselves.
_harmless := concat("", [
	`^AmazonEKS((ClusterAdmin|View|AutoNode|ACK|KRO|Event|Hybrid|PodIdentity|ClusterInsights)Policy|ArgoCD.*`,
	`|(Networking|Compute|BlockStorage|LoadBalancing)(Cluster)?Policy)$`,
	`|^AmazonEMRJobPolicy$|^AmazonSagemaker|^AmazonAIOps|^AmazonARC|^AWSBackup`,
])

_wide(association) := ["access_scope.type", "the whole"] if {
	access_policies.is_cluster_wide(association)
} else := [field, `namespace "kube-system"`] if {
	association.access_scope.type == "namespace"
	some i, namespace in association.access_scope.namespaces
	namespace == "kube-system"
	field := sprintf("access_scope.namespaces.%d", [unknown.index(association, "access_scope.namespaces", i)])
} else := [field, sprintf("all namespaces that match %q", [patterns[0][1]])] if {
	association.access_scope.type == "namespace"
	patterns := [[i, namespace] |
		some i, namespace in association.access_scope.namespaces
		contains(namespace, "*")
		glob.match(namespace, null, "kube-system")
	]
	field := sprintf("access_scope.namespaces.%d", [unknown.index(association, "access_scope.namespaces", patterns[0][0])])
}
