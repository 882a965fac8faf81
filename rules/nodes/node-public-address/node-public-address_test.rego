package rules.nodes["node-public-address_test"]

import data.rules.nodes["node-public-address"] as rule

test_nodes_of_karpenter if {
	found := rule.findings with input as {"ec2_node_classes": [_class({"associate_public_ip_address": true})]}
	{[f.ref, f.field, f.message] | some f in found} == {[
		3, "associate_public_ip_address",
		`nodes of EC2NodeClass "nodes" get public addresses`,
	]}
}

test_nodes_of_auto_mode if {
	count(rule.findings) == 1 with input as {"node_classes": [_class({"associate_public_ip_address": true})]}
}

test_the_subnet_decides if {
	every more in [{}, {"associate_public_ip_address": false}] {
		rule.findings == set() with input as {"ec2_node_classes": [_class(more)]}
	}
}

test_an_unknown_setting_is_undecided if {
	class := _class({"unknown": {"associate_public_ip_address": "template-value"}})
	rule.undecided == {{
		"ref": 3, "field": "associate_public_ip_address",
		"reason": "template-value",
	}} with input as {"ec2_node_classes": [class]}
}

_class(more) := object.union({"ref": 3, "kind": "EC2NodeClass", "name": "nodes"}, more)

test_launches_of_terraform if {
	every case in [
		[{"launch_templates": [_node("aws_launch_template", {"network_interfaces": [{"ref": 5, "associate_public_ip_address": true}]})]}, {[5, "medium"]}],
		[{"launch_templates": [_node("aws_launch_template", {"network_interfaces": [{"ref": 5, "associate_public_ip_address": false}]})]}, set()],
		[{"launch_templates": [_node("aws_launch_template", {})]}, set()],
		[{"launch_configurations": [_node("aws_launch_configuration", {"associate_public_ip_address": true})]}, {[1, "medium"]}],
		[{"instances": [_node("aws_instance", {"associate_public_ip_address": true, "subnet": {"ref": 7, "map_public_ip_on_launch": true}})]}, {[1, "medium"]}],
		[{"instances": [_node("aws_instance", {"groups": [_open], "associate_public_ip_address": true})]}, {[1, "high"]}],
	] {
		{[f.ref, f.severity] | some f in rule.findings} == case[1] with input as case[0]
		rule.undecided == set() with input as case[0]
	}
	other := {"launch_configurations": [{"ref": 1, "type": "aws_launch_configuration", "associate_public_ip_address": true}]}
	rule.findings == set() with input as other
}

test_subnets_of_nodes if {
	public := {"ref": 7, "address": "s", "map_public_ip_on_launch": true}
	private := {"ref": 8, "address": "p"}
	every case in [
		[{"subnets": [private, public]}, {"medium"}],
		[{"subnets": [private]}, set()],
		[{"subnets": [public], "launch_template": {"template": {"network_interfaces": [{"associate_public_ip_address": false}]}}}, set()],
		[{"subnets": [public], "launch_template": {"template": {"security_groups": [_open]}}}, {"high"}],
		[{"subnets": [object.union(private, {"route_table": {"routes": [{"ref": 9, "cidr_block": "0.0.0.0/0", "gateway": {"ref": 10}}]}})]}, {"info"}],
		[{"subnets": [object.union(private, {"route_table": {"routes": [{"ref": 9, "cidr_block": "10.0.0.0/8", "gateway": {"ref": 10}}]}})]}, set()],
		[{"subnets": [object.union(private, {"route_table": {"routes": [{"ref": 9, "cidr_block": "0.0.0.0/0"}]}})]}, set()],
	] {
		{f.severity | some f in rule.findings} == case[1] with input as _group(case[0])
	}
}

test_unknown_subnets_and_launches if {
	every model in [
		_group({"unknown": {"subnets": "variable-without-default"}}),
		_group({"subnets": [{"ref": 7, "unknown": {"map_public_ip_on_launch": "data-source"}}]}),
		{"launch_templates": [_node("aws_launch_template", {"unknown": {"network_interfaces": "unknown-count"}})]},
		{"launch_templates": [_node("aws_launch_template", {"network_interfaces": [{"ref": 5, "unknown": {"associate_public_ip_address": "data-source"}}]})]},
		{"launch_configurations": [_node("aws_launch_configuration", {"unknown": {"associate_public_ip_address": "data-source"}})]},
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_open := {"rules": [{"direction": "ingress", "cidr_blocks": ["0.0.0.0/0"], "open_cidr_blocks": [0]}]}

_group(fields) := {"node_groups": [object.union({"ref": 1, "type": "aws_eks_node_group", "address": "g"}, fields)]}

_node(type, fields) := object.union(
	{"ref": 1, "type": type, "address": "n", "tags": {"kubernetes.io/cluster/main": "owned"}},
	fields,
)
