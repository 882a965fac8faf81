package rules.lib.security_groups_test

import data.rules.lib.security_groups

test_the_world if {
	security_groups.world({"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "open_cidr_blocks": [1]}) == ["cidr_blocks.1", "0.0.0.0/0"]
	security_groups.world({"ipv6_cidr_blocks": ["::/0"], "open_ipv6_cidr_blocks": [0]}) == ["ipv6_cidr_blocks.0", "::/0"]
	halves := {"cidr_blocks": ["0.0.0.0/1", "128.0.0.0/1"], "open_cidr_blocks": [0, 1]}
	security_groups.world(halves) == ["cidr_blocks.0", "0.0.0.0/1 and 128.0.0.0/1"]
	not security_groups.world({"cidr_blocks": ["10.0.0.0/8"]})
}

test_all_ports if {
	every rule in [
		{"protocol": "-1"}, {"protocol": "ALL"}, {"protocol": "-1", "from_port": 443, "to_port": 443},
		{"protocol": "tcp", "from_port": 0, "to_port": 65535}, {"protocol": "17", "from_port": 1, "to_port": 65535},
	] {
		security_groups.all_ports(rule)
		security_groups.ports(rule) == "all ports"
	}
	every rule in [
		{"protocol": "tcp", "from_port": 0, "to_port": 0}, {"protocol": "tcp", "from_port": 1024, "to_port": 65535},
		{"protocol": "icmp", "from_port": -1, "to_port": -1}, {},
	] {
		not security_groups.all_ports(rule)
	}
	security_groups.ports({"from_port": 1, "to_port": 1}) == "port 1"
	security_groups.ports({"from_port": 1, "to_port": 2}) == "ports 1 to 2"
}

test_touched_ports if {
	every rule in [
		{"protocol": "-1"}, {"protocol": "tcp", "from_port": 53, "to_port": 53},
		{"protocol": "6", "from_port": 0, "to_port": 100}, {"protocol": "TCP", "from_port": 10, "to_port": 53},
	] {
		security_groups.touches(rule, "tcp", 53, 60)
	}
	every rule in [
		{"protocol": "udp", "from_port": 53, "to_port": 53}, {"protocol": "icmp", "from_port": -1, "to_port": -1},
		{"protocol": "tcp", "from_port": 54, "to_port": 54}, {"protocol": "tcp", "from_port": 1, "to_port": 52}, {},
	] {
		not security_groups.touches(rule, "tcp", 53, 53)
	}
}

test_what_is_unknown if {
	rule := {"unknown": {"cidr_blocks.1": "data-source", "from_port": "variable-without-default"}}
	security_groups.ranges_unknown(rule) == {["cidr_blocks", "data-source"]}
	security_groups.ports_unknown(rule) == {["from_port", "variable-without-default"]}
	security_groups.ranges_unknown({}) == set()
	security_groups.ports_unknown({}) == set()
}

test_uses if {
	model := {"security_groups": [
		{"ref": 1, "uses": [{"kind": "nodes", "name": "b"}, {"kind": "nodes", "name": "a"}, {"kind": "database", "name": "d"}]},
		{"ref": 2},
	]}
	of_nodes := {"group": {"ref": 1}}
	[use.name | some use in security_groups.uses(of_nodes, {"nodes"})] == ["b", "a"] with input as model
	security_groups.by_whom(of_nodes, {"nodes"}) == ", and a has the group" with input as model
	every rule in [{"group": {"ref": 2}}, {"group": {"ref": 3}}, {}] {
		security_groups.uses(rule, {"nodes"}) == [] with input as model
		security_groups.by_whom(rule, {"nodes"}) == "" with input as model
	}
	of_cluster := {"cluster": {"ref": 9, "address": "c"}}
	security_groups.by_whom(of_cluster, {"cluster"}) == ", and c has the group" with input as model
	security_groups.is_of_nodes(model.security_groups[0])
	not security_groups.is_of_nodes(model.security_groups[1])
}

test_prefix_lists if {
	security_groups.world({"prefix_lists": [{"address": "a"}, {"address": "b", "open": true}]}) == ["prefix_list_ids", "everybody, by b,"]
	not security_groups.world({"prefix_lists": [{"address": "a"}]})
	security_groups.ranges_unknown({"prefix_lists": [{"entry": [{"unknown": {"cidr": "data-source"}}]}]}) == {["prefix_list_ids", "data-source"]}
	count(security_groups.ranges_unknown({"prefix_lists": [{"unknown": {"entry": "unknown-count"}}]})) == 1
	security_groups.ranges_unknown({"prefix_lists": [{"entry": [{"cidr": "10.0.0.0/8"}]}]}) == set()
}
