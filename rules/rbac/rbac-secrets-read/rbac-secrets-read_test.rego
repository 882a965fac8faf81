package rules.rbac["rbac-secrets-read_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-secrets-read"] as rule

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
	open := {"ref": 11, "may_grant": ["secrets-read"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["secrets-read"], ["get"], ["secrets"])],
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
	model := given.model(
		"ClusterRole",
		"r",
		[_rule],
		[given.within("kube-system", [given.account("kube-system", "x")])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_medium_for_somebody_from_elsewhere if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_medium_for_a_user if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("tools", [given.user("ann")])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_low_for_an_account_of_the_namespace if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("tools", [_agent])])
	given.severities(rule.findings) == {"low"} with input as model
}

test_the_widest_binding_counts if {
	model := given.model(
		"ClusterRole",
		"r",
		[_rule],
		[given.within("tools", [_agent]), given.everywhere([given.user("ann")])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_info_if_nothing_binds_it if {
	role := object.remove(given.model("ClusterRole", "r", [_rule], []).roles[0], ["given_by"])
	given.severities(rule.findings) == {"info"} with input.roles as [role]
	rule.findings == set() with input.roles as [object.union(role, {"aggregated_into": [{"role": "view"}]})]
	rule.findings == set() with input.roles as [object.union(role, {"aggregation_selectors": [{}]})]
	rule.findings == set() with input.roles as [object.union(role, {"name": "system:x"})]
}

test_names_narrow_it_enough if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["one"]})], _everywhere)
	given.severities(rule.findings) == set() with input as model
}

test_one_finding_for_a_role if {
	model := given.model(
		"ClusterRole",
		"r",
		[_rule, given.policy(12, ["secrets-read"], ["list"], ["secrets"])],
		_everywhere,
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_the_message if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	{f.message | some f in rule.findings} == {concat("", [
		`ClusterRole "r" allows get on secrets in the whole cluster, `,
		`which ClusterRoleBinding "b" gives to ServiceAccount "tools/agent"`,
	])} with input as model
}

_agent := given.account("tools", "agent")

_rule := given.policy(11, ["secrets-read"], ["get"], ["secrets"])

_everywhere := [given.everywhere([_agent])]
