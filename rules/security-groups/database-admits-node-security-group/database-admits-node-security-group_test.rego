package rules["security-groups"]["database-admits-node-security-group_test"]

import data.rules["security-groups"]["database-admits-node-security-group"] as rule

test_the_group_of_nodes_beside_that_of_pods if {
	_found == {[
		"medium", "security_groups",
		`r1 lets the group of n in to d, and so all pods on the nodes, though SecurityGroupPolicy "web" gives its clients a group of their own`,
	]} with input as _model([_from(1, 11), _from(2, 12)], "default")
}

test_only_the_group_of_pods if {
	_found == set() with input as _model([_from(2, 12)], "default")
	_found == set() with input as _model([_from(2, 12)], "strict")
}

test_without_a_policy_it_is_advice if {
	_found == set() with input as _model([_from(1, 11)], "default")
	_found == {["info", "security_groups", "r1 lets the group of n in to d, and so all pods on the nodes"]} with input as _model([_from(1, 11)], "strict")
}

test_the_group_that_eks_makes if {
	own := {"ref": 1, "address": "r1", "direction": "ingress", "source_clusters": [{"ref": 70, "address": "c"}]}
	_messages == {"r1 lets the group of c in to d, and so all pods on the nodes"} with input as _model([own], "strict")
}

test_the_ranges_of_nodes if {
	subnet := {"ref": 1, "address": "r1", "root": ".", "direction": "ingress", "cidr_blocks": ["10.9.0.0/24", "10.0.1.0/24"]}
	model := object.union(_model([subnet], "strict"), {"node_groups": [{"ref": 80, "root": ".", "subnets": [{"cidr_block": "10.0.1.0/24"}]}]})
	_found == {["info", "cidr_blocks.1", "r1 lets all of 10.0.1.0/24 in to d, and so all pods on the nodes"]} with input as model
	vpc := {"ref": 1, "address": "r1", "root": ".", "direction": "ingress", "cidr_blocks": ["10.0.0.0/16"], "vpc_cidr_blocks": [0]}
	_messages == {"r1 lets all of 10.0.0.0/16 in to d, and so all pods on the nodes"} with input as object.union(
		_model([vpc], "strict"),
		{"clusters": [{"root": "."}]},
	)
	_messages == set() with input as object.union(_model([vpc], "strict"), {"clusters": [{"root": "other"}]})
}

test_others if {
	every some_rule in [
		_from(1, 13), object.union(_from(1, 11), {"direction": "egress"}),
		{"ref": 1, "address": "r1", "direction": "ingress", "cidr_blocks": ["10.9.0.0/24"]},
	] {
		_found == set() with input as _model([some_rule], "strict")
	}
}

test_what_is_unknown if {
	open := {"ref": 1, "address": "r1", "direction": "ingress", "unknown": {"security_groups": "module-not-seen", "sources": "module-not-seen"}}
	_unknown == {["security_groups", "module-not-seen"]} with input as _model([open], "strict")
	_unknown == set() with input as _model([open], "default")
	joined := object.union(_from(2, 12), {"unknown": {"security_groups": "known-after-apply"}})
	_unknown == set() with input as _model([joined], "strict")
	ranges := {"ref": 1, "address": "r1", "direction": "ingress", "unknown": {"cidr_blocks": "variable-without-default"}}
	_unknown == {["cidr_blocks", "variable-without-default"]} with input as _model([ranges], "strict")
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_messages contains f.message if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_from(n, group) := {"ref": n, "address": sprintf("r%d", [n]), "direction": "ingress", "sources": [{"ref": group}]}

_model(rules, profile) := {
	"settings": {"profile": profile},
	"databases": [{"ref": 20, "address": "d", "groups": [{"ref": 10, "address": "g", "rules": rules}]}],
	"security_groups": [
		{"ref": 10, "address": "g", "rules": rules},
		{"ref": 11, "uses": [{"kind": "nodes", "name": "n"}]},
		{"ref": 12, "uses": [{"kind": "pods", "name": `SecurityGroupPolicy "web"`}]},
		{"ref": 13},
	],
}
