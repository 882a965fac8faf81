package rules["pod-security"]["seccomp-profile-unset_test"]

import data.rules["pod-security"]["seccomp-profile-unset"] as rule

test_neither_has_a_profile if {
	found := rule.findings with input as _with({}, {})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "security_context.seccomp_profile",
		`container "app" of Pod "web" has no seccomp profile, and neither has its pod`,
	]}
}

test_the_pod_has_a_valid_profile if {
	every type in ["RuntimeDefault", "Localhost"] {
		rule.findings == set() with input as _inheriting({"type": type})
	}
}

test_the_pod_has_an_invalid_profile if {
	every profile in [{"type": "Unconfined"}, {"type": "runtimeDefault"}, {}] {
		found := rule.findings with input as _inheriting(profile)
		{[f.ref, f.field, f.message] | some f in found} == {[
			1, "security_context.seccomp_profile.type",
			`Pod "web" gives its containers no seccomp profile`,
		]}
	}
}

test_a_profile_of_its_own_is_another_rule_s_if_invalid if {
	every type in ["RuntimeDefault", "Unconfined"] {
		rule.findings == set() with input as _with(
			{
				"security_context": {"seccomp_profile": {"type": type}},
				"effective": {"seccomp_profile": {"type": type}, "seccomp_profile_origin": "container"},
			},
			{"security_context": {"seccomp_profile": {"type": "Unconfined"}}},
		)
	}
}

test_windows_is_exempt_from_1_25 if {
	model := _with({}, {"os": "windows"})
	rule.findings == set() with input as object.union(model, {"settings": {"kubernetes_minor": 25}})
	count(rule.findings) == 1 with input as object.union(model, {"settings": {"kubernetes_minor": 24}})
	invalid := object.union(_inheriting({"type": "Unconfined"}), {"settings": {"kubernetes_minor": 25}})
	count(rule.findings) == 1 with input as invalid
}

test_a_template_is_undecided if {
	every field in ["security_context", "security_context.seccomp_profile"] {
		model := _with(_template(field), {})
		rule.findings == set() with input as model
		rule.undecided == {{
			"ref": 7, "field": "security_context.seccomp_profile",
			"reason": "template-value",
		}} with input as model
	}
}

test_a_template_below_a_valid_profile_is_not_undecided if {
	valid := {"security_context": {"seccomp_profile": {"type": "RuntimeDefault"}}}
	rule.undecided == set() with input as _with(_template("security_context"), valid)
	invalid := {"security_context": {"seccomp_profile": {"type": "Unconfined"}}}
	count(rule.undecided) == 1 with input as _with(_template("security_context"), invalid)
}

test_a_template_of_the_type_is_another_rule_s if {
	model := _with(
		{
			"security_context": {"seccomp_profile": {}},
			"effective": {"seccomp_profile": {}, "seccomp_profile_origin": "container"},
			"unknown": {
				"security_context.seccomp_profile.type": "template-value",
				"effective.seccomp_profile.type": "template-value",
			},
		},
		{},
	)
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_a_template_in_the_pod_is_undecided if {
	every field in ["security_context", "security_context.seccomp_profile", "security_context.seccomp_profile.type"] {
		model := _with(
			{"unknown": {"effective.seccomp_profile": "template-value"}},
			{"unknown": {field: "template-value"}},
		)
		rule.findings == set() with input as model
		rule.undecided == {{
			"ref": 1, "field": "security_context.seccomp_profile.type",
			"reason": "template-value",
		}} with input as model
	}
}

test_a_template_of_the_type_in_the_pod_is_undecided if {
	model := _with(
		{
			"effective": {"seccomp_profile": {}, "seccomp_profile_origin": "pod"},
			"unknown": {"effective.seccomp_profile.type": "template-value"},
		},
		{
			"security_context": {"seccomp_profile": {}},
			"unknown": {"security_context.seccomp_profile.type": "template-value"},
		},
	)
	rule.findings == set() with input as model
	count(rule.undecided) == 1 with input as model
}

test_a_template_in_the_pod_that_nobody_inherits_is_not_undecided if {
	model := _with(
		{
			"security_context": {"seccomp_profile": {"type": "Localhost"}},
			"effective": {"seccomp_profile": {"type": "Localhost"}, "seccomp_profile_origin": "container"},
		},
		{"unknown": {"security_context": "template-value"}},
	)
	rule.undecided == set() with input as model
}

test_a_template_for_the_system_is_undecided if {
	system := {"unknown": {"os.name": "template-value"}}
	rule.findings == set() with input as _with({}, system)
	rule.undecided == {{"ref": 1, "field": "os.name", "reason": "template-value"}} with input as _with({}, system)
	valid := {"effective": {"seccomp_profile": {"type": "RuntimeDefault"}, "seccomp_profile_origin": "pod"}}
	rule.undecided == set() with input as _with(valid, system)
	own := {
		"security_context": {"seccomp_profile": {"type": "Unconfined"}},
		"effective": {"seccomp_profile": {"type": "Unconfined"}, "seccomp_profile_origin": "container"},
	}
	rule.undecided == set() with input as _with(own, system)
}

test_templates_on_windows_are_not_undecided if {
	rule.undecided == set() with input as _with(_template("security_context"), {"os": "windows"})
	rule.undecided == set() with input as _with({}, {
		"os": "windows",
		"unknown": {"security_context": "template-value"},
	})
}

test_a_kubelet_with_a_default_makes_it_info if {
	class := {"ref": 20, "kind": "EC2NodeClass", "name": "default"}
	setting := {"ref": 21, "kind": "EC2NodeClass", "name": "default", "setting": "seccompDefault", "value": "true"}
	model := object.union(_with({}, {}), {"kubelet_settings": [setting], "ec2_node_classes": [class]})
	_severities == {"info"} with input as model
	config := object.union(setting, {"kind": "NodeConfig", "name": ""})
	_severities == {"info"} with input as object.union(_with({}, {}), {"kubelet_settings": [config]})
	every more in [
		{"ec2_node_classes": [class, object.union(class, {"name": "gpu"})]},
		{"kubelet_settings": [object.union(setting, {"value": "false"})]},
		{"kubelet_settings": [object.union(setting, {"setting": "readOnlyPort"})]},
		{"kubelet_settings": [setting, object.union(setting, {"ref": 22, "value": "false"})]},
		{"node_classes": [{"ref": 23}]}, {"node_groups": [{"ref": 23}]},
	] {
		_severities == {"low"} with input as object.union(model, more)
	}
}

_severities contains f.severity if some f in rule.findings

_template(field) := {"unknown": {field: "template-value", "effective.seccomp_profile": "template-value"}}

_inheriting(profile) := _with(
	{"effective": {"seccomp_profile": profile, "seccomp_profile_origin": "pod"}},
	{"security_context": {"seccomp_profile": profile}},
)

_with(container, workload) := {
	"settings": {"kubernetes_minor": 37},
	"containers": [object.union(
		{
			"ref": 7, "name": "app", "type": "main", "effective": {},
			"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
		},
		container,
	)],
}
