# METADATA
# title: Private API endpoint off
# description: |
#   Without the private endpoint, nodes reach the API server through its public address: their
#   traffic leaves the VPC, and the ranges that the public endpoint admits have to include the
#   addresses of NAT gateways.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
#     description: EKS User Guide, cluster API server endpoint
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `endpoint_private_access` to `true`.
#   targets: [clusters]
package rules.cluster["cluster-endpoint-private-disabled"]

import data.rules.lib.unknown

findings contains {
	"ref": cluster.ref,
	"field": "vpc_config.endpoint_private_access",
	"message": sprintf("the private API endpoint of %s is off%s", [cluster.address, _why(cluster)]),
} if {
	some cluster in input.clusters
	not _private(cluster)
	not unknown.reason(cluster, "vpc_config.endpoint_private_access")
}

undecided contains {"ref": cluster.ref, "field": "vpc_config.endpoint_private_access", "reason": reason} if {
	some cluster in input.clusters
	reason := unknown.reason(cluster, "vpc_config.endpoint_private_access")
}

_private(cluster) if cluster.vpc_config.endpoint_private_access == true

_why(cluster) := "" if cluster.vpc_config.endpoint_private_access == false

_why(cluster) := ", which is the default" if not cluster.vpc_config.endpoint_private_access == false
