# METADATA
# title: Security group open to the world
# description: |
#   The rule lets every address of the internet in. On nodes, pods or the control plane of a cluster
#   nearly nothing has to be reached that way: traffic comes through a load balancer, and whatever
#   listens by mistake is everybody's.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#     description: EKS User Guide, security group requirements
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the security groups or the ranges that need access.
#   targets: [security_group_rules]
package rules["security-groups"]["sg-ingress-open-to-world"]

import data.rules.lib.unknown

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s lets %s in on %s%s", [rule.address, range, ports, _use(rule)]),
	"severity": severity,
} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	[field, range] := _open(rule)
	not _unknown_ports(rule)
	[severity, ports] := _reach(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	not _open(rule)
	not _unknown_ports(rule)
	_reach(rule)
	some field in _ranges
	reason := unknown.partly(rule, field)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	_open(rule)
	some field in _port_fields
	reason := unknown.reason(rule, field)
}

_ranges := ["cidr_blocks", "ipv6_cidr_blocks"]

_port_fields := ["protocol", "from_port", "to_port"]

_unknown_ports(rule) if {
	some field in _port_fields
	unknown.reason(rule, field)
}

# The field and the ranges that let everybody in.
_open(rule) := [field, concat(" and ", ranges)] if {
	field := sprintf("cidr_blocks.%d", [unknown.index(rule, "cidr_blocks", rule.open_cidr_blocks[0])])
	ranges := [range | some i in rule.open_cidr_blocks; range := rule.cidr_blocks[i]]
} else := [field, concat(" and ", ranges)] if {
	field := sprintf("ipv6_cidr_blocks.%d", [unknown.index(rule, "ipv6_cidr_blocks", rule.open_ipv6_cidr_blocks[0])])
	ranges := [range | some i in rule.open_ipv6_cidr_blocks; range := rule.ipv6_cidr_blocks[i]]
}

# How bad it is, by what can be reached. On groups whose use is not known only what opens
# everything is judged here.
_reach(rule) := ["critical", "all ports"] if {
	_all_ports(rule)
	_attached(rule)
} else := ["high", "all ports"] if {
	_all_ports(rule)
} else := ["low", "ICMP"] if {
	_icmp(rule)
	_attached(rule)
} else := ["high", _ports(rule)] if {
	_attached(rule)
	rule.to_port - rule.from_port >= 1000
} else := ["medium", _ports(rule)] if {
	_attached(rule)
	not _icmp(rule)
}

_all_ports(rule) if rule.protocol in {"-1", "all"}

_all_ports(rule) if {
	rule.protocol in {"tcp", "udp", "6", "17"}
	rule.from_port <= 1
	rule.to_port == 65535
}

_icmp(rule) if rule.protocol in {"icmp", "icmpv6", "1", "58"}

_ports(rule) := sprintf("port %d", [rule.from_port]) if rule.from_port == rule.to_port

_ports(rule) := sprintf("ports %d to %d", [rule.from_port, rule.to_port]) if rule.from_port != rule.to_port

_attached(rule) if _uses[rule.group.ref]

_use(rule) := sprintf(", and %s has the group", [min(_uses[rule.group.ref])])

_use(rule) := "" if not _uses[rule.group.ref]

# The clusters and the nodes that have a security group, by the group.
_uses[ref] contains user if some [ref, user] in _pairs

_pairs contains [group.ref, cluster.address] if {
	some cluster in input.clusters
	some group in cluster.vpc_config.security_groups
}

_pairs contains [group.ref, nodes.address] if {
	some nodes in input.node_groups
	some group in nodes.launch_template.template.security_groups
}

_pairs contains [group.ref, nodes.address] if {
	some nodes in input.autoscaling_groups
	some group in nodes.launch_template.template.security_groups
}
