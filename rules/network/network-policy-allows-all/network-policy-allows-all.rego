# METADATA
# title: Network policy that allows everything
# description: |
#   A rule without peers, or with the block of all addresses, makes the pods that its policy
#   selects as open as without any policy. It is easily taken for a restriction, and it voids
#   those of other policies, since policies only add.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic
#     description: Kubernetes, allow all ingress traffic
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Name the peers and ports that are needed; for load balancers the blocks of the VPC or its subnets.
#   targets: [network_policies]
package rules.network["network-policy-allows-all"]

import data.rules.lib.naming
import data.rules.lib.network_policies
import data.rules.lib.unknown

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": message,
	"severity": _ingress_severity[rule.all_ports],
} if {
	some policy in input.network_policies
	policy.isolates_ingress
	some rule in policy.ingress
	network_policies.reaches_all(rule)
	not policy.invalid
	place := network_policies.place(rule)
	message := sprintf("%s lets every %s connect%s", [naming.object_of(policy), _who(rule), _to_ports(rule)])
}

findings contains {
	"ref": peer.ref,
	"field": "namespace_selector",
	"message": sprintf("%s lets the pods of all namespaces connect on every port", [naming.object_of(policy)]),
	"severity": "low",
} if {
	some policy in input.network_policies
	policy.isolates_ingress
	some rule in policy.ingress
	rule.all_namespaces
	rule.all_ports
	not rule.world
	not policy.invalid
	peer := [peer |
		some peer in rule.peers
		_selects_all(peer, "namespace_selector")
		not _narrows(peer)
	][0]
}

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": message,
	"severity": _egress_severity[rule.all_ports],
} if {
	some policy in input.network_policies
	policy.isolates_egress
	some first in policy.egress
	network_policies.reaches_all(first)
	not policy.invalid
	rule := _widest(policy.egress)
	place := network_policies.place(rule)
	message := sprintf("%s lets its pods connect to every %s%s", [naming.object_of(policy), _who(rule), _on_ports(rule)])
}

undecided contains {"ref": rule.ref, "field": "peers", "reason": reason} if {
	some policy in input.network_policies
	some direction, isolates in network_policies.isolating
	policy[isolates]
	some rule in policy[direction]
	not network_policies.reaches_all(rule)
	reason := rule.unknown.peers
}

undecided contains {"ref": peer.ref, "field": field, "reason": reason} if {
	some policy in input.network_policies
	some direction, isolates in network_policies.isolating
	policy[isolates]
	some rule in policy[direction]
	not network_policies.reaches_all(rule)
	some peer in rule.peers
	peer.unknown
	some field in ["cidr", "except"]
	reason := unknown.reason(peer, field)
	_may_be_world(peer, field)
}

undecided contains {"ref": policy.ref, "field": direction, "reason": reason} if {
	some policy in input.network_policies
	policy.unknown
	some direction, isolates in network_policies.isolating
	policy[isolates]
	reason := policy.unknown[direction]
}

_ingress_severity := {true: "medium", false: "low"}

_egress_severity := {true: "low", false: "info"}

# One rule says it for the policy; it is the usual way to write that egress is not restricted.
_widest(rules) := rule if {
	rule := [rule | some rule in rules; network_policies.allows_all(rule)][0]
} else := [rule | some rule in rules; network_policies.reaches_all(rule)][0]

_who(rule) := "pod and address" if rule.all_peers

_who(rule) := "address" if not rule.all_peers

_to_ports(rule) := " on every port" if rule.all_ports

_to_ports(rule) := sprintf(" to %s%s", [_ports(rule), _hint]) if not rule.all_ports

_hint := "; targets of a load balancer need the addresses of its subnets only"

_on_ports(rule) := "" if rule.all_ports

_on_ports(rule) := sprintf(" on %s", [_ports(rule)]) if not rule.all_ports

_ports(rule) := sprintf("port %s", [concat(", ", [_port(port) | some port in rule.ports])])

_port(port) := sprintf("%s-%d", [port.port, port.end_port]) if {
	port.end_port
} else := port.port if {
	port.port
} else := sprintf("any of %s", [object.get(port, "protocol", "TCP")])

_selects_all(peer, selector) if {
	peer[selector]
	not peer[selector].match_labels
	not peer[selector].match_expressions
}

_narrows(peer) if {
	peer.pod_selector
	not _selects_all(peer, "pod_selector")
}

_may_be_world(_, "cidr")

_may_be_world(peer, "except") if endswith(peer.cidr, "/0")
