# METADATA
# title: Writable root file system
# description: |
#   Whoever breaks into a container whose root file system is writable can change the program,
#   and drop tools and back doors that outlive the request that brought them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: Kubernetes, security context of a pod or container
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `readOnlyRootFilesystem` to `true`, and mount an `emptyDir` where the program writes.
#   targets: [containers]
package rules["pod-security"]["writable-root-filesystem"]

import data.rules.lib.exposure
import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": "security_context.read_only_root_filesystem",
	"message": message,
	"severity": _severity(container),
	"related": _related(container),
} if {
	some container in input.containers
	not container.security_context.read_only_root_filesystem
	container.type != "ephemeral"
	not unknown.reason(container, "security_context.read_only_root_filesystem")
	not _windows(container.workload)
	not _windows_unknown(container.workload)
	message := sprintf("%s can write to its root file system%s", [naming.container(container), _more(container)])
}

undecided contains {
	"ref": container.ref,
	"field": "security_context.read_only_root_filesystem",
	"reason": reason,
} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.read_only_root_filesystem")
	container.type != "ephemeral"
	not _windows(container.workload)
}

undecided contains {"ref": container.workload.ref, "field": field, "reason": reason} if {
	some container in input.containers
	container.workload.unknown
	not container.security_context.read_only_root_filesystem
	container.type != "ephemeral"
	some field, reason in _windows_unknown(container.workload)
}

# Windows has no such setting. A pod for Windows may say so by its nodes alone.
_windows(workload) if workload.os == "windows"

_windows(workload) if workload.node_selector["kubernetes.io/os"] == "windows"

# The fields that may say so, each with the reason for which that is not known; undefined if
# it is known.
_windows_unknown(workload) := reasons if {
	workload.unknown
	not workload.os
	not _windows(workload)
	reasons := {field: reason |
		some field in [["os", "name"], ["node_selector", "kubernetes.io/os"]]
		reason := unknown.reason(workload, concat(".", field))
	}
	count(reasons) > 0
}

_severity(container) := "medium" if _exposed_root(container)

else := "low"

_more(container) := text if {
	_exposed_root(container)
	text := sprintf(" as root, and the internet reaches it through %s", [exposure.names(container.workload)])
}

else := ""

_related(container) := exposure.places(container.workload) if _exposed_root(container)

else := []

_exposed_root(container) if {
	container.effective.run_as_user == 0
	exposure.serves(container)
}
