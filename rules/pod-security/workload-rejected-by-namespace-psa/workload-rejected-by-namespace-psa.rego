# METADATA
# title: Workload that its namespace refuses
# description: |
#   A namespace that enforces a level of the Pod Security Standards refuses every pod that
#   violates it. A controller is still accepted, so that the apply succeeds and no pod ever
#   starts; the first who notices is often whoever lowers the level in a hurry.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-admission/
#     description: Pod Security Admission
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Mend what the named checks find in the pod template, or choose a lower `enforce` level deliberately.
#   targets: [namespaces]
#   scope: unit
package rules["pod-security"]["workload-rejected-by-namespace-psa"]

import data.rules.lib.naming
import data.rules.lib.pod_security

findings contains {
	"ref": workload.ref,
	"field": "",
	"message": sprintf("%s violates %s, which %s enforces, so that %s refused: %s", [
		naming.object_of(workload),
		_level(namespace),
		naming.object_of(namespace),
		_who(workload),
		_checks(workload, level),
	]),
	"related": [{
		"ref": namespace.ref,
		"field": pod_security.label("enforce"),
		"message": "the level that the namespace enforces",
	}],
} if {
	some namespace in input.namespaces
	level := pod_security.enforced(namespace)
	some workload in pod_security.workloads(namespace)
	pod_security.violates(workload, level)
}

# The level itself is not known, and what is known violates the highest one.
undecided contains {"ref": namespace.ref, "field": pod_security.label("enforce"), "reason": reason} if {
	some namespace in input.namespaces
	reason := pod_security.labels_unknown(namespace)
	some workload in pod_security.workloads(namespace)
	pod_security.violates(workload, "restricted")
}

# The workload may lie in another namespace. One entry stands for all of a namespace.
undecided contains {"ref": first.ref, "field": "namespace", "reason": first.unknown.namespace} if {
	some namespace in input.namespaces
	level := pod_security.enforced(namespace)
	first := [workload |
		some workload in namespace.workloads
		workload.unknown
		pod_security.violates(workload, level)
	][0]
}

# A field of the workload is not known.
undecided contains {"ref": place.ref, "field": place.field, "reason": place.reason} if {
	some namespace in input.namespaces
	level := pod_security.enforced(namespace)
	some workload in pod_security.workloads(namespace)
	place := pod_security.undecided(workload, level)
}

# The version of Kubernetes decides, and is not known.
undecided contains {"ref": namespace.ref, "field": pod_security.label("enforce-version"), "reason": "not-in-input"} if {
	some namespace in input.namespaces
	level := pod_security.enforced(namespace)
	some workload in pod_security.workloads(namespace)
	not pod_security.violates(workload, level)
	not pod_security.undecided(workload, level)
	some verdict in workload.verdicts
	verdict[level]
}

# The checks that the newest version names.
_checks(workload, level) := concat(", ", object.get(newest, level, [])) if {
	newest := workload.verdicts[count(workload.verdicts) - 1]
}

# A controller is accepted, and its pods are not.
_who(workload) := "its pods are" if workload.kind != "Pod"

_who(workload) := "it is" if workload.kind == "Pod"

_level(namespace) := namespace.pod_security.enforce if not namespace.pod_security.enforce_version

_level(namespace) := sprintf("%s of %s", [
	namespace.pod_security.enforce,
	namespace.pod_security.enforce_version,
]) if {
	namespace.pod_security.enforce_version
}
