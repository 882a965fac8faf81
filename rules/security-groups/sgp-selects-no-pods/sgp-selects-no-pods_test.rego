package rules["security-groups"]["sgp-selects-no-pods_test"]

import data.rules["security-groups"]["sgp-selects-no-pods"] as rule

test_no_pod_has_the_labels if {
	rule.findings == {{
		"ref": 1, "field": "pod_selector",
		"message": `SecurityGroupPolicy "p" selects none of the 1 workloads of namespace "shop"`,
	}} with input as _unit({})
}

test_what_comes_near_is_named if {
	_messages == {
		concat("", [
			`SecurityGroupPolicy "p" selects none of the 1 workloads of namespace "shop"; the pods of Deployment`,
			` "web" have app: web`,
		]),
	} with input as _unit({"pod_selector": {"match_labels": {"app": "web-frontend"}}})
}

test_names_of_accounts_are_no_labels if {
	by_account := {"service_account_selector": {"match_labels": {"app": "web"}}}
	model := object.union(
		_unit(by_account),
		{"service_accounts": [{"ref": 7, "kind": "ServiceAccount", "name": "web", "namespace": "shop"}]},
	)
	_messages == {
		concat("", [
			`SecurityGroupPolicy "p" selects none of the 1 workloads of namespace "shop"; serviceAccountSelector`,
			` goes by labels, and ServiceAccount "web" has that name`,
		]),
	} with input as model
	elsewhere := object.union(
		model,
		{"service_accounts": [{"ref": 7, "kind": "ServiceAccount", "name": "web", "namespace": "bank"}]},
	)
	_messages == {`SecurityGroupPolicy "p" selects none of the 1 workloads of namespace "shop"`} with input as elsewhere
}

test_passed_over if {
	ignored := _unit({"ignored": "it names no security groups"})
	{[f.field, f.message] | some f in rule.findings} == {[
		"group_ids",
		`the controller passes over SecurityGroupPolicy "p", since it names no security groups`,
	]} with input as ignored
	neither := {
		"security_group_policies": [{
			"ref": 1,
			"kind": "SecurityGroupPolicy",
			"name": "p",
			"ignored": "it has neither podSelector nor serviceAccountSelector",
		}],
	}
	{f.field | some f in rule.findings} == {"pod_selector"} with input as neither
	with_groups := {"security_group_policies": [{
		"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "ignored": "bad", "group_ids": ["sg-1"],
		"service_account_selector": {},
	}]}
	{f.field | some f in rule.findings} == {"service_account_selector"} with input as with_groups
}

test_selecting_some_is_not_found if {
	rule.findings == set() with input as _unit({"selects": [2]})
	rule.undecided == set() with input as _unit({"selects": [2]})
}

test_what_is_not_known_is_undecided if {
	template := _unit({"unknown": {"selects": "template-value"}})
	rule.findings == set() with input as template
	rule.undecided == {{"ref": 1, "field": "pod_selector", "reason": "template-value"}} with input as template
	elsewhere := object.remove(_unit({}), ["namespaces"])
	rule.findings == set() with input as elsewhere
	rule.undecided == {{"ref": 1, "field": "pod_selector", "reason": "not-in-input"}} with input as elsewhere
	operator := _unit({"pod_selector": {"match_labels": {"app.kubernetes.io/name": "kafka"}}})
	rule.findings == set() with input as operator
	count(rule.undecided) == 1 with input as operator
}

_messages contains f.message if some f in rule.findings

_unit(policy) := {
	"namespaces": [{"ref": 3, "name": "shop", "workloads": [{"ref": 2}]}],
	"workloads": [{"ref": 2, "kind": "Deployment", "name": "web", "pod_labels": {"app": "web"}}],
	"security_group_policies": [object.union_n([
		{"ref": 1, "kind": "SecurityGroupPolicy", "name": "p", "namespace": "shop"},
		{"pod_selector": object.get(policy, "pod_selector", {"match_labels": {"app": "cart"}})},
		object.remove(policy, ["pod_selector"]),
	])],
}
