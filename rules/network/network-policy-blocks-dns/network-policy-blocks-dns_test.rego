package rules.network["network-policy-blocks-dns_test"]

import data.rules.network["network-policy-blocks-dns"] as rule

test_dns_is_blocked if {
	rule.findings == {{
		"ref": 1, "field": "egress",
		"message": `NetworkPolicy "p" leaves DNS blocked for Deployment "web"`,
	}} with input as _unit({"dns_udp": "blocked", "dns_tcp": "blocked"}, {})
}

test_only_tcp_is_info if {
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info",
		`NetworkPolicy "p" leaves DNS over TCP blocked for Deployment "web", which long answers need`,
	]} with input as _unit({"dns_udp": "open", "dns_tcp": "blocked"}, {})
}

test_open_is_not_found if {
	rule.findings == set() with input as _unit({"dns_udp": "open", "dns_tcp": "open"}, {})
}

test_only_pods_that_ask_the_cluster if {
	blocked := {"dns_udp": "blocked", "dns_tcp": "blocked"}
	every policy in ["ClusterFirst", "ClusterFirstWithHostNet"] {
		count(rule.findings) == 1 with input as _unit(blocked, {"dns_policy": policy})
	}
	every policy in ["Default", "None"] {
		rule.findings == set() with input as _unit(blocked, {"dns_policy": policy})
	}
	rule.findings == set() with input as _unit(blocked, {"unknown": {"dns_policy": "template-value"}})
	rule.findings == set() with input as _unit(object.union(blocked, {"isolated": false}), {})
	rule.findings == set() with input as _unit(blocked, {"network": {"covered": false}})
}

test_the_default_deny_speaks_for_all if {
	blocked := {"dns_udp": "blocked", "dns_tcp": "blocked", "policies": [1, 2]}
	deny := {"ref": 2, "kind": "NetworkPolicy", "name": "deny", "selects_all": true, "isolates_egress": true}
	unit := _unit(blocked, {})
	model := object.union(unit, {"network_policies": array.concat(unit.network_policies, [deny])})
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "deny" leaves DNS blocked for Deployment "web"`,
	} with input as model
}

test_many_workloads_are_counted if {
	network := {"covered": true, "egress": {"isolated": true, "policies": [1], "dns_udp": "blocked"}}
	workloads := [{"ref": i, "kind": "Pod", "name": sprintf("p%d", [i]), "network": network} |
		some i in numbers.range(5, 9)
	]
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "p" leaves DNS blocked for Pod "p5", Pod "p6", Pod "p7" and 2 more`,
	} with input as {
		"workloads": workloads,
		"network_policies": [{"ref": 1, "kind": "NetworkPolicy", "name": "p"}],
	}
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "p" leaves DNS blocked for Pod "p5", Pod "p6" and Pod "p7"`,
	} with input as {
		"workloads": array.slice(workloads, 0, 3),
		"network_policies": [{"ref": 1, "kind": "NetworkPolicy", "name": "p"}],
	}
}

test_an_unknown_answer_is_undecided_once if {
	unknown := {"unknown": {"network.egress.dns_udp": "not-in-input"}}
	model := _unit({}, unknown)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "egress", "reason": "not-in-input"}} with input as model
	rule.undecided == set() with input as _unit({}, object.union(unknown, {"dns_policy": "None"}))
}

_unit(egress, more) := {
	"network_policies": [{"ref": 1, "kind": "NetworkPolicy", "name": "p", "selects_all": false, "isolates_egress": true}],
	"workloads": [object.union(
		{
			"ref": 3, "kind": "Deployment", "name": "web",
			"network": {"covered": true, "egress": object.union({"isolated": true, "policies": [1]}, egress)},
		},
		more,
	)],
}
