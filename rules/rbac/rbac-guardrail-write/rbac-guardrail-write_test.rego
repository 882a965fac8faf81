package rules.rbac["rbac-guardrail-write_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-guardrail-write"] as rule

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
		"may_grant": ["guardrail-write"],
		"unknown": {"verbs": "template-value"},
		"resources": ["x"],
	}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["guardrail-write"], ["patch"], ["networkpolicies"])],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

test_medium_for_an_account if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_medium_for_a_group if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([_dev])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_a_person_is_no_workload if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([given.user("ann")])])
	given.severities(rule.findings) == set() with input as model
}

test_labels_of_namespaces if {
	model := given.model(
		"ClusterRole",
		"r",
		[given.policy(11, ["guardrail-write"], ["patch"], ["namespaces"])],
		_everywhere,
	)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_names_do_not_help if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["one"]})], _everywhere)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_everything_counts if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["guardrail-write"], ["*"], ["*"])], _everywhere)
	given.severities(rule.findings) == {"medium"} with input as model
}

test_administrators_may if {
	model := object.union(given.model("ClusterRole", "r", [_rule], [given.everywhere([_dev])]), {"principals": [{
		"kind": "Group", "name": "dev", "admin_equivalent": true,
	}]})
	rule.findings == set() with input as model
}

test_the_network_engine_itself_is_info if {
	model := object.union(given.model("ClusterRole", "r", [_rule], _everywhere), {"principals": [{
		"kind": "ServiceAccount", "namespace": "tools", "name": "agent", "admin_equivalent": false,
		"images": ["cilium/operator-aws"],
	}]})
	given.severities(rule.findings) == {"info"} with input as model
}

test_built_in_roles if {
	every case in [
		["edit", _agent, {"medium"}],
		["admin", _dev, {"info"}],
		["admin", given.user("ann"), set()],
		["view", _agent, set()],
	] {
		given.severities(rule.findings) == case[2] with input.role_bindings as _given_built_in(case[0], case[1])
	}
}

_given_built_in(role, subject) := [object.union(
	given.within("shop", [subject]),
	{"role_name": role},
)]

_agent := given.account("tools", "agent")

_dev := given.group("dev")

_rule := given.policy(11, ["guardrail-write"], ["patch"], ["networkpolicies"])

_everywhere := [given.everywhere([_agent])]
