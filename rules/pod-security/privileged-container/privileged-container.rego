# METADATA
# title: Privileged container
# description: |
#   A privileged container holds every kernel capability and sees the devices of the node,
#   so whoever takes over the container takes over the node, and with it the IAM role of
#   the node and the secrets of every pod on it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Remove `privileged`, and add the one capability that the program needs.
#   targets: [containers]
#   pss:
#     - level: baseline
#       check: privileged
package rules["pod-security"]["privileged-container"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.unknown

# Neither escalation nor capabilities can be held back from a privileged container, so
# what other rules say about them is said here.
findings contains {
	"ref": container.ref,
	"field": "security_context.privileged",
	"message": message,
	"severity": agents.severity(container.workload, "critical"),
	"subsumes": [{"rule": name, "ref": container.ref} | some name in _pointless],
} if {
	some container in input.containers
	container.security_context.privileged == true
	message := sprintf("%s is privileged", [naming.container(container)])
}

undecided contains {"ref": container.ref, "field": "security_context.privileged", "reason": reason} if {
	some container in input.containers
	reason := unknown.reason(container, "security_context.privileged")
}

_pointless := {"privilege-escalation-allowed", "capabilities-not-dropped", "capability-beyond-baseline"}
