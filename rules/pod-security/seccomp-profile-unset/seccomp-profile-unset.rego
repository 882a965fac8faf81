# METADATA
# title: No seccomp profile
# description: |
#   A container without a seccomp profile may make every system call of the node's kernel.
#   The runtime's own profile blocks those that programs do not need and that exploits of the
#   kernel go through.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
#   - ref: https://kubernetes.io/docs/tutorials/security/seccomp/
#     description: Kubernetes, seccomp
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/runtime-security.html
#     description: EKS Best Practices Guide, runtime security
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `seccompProfile.type` to `RuntimeDefault` in the pod's `securityContext`.
#   targets: [containers]
#   scope: unit
#   pss:
#     - level: restricted
#       check: seccompProfile_restricted
#       since: 19
package rules["pod-security"]["seccomp-profile-unset"]

import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.profiles
import data.rules.lib.unknown

findings contains {
	"ref": container.ref,
	"field": "security_context.seccomp_profile",
	"message": message,
	"severity": _severity,
} if {
	some container in input.containers
	not container.effective.seccomp_profile
	not unknown.reason(container, "effective.seccomp_profile")
	_judged(container.workload)
	message := sprintf("%s has no seccomp profile, and neither has its pod", [naming.container(container)])
}

# The pod's own value is the one at fault then, and the rule about such values has more to
# say about it.
findings contains {
	"ref": container.workload.ref,
	"field": "security_context.seccomp_profile.type",
	"message": message,
	"severity": _severity,
} if {
	some container in input.containers
	container.effective.seccomp_profile_origin == "pod"
	not _confined(container.effective)
	not unknown.reason(container, "effective.seccomp_profile.type")
	_judged(container.workload)
	message := sprintf("%s gives its containers no seccomp profile", [naming.object_of(container.workload)])
}

# If the pod has a valid profile, a container without one of its own has that.
undecided contains {"ref": container.ref, "field": "security_context.seccomp_profile", "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, "security_context.seccomp_profile")
	not _confined(object.get(container.workload, "security_context", {}))
	not exemptions.windows(container.workload)
}

undecided contains {
	"ref": container.workload.ref,
	"field": "security_context.seccomp_profile.type",
	"reason": reason,
} if {
	some container in input.containers
	container.workload.unknown
	reason := unknown.reason(container.workload, "security_context.seccomp_profile.type")
	not container.security_context.seccomp_profile
	not unknown.reason(container, "security_context.seccomp_profile")
	not exemptions.windows(container.workload)
}

undecided contains {"ref": container.workload.ref, "field": "os.name", "reason": reason} if {
	some container in input.containers
	container.workload.unknown
	not container.effective.seccomp_profile_origin == "container"
	not _confined(container.effective)
	reason := exemptions.windows_unknown(container.workload)
}

_judged(workload) if {
	not exemptions.windows(workload)
	not exemptions.windows_unknown(workload)
}

_confined(security_context) if security_context.seccomp_profile.type in profiles.allowed

default _severity := "low"

# The kubelet gives its own profile to containers without one.
_severity := "info" if {
	some setting in input.kubelet_settings
	_is_default(setting)
	every class in object.get(input, "ec2_node_classes", []) {
		_says_so(class)
	}
	not input.node_classes
	not input.node_groups
	not input.launch_templates
	not input.launch_configurations
	not _says_otherwise
}

_is_default(setting) if {
	setting.setting == "seccompDefault"
	setting.value == "true"
}

_says_so(class) if {
	some setting in input.kubelet_settings
	_is_default(setting)
	setting.kind == class.kind
	setting.name == class.name
}

_says_otherwise if {
	some setting in input.kubelet_settings
	setting.setting == "seccompDefault"
	setting.value != "true"
}
