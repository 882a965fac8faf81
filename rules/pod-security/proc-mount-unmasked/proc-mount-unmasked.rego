# METADATA
# title: Unmasked /proc
# description: |
#   The runtime hides and write-protects the parts of /proc that show or change the kernel
#   of the node. Without that a container that runs as root can set kernel parameters for
#   all pods, unless it has a user namespace of its own.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod Security Standards
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: The proc mount of a container
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove `procMount`, or set `hostUsers` of the pod to `false`.
#   targets: [containers]
#   pss:
#     - level: baseline
#       check: procMount
#     - level: restricted
#       check: procMount_restricted
#       since: 35
package rules["pod-security"]["proc-mount-unmasked"]

import data.rules.lib.agents
import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": _proc_mount,
	"message": _message(container),
	"severity": agents.severity(container.workload, "high"),
} if {
	some container in input.containers
	container.security_context.proc_mount != "Default"
	not exemptions.user_namespace(container.workload)
	not exemptions.user_namespace_unknown(container.workload)
}

# The restricted profile of the standards allows it in no pod.
findings contains {
	"ref": container.ref,
	"field": _proc_mount,
	"message": _message(container),
	"severity": agents.severity(container.workload, "medium"),
	"pss": ["procMount_restricted"],
} if {
	input.settings.profile == "strict"
	some container in input.containers
	container.security_context.proc_mount != "Default"
	_may_have_a_user_namespace(container.workload)
}

undecided contains {"ref": container.ref, "field": _proc_mount, "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, _proc_mount)
	_is_judged(container.workload)
}

undecided contains {"ref": container.workload.ref, "field": "host_users", "reason": reason} if {
	some container in input.containers
	container.security_context.proc_mount != "Default"
	reason := exemptions.user_namespace_unknown(container.workload)
}

_proc_mount := "security_context.proc_mount"

_message(container) := sprintf("%s sets procMount %q", [
	naming.container(container),
	container.security_context.proc_mount,
])

_may_have_a_user_namespace(workload) if exemptions.user_namespace(workload)

_may_have_a_user_namespace(workload) if exemptions.user_namespace_unknown(workload)

_is_judged(workload) if not exemptions.user_namespace(workload)

_is_judged(_) if input.settings.profile == "strict"
