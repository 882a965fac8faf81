package rules.observability["node-monitoring-off_test"]

import data.rules.observability["node-monitoring-off"] as rule

test_launches if {
	every case in [
		[{"launch_templates": [_node("aws_launch_template", {})]}, "monitoring.enabled"],
		[{"launch_templates": [_node("aws_launch_template", {"monitoring": {"enabled": false}})]}, "monitoring.enabled"],
		[{"launch_configurations": [_node("aws_launch_configuration", {"enable_monitoring": false})]}, "enable_monitoring"],
		[{"instances": [_node("aws_instance", {})]}, "monitoring"],
		[{"instances": [_node("aws_instance", {"monitoring": false})]}, "monitoring"],
	] {
		{f.field | some f in rule.findings} == {case[1]} with input as case[0]
	}
	every model in [
		{"launch_templates": [_node("aws_launch_template", {"monitoring": {"enabled": true}})]},
		{"launch_configurations": [_node("aws_launch_configuration", {})]},
		{"instances": [_node("aws_instance", {"monitoring": true})]},
		{"launch_templates": [{"ref": 1, "type": "aws_launch_template", "address": "n"}]},
	] {
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_autoscaling_groups if {
	tag := {"ref": 3, "key": "kubernetes.io/cluster/main"}
	every case in [
		[{"tag": [tag]}, 1], [{"tag": [tag], "enabled_metrics": ["GroupDesiredCapacity"]}, 0], [{}, 0],
		[{"templates": [_node("aws_launch_template", {})]}, 1], [{"configuration": _node("aws_launch_configuration", {})}, 1],
	] {
		model := {"autoscaling_groups": [object.union({"ref": 2, "address": "g"}, case[0])]}
		count(rule.findings) == case[1] with input as model
	}
}

test_unknown if {
	launch := {"launch_templates": [_node("aws_launch_template", {"unknown": {"monitoring": "unknown-count"}})]}
	rule.findings == set() with input as launch
	count(rule.undecided) == 1 with input as launch
	group := {"autoscaling_groups": [{
		"ref": 2, "address": "g", "tag": [{"ref": 3, "key": "eks:cluster-name"}],
		"unknown": {"enabled_metrics": "data-source"},
	}]}
	rule.findings == set() with input as group
	count(rule.undecided) == 1 with input as group
}

_node(type, fields) := object.union(
	{"ref": 1, "type": type, "address": "n", "tags": {"kubernetes.io/cluster/main": "owned"}},
	fields,
)
