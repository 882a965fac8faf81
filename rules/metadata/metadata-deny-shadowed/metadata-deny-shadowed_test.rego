package rules.metadata["metadata-deny-shadowed_test"]

import data.rules.metadata["metadata-deny-shadowed"] as rule

test_another_policy_opens_it if {
	found := rule.findings with input as _unit([_deny, _open], [_web])
	{[f.ref, f.field, f.message] | some f in found} == {[
		8, "peers",
		`NetworkPolicy "open" opens the instance metadata to Deployment "web", which NetworkPolicy "deny" denies`,
	]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[6, "except"]}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {
		["network-policy-allows-all", 8],
		["default-deny-shadowed", 8],
	}
}

test_a_block_is_named_where_it_stands if {
	rule_ := object.union(_all, {"all_peers": false, "peers": [{"ref": 9}, {"ref": 10, "metadata_ipv4": "broad"}]})
	open := object.union(_open, {"egress": [rule_]})
	{[f.ref, f.field] | some f in rule.findings} == {[10, "cidr"]} with input as _unit([_deny, open], [_web])
}

test_a_default_deny_counts_too if {
	found := rule.findings with input as _unit([_default_deny, _open], [_web])
	{[r.ref, r.field] | some f in found; some r in f.related} == {[1, "pod_selector"]}
	count(found) == 1
}

test_an_exception_is_named_first if {
	default_deny := object.union(_default_deny, {"ref": 0, "name": "default"})
	web := object.union(_web, {"network": {"egress": {"policies": [0, 1, 2]}}})
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "open" opens the instance metadata to Deployment "web", which NetworkPolicy "deny" denies`,
	} with input as _unit([default_deny, _deny, _open], [web])
}

test_only_what_is_open_in_the_end if {
	every answer in ["blocked", "exception"] {
		web := object.union(_web, {"network": {"egress": {"metadata_ipv4": answer}}})
		rule.findings == set() with input as _unit([_deny, _open], [web])
	}
	host := object.union(_web, {"network": {"covered": false}})
	rule.findings == set() with input as _unit([_deny, _open], [host])
}

test_without_a_deny_nothing_is_shadowed if {
	every less in [{"isolates_egress": false}, {"invalid": "no CIDR"}] {
		rule.findings == set() with input as _unit([object.union(_deny, less), _open], [_web])
	}
	itself := object.union(_deny, {"egress": array.concat(_deny.egress, [object.union(_all, {"ref": 11})])})
	rule.findings == set() with input as _unit([itself], [object.union(_web, {"network": {"egress": {"policies": [1]}}})])
}

test_an_exception_made_for_it_is_none if {
	allow := object.union(_open, {"egress": [object.union(_all, {"metadata_ipv4": "exception"})]})
	rule.findings == set() with input as _unit([_deny, allow], [_web])
}

test_where_nothing_runs_it_holds_for_what_will if {
	_empty := {"network_policies": [object.remove(_default_deny, ["selects"]), object.remove(_open, ["selects"])]}
	{f.message | some f in rule.findings} == {
		`NetworkPolicy "open" opens the instance metadata to all pods that both select, which NetworkPolicy "deny" denies`,
	} with input as _empty
	elsewhere := {
		"network_policies": [_empty.network_policies[0], object.union(_empty.network_policies[1], {"namespace": "bank"})],
	}
	rule.findings == set() with input as elsewhere
	narrow := {"network_policies": [object.remove(_deny, ["selects"]), _empty.network_policies[1]]}
	rule.findings == set() with input as {
		"network_policies": [object.union(narrow.network_policies[0], {"selects_all": false}), narrow.network_policies[1]],
	}
	rule.findings == set() with input as object.union(_empty, {"engine_policies": [{"ref": 12}]})
}

test_a_named_port_is_undecided if {
	named := object.union(_all, {"unknown": {"metadata_ipv4": "not-in-input"}, "ports": [{"ref": 13, "port": "http"}]})
	open := object.union(_open, {"egress": [object.remove(named, ["metadata_ipv4"])]})
	model := _unit([_deny, open], [_unknown("not-in-input")])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 8, "field": "ports", "reason": "not-in-input"}} with input as model
}

test_a_template_for_the_peers_is_undecided if {
	template := object.union(object.remove(_all, ["metadata_ipv4"]), {"unknown": {"metadata_ipv4": "template-value"}})
	open := object.union(_open, {"egress": [template]})
	rule.undecided == {
		{"ref": 8, "field": "peers", "reason": "template-value"},
	} with input as _unit([_deny, open], [_unknown("template-value")])
}

test_a_policy_of_an_engine_makes_it_undecided if {
	model := _unit([_deny, _open], [_unknown("not-evaluated")])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 8, "field": "peers", "reason": "not-evaluated"}} with input as model
	rule.undecided == set() with input as _unit([_open], [_unknown("not-evaluated")])
}

_unit(policies, workloads) := {"network_policies": policies, "workloads": workloads}

_default_deny := {
	"ref": 1, "kind": "NetworkPolicy", "name": "deny", "namespace": "shop", "selects_all": true,
	"isolates_ingress": false, "isolates_egress": true, "selects": [3],
}

_deny := object.union(_default_deny, {"egress": [{
	"ref": 5, "all_peers": false, "all_ports": true, "world_except": true,
	"peers": [{"ref": 6, "cidr": "0.0.0.0/0", "excepts_metadata_ipv4": true}],
}]})

_all := {"ref": 8, "all_peers": true, "all_ports": true, "metadata_ipv4": "broad"}

_open := {
	"ref": 2, "kind": "NetworkPolicy", "name": "open", "namespace": "shop", "selects_all": false,
	"isolates_ingress": false, "isolates_egress": true, "selects": [3], "egress": [_all],
}

_web := {"ref": 3, "kind": "Deployment", "name": "web", "network": {
	"covered": true,
	"egress": {"policies": [1, 2], "metadata_ipv4": "open"},
}}

_unknown(reason) := {
	"ref": 3, "kind": "Deployment", "name": "web", "unknown": {"network.egress.metadata_ipv4": reason},
	"network": {"covered": true, "egress": {"policies": [1, 2]}},
}
