package rules.network["default-deny-shadowed_test"]

import data.rules.network["default-deny-shadowed"] as rule

test_medium_if_some_workloads_are_opened if {
	found := rule.findings with input as _unit([_shadow], [_web([1, 2], true), _api([1], false)])
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "peers", "medium",
		`NetworkPolicy "open" voids NetworkPolicy "deny": everything may connect to Deployment "web"`,
	]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[1, "pod_selector"]}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["network-policy-allows-all", 7]}
}

test_high_if_all_are_opened if {
	_said == {[
		"high",
		`NetworkPolicy "open" voids NetworkPolicy "deny": everything may connect to every workload of the namespace`,
	]} with input as _unit([_shadow], [_web([1, 2], true), _api([1, 2], true)])
}

test_high_if_several_policies_open_all_together if {
	other := object.union(_shadow, {"ref": 5, "name": "other"})
	found := rule.findings with input as _unit([_shadow, other], [_web([1, 2], true), _api([1, 5], true)])
	{f.severity | some f in found} == {"high"}
	count(found) == 2
}

test_pods_that_policies_do_not_hold_for_do_not_count if {
	agent := object.union(_api([1], true), {"network": {"covered": false}})
	{f.severity | some f in rule.findings} == {"high"} with input as _unit([_shadow], [_web([1, 2], true), agent])
}

test_no_default_deny_no_finding if {
	narrow := object.union(_deny, {"selects_all": false})
	rule.findings == set() with input as {"network_policies": [narrow, _shadow], "workloads": [_web([1, 2], true)]}
}

test_rules_that_allow_less_shadow_nothing if {
	every less in [{"all_ports": false}, {"all_peers": false}] {
		narrow := object.union(_shadow, {"ingress": [object.union(_all, less)]})
		rule.findings == set() with input as _unit([narrow], [_web([1, 2], false), _api([1], false)])
	}
	refused := object.union(_shadow, {"invalid": "no CIDR"})
	rule.findings == set() with input as _unit([refused], [_web([1, 2], false), _api([1], false)])
	other_direction := object.union(_shadow, {"isolates_ingress": false})
	rule.findings == set() with input as _unit([other_direction], [_web([1], false), _api([1], false)])
}

test_egress if {
	shadow := object.union(_shadow, {"isolates_egress": true, "isolates_ingress": false, "egress": [_all]})
	web := object.union(_web([1], false), {"network": {"egress": {"unrestricted": true, "policies": [1, 2]}}})
	_said == {[
		"medium",
		`NetworkPolicy "open" voids NetworkPolicy "deny": Deployment "web" may connect to everything`,
	]} with input as _unit([shadow], [web, _api([1], false)])
}

test_where_nothing_runs_it_holds_for_what_will if {
	every_one := object.union(_shadow, {"selects_all": true, "selects": []})
	empty := {"network_policies": [object.remove(_deny, ["selects"]), object.remove(every_one, ["selects"])]}
	_said == {[
		"high",
		`NetworkPolicy "open" voids NetworkPolicy "deny": everything may connect to every workload of the namespace`,
	]} with input as empty
	elsewhere := {
		"network_policies": [
			object.remove(_deny, ["selects"]),
			object.union(object.remove(every_one, ["selects"]), {"namespace": "bank"}),
		],
	}
	rule.findings == set() with input as elsewhere
	some_pods := {"network_policies": [object.remove(_deny, ["selects"]), object.remove(_shadow, ["selects"])]}
	rule.findings == set() with input as some_pods
	rule.findings == set() with input as object.union(empty, {"engine_policies": [{"ref": 9}]})
}

test_a_policy_of_an_engine_makes_it_undecided if {
	web := object.union(
		object.remove(_web([1, 2], true), ["network"]),
		{
			"unknown": {"network.ingress.unrestricted": "not-evaluated"},
			"network": {"covered": true, "ingress": {"policies": [1, 2]}, "egress": {"policies": [1]}},
		},
	)
	model := _unit([_shadow], [web])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "peers", "reason": "not-evaluated"}} with input as model
}

_said contains [f.severity, f.message] if some f in rule.findings

_unit(policies, workloads) := {
	"network_policies": array.concat([_deny], policies),
	"workloads": workloads,
}

_deny := {
	"ref": 1, "kind": "NetworkPolicy", "name": "deny", "namespace": "shop", "selects_all": true,
	"isolates_ingress": true, "isolates_egress": true, "selects": [3, 4],
}

_all := {"ref": 7, "all_ports": true, "all_peers": true, "world": false}

_shadow := {
	"ref": 2, "kind": "NetworkPolicy", "name": "open", "namespace": "shop", "selects_all": false,
	"isolates_ingress": true, "isolates_egress": false, "ingress": [_all], "selects": [3],
}

_web(policies, open) := _workload(3, "web", policies, open)

_api(policies, open) := _workload(4, "api", policies, open)

_workload(ref, name, policies, open) := {"ref": ref, "kind": "Deployment", "name": name, "network": {
	"covered": true,
	"ingress": {"policies": policies, "unrestricted": open},
	"egress": {"policies": [1], "unrestricted": false},
}}
