# METADATA
# title: Application in a namespace of Kubernetes
# description: |
#   kube-system holds the service accounts that run the cluster and the mapping of IAM roles,
#   and most policies leave it out. Whoever may create pods there, or breaks into one, is
#   closer to the whole cluster than anywhere else.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html
#     description: EKS Best Practices Guide, tenant isolation
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
#     description: Kubernetes, initial namespaces
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Move the workload to a namespace of its own.
#   targets: [workloads]
package rules.workloads["workload-in-kube-system"]

import data.rules.lib.addons
import data.rules.lib.exposure
import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "namespace",
	"message": message,
	"severity": _severity(workload),
	"related": exposure.places(workload),
} if {
	some workload in input.workloads
	workload.namespace in _namespaces
	workload.containers[0]
	not addons.runs(workload)
	not _image_unknown(workload)
	message := sprintf("%s runs in %s and is no known add-on%s", [
		naming.object_of(workload), workload.namespace, _more(workload),
	])
}

undecided contains {"ref": container.ref, "field": "image", "reason": reason} if {
	some workload in input.workloads
	workload.namespace in _namespaces
	not addons.runs(workload)
	some container in workload.containers
	reason := _unknown(container)
}

_namespaces := {"kube-node-lease", "kube-public", "kube-system"}

_image_unknown(workload) if {
	some container in workload.containers
	_unknown(container)
}

_unknown(container) := container.unknown.image

_unknown(container) := container.unknown["image.repository"] if not container.unknown.image

_severity(workload) := "medium" if _more(workload) != ""

else := "low"

_more(workload) := sprintf("; the internet reaches it through %s", [exposure.names(workload)]) if workload.exposures

else := "; it is privileged" if {
	some container in workload.containers
	container.security_context.privileged
}

else := ""
