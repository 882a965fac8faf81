package rules["security-groups"]["sgp-standard-mode-bypass_test"]

import data.rules["security-groups"]["sgp-standard-mode-bypass"] as rule

test_the_node_translates if {
	found := rule.findings with input as _with({"pod_security_group_enforcing_mode": _standard, "external_snat": _no})
	{[f.ref, f.field] | some f in found} == {[4, "value"]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[5, "env"]}
}

test_other_settings_are_not_found if {
	every settings in [
		{"pod_security_group_enforcing_mode": _standard, "external_snat": {"ref": 5, "value": "true", "default": false}},
		{"pod_security_group_enforcing_mode": {"ref": 4, "value": "strict", "default": true}, "external_snat": _no},
	] {
		rule.findings == set() with input as _with(settings)
		rule.undecided == set() with input as _with(settings)
	}
	without := object.remove(
		_with({"pod_security_group_enforcing_mode": _standard, "external_snat": _no}),
		["security_group_policies"],
	)
	rule.findings == set() with input as without
}

test_templates_are_undecided if {
	snat := {"pod_security_group_enforcing_mode": _standard, "unknown": {"external_snat": "template-value"}}
	rule.findings == set() with input as _with(snat)
	rule.undecided == {{"ref": 3, "field": "containers", "reason": "template-value"}} with input as _with(snat)
	mode := {"external_snat": _no, "unknown": {"pod_security_group_enforcing_mode": "template-value"}}
	count(rule.undecided) == 1 with input as _with(mode)
	translated := {
		"external_snat": {"ref": 5, "value": "true"},
		"unknown": {"pod_security_group_enforcing_mode": "template-value"},
	}
	rule.undecided == set() with input as _with(translated)
	both := {"unknown": {"pod_security_group_enforcing_mode": "template-value", "external_snat": "template-value"}}
	count(rule.undecided) == 1 with input as _with(both)
}

_standard := {"ref": 4, "value": "standard", "default": false}

_no := {"ref": 5, "value": "false", "default": true}

_with(settings) := {
	"security_group_policies": [{"ref": 1, "kind": "SecurityGroupPolicy", "name": "p"}],
	"vpc_cnis": [object.union({"ref": 3, "kind": "DaemonSet", "name": "aws-node"}, settings)],
}
