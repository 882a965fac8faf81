# METADATA
# title: Creator of the cluster is its administrator
# description: |
#   Whoever runs Terraform first becomes an administrator of the cluster. A pipeline or a person that
#   only should create the cluster can do everything within it from then on, and under the mode
#   CONFIG_MAP nobody can see that or take it away.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
#     description: EKS User Guide, change the authentication mode
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set it to `false`, and name administrators in access entries; on the cluster itself that makes a new one.
#   targets: [clusters, access_policy_associations]
package rules.cluster["cluster-creator-admin"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": _field(cluster),
	"severity": _severity(cluster),
	"message": sprintf("the principal that creates %s becomes its administrator%s", [cluster.address, _why(cluster)]),
} if {
	some cluster in input.clusters
	_bootstraps(cluster)
	not unknown.reason(cluster, "access_config.bootstrap_cluster_creator_admin_permissions")
}

# What terraform-aws-modules/eks makes of enable_cluster_creator_admin_permissions.
findings contains {
	"ref": association.ref,
	"field": ["module", "enable_cluster_creator_admin_permissions"],
	"message": sprintf(
		"the principal that applies Terraform becomes an administrator of the cluster by %s",
		[association.address],
	),
	"severity": severity,
} if {
	some association in input.access_policy_associations
	association.creator
	severity := _least("low", object.get(association, "cluster", {}))
}

undecided contains {"ref": cluster.ref, "field": _bootstrap, "reason": reason} if {
	some cluster in input.clusters
	reason := unknown.reason(cluster, _bootstrap)
}

_bootstrap := "access_config.bootstrap_cluster_creator_admin_permissions"

# AWS says true for a cluster without the block; the provider sends false for a block without
# the argument.
_bootstraps(cluster) if not cluster.access_config

_bootstraps(cluster) if cluster.access_config.bootstrap_cluster_creator_admin_permissions

_field(cluster) := _bootstrap if cluster.access_config

_field(cluster) := "access_config" if not cluster.access_config

_why(cluster) := "" if cluster.access_config

_why(cluster) := ", which is the default without access_config" if not cluster.access_config

_severity(cluster) := _least("low", cluster) if {
	cluster.access_config.authentication_mode in {"API", "API_AND_CONFIG_MAP"}
} else := _least("low", cluster) if {
	unknown.reason(cluster, "access_config.authentication_mode")
} else := _least("medium", cluster)

# It is not so bad if the provider assumes a role of its own for that, or may do so.
_least(_, cluster) := "info" if cluster.provider_role in {"yes", "unknown"}

_least(severity, cluster) := severity if not cluster.provider_role
