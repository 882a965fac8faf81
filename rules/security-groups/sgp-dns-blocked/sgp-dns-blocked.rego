# METADATA
# title: Pods with security groups that cannot ask DNS
# description: |
#   A pod with security groups of its own reaches CoreDNS only if its groups let it out to port 53 and
#   those of the nodes let it in there, by UDP and by TCP. Without that no name can be looked up, and
#   teams then open the group for everything.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html
#     description: EKS User Guide, security groups for pods
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
#     description: EKS User Guide, security group requirements
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Add egress to port 53 of the group of the cluster by TCP and UDP, and the same ingress there.
#   targets: [security_group_policies]
#   scope: unit
package rules["security-groups"]["sgp-dns-blocked"]

import data.rules.lib.naming
import data.rules.lib.security_groups

findings contains {
	"ref": policy.ref,
	"field": policy.groups[0].field,
	"message": sprintf("the pods of %s cannot ask CoreDNS%s: %s", [
		naming.object_of(policy),
		_by(missing),
		concat(" and ", sort([_text(side) | some side, _ in missing])),
	]),
	"severity": _severity(missing),
} if {
	some policy in _judged
	missing := _missing(policy)
	count(missing) > 0
}

undecided contains {"ref": policy.ref, "field": policy.groups[0].field, "reason": reason} if {
	some policy in _judged
	count(_missing(policy)) == 0
	reason := _why(policy)
}

# The policies of which all groups are known. The nodes of Auto Mode answer DNS themselves.
_judged := [policy |
	some policy in input.security_group_policies
	not policy.ignored
	policy.groups[0]
	not policy.other_groups
	not _joined_by_others(policy)
	not _of_cluster(policy)
	not _auto_mode(policy)
]

# Groups of another policy for the same pods add up; that is not followed if they are not known.
_joined_by_others(policy) if {
	some other in _partners(policy)
	other.other_groups
}

_joined_by_others(policy) if {
	some other in input.security_group_policies
	other.ref != policy.ref
	other.unknown.selects
	some ref in policy.selects
	ref > 0
}

_partners(policy) := [other |
	some other in input.security_group_policies
	other.ref != policy.ref
	some ref in other.selects
	ref in policy.selects
]

# With the group of the cluster itself pods are among the nodes.
_of_cluster(policy) if {
	some named in _all_named(policy)
	named.cluster
}

_of_cluster(policy) if {
	some named in _all_named(policy)
	security_groups.is_of_nodes(named.group)
}

_auto_mode(policy) if {
	some cluster in input.clusters
	cluster.root == policy.groups[0].group.root
	cluster.compute_config.enabled
}

_all_named(policy) := array.concat(policy.groups, [named |
	some other in _partners(policy)
	some named in other.groups
])

_groups(policy) := [named.group | some named in _all_named(policy)]

# What is missing: the protocols on each side.
_missing(policy) := {side: protocols |
	some side, protocols in {
		"out": [protocol | some protocol in ["tcp", "udp"]; _blocked_out(policy, protocol)],
		"in": [protocol | some protocol in ["tcp", "udp"]; _blocked_in(policy, protocol)],
	}
	protocols != []
}

_blocked_out(policy, protocol) if {
	ways := [1 |
		some group in _groups(policy)
		_lets_out(group, protocol)
	]
	ways == []
}

# Whether a group lets pods out, or may do so.
_lets_out(group, _) if group.unknown.rules

_lets_out(group, protocol) if {
	some rule in group.rules
	_may_ask(rule, protocol)
}

# Whether a rule lets a pod out to where CoreDNS may run.
_may_ask(rule, protocol) if {
	rule.direction == "egress"
	_to_dns(rule, protocol)
	_reaches_nodes(rule)
}

_to_dns(rule, protocol) if security_groups.touches(rule, protocol, 53, 53)

_to_dns(rule, _) if security_groups.ports_unknown(rule) != set()

# All but groups that nodes certainly do not have.
_reaches_nodes(rule) if rule.cidr_blocks

_reaches_nodes(rule) if rule.ipv6_cidr_blocks

_reaches_nodes(rule) if rule.prefix_list_ids

_reaches_nodes(rule) if rule.source_clusters

_reaches_nodes(rule) if rule.unknown

_reaches_nodes(rule) if {
	some source in rule.sources
	not source.ref in _elsewhere
}

# The groups that only something else than nodes has.
_elsewhere contains group.ref if {
	some group in input.security_groups
	every use in group.uses {
		use.kind in {"database", "load-balancer"}
	}
}

_blocked_in(policy, protocol) if {
	targets := _targets(policy)
	targets != []
	every target in targets {
		not target.open
		every rule in target.rules {
			not _may_answer(rule, protocol, policy)
		}
	}
}

_may_answer(rule, protocol, policy) if {
	rule.direction == "ingress"
	_to_dns(rule, protocol)
	_from_pods(rule, policy)
}

_from_pods(rule, _) if rule.cidr_blocks

_from_pods(rule, _) if rule.ipv6_cidr_blocks

_from_pods(rule, _) if rule.prefix_list_ids

_from_pods(rule, _) if rule.unknown

_from_pods(rule, policy) if {
	refs := {group.ref | some group in _groups(policy)}
	some source in rule.sources
	source.ref in refs
}

# The groups that CoreDNS may have, with their rules: those of nodes, and the one that EKS makes if
# rules of the input belong to it.
_targets(policy) := array.concat(
	[{"open": object.get(group, ["unknown", "rules"], "") != "", "rules": object.get(group, "rules", [])} |
		some group in input.security_groups
		group.root == policy.groups[0].group.root
		_has_nodes(group)
	],
	[{"open": false, "rules": rules} |
		some cluster in input.clusters
		cluster.root == policy.groups[0].group.root
		rules := [rule |
			some rule in input.security_group_rules
			rule.cluster.ref == cluster.ref
		]
		rules != []
	],
)

_has_nodes(group) if {
	some use in group.uses
	use.kind == "nodes"
}

_by(missing) := "" if {
	some protocols in missing
	"udp" in protocols
} else := " by TCP, for answers that are long"

_severity(missing) := "medium" if {
	some protocols in missing
	"udp" in protocols
} else := "low"

_text("out") := "their groups do not let them out to port 53"

_text("in") := "those of the nodes do not let them in there"

_why(policy) := min(reasons) if {
	reasons := {group.unknown.rules | some group in _groups(policy)}
	reasons != set()
} else := "not-in-input" if {
	_targets(policy) == []
}
