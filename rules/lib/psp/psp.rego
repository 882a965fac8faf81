# METADATA
# title: PodSecurityPolicies
# description: |
#   What a PodSecurityPolicy lets through, measured by the levels of the Pod Security
#   Standards, and who may use it. Kubernetes had such policies until 1.24; in later ones
#   this helps to translate them.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/
#   - ref: https://v1-24.docs.kubernetes.io/docs/concepts/security/pod-security-policy/
# schemas:
#   - input: schema
package rules.lib.psp

import data.rules.lib.capabilities
import data.rules.lib.selinux
import data.rules.lib.sysctls
import data.rules.lib.unknown

# METADATA
# description: Is true if the cluster does not know PodSecurityPolicies any more.
gone if input.settings.kubernetes_minor >= 25

# METADATA
# description: |
#   Is the severity that is given, or the next lower one in versions in which policies
#   enforce nothing.
# scope: document
severity(given) := given if not gone

severity(given) := _lower[given] if gone

_lower := {"high": "medium", "medium": "low", "low": "info", "info": "info"}

# METADATA
# description: |
#   Are the places, by the ref of the policy, at which a policy admits what the level
#   baseline forbids, with what it admits there.
# scope: document
beyond_baseline[policy.ref] contains {"field": field, "admits": admits} if {
	some policy in input.pod_security_policies
	some field, admits in {
		"privileged": "privileged containers",
		"host_network": "pods in the node's network",
		"host_pid": "pods that see the processes of the node",
		"host_ipc": "pods that share memory with the node",
	}
	policy[field] == true
}

beyond_baseline[policy.ref] contains {"field": "host_ports", "admits": "ports of the node"} if {
	some policy in input.pod_security_policies
	policy.host_ports
}

beyond_baseline[policy.ref] contains {"field": _item(policy, "volumes", i), "admits": admits} if {
	some policy in input.pod_security_policies
	some i, type in policy.volumes
	type in _host_volumes
	admits := _paths[_narrowed(policy)]
}

beyond_baseline[policy.ref] contains {
	"field": _item(policy, "allowed_host_paths", i),
	"admits": sprintf("the path %q of the node with write access", [path.path_prefix]),
} if {
	some policy in input.pod_security_policies
	some i, path in policy.allowed_host_paths
	not path.read_only
	not unknown.reason(policy, "allowed_host_paths.read_only")
	some type in policy.volumes
	type in _host_volumes
}

beyond_baseline[policy.ref] contains {
	"field": _item(policy, list, i),
	"admits": sprintf("the capability %q", [name]),
} if {
	some policy in input.pod_security_policies
	some list in {"allowed_capabilities", "default_add_capabilities"}
	some i, name in policy[list]
	not name in capabilities.baseline
}

beyond_baseline[policy.ref] contains {
	"field": _item(policy, "allowed_unsafe_sysctls", i),
	"admits": sprintf("the sysctl %q", [name]),
} if {
	some policy in input.pod_security_policies
	some i, name in policy.allowed_unsafe_sysctls
	not _is_safe(name)
}

beyond_baseline[policy.ref] contains {
	"field": _item(policy, "allowed_proc_mount_types", i),
	"admits": sprintf("the proc mount %q", [type]),
} if {
	some policy in input.pod_security_policies
	some i, type in policy.allowed_proc_mount_types
	type != "Default"
}

beyond_baseline[policy.ref] contains {"field": "se_linux.rule", "admits": "any SELinux label"} if {
	some policy in input.pod_security_policies
	policy.se_linux.rule == "RunAsAny"
}

beyond_baseline[policy.ref] contains {
	"field": sprintf("se_linux.se_linux_options.%s", [option]),
	"admits": sprintf("the SELinux %s %q", [option, value]),
} if {
	some policy in input.pod_security_policies
	policy.se_linux.rule == "MustRunAs"
	some option, value in policy.se_linux.se_linux_options
	selinux.is_custom(option, value)
}

beyond_baseline[policy.ref] contains {
	"field": ["annotations", annotation],
	"admits": sprintf("the %s profile %q", [kind, profile]),
} if {
	some policy in input.pod_security_policies
	some annotation, kind in {allowed_seccomp: "seccomp", _allowed_apparmor: "AppArmor"}
	some profile in _profiles(policy, annotation)
	profile in {"*", "unconfined"}
}

# METADATA
# description: |
#   Are the places, by the ref of the policy, at which a policy lacks what the level
#   restricted asks for, with what is wrong there and the severity of that.
# scope: document
below_restricted[policy.ref] contains {
	"field": "allow_privilege_escalation",
	"says": "allows privilege escalation",
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	not policy.allow_privilege_escalation == false
	not unknown.reason(policy, "allow_privilege_escalation")
}

below_restricted[policy.ref] contains {
	"field": "required_drop_capabilities",
	"says": "does not drop all capabilities",
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	not _drops_all(policy)
	not unknown.reason(policy, "required_drop_capabilities")
}

below_restricted[policy.ref] contains {
	"field": "run_as_user.rule",
	"says": "lets containers run as root",
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	not _runs_as_other(policy)
	not unknown.reason(policy, "run_as_user.rule")
}

below_restricted[policy.ref] contains {
	"field": sprintf("%s.rule", [field]),
	"says": sprintf("lets containers have root as a group by %s", [name]),
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	some field, name in _groups
	not policy[field].rule == "MustRunAs"
	not unknown.reason(policy, sprintf("%s.rule", [field]))
}

below_restricted[policy.ref] contains {
	"field": sprintf("%s.ranges.%d.min", [field, i]),
	"says": sprintf("has 0 in the range of %s", [name]),
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	some field, name in object.union(_groups, {"run_as_user": "runAsUser"})
	policy[field].rule == "MustRunAs"
	some i, range in policy[field].ranges
	object.get(range, "min", 0) < 1
	not unknown.reason(policy, sprintf("%s.ranges.min", [field]))
}

below_restricted[policy.ref] contains {
	"field": _item(policy, "volumes", i),
	"says": sprintf("allows volumes of type %q", [type]),
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	some i, type in policy.volumes
	not type in _restricted_volumes
}

below_restricted[policy.ref] contains {
	"field": ["annotations", annotation],
	"says": sprintf("has the seccomp profile %q", [profile]),
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	some annotation in {allowed_seccomp, default_seccomp}
	some profile in _profiles(policy, annotation)
	not _is_confined(profile)
}

below_restricted[policy.ref] contains {
	"field": ["annotations", allowed_seccomp],
	"says": "asks for no seccomp profile",
	"severity": "medium",
} if {
	some policy in input.pod_security_policies
	not policy.annotations[allowed_seccomp]
	not policy.annotations[default_seccomp]
	not _annotation_unknown(policy, allowed_seccomp)
	not _annotation_unknown(policy, default_seccomp)
}

below_restricted[policy.ref] contains {
	"field": "read_only_root_filesystem",
	"says": "lets containers write to their root filesystem",
	"severity": "info",
} if {
	some policy in input.pod_security_policies
	not policy.read_only_root_filesystem
	not unknown.reason(policy, "read_only_root_filesystem")
}

# METADATA
# description: |
#   Are the fields, by the ref of the policy, that decide about the level baseline and are
#   unknown, with the reason.
# scope: document
unknown_of_baseline[policy.ref] contains {"field": field, "reason": reason} if {
	some policy in input.pod_security_policies
	policy.unknown
	some field in {
		"privileged", "host_network", "host_pid", "host_ipc", "host_ports", "volumes",
		"allowed_capabilities", "default_add_capabilities", "allowed_unsafe_sysctls",
		"allowed_proc_mount_types", "se_linux.rule", "se_linux.se_linux_options.type",
	}
	reason := unknown.reason(policy, field)
}

unknown_of_baseline[policy.ref] contains {"field": ["annotations", annotation], "reason": reason} if {
	some policy in input.pod_security_policies
	policy.unknown
	some annotation in {allowed_seccomp, _allowed_apparmor}
	reason := _annotation_unknown(policy, annotation)
}

# METADATA
# description: |
#   Are the fields, by the ref of the policy, that decide about the level restricted and are
#   unknown, with the reason.
# scope: document
unknown_of_restricted[policy.ref] contains {"field": field, "reason": reason} if {
	some policy in input.pod_security_policies
	policy.unknown
	some field in {
		"allow_privilege_escalation", "required_drop_capabilities", "run_as_user.rule",
		"supplemental_groups.rule", "fs_group.rule", "volumes", "read_only_root_filesystem",
	}
	reason := unknown.reason(policy, field)
}

unknown_of_restricted[policy.ref] contains {"field": sprintf("%s.ranges", [field]), "reason": reason} if {
	some policy in input.pod_security_policies
	policy.unknown
	some field in {"run_as_user", "supplemental_groups", "fs_group"}
	reason := unknown.reason(policy, sprintf("%s.ranges.min", [field]))
}

unknown_of_restricted[policy.ref] contains {"field": ["annotations", annotation], "reason": reason} if {
	some policy in input.pod_security_policies
	policy.unknown
	some annotation in {allowed_seccomp, default_seccomp}
	reason := _annotation_unknown(policy, annotation)
}

# METADATA
# description: Is the annotation with the seccomp profiles that a policy allows.
allowed_seccomp := "seccomp.security.alpha.kubernetes.io/allowedProfileNames"

# METADATA
# description: Is the annotation with the seccomp profile that a policy sets.
default_seccomp := "seccomp.security.alpha.kubernetes.io/defaultProfileName"

_allowed_apparmor := "apparmor.security.beta.kubernetes.io/allowedProfileNames"

_annotation_unknown(policy, annotation) := unknown.reason(policy, sprintf("annotations.%s", [annotation]))

_profiles(policy, annotation) := {trim_space(profile) |
	some profile in split(policy.annotations[annotation], ",")
}

_drops_all(policy) if "ALL" in policy.required_drop_capabilities

_runs_as_other(policy) if policy.run_as_user.rule in {"MustRunAs", "MustRunAsNonRoot"}

_is_confined(profile) if profile in {"runtime/default", "docker/default"}

_is_confined(profile) if startswith(profile, "localhost/")

_is_safe(name) if input.settings.kubernetes_minor >= sysctls.safe_since[name]

_item(policy, list, i) := sprintf("%s.%d", [list, unknown.index(policy, list, i)])

_host_volumes := {"*", "hostPath"}

# Without a list of allowed paths all are allowed.
_narrowed(policy) if policy.allowed_host_paths

_narrowed(policy) := false if not policy.allowed_host_paths

_paths := {true: "paths of the node", false: "any path of the node"}

_groups := {"supplemental_groups": "supplementalGroups", "fs_group": "fsGroup"}

_restricted_volumes := {
	"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
	"projected", "secret",
}

# METADATA
# description: |
#   Are the rules of roles that let their subjects use policies, by kind, namespace and name
#   of the role. An aggregated role has other rules than it says.
using := object.union_n([_using])

# The value of a complete rule is kept, where this one would be searched for each key anew.
_using[[role.kind, object.get(role, "namespace", ""), role.name]] contains rule if {
	some role in input.roles
	not role.aggregation_selectors
	some rule in role.rules
	_matches(rule.verbs, "use")
	_matches(rule.resources, "podsecuritypolicies")
	_of_policies(rule)
}

# METADATA
# description: Are the bindings to roles that let their subjects use policies, with a rule of the role.
grants contains {"binding": binding, "rule": rule} if {
	some binding in input.role_bindings
	some rule in using[[binding.role_kind, _role_namespace(binding), binding.role_name]]
}

# METADATA
# description: Is true for a rule that lets its subjects use a policy of a name.
# scope: document
names(rule, _) if not rule.resource_names

names(rule, name) if name in rule.resource_names

# METADATA
# description: |
#   Is true for a policy that system agents only may use: all who may are service accounts
#   of kube-system, and there are some.
for_system(policy) if {
	users := {subject |
		some grant in grants
		names(grant.rule, policy.name)
		some subject in grant.binding.subjects
	}
	count(users) > 0
	every user in users {
		_is_system(user)
	}
}

_is_system(subject) if {
	subject.kind == "ServiceAccount"
	subject.namespace == "kube-system"
}

_is_system(subject) if {
	subject.kind == "Group"
	subject.name == "system:serviceaccounts:kube-system"
}

_role_namespace(binding) := "" if binding.role_kind == "ClusterRole"

_role_namespace(binding) := object.get(binding, "namespace", "") if binding.role_kind == "Role"

_matches(list, _) if "*" in list

_matches(list, wanted) if wanted in list

_of_policies(rule) if {
	some group in rule.api_groups
	group in {"policy", "extensions", "*"}
}
