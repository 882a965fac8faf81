# METADATA
# title: Host port
# description: |
#   A port of the node leads to the pod past every Service and its rules: whoever reaches
#   the node reaches it, and it takes the port from all other pods and from the node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://kubernetes.io/docs/concepts/configuration/overview/#services
#     description: Kubernetes, good practices for configuration
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove `hostPort`, and let a Service lead to the port.
#   targets: [containers]
#   pss:
#     - level: baseline
#       check: hostPorts
package rules["pod-security"]["host-port"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

# All ports of a pod in the network of its node are ports of the node; host-network says so.
findings contains {
	"ref": port.ref,
	"field": "host_port",
	"message": message,
	"severity": agents.severity(container.workload, "medium"),
} if {
	some container in input.containers
	some port in container.ports
	port.host_port != 0
	not container.workload.host_network
	message := sprintf("%s takes port %d of its node", [naming.container(container), port.host_port])
}

undecided contains {"ref": port.ref, "field": "host_port", "reason": reason} if {
	some container in input.containers
	some port in container.ports
	port.unknown
	not container.workload.host_network
	reason := unknown.reason(port, "host_port")
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.unknown
	not container.workload.host_network
	some [field, reason] in unknown.places(container, "ports")
}
