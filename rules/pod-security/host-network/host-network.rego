# METADATA
# title: Host network
# description: |
#   A pod in the network of its node has the node's address and security groups, listens
#   and eavesdrops on the node's interfaces, and reaches the instance metadata service
#   whatever its hop limit is. No NetworkPolicy and no SecurityGroupPolicy applies to it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove `hostNetwork`, and let a Service lead to the pods.
#   targets: [workloads]
#   pss:
#     - level: baseline
#       check: hostNamespaces
package rules["pod-security"]["host-network"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": "host_network",
	"message": message,
	"severity": agents.severity(workload, "high"),
	"also_pss": ["hostPorts" | _opens_ports(workload)],
} if {
	some workload in input.workloads
	workload.host_network == true
	message := sprintf("%s shares the network of its node", [naming.object_of(workload)])
}

undecided contains {"ref": workload.ref, "field": "host_network", "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	reason := unknown.reason(workload, "host_network")
}

# The API server makes every port of such a pod one of the node. Ephemeral containers
# cannot have ports, and none is made up for them.
_opens_ports(workload) if {
	some container in workload.containers
	some port in container.ports
	port.host_port != 0
}

_opens_ports(workload) if {
	some container in workload.containers
	container.type != "ephemeral"
	some port in container.ports
	port.container_port != 0
}

_opens_ports(workload) if {
	some container in workload.containers
	container.type != "ephemeral"
	some port in container.ports
	port.unknown.container_port
}
