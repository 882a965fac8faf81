# METADATA
# title: Host process namespaces
# description: |
#   A pod that sees the processes of its node reads their arguments and environment, and
#   through /proc the files of other pods; one that shares their IPC reads and changes
#   their shared memory. With the power to trace processes it takes over the node.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove `hostPID` and `hostIPC`.
#   targets: [workloads]
#   pss:
#     - level: baseline
#       check: hostNamespaces
package rules["pod-security"]["host-process-namespaces"]

import data.rules.lib.agents
import data.rules.lib.capabilities
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": "host_pid",
	"message": message,
	"severity": agents.severity(workload, severity),
	"related": powers,
} if {
	some workload in input.workloads
	workload.host_pid == true
	powers := _powers(workload)
	severity := _severity(powers)
	message := sprintf("%s sees the processes of its node%s", [naming.object_of(workload), _and_controls[severity]])
}

findings contains {
	"ref": workload.ref,
	"field": "host_ipc",
	"message": message,
	"severity": agents.severity(workload, "high"),
} if {
	some workload in input.workloads
	workload.host_ipc == true
	message := sprintf("%s shares the inter-process communication of its node", [naming.object_of(workload)])
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	some field in ["host_pid", "host_ipc"]
	reason := unknown.reason(workload, field)
}

_severity(powers) := "high" if powers == []

_severity(powers) := "critical" if powers != []

_and_controls := {"high": "", "critical": " and can control them"}

# What gives a container power over all processes that it sees.
_powers(workload) := array.concat(
	[{"ref": container.ref, "field": "security_context.privileged", "message": message} |
		some container in workload.containers
		container.security_context.privileged == true
		message := sprintf("%s is privileged", [_container(container)])
	],
	[{"ref": container.ref, "field": field, "message": message} |
		some container in workload.containers
		some i, name in container.security_context.capabilities.add
		capabilities.plain(name) in {"ALL", "SYS_PTRACE"}
		field := sprintf("%s.%d", [_add, unknown.index(container, _add, i)])
		message := sprintf("%s adds the capability %q", [_container(container), name])
	],
)

_add := "security_context.capabilities.add"

# A container within its workload does not name the workload.
_container(container) := sprintf("container %q", [container.name])

_container(container) := "a container without a name" if not container.name
