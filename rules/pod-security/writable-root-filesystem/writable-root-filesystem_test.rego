package rules["pod-security"]["writable-root-filesystem_test"]

import data.rules["pod-security"]["writable-root-filesystem"] as rule

test_absent_and_false_are_low if {
	every security_context in [{}, {"read_only_root_filesystem": false}] {
		found := rule.findings with input as _with({"security_context": security_context}, {})
		{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
			7, "security_context.read_only_root_filesystem", "low",
			`container "app" of Pod "web" can write to its root file system`,
		]}
	}
}

test_true_is_not_found if {
	rule.findings == set() with input as _with({"security_context": {"read_only_root_filesystem": true}}, {})
}

test_medium_if_root_and_exposed if {
	root := {"effective": {"run_as_user": 0}}
	found := rule.findings with input as _with(root, _exposed)
	message := concat(" ", [
		`container "app" of Pod "web" can write to its root file system as root,`,
		`and the internet reaches it through Service "web"`,
	])
	{[f.severity, f.message] | some f in found} == {["medium", message]}
	{p.ref | some f in found; some p in f.related} == {8}
	_severities == {"low"} with input as _with(root, {})
	_severities == {"low"} with input as _with({"effective": {"run_as_user": 1}}, _exposed)
	_severities == {"low"} with input as _with({}, _exposed)
	_severities == {"low"} with input as _with(object.union(root, {"type": "init"}), _exposed)
}

test_ephemeral_containers_are_exempt if {
	rule.findings == set() with input as _with({"type": "ephemeral"}, {})
	template := {"type": "ephemeral", "unknown": {"security_context": "template-value"}}
	rule.undecided == set() with input as _with(template, {})
}

test_windows_is_exempt if {
	every windows in [{"os": "windows"}, {"node_selector": {"kubernetes.io/os": "windows"}}] {
		rule.findings == set() with input as _with({}, windows)
		rule.undecided == set() with input as _with({"unknown": {"security_context": "template-value"}}, windows)
	}
	count(rule.findings) == 1 with input as _with({}, {"os": "linux"})
	count(rule.findings) == 1 with input as _with({}, {"node_selector": {"kubernetes.io/os": "linux"}})
}

test_a_template_is_undecided if {
	model := _with({"unknown": {"security_context": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 7, "field": "security_context.read_only_root_filesystem",
		"reason": "template-value",
	}} with input as model
}

test_a_template_for_the_system_is_undecided if {
	fields := {
		"os": ["os", "name"], "os.name": ["os", "name"],
		"node_selector": ["node_selector", "kubernetes.io/os"],
		"node_selector.kubernetes.io/os": ["node_selector", "kubernetes.io/os"],
	}
	every at, field in fields {
		model := _with({}, {"unknown": {at: "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": field, "reason": "template-value"}} with input as model
	}
}

test_a_template_for_the_system_does_not_matter if {
	unknown := {"unknown": {"node_selector": "template-value"}}
	linux := _with({}, object.union(unknown, {"os": "linux"}))
	count(rule.findings) == 1 with input as linux
	rule.undecided == set() with input as linux
	safe := _with({"security_context": {"read_only_root_filesystem": true}}, unknown)
	rule.undecided == set() with input as safe
	other := _with({}, {"unknown": {"node_selector.kubernetes.io/arch": "template-value"}})
	count(rule.findings) == 1 with input as other
}

_severities contains f.severity if some f in rule.findings

_exposed := {"exposures": [{"ref": 8, "kind": "Service", "name": "web"}]}

_with(container, workload) := {"containers": [object.union(
	{
		"ref": 7, "name": "app", "type": "main", "effective": {},
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	},
	container,
)]}
