package rules["service-accounts"]["service-account-token-automounted_test"]

import data.rules["service-accounts"]["service-account-token-automounted"] as rule

test_a_token_that_no_role_is_bound_to if {
	found := rule.findings with input as _workload({}, {})
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "automount_service_account_token",
		`Deployment "web" mounts the token of service account "web", which no role is bound to`,
	]}
	{f.related | some f in found} == {[]}
}

test_the_account_says_so_itself if {
	account := {"account": {"ref": 5, "automount_service_account_token": true}}
	found := rule.findings with input as _workload({}, account)
	{[r.ref, r.field] | some f in found; some r in f.related} == {[5, "automount_service_account_token"]}
	pod := {"automount_service_account_token": true}
	{f.related | some f in rule.findings} == {[]} with input as _workload(pod, account)
}

test_a_token_that_is_not_mounted if {
	rule.findings == set() with input as _workload({"token_mounted": false}, {})
	rule.undecided == set() with input as _workload({"token_mounted": false}, {"namespace_has_rbac": false})
}

test_an_account_with_a_binding_calls_the_api if {
	rule.findings == set() with input as _workload({}, {"bindings": [7]})
	rule.undecided == set() with input as _workload({}, {"bindings": [7], "namespace_has_rbac": false})
}

test_the_default_account_is_left_to_another_rule if {
	rule.findings == set() with input as _workload({}, {"name": "default"})
	rule.undecided == set() with input as _workload({}, {"name": "default", "namespace_has_rbac": false})
}

test_permissions_of_addons_are_elsewhere if {
	addon := {"containers": [{"image": {"repository": "eks/aws-load-balancer-controller"}}]}
	rule.findings == set() with input as _workload(addon, {})
	rule.undecided == set() with input as _workload(addon, {"namespace_has_rbac": false})
	rule.findings == set() with input as _workload({"node_agent": "aws-vpc-cni"}, {})
}

test_without_any_rbac_it_is_undecided if {
	model := _workload({}, {"namespace_has_rbac": false})
	rule.findings == set() with input as model
	rule.undecided == {_undecided(1, "not-in-input")} with input as model
	account := _workload({}, {"namespace_has_rbac": false, "account": {"ref": 5}})
	rule.undecided == {_undecided(5, "not-in-input")} with input as account
}

test_bindings_that_may_name_it_are_undecided if {
	model := _workload({}, {"unknown": {"bindings": "template-value"}, "account": {"ref": 5}})
	rule.findings == set() with input as model
	rule.undecided == {_undecided(5, "template-value")} with input as model
}

test_an_unknown_token_is_undecided if {
	workload := {"token_mounted": null, "unknown": {"token_mounted": "not-in-input"}}
	rule.findings == set() with input as _workload(workload, {})
	rule.undecided == {_undecided(1, "not-in-input")} with input as _workload(workload, {})
	rule.undecided == set() with input as _workload(workload, {"bindings": [7]})
	rule.undecided == set() with input as _workload(workload, {"namespace_has_rbac": false})
}

test_an_unknown_account_is_undecided if {
	workload := {
		"ref": 1, "kind": "Deployment", "name": "web", "token_mounted": true,
		"unknown": {"service_account_name": "template-value", "principal": "template-value"},
	}
	rule.undecided == {{
		"ref": 1, "field": "service_account_name",
		"reason": "template-value",
	}} with input as {"workloads": [workload]}
	patch := object.union(workload, {"unknown": {"service_account_name": "not-in-input"}})
	rule.undecided == set() with input as {"workloads": [patch]}
	unmounted := object.union(workload, {"token_mounted": false})
	rule.undecided == set() with input as {"workloads": [unmounted]}
}

_undecided(ref, reason) := {"ref": ref, "field": "automount_service_account_token", "reason": reason}

_workload(workload, principal) := {"workloads": [object.filter(model, fields)]} if {
	model := object.union(
		{
			"ref": 1, "kind": "Deployment", "name": "web", "service_account_name": "web", "token_mounted": true,
			"principal": object.union({"ref": 3, "name": "web", "namespace_has_rbac": true}, principal),
		},
		workload,
	)
	fields := {field | some field, value in model; value != null}
}
