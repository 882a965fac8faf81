package rules.rbac["rbac-wildcard-rule_test"]

import data.rules.lib.rbac_test as given
import data.rules.rbac["rbac-wildcard-rule"] as rule

test_verbs_and_resources_of_important_groups if {
	every group in ["", "apps", "rbac.authorization.k8s.io", "*"] {
		_brief(rule.findings) == {["high", "resources.0"]} with input as _given(["*"], ["*"], [group])
	}
	_brief(rule.findings) == {["medium", "resources.0"]} with input as _given(["*"], ["*"], ["networking.k8s.io"])
}

test_one_wildcard_is_medium if {
	_brief(rule.findings) == {["medium", "verbs.0"]} with input as _given(["*"], ["pods"], [""])
	_brief(rule.findings) == {["medium", "resources.1"]} with input as _given(["get"], ["pods", "*"], [""])
	_brief(rule.findings) == {["medium", "api_groups.0"]} with input as _given(["get"], ["pods"], ["*"])
	_brief(rule.findings) == set() with input as _given(["get"], ["*/status", "pods*"], [""])
}

test_groups_of_an_operator_are_low if {
	_brief(rule.findings) == {["low", "resources.0"]} with input as _given(["*"], ["*"], ["example.com"])
	_brief(rule.findings) == {["high", "resources.0"]} with input as _given(["*"], ["*"], ["example.com", "apps"])
	_brief(rule.findings) == {["medium", "verbs.0"]} with input as _given(["*"], ["nodes"], ["metrics.k8s.io"])
}

test_paths_are_low if {
	rules := [{"ref": 11, "verbs": ["*"], "non_resource_urls": ["/metrics"]}]
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		`ClusterRole "r" allows every verb on /metrics`,
	]} with input as given.model("ClusterRole", "r", rules, [given.everywhere([given.user("u")])])
}

test_unbound_roles_drop_one_level if {
	given.severities(rule.findings) == {"medium"} with input.roles as _given_unbound(["*"], ["*"], ["*"])
	given.severities(rule.findings) == {"low"} with input.roles as _given_unbound(["*"], ["pods"], [""])
	given.severities(rule.findings) == {"info"} with input.roles as _given_unbound(["*"], ["*"], ["example.com"])
}

test_groups_that_are_filled_in_later if {
	rules := [{"ref": 11, "verbs": ["*"], "resources": ["*"], "unknown": {"api_groups": "template-value"}}]
	{[f.severity, f.message] | some f in rule.findings} == {[
		"low",
		`ClusterRole "r" allows every verb on every resource of an API group that is not known`,
	]} with input as given.model("ClusterRole", "r", rules, [given.everywhere([given.user("u")])])
}

test_each_rule_is_reported if {
	rules := [
		_rule(11, ["*"], ["pods"], [""]),
		_rule(12, ["*"], ["nodes"], [""]),
		_rule(13, ["get"], ["nodes"], [""]),
	]
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
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows every verb on every resource of API group "", apps`}
		with input as given.model("ClusterRole", "r", rules, [])
	every_group := [_rule(11, ["get"], ["pods"], ["*"])]
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows get on pods of every API group`}
		with input as given.model(
			"ClusterRole",
			"r",
			every_group,
			[],
		)
	nothing := [{"ref": 11, "verbs": ["*"]}]
	{f.message | some f in rule.findings} == {`ClusterRole "r" allows every verb`} with input as given.model(
		"ClusterRole",
		"r",
		nothing,
		[],
	)
}

_role := object.remove(
	given.model("ClusterRole", "r", [_rule(11, ["*"], ["pods"], [""])], []).roles[0],
	["given_by"],
)

_rule(ref, verbs, resources, groups) := {
	"ref": ref,
	"verbs": verbs,
	"resources": resources,
	"api_groups": groups,
}

_given(verbs, resources, groups) := given.model(
	"ClusterRole", "r", [_rule(11, verbs, resources, groups)],
	[given.everywhere([given.user("u")])],
)

_brief(findings) := {[f.severity, f.field] | some f in findings}

_given_unbound(verbs, resources, groups) := [
	object.union(_role, {"rules": [_rule(11, verbs, resources, groups)]}),
]
