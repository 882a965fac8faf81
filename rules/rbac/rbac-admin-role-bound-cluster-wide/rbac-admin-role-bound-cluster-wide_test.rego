package rules.rbac["rbac-admin-role-bound-cluster-wide_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-admin-role-bound-cluster-wide"] as rule

test_high_in_the_whole_cluster if {
	every name in ["admin", "edit"] {
		_brief(rule.findings) == {["high", 50, "role_name"]} with input.role_bindings as _given(
			given.everywhere([_dev]),
			{"role_name": name},
		)
	}
	_brief(rule.findings) == set() with input.role_bindings as _given(
		given.everywhere([_dev]),
		{"role_name": "view"},
	)
}

test_medium_in_kube_system if {
	every case in [
		[given.within("kube-system", [_dev]), {"role_name": "edit"}, {["medium", 60, "role_name"]}],
		[given.within("shop", [_dev]), {"role_name": "edit"}, set()],
	] {
		_brief(rule.findings) == case[2] with input.role_bindings as _given(case[0], case[1])
	}
}

test_a_role_of_a_namespace_is_another_one if {
	_brief(rule.findings) == set() with input.role_bindings as _given(
		given.within("kube-system", [_dev]),
		{"role_name": "edit", "role_kind": "Role"},
	)
}

test_who_may if {
	_brief(rule.findings) == set() with input.role_bindings as _given(
		given.everywhere([given.user("system:x")]),
		{"role_name": "edit"},
	)
	every case in [
		[given.everywhere([given.group("system:x")]), {"role_name": "edit"}, 1],
		[given.everywhere([given.user("system:x"), given.account("a", "b")]), {"role_name": "edit"}, 1],
	] {
		count(rule.findings) == case[2] with input.role_bindings as _given(case[0], case[1])
	}
	params := {"rbac-admin-role-bound-cluster-wide": {"break-glass-groups": ["ops"]}}
	binding := object.union(given.everywhere([given.group("ops")]), {"role_name": "edit"})
	rule.findings == set() with input.role_bindings as [binding] with input.settings.params as params
}

test_one_that_allows_everything_has_a_rule_of_its_own if {
	_brief(rule.findings) == set() with input.role_bindings as _given(
		given.everywhere([_dev]),
		{"role_name": "edit", "admin_equivalent": true},
	)
}

test_an_unknown_subject_is_undecided if {
	filled_in := {"ref": 5, "kind": "Group", "unknown": {"name": "template-value"}}
	open := object.union(given.everywhere([filled_in]), {"role_name": "edit"})
	rule.undecided == {{"ref": 5, "field": "name", "reason": "template-value"}} with input.role_bindings as [open]
	rule.undecided == set() with input.role_bindings as [object.union(open, {"role_name": "view"})]
}

_given(binding, more) := [object.union(binding, more)]

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

_dev := given.group("dev")
