# METADATA
# title: AppArmor profile disabled
# description: |
#   On nodes with AppArmor the runtime confines every container with its default profile,
#   unless the pod turns that off. Nodes with Amazon Linux or Bottlerocket run SELinux and
#   ignore the field; a manifest may end up on others.
# related_resources:
#   - ref: https://kubernetes.io/docs/tutorials/security/apparmor/
#     description: AppArmor in Kubernetes
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/runtime-security.html
#     description: EKS Best Practices Guide, runtime security
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Remove the profile, or set its `type` to `RuntimeDefault` or `Localhost`.
#   targets: [workloads, containers]
#   pss:
#     - level: baseline
#       check: appArmorProfile
package rules["pod-security"]["apparmor-profile-disabled"]

import data.rules.lib.agents
import data.rules.lib.annotations
import data.rules.lib.naming
import data.rules.lib.profiles
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": _type,
	"message": _message(naming.object_of(workload), profiles.named(profile)),
	"severity": agents.severity(workload, "medium"),
} if {
	some workload in input.workloads
	profile := workload.security_context.app_armor_profile
	profiles.refused(workload, profile, _profile)
}

findings contains {
	"ref": container.ref,
	"field": _type,
	"message": _message(naming.container(container), profiles.named(profile)),
	"severity": agents.severity(container.workload, "medium"),
} if {
	some container in input.containers
	profile := container.security_context.app_armor_profile
	profiles.refused(container, profile, _profile)
}

findings contains {
	"ref": workload.ref,
	"field": ["pod_annotations", name],
	"message": _message(naming.object_of(workload), sprintf("profile %q by annotation", [value])),
	"severity": agents.severity(workload, "medium"),
} if {
	some workload in input.workloads
	some name, value in workload.pod_annotations
	startswith(name, _annotation)
	not _allowed(value)
}

undecided contains {"ref": workload.ref, "field": _type, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	reason := unknown.reason(workload, _type)
}

undecided contains {"ref": container.ref, "field": _type, "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, _type)
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	some key, reason in workload.unknown
	startswith(key, "pod_annotations")
	field := annotations.unknown_field(key, _annotation)
}

_profile := "security_context.app_armor_profile"

_type := "security_context.app_armor_profile.type"

_annotation := "container.apparmor.security.beta.kubernetes.io/"

_allowed("")

_allowed("runtime/default")

_allowed(value) if startswith(value, "localhost/")

_message(who, what) := sprintf(
	"%s sets AppArmor %s, which has no effect on Amazon Linux and Bottlerocket nodes",
	[who, what],
)
