package rules.rbac["rbac-aws-auth-write_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-aws-auth-write"] as rule

test_by_name_in_kube_system if {
	model := given.model("ClusterRole", "r", [object.union(given.policy(11, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["aws-auth"]})], [given.within("kube-system", [given.account("kube-system", "x")])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_by_name_in_the_whole_cluster if {
	model := given.model("ClusterRole", "r", [object.union(given.policy(11, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["aws-auth"]})], [given.everywhere([given.account("tools", "agent")])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_by_name_elsewhere if {
	model := given.model("ClusterRole", "r", [object.union(given.policy(11, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["aws-auth"]})], [given.within("shop", [given.account("tools", "agent")])])
	given.severities(rule.findings) == set() with input as model
}

test_by_another_name if {
	model := given.model("ClusterRole", "r", [object.union(given.policy(11, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["one"]})], [given.everywhere([given.account("tools", "agent")])])
	given.severities(rule.findings) == set() with input as model
}

test_all_for_somebody_from_elsewhere if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["config-map-write"], ["update"], ["configmaps"])], [given.within("kube-system", [given.account("tools", "agent")])])
	given.severities(rule.findings) == {"high"} with input as model
}

test_all_for_an_account_of_kube_system if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["config-map-write"], ["update"], ["configmaps"])], [given.within("kube-system", [given.account("kube-system", "x")])])
	given.severities(rule.findings) == set() with input as model
}

test_all_in_the_whole_cluster_is_no_finding if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["config-map-write"], ["update"], ["configmaps"])], [given.everywhere([given.account("tools", "agent")])])
	given.severities(rule.findings) == set() with input as model
}

test_all_in_the_whole_cluster_is_undecided if {
	model := given.model("ClusterRole", "r", [given.policy(11, ["config-map-write"], ["update"], ["configmaps"])], [given.everywhere([given.account("tools", "agent")])])
	rule.undecided == {{"ref": 11, "field": "resources.0", "reason": "not-in-input"}} with input as model
	every bindings in [[], [given.within("shop", [given.account("tools", "agent")])], [given.within("kube-system", [given.account("tools", "agent")])]] {
		other := given.model("ClusterRole", "r", [given.policy(11, ["config-map-write"], ["update"], ["configmaps"])], bindings)
		rule.undecided == set() with input as other
	}
	named := given.model("ClusterRole", "r", [object.union(given.policy(11, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["aws-auth"]})], [given.everywhere([given.account("tools", "agent")])])
	rule.undecided == set() with input as named
}

test_built_in_roles_in_kube_system if {
	_built_in({}, [given.account("tools", "agent")]) == {["high", 60, "role_name"]}
	_built_in({}, [given.account("kube-system", "x")]) == set()
	_built_in({"namespace": "shop"}, [given.account("tools", "agent")]) == set()
	_built_in({"admin_equivalent": true}, [given.account("tools", "agent")]) == set()
	_built_in({"role_name": "system:x"}, [given.account("tools", "agent")]) == set()
	_built_in({"grants": []}, [given.account("tools", "agent")]) == set()
	_built_in({"built_in": false}, [given.account("tools", "agent")]) == set()
}

_built_in(more, subjects) := found if {
	found := {[f.severity, f.ref, f.field] | some f in rule.findings} with input as {"role_bindings": [object.union(
		object.union(given.within("kube-system", subjects), {"role_name": "edit", "built_in": true, "grants": ["config-map-write"]}),
		more,
	)]}
}

test_what_is_filled_in_later_is_undecided if {
	open := {"ref": 11, "may_grant": ["config-map-write"], "unknown": {"verbs": "template-value"}, "resources": ["x"]}
	model := given.model("ClusterRole", "r", [open], [given.everywhere([given.account("tools", "agent")])])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 11, "field": "verbs", "reason": "template-value"}} with input as model
	told := given.model("ClusterRole", "r", [open, object.union(given.policy(12, ["config-map-write"], ["update"], ["configmaps"]), {"resource_names": ["aws-auth"]})], [given.everywhere([given.account("tools", "agent")])])
	rule.undecided == set() with input as told
	unbound := given.model("ClusterRole", "r", [open], [])
	rule.undecided == set() with input as unbound
}
