package rules["pod-security"]["psp-weaker-than-baseline_test"]

import data.rules["pod-security"]["psp-weaker-than-baseline"] as rule

test_each_field_that_baseline_forbids_is_found if {
	cases := {
		"privileged": [{"privileged": true}, "privileged", "privileged containers"],
		"hostNetwork": [{"host_network": true}, "host_network", "pods in the node's network"],
		"hostPID": [{"host_pid": true}, "host_pid", "pods that see the processes of the node"],
		"hostIPC": [{"host_ipc": true}, "host_ipc", "pods that share memory with the node"],
		"hostPorts": [{"host_ports": [{"min": 80, "max": 80}]}, "host_ports", "ports of the node"],
		"all volumes": [{"volumes": ["*"]}, "volumes.0", "any path of the node"],
		"hostPath": [{"volumes": ["secret", "hostPath"]}, "volumes.1", "any path of the node"],
		"capability": [
			{"allowed_capabilities": ["CHOWN", "NET_ADMIN"]},
			"allowed_capabilities.1", `the capability "NET_ADMIN"`,
		],
		"all capabilities": [{"allowed_capabilities": ["*"]}, "allowed_capabilities.0", `the capability "*"`],
		"default capability": [
			{"default_add_capabilities": ["NET_RAW"]},
			"default_add_capabilities.0", `the capability "NET_RAW"`,
		],
		"sysctl": [{"allowed_unsafe_sysctls": ["kernel.*"]}, "allowed_unsafe_sysctls.0", `the sysctl "kernel.*"`],
		"proc mount": [
			{"allowed_proc_mount_types": ["Default", "Unmasked"]},
			"allowed_proc_mount_types.1", `the proc mount "Unmasked"`,
		],
		"SELinux": [{"se_linux": {"rule": "RunAsAny"}}, "se_linux.rule", "any SELinux label"],
		"SELinux type": [
			{"se_linux": {"rule": "MustRunAs", "se_linux_options": {"type": "spc_t", "level": "s0"}}},
			"se_linux.se_linux_options.type", `the SELinux type "spc_t"`,
		],
	}
	every _, test in cases {
		found := rule.findings with input as _with(24, test[0])
		found == {{
			"ref": 3, "field": test[1], "severity": "high",
			"message": sprintf("PodSecurityPolicy \"strict\" admits %s", [test[2]]),
		}}
	}
}

test_narrowed_paths_are_found_one_by_one_if_they_may_be_written if {
	policy := {"volumes": ["hostPath"], "allowed_host_paths": [
		{"path_prefix": "/a", "read_only": true},
		{"path_prefix": "/b", "read_only": false},
	]}
	found := rule.findings with input as _with(24, policy)
	{[f.field, f.message] | some f in found} == {
		["volumes.0", `PodSecurityPolicy "strict" admits paths of the node`],
		["allowed_host_paths.1", `PodSecurityPolicy "strict" admits the path "/b" of the node with write access`],
	}
}

test_paths_without_volumes_of_that_type_allow_nothing if {
	rule.findings == set() with input as _with(24, {
		"volumes": ["secret"],
		"allowed_host_paths": [{"path_prefix": "/b", "read_only": false}],
	})
}

test_profiles_in_annotations_are_found if {
	seccomp := "seccomp.security.alpha.kubernetes.io/allowedProfileNames"
	apparmor := "apparmor.security.beta.kubernetes.io/allowedProfileNames"
	found := rule.findings with input as _with(24, {"annotations": {
		seccomp: "runtime/default, unconfined",
		apparmor: "*",
	}})
	{[f.field, f.message] | some f in found} == {
		[["annotations", seccomp], `PodSecurityPolicy "strict" admits the seccomp profile "unconfined"`],
		[["annotations", apparmor], `PodSecurityPolicy "strict" admits the AppArmor profile "*"`],
	}
	rule.findings == set()
		with input as _with(24, {"annotations": {seccomp: "localhost/a,runtime/default", apparmor: "runtime/default"}})
}

test_what_baseline_permits_is_not_found if {
	rule.findings == set() with input as _with(24, {
		"privileged": false, "host_network": false, "volumes": ["configMap", "nfs"],
		"allowed_capabilities": ["NET_BIND_SERVICE"], "allowed_unsafe_sysctls": ["net.ipv4.tcp_syncookies"],
		"allowed_proc_mount_types": ["Default"], "run_as_user": {"rule": "RunAsAny"},
		"se_linux": {"rule": "MustRunAs", "se_linux_options": {"type": "container_t"}},
	})
	rule.findings == set() with input as _with(24, {})
}

test_sysctls_are_safe_from_the_version_that_says_so if {
	count(rule.findings) == 1 with input as _with(28, {"allowed_unsafe_sysctls": ["net.ipv4.tcp_fin_timeout"]})
	count(rule.findings) == 0 with input as _with(29, {"allowed_unsafe_sysctls": ["net.ipv4.tcp_fin_timeout"]})
}

test_versions_without_policies_make_it_one_level_lower if {
	high := rule.findings with input as _with(24, {"privileged": true})
	{f.severity | some f in high} == {"high"}
	medium := rule.findings with input as _with(25, {"privileged": true})
	{f.severity | some f in medium} == {"medium"}
}

test_a_policy_for_accounts_of_kube_system_only_is_accepted if {
	rule.findings == set() with input as _used([_account("aws-node", "kube-system")])
	rule.findings == set() with input as _used([{"ref": 6, "kind": "Group", "name": "system:serviceaccounts:kube-system"}])
	count(rule.findings) == 1 with input as _used([_account("aws-node", "kube-system"), _account("web", "shop")])
	count(rule.findings) == 1 with input as _used([{"ref": 6, "kind": "User", "name": "alice"}])
	count(rule.findings) == 1 with input as _used([])
	every subject in [
		{"ref": 6, "kind": "User", "name": "system:serviceaccounts:kube-system"},
		{"ref": 6, "kind": "Group", "name": "system:serviceaccounts"},
		{"ref": 6, "kind": "User", "name": "aws-node", "namespace": "kube-system"},
	] {
		count(rule.findings) == 1 with input as _used([subject])
	}
}

test_a_policy_for_accounts_of_kube_system_only_is_not_undecided if {
	used := _used([_account("aws-node", "kube-system")])
	policy := object.union(used.pod_security_policies[0], {"unknown": {"host_pid": "template-value"}})
	rule.undecided == set() with input as object.union(used, {"pod_security_policies": [policy]})
}

test_options_of_selinux_count_only_if_they_must_be_used if {
	found := rule.findings with input as _with(24, {"se_linux": {
		"rule": "RunAsAny",
		"se_linux_options": {"type": "spc_t"},
	}})
	{f.field | some f in found} == {"se_linux.rule"}
}

test_paths_that_may_be_read_only_are_not_found if {
	found := rule.findings with input as _with(24, {
		"volumes": ["hostPath"], "allowed_host_paths": [{"path_prefix": "/b", "read_only": false}],
		"unknown": {"allowed_host_paths.read_only": "template-value"},
	})
	{f.field | some f in found} == {"volumes.0"}
}

test_unknown_fields_are_undecided if {
	policy := {"unknown": {"privileged": "template-value", "fs_group": "template-value"}}
	rule.findings == set() with input as _with(24, policy)
	rule.undecided == {{"ref": 3, "field": "privileged", "reason": "template-value"}} with input as _with(24, policy)
	annotation := "seccomp.security.alpha.kubernetes.io/allowedProfileNames"
	rule.undecided == {{
		"ref": 3, "field": ["annotations", annotation],
		"reason": "template-value",
	}} with input as _with(24, {"unknown": {sprintf("annotations.%s", [annotation]): "template-value"}})
}

test_places_count_elements_that_are_unknown if {
	policy := {
		"volumes": ["secret", "hostPath"],
		"unknown": {"volumes": "template-value", "volumes.1": "template-value"},
	}
	found := rule.findings with input as _with(24, policy)
	{f.field | some f in found} == {"volumes.2"}
}

_with(minor, policy) := {
	"settings": {"kubernetes_minor": minor},
	"pod_security_policies": [object.union({"ref": 3, "kind": "PodSecurityPolicy", "name": "strict"}, policy)],
}

_used(subjects) := object.union(_with(24, {"privileged": true}), {
	"roles": [{"ref": 4, "kind": "ClusterRole", "name": "use", "rules": [{
		"ref": 5, "verbs": ["use"], "api_groups": ["policy"],
		"resources": ["podsecuritypolicies"], "resource_names": ["strict"],
	}]}],
	"role_bindings": [{
		"ref": 8, "kind": "ClusterRoleBinding", "name": "use",
		"role_kind": "ClusterRole", "role_name": "use", "subjects": subjects,
	}],
})

_account(name, namespace) := {"ref": 7, "kind": "ServiceAccount", "name": name, "namespace": namespace}
