# METADATA
# title: Unconfined seccomp profile
# description: |
#   Without a seccomp profile a container may make every system call, and with it reach
#   the flaws of all parts of the kernel. The runtime's own profile blocks those that
#   programs rarely need; it has stopped several ways out of a container.
# related_resources:
#   - ref: https://kubernetes.io/docs/tutorials/security/seccomp/
#     description: Seccomp in Kubernetes
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/runtime-security.html
#     description: EKS Best Practices Guide, runtime security
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Set `seccompProfile.type` to `RuntimeDefault`.
#   targets: [workloads, containers]
#   pss:
#     - level: baseline
#       check: seccompProfile_baseline
package rules["pod-security"]["seccomp-unconfined"]

import data.rules.lib.agents
import data.rules.lib.annotations
import data.rules.lib.exemptions
import data.rules.lib.naming
import data.rules.lib.profiles
import data.rules.lib.unknown

findings contains {
	"ref": workload.ref,
	"field": _type,
	"message": sprintf("%s sets seccomp %s", [naming.object_of(workload), profiles.named(profile)]),
	"severity": agents.severity(workload, "high"),
	"also_pss": ["seccompProfile_restricted" | _restricted(workload)],
} if {
	some workload in input.workloads
	profile := workload.security_context.seccomp_profile
	profiles.refused(workload, profile, _profile)
	not _only_annotations
}

findings contains {
	"ref": container.ref,
	"field": _type,
	"message": sprintf("%s sets seccomp %s", [naming.container(container), profiles.named(profile)]),
	"severity": agents.severity(container.workload, "high"),
	"also_pss": ["seccompProfile_restricted" | _restricted(container.workload)],
} if {
	some container in input.containers
	profile := container.security_context.seccomp_profile
	profiles.refused(container, profile, _profile)
	not _only_annotations
}

findings contains {
	"ref": workload.ref,
	"field": ["pod_annotations", name],
	"message": sprintf("%s sets seccomp profile %q by annotation", [naming.object_of(workload), value]),
	"severity": agents.severity(workload, "high"),
} if {
	_only_annotations
	some workload in input.workloads
	some name, value in workload.pod_annotations
	_is_read(workload, name)
	not _allowed(value)
}

# Nothing reads the annotations any more, and the standards do not judge them.
findings contains {
	"ref": workload.ref,
	"field": ["pod_annotations", name],
	"message": _ignored(workload),
	"severity": "info",
	"pss": [],
} if {
	some workload in input.workloads
	some name, _ in workload.pod_annotations
	contains(name, _domain)
	_is_leftover(workload, name)
}

# The value does not matter.
findings contains {
	"ref": workload.ref,
	"field": ["pod_annotations", name],
	"message": _ignored(workload),
	"severity": "info",
	"pss": [],
} if {
	some workload in input.workloads
	some key, _ in workload.unknown
	contains(key, _domain)
	startswith(key, "pod_annotations.")
	name := trim_prefix(key, "pod_annotations.")
	_is_leftover(workload, name)
}

undecided contains {"ref": workload.ref, "field": _type, "reason": reason} if {
	some workload in input.workloads
	workload.unknown
	reason := unknown.reason(workload, _type)
	not _only_annotations
}

undecided contains {"ref": container.ref, "field": _type, "reason": reason} if {
	some container in input.containers
	container.unknown
	reason := unknown.reason(container, _type)
	not _only_annotations
}

undecided contains {"ref": workload.ref, "field": field, "reason": reason} if {
	some workload in input.workloads
	some key, reason in workload.unknown
	startswith(key, "pod_annotations")
	some prefix in [_pod, _container]
	field := annotations.unknown_field(key, prefix)
	_matters(field)
}

_profile := "security_context.seccomp_profile"

_type := "security_context.seccomp_profile.type"

_pod := "seccomp.security.alpha.kubernetes.io/pod"

_container := "container.seccomp.security.alpha.kubernetes.io/"

# The fields came with Kubernetes 1.19.
_only_annotations if input.settings.kubernetes_minor < 19

# The restricted profile refuses such a value too.
_restricted(workload) if {
	not exemptions.windows(workload)
	not exemptions.windows_unknown(workload)
}

# What the names of all these annotations hold.
_domain := "seccomp.security.alpha.kubernetes.io/"

_ignored(workload) := sprintf("%s sets a seccomp profile by an annotation, which Kubernetes ignores since 1.27", [
	naming.object_of(workload),
])

# An annotation is ignored and not the work of a chart that sets the field beside it, for
# the clusters that need it.
_is_leftover(workload, name) if {
	not _only_annotations
	_is_seccomp(name)
	not _is_replaced(workload, name)
}

# The value of an annotation matters only where it is read; whether there is one, always.
_matters(_) if _only_annotations

_matters(field) if field == ["pod_annotations"]

_is_seccomp(name) if name == _pod

_is_seccomp(name) if startswith(name, _container)

_is_read(_, name) if name == _pod

_is_read(workload, name) if {
	startswith(name, _container)
	some container in workload.containers
	name == concat("", [_container, container.name])
}

_is_replaced(workload, name) if {
	name == _pod
	_has(workload, "security_context", _profile)
}

_is_replaced(workload, name) if {
	some container in workload.containers
	name == concat("", [_container, container.name])
	_has(container, "effective", "effective.seccomp_profile")
}

# The node has a profile, or may have one.
_has(node, holder, _) if node[holder].seccomp_profile

_has(node, _, field) if {
	node.unknown
	unknown.reason(node, field)
}

_allowed("runtime/default")

_allowed("docker/default")

_allowed(value) if startswith(value, "localhost/")
