# METADATA
# title: Database open to all pods of the nodes
# description: |
#   The database lets in whoever has the security group of the nodes, which are all pods without a
#   group of their own. Where a SecurityGroupPolicy gives its clients one, that was to be the boundary,
#   and this rule makes it void. Without any such policy it is advice of the strict profile.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html
#     description: EKS Best Practices Guide, security groups per pod
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Let in the security groups of the pods only.
#   targets: [databases]
package rules["security-groups"]["database-admits-node-security-group"]

import data.rules.lib.unknown

findings contains {
	"ref": rule.ref,
	"field": field,
	"message": sprintf("%s lets %s in to %s, and so all pods on the nodes%s", [rule.address, who, database.address, why]),
	"severity": severity,
	"related": [{"ref": database.ref, "field": "vpc_security_group_ids", "message": "has the group"}],
} if {
	some database in input.databases
	some group in database.groups
	[severity, why] := _standing(group)
	some rule in group.rules
	rule.direction == "ingress"
	[field, who] := _nodes(rule)
}

undecided contains {"ref": rule.ref, "field": field, "reason": reason} if {
	some database in input.databases
	some group in database.groups
	_standing(group)
	some rule in group.rules
	rule.direction == "ingress"
	rule.unknown
	not _nodes(rule)
	some field in ["security_groups", "cidr_blocks"]
	reason := unknown.partly(rule, field)
	not _sources_known(rule, field)
}

# IDs that are not known are those of groups that are.
_sources_known(rule, "security_groups") if {
	not rule.unknown.sources
	_joined(rule)
}

_joined(rule) if rule.sources

_joined(rule) if rule.source_clusters

_standing(group) := ["medium", sprintf(", though %s gives its clients a group of their own", [policies[0]])] if {
	policies := sort([use.name |
		some rule in group.rules
		rule.direction == "ingress"
		some source in rule.sources
		some use in object.get(_uses, source.ref, [])
		use.kind == "pods"
	])
} else := ["info", ""] if {
	input.settings.profile == "strict"
}

# The field of a rule and whom it names, if that are nodes or what holds them.
_nodes(rule) := ["security_groups", sprintf("the group of %s", [users[0]])] if {
	users := sort([use.name |
		some source in rule.sources
		some use in object.get(_uses, source.ref, [])
		use.kind in {"cluster", "nodes"}
	])
} else := ["security_groups", sprintf("the group of %s", [rule.source_clusters[0].address])] if {
	rule.source_clusters
} else := [sprintf("cidr_blocks.%d", [unknown.index(rule, "cidr_blocks", i)]), sprintf("all of %s", [range])] if {
	i := min([n | some n, range in rule.cidr_blocks; _holds_nodes(rule, n, range)])
	range := rule.cidr_blocks[i]
}

_holds_nodes(rule, i, _) if {
	i in rule.vpc_cidr_blocks
	rule.root in _with_nodes
}

_holds_nodes(rule, _, range) if {
	some group in input.node_groups
	group.root == rule.root
	some subnet in group.subnets
	subnet.cidr_block == range
}

_uses := object.union_n([{group.ref: group.uses |
	some group in input.security_groups
	group.uses
}])

# The root modules in which there are nodes, or may be some.
_with_nodes := {cluster.root | some cluster in input.clusters} | {group.root | some group in input.node_groups}
