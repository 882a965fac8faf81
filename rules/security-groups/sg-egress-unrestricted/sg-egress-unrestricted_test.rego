package rules["security-groups"]["sg-egress-unrestricted_test"]

import data.rules["security-groups"]["sg-egress-unrestricted"] as rule

test_the_group_of_pods if {
	_found == {["medium", "cidr_blocks.0", "r lets everything out to 0.0.0.0/0, and n has the group"]} with input as _model(_all, "pods", "default")
}

test_other_groups_in_the_strict_profile_only if {
	every kind in ["nodes", "cluster", "database"] {
		_severities == set() with input as _model(_all, kind, "default")
		_severities == {"low"} with input as _model(_all, kind, "strict")
	}
}

test_less_than_everything if {
	every more in [
		{"protocol": "tcp", "from_port": 443, "to_port": 443},
		{"cidr_blocks": ["10.0.0.0/8"], "open_cidr_blocks": []},
		{"direction": "ingress"},
	] {
		_severities == set() with input as _model(object.union(_all, more), "pods", "default")
	}
}

test_what_is_unknown if {
	ranges := object.union(object.remove(_all, ["cidr_blocks", "open_cidr_blocks"]), {"unknown": {"cidr_blocks": "data-source"}})
	_unknown == {["cidr_blocks", "data-source"]} with input as _model(ranges, "pods", "default")
	_unknown == set() with input as _model(ranges, "nodes", "default")
	protocol := object.union(object.remove(_all, ["protocol"]), {"unknown": {"protocol": "data-source"}})
	_unknown == {["protocol", "data-source"]} with input as _model(protocol, "pods", "default")
	_severities == set() with input as _model(protocol, "pods", "default")
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_all := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"], "open_cidr_blocks": [0]}

_model(more, kind, profile) := {
	"settings": {"profile": profile},
	"security_group_rules": [object.union(
		{"ref": 1, "type": "aws_security_group_rule", "address": "r", "direction": "egress", "group": {"ref": 2, "address": "g"}},
		more,
	)],
	"security_groups": [{"ref": 2, "uses": [{"kind": kind, "name": "n", "ref": 3}]}],
}
