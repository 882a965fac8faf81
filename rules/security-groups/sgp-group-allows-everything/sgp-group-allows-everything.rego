# METADATA
# title: SecurityGroupPolicy with a group that keeps nothing out
# description: |
#   Security groups for pods are there so that each application is reached by those who need it and
#   reaches no more than it needs. A group that lets in the world or the whole VPC does not do that,
#   and with the group of the nodes the pods gain nothing over all others.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
#     description: EKS User Guide, security groups for pods
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Give the pods a group with the ports of the application, DNS and what it depends on.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-group-allows-everything"]

import data.rules.lib.naming
import data.rules.lib.security_groups

findings contains {
	"ref": policy.ref,
	"field": named.field,
	"message": sprintf("%s gives pods %s, which %s", [naming.object_of(policy), _name(named), flaw.text]),
	"severity": flaw.severity,
	"related": [{"ref": rule.ref, "field": place, "message": "here"} | some [rule, place] in flaw.rules],
} if {
	some policy in input.security_group_policies
	not policy.ignored
	some named in policy.groups
	flaw := _flaw(named)
}

# Rules that are not known, or of which something is not known, may open the group.
undecided contains {"ref": policy.ref, "field": named.field, "reason": reason} if {
	some policy in input.security_group_policies
	not policy.ignored
	some named in policy.groups
	not _flaw(named)
	reason := _why(named.group)
}

undecided contains {"ref": policy.ref, "field": "group_ids", "reason": "not-in-input"} if {
	some policy in input.security_group_policies
	not policy.ignored
	policy.other_groups
	input.security_groups
}

_flaw(named) := {
	"severity": "critical",
	"text": "lets in the whole world on all ports",
	"rules": [[rules[0], place]],
} if {
	rules := [rule | some rule in named.group.rules; _lets_in_the_world(rule)]
	[place, _] := security_groups.world(rules[0])
} else := {
	"severity": "high",
	"text": "lets in the whole network on all ports, and lets everything out",
	"rules": [[inward[0], "cidr_blocks"], [outward[0], "protocol"]],
} if {
	inward := [rule | some rule in named.group.rules; _lets_in_the_network(rule)]
	outward := [rule | some rule in named.group.rules; _lets_out_everything(rule)]
	inward != []
	outward != []
} else := {"severity": "medium", "text": "is that of the cluster itself, so that they gain nothing", "rules": []} if {
	named.cluster
} else := {
	"severity": "medium",
	"text": sprintf("%s has as well, so that they gain nothing", [users[0]]),
	"rules": [],
} if {
	users := sort([use.name | some use in named.group.uses; use.kind in {"cluster", "nodes"}])
}

_lets_in_the_world(rule) if {
	rule.direction == "ingress"
	security_groups.all_ports(rule)
	security_groups.world(rule)
}

_lets_in_the_network(rule) if {
	rule.direction == "ingress"
	security_groups.all_ports(rule)
	rule.vpc_cidr_blocks[0] >= 0
}

_lets_out_everything(rule) if {
	rule.direction == "egress"
	security_groups.all_ports(rule)
	security_groups.world(rule)
}

_name(named) := sprintf("the group that EKS made for %s", [named.cluster.address]) if named.cluster

_name(named) := named.group.address

_why(group) := reason if {
	reason := group.unknown.rules
} else := min(reasons) if {
	reasons := {reason |
		some rule in group.rules
		rule.direction == "ingress"
		rule.unknown
		_may_open(rule)
		some [_, reason] in (security_groups.ranges_unknown(rule) | security_groups.ports_unknown(rule))
	}
	reasons != set()
}

_may_open(rule) if security_groups.all_ports(rule)

_may_open(rule) if security_groups.ports_unknown(rule) != set()
