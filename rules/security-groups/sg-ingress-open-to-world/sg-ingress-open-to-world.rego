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

import data.rules.lib.security_groups

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s lets %s in on %s%s", [rule.address, range, ports, security_groups.by_whom(rule, _kinds)]),
	"severity": severity,
} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	[field, range] := security_groups.world(rule)
	security_groups.ports_unknown(rule) == set()
	[severity, ports] := _reach(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	rule.unknown
	not security_groups.world(rule)
	security_groups.ports_unknown(rule) == set()
	_reach(rule)
	some [field, reason] in security_groups.ranges_unknown(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "ingress"
	rule.unknown
	security_groups.world(rule)
	some [field, reason] in security_groups.ports_unknown(rule)
}

_kinds := security_groups.of_clusters | {"load-balancer"}

# How bad it is, by what can be reached. On groups whose use is not known only what opens
# everything is judged here.
_reach(rule) := ["critical", "all ports"] if {
	security_groups.all_ports(rule)
	_of_cluster(rule)
} else := ["high", "all ports"] if {
	security_groups.all_ports(rule)
} else := ["low", "ICMP"] if {
	_icmp(rule)
	_of_cluster(rule)
} else := ["high", security_groups.ports(rule)] if {
	_of_cluster(rule)
	rule.to_port - rule.from_port >= 1000
} else := ["medium", security_groups.ports(rule)] if {
	_of_cluster(rule)
	not _icmp(rule)
} else := ["info", security_groups.ports(rule)] if {
	security_groups.uses(rule, {"load-balancer"}) != []
	not _icmp(rule)
	not _web(rule)
}

_icmp(rule) if lower(rule.protocol) in {"icmp", "icmpv6", "1", "58"}

# What load balancers are there for.
_web(rule) if {
	rule.from_port in {80, 443}
	rule.to_port == rule.from_port
}

_of_cluster(rule) if security_groups.uses(rule, security_groups.of_clusters) != []
