# METADATA
# title: Network policy for the other IP family
# description: |
#   A cluster gives its pods addresses of one family, IPv4 or IPv6, and the VPC CNI passes
#   over blocks of the other one: what they allow is not allowed, and their exceptions keep
#   nobody out.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#     description: EKS User Guide, considerations for network policies
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Write the blocks in the family of the cluster.
#   targets: [network_policies]
#   scope: unit
package rules.network["network-policy-ip-family-mismatch"]

import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.unknown

findings contains {
	"ref": peer.ref,
	"field": "cidr",
	"message": message,
	"related": [object.union(_place, {"message": "the family of the cluster"})],
} if {
	network_engines.may_be_vpc_cni
	_family
	some [policy, peer, other] in _single
	other != _family
	message := sprintf("%s has a rule with blocks of %s only, and the cluster is one of %s", [
		naming.object_of(policy), _names[other], _names[_family],
	])
}

# Clusters are of IPv4 unless told otherwise.
undecided contains {"ref": peer.ref, "field": "cidr", "reason": "not-in-input"} if {
	network_engines.may_be_vpc_cni
	not _family
	not input.clusters
	some [_, peer, "ipv6"] in _single
}

# What the clusters say of their family is not known, or they differ.
undecided contains {"ref": peer.ref, "field": "cidr", "reason": reason} if {
	network_engines.may_be_vpc_cni
	not _family
	reasons := {why | some cluster in input.clusters; why := unknown.reason(cluster, _ip_family)}
	reason := min(reasons | {"not-in-input" | input.clusters; reasons == set()})
	some [_, peer, _] in _single
}

# The rules with blocks of one family, by their first block.
_single contains [policy, blocks[0], blocks[0].family] if {
	some policy in input.network_policies
	not policy.invalid
	some direction, isolates in network_policies.isolating
	policy[isolates]
	some rule in policy[direction]
	blocks := [peer | some peer in rule.peers; peer.family]
	count({peer.family | some peer in blocks}) == 1
}

_setting := settings[0] if {
	settings := [cni.enable_ipv6 | some cni in input.vpc_cnis]
	count({setting.value | some setting in settings}) == 1
}

_place := {"ref": _setting.ref, "field": ""} if {
	_setting
} else := {"ref": input.clusters[0].ref, "field": _ip_family}

_family := {"true": "ipv6", "false": "ipv4"}[_setting.value] if {
	_setting
} else := family if {
	not input.vpc_cnis
	families := {object.get(cluster, ["kubernetes_network_config", "ip_family"], "ipv4") | some cluster in input.clusters}
	every cluster in input.clusters { not unknown.reason(cluster, _ip_family) }
	count(families) == 1
	some family in families
}

_ip_family := "kubernetes_network_config.ip_family"

_names := {"ipv4": "IPv4", "ipv6": "IPv6"}
