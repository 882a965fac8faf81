# METADATA
# title: Network policy that selects nothing
# description: |
#   A policy whose labels no pod has protects nobody, and a peer whose labels no pod has lets
#   nobody in. Kubernetes says nothing about it: the pods that were meant stay open, or are
#   cut off.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
#     description: Kubernetes, the NetworkPolicy resource
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Correct the labels so that they are those of the pod template.
#   targets: [network_policies]
#   scope: unit
package rules.network["network-policy-selects-nothing"]

import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.pod_selectors

findings contains {
	"ref": policy.ref,
	"field": "pod_selector",
	"message": sprintf("%s selects none of the %d workloads of namespace %q%s", [
		naming.object_of(policy), count(others), policy.namespace, _near_miss(policy.pod_selector, others),
	]),
} if {
	some policy in input.network_policies
	pod_selectors.selects_none(policy)
	others := pod_selectors.in_namespace[policy.namespace]
}

# The other workloads of the input show that it is not one of policies alone.
findings contains {
	"ref": policy.ref,
	"field": "namespace",
	"message": sprintf("%s selects all pods of namespace %q, in which nothing runs", [
		naming.object_of(policy), policy.namespace,
	]),
	"severity": "info",
} if {
	count(pod_selectors.in_namespace) > 0
	some policy in input.network_policies
	policy.selects_all
	not policy.selects
	not policy.unknown.selects
	some namespace in input.namespaces
	namespace.name == policy.namespace
	not namespace.workloads
}

findings contains {
	"ref": peer.ref,
	"field": "pod_selector",
	"message": sprintf("a peer of %s is none of the %d workloads of namespace %q%s", [
		naming.object_of(policy), count(others), policy.namespace, _near_miss(peer.pod_selector, others),
	]),
} if {
	some policy in input.network_policies
	not policy.invalid
	some direction, isolates in network_policies.isolating
	policy[isolates]
	some rule in policy[direction]
	some peer in rule.peers
	peer.pod_selector
	not peer.namespace_selector
	not peer.selects
	not peer.unknown
	others := pod_selectors.in_namespace[policy.namespace]
	not pod_selectors.by_operator(peer.pod_selector)
}

undecided contains {"ref": policy.ref, "field": "pod_selector", "reason": reason} if {
	some policy in input.network_policies
	not policy.invalid
	not policy.selects
	not policy.selects_all
	reason := _unclear(policy)
}

_unclear(policy) := reason if {
	reason := policy.unknown.selects
} else := "not-in-input" if {
	not pod_selectors.in_namespace[policy.namespace]
} else := "not-in-input" if {
	pod_selectors.by_operator(policy.pod_selector)
}

_near_miss(selector, workloads) := pod_selectors.near_miss(selector.match_labels, workloads) if {
	not selector.match_expressions
} else := ""
