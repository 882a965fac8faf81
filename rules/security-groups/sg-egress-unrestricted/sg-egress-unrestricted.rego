# METADATA
# title: Security group that lets everything out
# description: |
#   Whoever takes over a pod or a node can send data to everywhere, and load tools from there. Pods
#   that have a security group of their own should reach no more than what they are made for; nodes
#   need their registries and the APIs of AWS, so that for them this is checked in the strict profile
#   only.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
#     description: EKS User Guide, security groups for pods
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Allow DNS, VPC endpoints, databases and the ports that are needed.
#   targets: [security_group_rules]
package rules["security-groups"]["sg-egress-unrestricted"]

import data.rules.lib.security_groups

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s lets everything out to %s%s", [rule.address, range, security_groups.by_whom(rule, _kinds)]),
	"severity": severity,
} if {
	some rule in input.security_group_rules
	rule.direction == "egress"
	security_groups.all_ports(rule)
	[field, range] := security_groups.world(rule)
	severity := _severity(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "egress"
	rule.unknown
	_severity(rule)
	security_groups.all_ports(rule)
	not security_groups.world(rule)
	some [field, reason] in security_groups.ranges_unknown(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some rule in input.security_group_rules
	rule.direction == "egress"
	rule.unknown
	_severity(rule)
	security_groups.world(rule)
	not security_groups.all_ports(rule)
	some [field, reason] in security_groups.ports_unknown(rule)
}

_kinds := {"cluster", "nodes", "pods", "load-balancer", "database", "instance"}

_severity(rule) := "medium" if {
	security_groups.uses(rule, {"pods"}) != []
} else := "low" if {
	input.settings.profile == "strict"
}
