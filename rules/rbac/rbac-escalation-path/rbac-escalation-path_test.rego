package rules.rbac["rbac-escalation-path_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-escalation-path"] as rule

test_the_first_step_is_where_it_lies if {
	found := _found([_principal("User", "u", [_step("bind", 11)])], [])
	{[f.ref, f.field, f.message] | some f in found} == {[11, "verbs", `User "u" can become cluster-admin: do bind`]}
}

test_a_step_of_a_built_in_role_lies_in_its_binding if {
	step := object.union(object.remove(_step("bind", 11), ["rule"]), {"binding": 21})
	{[f.ref, f.field] | some f in _found([_principal("User", "u", [step])], [])} == {[21, "role_name"]}
	neither := object.remove(step, ["binding"])
	{[f.ref, f.field] | some f in _found([_principal("User", "u", [neither])], [])} == {[5, ""]}
}

test_those_who_start_at_one_place if {
	two := [_principal("User", "u", [_step("bind", 11)]), _principal("User", "v", [_step("bind", 11)])]
	{f.message | some f in _found(two, [])} == {`User "u" can become cluster-admin: do bind; so can User "v"`}
	three := array.concat(two, [_principal("User", "w", [_step("bind", 11), _step("bind", 12)])])
	{f.message | some f in _found(three, [])} == {`User "u" can become cluster-admin: do bind; so can 2 others`}
	apart := [_principal("User", "u", [_step("bind", 11)]), _principal("User", "v", [_step("bind", 12)])]
	count(_found(apart, [])) == 2
}

test_its_steps_are_not_reported_again if {
	steps := [_step("workload-create", 11), _step("secrets-read", 12)]
	{[s.rule, s.ref] | some f in _found([_principal("User", "u", steps)], []); some s in f.subsumes} == {
		["rbac-workload-create", 11],
		["rbac-secrets-read", 12],
	}
}

test_who_is_left_out if {
	path := [_step("bind", 11)]
	system := object.union(_principal("ServiceAccount", "x", path), {"namespace": "kube-system"})
	_found([system], []) == set()
	count(_found([object.union(system, {"namespace": "shop"})], [])) == 1
	_found([_principal("User", "system:x", path)], []) == set()
	count(_found([_principal("Group", "system:authenticated", path)], [])) == 1
	_found([_principal("User", "u", [])], []) == set()
}

test_who_is_reported_otherwise if {
	who := object.union(_principal("User", "u", [_step("bind", 11)]), {"bindings": [50]})
	admin := object.union(given.everywhere([]), {"admin_equivalent": true})
	_found([who], [admin]) == set()
	_found([who], [object.union(given.everywhere([]), {"role_name": "edit"})]) == set()
	count(_found([who], [object.union(given.everywhere([]), {"role_name": "view"})])) == 1
	local := object.union(given.within("shop", []), {"ref": 50, "role_name": "edit"})
	count(_found([who], [local])) == 1
}

test_ways_that_wait_for_others if {
	_found([_principal("User", "u", [_step("webhook", 11)])], []) == set()
	controllers := object.union(_step("workload-create", 11), {"built_in": true, "becomes": "ServiceAccount kube-system/x"})
	_found([_principal("User", "u", [controllers])], []) == set()
}

_principal(kind, name, path) := {"ref": 5, "kind": kind, "name": name, "bindings": [], "escalation_path": path}

_step(via, ref) := {"via": via, "text": sprintf("do %s", [via]), "becomes": "cluster-admin", "built_in": false, "rule": ref}

_found(principals, bindings) := found if {
	found := rule.findings with input as {"principals": principals, "role_bindings": bindings}
}
