# METADATA
# title: Instance metadata reachable from pods
# description: |
#   Whoever gets code to run in a pod, or makes it fetch a URL, can ask 169.254.169.254 for
#   the credentials of the node's IAM role, unless the node does not answer or a network
#   policy is in the way. That role serves every pod of the node.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
#     description: EKS User Guide, network policies
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Require tokens and a hop limit of 1 on the nodes, and except `169.254.169.254/32` in a policy.
#   targets: [namespaces]
#   scope: unit
package rules.metadata["imds-reachable-from-pods"]

import data.rules.lib.fargate
import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.network_policies
import data.rules.lib.node_launches
import data.rules.lib.node_pools
import data.rules.lib.node_roles
import data.rules.lib.nodes

# Nodes on which the pods may run are known to answer.
findings contains {
	"ref": namespace.ref,
	"field": "name",
	"message": sprintf("no policy that holds keeps %s of %s from the instance metadata%s, and nodes of %s answer them", [
		_whom(namespace, refs), naming.object_of(namespace), _why, node.name,
	]),
	"severity": _severity(node),
	"related": [object.union(node.place, {"message": "lets pods reach it"})],
} if {
	some namespace in input.namespaces
	node := _open_node(namespace)
	refs := {ref |
		some ref in _reaching(namespace)
		_answered(network_policies.workloads[ref])
	}
}

# Nodes are described elsewhere, and may answer pods or not.
findings contains {
	"ref": namespace.ref,
	"field": "name",
	"message": sprintf("no policy that holds keeps %s of %s from the instance metadata%s", [
		_whom(namespace, refs), naming.object_of(namespace), _why,
	]),
	"severity": "low",
} if {
	some namespace in input.namespaces
	not _open_node(namespace)
	refs := _reaching(namespace)
	count(refs) > 0
	not _open_options
	count({ref | some ref in refs; fargate.why_unknown(network_policies.workloads[ref])}) < count(refs)
}

# All nodes are in the input, and what is not known of some decides if they answer.
undecided contains {"ref": node.place.ref, "field": node.place.field, "reason": node.open} if {
	_open_options
	some namespace in input.namespaces
	not _open_node(namespace)
	count(_reaching(namespace)) > 0
	some node in nodes.known
	node.open
}

undecided contains {"ref": namespace.ref, "field": "name", "reason": reason} if {
	some namespace in input.namespaces
	not _open_node(namespace)
	refs := _reaching(namespace)
	reasons := {ref: reason | some ref in refs; reason := fargate.why_unknown(network_policies.workloads[ref])}
	count(reasons) > 0
	count(reasons) == count(refs)
	reason := min({reason | some reason in reasons})
}

# A policy of another kind, or a template, may be in the way.
undecided contains {"ref": namespace.ref, "field": "name", "reason": reason} if {
	some namespace in input.namespaces
	count(_reaching(namespace)) == 0
	reason := min({workload.unknown["network.egress.metadata_ipv4"] |
		some member in namespace.workloads
		not member.unknown
		workload := network_policies.workloads[member.ref]
		not _on_host(workload)
	})
}

_reaching(namespace) := {member.ref |
	some member in namespace.workloads
	not member.unknown
	workload := network_policies.workloads[member.ref]
	_reaches(workload)
	not _runs_where_nobody_answers(workload)
}

# The first nodes that answer some of the pods, those with a powerful role before others.
_open_node(namespace) := [node |
	some severity in ["critical", "high"]
	some node in nodes.open
	_severity(node) == severity
	some ref in _reaching(namespace)
	nodes.may_run(network_policies.workloads[ref], node)
][0]

_severity(node) := "critical" if {
	node_roles.worst(node.role).severity in {"critical", "high"}
} else := "high"

_answered(workload) if {
	some node in nodes.open
	nodes.may_run(workload, node)
}

# All nodes of the cluster are in the input, and none of them answers.
_runs_where_nobody_answers(_) if _closed

_runs_where_nobody_answers(workload) if {
	input.node_pools[0]
	every pool in node_pools.bound_to(workload) { node_pools.is_closed(pool) }
}

_runs_where_nobody_answers(workload) if fargate.profile(workload)

# The label of nodes of EKS Auto Mode.
_runs_where_nobody_answers(workload) if workload.node_selector["eks.amazonaws.com/compute-type"] == "auto"

_closed if {
	_all_are_known
	every node in nodes.known { node.answers in {"closed", "off"} }
}

_open_options if {
	_all_are_known
	not _closed
	every node in nodes.known { _may_be_closed(node) }
}

_may_be_closed(node) if node.answers in {"closed", "off"}

_may_be_closed(node) if node.open

_all_are_known if {
	input.clusters[0]
	count(nodes.known) > 0
	count(nodes.known) == count(array.flatten([
		object.get(input, "node_pools", []),
		object.get(input, "node_groups", []),
		node_launches.scaling_groups,
	]))
}

_reaches(workload) if {
	workload.network.covered
	workload.network.egress.metadata_ipv4 == "open"
}

_reaches(workload) if {
	workload.network.covered
	workload.network.egress.metadata_ipv4 == "blocked"
	network_engines.not_enforced
}

_reaches(workload) if {
	workload.network.covered
	workload.network.egress.metadata_ipv4 == "blocked"
	network_engines.cannot_apply[workload.ref]
}

_on_host(workload) if workload.host_network

_whom(namespace, refs) := "the only workload" if {
	count(refs) == 1
	count(namespace.workloads) == 1
} else := sprintf("all %d workloads", [count(refs)]) if {
	count(refs) == count(namespace.workloads)
} else := network_policies.names(refs)

default _why := ""

_why := ", since nothing enforces network policies" if network_engines.not_enforced
