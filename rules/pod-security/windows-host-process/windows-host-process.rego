# METADATA
# title: Windows host process
# description: |
#   A HostProcess container of Windows is no container: it runs on the node itself, in its
#   network and file system and with the rights of one of its accounts, which can be those
#   of the system.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
#     description: HostProcess pods
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/windows-security.html
#     description: EKS Best Practices Guide, Windows
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Remove `hostProcess`, and run as `ContainerUser`.
#   targets: [workloads, containers]
#   pss:
#     - level: baseline
#       check: windowsHostProcess
package rules["pod-security"]["windows-host-process"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": _host_process,
	"message": sprintf("%s runs its containers as processes of the Windows node", [naming.object_of(workload)]),
	"severity": agents.severity(workload, "high"),
} if {
	some workload in input.workloads
	workload.security_context.windows_options.host_process == true
}

# What the container says is judged beside what its pod says, as the standards do: the API
# server takes a pod only if all agree.
findings contains {
	"ref": container.ref,
	"field": _host_process,
	"message": sprintf("%s runs as a process of the Windows node", [naming.container(container)]),
	"severity": agents.severity(container.workload, "high"),
} if {
	some container in input.containers
	container.security_context.windows_options.host_process == true
}

# An administrator in the container is none of the node, and the standards allow it.
findings contains {
	"ref": workload.ref,
	"field": _user,
	"message": sprintf("%s runs its containers as %s", [naming.object_of(workload), name]),
	"severity": "info",
	"pss": [],
} if {
	some workload in input.workloads
	name := workload.security_context.windows_options.run_as_user_name
	_is_administrator(name)
}

findings contains {
	"ref": container.ref,
	"field": _user,
	"message": sprintf("%s runs as %s", [naming.container(container), name]),
	"severity": "info",
	"pss": [],
} if {
	some container in input.containers
	name := container.security_context.windows_options.run_as_user_name
	_is_administrator(name)
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	some [field, reason] in _unknown(workload)
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.unknown
	some [field, reason] in _unknown(container)
}

_options := "security_context.windows_options"

_host_process := "security_context.windows_options.host_process"

_user := "security_context.windows_options.run_as_user_name"

# Windows does not tell upper from lower case in the names of accounts.
_is_administrator(name) if lower(name) in {"containeradministrator", `user manager\containeradministrator`}

# Options that are not known, or else all of them at once.
_unknown(node) := {[_options, reason]} if {
	reason := unknown.reason(node, _options)
} else := {[at, reason] |
	some at in [_host_process, _user]
	reason := node.unknown[at]
}
