package rules.rbac["rbac-admin-role-bound-cluster-wide_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-admin-role-bound-cluster-wide"] as rule

test_high_in_the_whole_cluster if {
	every name in ["admin", "edit"] {
		_found(given.everywhere([given.group("dev")]), {"role_name": name}) == {["high", 50, "role_name"]}
	}
	_found(given.everywhere([given.group("dev")]), {"role_name": "view"}) == set()
}

test_medium_in_kube_system if {
	_found(given.within("kube-system", [given.group("dev")]), {"role_name": "edit"}) == {["medium", 60, "role_name"]}
	_found(given.within("shop", [given.group("dev")]), {"role_name": "edit"}) == set()
}

test_a_role_of_a_namespace_is_another_one if {
	_found(given.within("kube-system", [given.group("dev")]), {"role_name": "edit", "role_kind": "Role"}) == set()
}

test_who_may if {
	_found(given.everywhere([given.user("system:x")]), {"role_name": "edit"}) == set()
	count(_found(given.everywhere([given.group("system:x")]), {"role_name": "edit"})) == 1
	count(_found(given.everywhere([given.user("system:x"), given.account("a", "b")]), {"role_name": "edit"})) == 1
	params := {"rbac-admin-role-bound-cluster-wide": {"break-glass-groups": ["ops"]}}
	binding := object.union(given.everywhere([given.group("ops")]), {"role_name": "edit"})
	rule.findings == set() with input.role_bindings as [binding] with input.settings.params as params
}

test_one_that_allows_everything_has_a_rule_of_its_own if {
	_found(given.everywhere([given.group("dev")]), {"role_name": "edit", "admin_equivalent": true}) == set()
}

test_an_unknown_subject_is_undecided if {
	filled_in := {"ref": 5, "kind": "Group", "unknown": {"name": "template-value"}}
	open := object.union(given.everywhere([filled_in]), {"role_name": "edit"})
	rule.undecided == {{"ref": 5, "field": "name", "reason": "template-value"}} with input.role_bindings as [open]
	rule.undecided == set() with input.role_bindings as [object.union(open, {"role_name": "view"})]
}

_found(binding, more) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [object.union(binding, more)]
}
