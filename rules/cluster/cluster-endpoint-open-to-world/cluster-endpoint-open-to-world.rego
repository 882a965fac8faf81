# METADATA
# title: API endpoint open to the world
# description: |
#   The API server of the cluster answers to every address of the internet. Whoever gets hold of a
#   token or key of an administrator can use it from anywhere, and a hole in the API server is
#   everybody's.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
#     description: EKS User Guide, cluster API server endpoint
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set `public_access_cidrs` to the ranges of your own people, or `endpoint_public_access` to `false`.
#   targets: [clusters]
package rules.cluster["cluster-endpoint-open-to-world"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": field,
	"message": sprintf("the API endpoint of %s is open to %s", [cluster.address, range]),
	"related": _switch(cluster),
} if {
	some cluster in input.clusters
	_public(cluster)
	[field, range] := _open(cluster)
}

undecided contains {"ref": cluster.ref, "field": field, "reason": reason} if {
	some cluster in input.clusters
	not _private(cluster)
	some field in ["vpc_config.endpoint_public_access", "vpc_config.public_access_cidrs"]
	reason := unknown.partly(cluster, field)
	_undecided(cluster, field)
}

# What makes the endpoint public, where that is written.
_switch(cluster) := [{
	"ref": cluster.ref,
	"field": "vpc_config.endpoint_public_access",
	"message": "the endpoint is public",
}] if {
	cluster.vpc_config.endpoint_public_access == true
} else := []

# It is not known whether the endpoint is public, and it would be open if it were.
_undecided(cluster, "vpc_config.endpoint_public_access") if _maybe_open(cluster)

# It is not known to whom the endpoint is open, and nobody is known who should not be.
_undecided(cluster, "vpc_config.public_access_cidrs") if not _open(cluster)

_public(cluster) if {
	not _private(cluster)
	not unknown.reason(cluster, "vpc_config.endpoint_public_access")
}

_private(cluster) if cluster.vpc_config.endpoint_public_access == false

_maybe_open(cluster) if _open(cluster)

_maybe_open(cluster) if unknown.partly(cluster, "vpc_config.public_access_cidrs")

# The field and the range that let everybody in. The provider sends no empty list, and AWS takes
# the world for one that is missing.
_open(cluster) := ["vpc_config.public_access_cidrs", "0.0.0.0/0, which is what AWS sets where no range is given"] if {
	not cluster.vpc_config.public_access_cidrs
	not unknown.partly(cluster, "vpc_config.public_access_cidrs")
}

_open(cluster) := [sprintf("vpc_config.public_access_cidrs.%d", [at]), concat(" and ", ranges)] if {
	ranges := [range | some i in cluster.vpc_config.open_cidrs; range := cluster.vpc_config.public_access_cidrs[i]]
	ranges != []
	at := unknown.index(cluster, "vpc_config.public_access_cidrs", cluster.vpc_config.open_cidrs[0])
}
