package rules.rbac["rbac-pod-exec_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-pod-exec"] as rule

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
	open := {"ref": 11, "may_grant": ["pod-exec"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["pod-exec"], ["create"], ["pods/exec"])],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

test_high_in_the_whole_cluster if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	given.severities(rule.findings) == {"high"} with input as model
}

test_high_in_kube_system if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("kube-system", [_agent])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_medium_in_another_namespace if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_low_for_ports_alone if {
	model := given.model("ClusterRole", "r", [_other], _everywhere)
	given.severities(rule.findings) == {"low"} with input as model
}

test_ports_beside_commands_are_not_said if {
	model := given.model(
		"ClusterRole",
		"r",
		[_other, given.policy(12, ["pod-exec"], ["create"], ["pods/exec"])],
		[given.within("shop", [_agent])],
	)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_unbound if {
	model := given.model("ClusterRole", "r", [_rule, _other], [])
	given.severities(rule.findings) == set() with input as model
}

_agent := given.account("tools", "agent")

_rule := given.policy(11, ["pod-exec"], ["create"], ["pods/exec"])

_other := given.policy(11, ["pod-port-forward"], ["create"], ["pods/portforward"])

_everywhere := [given.everywhere([_agent])]
