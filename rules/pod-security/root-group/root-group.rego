# METADATA
# title: Root group
# description: |
#   Files that only root and its group may touch are common, in images and on volumes. A
#   program in group 0 may touch them although it does not run as root.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: Kubernetes, security context of a pod or container
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Use a group above 0.
#   targets: [containers, workloads]
package rules["pod-security"]["root-group"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {"ref": container.ref, "field": "security_context.run_as_group", "message": message} if {
	some container in input.containers
	container.security_context.run_as_group == 0
	message := sprintf("%s runs in the root group", [naming.container(container)])
}

# The pod's group is that of the containers that have none of their own.
findings contains {"ref": container.workload.ref, "field": "security_context.run_as_group", "message": message} if {
	some container in input.containers
	container.effective.run_as_group == 0
	container.effective.run_as_group_origin == "pod"
	message := sprintf("%s makes its containers run in the root group", [naming.object_of(container.workload)])
}

findings contains {
	"ref": workload.ref,
	"field": sprintf("security_context.supplemental_groups.%d", [unknown.index(
		workload,
		"security_context.supplemental_groups",
		i,
	)]),
	"message": message,
} if {
	some workload in input.workloads
	some i, group in workload.security_context.supplemental_groups
	group == 0
	message := sprintf("%s adds its containers to the root group", [naming.object_of(workload)])
}

findings contains {"ref": workload.ref, "field": "security_context.fs_group", "message": message} if {
	some workload in input.workloads
	workload.security_context.fs_group == 0
	message := sprintf("%s gives its volumes to the root group, and its containers that group", [
		naming.object_of(workload),
	])
}

# A user that the image does not know has no group either, which makes it the root group.
findings contains {
	"ref": container.ref,
	"field": "security_context.run_as_group",
	"message": message,
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some container in input.containers
	container.effective.run_as_user > 0
	not container.effective.run_as_group
	not unknown.reason(container, "effective.run_as_group")
	message := sprintf("%s runs in the root group if its image does not know user %d", [
		naming.container(container), container.effective.run_as_user,
	])
}

undecided contains {"ref": container.ref, "field": "security_context.run_as_group", "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.run_as_group")
}

undecided contains {"ref": container.workload.ref, "field": "security_context.run_as_group", "reason": reason} if {
	some container in input.containers
	reason := container.workload.unknown["security_context.run_as_group"]
	not container.security_context.run_as_group
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	some field in ["security_context", "security_context.fs_group", "security_context.supplemental_groups"]
	reason := workload.unknown[field]
}

undecided contains {"ref": node.ref, "field": "security_context.run_as_user", "reason": reason} if {
	input.settings.profile == "strict"
	some container in input.containers
	container.unknown["effective.run_as_user"]
	not container.effective.run_as_group
	not container.unknown["effective.run_as_group"]
	some node in [container, container.workload]
	reason := node.unknown["security_context.run_as_user"]
}
