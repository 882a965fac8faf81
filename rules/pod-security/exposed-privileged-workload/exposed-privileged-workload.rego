# METADATA
# title: Exposed workload that controls its node
# description: |
#   The internet reaches the program, and the program has what it takes to control its node.
#   A single flaw in it that lets an attacker run commands gives away the node, the node's IAM
#   role and every pod on it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html
#     description: EKS Best Practices Guide, pod security
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
# schemas:
#   - input: schema
# custom:
#   severity: critical
#   since: 0.1.0
#   remedy: Remove the privilege, or let the internet reach a workload in front of this one that has none.
#   targets: [containers, volume_mounts, workloads]
package rules["pod-security"]["exposed-privileged-workload"]

import data.rules.lib.exposure
import data.rules.lib.host_paths
import data.rules.lib.naming
import data.rules.lib.unknown

# Each finding lies on the privilege itself, where it takes the place of that of the rule
# about the privilege.
findings contains {
	"ref": container.ref,
	"field": "security_context.privileged",
	"message": message,
	"related": exposure.places(container.workload),
} if {
	some container in input.containers
	container.workload.exposures[0]
	container.security_context.privileged == true
	message := _message(naming.container(container), container.workload, "is privileged")
}

findings contains {
	"ref": workload.ref,
	"field": "host_pid",
	"message": message,
	"related": exposure.places(workload),
} if {
	some workload in input.workloads
	workload.exposures[0]
	workload.host_pid == true
	message := _message(naming.object_of(workload), workload, "shares the processes of the node")
}

findings contains {
	"ref": mount.ref,
	"field": "host_path",
	"message": message,
	"related": array.concat(host_paths.related(mount), exposure.places(mount.workload)),
} if {
	some mount in input.volume_mounts
	mount.workload.exposures[0]
	mount.host_path
	gain := _gain(mount)
	message := _message(naming.container_of(mount), mount.workload, gain)
}

# The privilege is there, and whether the internet reaches the workload is not known.
undecided contains {"ref": container.ref, "field": "security_context.privileged", "reason": reason} if {
	some container in input.containers
	reason := container.workload.unknown.exposures
	container.security_context.privileged == true
}

undecided contains {"ref": workload.ref, "field": "host_pid", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.exposures
	workload.host_pid == true
}

undecided contains {"ref": mount.ref, "field": "host_path", "reason": reason} if {
	some mount in input.volume_mounts
	reason := mount.workload.unknown.exposures
	mount.host_path
	_gain(mount)
}

# The internet reaches the workload, or may do so, and the privilege is not known.
undecided contains {"ref": container.ref, "field": "security_context.privileged", "reason": reason} if {
	some container in input.containers
	container.unknown
	_may_be_exposed(container.workload)
	reason := unknown.reason(container, "security_context.privileged")
}

undecided contains {"ref": workload.ref, "field": "host_pid", "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	_may_be_exposed(workload)
	reason := unknown.reason(workload, "host_pid")
}

undecided contains host_paths.path_unknown(mount) if {
	some mount in input.volume_mounts
	mount.unknown.host_path
	_may_be_exposed(mount.workload)
}

undecided contains {"ref": mount.ref, "field": field, "reason": reason} if {
	some mount in input.volume_mounts
	mount.host_path
	some field, reason in host_paths.manner_unknown(mount)
	_may_be_exposed(mount.workload)
	host_paths.danger_of_writing(mount.host_path) == "critical"
	not host_paths.socket(mount)
}

_may_be_exposed(workload) if workload.exposures[0]

_may_be_exposed(workload) if workload.unknown.exposures

# What a mount does that gives its container the node; undefined if it does not.
_gain(mount) := sprintf("mounts %s, which leads to the socket of the container runtime", [mount.host_path]) if {
	host_paths.socket(mount)
}

else := sprintf("mounts %s of the node, writable", [mount.host_path]) if {
	host_paths.danger(mount) == "critical"
}

_message(subject, workload, privilege) := sprintf("%s, which the internet reaches through %s, %s", [
	subject, exposure.names(workload), privilege,
])
