# METADATA
# title: Root not ruled out
# description: |
#   Unless `runAsNonRoot` is true, the image decides who the program is, and most images say
#   root. Root in a container has more of the kernel to attack, owns what is mounted into it,
#   and is root on the node as well once it gets out.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: Kubernetes, security context of a pod or container
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `runAsNonRoot` to `true` for the pod, and `runAsUser` above 0 if the image has no user.
#   targets: [containers, workloads]
#   pss:
#     - level: restricted
#       check: runAsNonRoot
package rules["pod-security"]["run-as-non-root-unset"]

import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.unknown

# A container that says nothing under a pod that says false has the pod's value, which is
# judged below.
findings contains {
	"ref": container.ref,
	"field": "security_context.run_as_non_root",
	"message": message,
	"severity": _severity(container),
} if {
	some container in input.containers
	not container.effective.run_as_non_root
	not container.effective.run_as_non_root_origin == "pod"
	not unknown.reason(container, "effective.run_as_non_root")
	_judged(container.workload)
	message := sprintf("%s %s%s", [naming.container(container), _said(container), _but(container)])
}

findings contains {
	"ref": workload.ref,
	"field": "security_context.run_as_non_root",
	"message": message,
	"severity": _severity_of_all(workload),
} if {
	some workload in input.workloads
	workload.security_context.run_as_non_root == false
	_judged(workload)
	message := sprintf("%s lets its containers run as root: runAsNonRoot is false", [naming.object_of(workload)])
}

undecided contains {"ref": container.ref, "field": "security_context.run_as_non_root", "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.run_as_non_root")
	not exemptions.user_namespace(container.workload)
}

undecided contains {"ref": workload.ref, "field": "security_context.run_as_non_root", "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	reason := unknown.reason(workload, "security_context.run_as_non_root")
	not exemptions.user_namespace(workload)
}

undecided contains {"ref": workload.ref, "field": "host_users", "reason": reason} if {
	some workload in input.workloads
	reason := exemptions.user_namespace_unknown(workload)
	_lets_root(workload)
}

_judged(workload) if {
	not exemptions.user_namespace(workload)
	not exemptions.user_namespace_unknown(workload)
}

_lets_root(workload) if workload.security_context.run_as_non_root == false

_lets_root(workload) if {
	some container in workload.containers
	not container.effective.run_as_non_root
	not unknown.reason(container, "effective.run_as_non_root")
}

_said(container) := "may run as root: runAsNonRoot is false" if container.security_context.run_as_non_root == false

else := "may run as root: neither it nor its pod sets runAsNonRoot"

_but(container) := sprintf(", though runAsUser is %d", [container.effective.run_as_user]) if {
	container.effective.run_as_user > 0
}

else := ""

# A user above 0 does not satisfy the Pod Security Standards, and is no root either.
_severity(container) := "low" if container.effective.run_as_user > 0

else := "medium"

_severity_of_all(workload) := "low" if {
	every container in workload.containers {
		_harmless(container)
	}
}

else := "medium"

_harmless(container) if container.effective.run_as_non_root

_harmless(container) if container.effective.run_as_user > 0
