package rules.rbac["rbac-wildcard-rule_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-wildcard-rule"] as rule

test_verbs_and_resources_of_important_groups if {
	every group in ["", "apps", "rbac.authorization.k8s.io", "*"] {
		_found(["*"], ["*"], [group]) == {["high", "resources.0"]}
	}
	_found(["*"], ["*"], ["networking.k8s.io"]) == {["medium", "resources.0"]}
}

test_one_wildcard_is_medium if {
	_found(["*"], ["pods"], [""]) == {["medium", "verbs.0"]}
	_found(["get"], ["pods", "*"], [""]) == {["medium", "resources.1"]}
	_found(["get"], ["pods"], ["*"]) == {["medium", "api_groups.0"]}
	_found(["get"], ["*/status", "pods*"], [""]) == set()
}

test_groups_of_an_operator_are_low if {
	_found(["*"], ["*"], ["example.com"]) == {["low", "resources.0"]}
	_found(["*"], ["*"], ["example.com", "apps"]) == {["high", "resources.0"]}
	_found(["*"], ["nodes"], ["metrics.k8s.io"]) == {["medium", "verbs.0"]}
}

test_paths_are_low if {
	rules := [{"ref": 11, "verbs": ["*"], "non_resource_urls": ["/metrics"]}]
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		`ClusterRole "r" allows every verb on /metrics`,
	]} with input as given.model("ClusterRole", "r", rules, [given.everywhere([given.user("u")])])
}

test_unbound_roles_drop_one_level if {
	_unbound(["*"], ["*"], ["*"]) == {"medium"}
	_unbound(["*"], ["pods"], [""]) == {"low"}
	_unbound(["*"], ["*"], ["example.com"]) == {"info"}
}

test_groups_that_are_filled_in_later if {
	rules := [{"ref": 11, "verbs": ["*"], "resources": ["*"], "unknown": {"api_groups": "template-value"}}]
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		`ClusterRole "r" allows every verb on every resource of an API group that is not known`,
	]} with input as given.model("ClusterRole", "r", rules, [given.everywhere([given.user("u")])])
}

test_each_rule_is_reported if {
	rules := [_rule(11, ["*"], ["pods"], [""]), _rule(12, ["*"], ["nodes"], [""]), _rule(13, ["get"], ["nodes"], [""])]
	{f.ref | some f in rule.findings} == {11, 12} with input as given.model("ClusterRole", "r", rules, [])
}

test_exempt_roles if {
	every name in ["system:x", "admin", "cluster-admin", "edit", "view"] {
		rule.findings == set() with input as given.model("ClusterRole", name, [_rule(11, ["*"], ["pods"], [""])], [])
	}
	count(rule.findings) == 1 with input as given.model("Role", "admin", [_rule(11, ["*"], ["pods"], [""])], [])
}

test_own_rules_of_a_role_that_aggregates if {
	role := object.union(_role, {"aggregation_selectors": [{}]})
	rule.findings == set() with input.roles as [role]
}

test_a_role_that_allows_everything_is_reported_for_its_bindings if {
	role := object.union(_role, {"admin_equivalent": true})
	rule.findings == set() with input.roles as [object.union(role, {"given_by": [given.everywhere([])]})]
	count(rule.findings) == 1 with input.roles as [role]
}

test_the_message if {
	rules := [_rule(11, ["*"], ["*"], ["", "apps"])]
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows every verb on every resource of API group "", apps`} with input as given.model("ClusterRole", "r", rules, [])
	every_group := [_rule(11, ["get"], ["pods"], ["*"])]
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows get on pods of every API group`} with input as given.model("ClusterRole", "r", every_group, [])
	nothing := [{"ref": 11, "verbs": ["*"]}]
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows every verb`} with input as given.model("ClusterRole", "r", nothing, [])
}

_role := object.remove(given.model("ClusterRole", "r", [_rule(11, ["*"], ["pods"], [""])], []).roles[0], ["given_by"])

_rule(ref, verbs, resources, groups) := {"ref": ref, "verbs": verbs, "resources": resources, "api_groups": groups}

_found(verbs, resources, groups) := found if {
	found := {[f.severity, f.field] | some f in rule.findings} with input as given.model(
		"ClusterRole", "r", [_rule(11, verbs, resources, groups)],
		[given.everywhere([given.user("u")])],
	)
}

_unbound(verbs, resources, groups) := found if {
	found := given.severities(rule.findings) with input.roles as [object.union(_role, {"rules": [_rule(11, verbs, resources, groups)]})]
}
