package rules.rbac["rbac-escalation-path_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-escalation-path"] as rule

test_the_first_step_is_where_it_lies if {
	found := rule.findings with input as _given([_principal("User", "u", [_step("bind", 11)])], [])
	{[f.ref, f.field, f.message] | some f in found} == {
		[11, "verbs", `User "u" can become cluster-admin: do bind`],
	}
}

test_a_step_of_a_built_in_role_lies_in_its_binding if {
	step := object.union(object.remove(_step("bind", 11), ["rule"]), {"binding": 21})
	{[f.ref, f.field] | some f in rule.findings} == {[21, "role_name"]} with input as _given(
		[_principal("User", "u", [step])],
		[],
	)
	neither := object.remove(step, ["binding"])
	{[f.ref, f.field] | some f in rule.findings} == {[5, ""]} with input as _given(
		[_principal("User", "u", [neither])],
		[],
	)
}

test_those_who_start_at_one_place if {
	two := [_principal("User", "u", [_step("bind", 11)]), _principal("User", "v", [_step("bind", 11)])]
	{f.message | some f in rule.findings} == {`User "u" can become cluster-admin: do bind; so can User "v"`}
		with input as _given(two, [])
	three := array.concat(two, [_principal("User", "w", [_step("bind", 11), _step("bind", 12)])])
	{f.message | some f in rule.findings} == {`User "u" can become cluster-admin: do bind; so can 2 others`}
		with input as _given(three, [])
	apart := [_principal("User", "u", [_step("bind", 11)]), _principal("User", "v", [_step("bind", 12)])]
	count(rule.findings) == 2 with input as _given(apart, [])
}

test_its_steps_are_not_reported_again if {
	steps := [_step("workload-create", 11), _step("secrets-read", 12)]
	{[s.rule, s.ref] | some f in rule.findings; some s in f.subsumes} == {
		["rbac-workload-create", 11],
		["rbac-secrets-read", 12],
	} with input as _given([_principal("User", "u", steps)], [])
}

test_who_is_left_out if {
	path := [_step("bind", 11)]
	system := object.union(_principal("ServiceAccount", "x", path), {"namespace": "kube-system"})
	rule.findings == set() with input as _given([system], [])
	count(rule.findings) == 1 with input as _given([object.union(system, {"namespace": "shop"})], [])
	rule.findings == set() with input as _given([_principal("User", "system:x", path)], [])
	count(rule.findings) == 1 with input as _given([_principal("Group", "system:authenticated", path)], [])
	rule.findings == set() with input as _given([_principal("User", "u", [])], [])
}

test_who_is_reported_otherwise if {
	who := object.union(_principal("User", "u", [_step("bind", 11)]), {"bindings": [50]})
	admin := object.union(given.everywhere([]), {"admin_equivalent": true})
	rule.findings == set() with input as _given([who], [admin])
	rule.findings == set() with input as _given([who], [object.union(given.everywhere([]), {"role_name": "edit"})])
	count(rule.findings) == 1 with input as _given(
		[who],
		[object.union(given.everywhere([]), {"role_name": "view"})],
	)
	local := object.union(given.within("shop", []), {"ref": 50, "role_name": "edit"})
	count(rule.findings) == 1 with input as _given([who], [local])
}

test_ways_that_wait_for_others if {
	rule.findings == set() with input as _given([_principal("User", "u", [_step("webhook", 11)])], [])
	controllers := object.union(
		_step("workload-create", 11),
		{"built_in": true, "becomes": "ServiceAccount kube-system/x"},
	)
	rule.findings == set() with input as _given([_principal("User", "u", [controllers])], [])
}

_principal(kind, name, path) := {"ref": 5, "kind": kind, "name": name, "bindings": [], "escalation_path": path}

_step(via, ref) := {
	"via": via,
	"text": sprintf("do %s", [via]),
	"becomes": "cluster-admin",
	"built_in": false,
	"rule": ref,
}

_given(principals, bindings) := {"principals": principals, "role_bindings": bindings}
