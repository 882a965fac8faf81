package rules["security-groups"]["sgp-dns-blocked_test"]

import data.rules["security-groups"]["sgp-dns-blocked"] as rule

test_no_way_out if {
	_found == {["medium", `the pods of SecurityGroupPolicy "web" cannot ask CoreDNS: their groups do not let them out to port 53`]} with input as _model(
		[_rule("egress", "tcp", 443)],
		[],
	)
}

test_tcp_is_missing if {
	_found == {[
		"low",
		`the pods of SecurityGroupPolicy "web" cannot ask CoreDNS by TCP, for answers that are long: their groups do not let them out to port 53`,
	]} with input as _model([_rule("egress", "udp", 53)], [])
}

test_udp_is_missing if {
	_severities == {"medium"} with input as _model([_rule("egress", "tcp", 53)], [])
}

test_a_way_out if {
	every rules in [
		[{"direction": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}],
		[_rule("egress", "udp", 53), _rule("egress", "tcp", 53)],
		[{"direction": "egress", "protocol": "-1", "source_clusters": [{"ref": 70}]}],
		[{"direction": "egress", "protocol": "-1", "unknown": {"sources": "module-not-seen"}}],
		[{"direction": "egress", "protocol": "-1", "sources": [{"ref": 60}]}],
	] {
		_severities == set() with input as _model(rules, [])
	}
}

test_a_way_out_to_a_database_only if {
	database := {"ref": 61, "root": ".", "uses": [{"kind": "database", "name": "d"}]}
	_severities == {"medium"} with input as object.union(
		_model([{"direction": "egress", "protocol": "-1", "sources": [{"ref": 61}]}], []),
		{"security_groups": [database]},
	)
}

test_the_nodes_let_nobody_in if {
	_messages == {`the pods of SecurityGroupPolicy "web" cannot ask CoreDNS: those of the nodes do not let them in there`} with input as _model(_out, [_rule(
		"ingress",
		"tcp",
		443,
	)])
}

test_the_nodes_let_them_in if {
	every rules in [
		[_from_pods("udp"), _from_pods("tcp")],
		[{"direction": "ingress", "protocol": "-1", "cidr_blocks": ["10.0.0.0/8"]}],
		[{"direction": "ingress", "protocol": "-1", "unknown": {"sources": "data-source"}}],
	] {
		_severities == set() with input as _model(_out, rules)
	}
	others := [{"direction": "ingress", "protocol": "-1", "sources": [{"ref": 99}]}]
	_severities == {"medium"} with input as _model(_out, others)
	_severities == {"low"} with input as _model(_out, [_from_pods("udp")])
}

test_the_rules_of_the_group_that_eks_makes if {
	model := object.union(_model(_out, []), {
		"clusters": [{"ref": 70, "root": "."}],
		"security_group_rules": [object.union(_from_pods("udp"), {"cluster": {"ref": 70}})],
	})
	_severities == {"low"} with input as model
}

test_nothing_is_known_of_the_nodes if {
	_severities == set() with input as _model(_out, [])
	_unknown == {"not-in-input"} with input as _model(_out, [])
}

test_groups_add_up if {
	other := {
		"ref": 3, "kind": "SecurityGroupPolicy", "name": "dns", "selects": [50],
		"groups": [{"field": "group_ids.0", "group": {"ref": 4, "root": ".", "rules": _out}}],
	}
	model := object.union(_model([], [_from_pods("udp"), _from_pods("tcp")]), {"security_group_policies": array.concat(
		_model([], []).security_group_policies,
		[other],
	)})
	_severities == set() with input as model
}

test_pods_with_the_group_of_nodes if {
	model := {
		"security_group_policies": [{
			"ref": 1, "kind": "SecurityGroupPolicy", "name": "web",
			"groups": [{"field": "group_ids.0", "group": {"ref": 2, "root": ".", "uses": [{"kind": "nodes", "name": "n"}]}}],
		}],
	}
	_severities == set() with input as model
}

test_auto_mode_and_unknown_groups if {
	auto := object.union(_model([], []), {"clusters": [{"ref": 70, "root": ".", "compute_config": {"enabled": true}}]})
	_severities == set() with input as auto
	model := _model([], [])
	unknown_group := json.patch(model, [{"op": "add", "path": "security_group_policies/0/other_groups", "value": true}])
	_severities == set() with input as unknown_group
	unknown_rules := json.patch(model, [{"op": "add", "path": "security_group_policies/0/groups/0/group/unknown", "value": {"rules": "not-in-input"}}])
	_severities == set() with input as unknown_rules
	_unknown == {"not-in-input"} with input as unknown_rules
}

_found contains [f.severity, f.message] if some f in rule.findings

_messages contains f.message if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains u.reason if some u in rule.undecided

_rule(direction, protocol, port) := {
	"ref": 8, "direction": direction, "protocol": protocol, "from_port": port, "to_port": port,
	"cidr_blocks": ["10.0.0.0/8"],
}

_from_pods(protocol) := {
	"ref": 8, "direction": "ingress", "protocol": protocol, "from_port": 53, "to_port": 53,
	"sources": [{"ref": 2}],
}

_out := [{"ref": 8, "direction": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]

# The policy with the rules of its group, and those of the group of nodes.
_model(of_pods, of_nodes) := {
	"security_group_policies": [{
		"ref": 1, "kind": "SecurityGroupPolicy", "name": "web", "selects": [50],
		"groups": [{"field": "group_ids.0", "group": {"ref": 2, "root": ".", "rules": of_pods}}],
	}],
	"security_groups": [{"ref": 5, "root": ".", "uses": [{"kind": "nodes", "name": "n"}], "rules": of_nodes} | of_nodes != []],
}
