# METADATA
# title: Nodes that are never replaced
# description: |
#   A node gets the fixes that are in its image and none later. Karpenter replaces nodes after 30
#   days unless it is told not to; without that a node that someone got into stays theirs, and a
#   flaw that was fixed last year is still open on it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
#   - ref: https://karpenter.sh/docs/concepts/disruption/
#     description: Karpenter, disruption
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `expireAfter` to `720h` or less, and give budgets of `"0"` a `schedule`.
#   targets: [ec2_node_classes, node_pools]
#   scope: unit
package rules.nodes["karpenter-node-never-expires"]

import data.rules.lib.naming

findings contains {"ref": pool.ref, "field": "expire_after", "message": message, "severity": severity} if {
	some pool in input.node_pools
	age := _too_old(pool)
	severity := _severity(pool)
	message := sprintf("nodes of %s %s", [naming.object_of(pool), age])
}

findings contains {"ref": budget.ref, "field": "nodes", "message": message} if {
	some pool in input.node_pools
	some budget in pool.budgets
	budget.nodes in {"0", "0%"}
	not budget.schedule
	not budget.unknown.schedule
	not budget.reasons
	not budget.unknown.reasons
	message := sprintf("%s lets no node be replaced at any time", [naming.object_of(pool)])
}

findings contains {
	"ref": term.ref,
	"field": field,
	"message": message,
	"related": [{"ref": pool.ref, "field": "expire_after", "message": "the nodes never expire"}],
} if {
	some class in input.ec2_node_classes
	some term in class.ami_selector_terms
	field := _pinned(term)
	pool := [p |
		some p in input.node_pools
		p.expire_after == "Never"
		p.node_class_name == class.name
		not _of_auto_mode(p)
	][0]
	message := sprintf("%s pins the image %s for nodes that never expire", [naming.object_of(class), term[field]])
}

undecided contains {"ref": pool.ref, "field": "expire_after", "reason": reason} if {
	some pool in input.node_pools
	reason := pool.unknown.expire_after
}

undecided contains {"ref": budget.ref, "field": "nodes", "reason": reason} if {
	some pool in input.node_pools
	some budget in pool.budgets
	reason := budget.unknown.nodes
	not budget.schedule
	not budget.reasons
}

_too_old(pool) := "never expire" if pool.expire_after == "Never"

_too_old(pool) := sprintf("expire only after %s", [pool.expire_after]) if {
	regex.match(`^([0-9]+(h|m|s))+$`, pool.expire_after)
	time.parse_duration_ns(pool.expire_after) > _thirty_days
}

_thirty_days := time.parse_duration_ns("720h")

# AWS replaces nodes of EKS Auto Mode after 21 days at the latest.
_severity(pool) := "info" if _of_auto_mode(pool)

else := "low"

_of_auto_mode(pool) if pool.node_class_group == "eks.amazonaws.com"

_pinned(term) := "id" if term.id

_pinned(term) := "alias" if {
	contains(term.alias, "@")
	not endswith(term.alias, "@latest")
}
