# METADATA
# title: Isolation of nodes that can be passed by
# description: |
#   Nodes of a tenant are kept apart by taints, which keep other pods away, together with
#   labels that the tenant's pods ask for. Either one without the other leaves a gap, a pod that
#   tolerates everything goes where it likes, and a node that was broken into can give itself
#   any label that the API server does not reserve, and so draw pods of others.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html
#     description: EKS Best Practices Guide, tenant isolation
#   - ref: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-isolation-restriction
#     description: Kubernetes, node isolation
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Use labels of `node-restriction.kubernetes.io/` with affinity and taints, and tolerate taints by key.
#   targets: [workloads, node_pools]
#   profile: strict
#   scope: unit
package rules.workloads["tenant-isolation-bypassable"]

import data.rules.lib.addons
import data.rules.lib.naming

findings contains {"ref": toleration.ref, "field": "", "message": message, "severity": "low"} if {
	some workload in input.workloads
	some toleration in workload.tolerations
	toleration.operator == "Exists"
	not toleration.key
	not toleration.unknown
	not _of_the_system(workload)
	message := sprintf("%s tolerates every taint, those of tenants' nodes as well", [naming.object_of(workload)])
}

findings contains {
	"ref": pool.ref,
	"field": ["node_labels", label],
	"message": message,
	"related": [{"ref": asking.ref, "field": "", "message": "these pods ask for the label"}],
} if {
	some pool in _dedicated
	some label, _ in pool.node_labels
	not startswith(label, _reserved)
	not pool.ref in _reserving
	asking := [workload |
		some workload in input.workloads
		label in _required(workload)
		_tolerates_pool(workload, pool)
	][0]
	message := sprintf("%s is kept for some pods by the label %q, which a node may give itself", [
		naming.object_of(pool), label,
	])
}

findings contains {
	"ref": toleration.ref,
	"field": "",
	"message": message,
	"related": [{"ref": pool.ref, "field": "taints", "message": "the taint"}],
} if {
	some pool in _dedicated
	some workload in input.workloads
	not _of_the_system(workload)
	some toleration in workload.tolerations
	toleration.key
	some taint in pool.taints
	_tolerates(toleration, taint)
	count(_required(workload) & _labels(pool)) == 0
	not _required_unknown(workload)
	message := sprintf("%s tolerates the taint %q of %s, and may run on other nodes all the same", [
		naming.object_of(workload), taint.key, naming.object_of(pool),
	])
}

findings contains {
	"ref": pool.ref,
	"field": "taints",
	"message": message,
	"related": [{"ref": asking.ref, "field": "", "message": "these pods ask for the label"}],
} if {
	some pool in input.node_pools
	not pool.taints
	not _taints_unknown(pool)
	asking := [workload |
		some workload in input.workloads
		some label in _required(workload)
		pool.node_labels[label]
	][0]
	message := sprintf("%s has labels that some pods ask for, and no taint that keeps others away", [
		naming.object_of(pool),
	])
}

undecided contains {"ref": toleration.ref, "field": "key", "reason": reason} if {
	some workload in input.workloads
	some toleration in workload.tolerations
	toleration.operator == "Exists"
	reason := toleration.unknown.key
	not _of_the_system(workload)
}

# The pools that are kept for some pods.
_dedicated := [pool |
	some pool in input.node_pools
	some taint in pool.taints
	taint.effect in {"NoExecute", "NoSchedule"}
]

_reserved := "node-restriction.kubernetes.io/"

# The pools that have a label which nodes cannot give themselves.
_reserving contains pool.ref if {
	some pool in _dedicated
	some label, _ in pool.node_labels
	startswith(label, _reserved)
}

_of_the_system(workload) if addons.runs(workload)

_of_the_system(workload) if startswith(workload.namespace, "kube-")

_tolerates_pool(workload, pool) if {
	some toleration in workload.tolerations
	some taint in pool.taints
	_tolerates(toleration, taint)
}

_tolerates(toleration, taint) if {
	toleration.key == taint.key
	_same_effect(toleration, taint)
	_same_value(toleration, taint)
}

_same_effect(toleration, _) if not toleration.effect

_same_effect(toleration, taint) if toleration.effect == taint.effect

_same_value(toleration, _) if toleration.operator == "Exists"

_same_value(toleration, taint) if {
	not toleration.operator == "Exists"
	_value(toleration) == _value(taint)
}

_value(node) := node.value

_value(node) := "" if not node.value

# The labels that a node must have for the pods to run there: those of nodeSelector, and those
# that every term of the affinity asks for.
_required(workload) := object.keys(object.get(workload, "node_selector", {})) | _of_affinity(workload)

_of_affinity(workload) := intersection({keys |
	some term in workload.node_affinity
	keys := {e.key | some e in term.match_expressions; e.operator in {"Exists", "In"}}
}) if {
	workload.node_affinity
}

_of_affinity(workload) := set() if not workload.node_affinity

_required_unknown(workload) if {
	some at, _ in workload.unknown
	regex.match(`^node_(selector|affinity)`, at)
}

# Every node has the label of its pool.
_labels(pool) := object.keys(object.get(pool, "node_labels", {})) | {"karpenter.sh/nodepool"}

_taints_unknown(pool) if pool.unknown.taints
