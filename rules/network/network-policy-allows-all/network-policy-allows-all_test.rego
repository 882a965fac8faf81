package rules.network["network-policy-allows-all_test"]

import data.rules.network["network-policy-allows-all"] as rule

test_everything_may_connect if {
	rule.findings == {{
		"ref": 2, "field": "peers", "severity": "medium",
		"message": `NetworkPolicy "p" lets every pod and address connect on every port`,
	}} with input as _ingress(_all)
}

test_every_address_may_connect if {
	every cidr in ["0.0.0.0/0", "::/0"] {
		[
			3,
			"cidr",
			"medium",
			`NetworkPolicy "p" lets every address connect on every port`,
		] in _said with input as _ingress(_world(cidr))
	}
}

test_ports_make_it_low if {
	ports := {"all_ports": false, "ports": [{"port": "80"}, {"port": "1", "end_port": 9}, {"protocol": "UDP"}, {}]}
	_said == {[
		2, "peers", "low",
		concat("", [
			`NetworkPolicy "p" lets every pod and address connect to port 80, 1-9, any of UDP, any of TCP;`,
			` targets of a load balancer need the addresses of its subnets only`,
		]),
	]} with input as _ingress(object.union(_all, ports))
}

test_all_namespaces_are_low_and_only_without_ports if {
	_said == {[
		3, "namespace_selector", "low",
		`NetworkPolicy "p" lets the pods of all namespaces connect on every port`,
	]} with input as _ingress(_namespaces)
	rule.findings == set() with input as _ingress(object.union(_namespaces, {"all_ports": false}))
}

test_the_peer_of_all_namespaces_is_named if {
	peers := [
		{"ref": 5, "namespace_selector": {"match_labels": {"a": "b"}}},
		{"ref": 6, "namespace_selector": {}, "pod_selector": {"match_labels": {"a": "b"}}},
		{"ref": 7, "namespace_selector": {}, "pod_selector": {}},
	]
	{f.ref | some f in rule.findings} == {7} with input as _ingress(object.union(_namespaces, {"peers": peers}))
}

test_egress_is_low_and_told_once if {
	second := object.union(_all, {"ref": 9})
	_said == {[
		2, "peers", "low",
		`NetworkPolicy "p" lets its pods connect to every pod and address`,
	]} with input as _policy({"isolates_egress": true, "egress": [_all, second]})
}

test_egress_with_ports_is_info if {
	_said == {[
		2, "peers", "info",
		`NetworkPolicy "p" lets its pods connect to every pod and address on port 443`,
	]} with input as _policy({"isolates_egress": true, "egress": [_https]})
}

test_the_rule_without_ports_speaks_for_the_policy if {
	{[f.ref, f.severity] | some f in rule.findings} == {[9, "low"]} with input as _policy({
		"isolates_egress": true,
		"egress": [_https, object.union(_all, {"ref": 9})],
	})
}

test_exceptions_and_named_peers_are_not_found if {
	named := {
		"ref": 2,
		"all_ports": true,
		"all_peers": false,
		"world": false,
		"world_except": true,
		"all_namespaces": false,
	}
	rule.findings == set() with input as _ingress(named)
	rule.findings == set() with input as _policy({"isolates_egress": true, "egress": [named]})
}

test_only_directions_that_the_policy_holds_for if {
	rule.findings == set() with input as _policy({"ingress": [_all], "egress": [_all]})
}

test_a_refused_policy_allows_nothing if {
	rule.findings == set() with input as _policy({
		"isolates_ingress": true, "isolates_egress": true, "invalid": "no CIDR",
		"ingress": [_all, _namespaces], "egress": [_all],
	})
}

test_templates_are_undecided if {
	rule.undecided == {{"ref": 2, "field": "peers", "reason": "template-value"}} with input as _ingress(object.union(
		_none,
		{"unknown": {"peers": "template-value"}},
	))
	rule.undecided == {{"ref": 3, "field": "cidr", "reason": "template-value"}} with input as _ingress(object.union(
		_none,
		{"peers": [{"ref": 3, "unknown": {"cidr": "template-value"}}]},
	))
	rule.undecided == {{"ref": 3, "field": "except", "reason": "template-value"}} with input as _ingress(object.union(
		_none,
		{"peers": [{"ref": 3, "cidr": "::/0", "unknown": {"except": "template-value"}}]},
	))
	rule.undecided == {{"ref": 1, "field": "egress", "reason": "template-value"}} with input as _policy({
		"isolates_egress": true,
		"unknown": {"egress": "template-value"},
	})
}

test_templates_that_cannot_matter_are_decided if {
	rule.undecided == set() with input as _ingress(object.union(
		_none,
		{"peers": [{"ref": 3, "cidr": "10.0.0.0/8", "unknown": {"except": "template-value"}}]},
	))
	rule.undecided == set() with input as _ingress(object.union(
		_world("::/0"),
		{"peers": [{"ref": 3, "cidr": "::/0"}, {"ref": 4, "unknown": {"cidr": "template-value"}}]},
	))
	rule.undecided == set() with input as _policy({
		"ingress": [object.union(_none, {"unknown": {"peers": "template-value"}})],
	})
}

_said contains [f.ref, f.field, f.severity, f.message] if some f in rule.findings

_none := {
	"ref": 2,
	"all_ports": true,
	"all_peers": false,
	"world": false,
	"world_except": false,
	"all_namespaces": false,
}

_all := object.union(_none, {"all_peers": true})

_https := object.union(_all, {"all_ports": false, "ports": [{"port": "443"}]})

_world(cidr) := object.union(_none, {"world": true, "peers": [
	{"ref": 5, "cidr": cidr, "except": ["10.0.0.0/8"]},
	{"ref": 3, "cidr": cidr},
]})

_namespaces := object.union(_none, {"all_namespaces": true, "peers": [{"ref": 3, "namespace_selector": {}}]})

_ingress(one) := _policy({"isolates_ingress": true, "ingress": [one]})

_policy(more) := {"network_policies": [object.union(
	{"ref": 1, "kind": "NetworkPolicy", "name": "p", "isolates_ingress": false, "isolates_egress": false},
	more,
)]}
