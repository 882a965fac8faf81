package rules.rbac["rbac-cluster-admin-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-cluster-admin-binding"] as rule

test_high_in_the_whole_cluster if {
	_found(given.everywhere([given.group("ops")])) == {["high", 50, "role_name"]}
}

test_critical_for_whom_every_workload_is if {
	every subject in [
		given.group("system:authenticated"), given.group("system:serviceaccounts"),
		given.group("system:serviceaccounts:shop"), given.account("shop", "default"),
		given.user("system:serviceaccount:shop:default"),
	] {
		_found(given.everywhere([subject])) == {["critical", 50, "role_name"]}
		_found(given.within("kube-system", [subject])) == {["critical", 60, "role_name"]}
	}
}

test_in_a_namespace if {
	_found(given.within("shop", [given.group("ops")])) == {["medium", 60, "role_name"]}
	_found(given.within("shop", [given.account("shop", "default")])) == {["medium", 60, "role_name"]}
	_found(given.within("kube-system", [given.group("ops")])) == {["high", 60, "role_name"]}
}

test_other_roles if {
	other := object.union(given.everywhere([given.group("ops")]), {"admin_equivalent": false})
	rule.findings == set() with input.role_bindings as [other]
}

test_who_may if {
	_found(given.everywhere([given.user("system:x")])) == set()
	_found(given.everywhere([given.user("system:anonymous")])) == set()
	_found(given.everywhere([given.group("system:unauthenticated")])) == set()
	_found(given.everywhere([])) == set()
	_found(object.union(given.everywhere([given.group("system:masters")]), {"name": "cluster-admin"})) == set()
	count(_found(object.union(given.everywhere([given.group("system:masters"), given.user("u")]), {"name": "cluster-admin"}))) == 1
	params := {"rbac-cluster-admin-binding": {"break-glass-groups": ["ops"]}}
	binding := object.union(given.everywhere([given.group("ops")]), {"admin_equivalent": true})
	rule.findings == set() with input.role_bindings as [binding] with input.settings.params as params
}

test_a_group_that_may_do_everything_anyway if {
	masters := given.group("system:masters")
	_others(given.everywhere([masters])) == {["high", 72, "name"]}
	_others(given.within("shop", [masters])) == {["medium", 72, "name"]}
	_others(object.union(given.everywhere([masters]), {"name": "cluster-admin"})) == set()
}

test_the_message if {
	users := [given.user(name) | some name in ["a", "b", "c", "d"]]
	_messages(given.everywhere(users)) == {`ClusterRoleBinding "b" lets User "a", User "b", User "c" and 1 more do everything in the whole cluster`}
	_messages(given.within("shop", [given.user("a")])) == {`RoleBinding "b" lets User "a" do everything in namespace "shop"`}
	_messages(object.remove(given.within("shop", [given.user("a")]), ["namespace"])) == {`RoleBinding "b" lets User "a" do everything in its namespace`}
}

test_the_role_is_related if {
	binding := object.union(given.everywhere([given.user("a")]), {"admin_equivalent": true, "role_ref": 9})
	{p.ref | some f in rule.findings; some p in f.related} == {9} with input.role_bindings as [binding]
}

test_an_unknown_role_is_undecided if {
	open := object.union(object.remove(given.everywhere([given.user("u")]), ["admin_equivalent"]), {"unknown": {"admin_equivalent": "not-in-input"}})
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {{"ref": 50, "field": "role_name", "reason": "not-in-input"}} with input.role_bindings as [open]
	rule.undecided == set() with input.role_bindings as [object.union(open, {"subjects": [given.user("system:x")]})]
}

test_an_unknown_subject_is_undecided if {
	filled_in := {"ref": 5, "kind": "Group", "unknown": {"name": "template-value"}}
	open := object.union(given.everywhere([filled_in]), {"admin_equivalent": true})
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {{"ref": 5, "field": "name", "reason": "template-value"}} with input.role_bindings as [open]
	told := object.union(given.everywhere([filled_in, given.user("u")]), {"admin_equivalent": true})
	rule.undecided == set() with input.role_bindings as [told]
}

_found(binding) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [object.union(binding, {"admin_equivalent": true})]
}

_others(binding) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input.role_bindings as [binding]
}

_messages(binding) := found if {
	found := {f.message | some f in rule.findings} with input.role_bindings as [object.union(binding, {"admin_equivalent": true})]
}
