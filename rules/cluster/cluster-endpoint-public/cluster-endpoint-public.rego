# METADATA
# title: Public API endpoint
# description: |
#   The API server has a public address. The ranges that may reach it are a list that somebody has to
#   keep short; a private endpoint needs none, since only the networks of the VPC get to it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
#     description: EKS User Guide, cluster API server endpoint
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `endpoint_public_access` to `false` and reach the private endpoint through a VPN, a bastion or peering.
#   targets: [clusters]
#   profile: strict
package rules.cluster["cluster-endpoint-public"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "vpc_config.endpoint_public_access",
	"severity": _severity,
	"message": sprintf("the API endpoint of %s is public, for some ranges", [cluster.address]),
} if {
	some cluster in input.clusters
	_restricted(cluster)
	not unknown.reason(cluster, "vpc_config.endpoint_public_access")
	not unknown.partly(cluster, "vpc_config.public_access_cidrs")
}

undecided contains {"ref": cluster.ref, "field": field, "reason": reason} if {
	some cluster in input.clusters
	_maybe_restricted(cluster)
	some field in ["vpc_config.endpoint_public_access", "vpc_config.public_access_cidrs"]
	reason := unknown.partly(cluster, field)
}

default _severity := "low"

_severity := "medium" if input.settings.profile == "strict"

# What is open to the world is for cluster-endpoint-open-to-world to say.
_restricted(cluster) if {
	not cluster.vpc_config.endpoint_public_access == false
	not cluster.vpc_config.open_cidrs
	cluster.vpc_config.public_access_cidrs
}

_maybe_restricted(cluster) if _restricted(cluster)

_maybe_restricted(cluster) if {
	not cluster.vpc_config.endpoint_public_access == false
	not cluster.vpc_config.open_cidrs
	unknown.partly(cluster, "vpc_config.public_access_cidrs")
}
