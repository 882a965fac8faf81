package rules.rbac["rbac-aws-auth-write_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-aws-auth-write"] as rule

test_by_name_in_kube_system if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_rule, {"resource_names": ["aws-auth"]})],
		[given.within("kube-system", [_system])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_by_name_in_the_whole_cluster if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["aws-auth"]})], _everywhere)
	given.severities(rule.findings) == {"high"} with input as model
}

test_by_name_elsewhere if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_rule, {"resource_names": ["aws-auth"]})],
		[given.within("shop", [_agent])],
	)
	given.severities(rule.findings) == set() with input as model
}

test_by_another_name if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["one"]})], _everywhere)
	given.severities(rule.findings) == set() with input as model
}

test_all_for_somebody_from_elsewhere if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("kube-system", [_agent])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_all_for_an_account_of_kube_system if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("kube-system", [_system])])
	given.severities(rule.findings) == set() with input as model
}

test_all_in_the_whole_cluster_is_no_finding if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	given.severities(rule.findings) == set() with input as model
}

test_all_in_the_whole_cluster_is_undecided if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	rule.undecided == {{"ref": 11, "field": "resources.0", "reason": "not-in-input"}} with input as model
	every bindings in [[], [given.within("shop", [_agent])], [given.within("kube-system", [_agent])]] {
		other := given.model("ClusterRole", "r", [_rule], bindings)
		rule.undecided == set() with input as other
	}
	named := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["aws-auth"]})], _everywhere)
	rule.undecided == set() with input as named
}

test_built_in_roles_in_kube_system if {
	_brief(rule.findings) == {["high", 60, "role_name"]} with input as _given_built_in({}, [_agent])
	_brief(rule.findings) == set() with input as _given_built_in({}, [_system])
	_brief(rule.findings) == set() with input as _given_built_in({"namespace": "shop"}, [_agent])
	_brief(rule.findings) == set() with input as _given_built_in({"admin_equivalent": true}, [_agent])
	_brief(rule.findings) == set() with input as _given_built_in({"role_name": "system:x"}, [_agent])
	_brief(rule.findings) == set() with input as _given_built_in({"grants": []}, [_agent])
	_brief(rule.findings) == set() with input as _given_built_in({"built_in": false}, [_agent])
}

_given_built_in(more, subjects) := {"role_bindings": [object.union_n([
	given.within("kube-system", subjects),
	{"role_name": "edit", "built_in": true, "grants": ["config-map-write"]},
	more,
])]}

_brief(findings) := {[f.severity, f.ref, f.field] | some f in findings}

test_what_is_filled_in_later_is_undecided if {
	open := {
		"ref": 11,
		"may_grant": ["config-map-write"],
		"unknown": {"verbs": "template-value"},
		"resources": ["x"],
	}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[
			open,
			object.union(
				given.policy(12, ["config-map-write"], ["update"], ["configmaps"]),
				{"resource_names": ["aws-auth"]},
			),
		],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

_agent := given.account("tools", "agent")

_system := given.account("kube-system", "x")

_rule := given.policy(11, ["config-map-write"], ["update"], ["configmaps"])

_everywhere := [given.everywhere([_agent])]
