# METADATA
# title: Nodes of NodePools
# description: |
#   On the nodes of which NodePools pods may run, as far as labels and taints that are written
#   down say so, and what these nodes offer.
# related_resources:
#   - ref: https://karpenter.sh/docs/concepts/scheduling/
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
# schemas:
#   - input: schema
package rules.lib.node_pools

import data.rules.lib.node_metadata

# METADATA
# description: Are the NodePools whose nodes certainly answer pods that ask for instance metadata.
open := [pool |
	some pool in input.node_pools
	node_metadata.is_open(class_of(pool))
]

# METADATA
# description: |
#   Is true for a NodePool whose nodes certainly do not answer them: those of EKS Auto Mode never
#   do.
# scope: document
is_closed(pool) if pool.node_class_group == "eks.amazonaws.com"

is_closed(pool) if node_metadata.is_closed(class_of(pool))

# METADATA
# description: Is the node class of a NodePool of Karpenter; undefined if it is not in the input.
class_of(pool) := [class |
	some class in input.ec2_node_classes
	class.name == pool.node_class_name
	pool.node_class_group == "karpenter.k8s.aws"
][0]

# METADATA
# description: |
#   Is true if pods of a workload certainly may run on nodes of a NodePool. What else a pod asks
#   of its node, such as a zone, is not known of a pool.
may_run(workload, pool) if {
	not _scheduling_unknown(workload)
	not _pool_unknown(pool)
	every key, value in object.get(workload, "node_selector", {}) {
		value in _labels(pool)[key]
	}
	_fits_affinity(workload, pool)
	every taint in object.get(pool, "taints", []) {
		_is_taken(workload, taint)
	}
}

# METADATA
# description: |
#   Are the NodePools to which labels that a workload asks for lead, if it runs nowhere else:
#   labels that the pools give to their nodes.
bound_to(workload) := pools if {
	not _scheduling_unknown(workload)
	asked := {key |
		some key, _ in workload.node_selector
		not key in _of_every_node
	}
	count(asked) > 0
	pools := [pool |
		some pool in input.node_pools
		labels := _labels(pool)
		every key in asked { workload.node_selector[key] in labels[key] }
	]
	count(pools) > 0
}

_labels(pool) := object.union(
	{key: {value} | some key, value in pool.node_labels},
	{"karpenter.sh/nodepool": {pool.name}, "kubernetes.io/os": {"linux"}},
)

_of_every_node := {"kubernetes.io/os", "kubernetes.io/arch"}

_fits_affinity(workload, _) if not workload.node_affinity

_fits_affinity(workload, pool) if {
	labels := _labels(pool)
	some term in workload.node_affinity
	term.match_expressions[0]
	every expression in term.match_expressions {
		expression.operator == "In"
		count({value | some value in expression.values} & labels[expression.key]) > 0
	}
}

_is_taken(_, taint) if taint.effect == "PreferNoSchedule"

_is_taken(workload, taint) if {
	some toleration in workload.tolerations
	not toleration.unknown
	_has_key(toleration, taint)
	_has_effect(toleration, taint)
	_has_value(toleration, taint)
}

_has_key(toleration, taint) if toleration.key == taint.key

_has_key(toleration, _) if {
	not toleration.key
	toleration.operator == "Exists"
}

_has_effect(toleration, _) if not toleration.effect

_has_effect(toleration, taint) if toleration.effect == taint.effect

_has_value(toleration, _) if toleration.operator == "Exists"

_has_value(toleration, taint) if {
	object.get(toleration, "operator", "Equal") == "Equal"
	_value(toleration) == _value(taint)
}

_value(node) := node.value

_value(node) := "" if not node.value

_scheduling_unknown(workload) if {
	some at, _ in workload.unknown
	regex.match(`^(node_selector|node_affinity|tolerations)(\.|$)`, at)
}

_pool_unknown(pool) if {
	some at, _ in pool.unknown
	regex.match(`^(node_labels|taints|node_class_name|node_class_group)(\.|$)`, at)
}

_pool_unknown(pool) if {
	some taint in pool.taints
	taint.unknown
}
