# METADATA
# title: Unsafe sysctl
# description: |
#   Kernel parameters that are not known to stay within the pod can weaken or starve the
#   node and every pod on it. A kubelet starts a pod that sets one of them only if it was
#   told to allow it.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
#     description: Sysctls in Kubernetes
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove the sysctl, or allow it on nodes that are set apart for the pod.
#   targets: [workloads]
#   pss:
#     - level: baseline
#       check: sysctls
package rules["pod-security"]["unsafe-sysctl"]

import data.rules.lib.agents
import data.rules.lib.naming
import data.rules.lib.sysctls
import data.rules.lib.unknown

findings contains {
	"ref": sysctl.ref,
	"field": "name",
	"message": message,
	"severity": agents.severity(workload, "medium"),
} if {
	some workload in input.workloads
	some sysctl in workload.security_context.sysctls
	not _may_be_safe(sysctl)
	not sysctl.unknown.name
	message := sprintf("%s sets %s", [naming.object_of(workload), _named(sysctl)])
}

# The versions that the cluster may have disagree about the sysctl.
undecided contains {"ref": sysctl.ref, "field": "name", "reason": "not-in-input"} if {
	some workload in input.workloads
	some sysctl in workload.security_context.sysctls
	_may_be_safe(sysctl)
	sysctls.safe_since[sysctl.name] > input.settings.oldest_kubernetes_minor
}

undecided contains {"ref": sysctl.ref, "field": "name", "reason": reason} if {
	some workload in input.workloads
	some sysctl in workload.security_context.sysctls
	sysctl.unknown
	reason := unknown.reason(sysctl, "name")
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	some [field, reason] in unknown.places(workload, "security_context.sysctls")
}

_may_be_safe(sysctl) if input.settings.kubernetes_minor >= sysctls.safe_since[sysctl.name]

_named(sysctl) := sprintf("the sysctl %q", [sysctl.name]) if not sysctls.safe_since[sysctl.name]

_named(sysctl) := sprintf("the sysctl %q, which is safe only from Kubernetes 1.%d on", [
	sysctl.name,
	sysctls.safe_since[sysctl.name],
])

_named(sysctl) := "a sysctl without a name" if not sysctl.name
