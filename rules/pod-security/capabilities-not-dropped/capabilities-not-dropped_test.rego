package rules["pod-security"]["capabilities-not-dropped_test"]

import data.rules["pod-security"]["capabilities-not-dropped"] as rule

test_nothing_dropped if {
	every capabilities in [{}, {"drop": []}, {"add": ["NET_BIND_SERVICE"]}] {
		found := rule.findings with input as _with(capabilities, {}, 37)
		{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
			7, "security_context.capabilities.drop", "low",
			`container "app" of Pod "web" does not drop its capabilities`,
		]}
	}
}

test_some_dropped if {
	found := rule.findings with input as _with({"drop": ["KILL", "all"]}, {}, 37)
	{[f.severity, f.message] | some f in found} == {[
		"low",
		`container "app" of Pod "web" drops KILL, all, and not ALL capabilities`,
	]}
}

test_net_raw_dropped_is_info if {
	{f.severity | some f in rule.findings} == {"info"} with input as _with({"drop": ["NET_RAW"]}, {}, 37)
	{f.severity | some f in rule.findings} == {"info"} with input as _with({"drop": ["KILL", "NET_RAW"]}, {}, 37)
}

test_all_dropped_is_not_found if {
	rule.findings == set() with input as _with({"drop": ["ALL"]}, {}, 37)
	rule.findings == set() with input as _with({"drop": ["NET_RAW", "ALL"], "add": ["NET_BIND_SERVICE"]}, {}, 37)
}

test_added_that_baseline_permits if {
	found := rule.findings with input as _with({"drop": ["ALL"], "add": ["NET_BIND_SERVICE", "CHOWN"]}, {}, 37)
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "security_context.capabilities.add.1",
		`container "app" of Pod "web" adds the capability CHOWN`,
	]}
}

test_added_beyond_baseline_is_left_to_the_rule_about_it if {
	model := _with({"drop": ["ALL"], "add": ["SYS_ADMIN", "NET_RAW", "ALL", "chown"]}, {}, 37)
	rule.findings == set() with input as model
}

test_windows_is_exempt_from_1_25 if {
	rule.findings == set() with input as _with({"add": ["CHOWN"]}, {"os": "windows"}, 25)
	count(rule.findings) == 2 with input as _with({"add": ["CHOWN"]}, {"os": "windows"}, 24)
}

test_a_template_for_all_is_undecided_once if {
	every field in ["security_context", "security_context.capabilities"] {
		model := object.union(_container, {"unknown": {field: "template-value"}})
		rule.findings == set() with input as _model(model, 37)
		rule.undecided == {{
			"ref": 7, "field": "security_context.capabilities",
			"reason": "template-value",
		}} with input as _model(model, 37)
	}
}

test_a_template_for_an_entry_is_undecided if {
	container := object.union(_container, {
		"security_context": {"capabilities": {"drop": ["KILL"], "add": ["CHOWN"]}},
		"unknown": {
			"security_context.capabilities.drop": "template-value", "security_context.capabilities.add": "template-value",
			"security_context.capabilities.add.0": "template-value",
		},
	})
	{f.field | some f in rule.findings} == {"security_context.capabilities.add.1"} with input as _model(container, 37)
	{u.field | some u in rule.undecided} == {
		"security_context.capabilities.add", "security_context.capabilities.drop",
	} with input as _model(container, 37)
}

test_a_template_beside_all_is_not_undecided if {
	container := object.union(_container, {
		"security_context": {"capabilities": {"drop": ["ALL"]}},
		"unknown": {"security_context.capabilities.drop": "template-value"},
	})
	rule.findings == set() with input as _model(container, 37)
	rule.undecided == set() with input as _model(container, 37)
}

test_a_template_for_windows_is_not_undecided if {
	container := object.union(_container, {
		"unknown": {"security_context": "template-value"},
		"workload": {"os": "windows"},
	})
	rule.undecided == set() with input as _model(container, 37)
}

test_a_template_for_the_system_is_undecided if {
	system := {"unknown": {"os.name": "template-value"}}
	every capabilities in [{}, {"drop": ["ALL"], "add": ["CHOWN"]}] {
		rule.findings == set() with input as _with(capabilities, system, 25)
		rule.undecided == {{"ref": 1, "field": "os.name", "reason": "template-value"}} with input as _with(
			capabilities,
			system, 25,
		)
	}
}

test_a_template_for_the_system_does_not_matter if {
	system := {"unknown": {"os.name": "template-value"}}
	rule.undecided == set() with input as _with({"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}, system, 25)
	rule.undecided == set() with input as _with({}, system, 24)
}

_container := {
	"ref": 7, "name": "app", "type": "main", "effective": {},
	"workload": {"ref": 1, "kind": "Pod", "name": "web"},
}

_model(container, minor) := {"settings": {"kubernetes_minor": minor}, "containers": [container]}

_with(capabilities, workload, minor) := _model(
	object.union(_container, {"security_context": {"capabilities": capabilities}, "workload": workload}),
	minor,
)
