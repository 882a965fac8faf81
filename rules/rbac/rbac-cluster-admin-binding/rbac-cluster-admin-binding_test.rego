package rules.rbac["rbac-cluster-admin-binding_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-cluster-admin-binding"] as rule

test_high_in_the_whole_cluster if {
	one := given.everywhere([given.group("ops")])
	_brief(rule.findings) == {["high", 50, "role_name"]} with input.role_bindings as _given(one)
}

test_critical_for_whom_every_workload_is if {
	every subject in [
		given.group("system:authenticated"), given.group("system:serviceaccounts"),
		given.group("system:serviceaccounts:shop"), given.account("shop", "default"),
		given.user("system:serviceaccount:shop:default"),
	] {
		every case in [
			[given.everywhere([subject]), {["critical", 50, "role_name"]}],
			[given.within("kube-system", [subject]), {["critical", 60, "role_name"]}],
		] {
			_brief(rule.findings) == case[1] with input.role_bindings as _given(case[0])
		}
	}
}

test_in_a_namespace if {
	every case in [
		[given.within("shop", [given.group("ops")]), {["medium", 60, "role_name"]}],
		[given.within("shop", [given.account("shop", "default")]), {["medium", 60, "role_name"]}],
		[given.within("kube-system", [given.group("ops")]), {["high", 60, "role_name"]}],
	] {
		_brief(rule.findings) == case[1] with input.role_bindings as _given(case[0])
	}
}

test_other_roles if {
	other := object.union(given.everywhere([given.group("ops")]), {"admin_equivalent": false})
	rule.findings == set() with input.role_bindings as [other]
}

test_who_may if {
	every case in [
		[given.everywhere([given.user("system:x")]), set()],
		[given.everywhere([given.user("system:anonymous")]), set()],
		[given.everywhere([given.group("system:unauthenticated")]), set()],
		[given.everywhere([]), set()],
		[object.union(given.everywhere([given.group("system:masters")]), {"name": "cluster-admin"}), set()],
	] {
		_brief(rule.findings) == case[1] with input.role_bindings as _given(case[0])
	}
	one := object.union(
		given.everywhere([given.group("system:masters"), given.user("u")]),
		{"name": "cluster-admin"},
	)
	count(rule.findings) == 1 with input.role_bindings as _given(one)
	params := {"rbac-cluster-admin-binding": {"break-glass-groups": ["ops"]}}
	binding := object.union(given.everywhere([given.group("ops")]), {"admin_equivalent": true})
	rule.findings == set() with input.role_bindings as [binding] with input.settings.params as params
}

test_a_group_that_may_do_everything_anyway if {
	masters := given.group("system:masters")
	every case in [
		[given.everywhere([masters]), {["high", 72, "name"]}],
		[given.within("shop", [masters]), {["medium", 72, "name"]}],
		[object.union(given.everywhere([masters]), {"name": "cluster-admin"}), set()],
	] {
		_brief(rule.findings) == case[1] with input.role_bindings as _given_others(case[0])
	}
}

test_the_message if {
	users := [given.user(name) | some name in ["a", "b", "c", "d"]]
	_brief2(rule.findings) == {concat(" ", [
		`ClusterRoleBinding "b" lets User "a", User "b", User "c" and 1 more`,
		"do everything in the whole cluster",
	])} with input.role_bindings as _given_messages(given.everywhere(users))
	every case in [
		[
			given.within("shop", [given.user("a")]),
			{`RoleBinding "b" lets User "a" do everything in namespace "shop"`},
		],
		[
			object.remove(given.within("shop", [given.user("a")]), ["namespace"]),
			{`RoleBinding "b" lets User "a" do everything in its namespace`},
		],
	] {
		_brief2(rule.findings) == case[1] with input.role_bindings as _given_messages(case[0])
	}
}

test_the_role_is_related if {
	binding := object.union(given.everywhere([given.user("a")]), {"admin_equivalent": true, "role_ref": 9})
	{p.ref | some f in rule.findings; some p in f.related} == {9} with input.role_bindings as [binding]
}

test_an_unknown_role_is_undecided if {
	open := object.union(
		object.remove(given.everywhere([given.user("u")]), ["admin_equivalent"]),
		{"unknown": {"admin_equivalent": "not-in-input"}},
	)
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {
		{"ref": 50, "field": "role_name", "reason": "not-in-input"},
	} with input.role_bindings as [open]
	rule.undecided == set() with input.role_bindings as [
		object.union(open, {"subjects": [given.user("system:x")]}),
	]
}

test_an_unknown_subject_is_undecided if {
	filled_in := {"ref": 5, "kind": "Group", "unknown": {"name": "template-value"}}
	open := object.union(given.everywhere([filled_in]), {"admin_equivalent": true})
	rule.findings == set() with input.role_bindings as [open]
	rule.undecided == {{"ref": 5, "field": "name", "reason": "template-value"}} with input.role_bindings as [open]
	told := object.union(given.everywhere([filled_in, given.user("u")]), {"admin_equivalent": true})
	rule.undecided == set() with input.role_bindings as [told]
}

_given(binding) := [object.union(binding, {"admin_equivalent": true})]

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

_given_others(binding) := [binding]

_given_messages(binding) := [object.union(binding, {"admin_equivalent": true})]

_brief2(findings) := {f.message | some f in findings}
