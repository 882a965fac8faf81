# METADATA
# title: Custom SELinux options
# description: |
#   Bottlerocket and Amazon Linux 2023 run SELinux, which keeps containers from the files
#   and processes of the node by the type that they have. Another type, user or role can lift
#   that: spc_t, for one, may do all that the node's own processes may.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: SELinux labels of a container
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html
#     description: EKS Best Practices Guide, protecting the infrastructure
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove `user`, `role` and `type`; set only `level` where pods must be kept apart.
#   targets: [workloads, containers]
#   pss:
#     - level: baseline
#       check: seLinuxOptions
package rules["pod-security"]["selinux-options-custom"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.selinux
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": sprintf("%s.%s", [_options, field]),
	"message": sprintf("%s sets the SELinux %s %q", [naming.object_of(workload), field, value]),
	"severity": agents.severity(workload, "medium"),
} if {
	some workload in input.workloads
	some field, value in workload.security_context.se_linux_options
	selinux.is_custom(field, value)
}

findings contains {
	"ref": container.ref,
	"field": sprintf("%s.%s", [_options, field]),
	"message": sprintf("%s sets the SELinux %s %q", [naming.container(container), field, value]),
	"severity": agents.severity(container.workload, "medium"),
} if {
	some container in input.containers
	some field, value in container.security_context.se_linux_options
	selinux.is_custom(field, value)
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

_options := "security_context.se_linux_options"

# Options that are not known, or else all of them at once.
_unknown(node) := {[_options, reason]} if {
	reason := unknown.reason(node, _options)
} else := {[at, reason] |
	some option in ["role", "type", "user"]
	at := concat(".", [_options, option])
	reason := node.unknown[at]
}
