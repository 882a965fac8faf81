# METADATA
# title: Namespace without a default deny
# description: |
#   Until a NetworkPolicy selects a pod, everything in the cluster may connect to it and it
#   may connect to everything, the internet included. A policy for all pods of a namespace
#   makes every flow one that somebody allowed, also for pods that are added later.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
#     description: Kubernetes, default policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
#     description: EKS User Guide, network policies with Auto Mode
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Add a NetworkPolicy with an empty `podSelector` for ingress and egress, then allow the flows needed.
#   targets: [namespaces, undefined_namespaces]
#   scope: unit
package rules.network["namespace-without-default-deny"]

import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.unknown

findings contains {
	"ref": namespace.ref,
	"field": "name",
	"message": sprintf("%s has no policy that denies %s by default%s", [
		naming.object_of(namespace), concat(" and ", missing), _isolated(missing, members),
	]),
	"severity": _severity(missing, members),
} if {
	some namespace in _judged
	missing := _missing(namespace)
	count(missing) > 0
	members := network_policies.members(namespace)
	count(members) > 0
}

# Something decides that is not known, or not evaluated.
undecided contains {"ref": namespace.ref, "field": "name", "reason": reason} if {
	some namespace in _judged
	count(_missing(namespace)) == 0
	reason := unknown.any_reason(namespace, ["network.ingress_denied", "network.egress_denied"])
	count(network_policies.members(namespace)) > 0
}

# Whether anything runs in the namespace is not known.
undecided contains {"ref": namespace.ref, "field": "name", "reason": namespace.workloads[0].unknown.namespace} if {
	some namespace in _judged
	count(_missing(namespace)) > 0
	every workload in namespace.workloads {
		workload.unknown
	}
}

undecided contains {"ref": namespace.ref, "field": "namespace", "reason": "not-in-input"} if {
	some namespace in input.undefined_namespaces
	not namespace.name in network_policies.system_namespaces
	namespace.name in _used
	not network_policies.auto_mode_denies
	some direction in ["ingress", "egress"]
	not _denied(namespace.name, direction)
}

undecided contains {"ref": class.ref, "field": "network_policy", "reason": reason} if {
	some class in input.node_classes
	reason := unknown.reason(class, "network_policy")
}

_judged := [namespace |
	some namespace in input.namespaces
	not namespace.name in network_policies.system_namespaces
	not network_policies.auto_mode_denies
	not _auto_mode_unknown
]

# Those in which a pod runs that policies hold for.
_used contains workload.namespace if {
	some workload in input.workloads
	workload.network.covered
}

_auto_mode_unknown if {
	some class in input.node_classes
	unknown.reason(class, "network_policy")
}

_missing(namespace) := [direction |
	some [direction, denied] in [["ingress", "ingress_denied"], ["egress", "egress_denied"]]
	namespace.network[denied] == false
]

_denied(name, direction) if {
	some ref in network_policies.default_denies[direction]
	network_policies.by_ref[ref].namespace == name
}

_severity(missing, members) := "low" if _lighter(missing, members)

else := "medium"

_lighter(missing, _) if not "ingress" in missing

_lighter(_, members) if _all_isolated(members)

_isolated(missing, members) := "; other policies restrict what connects to its workloads" if {
	"ingress" in missing
	_all_isolated(members)
} else := ""

_all_isolated(members) if every workload in members { workload.network.ingress.unrestricted == false }
