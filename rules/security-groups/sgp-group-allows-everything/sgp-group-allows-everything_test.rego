package rules["security-groups"]["sgp-group-allows-everything_test"]

import data.rules["security-groups"]["sgp-group-allows-everything"] as rule

test_a_group_that_lets_in_the_world if {
	_found == {["critical", "group_ids.0", `SecurityGroupPolicy "web" gives pods g, which lets in the whole world on all ports`]} with input as _model(
		{"rules": [_world("ingress")]},
		{},
	)
	{related.field | some f in rule.findings; some related in f.related} == {"cidr_blocks.0"} with input as _model({"rules": [_world("ingress")]}, {})
}

test_a_group_that_keeps_nothing_out if {
	_severities == {"high"} with input as _model({"rules": [_network, _world("egress")]}, {})
	_severities == set() with input as _model({"rules": [_network]}, {})
	_severities == set() with input as _model({"rules": [_world("egress")]}, {})
}

test_the_group_of_nodes_or_of_the_cluster if {
	every kind in ["nodes", "cluster"] {
		_severities == {"medium"} with input as _model({"uses": [{"kind": kind, "name": "n"}, {"kind": "pods", "name": "p"}]}, {})
	}
	own := {"security_group_policies": [{
		"ref": 1, "kind": "SecurityGroupPolicy", "name": "web",
		"groups": [{"field": "group_ids.0", "cluster": {"ref": 3, "address": "c"}}],
	}]}
	_messages == {`SecurityGroupPolicy "web" gives pods the group that EKS made for c, which is that of the cluster itself, so that they gain nothing`} with input as own
}

test_a_narrow_group if {
	narrow := object.union(_world("ingress"), {"protocol": "tcp", "from_port": 443, "to_port": 443})
	_severities == set() with input as _model({"rules": [narrow], "uses": [{"kind": "pods", "name": "p"}]}, {})
	rule.undecided == set() with input as _model({"rules": [narrow]}, {})
}

test_a_policy_that_is_ignored if {
	_severities == set() with input as _model({"rules": [_world("ingress")]}, {"ignored": "it names no security groups"})
}

test_what_is_unknown if {
	_unknown == {["group_ids.0", "not-in-input"]} with input as _model({"unknown": {"rules": "not-in-input"}}, {})
	ranges := {
		"ref": 8, "direction": "ingress", "protocol": "-1",
		"unknown": {"cidr_blocks": "variable-without-default"},
	}
	_unknown == {["group_ids.0", "variable-without-default"]} with input as _model({"rules": [ranges]}, {})
	some_ports := object.union(ranges, {"protocol": "tcp", "from_port": 443, "to_port": 443})
	_unknown == set() with input as _model({"rules": [some_ports]}, {})
	_unknown == {["group_ids", "not-in-input"]} with input as _model({}, {"other_groups": true})
	rule.undecided == set() with input as {"security_group_policies": [{"ref": 1, "name": "web", "other_groups": true}]}
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_messages contains f.message if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_world(direction) := {"ref": 8, "direction": direction, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"], "open_cidr_blocks": [0]}

_network := {"ref": 9, "direction": "ingress", "protocol": "-1", "cidr_blocks": ["10.0.0.0/16"], "vpc_cidr_blocks": [0]}

_model(group, policy) := {
	"security_group_policies": [object.union(
		{
			"ref": 1, "kind": "SecurityGroupPolicy", "name": "web",
			"groups": [{"field": "group_ids.0", "group": object.union({"ref": 2, "address": "g"}, group)}],
		},
		policy,
	)],
	"security_groups": [object.union({"ref": 2, "address": "g"}, group)],
}
