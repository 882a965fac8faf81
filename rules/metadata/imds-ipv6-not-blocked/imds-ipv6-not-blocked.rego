# METADATA
# title: Instance metadata open by IPv6
# description: |
#   The EC2 instance metadata service also answers at fd00:ec2::254 where that is enabled. An
#   exception for 169.254.169.254 says nothing about it, and in an IPv6 cluster the VPC CNI
#   passes over rules for IPv4 altogether.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#     description: EKS User Guide, considerations for network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
#     description: EKS User Guide, IPv6 addresses
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
#     description: EC2 User Guide, access instance metadata
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Except `fd00:ec2::254/128` too, set the hop limit to 1, and leave `httpProtocolIPv6` disabled.
#   targets: [network_policies]
#   scope: unit
package rules.metadata["imds-ipv6-not-blocked"]

import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.node_launches
import data.rules.lib.node_metadata
import data.rules.lib.unknown

# The cluster is one of IPv6, where pods have an IPv4 address for egress that no policy covers.
findings contains {
	"ref": peer.ref,
	"field": "except",
	"message": sprintf("%s keeps pods from the instance metadata by IPv4 only, and %s is one of an IPv6 cluster", [
		naming.object_of(policy), naming.object_of(cni),
	]),
	"severity": "high",
	"related": [{"ref": cni.enable_ipv6.ref, "field": "", "message": "the family of the cluster"}],
} if {
	network_engines.may_be_vpc_cni
	some cni in input.vpc_cnis
	cni.enable_ipv6.value == "true"
	some policy in _by_ipv4
	not _closed
	not _closed_by_launches
	peer := network_policies.metadata_exceptions(policy)[0]
}

# AWS says so of the cluster.
findings contains {
	"ref": peer.ref,
	"field": "except",
	"message": sprintf("%s keeps pods from the instance metadata by IPv4 only, and %s is an IPv6 cluster", [
		naming.object_of(policy), cluster.address,
	]),
	"severity": "high",
	"related": [{"ref": cluster.ref, "field": _family, "message": "the family of the cluster"}],
} if {
	network_engines.may_be_vpc_cni
	not _cni_says_ipv6
	cluster := input.clusters[0]
	every other in input.clusters { other.kubernetes_network_config.ip_family == "ipv6" }
	some policy in _by_ipv4
	not _closed
	not _closed_by_launches
	peer := network_policies.metadata_exceptions(policy)[0]
}

# The nodes answer at the other address, and another rule of the policy allows that.
findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s keeps pods from 169.254.169.254 and not from fd00:ec2::254, at which nodes of %s answer too", [
		naming.object_of(policy), naming.object_of(class),
	]),
	"related": [{"ref": class.ref, "field": node_metadata.field("http_protocol_ipv6"), "message": "enables that address"}],
} if {
	some class in input.ec2_node_classes
	node_metadata.option(class, "http_protocol_ipv6") == "enabled"
	node_metadata.is_open(class)
	some policy in _by_ipv4
	some rule in policy.egress
	rule.metadata_ipv6 == "broad"
	place := _place(rule)
}

# As do those that a launch template makes.
findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s keeps pods from 169.254.169.254 and not from fd00:ec2::254, at which nodes of %s answer too", [
		naming.object_of(policy), launch.address,
	]),
	"related": [{"ref": launch.ref, "field": "metadata_options.http_protocol_ipv6", "message": "enables that address"}],
} if {
	some launch in node_launches.of_nodes
	launch.metadata.http_protocol_ipv6 == "enabled"
	node_launches.is_on(launch)
	node_launches.lets_pods_in(launch)
	some policy in _by_ipv4
	some rule in policy.egress
	rule.metadata_ipv6 == "broad"
	place := _place(rule)
}

# What the policy excepts, or if it holds for egress at all, may be said elsewhere.
undecided contains {"ref": place.ref, "field": place.field, "reason": place.reason} if {
	_asks_for_ipv6
	some policy in input.network_policies
	not policy.invalid
	not _excepts_ipv6(policy)
	some place in _open_places(policy)
}

undecided contains {"ref": cluster.ref, "field": _family, "reason": reason} if {
	network_engines.may_be_vpc_cni
	not _cni_says_ipv6
	count(_by_ipv4) > 0
	not _closed
	not _closed_by_launches
	every other in input.clusters { _may_be_ipv6(other) }
	some cluster in input.clusters
	reason := unknown.reason(cluster, _family)
}

undecided contains {"ref": launch.ref, "field": field, "reason": reason} if {
	_broad_elsewhere
	some launch in node_launches.of_nodes
	object.get(launch, ["metadata_options", "http_protocol_ipv6"], "enabled") == "enabled"
	not node_launches.is_closed(launch)
	some name in ["http_protocol_ipv6", "http_endpoint", "http_tokens", "http_put_response_hop_limit"]
	reason := node_launches.why(launch, name)
	_matters(launch, name)
	field := sprintf("metadata_options.%s", [name])
}

undecided contains {"ref": class.ref, "field": node_metadata.field("http_protocol_ipv6"), "reason": reason} if {
	_broad_elsewhere
	some class in input.ec2_node_classes
	reason := node_metadata.why(class, "http_protocol_ipv6")
	not node_metadata.is_closed(class)
}

# An option that is not known decides unless another one has let the pods in anyway.
_matters(_, "http_protocol_ipv6")

_matters(launch, "http_endpoint") if launch.metadata_options.http_protocol_ipv6 == "enabled"

_matters(launch, name) if {
	name in {"http_tokens", "http_put_response_hop_limit"}
	launch.metadata_options.http_protocol_ipv6 == "enabled"
	not node_launches.lets_pods_in(launch)
}

_may_be_ipv6(cluster) if cluster.kubernetes_network_config.ip_family == "ipv6"

_may_be_ipv6(cluster) if unknown.reason(cluster, _family)

# A policy that excepts the IPv4 address alone lets pods reach others by IPv6.
_broad_elsewhere if {
	some policy in _by_ipv4
	some rule in policy.egress
	rule.metadata_ipv6 == "broad"
}

# Something of the input has the service answer by IPv6.
_asks_for_ipv6 if _cni_says_ipv6

_asks_for_ipv6 if {
	input.clusters[0]
	every cluster in input.clusters { cluster.kubernetes_network_config.ip_family == "ipv6" }
}

_asks_for_ipv6 if {
	some launch in node_launches.of_nodes
	launch.metadata_options.http_protocol_ipv6 == "enabled"
	not node_launches.is_closed(launch)
}

_open_places(policy) := array.concat(
	[{"ref": policy.ref, "field": "policy_types", "reason": reason} |
		not policy.isolates_egress
		reason := unknown.any_reason(policy, ["isolates_egress", "policy_types"])
	],
	[{"ref": peer.ref, "field": field, "reason": reason} |
		count(network_policies.metadata_exceptions(policy)) == 0
		some rule in policy.egress
		some peer in rule.peers
		some field in ["cidr", "except"]
		reason := unknown.partly(peer, field)
	],
)

_by_ipv4 := [policy |
	some policy in input.network_policies
	policy.isolates_egress
	not policy.invalid
	count(network_policies.metadata_exceptions(policy)) > 0
	not _excepts_ipv6(policy)
]

_excepts_ipv6(policy) if {
	some rule in policy.egress
	some peer in rule.peers
	peer.excepts_metadata_ipv6
}

_place(rule) := {"ref": peer.ref, "field": "cidr"} if {
	peer := [peer | some peer in rule.peers; peer.family == "ipv6"][0]
} else := {"ref": rule.ref, "field": "peers"}

# Nodes that do not answer pods are enough, if all of them are known.
_closed if {
	count(input.ec2_node_classes) > 0
	every class in input.ec2_node_classes {
		node_metadata.is_closed(class)
	}
}

_family := "kubernetes_network_config.ip_family"

_cni_says_ipv6 if {
	some cni in input.vpc_cnis
	cni.enable_ipv6.value == "true"
}

# All node groups have a template that lets no pod in.
_closed_by_launches if {
	count(input.node_groups) > 0
	every group in input.node_groups {
		_group_closed(group)
	}
}

_group_closed(group) if node_launches.is_closed(group)

_group_closed(group) if node_launches.is_closed(group.launch_template.template)
