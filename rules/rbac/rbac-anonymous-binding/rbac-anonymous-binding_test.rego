package rules.rbac["rbac-anonymous-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-anonymous-binding"] as rule

test_critical_but_for_old_roles_of_discovery if {
	every case in [
		["view", "ClusterRole", given.user("system:anonymous"), {["critical", 71, "name"]}],
		["view", "ClusterRole", given.group("system:unauthenticated"), {["critical", 72, "name"]}],
		["system:discovery", "ClusterRole", given.group("system:unauthenticated"), {["high", 72, "name"]}],
		["system:basic-user", "ClusterRole", given.group("system:unauthenticated"), {["high", 72, "name"]}],
		["system:public-info-viewer", "ClusterRole", given.group("system:unauthenticated"), set()],
		["system:public-info-viewer", "Role", given.group("system:unauthenticated"), {["critical", 72, "name"]}],
	] {
		_brief(rule.findings) == case[3] with input.role_bindings as _given(case[0], case[1], case[2])
	}
}

test_kind_and_name_both_count if {
	every case in [
		["view", "ClusterRole", given.group("system:anonymous"), set()],
		["view", "ClusterRole", given.user("system:unauthenticated"), set()],
		["view", "ClusterRole", given.account("a", "system:anonymous"), set()],
		["view", "ClusterRole", given.group("system:authenticated"), set()],
	] {
		_brief(rule.findings) == case[3] with input.role_bindings as _given(case[0], case[1], case[2])
	}
}

test_an_unknown_role_is_undecided if {
	open := object.union(
		object.remove(
			given.everywhere([given.user("system:anonymous")]),
			["role_name"],
		),
		{"unknown": {
			"role_name": "template-value", "admin_equivalent": "template-value",
		}},
	)
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {
		{"ref": 50, "field": "role_name", "reason": "template-value"},
	} with input.role_bindings as [open]
}

_given(role, kind, subject) := [object.union(
	given.everywhere([subject]),
	{"role_name": role, "role_kind": kind},
)]

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}
