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
