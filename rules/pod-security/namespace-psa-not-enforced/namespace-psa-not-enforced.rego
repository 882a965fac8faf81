# METADATA
# title: Namespace without an enforced Pod Security level
# description: |
#   Every cluster checks pods against the Pod Security Standards, and EKS lets everything
#   through until a label of the namespace says otherwise. Whoever may create a pod in such
#   a namespace may create a privileged one, and take over the node that it lands on.
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
#   remedy: Set the label `pod-security.kubernetes.io/enforce` to the highest level that the workloads satisfy.
#   targets: [namespaces, undefined_namespaces]
#   scope: unit
#   params:
#     privileged-namespaces:
#       description: Names of further namespaces in which pods may do what they want.
#       type: strings
#       default: []
package rules["pod-security"]["namespace-psa-not-enforced"]

import data.rules.lib.naming
import data.rules.lib.pod_security

findings contains {
	"ref": namespace.ref,
	"field": pod_security.label("enforce"),
	"message": sprintf("%s %s, and %s", [
		naming.object_of(namespace),
		_lack(namespace),
		_satisfied(pod_security.workloads(namespace)),
	]),
	"severity": _severity(namespace),
	"related": _related(namespace),
} if {
	some namespace in input.namespaces
	_lack(namespace)
	not pod_security.labels_unknown(namespace)
	count(pod_security.workloads(namespace)) > 0
	not _is_privileged(namespace)
}

# The API server refuses the object, and so nothing of it holds.
findings contains {
	"ref": namespace.ref,
	"field": pod_security.label(mode),
	"message": sprintf("%s has the Pod Security level %q to %s, which does not exist", [
		naming.object_of(namespace), level, mode,
	]),
} if {
	some namespace in input.namespaces
	some mode in {"enforce", "audit", "warn"}
	level := namespace.pod_security[mode]
	not level in _all_levels
}

findings contains {
	"ref": namespace.ref,
	"field": pod_security.label(label),
	"message": sprintf("%s has the Pod Security version %q, which is neither latest nor v1.NN", [
		naming.object_of(namespace), version,
	]),
} if {
	some namespace in input.namespaces
	some name, label in _version_labels
	version := namespace.pod_security[name]
	not _is_version(version)
}

findings contains {
	"ref": namespace.ref,
	"field": pod_security.label("enforce"),
	"message": sprintf("%s enforces %s %s", [naming.object_of(namespace), level, concat(" and ", lacks)]),
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some namespace in input.namespaces
	level := pod_security.enforced(namespace)
	count(pod_security.workloads(namespace)) > 0
	lacks := array.concat(_without_notice(namespace, level), _without_version(namespace))
	count(lacks) > 0
}

# The labels are not known.
undecided contains {"ref": namespace.ref, "field": pod_security.label("enforce"), "reason": reason} if {
	some namespace in input.namespaces
	reason := pod_security.labels_unknown(namespace)
	count(pod_security.workloads(namespace)) > 0
	not _is_privileged(namespace)
}

# Whether anything runs in the namespace is not known.
undecided contains {
	"ref": namespace.ref,
	"field": pod_security.label("enforce"),
	"reason": namespace.workloads[0].unknown.namespace,
} if {
	some namespace in input.namespaces
	_lack(namespace)
	count(pod_security.workloads(namespace)) == 0
	not _is_privileged(namespace)
}

undecided contains {"ref": namespace.ref, "field": "namespace", "reason": "not-in-input"} if {
	some namespace in input.undefined_namespaces
	not namespace.name in pod_security.agent_namespaces
	not namespace.name in _configured
}

_is_privileged(namespace) if pod_security.for_agents(namespace)

_is_privileged(namespace) if namespace.name in _configured

_configured contains name if {
	some name in input.settings.params["namespace-psa-not-enforced"]["privileged-namespaces"]
}

# What the namespace enforces instead of a level.
_lack(namespace) := "enforces no Pod Security level" if not namespace.pod_security.enforce

_lack(namespace) := "enforces privileged, which forbids nothing" if namespace.pod_security.enforce == "privileged"

_severity(namespace) := "low" if _lighter(namespace)

_severity(namespace) := "medium" if not _lighter(namespace)

_lighter(namespace) if {
	namespace.pod_security.enforce == "privileged"
	some workload in pod_security.workloads(namespace)
	pod_security.violates(workload, "baseline")
}

_lighter(namespace) if namespace.pod_security.audit in pod_security.levels

_lighter(namespace) if namespace.pod_security.warn in pod_security.levels

_lighter(namespace) if namespace.policies

_related(namespace) := [] if not namespace.policies

_related(namespace) := [{
	"ref": policy.ref,
	"field": "",
	"message": sprintf("%s judges the pods of the namespace", [naming.object_of(policy)]),
} |
	some policy in namespace.policies
] if {
	namespace.policies
}

# The highest level that all workloads satisfy.
_satisfied(workloads) := sprintf("restricted is satisfied by %s", [_all(workloads)]) if {
	_all_satisfy(workloads, "restricted")
}

_satisfied(workloads) := sprintf("baseline is satisfied by %s", [_all(workloads)]) if {
	not _all_satisfy(workloads, "restricted")
	_all_satisfy(workloads, "baseline")
}

_satisfied(workloads) := sprintf("baseline is violated by %s", [_some(violating, workloads)]) if {
	not _all_satisfy(workloads, "restricted")
	violating := count([workload | some workload in workloads; pod_security.violates(workload, "baseline")])
	violating > 0
}

_satisfied(workloads) := "whether its workloads satisfy baseline cannot be told" if {
	not _all_satisfy(workloads, "restricted")
	not _all_satisfy(workloads, "baseline")
	every workload in workloads {
		not pod_security.violates(workload, "baseline")
	}
}

_all_satisfy(workloads, level) if every workload in workloads { pod_security.satisfies(workload, level) }

_all(workloads) := "its only workload" if count(workloads) == 1

_all(workloads) := sprintf("all %d workloads in it", [count(workloads)]) if count(workloads) > 1

_some(n, workloads) := _all(workloads) if n == count(workloads)

_some(n, workloads) := sprintf("%d of %d workloads in it", [n, count(workloads)]) if n < count(workloads)

_without_notice(namespace, level) := [] if _notices(namespace, level)

_without_notice(namespace, level) := ["without audit or warn at that level"] if not _notices(namespace, level)

_notices(namespace, level) if {
	some mode in {"audit", "warn"}
	namespace.pod_security[mode] in _at_least[level]
}

_at_least := {"baseline": {"baseline", "restricted"}, "restricted": {"restricted"}}

_without_version(namespace) := [] if _pins(namespace)

_without_version(namespace) := ["without a pinned enforce-version"] if not _pins(namespace)

_pins(namespace) if startswith(namespace.pod_security.enforce_version, "v")

_all_levels := pod_security.levels | {"privileged"}

_version_labels := {
	"enforce_version": "enforce-version",
	"audit_version": "audit-version",
	"warn_version": "warn-version",
}

_is_version("latest")

_is_version(version) if regex.match(`^v1\.(0|[1-9][0-9]*)$`, version)
