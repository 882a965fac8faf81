package rules.rbac["rbac-token-request_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-token-request"] as rule

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
	open := {"ref": 11, "may_grant": ["token-request"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], _everywhere)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["token-request"], ["create"], ["serviceaccounts/token"])],
		_everywhere,
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

test_high_everywhere if {
	model := given.model("ClusterRole", "r", [_rule], _everywhere)
	given.severities(rule.findings) == {"high"} with input as model
}

test_high_in_a_namespace if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_names_narrow_it_enough if {
	model := given.model("ClusterRole", "r", [object.union(_rule, {"resource_names": ["one"]})], _everywhere)
	given.severities(rule.findings) == set() with input as model
}

test_unbound if {
	model := given.model("ClusterRole", "r", [_rule], [])
	given.severities(rule.findings) == set() with input as model
}

test_iam_roles_within_reach_are_named if {
	accounts := [_annotated("shop", "web", "web"), _annotated("pay", "api", "api"), _annotated("shop", "none", "")]
	one := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_agent])])
	every f in rule.findings {
		endswith(f.message, "; tokens for shop/web lead to the IAM role web")
	} with input as object.union(one, {"service_accounts": accounts})
	every_account := given.model("ClusterRole", "r", [_rule], _everywhere)
	every f in rule.findings {
		endswith(f.message, "; tokens for pay/api and others lead to 2 IAM roles")
	} with input as object.union(every_account, {"service_accounts": accounts})
	none := given.model("ClusterRole", "r", [_rule], [given.within("elsewhere", [_agent])])
	every f in rule.findings {
		endswith(f.message, `gives to ServiceAccount "tools/agent"`)
	} with input as object.union(none, {"service_accounts": accounts})
}

_annotated(namespace, name, role) := {
	"ref": 80, "kind": "ServiceAccount", "namespace": namespace, "name": name,
	"annotations": {"eks.amazonaws.com/role-arn": role},
}

_agent := given.account("tools", "agent")

_rule := given.policy(11, ["token-request"], ["create"], ["serviceaccounts/token"])

_everywhere := [given.everywhere([_agent])]
