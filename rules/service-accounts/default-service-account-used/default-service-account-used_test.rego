package rules["service-accounts"]["default-service-account-used_test"]

import data.rules["service-accounts"]["default-service-account-used"] as rule

test_no_account_is_named if {
	found := rule.findings with input as _workload({}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		1, "service_account_name", "low",
		`Pod "web" runs as the default service account and mounts its token`,
	]}
	{f.related | some f in found} == {[]}
}

test_default_is_named if {
	{f.severity | some f in rule.findings} == {"low"} with input as _workload({"service_account_name": "default"}, {})
}

test_an_account_of_its_own if {
	rule.findings == set() with input as _workload({"service_account_name": "web"}, {})
}

test_medium_with_bindings if {
	found := rule.findings with input as _workload({}, {"bound_by_name": true, "bindings": [7]})
	{[f.severity, f.message] | some f in found} == {[
		"medium",
		`Pod "web" runs as the default service account, which roles are bound to`,
	]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[7, ""]}
}

test_bindings_of_everyone_do_not_count if {
	{f.severity | some f in rule.findings} == {"low"} with input as _workload({}, {"bindings": [7]})
}

test_bindings_need_the_token if {
	found := rule.findings with input as _workload({"token_mounted": false}, {"bound_by_name": true, "bindings": [7]})
	{[f.severity, f.related] | some f in found} == {["info", []]}
}

test_medium_with_an_iam_role_in_any_case if {
	account := {"ref": 5, "annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/r"}}
	every mounted in [true, false] {
		found := rule.findings with input as _workload({"token_mounted": mounted}, {"account": account})
		{[f.severity, f.message] | some f in found} == {[
			"medium",
			concat(" ", [
				`Pod "web" runs as the default service account,`,
				`which has the IAM role arn:aws:iam::123456789012:role/r`,
			]),
		]}
		{r.ref | some f in found; some r in f.related} == {5}
	}
	empty := {"ref": 5, "annotations": {"eks.amazonaws.com/role-arn": ""}}
	{f.severity | some f in rule.findings} == {"low"} with input as _workload({}, {"account": empty})
}

test_info_without_the_token if {
	found := rule.findings with input as _workload({"token_mounted": false}, {})
	{[f.severity, f.message] | some f in found} == {["info", `Pod "web" runs as the default service account`]}
}

test_info_if_the_token_is_unknown if {
	model := {"workloads": [{
		"ref": 1, "kind": "Pod", "name": "web", "principal": {"name": "default", "bound_by_name": false},
		"unknown": {"token_mounted": "template-value"},
	}]}
	{f.severity | some f in rule.findings} == {"info"} with input as model
}

test_an_unknown_account_is_undecided if {
	model := {"workloads": [{
		"ref": 1, "kind": "Pod", "name": "web",
		"unknown": {"service_account_name": "template-value"},
	}]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "service_account_name", "reason": "template-value"}} with input as model
}

test_the_object_of_the_account_in_the_strict_profile if {
	model := _account({}, "strict")
	found := rule.findings with input as model
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		5, "automount_service_account_token", "info",
		`ServiceAccount "default" gives its token to every pod that names no account`,
	]}
	rule.findings == set() with input as _account({}, "default")
	count(rule.findings) == 1 with input as _account({"automount_service_account_token": true}, "strict")
	rule.findings == set() with input as _account({"automount_service_account_token": false}, "strict")
	rule.findings == set() with input as _account({"name": "web"}, "strict")
}

test_the_object_of_the_account_may_be_unknown if {
	unknown := {"unknown": {"automount_service_account_token": "template-value"}}
	rule.findings == set() with input as _account(unknown, "strict")
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "template-value"]} with input as _account(unknown, "strict")
	rule.undecided == set() with input as _account(unknown, "default")
	rule.undecided == set() with input as _account(object.union(unknown, {"name": "web"}), "strict")
}

_account(more, profile) := {
	"settings": {"profile": profile},
	"service_accounts": [object.union({"ref": 5, "kind": "ServiceAccount", "name": "default"}, more)],
}

_workload(workload, principal) := {
	"settings": {"profile": "default"},
	"workloads": [object.union(
		{
			"ref": 1, "kind": "Pod", "name": "web", "token_mounted": true,
			"principal": object.union({"ref": 3, "name": "default", "bound_by_name": false}, principal),
		},
		workload,
	)],
}
