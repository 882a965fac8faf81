package rules["pod-security"]["psp-not-enforced_test"]

import data.rules["pod-security"]["psp-not-enforced"] as rule

test_every_policy_is_found_from_the_version_that_removed_them if {
	model := {"settings": {"kubernetes_minor": 25}, "pod_security_policies": [_policy({"privileged": true}), object.union(_policy({}), {"ref": 4})]}
	found := rule.findings with input as model
	{[f.ref, f.field, f.severity] | some f in found} == {[3, "", "high"], [4, "", "high"]}
	`PodSecurityPolicy "strict" enforces nothing in Kubernetes 1.25 and later; the nearest Pod Security level is privileged` in {f.message | some f in found}
}

test_older_versions_make_it_info if {
	found := rule.findings with input as _with(24, {}, {})
	{[f.severity, f.message] | some f in found} == {[
		"info",
		`PodSecurityPolicy "strict" is deprecated and enforces nothing from Kubernetes 1.25 on; the nearest Pod Security level is baseline`,
	]}
}

test_the_nearest_level_is_named if {
	_ends_with({"host_pid": true}, "is privileged")
	_ends_with({}, "is baseline")
	_ends_with({"unknown": {"privileged": "template-value"}}, "is baseline, as far as its fields are known")
	_ends_with(
		object.union(_restricted, {"read_only_root_filesystem": false}),
		"is restricted, which fills in none of what the policy sets on pods (defaultProfileName, fsGroup, requiredDropCapabilities, supplementalGroups)",
	)
	_ends_with(
		object.union(_restricted, {"unknown": {"fs_group.ranges.min": "template-value"}}),
		"is restricted, as far as its fields are known, which fills in none of what the policy sets on pods (defaultProfileName, fsGroup, requiredDropCapabilities, supplementalGroups)",
	)
}

test_what_a_policy_sets_on_pods_is_named if {
	_ends_with(
		{
			"default_add_capabilities": ["CHOWN"], "run_as_user": {"rule": "MustRunAs"},
			"run_as_group": {"rule": "MustRunAs"}, "se_linux": {"rule": "MustRunAs"}, "fs_group": {"rule": "MayRunAs"},
		},
		"is baseline, which fills in none of what the policy sets on pods (defaultAddCapabilities, runAsGroup, runAsUser, seLinux)",
	)
}

test_it_is_low_if_all_namespaces_with_workloads_are_guarded if {
	_severity({"namespaces": [_namespace("a", "baseline"), _namespace("b", "restricted")]}) == "low"
	policies := {"policies": [{"ref": 9, "kind": "ClusterPolicy", "name": "pods"}]}
	_severity({"namespaces": [_namespace("a", "baseline"), object.union(_namespace("b", "privileged"), policies)]}) == "low"
	_severity({"namespaces": [_namespace("a", "baseline"), _namespace("kube-system", "privileged")]}) == "low"
	_severity({
		"namespaces": [_namespace("a", "baseline")],
		"undefined_namespaces": [{"ref": 8, "name": "kube-system"}],
	}) == "low"
	empty := {"ref": 5, "kind": "Namespace", "name": "empty", "pod_security": {}}
	_severity({"namespaces": [_namespace("a", "baseline"), empty]}) == "low"
}

test_it_is_high_if_one_namespace_is_open_or_none_is_known if {
	_severity({}) == "high"
	_severity({"namespaces": [_namespace("a", "baseline"), _namespace("b", "privileged")]}) == "high"
	_severity({"namespaces": [_namespace("a", "Baseline")]}) == "high"
	_severity({"namespaces": [object.union(_namespace("a", "baseline"), {"unknown": {"pod_security": "defined-twice"}})]}) == "high"
	_severity({
		"namespaces": [_namespace("a", "baseline")],
		"undefined_namespaces": [{"ref": 8, "name": "elsewhere"}],
	}) == "high"
}

test_it_is_low_if_one_policy_covers_the_cluster if {
	_severity({"admission_policies": [_engine({})]}) == "low"
	every narrower in [
		{"enforcing": false}, {"pod_security": false}, {"kind": "Policy"}, {"engine": "validating-admission-policy"},
		{"match_namespaces": ["a"]}, {"namespace_selector": {}}, {"unknown": {"match": "template-value"}},
	] {
		_severity({"admission_policies": [_engine(narrower)]}) == "high"
	}
}

_engine(changes) := object.union(
	{"ref": 9, "kind": "ClusterPolicy", "name": "pods", "engine": "kyverno", "enforcing": true, "pod_security": true},
	changes,
)

_namespace(name, level) := {
	"ref": 5, "kind": "Namespace", "name": name,
	"pod_security": {"enforce": level}, "workloads": [{"ref": 6, "kind": "Pod", "name": "web", "verdicts": [{"minor": 37}]}],
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

_severity(others) := severity if {
	found := rule.findings with input as _with(37, {}, others)
	some severity in {f.severity | some f in found}
}

_ends_with(fields, text) if {
	found := rule.findings with input as _with(37, fields, {})
	count(found) == 1
	some f in found
	endswith(f.message, concat("", ["the nearest Pod Security level ", text]))
}
