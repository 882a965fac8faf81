# METADATA
# title: Privileged pod beside other applications
# description: |
#   A namespace with a privileged pod cannot enforce a Pod Security level, so nothing holds the other
#   applications of the namespace back either; and whoever may create pods for one of them may
#   use the service account of the privileged one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-admission/
#     description: Kubernetes, Pod Security Admission
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Give the privileged agent a namespace and a service account of its own.
#   targets: [workloads]
#   scope: unit
package rules["service-accounts"]["privileged-pods-in-shared-namespace"]

import data.rules.lib.applications
import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "namespace",
	"message": sprintf("%s, which %s, shares namespace %q with %s%s", [
		naming.object_of(workload),
		privilege,
		workload.namespace,
		_named(others),
		_and_account(sharing),
	]),
	"severity": _severity[count(sharing) > 0],
	"related": [{"ref": other.ref, "field": "namespace", "message": "an ordinary workload of another application"} |
		some other in array.slice(others, 0, 5)
	],
} if {
	some workload in input.workloads
	privilege := _privilege(workload)
	workload.namespace != "kube-system"
	others := _others(workload)
	count(others) > 0
	sharing := [other | some other in others; _same_account(workload, other)]
}

undecided contains {"ref": workload.ref, "field": "namespace", "reason": reason} if {
	count(_unplaced) > 0
	some workload in input.workloads
	reason := workload.unknown.namespace
	_privilege(workload)
	_unplaced != {applications.of(workload)}
}

# The applications of ordinary workloads whose namespace is not known.
_unplaced contains applications.of(workload) if {
	some workload in input.workloads
	workload.unknown.namespace
	not _privilege(workload)
}

# The first thing that baseline forbids.
_privilege(workload) := "uses the network of the node" if workload.host_network

else := "sees the processes of the node" if workload.host_pid

else := "shares memory with the node" if workload.host_ipc

else := "has a privileged container" if {
	some container in workload.containers
	container.security_context.privileged
}

else := "has a volume of type hostPath" if {
	some volume in workload.volumes
	volume.host_path
}

# Ordinary workloads of other applications in the namespace, in the order of the input.
_others(workload) := [pair[1] | some pair in sort([[other.ref, other] |
	some other in _in_namespace[workload.namespace]
	not _privilege(other)
	applications.of(other) != applications.of(workload)
])]

_in_namespace[namespace] contains workload if {
	some workload in input.workloads
	namespace := workload.namespace
}

_same_account(a, b) if _account(a) == _account(b)

_account(workload) := workload.service_account_name

_account(workload) := "default" if {
	not workload.service_account_name
	not workload.unknown.service_account_name
}

_severity := {true: "high", false: "medium"}

_named(others) := naming.object_of(others[0]) if count(others) == 1

_named(others) := sprintf("%s and another application", [naming.object_of(others[0])]) if count(others) == 2

_named(others) := sprintf("%s and %d others", [naming.object_of(others[0]), count(others) - 1]) if count(others) > 2

_and_account(sharing) := "" if count(sharing) == 0

_and_account(sharing) := ", and its service account too" if count(sharing) > 0
