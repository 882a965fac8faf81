# METADATA
# title: Pods that no network policy selects
# description: |
#   A namespace that has network policies gives the impression that its traffic is under
#   control. Pods that none of them selects are as open as before: everything may connect to
#   them, and they may connect to everything.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Kubernetes, network policies
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html
#     description: EKS Best Practices Guide, network security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add a NetworkPolicy whose `podSelector` matches the labels of the pods.
#   targets: [workloads]
#   scope: unit
package rules.network["pod-without-network-policy"]

import data.rules.lib.naming
import data.rules.lib.network_policies

findings contains {
	"ref": workload.ref,
	"field": "pod_labels",
	"message": sprintf("%s is selected by no network policy for %s, though its namespace has some", [
		naming.object_of(workload), concat(" and ", open),
	]),
	"severity": _severity(open),
} if {
	some workload in _judged
	workload.network.covered
	open := _open(workload)
	count(open) > 0
}

undecided contains {"ref": workload.ref, "field": "pod_labels", "reason": reason} if {
	some workload in _judged
	count(_open(workload)) == 0
	some direction in _directions(workload)
	not [workload.namespace, direction] in _reported
	reason := workload.unknown[sprintf("network.%s.isolated", [direction])]
}

_judged := [workload |
	some workload in input.workloads
	workload.namespace in _with_policies
	not network_policies.auto_mode_denies
]

_with_policies contains policy.namespace if {
	some policy in input.network_policies
	not policy.invalid
}

_open(workload) := [direction |
	some direction in _directions(workload)
	workload.network[direction].isolated == false
	not [workload.namespace, direction] in _reported
]

# Nothing connects to a job.
_directions(workload) := ["egress"] if workload.kind in _jobs

_directions(workload) := ["ingress", "egress"] if not workload.kind in _jobs

_jobs := {"CronJob", "Job"}

_severity(open) := "low" if "ingress" in open

_severity(open) := "info" if not "ingress" in open

# The rule namespace-without-default-deny says it once for all pods.
_reported contains [namespace.name, direction] if {
	some namespace in input.namespaces
	not namespace.name in network_policies.system_namespaces
	some direction in ["ingress", "egress"]
	namespace.network[sprintf("%s_denied", [direction])] == false
}
