package rules["security-groups"]["sg-admin-port-open-to-world_test"]

import data.rules["security-groups"]["sg-admin-port-open-to-world"] as rule

test_ssh_on_any_group if {
	_found == {["high", "cidr_blocks.0", "r lets 0.0.0.0/0 in on port 22, which is SSH"]} with input as _model(_tcp(22, 22), [])
	message := "r lets 0.0.0.0/0 in on port 22, which is SSH, and n has the group"
	_found == {["high", "cidr_blocks.0", message]} with input as _model(_tcp(22, 22), ["nodes"])
}

test_ports_of_any_group if {
	every port in [22, 3389, 1433, 1521, 3306, 5432, 5439, 6379, 9042, 9200, 11211, 27017] {
		_severities == {"high"} with input as _model(_tcp(port, port), [])
	}
	every port in [80, 443, 8080, 10250, 6443, 9100, 30000] {
		_severities == set() with input as _model(_tcp(port, port), [])
	}
	_severities == {"high"} with input as _model(_udp(11211, 11211), [])
	_severities == set() with input as _model(_udp(22, 22), [])
}

test_ports_of_clusters if {
	every kind in ["nodes", "cluster", "pods"] {
		every port in [10250, 10255, 2375, 2376, 2379, 6443, 9100] {
			_severities == {"high"} with input as _model(_tcp(port, port), [kind])
		}
		_severities == {"medium"} with input as _model(_tcp(30000, 30000), [kind])
		_severities == {"medium"} with input as _model(_udp(32767, 40000), [kind])
		_severities == set() with input as _model(_tcp(8080, 8080), [kind])
	}
}

test_the_api_of_the_cluster if {
	_severities == {"medium"} with input as _model(_tcp(443, 443), ["cluster"])
	_severities == set() with input as _model(_tcp(443, 443), ["nodes"])
}

test_ranges if {
	_messages == {"r lets 0.0.0.0/0 in on ports 20 to 30, which include SSH"} with input as _model(_tcp(20, 30), [])
	_messages == {"r lets 0.0.0.0/0 in on ports 1024 to 65535, which include Cassandra, Memcached, MongoDB and 8 more"} with input as _model(
		_tcp(1024, 65535),
		[],
	)
	note := " (an NLB with instance targets needs them, but only for the ranges of the clients)"
	message := "r lets 0.0.0.0/0 in on ports 30000 to 32767, which include node ports%s, and n has the group"
	_messages == {sprintf(message, [note])} with input as _model(_tcp(30000, 32767), ["nodes"])
}

test_all_ports_are_reported_elsewhere if {
	_severities == set() with input as _model(_tcp(0, 65535), ["nodes"])
	_severities == set() with input as _model(object.union(_tcp(0, 0), {"protocol": "-1"}), ["nodes"])
}

test_the_kubelet_for_a_wide_private_range if {
	private := object.union(_tcp(10250, 10250), {"cidr_blocks": ["10.0.0.0/8"], "open_cidr_blocks": []})
	_found == {["info", "cidr_blocks.0", "r lets all of 10.0.0.0/8 in on port 10250, which is the kubelet, and n has the group"]} with input as _model(
		private,
		["nodes"],
	)
	_severities == set() with input as _model(private, [])
	_severities == set() with input as _model(object.union(private, {"cidr_blocks": ["10.1.0.0/16"]}), ["nodes"])
}

test_narrow_ranges_and_egress if {
	_severities == set() with input as _model(object.union(_tcp(22, 22), {"open_cidr_blocks": []}), ["nodes"])
	_severities == set() with input as _model(object.union(_tcp(22, 22), {"direction": "egress"}), ["nodes"])
	icmp := object.union(_tcp(8, 22), {"protocol": "icmp"})
	_severities == set() with input as _model(icmp, ["nodes"])
}

test_unknown_ranges if {
	ranges := object.union(
		object.remove(_tcp(22, 22), ["cidr_blocks", "open_cidr_blocks"]),
		{"unknown": {"cidr_blocks": "variable-without-default"}},
	)
	_severities == set() with input as _model(ranges, [])
	_unknown == {["cidr_blocks", "variable-without-default"]} with input as _model(ranges, [])
	harmless := object.union(ranges, {"from_port": 443, "to_port": 443})
	_unknown == set() with input as _model(harmless, [])
}

test_unknown_ports if {
	ports := object.union(object.remove(_tcp(22, 22), ["from_port"]), {"unknown": {"from_port": "data-source"}})
	_severities == set() with input as _model(ports, [])
	_unknown == {["from_port", "data-source"]} with input as _model(ports, [])
}

_found contains [f.severity, f.field, f.message] if some f in rule.findings

_messages contains f.message if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_tcp(first, last) := {"protocol": "tcp", "from_port": first, "to_port": last, "cidr_blocks": ["0.0.0.0/0"], "open_cidr_blocks": [0]}

_udp(first, last) := object.union(_tcp(first, last), {"protocol": "udp"})

_model(more, kinds) := {
	"security_group_rules": [object.union(
		{"ref": 1, "type": "aws_security_group_rule", "address": "r", "direction": "ingress", "group": {"ref": 2, "address": "g"}},
		more,
	)],
	"security_groups": [{"ref": 2, "uses": [{"kind": kind, "name": "n", "ref": 3} | some kind in kinds]}],
}
