# METADATA
# title: Deny of instance metadata that another policy voids
# description: |
#   Network policies only add permissions. An exception for 169.254.169.254 in one policy is
#   worth nothing for pods to which another policy allows every address: they fetch the
#   credentials of the node's IAM role as if there were no exception.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
#     description: Kubernetes, the two sorts of pod isolation
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Except `169.254.169.254/32` in every rule that allows all addresses, or name the blocks needed.
#   targets: [network_policies]
#   scope: unit
package rules.metadata["metadata-deny-shadowed"]

import data.rules.lib.naming
import data.rules.lib.network_policies

findings contains object.union(network_policies.metadata_place(rule), {
	"message": sprintf("%s opens the instance metadata to %s, which %s denies", [
		naming.object_of(shadow), whom, naming.object_of(deny),
	]),
	"related": [_related(deny)],
	"subsumes": _subsumed(shadow),
}) if {
	some [shadow_ref, deny_ref, whom] in _pairs
	shadow := network_policies.by_ref[shadow_ref]
	deny := network_policies.by_ref[deny_ref]
	some rule in shadow.egress
	rule.metadata_ipv4 == "broad"
}

# A policy of another kind may come first.
undecided contains object.union(network_policies.metadata_place(rule), {"reason": reason}) if {
	some workload in _unclear
	_first_deny(workload)
	reason := workload.unknown["network.egress.metadata_ipv4"]
	some ref in workload.network.egress.policies
	some rule in network_policies.by_ref[ref].egress
	rule.metadata_ipv4 == "broad"
}

# What a rule allows is not known, as with a named port.
undecided contains {"ref": rule.ref, "field": _field(rule), "reason": reason} if {
	some workload in _unclear
	deny := _first_deny(workload)
	some ref in workload.network.egress.policies
	ref != deny
	not network_policies.opens_metadata[ref]
	some rule in network_policies.by_ref[ref].egress
	reason := rule.unknown.metadata_ipv4
}

_pairs contains [shadow, deny, network_policies.names(refs)] if some [shadow, deny], refs in _opened

# Where nothing runs yet it holds for whatever will.
_pairs contains [shadow_ref, deny_ref, "all pods that both select"] if {
	some shadow_ref, _ in network_policies.opens_metadata
	shadow := network_policies.by_ref[shadow_ref]
	not shadow.selects
	not input.engine_policies
	deny_ref := min({ref |
		some ref in network_policies.metadata_denies
		deny := network_policies.by_ref[ref]
		deny.namespace == shadow.namespace
		not deny.selects
		_overlap(deny, shadow)
	})
}

_overlap(deny, _) if deny.selects_all

_overlap(_, shadow) if shadow.selects_all

# The workloads that a policy opens, though another one denies it.
_opened[[shadow, deny]] contains workload.ref if {
	some workload in input.workloads
	workload.network.egress.metadata_ipv4 == "open"
	workload.network.covered
	deny := _first_deny(workload)
	some shadow in workload.network.egress.policies
	network_policies.opens_metadata[shadow]
}

_unclear := [workload |
	some workload in input.workloads
	workload.unknown["network.egress.metadata_ipv4"]
]

# An exception for the address says it plainest.
_first_deny(workload) := deny if {
	deny := min({ref |
		some ref in workload.network.egress.policies
		ref in network_policies.metadata_denies
		count(network_policies.metadata_exceptions(network_policies.by_ref[ref])) > 0
	})
} else := min({ref |
	some ref in workload.network.egress.policies
	ref in network_policies.metadata_denies
})

_related(deny) := {"ref": peer.ref, "field": "except", "message": "the exception that is void"} if {
	peer := network_policies.metadata_exceptions(deny)[0]
} else := {"ref": deny.ref, "field": "pod_selector", "message": "the default deny that is void"}

# What the rules network-policy-allows-all and default-deny-shadowed say of the same.
_subsumed(shadow) := array.concat(
	allowing,
	[object.union(s, {"rule": "default-deny-shadowed"}) | some s in allowing],
) if {
	allowing := network_policies.subsumed(shadow.egress)
}

_field(rule) := "ports" if rule.ports

_field(rule) := "peers" if not rule.ports
