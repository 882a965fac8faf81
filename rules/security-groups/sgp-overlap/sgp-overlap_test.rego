package rules["security-groups"]["sgp-overlap_test"]

import data.rules["security-groups"]["sgp-overlap"] as rule

test_two_policies if {
	found := rule.findings with input as _unit(
		{"security_group_policies": [1, 2], "security_groups": ["sg-1", "sg-2"]},
		{},
	)
	{[f.ref, f.field, f.message] | some f in found} == {[
		3, "pod_labels",
		`Deployment "web" is selected by 2 SecurityGroupPolicies, whose groups add up`,
	]}
	{r.ref | some f in found; some r in f.related} == {1, 2}
}

test_unknown_groups_add_up_as_well if {
	count(rule.findings) == 1 with input as _unit(
		{"security_group_policies": [1, 2], "unknown": {"security_groups": "template-value"}},
		{},
	)
}

test_one_policy_is_not_found if {
	rule.findings == set() with input as _unit({"security_group_policies": [1], "security_groups": ["sg-1"]}, {})
	rule.undecided == set() with input as _unit({"security_group_policies": [1], "security_groups": ["sg-1"]}, {})
}

test_too_many_groups if {
	six := ["a", "b", "c", "d", "e", "f"]
	{[f.severity, f.message] | some f in rule.findings} == {[
		"medium",
		`Deployment "web" gets 6 security groups, and an interface takes no more than 5`,
	]} with input as _unit({"security_group_policies": [1, 2], "security_groups": six}, {})
	count(rule.findings) == 1 with input as _unit({"security_group_policies": [1], "security_groups": six}, {})
	rule.findings == set() with input as _unit(
		{"security_group_policies": [1], "security_groups": array.slice(six, 0, 5)},
		{},
	)
}

test_all_pods if {
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		1, "pod_selector",
		`SecurityGroupPolicy "a" selects all pods of its namespace`,
	]} with input as _unit({}, {"selects_all": true, "pod_selector": {}})
	{f.field | some f in rule.findings} == {"service_account_selector"} with input as _unit(
		{},
		{"selects_all": true, "service_account_selector": {}},
	)
	rule.findings == set() with input as _unit({}, {"selects_all": true, "ignored": "it names no security groups"})
}

test_a_policy_that_may_select_it_too_is_undecided if {
	model := _unit({"security_group_policies": [1], "unknown": {"security_group_policies": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "pod_labels", "reason": "template-value"}} with input as model
	none := _unit({"unknown": {"security_group_policies": "template-value"}}, {})
	rule.undecided == set() with input as none
}

_unit(workload, policy) := {
	"workloads": [object.union({"ref": 3, "kind": "Deployment", "name": "web"}, workload)],
	"security_group_policies": [
		object.union({"ref": 1, "kind": "SecurityGroupPolicy", "name": "a", "selects_all": false}, policy),
		{
			"ref": 2,
			"kind": "SecurityGroupPolicy",
			"name": "b",
			"selects_all": false,
			"pod_selector": {"match_labels": {"a": "b"}},
		},
	],
}
