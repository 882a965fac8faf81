# METADATA
# title: Runs as root
# description: |
#   `runAsUser: 0` makes the program root, whatever user the image was built for. Root in a
#   container has more of the kernel to attack, owns what is mounted into it, and is root on
#   the node as well once it gets out.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
#     description: Kubernetes, user namespaces
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `runAsUser` to a number above 0, or remove it if the image has a user of its own.
#   targets: [containers, workloads]
#   pss:
#     - level: restricted
#       check: runAsUser
#       since: 23
package rules["pod-security"]["run-as-root-user"]

import data.rules.lib.capabilities
import data.rules.lib.exemptions
import data.rules.lib.exposure
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": "security_context.run_as_user",
	"message": message,
	"severity": _severity([container]),
	"related": _related([container]),
	"subsumes": [{"rule": "run-as-non-root-unset", "ref": container.ref}],
} if {
	some container in input.containers
	container.security_context.run_as_user == 0
	_judged(container.workload)
	message := sprintf("%s runs as root%s", [naming.container(container), _more([container])])
}

# The pod's value counts even if every container has one of its own.
findings contains {
	"ref": workload.ref,
	"field": "security_context.run_as_user",
	"message": message,
	"severity": _severity(heirs),
	"related": _related(heirs),
	"subsumes": [{"rule": "run-as-non-root-unset", "ref": ref} | some ref in refs],
} if {
	some workload in input.workloads
	workload.security_context.run_as_user == 0
	_judged(workload)
	heirs := [c |
		some c in workload.containers
		c.effective.run_as_user_origin == "pod"
	]
	refs := array.concat([workload.ref], [c.ref | some c in heirs])
	message := sprintf("%s makes its containers run as root%s", [naming.object_of(workload), _more(heirs)])
}

undecided contains {"ref": container.ref, "field": "security_context.run_as_user", "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.run_as_user")
	not exemptions.user_namespace(container.workload)
}

undecided contains {"ref": workload.ref, "field": "security_context.run_as_user", "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	reason := unknown.reason(workload, "security_context.run_as_user")
	not exemptions.user_namespace(workload)
}

undecided contains {"ref": workload.ref, "field": "host_users", "reason": reason} if {
	some workload in input.workloads
	reason := exemptions.user_namespace_unknown(workload)
	_has_root(workload)
}

_judged(workload) if {
	not exemptions.user_namespace(workload)
	not exemptions.user_namespace_unknown(workload)
}

_has_root(workload) if workload.security_context.run_as_user == 0

_has_root(workload) if {
	some container in workload.containers
	container.security_context.run_as_user == 0
}

_severity(containers) := "high" if count(_reasons(containers)) > 0

else := "medium"

_more(containers) := sprintf(", and %s", [_reasons(containers)[0]])

_more(containers) := "" if count(_reasons(containers)) == 0

# What makes root worse in each of some containers of one pod. A node agent needs what it has.
_reasons(containers) := [_worse(container) | some container in containers]

_worse(container) := "is privileged" if {
	container.security_context.privileged
	not container.workload.node_agent
}

else := sprintf("adds %s", [added]) if {
	added := capabilities.critical_added(container)[0]
	not container.workload.node_agent
}

else := sprintf("the internet reaches it through %s", [exposure.names(container.workload)]) if {
	exposure.serves(container)
}

_related(containers) := places if {
	some container in containers
	exposure.serves(container)
	places := exposure.places(container.workload)
}

else := []
