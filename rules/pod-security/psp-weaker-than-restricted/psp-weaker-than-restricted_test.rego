package rules["pod-security"]["psp-weaker-than-restricted_test"]

import data.rules["pod-security"]["psp-weaker-than-restricted"] as rule

test_a_policy_that_sets_everything_is_fine if {
	rule.findings == set() with input as _with(24, {})
}

test_each_field_that_is_missing_is_found if {
	cases := {
		"allow_privilege_escalation": ["allows privilege escalation", "medium"],
		"required_drop_capabilities": ["does not drop all capabilities", "medium"],
		"run_as_user": ["lets containers run as root", "medium"],
		"supplemental_groups": ["lets containers have root as a group by supplementalGroups", "medium"],
		"fs_group": ["lets containers have root as a group by fsGroup", "medium"],
		"annotations": ["asks for no seccomp profile", "medium"],
		"read_only_root_filesystem": ["lets containers write to their root filesystem", "info"],
	}
	every field, test in cases {
		found := rule.findings with input as _without(24, field)
		{[f.severity, f.message] | some f in found} == {[test[1], sprintf("PodSecurityPolicy \"strict\" %s", [test[0]])]}
	}
}

test_each_field_that_is_set_wrongly_is_found_at_its_place if {
	cases := [
		[{"allow_privilege_escalation": true}, "allow_privilege_escalation"],
		[{"required_drop_capabilities": ["NET_RAW"]}, "required_drop_capabilities"],
		[{"run_as_user": {"rule": "RunAsAny"}}, "run_as_user.rule"],
		[{"run_as_user": {"rule": "MustRunAs", "ranges": [{"min": 1}, {"min": 0}]}}, "run_as_user.ranges.1.min"],
		[{"supplemental_groups": {"rule": "RunAsAny"}}, "supplemental_groups.rule"],
		[{"supplemental_groups": {"rule": "MayRunAs", "ranges": [{"min": 1, "max": 2}]}}, "supplemental_groups.rule"],
		[{"fs_group": {"rule": "MustRunAs", "ranges": [{"max": 2}]}}, "fs_group.ranges.0.min"],
		[{"volumes": ["secret", "nfs"]}, "volumes.1"],
		[{"read_only_root_filesystem": false}, "read_only_root_filesystem"],
		[
			{"annotations": {"seccomp.security.alpha.kubernetes.io/allowedProfileNames": "runtime/default,audit"}},
			["annotations", "seccomp.security.alpha.kubernetes.io/allowedProfileNames"],
		],
		[
			{"annotations": {"seccomp.security.alpha.kubernetes.io/defaultProfileName": "unconfined"}},
			["annotations", "seccomp.security.alpha.kubernetes.io/defaultProfileName"],
		],
	]
	every test in cases {
		found := rule.findings with input as _with(24, test[0])
		{f.field | some f in found} == {test[1]}
	}
}

test_what_restricted_permits_is_not_found if {
	every fine in [
		{"run_as_user": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]}},
		{"volumes": ["configMap", "emptyDir", "projected", "secret"]},
		{"volumes": ["downwardAPI", "persistentVolumeClaim", "csi", "ephemeral"]},
		{"annotations": {"seccomp.security.alpha.kubernetes.io/defaultProfileName": "docker/default"}},
		{"annotations": {"seccomp.security.alpha.kubernetes.io/allowedProfileNames": "runtime/default,localhost/a"}},
	] {
		rule.findings == set() with input as _with(24, fine)
	}
}

test_a_policy_is_meant_as_restricted_by_its_name_or_since_it_satisfies_baseline if {
	broken := {"allow_privilege_escalation": true}
	count(rule.findings) == 1 with input as _with(24, broken)
	count(rule.findings) == 0 with input as _with(24, object.union(broken, {"privileged": true}))
	named := object.union(broken, {"privileged": true, "name": "eks.Restricted"})
	count(rule.findings) == 1 with input as _with(24, named)
}

test_versions_without_policies_make_it_one_level_lower if {
	found := rule.findings
		with input as _with(25, {"allow_privilege_escalation": true, "read_only_root_filesystem": false})
	{[f.field, f.severity] | some f in found} == {
		["allow_privilege_escalation", "low"],
		["read_only_root_filesystem", "info"],
	}
}

test_unknown_fields_are_undecided if {
	policy := {"allow_privilege_escalation": "", "unknown": {"allow_privilege_escalation": "template-value"}}
	rule.undecided == {{
		"ref": 3, "field": "allow_privilege_escalation",
		"reason": "template-value",
	}} with input as _without_and(24, "allow_privilege_escalation", policy)
	rule.findings == set() with input as _without_and(24, "allow_privilege_escalation", policy)
	rule.undecided == {{
		"ref": 3, "field": "fs_group.ranges",
		"reason": "template-value",
	}} with input as _with(24, {
		"fs_group": {"rule": "MustRunAs", "ranges": [{"max": 2}]},
		"unknown": {"fs_group.ranges.min": "template-value"},
	})
}

test_an_unknown_field_is_never_found if {
	default_profile := "annotations.seccomp.security.alpha.kubernetes.io/defaultProfileName"
	allowed_profiles := "annotations.seccomp.security.alpha.kubernetes.io/allowedProfileNames"
	every test in [
		["required_drop_capabilities", "required_drop_capabilities"], ["run_as_user", "run_as_user.rule"],
		["supplemental_groups", "supplemental_groups.rule"], ["fs_group", "fs_group.rule"],
		["read_only_root_filesystem", "read_only_root_filesystem"],
		["annotations", default_profile], ["annotations", allowed_profiles],
	] {
		policy := object.union(_strict, {"name": "restricted", "unknown": {test[1]: "template-value"}})
		model := _of(24, object.remove(policy, [test[0]]))
		rule.findings == set() with input as model
		{u.reason | some u in rule.undecided} == {"template-value"} with input as model
	}
	ranges := {
		"fs_group": {"rule": "MustRunAs", "ranges": [{"max": 2}]},
		"unknown": {"fs_group.ranges.min": "template-value"},
	}
	rule.findings == set() with input as _with(24, ranges)
}

test_ranges_count_only_if_they_must_be_used if {
	found := rule.findings with input as _with(24, {"fs_group": {"rule": "MayRunAs", "ranges": [{"min": 0}]}})
	{f.field | some f in found} == {"fs_group.rule"}
}

test_a_policy_that_is_not_meant_as_restricted_is_not_undecided if {
	rule.undecided == set()
		with input as _with(24, {"privileged": true, "unknown": {"allow_privilege_escalation": "template-value"}})
}

test_the_name_alone_says_that_it_is_meant if {
	policy := {"name": "restricted", "allow_privilege_escalation": true, "unknown": {"privileged": "template-value"}}
	count(rule.findings) == 1 with input as _with(24, policy)
	rule.undecided == set() with input as _with(24, policy)
}

test_whether_it_is_meant_is_undecided_if_baseline_is if {
	policy := {"allow_privilege_escalation": true, "unknown": {"privileged": "template-value"}}
	rule.findings == set() with input as _with(24, policy)
	rule.undecided == {{"ref": 3, "field": "privileged", "reason": "template-value"}} with input as _with(24, policy)
	rule.undecided == set() with input as _with(24, {"unknown": {"privileged": "template-value"}})
	rule.undecided == set() with input as _with(24, object.union(policy, {"host_pid": true}))
}

_strict := {
	"ref": 3, "kind": "PodSecurityPolicy", "name": "strict",
	"annotations": {"seccomp.security.alpha.kubernetes.io/defaultProfileName": "runtime/default"},
	"allow_privilege_escalation": false, "read_only_root_filesystem": true,
	"required_drop_capabilities": ["ALL"], "volumes": ["secret"],
	"run_as_user": {"rule": "MustRunAsNonRoot"},
	"supplemental_groups": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]},
	"fs_group": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]},
}

_with(minor, changes) := _of(minor, object.union(object.remove(_strict, object.keys(changes)), changes))

_without(minor, field) := _of(minor, object.remove(_strict, [field]))

_without_and(minor, field, changes) := _of(minor, object.remove(object.union(_strict, changes), [field]))

_of(minor, policy) := {"settings": {"kubernetes_minor": minor}, "pod_security_policies": [policy]}
