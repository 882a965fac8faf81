# METADATA
# title: Deny of instance metadata without effect
# description: |
#   A policy that reads as if it kept pods from 169.254.169.254, and does not, is worse than
#   none: nobody looks again, and every pod that it selects still gets the credentials of the
#   node's IAM role.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Kubernetes, network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `policyTypes` to `[Egress]`, and allow `0.0.0.0/0` with the exception `169.254.169.254/32`.
#   targets: [network_policies]
#   scope: unit
package rules.metadata["metadata-deny-ineffective"]

import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.pod_selectors
import data.rules.lib.unknown

findings contains {
	"ref": cause.ref,
	"field": cause.field,
	"message": sprintf("%s does not keep pods from the instance metadata: %s", [naming.object_of(policy), cause.says]),
	"subsumes": _subsumed(policy),
} if {
	some policy in _meant
	some cause in _causes(policy)
}

findings contains {
	"ref": policy.ref,
	"field": "policy_types",
	"message": sprintf(
		"%s names no policyTypes, so that it denies all ingress to its pods as well",
		[naming.object_of(policy)],
	),
	"severity": "low",
} if {
	some policy in _meant
	not policy.policy_types
	not policy.ingress
	policy.isolates_ingress
	policy.isolates_egress
	not policy.invalid
}

undecided contains {"ref": policy.ref, "field": "policy_types", "reason": reason} if {
	some policy in _meant
	reason := unknown.reason(policy, "isolates_egress")
}

undecided contains {"ref": rule.ref, "field": "peers", "reason": reason} if {
	some policy in _meant
	policy.isolates_egress
	not network_policies.opens_metadata[policy.ref]
	some rule in policy.egress
	reason := rule.unknown.metadata_ipv4
}

_meant := [policy |
	some ref in network_policies.meant_to_deny_metadata
	policy := network_policies.by_ref[ref]
]

_causes(policy) := _refusals(policy) if policy.invalid

_causes(policy) := _directions(policy) if {
	not policy.invalid
	count(_directions(policy)) > 0
}

_causes(policy) := (_allowed(policy) | _opened(policy)) | _selected(policy) if {
	not policy.invalid
	count(_directions(policy)) == 0
}

# The API server refuses the policy.
_refusals(policy) := places if {
	places := _refused_peers(policy) | _refused_ports(policy)
	count(places) > 0
} else := {{
	"ref": policy.ref, "field": "pod_selector",
	"says": sprintf("the API server refuses it, since %s", [policy.invalid]),
}}

_refused_ports(policy) := {{
	"ref": port.ref,
	"field": "port",
	"says": sprintf("the API server refuses it, since %s", [port.invalid]),
} |
	some direction in ["egress", "ingress"]
	some rule in policy[direction]
	some port in rule.ports
	port.invalid
}

_refused_peers(policy) := {{
	"ref": peer.ref, "field": _refused_field(peer),
	"says": sprintf("%s, and so the API server refuses the policy", [_refusal(peer)]),
} |
	some direction in ["egress", "ingress"]
	some rule in policy[direction]
	some peer in rule.peers
	peer.invalid
}

_refused_field(peer) := "cidr" if _is_no_cidr(peer)

_refused_field(peer) := "except" if not _is_no_cidr(peer)

_is_no_cidr(peer) if peer.invalid == sprintf("%q is no CIDR", [peer.cidr])

_refusal(peer) := sprintf("%q lacks the length of its prefix", [text]) if {
	some text in array.concat([peer.cidr], object.get(peer, "except", []))
	peer.invalid == sprintf("%q is no CIDR", [text])
	not contains(text, "/")
} else := peer.invalid

# The policy holds for ingress only.
_directions(policy) := {{
	"ref": policy.ref, "field": "policy_types",
	"says": "its policyTypes leave out Egress, without which no egress rule counts",
}} if {
	policy.policy_types
	not policy.isolates_egress
	not unknown.reason(policy, "isolates_egress")
} else := {{
	"ref": policy.ref, "field": "policy_types",
	"says": "without policyTypes and egress rules it restricts ingress only",
}} if {
	not policy.isolates_egress
	not unknown.reason(policy, "isolates_egress")
} else := set()

# The address is a peer, and peers are what is allowed.
_allowed(policy) := {{
	"ref": peer.ref, "field": "cidr",
	"says": sprintf("the cidr %s is a peer, which it allows", [peer.cidr]),
} |
	policy.isolates_egress
	some rule in policy.egress
	some peer in rule.peers
	peer.metadata_ipv4 == "exception"
}

# A rule lets it through, be it beside the exception.
_opened(policy) := {object.union(_place(rule), {"says": _how(policy, rule)}) |
	some ref in object.get(network_policies.opens_metadata, policy.ref, set())
	some rule in policy.egress
	rule.ref == ref
}

_place(rule) := {"ref": peer.ref, "field": "except"} if {
	peer := _misses(rule)
} else := network_policies.metadata_place(rule)

_how(policy, rule) := sprintf("the exception %s misses 169.254.169.254", [concat(", ", peer.except)]) if {
	peer := _misses(rule)
} else := "another rule allows it" if {
	count(network_policies.metadata_exceptions(policy)) > 0
} else := "this rule allows it"

_misses(rule) := [peer |
	some peer in rule.peers
	peer.metadata_ipv4 == "broad"
	peer.except
][0]

# Nobody is kept from it.
_selected(policy) := {{
	"ref": policy.ref, "field": "pod_selector",
	"says": "its podSelector matches no workload of the namespace",
}} if {
	pod_selectors.selects_none(policy)
} else := {{
	"ref": policy.ref, "field": "pod_selector",
	"says": "all pods that it selects are on the network of their node",
}} if {
	_host_only(policy)
} else := set()

_host_only(policy) if {
	count(policy.selects) > 0
	not policy.unknown.selects
	every ref in policy.selects {
		network_policies.workloads[ref].host_network
	}
}

_subsumed(policy) := array.concat(
	[{"rule": "network-policy-selects-nothing", "ref": policy.ref}],
	[{"rule": "network-policy-cannot-apply", "ref": ref} | some ref in policy.selects; _host_only(policy)],
)
