package rules.rbac["rbac-bind-escalate-impersonate_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-bind-escalate-impersonate"] as rule

test_bind_is_high if {
	model := given.model("ClusterRole", "r", [_rule], [given.within("shop", [_ann])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_escalate_is_high if {
	model := given.model(
		"ClusterRole",
		"r",
		[given.policy(11, ["escalate"], ["escalate"], ["roles"])],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_impersonate_is_high if {
	model := given.model("ClusterRole", "r", [_other], [given.everywhere([_ann])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_bindings_alone_are_medium if {
	model := given.model("ClusterRole", "r", [_third], [given.everywhere([_ann])])
	given.severities(rule.findings) == {"medium"} with input as model
}

test_bindings_of_some_names_are_fine if {
	model := given.model(
		"ClusterRole",
		"r",
		[
			object.union(given.policy(11, ["binding-write"], ["update"], ["rolebindings"]), {"resource_names": ["one"]}),
		],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == set() with input as model
}

test_a_harmless_role_by_name_is_low if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_rule, {"resource_names": ["one"]})],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"low"} with input as model
}

test_cluster_admin_by_name_is_high if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_rule, {"resource_names": ["one", "cluster-admin"]})],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_a_user_by_name_is_low if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_other, {"resource_names": ["one"]})],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"low"} with input as model
}

test_system_masters_by_name_is_high if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(
			given.policy(11, ["impersonate"], ["impersonate"], ["groups"]),
			{"resource_names": ["system:masters"]},
		)],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_the_worst_of_a_role if {
	model := given.model(
		"ClusterRole",
		"r",
		[_third, given.policy(12, ["bind"], ["bind"], ["clusterroles"])],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"high"} with input as model
}

test_bindings_beside_a_narrow_bind_are_low if {
	model := given.model(
		"ClusterRole",
		"r",
		[_third, object.union(given.policy(12, ["bind"], ["bind"], ["clusterroles"]), {"resource_names": ["one"]})],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"low"} with input as model
}

test_unbound if {
	model := given.model("ClusterRole", "r", [_rule], [])
	given.severities(rule.findings) == set() with input as model
}

test_parts_of_kubernetes_may if {
	model := given.model("ClusterRole", "r", [_rule], [given.everywhere([given.user("system:x")])])
	given.severities(rule.findings) == set() with input as model
}

test_it_is_placed_on_the_verb_or_on_the_resource if {
	model := given.model(
		"ClusterRole",
		"r",
		[given.policy(11, ["bind"], ["get", "bind"], ["clusterroles"])],
		[given.everywhere([_ann])],
	)
	{f.field | some f in rule.findings} == {"verbs.1"} with input as model
	wild := given.model(
		"ClusterRole",
		"r",
		[given.policy(11, ["bind"], ["*"], ["pods", "clusterroles"])],
		[given.everywhere([_ann])],
	)
	{f.field | some f in rule.findings} == {"resources.1"} with input as wild
}

test_names_of_powerful_roles_and_principals_of_the_input if {
	model := given.model(
		"ClusterRole",
		"r",
		[object.union(_rule, {"resource_names": ["strong"]})],
		[given.everywhere([_ann])],
	)
	strong := {
		"ref": 2,
		"kind": "ClusterRole",
		"name": "strong",
		"admin_equivalent": false,
		"effective_rules": [{"ref": 3, "grants": ["secrets-read"]}],
	}
	roles := array.concat(model.roles, [strong])
	given.severities(rule.findings) == {"high"} with input as object.union(model, {"roles": roles})
	user := given.model(
		"ClusterRole",
		"r",
		[object.union(_other, {"resource_names": ["bob"]})],
		[given.everywhere([_ann])],
	)
	given.severities(rule.findings) == {"high"} with input as object.union(
		user,
		{"principals": [{"name": "bob", "admin_equivalent": true}]},
	)
	given.severities(rule.findings) == {"high"} with input as object.union(
		user,
		{"principals": [{"name": "bob", "admin_equivalent": false, "escalation_path": [{}]}]},
	)
	given.severities(rule.findings) == {"low"} with input as object.union(
		user,
		{"principals": [{"name": "bob", "admin_equivalent": false}]},
	)
}

test_what_is_filled_in_later_is_undecided if {
	open := {"ref": 11, "may_grant": ["bind"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], [given.everywhere([given.account("tools", "agent")])])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model(
		"ClusterRole",
		"r",
		[open, given.policy(12, ["bind"], ["bind"], ["roles"])],
		[given.everywhere([given.account("tools", "agent")])],
	)
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}

_ann := given.user("ann")

_rule := given.policy(11, ["bind"], ["bind"], ["clusterroles"])

_other := given.policy(11, ["impersonate"], ["impersonate"], ["users"])

_third := given.policy(11, ["binding-write"], ["create"], ["rolebindings"])
