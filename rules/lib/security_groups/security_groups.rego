# METADATA
# title: Security groups
# description: |
#   What rules ask about security groups: what has them, whom a rule is about, and which ports.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
# schemas:
#   - input: schema
package rules.lib.security_groups

import data.rules.lib.unknown

# METADATA
# scope: document
# description: |
#   Are the first field and all ranges of a rule that stand for nearly everybody; undefined if
#   none of its ranges does.
world(rule) := [field, concat(" and ", ranges)] if {
	field := sprintf("cidr_blocks.%d", [unknown.index(rule, "cidr_blocks", rule.open_cidr_blocks[0])])
	ranges := [range | some i in rule.open_cidr_blocks; range := rule.cidr_blocks[i]]
} else := [field, concat(" and ", ranges)] if {
	field := sprintf("ipv6_cidr_blocks.%d", [unknown.index(rule, "ipv6_cidr_blocks", rule.open_ipv6_cidr_blocks[0])])
	ranges := [range | some i in rule.open_ipv6_cidr_blocks; range := rule.ipv6_cidr_blocks[i]]
} else := ["prefix_list_ids", sprintf("everybody, by %s,", [lists[0]])] if {
	lists := [list.address | some list in rule.prefix_lists; list.open]
}

# METADATA
# description: Are the fields and reasons for which it is not known whether a rule is about everybody.
ranges_unknown(rule) := {[field, reason] |
	some field in ["cidr_blocks", "ipv6_cidr_blocks"]
	reason := unknown.partly(rule, field)
} | {["prefix_list_ids", unknown.within(list)] |
	some list in rule.prefix_lists
	_entry_unknown(list)
}

_entry_unknown(list) if list.unknown.entry

_entry_unknown(list) if {
	some entry in list.entry
	entry.unknown.cidr
}

# METADATA
# description: Are the fields and reasons for which the ports of a rule are not known.
ports_unknown(rule) := {[field, reason] |
	some field in ["protocol", "from_port", "to_port"]
	reason := unknown.reason(rule, field)
}

# METADATA
# scope: document
# description: |
#   Is true for a rule about all ports: of every protocol, or of TCP or UDP, with or without
#   port 0.
all_ports(rule) if lower(rule.protocol) in {"-1", "all"}

all_ports(rule) if {
	lower(rule.protocol) in _with_ports
	rule.from_port <= 1
	rule.to_port == 65535
}

_with_ports := {"tcp", "udp", "6", "17"}

# METADATA
# scope: document
# description: Is true for a rule about any of the ports from one to another of "tcp" or "udp".
touches(rule, _, _, _) if lower(rule.protocol) in {"-1", "all"}

touches(rule, protocol, first, last) if {
	_names[lower(rule.protocol)] == protocol
	rule.from_port <= last
	rule.to_port >= first
}

_names := {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}

# METADATA
# scope: document
# description: Names the ports of a rule.
ports(rule) := "all ports" if {
	all_ports(rule)
} else := sprintf("port %d", [rule.from_port]) if {
	rule.from_port == rule.to_port
} else := sprintf("ports %d to %d", [rule.from_port, rule.to_port])

# METADATA
# description: |
#   Are what has the group of a rule, of some kinds; the group that EKS makes is that of the
#   cluster and of its nodes.
uses(rule, kinds) := [use | some use in _all_uses(rule); use.kind in kinds]

_all_uses(rule) := [{"kind": "cluster", "name": rule.cluster.address}] if rule.cluster

_all_uses(rule) := object.get(_by_group, object.get(rule, ["group", "ref"], 0), []) if not rule.cluster

_by_group := object.union_n([{group.ref: group.uses |
	some group in input.security_groups
	group.uses
}])

# METADATA
# description: Are the kinds of use by which pods can be reached.
of_clusters := {"cluster", "nodes", "pods"}

# METADATA
# description: Says who has the group of a rule, as a part of a message; "" if nobody of some kinds.
by_whom(rule, kinds) := sprintf(", and %s has the group", [min({use.name | some use in uses(rule, kinds)})]) if {
	uses(rule, kinds) != []
} else := ""

# METADATA
# description: Is true for a security group that the nodes or the control plane of a cluster have.
is_of_nodes(group) if {
	some use in group.uses
	use.kind in {"cluster", "nodes"}
}
