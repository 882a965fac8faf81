package rules.observability["network-policy-logs-off_test"]

import data.rules.observability["network-policy-logs-off"] as rule

test_policies_without_logs if {
	found := rule.findings with input as _cni({"enforces_network_policies": true})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "args",
		`DaemonSet "aws-node" enforces network policies and does not log what they deny`,
	]}
}

test_policies_with_logs if {
	logs := {"network_policy_event_logs": {"ref": 7, "value": "true"}, "enforces_network_policies": true}
	rule.findings == set() with input as _cni(logs)
}

test_no_policies if {
	rule.findings == set() with input as _cni({"enforces_network_policies": false})
	rule.undecided == set() with input as _cni({"enforces_network_policies": false})
}

test_unknown_settings_are_undecided if {
	enforcement := _cni({"unknown": {"enforces_network_policies": "not-in-input"}})
	rule.findings == set() with input as enforcement
	rule.undecided == {{"ref": 7, "field": "args", "reason": "not-in-input"}} with input as enforcement
	logs := {"vpc_cnis": [{
		"ref": 3, "kind": "DaemonSet", "name": "aws-node", "enforces_network_policies": true,
		"unknown": {"network_policy_event_logs": "template-value"},
	}]}
	rule.undecided == {{"ref": 3, "field": "", "reason": "template-value"}} with input as logs
}

test_nodes_of_auto_mode if {
	found := rule.findings with input as {"node_classes": [_class({"network_policy": "DefaultDeny"})]}
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "network_policy_event_logs",
		`nodes of NodeClass "default" enforce network policies and do not log what they deny`,
	]}
	logged := _class({"network_policy": "DefaultDeny", "network_policy_event_logs": "Enabled"})
	rule.findings == set() with input as {"node_classes": [logged]}
	rule.findings == set() with input as {"node_classes": [_class({"network_policy": "DefaultAllow"})]}
	rule.findings == set() with input as {"node_classes": [_class({})]}
}

test_nodes_of_auto_mode_with_the_config_map if {
	every value, number in {"true": 1, "false": 0} {
		config := {"name": "amazon-vpc-cni", "data": {"enable-network-policy-controller": value}}
		count(rule.findings) == number with input as {"node_classes": [_class({})], "config_maps": [config]}
	}
}

test_unknown_logs_of_auto_mode_are_undecided if {
	unknown := {"unknown": {"network_policy_event_logs": "template-value"}}
	deny := _class(object.union(unknown, {"network_policy": "DefaultDeny"}))
	rule.findings == set() with input as {"node_classes": [deny]}
	rule.undecided == {{
		"ref": 5, "field": "network_policy_event_logs",
		"reason": "template-value",
	}} with input as {"node_classes": [deny]}
	rule.undecided == set() with input as {"node_classes": [_class(unknown)]}
}

_class(more) := object.union({"ref": 5, "kind": "NodeClass", "name": "default"}, more)

_cni(more) := {"vpc_cnis": [object.union(
	{"ref": 3, "kind": "DaemonSet", "name": "aws-node", "network_policy_event_logs": {"ref": 7, "value": "false"}},
	more,
)]}
