package rules["security-groups"]["sg-ingress-open-to-world_test"]

import data.rules["security-groups"]["sg-ingress-open-to-world"] as rule

test_all_ports_of_a_group_of_unknown_use if {
	_found == {["high", "cidr_blocks.0", "r lets 0.0.0.0/0 in on all ports"]} with input as _model(_all, false)
}

test_all_ports_of_a_cluster if {
	_found == {["critical", "cidr_blocks.0", "r lets 0.0.0.0/0 in on all ports, and c has the group"]} with input as _model(_all, true)
}

test_all_ports_of_tcp if {
	_severities == {"high"} with input as _model(_tcp(0, 65535), false)
	_severities == {"high"} with input as _model(_tcp(1, 65535), false)
	_severities == set() with input as _model(_tcp(0, 0), false)
}

test_ports_of_a_cluster if {
	_found == {["medium", "cidr_blocks.0", "r lets 0.0.0.0/0 in on port 443, and c has the group"]} with input as _model(_tcp(443, 443), true)
	_severities == {"medium"} with input as _model(_tcp(443, 445), true)
	_severities == {"high"} with input as _model(_tcp(1024, 9000), true)
}

test_ports_of_a_group_of_unknown_use if {
	_severities == set() with input as _model(_tcp(443, 443), false)
	_severities == set() with input as _model(_tcp(1024, 9000), false)
}

test_the_group_of_a_load_balancer if {
	every port in [80, 443] {
		_severities == set() with input as _balanced(_tcp(port, port))
	}
	_found == {["info", "cidr_blocks.0", "r lets 0.0.0.0/0 in on port 8080, and lb has the group"]} with input as _balanced(_tcp(8080, 8080))
	_severities == {"info"} with input as _balanced(_tcp(80, 443))
	_severities == {"high"} with input as _balanced(_all)
	_severities == set() with input as _balanced(object.union(_tcp(-1, -1), {"protocol": "icmp"}))
}

test_the_group_of_pods_and_of_a_load_balancer if {
	model := object.union(_balanced(_tcp(443, 443)), {"security_groups": [{"ref": 2, "uses": [
		{"kind": "load-balancer", "name": "lb", "ref": 3}, {"kind": "pods", "name": "p", "ref": 4},
	]}]})
	_severities == {"medium"} with input as model
}

test_the_group_that_eks_makes if {
	model := {"security_group_rules": [object.union(
		_tcp(443, 443),
		{"ref": 1, "address": "r", "direction": "ingress", "cluster": {"ref": 3, "address": "c"}},
	)]}
	_found == {["medium", "cidr_blocks.0", "r lets 0.0.0.0/0 in on port 443, and c has the group"]} with input as model
}

test_icmp if {
	icmp := object.union(_tcp(-1, -1), {"protocol": "icmp"})
	_severities == {"low"} with input as _model(icmp, true)
	_severities == set() with input as _model(icmp, false)
}

test_ipv6 if {
	value := {"protocol": "-1", "ipv6_cidr_blocks": ["::/0"], "open_ipv6_cidr_blocks": [0]}
	{f.field | some f in rule.findings} == {"ipv6_cidr_blocks.0"} with input as _model(value, false)
}

test_narrow_ranges_and_egress if {
	_severities == set() with input as _model({"protocol": "-1", "cidr_blocks": ["10.0.0.0/8"]}, true)
	_severities == set() with input as _model(object.union(_all, {"direction": "egress"}), true)
}

test_unknown_ranges if {
	value := {"protocol": "-1", "unknown": {"cidr_blocks": "variable-without-default"}}
	_severities == set() with input as _model(value, false)
	{u.field | some u in rule.undecided} == {"cidr_blocks"} with input as _model(value, false)
}

test_unknown_ranges_of_what_is_not_judged if {
	value := {"protocol": "tcp", "from_port": 443, "to_port": 443, "unknown": {"cidr_blocks": "variable-without-default"}}
	rule.undecided == set() with input as _model(value, false)
	count(rule.undecided) == 1 with input as _model(value, true)
}

test_unknown_protocol if {
	value := object.union(object.remove(_all, ["protocol"]), {"unknown": {"protocol": "data-source"}})
	_severities == set() with input as _model(value, false)
	{u.field | some u in rule.undecided} == {"protocol"} with input as _model(value, false)
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_all := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"], "open_cidr_blocks": [0]}

_tcp(first, last) := object.union(_all, {"protocol": "tcp", "from_port": first, "to_port": last})

_model(more, attached) := {
	"security_group_rules": [object.union(
		{"ref": 1, "type": "aws_security_group_rule", "address": "r", "direction": "ingress", "group": {"ref": 2, "address": "g"}},
		more,
	)],
	"security_groups": [{"ref": 2, "uses": [{"kind": "cluster", "name": "c", "ref": 3} | attached]}],
}

_balanced(more) := object.union(_model(more, false), {"security_groups": [{
	"ref": 2, "uses": [{"kind": "load-balancer", "name": "lb", "ref": 3}],
}]})
