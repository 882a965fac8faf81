# METADATA
# title: Network policies
# description: |
#   What rules ask about NetworkPolicies and the workloads that they hold for. Policies only
#   add: what one of them allows is open, whatever the others say.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
# schemas:
#   - input: schema
package rules.lib.network_policies

import data.rules.lib.naming

# METADATA
# description: Are the policies by their refs.
by_ref := object.union_n([_by_ref])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_by_ref[policy.ref] := policy if some policy in input.network_policies

# METADATA
# description: Are the workloads by their refs.
workloads := object.union_n([_workloads])

_workloads[workload.ref] := workload if some workload in input.workloads

# METADATA
# description: Are the fields that say for which directions a policy holds.
isolating := {"ingress": "isolates_ingress", "egress": "isolates_egress"}

# METADATA
# description: |
#   Are the policies, by direction, that deny by default: they select all pods of their
#   namespace and allow neither every peer nor all addresses.
default_denies := object.union_n([_default_denies])

_default_denies[direction] contains policy.ref if {
	some policy in input.network_policies
	policy.selects_all
	not policy.invalid
	some direction, isolates in isolating
	policy[isolates]
	not _opens_all(policy, direction)
	not _open_ended(policy, direction)
}

_opens_all(policy, direction) if {
	some rule in policy[direction]
	some to_all in ["all_peers", "world", "world_except"]
	rule[to_all]
}

_open_ended(policy, direction) if policy.unknown[direction]

_open_ended(policy, direction) if {
	some rule in policy[direction]
	rule.unknown.peers
}

_open_ended(policy, direction) if {
	some rule in policy[direction]
	some peer in rule.peers
	peer.unknown.cidr
}

# METADATA
# description: |
#   Are the policies that keep their pods from the EC2 instance metadata on purpose: by an
#   exception for the address, or as a default deny.
# scope: document
metadata_denies contains ref if {
	some ref in default_denies.egress
	not opens_metadata[ref]
}

metadata_denies contains policy.ref if {
	some policy in input.network_policies
	policy.isolates_egress
	not policy.invalid
	some rule in policy.egress
	some peer in rule.peers
	peer.excepts_metadata_ipv4
	not opens_metadata[policy.ref]
}

# METADATA
# description: |
#   Are the rules, by the ref of their policy, that open the EC2 instance metadata without
#   being made for it.
opens_metadata := object.union_n([_opens_metadata])

_opens_metadata[policy.ref] contains rule.ref if {
	some policy in input.network_policies
	policy.isolates_egress
	not policy.invalid
	some rule in policy.egress
	rule.metadata_ipv4 == "broad"
}

# METADATA
# description: Is true for a rule that allows everything, on all ports.
allows_all(rule) if {
	rule.all_ports
	reaches_all(rule)
}

# METADATA
# scope: document
# description: Is true for a rule that allows every peer or every address, whatever the ports.
reaches_all(rule) if rule.all_peers

reaches_all(rule) if rule.world

# METADATA
# scope: document
# description: Is the place where a rule allows every peer or every address.
place(rule) := {"ref": rule.ref, "field": "peers"} if rule.all_peers

place(rule) := [{"ref": peer.ref, "field": "cidr"} |
	some peer in rule.peers
	is_world(peer)
][0] if {
	not rule.all_peers
}

# METADATA
# description: Is true for a peer that is the block of all addresses, without an exception.
is_world(peer) if {
	endswith(peer.cidr, "/0")
	not peer.except
}

# METADATA
# description: |
#   Are all findings of the rule network-policy-allows-all about rules of a policy, for those
#   that say more of the same.
subsumed(rules) := [{"rule": "network-policy-allows-all", "ref": ref} |
	some rule in rules
	some ref in array.concat([rule.ref], [peer.ref | some peer in rule.peers])
]

# METADATA
# description: |
#   Are the workloads that certainly lie in a namespace and for which policies hold, those
#   on the network of the node left out.
members(namespace) := [workload |
	some member in namespace.workloads
	not member.unknown
	workload := workloads[member.ref]
	workload.network.covered
]

# METADATA
# description: Are the namespaces that Kubernetes makes for itself.
system_namespaces := {"kube-system", "kube-public", "kube-node-lease"}

# METADATA
# description: |
#   Is true if EKS Auto Mode denies by default: each class of nodes in the input says so.
auto_mode_denies if {
	count(input.node_classes) > 0
	every class in input.node_classes {
		class.network_policy == "DefaultDeny"
	}
}

# METADATA
# scope: document
# description: |
#   Names some workloads by their refs: all of them, or of many the first three and how many
#   more there are.
names(refs) := _joined(sort([naming.object_of(workloads[ref]) | some ref in refs])) if count(refs) <= _most

names(refs) := sprintf("%s and %d more", [concat(", ", array.slice(named, 0, _most)), count(refs) - _most]) if {
	count(refs) > _most
	named := sort([naming.object_of(workloads[ref]) | some ref in refs])
}

_most := 3

_joined(list) := list[0] if count(list) == 1

_joined(list) := sprintf("%s and %s", [
	concat(", ", array.slice(list, 0, count(list) - 1)),
	list[count(list) - 1],
]) if {
	count(list) > 1
}

# METADATA
# description: Is the place where a rule opens the EC2 instance metadata without being made for it.
# scope: document
metadata_place(rule) := {"ref": rule.ref, "field": "peers"} if rule.all_peers

metadata_place(rule) := [{"ref": peer.ref, "field": "cidr"} |
	some peer in rule.peers
	peer.metadata_ipv4 == "broad"
][0] if {
	not rule.all_peers
}

# METADATA
# description: |
#   Are the policies that are meant to keep pods from the EC2 instance metadata, whether they
#   do or not: an exception for the address says so, or their name or an annotation.
# scope: document
meant_to_deny_metadata contains policy.ref if {
	some policy in input.network_policies
	count(metadata_exceptions(policy)) > 0
}

meant_to_deny_metadata contains policy.ref if {
	some policy in input.network_policies
	named_to_deny_metadata(policy)
}

# METADATA
# description: Are the peers of a policy that except the EC2 instance metadata.
metadata_exceptions(policy) := [peer |
	some direction in ["egress", "ingress"]
	some rule in policy[direction]
	some peer in rule.peers
	peer.excepts_metadata_ipv4
]

# METADATA
# scope: document
# description: Is true for a policy whose name or annotations say that it denies metadata.
named_to_deny_metadata(policy) if _says_so(policy.name)

named_to_deny_metadata(policy) if {
	some key, text in policy.annotations
	key != "kubectl.kubernetes.io/last-applied-configuration"
	_says_so(text)
}

_says_so(text) if {
	regex.match(`(?i)(metadata|imds)`, text)
	regex.match(`(?i)(deny|deni|block|restrict|drop)`, text)
}
