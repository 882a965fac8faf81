# METADATA
# title: Role of the node within reach by its network
# description: |
#   A pod on the network of its node is as near to the instance metadata as the node itself: neither
#   the hop limit nor a network policy holds it back, and it acts as the node's IAM role. The more
#   that role may do, the more is lost with the pod.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#     description: EKS User Guide, the IAM role of nodes
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove `hostNetwork`, and give programs roles by EKS Pod Identity instead of the node's role.
#   targets: [workloads]
#   scope: unit
package rules.metadata["imds-reachable-via-host-network"]

import data.rules.lib.exposure
import data.rules.lib.fargate
import data.rules.lib.naming
import data.rules.lib.node_roles
import data.rules.lib.nodes
import data.rules.lib.unknown

findings contains {
	"ref": place.ref,
	"field": place.field,
	"message": sprintf("%s %s, and has the role of %s, which allows %s%s", [
		naming.object_of(workload), place.says, node.name, excess.says, _exposed(workload),
	]),
	"severity": _severity(workload, excess),
	"related": array.concat(
		[{"ref": excess.ref, "field": "", "message": "what the role allows"}],
		exposure.places(workload),
	),
} if {
	some workload in input.workloads
	place := _place(workload)
	not workload.node_agent
	[node, excess] := _node(workload)
}

# The role may allow more than is known, or the workload be on the network of its node.
undecided contains gap if {
	some workload in input.workloads
	_place(workload)
	not workload.node_agent
	not _node(workload)
	not fargate.profile(workload)
	some node in nodes.known
	node.answers != "off"
	gap := nodes.role_gap(node)
	nodes.may_run(workload, node)
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	not _place(workload)
	not workload.node_agent
	some field in ["host_network", "host_pid"]
	reason := workload.unknown[field]
	_may_be_privileged(workload, field)
	_node(workload)
}

undecided contains {"ref": container.ref, "field": "security_context.privileged", "reason": reason} if {
	some workload in input.workloads
	not _place(workload)
	not workload.node_agent
	workload.host_pid == true
	some container in workload.containers
	reason := unknown.reason(container, "security_context.privileged")
	_node(workload)
}

_may_be_privileged(_, "host_network")

_may_be_privileged(workload, "host_pid") if {
	some container in workload.containers
	container.security_context.privileged == true
}

# The nodes that it may run on, those with the most powerful role first.
_node(workload) := [[node, excess] |
	some severity in ["critical", "high", "medium"]
	some node in nodes.known
	node.answers != "off"
	excess := node_roles.worst(node.role)
	excess.severity == severity
	nodes.may_run(workload, node)
	not fargate.profile(workload)
][0]

_place(workload) := {"ref": workload.ref, "field": "host_network", "says": "is on the network of its node"} if {
	workload.host_network == true
} else := {"ref": workload.ref, "field": "host_pid", "says": "is privileged and can enter processes of its node"} if {
	workload.host_pid == true
	some container in workload.containers
	container.security_context.privileged == true
}

_severity(_, excess) := "high" if excess.severity in {"critical", "high"}

_severity(workload, excess) := "high" if {
	excess.severity == "medium"
	workload.exposures
}

_severity(workload, excess) := "medium" if {
	excess.severity == "medium"
	not workload.exposures
}

_exposed(workload) := sprintf("; the internet reaches it through %s", [exposure.names(workload)]) if workload.exposures

_exposed(workload) := "" if not workload.exposures
