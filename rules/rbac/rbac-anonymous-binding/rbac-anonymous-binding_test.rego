package rules.rbac["rbac-anonymous-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-anonymous-binding"] as rule

test_critical_but_for_old_roles_of_discovery if {
	_found("view", "ClusterRole", given.user("system:anonymous")) == {["critical", 71, "name"]}
	_found("view", "ClusterRole", given.group("system:unauthenticated")) == {["critical", 72, "name"]}
	_found("system:discovery", "ClusterRole", given.group("system:unauthenticated")) == {["high", 72, "name"]}
	_found("system:basic-user", "ClusterRole", given.group("system:unauthenticated")) == {["high", 72, "name"]}
	_found("system:public-info-viewer", "ClusterRole", given.group("system:unauthenticated")) == set()
	_found("system:public-info-viewer", "Role", given.group("system:unauthenticated")) == {["critical", 72, "name"]}
}

test_kind_and_name_both_count if {
	_found("view", "ClusterRole", given.group("system:anonymous")) == set()
	_found("view", "ClusterRole", given.user("system:unauthenticated")) == set()
	_found("view", "ClusterRole", given.account("a", "system:anonymous")) == set()
	_found("view", "ClusterRole", given.group("system:authenticated")) == set()
}

test_an_unknown_role_is_undecided if {
	open := object.union(object.remove(given.everywhere([given.user("system:anonymous")]), ["role_name"]), {"unknown": {
		"role_name": "template-value", "admin_equivalent": "template-value",
	}})
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {{"ref": 50, "field": "role_name", "reason": "template-value"}} with input.role_bindings as [open]
}

_found(role, kind, subject) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [object.union(
		given.everywhere([subject]),
		{"role_name": role, "role_kind": kind},
	)]
}
