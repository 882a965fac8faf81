# METADATA
# title: No probes
# description: |
#   A Service sends requests to every pod that runs unless a readiness probe says otherwise,
#   also to one that hangs, has lost its database or is still starting. Nobody notices from
#   the state of the objects, which say that all is well.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/application.html
#     description: EKS Best Practices Guide, reliability of applications
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/probes/
#     description: Kubernetes, probes
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add a `readinessProbe` that asks whether the program can serve now.
#   targets: [workloads]
#   profile: strict
package rules.workloads["probes-missing"]

import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "containers",
	"message": message,
	"severity": severity,
	"related": _related(workload),
} if {
	some workload in _served
	severity := _severities[_lacking(workload)[0]]
	message := sprintf("%s has no container with a %s, and %s sends requests to it", [
		naming.object_of(workload),
		concat(" or a ", [_names[lacking] | some lacking in _lacking(workload)]),
		naming.object_of(workload.services[0]),
	])
}

findings contains {
	"ref": container.ref,
	"field": "liveness_probe",
	"message": message,
	"severity": "info",
} if {
	some workload in _served
	some container in workload.containers
	container.same_probes
	message := sprintf("%s is restarted by the same probe that should only keep requests from it", [
		naming.container(container),
	])
}

undecided contains {"ref": container.ref, "field": field, "reason": reason} if {
	some workload in _served
	some probe, field in _fields
	not _has(workload, probe)
	some container in workload.containers
	reason := container.unknown[field]
}

undecided contains {"ref": workload.ref, "field": "pod_labels", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.services
	not workload.services
	workload.kind in _kinds
	count(_lacking(workload)) > 0
}

_served := [workload |
	some workload in input.workloads
	workload.services
	workload.kind in _kinds
]

# Those that run until someone ends them.
_kinds := {"DaemonSet", "Deployment", "ReplicaSet", "Rollout", "StatefulSet"}

# The probes that certainly no container has, the worse one first. A part of a workload that
# has no container itself says nothing.
_lacking(workload) := [probe |
	workload.containers[0]
	some probe in ["readinessProbe", "livenessProbe"]
	not _has(workload, probe)
	not _may_have(workload, probe)
]

_has(workload, probe) if {
	some container in workload.containers
	probe in container.probes
}

_may_have(workload, probe) if {
	some container in workload.containers
	container.unknown[_fields[probe]]
}

_related(workload) := [{"ref": service.ref, "field": "selector", "message": "this selects the pods"} |
	service := workload.services[0]
]

_severities := {"readinessProbe": "low", "livenessProbe": "info"}

_fields := {"readinessProbe": "readiness_probe", "livenessProbe": "liveness_probe"}

_names := {"readinessProbe": "readiness probe", "livenessProbe": "liveness probe"}
