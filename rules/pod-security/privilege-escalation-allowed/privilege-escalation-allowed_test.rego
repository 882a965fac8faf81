package rules["pod-security"]["privilege-escalation-allowed_test"]

import data.rules["pod-security"]["privilege-escalation-allowed"] as rule

test_absent_is_medium if {
	found := rule.findings with input as _with({}, {}, 37)
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "security_context.allow_privilege_escalation", "medium",
		`container "app" of Pod "web" does not forbid privilege escalation`,
	]}
}

test_true_is_medium if {
	found := rule.findings with input as _with({"security_context": {"allow_privilege_escalation": true}}, {}, 37)
	{[f.severity, f.message] | some f in found} == {["medium", `container "app" of Pod "web" allows privilege escalation`]}
}

test_false_is_not_found if {
	model := _with({"security_context": {"allow_privilege_escalation": false}}, {}, 37)
	rule.findings == set() with input as model
}

test_low_if_not_root_and_all_capabilities_dropped if {
	dropped := {"capabilities": {"drop": ["ALL"]}}
	both := _with({"security_context": dropped, "effective": {"run_as_non_root": true}}, {}, 37)
	_severities == {"low"} with input as both
	_severities == {"medium"} with input as _with({"security_context": dropped}, {}, 37)
	_severities == {"medium"} with input as _with({"effective": {"run_as_non_root": true}}, {}, 37)
	may_be_root := _with({"security_context": dropped, "effective": {"run_as_non_root": false}}, {}, 37)
	_severities == {"medium"} with input as may_be_root
}

test_windows_is_exempt_from_1_25 if {
	rule.findings == set() with input as _with({}, {"os": "windows"}, 25)
	count(rule.findings) == 1 with input as _with({}, {"os": "windows"}, 24)
}

test_nodes_for_windows_do_not_exempt if {
	nodes := {"node_selector": {"kubernetes.io/os": "windows"}}
	count(rule.findings) == 1 with input as _with({}, nodes, 37)
}

test_a_template_is_undecided if {
	every field in ["security_context", "security_context.allow_privilege_escalation"] {
		model := _with({"unknown": {field: "template-value"}}, {}, 37)
		rule.findings == set() with input as model
		rule.undecided == {{
			"ref": 7, "field": "security_context.allow_privilege_escalation",
			"reason": "template-value",
		}} with input as model
	}
}

test_a_template_for_windows_is_not_undecided if {
	model := _with({"unknown": {"security_context": "template-value"}}, {"os": "windows"}, 37)
	rule.undecided == set() with input as model
}

test_a_template_for_the_system_is_undecided if {
	model := _with({}, {"unknown": {"os": "template-value"}}, 25)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "os.name", "reason": "template-value"}} with input as model
}

test_a_template_for_the_system_does_not_matter if {
	system := {"unknown": {"os.name": "template-value"}}
	count(rule.findings) == 1 with input as _with({}, system, 24)
	rule.undecided == set() with input as _with({}, system, 24)
	safe := _with({"security_context": {"allow_privilege_escalation": false}}, system, 25)
	rule.undecided == set() with input as safe
}

_severities contains f.severity if some f in rule.findings

_with(container, workload, minor) := {
	"settings": {"kubernetes_minor": minor},
	"containers": [object.union(
		{
			"ref": 7, "name": "app", "type": "main", "effective": {},
			"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
		},
		container,
	)],
}
