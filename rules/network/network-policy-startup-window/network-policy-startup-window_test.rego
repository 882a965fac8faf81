package rules.network["network-policy-startup-window_test"]

import data.rules.network["network-policy-startup-window"] as rule

test_the_mode_is_standard if {
	rule.findings == {{
		"ref": 3, "field": "value",
		"message": `DaemonSet "aws-node" enforces network policies in the mode standard, in which new pods are open at first`,
	}} with input as _cni({"ref": 3, "value": "standard", "default": false}, true)
	{f.field | some f in rule.findings} == {"env"} with input as _cni(
		{"ref": 3, "value": "standard", "default": true},
		true,
	)
}

test_strict_or_off_is_not_found if {
	rule.findings == set() with input as _cni({"ref": 3, "value": "strict", "default": false}, true)
	rule.findings == set() with input as _cni({"ref": 3, "value": "standard", "default": true}, false)
}

test_classes_of_auto_mode if {
	on := {"config_maps": [{"ref": 5, "name": "amazon-vpc-cni", "data": {"enable-network-policy-controller": "true"}}]}
	class := {"ref": 6, "kind": "NodeClass", "name": "default"}
	every more in [{}, {"network_policy": "DefaultAllow"}] {
		model := object.union(on, {"node_classes": [object.union(class, more)]})
		{f.message | some f in rule.findings} == {
			`NodeClass "default" has networkPolicy DefaultAllow, by which new pods are open at first`,
		} with input as model
		rule.findings == set() with input as object.remove(model, ["config_maps"])
	}
	every more in [{"network_policy": "DefaultDeny"}, {"unknown": {"network_policy": "template-value"}}] {
		rule.findings == set() with input as object.union(on, {"node_classes": [object.union(class, more)]})
	}
}

test_two_engines_are_low if {
	engine := {"engine_policies": [{"ref": 9, "engine": "cilium"}, {"ref": 8, "engine": "cilium"}]}
	model := object.union(_cni({"ref": 3, "value": "strict", "default": false}, true), engine)
	{[f.ref, f.severity, f.message] | some f in rule.findings} == {[
		8, "low",
		`DaemonSet "aws-node" enforces network policies, and so does cilium`,
	]} with input as model
	off := object.union(_cni({"ref": 3, "value": "strict", "default": false}, false), engine)
	rule.findings == set() with input as off
}

test_a_template_is_undecided if {
	cni := {
		"ref": 1,
		"kind": "DaemonSet",
		"name": "aws-node",
		"unknown": {"network_policy_enforcing_mode": "template-value"},
	}
	rule.undecided == {{"ref": 1, "field": "containers", "reason": "template-value"}} with input as {"vpc_cnis": [cni]}
	off := object.union(cni, {"enforces_network_policies": false})
	rule.undecided == set() with input as {"vpc_cnis": [off]}
}

_cni(mode, enforces) := {"vpc_cnis": [{
	"ref": 1, "kind": "DaemonSet", "name": "aws-node",
	"network_policy_enforcing_mode": mode, "enforces_network_policies": enforces,
}]}
