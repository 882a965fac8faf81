# METADATA
# title: Network policies that nothing enforces
# description: |
#   Kubernetes stores network policies and leaves it to the cluster's network to heed them.
#   The VPC CNI and EKS Auto Mode do so only after they are told to; until then every policy
#   is accepted, shown and without any effect.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
#     description: EKS User Guide, configure network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
#     description: EKS User Guide, network policies with Auto Mode
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set `enableNetworkPolicy` of the VPC CNI, or `enable-network-policy-controller` of Auto Mode, to `true`.
#   targets: [network_policies]
#   scope: unit
package rules.network["network-policy-not-enforced"]

import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s, so that nothing enforces %s", [place.says, _policies]),
	"severity": _severity,
} if {
	network_engines.may_be_vpc_cni
	some place in network_engines.off
}

# It is on, and a new pod is open until its policies are in place.
findings contains {
	"ref": class.ref,
	"field": "network_policy",
	"message": sprintf("%s does not set networkPolicy; by default new pods are open until policies select them", [
		naming.object_of(class),
	]),
	"severity": "info",
} if {
	network_engines.may_be_vpc_cni
	some class in input.node_classes
	not class.network_policy
	not class.unknown
}

undecided contains chart if {
	count(network_engines.others) == 0
	count(network_engines.off) > 0
	input.network_policies[0]
	some chart in network_engines.unnamed
}

undecided contains {"ref": input.network_policies[0].ref, "field": "", "reason": "not-in-input"} if {
	network_engines.may_be_vpc_cni
	count(network_engines.off) == 0
	not network_engines.config_map_on
	not _enforced
}

_enforced if {
	some cni in input.vpc_cnis
	cni.enforces_network_policies
}

_enforced if network_engines.addon_on

_policies := naming.object_of(input.network_policies[0]) if count(input.network_policies) == 1

_policies := sprintf("the %d network policies", [count(input.network_policies)]) if count(input.network_policies) > 1

default _severity := "medium"

_severity := "high" if _guards

# A policy that more depends on than the flow between two applications.
_guards if count(network_policies.metadata_denies) > 0

_guards if {
	some refs in network_policies.default_denies
	count(refs) > 0
}
