# METADATA
# title: EFS file system without encryption
# description: |
#   What pods keep on the file system lies on disk in clear. It cannot be encrypted later: the data
#   has to move to a new one, which is cheapest before there is any.
# related_resources:
#   - ref: https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
#     description: Amazon EFS User Guide, encrypting data at rest
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Make a new file system with `encrypted = true`, and move the data.
#   targets: [efs_file_systems]
package rules.data["efs-unencrypted"]

import data.rules.lib.unknown

findings contains {
	"ref": system.ref,
	"field": "encrypted",
	"message": sprintf("%s is not encrypted", [system.address]),
	"severity": _severity(system),
} if {
	some system in input.efs_file_systems
	not system.encrypted
	not unknown.reason(system, "encrypted")
}

undecided contains {"ref": system.ref, "field": "encrypted", "reason": reason} if {
	some system in input.efs_file_systems
	reason := unknown.reason(system, "encrypted")
}

# Of a file system that no pod can mount nobody knows what it is for.
_severity(system) := "medium" if {
	_within_reach(system)
} else := "low"

_within_reach(system) if {
	some target in system.mount_targets
	target.subnet.ref in _subnets
}

_within_reach(system) if {
	some target in system.mount_targets
	target.subnet.vpc.ref in _vpcs
}

_vpcs contains subnet.vpc.ref if some subnet in _of_clusters

_subnets contains subnet.ref if some subnet in _of_clusters

_of_clusters := array.concat(
	[subnet | some cluster in input.clusters; some subnet in cluster.vpc_config.subnets],
	[subnet | some group in input.node_groups; some subnet in group.subnets],
)
