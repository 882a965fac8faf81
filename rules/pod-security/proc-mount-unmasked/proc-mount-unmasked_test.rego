package rules["pod-security"]["proc-mount-unmasked_test"]

import data.rules["pod-security"]["proc-mount-unmasked"] as rule

test_an_unmasked_proc_is_high if {
	rule.findings == {{
		"ref": 7, "field": "security_context.proc_mount", "severity": "high",
		"message": `container "app" of Pod "web" sets procMount "Unmasked"`,
	}} with input as _with("Unmasked", {}, 37, "default")
}

test_default_and_unset_are_not_found if {
	rule.findings == set() with input as _with("Default", {}, 37, "strict")
	rule.findings == set() with input as _model({}, 37, "strict")
}

test_all_that_is_not_default_is_found if {
	count(rule.findings) == 1 with input as _with("default", {}, 37, "default")
	count(rule.findings) == 1 with input as _with("", {}, 37, "default")
}

test_a_user_namespace_makes_no_difference_before_1_35 if {
	every profile in ["default", "strict"] {
		found := rule.findings with input as _with("Unmasked", {"host_users": false}, 34, profile)
		{[f.severity, object.get(f, "pss", null)] | some f in found} == {["high", null]}
	}
}

test_baseline_allows_it_in_a_user_namespace_since_1_35 if {
	rule.findings == set() with input as _with("Unmasked", {"host_users": false}, 35, "default")
}

test_restricted_forbids_it_in_a_user_namespace if {
	found := rule.findings with input as _with("Unmasked", {"host_users": false}, 35, "strict")
	{[f.severity, f.pss] | some f in found} == {["medium", ["procMount_restricted"]]}
}

test_the_user_namespace_must_be_asked_for if {
	every users in [{}, {"host_users": true}] {
		found := rule.findings with input as _with("Unmasked", users, 37, "strict")
		{[f.severity, object.get(f, "pss", null)] | some f in found} == {["high", null]}
	}
}

test_node_agents_are_info if {
	found := rule.findings with input as _with("Unmasked", {"node_agent": "sysdig"}, 37, "default")
	{f.severity | some f in found} == {"info"}
	strict := rule.findings with input as _with("Unmasked", {"node_agent": "sysdig", "host_users": false}, 37, "strict")
	{f.severity | some f in strict} == {"info"}
}

test_a_template_is_undecided if {
	model := _model({"unknown": {"security_context.proc_mount": "template-value"}}, 37, "default")
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 7, "field": "security_context.proc_mount", "reason": "template-value",
	}} with input as model
}

test_a_template_that_may_be_anything_is_not_undecided if {
	container := {
		"unknown": {"security_context": "template-value"},
		"workload": {"ref": 1, "kind": "Pod", "name": "web", "host_users": false},
	}
	rule.undecided == set() with input as _model(container, 35, "default")
	count(rule.undecided) == 1 with input as _model(container, 34, "default")
	count(rule.undecided) == 1 with input as _model(container, 35, "strict")
}

test_a_template_for_the_user_namespace_is_undecided if {
	model := _with("Unmasked", {"unknown": {"host_users": "template-value"}}, 35, "default")
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "template-value"}} with input as model
}

test_a_template_for_the_user_namespace_does_not_matter_before_1_35 if {
	model := _with("Unmasked", {"unknown": {"host_users": "template-value"}}, 34, "default")
	{f.severity | some f in rule.findings} == {"high"} with input as model
	rule.undecided == set() with input as model
}

test_a_template_for_the_user_namespace_leaves_open_what_baseline_says if {
	model := _with("Unmasked", {"unknown": {"host_users": "template-value"}}, 35, "strict")
	{[f.severity, f.pss] | some f in rule.findings} == {["medium", ["procMount_restricted"]]} with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "template-value"}} with input as model
}

test_the_version_decides_about_a_user_namespace if {
	any_version := {"settings": {"oldest_kubernetes_minor": 31}}
	model := object.union(_with("Unmasked", {"host_users": false}, 37, "default"), any_version)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "not-in-input"}} with input as model
	strict := object.union(_with("Unmasked", {"host_users": false}, 37, "strict"), any_version)
	{[f.severity, f.pss] | some f in rule.findings} == {["medium", ["procMount_restricted"]]} with input as strict
	count(rule.undecided) == 1 with input as strict
}

_with(proc_mount, workload, minor, profile) := _model(
	{
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
		"security_context": {"proc_mount": proc_mount},
	},
	minor, profile,
)

_model(container, minor, profile) := {
	"settings": {"kubernetes_minor": minor, "oldest_kubernetes_minor": minor, "profile": profile},
	"containers": [object.union(
		{"ref": 7, "name": "app", "type": "main", "workload": {"ref": 1, "kind": "Pod", "name": "web"}},
		container,
	)],
}
