package rules["pod-security"]["psp-not-enforced_test"]

import data.rules["pod-security"]["psp-not-enforced"] as rule

test_every_policy_is_found_from_the_version_that_removed_them if {
	policies := [_policy({"privileged": true}), object.union(_policy({}), {"ref": 4})]
	model := {"settings": {"kubernetes_minor": 25}, "pod_security_policies": policies}
	found := rule.findings with input as model
	{[f.ref, f.field, f.severity] | some f in found} == {[3, "", "high"], [4, "", "high"]}
	sprintf(_nearest, ["privileged"]) in {f.message | some f in found}
}

test_older_versions_make_it_info if {
	found := rule.findings with input as _with(24, {}, {})
	{[f.severity, f.message] | some f in found} == {[
		"info",
		sprintf(_nearest, ["baseline"]),
	]}
}

test_older_versions_make_it_info_even_if_the_namespaces_are_guarded if {
	{f.severity | some f in rule.findings} == {"info"}
		with input as _with(24, {}, {"namespaces": [_namespace("a", "baseline")]})
}

test_the_nearest_level_is_named_and_what_it_does_not_fill_in if {
	filled := "which does not fill in defaultProfileName, fsGroup, requiredDropCapabilities, supplementalGroups"
	every test in [
		[{"host_pid": true}, "privileged"],
		[{}, "baseline"],
		[{"unknown": {"privileged": "template-value"}}, "baseline, as far as its fields are known"],
		[object.union(_restricted, {"read_only_root_filesystem": false}), sprintf("restricted, %s", [filled])],
		[
			object.union(_restricted, {"unknown": {"fs_group.ranges.min": "template-value"}}),
			sprintf("restricted, as far as its fields are known, %s", [filled]),
		],
		[
			{
				"default_add_capabilities": ["CHOWN"], "run_as_user": {"rule": "MustRunAs"},
				"run_as_group": {"rule": "MustRunAs"}, "se_linux": {"rule": "MustRunAs"},
				"fs_group": {"rule": "MayRunAs"},
			},
			"baseline, which does not fill in defaultAddCapabilities, runAsGroup, runAsUser, seLinux",
		],
	] {
		found := rule.findings with input as _with(37, test[0], {})
		{f.message | some f in found} == {sprintf(_nearest, [test[1]])}
	}
}

test_it_is_low_if_all_namespaces_with_workloads_are_guarded if {
	policies := {"policies": [{"ref": 9, "kind": "ClusterPolicy", "name": "pods"}]}
	empty := {"ref": 5, "kind": "Namespace", "name": "empty", "pod_security": {}}
	every others in [
		{"namespaces": [_namespace("a", "baseline"), _namespace("b", "restricted")]},
		{"namespaces": [_namespace("a", "baseline"), object.union(_namespace("b", "privileged"), policies)]},
		{"namespaces": [_namespace("a", "baseline"), _namespace("kube-system", "privileged")]},
		{"namespaces": [_namespace("a", "baseline"), empty]},
		{
			"namespaces": [_namespace("a", "baseline")],
			"undefined_namespaces": [{"ref": 8, "name": "kube-system"}],
		},
	] {
		found := rule.findings with input as _with(37, {}, others)
		{f.severity | some f in found} == {"low"}
	}
}

test_it_is_high_if_one_namespace_is_open_or_none_is_known if {
	unsure := {"unknown": {"pod_security": "defined-twice"}}
	every others in [
		{},
		{"namespaces": [_namespace("a", "baseline"), _namespace("b", "privileged")]},
		{"namespaces": [_namespace("a", "Baseline")]},
		{"namespaces": [object.union(_namespace("a", "baseline"), unsure)]},
		{
			"namespaces": [_namespace("a", "baseline")],
			"undefined_namespaces": [{"ref": 8, "name": "elsewhere"}],
		},
	] {
		found := rule.findings with input as _with(37, {}, others)
		{f.severity | some f in found} == {"high"}
	}
}

test_it_is_low_if_one_policy_covers_the_cluster if {
	{f.severity | some f in rule.findings} == {"low"}
		with input as _with(37, {}, {"admission_policies": [_engine({})]})
	every narrower in [
		{"enforcing": false}, {"pod_security": false}, {"kind": "Policy"}, {"engine": "validating-admission-policy"},
		{"match_namespaces": ["a"]}, {"namespace_selector": {}}, {"unknown": {"match": "template-value"}},
	] {
		found := rule.findings with input as _with(37, {}, {"admission_policies": [_engine(narrower)]})
		{f.severity | some f in found} == {"high"}
	}
}

_engine(changes) := object.union(
	{"ref": 9, "kind": "ClusterPolicy", "name": "pods", "engine": "kyverno", "enforcing": true, "pod_security": true},
	changes,
)

_namespace(name, level) := {
	"ref": 5, "kind": "Namespace", "name": name,
	"pod_security": {"enforce": level},
	"workloads": [{"ref": 6, "kind": "Pod", "name": "web", "verdicts": [{"minor": 37}]}],
}

_restricted := {
	"annotations": {"seccomp.security.alpha.kubernetes.io/defaultProfileName": "runtime/default"},
	"allow_privilege_escalation": false, "read_only_root_filesystem": true,
	"required_drop_capabilities": ["ALL"], "volumes": ["secret"],
	"run_as_user": {"rule": "MustRunAsNonRoot"},
	"supplemental_groups": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]},
	"fs_group": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]},
}

_policy(fields) := object.union({"ref": 3, "kind": "PodSecurityPolicy", "name": "strict"}, fields)

_with(minor, fields, others) := object.union(
	{"settings": {"kubernetes_minor": minor}, "pod_security_policies": [_policy(fields)]},
	others,
)

_nearest := `PodSecurityPolicy "strict" enforces nothing from Kubernetes 1.25 on; the nearest Pod Security level is %s`
