# METADATA
# title: Privilege escalation allowed
# description: |
#   Without `allowPrivilegeEscalation: false` the kernel lets a process gain rights that its
#   parent does not have, through a setuid program or file capabilities. A flaw in one such
#   program of the image is then enough to become root in the container.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://docs.kernel.org/userspace-api/no_new_privs.html
#     description: Linux kernel, no_new_privs
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `allowPrivilegeEscalation` to `false` in the container's `securityContext`.
#   targets: [containers]
#   pss:
#     - level: restricted
#       check: allowPrivilegeEscalation
#       since: 8
package rules["pod-security"]["privilege-escalation-allowed"]

import data.rules.lib.capabilities
import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": "security_context.allow_privilege_escalation",
	"message": message,
	"severity": _severity(container),
} if {
	some container in input.containers
	not container.security_context.allow_privilege_escalation == false
	not unknown.reason(container, "security_context.allow_privilege_escalation")
	not exemptions.windows(container.workload)
	not exemptions.windows_unknown(container.workload)
	message := sprintf("%s %s", [naming.container(container), _said(container)])
}

undecided contains {
	"ref": container.ref,
	"field": "security_context.allow_privilege_escalation",
	"reason": reason,
} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.allow_privilege_escalation")
	not exemptions.windows(container.workload)
}

undecided contains {"ref": container.workload.ref, "field": "os.name", "reason": reason} if {
	some container in input.containers
	container.workload.unknown
	not container.security_context.allow_privilege_escalation == false
	reason := exemptions.windows_unknown(container.workload)
}

_said(container) := "allows privilege escalation" if container.security_context.allow_privilege_escalation

else := "does not forbid privilege escalation"

# A program that is not root and has no capability to win back finds little to escalate to.
_severity(container) := "low" if {
	container.effective.run_as_non_root
	capabilities.all_dropped(container)
}

else := "medium"
