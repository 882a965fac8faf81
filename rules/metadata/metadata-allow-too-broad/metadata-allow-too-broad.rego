# METADATA
# title: Instance metadata opened too widely
# description: |
#   An application that needs the EC2 instance metadata can be let through to it by a policy
#   of its own. What else that policy opens, or to whom else, gives others the credentials of
#   the node's IAM role, or reaches further services that AWS serves on each node.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, when an application needs the instance metadata
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
#     description: EKS User Guide, EKS Pod Identity
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Allow one application TCP port 80 of `169.254.169.254/32`; better give it a role by Pod Identity.
#   targets: [network_policies]
#   scope: unit
package rules.metadata["metadata-allow-too-broad"]

import data.rules.lib.accounts
import data.rules.lib.applications
import data.rules.lib.naming
import data.rules.lib.network_policies

findings contains {
	"ref": policy.ref,
	"field": "pod_selector",
	"message": sprintf("%s opens the instance metadata to %s", [naming.object_of(policy), whom]),
} if {
	some policy in _allowing
	whom := _too_many(policy)
}

findings contains {
	"ref": peer.ref,
	"field": "cidr",
	"message": sprintf(
		"%s opens %s, and the instance metadata is 169.254.169.254 alone",
		[naming.object_of(policy), peer.cidr],
	),
} if {
	some policy in _allowing
	some rule in policy.egress
	_opens(rule)
	some peer in rule.peers
	peer.metadata_ipv4 == "exception"
	not endswith(peer.cidr, "/32")
}

findings contains {
	"ref": rule.ref,
	"field": "ports",
	"message": sprintf("%s opens 169.254.169.254 on %s than TCP 80, on which the instance metadata answers", [
		naming.object_of(policy), _more(rule),
	]),
	"severity": _severity[rule.all_ports],
} if {
	some policy in _allowing
	some rule in policy.egress
	_made_for_it(rule)
	_beyond(rule)
}

findings contains {
	"ref": policy.ref,
	"field": "pod_selector",
	"message": sprintf("%s opens the instance metadata to %s, whose service accounts have IAM roles of their own", [
		naming.object_of(policy), network_policies.names(policy.selects),
	]),
	"severity": "low",
} if {
	some policy in _allowing
	not _too_many(policy)
	count(policy.selects) > 0
	not policy.unknown.selects
	every ref in policy.selects {
		accounts.aws_role(network_policies.workloads[ref].principal)
	}
}

_allowing := [policy |
	some policy in input.network_policies
	policy.isolates_egress
	not policy.invalid
	some rule in policy.egress
	_made_for_it(rule)
	not policy.ref in network_policies.meant_to_deny_metadata
]

# What it opens is open, and not by a block that is wider than link-local.
_opens(rule) if rule.metadata_ipv4

_made_for_it(rule) if {
	rule.metadata_ipv4
	some peer in rule.peers
	peer.metadata_ipv4 == "exception"
}

_too_many(policy) := "all pods of its namespace" if policy.selects_all

_too_many(policy) := sprintf("several applications: %s", [network_policies.names(policy.selects)]) if {
	not policy.selects_all
	count(policy.selects) > 1
	count({name | some ref in policy.selects; name := applications.of(network_policies.workloads[ref])}) > 1
}

_beyond(rule) if rule.all_ports

_beyond(rule) if {
	some port in rule.ports
	not _is_web(port)
}

_is_web(port) if {
	port.port == "80"
	not port.end_port
	object.get(port, "protocol", "TCP") == "TCP"
}

_severity := {true: "info", false: "low"}

_more(rule) := "all ports rather" if rule.all_ports

_more(rule) := "more ports" if not rule.all_ports
