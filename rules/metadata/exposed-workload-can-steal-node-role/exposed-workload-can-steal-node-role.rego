# METADATA
# title: Exposed workload that can take the role of its node
# description: |
#   The internet reaches the program, the program reaches the instance metadata, and the role of the
#   node may do a lot: a request that the program can be made to send is enough to take that role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, restrict access to the instance profile
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#     description: EC2 User Guide, the instance metadata service
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Set `http_tokens` to `required` and `http_put_response_hop_limit` to `1`; any link that breaks is enough.
#   targets: [workloads]
#   scope: unit
package rules.metadata["exposed-workload-can-steal-node-role"]

import data.rules.lib.exposure
import data.rules.lib.naming
import data.rules.lib.network_engines
import data.rules.lib.node_roles
import data.rules.lib.nodes

findings contains {
	"ref": workload.ref,
	"field": place,
	"message": sprintf("%s can take the %s of %s, which allows %s, and the internet reaches it through %s", [
		naming.object_of(workload), node_roles.named(node.role), node.name, excess.says, exposure.names(workload),
	]),
	"related": array.concat(
		[
			{"ref": node.place.ref, "field": node.place.field, "message": "lets pods reach the instance metadata"},
			{"ref": excess.ref, "field": "", "message": "what the role allows"},
		],
		exposure.places(workload),
	),
} if {
	some workload in input.workloads
	workload.exposures[0]
	not workload.node_agent
	[place, answers] := _way(workload)
	[node, excess] := _node(workload, answers)
}

# Nodes may answer it, or their role allow more than is known.
undecided contains {"ref": node.place.ref, "field": node.place.field, "reason": node.why} if {
	some [workload, answers] in _open
	some node in nodes.known
	node.answers == "unknown"
	not node.answers in answers
	_strong(node.role)
	nodes.may_run(workload, node)
}

undecided contains gap if {
	some [workload, answers] in _open
	some node in nodes.known
	node.answers in answers
	not _strong(node.role)
	gap := nodes.role_gap(node)
	nodes.may_run(workload, node)
}

# The internet may reach it, or it the nodes.
undecided contains {"ref": workload.ref, "field": place, "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.exposures
	not workload.exposures[0]
	not workload.node_agent
	[place, answers] := _way(workload)
	_node(workload, answers)
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.exposures[0]
	not workload.node_agent
	not _way(workload)
	some field, answers in {
		"host_network": {"closed", "open", "unknown"},
		"network.egress.metadata_ipv4": {"open"},
	}
	reason := workload.unknown[field]
	_node(workload, answers)
}

# Those that are exposed and reach the service, if nothing is found about them.
_open := [[workload, answers] |
	some workload in input.workloads
	workload.exposures[0]
	not workload.node_agent
	[_, answers] := _way(workload)
	not _node(workload, answers)
]

_strong(role) if node_roles.worst(role).severity in {"critical", "high"}

# How its requests get to the service, and what nodes must answer for that.
_way(workload) := ["host_network", {"closed", "open", "unknown"}] if {
	workload.host_network == true
} else := ["pod_labels", {"open"}] if {
	_reaches(workload)
}

_reaches(workload) if workload.network.egress.metadata_ipv4 == "open"

_reaches(workload) if {
	workload.network.egress.metadata_ipv4 == "blocked"
	network_engines.not_enforced
}

_reaches(workload) if {
	workload.network.egress.metadata_ipv4 == "blocked"
	network_engines.cannot_apply[workload.ref]
}

_node(workload, answers) := [[node, excess] |
	some severity in ["critical", "high"]
	some node in nodes.known
	node.answers in answers
	excess := node_roles.worst(node.role)
	excess.severity == severity
	nodes.may_run(workload, node)
][0]
