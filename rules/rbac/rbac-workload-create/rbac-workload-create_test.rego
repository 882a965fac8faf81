package rules.rbac["rbac-workload-create_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-workload-create"] as rule

test_it_is_placed_on_the_resource if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	{[f.ref, f.field] | some f in rule.findings} == {[11, "resources.0"]} with input as model
	{p.ref | some f in rule.findings; some p in f.related} == {50} with input as model
}

test_roles_that_are_not_judged if {
	every name in ["system:x", "cluster-admin"] {
		model := given.model("ClusterRole", name, [_rule], _everywhere)
		rule.findings == set() with input as model
	}
	admin := object.union(given.model("ClusterRole", "r", [], []).roles[0], {
		"rules": [_rule], "given_by": _everywhere, "admin_equivalent": true,
	})
	rule.findings == set() with input.roles as [admin]
}

test_parts_of_kubernetes_may if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([given.user("system:kube-scheduler")])])
	rule.findings == set() with input as model
}

test_what_is_filled_in_later_is_undecided if {
	open := {
		"ref": 11,
		"may_grant": ["workload-create"],
		"unknown": {"verbs": "template-value"},
		"resources": ["x"],
	}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["workload-update"], ["patch"], ["pods"])],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

test_high_for_people_in_the_whole_cluster if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([_dev])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_medium_for_an_account_in_the_whole_cluster if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_high_in_kube_system_for_somebody_from_elsewhere if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("kube-system", [_agent])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_low_in_kube_system_for_its_own if {
	model := given.model(
		"ClusterRole",
		"r",
		[_rule],
		[given.within("kube-system", [given.account("kube-system", "x")])],
	)
	given.severities(rule.findings) == {"low"} with input as model
}

test_low_in_another_namespace if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_dev])])
	given.severities(rule.findings) == {"low"} with input as model
}

test_updates_count_too if {
	model := given.model("ClusterRole", "r", [_other], _everywhere)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_low_for_some_names if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_other, {"resource_names": ["one"]})],
		[given.everywhere([_dev])],
	)
	given.severities(rule.findings) == {"low"} with input as model
}

test_a_rule_for_all_comes_first if {
	model := given.model(
		"ClusterRole",
		"r",
		[
			object.union(_other, {"resource_names": ["one"]}),
			given.policy(12, ["workload-create"], ["create"], ["pods"]),
		],
		[given.everywhere([_dev])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_groups_of_the_delivery_system_may_deploy if {
	model := given.model(
		"ClusterRole",
		"r",
		[_rule],
		[given.everywhere([_dev]), given.within("kube-system", [_dev])],
	)
	params := {"rbac-workload-create": {"delivery-groups": ["dev"]}}
	given.severities(rule.findings) == {"medium"} with input as model with input.settings.params as params
}

_agent := given.account("tools", "agent")

_dev := given.group("dev")

_rule := given.policy(11, ["workload-create"], ["create"], ["pods"])

_other := given.policy(11, ["workload-update"], ["patch"], ["deployments"])

_everywhere := [given.everywhere([_agent])]
