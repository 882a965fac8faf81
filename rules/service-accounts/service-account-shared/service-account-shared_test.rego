package rules["service-accounts"]["service-account-shared_test"]

import data.rules["service-accounts"]["service-account-shared"] as rule

test_two_applications if {
	found := rule.findings with input as _model([_labelled(1, "web"), _labelled(2, "worker")], {}, [])
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		2, "service_account_name", "low",
		`Pod "worker" runs as service account "app", and so does Pod "web" of another application`,
	]}
	{r.ref | some f in found; some r in f.related} == {1}
}

test_the_first_of_another_application if {
	workloads := [_labelled(3, "worker"), _labelled(1, "web"), _labelled(2, "web"), _labelled(4, "cron")]
	{f.ref | some f in rule.findings} == {3} with input as _model(workloads, {}, [])
}

test_one_application if {
	rule.findings == set() with input as _model([_labelled(1, "web"), _labelled(2, "web")], {}, [])
	rule.findings == set() with input as _model([_labelled(1, "web")], {}, [])
}

test_variants_of_one_workload if {
	variants := [object.union(_labelled(1, "web"), {"labels": {"app": "one"}}), _labelled(2, "web")]
	rule.findings == set() with input as _model(variants, {}, [])
	third := array.concat(variants, [_labelled(3, "cron")])
	{f.ref | some f in rule.findings} == {3} with input as _model(third, {}, [])
}

test_names_that_continue_each_other_are_one_application if {
	rule.findings == set() with input as _model([_labelled(1, "web"), _labelled(2, "web-migrate")], {}, [])
	rule.findings == set() with input as _model([_labelled(1, "web-app"), _unlabelled(2, "web-app-migrate")], {}, [])
	count(rule.findings) == 1 with input as _model([_labelled(1, "web"), _labelled(2, "webmail")], {}, [])
}

test_without_labels_the_first_word_of_the_name_decides if {
	rule.findings == set() with input as _model([_unlabelled(1, "web"), _unlabelled(2, "web-migrate")], {}, [])
	rule.findings == set() with input as _model([_unlabelled(1, "web-a"), _unlabelled(2, "web-b")], {}, [])
	{f.ref | some f in rule.findings} == {2} with input as _model([_unlabelled(1, "web"), _unlabelled(2, "cron-x")], {}, [])
}

test_the_default_account_is_left_to_another_rule if {
	model := _model([_labelled(1, "web"), _labelled(2, "worker")], {"name": "default"}, [])
	rule.findings == set() with input as model
}

test_accounts_are_kept_apart if {
	a := _labelled(1, "web")
	b := object.union(_labelled(2, "worker"), {"principal": {"ref": 50}})
	rule.findings == set() with input as _model([a, b], {}, [])
}

test_medium_with_an_iam_role if {
	account := {"account": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/r"}}}
	model := _model([_labelled(1, "web"), _labelled(2, "worker")], account, [])
	{f.severity | some f in rule.findings} == {"medium"} with input as model
	every f in rule.findings {
		endswith(f.message, "; the account has the IAM role arn:aws:iam::123456789012:role/r")
	} with input as model
}

test_medium_with_permissions_to_write if {
	workloads := [_labelled(1, "web"), _labelled(2, "worker")]
	every read_only, severity in {true: "low", false: "medium"} {
		bindings := [{"ref": 7, "read_only": read_only}]
		{f.severity | some f in rule.findings} == {severity} with input as _model(workloads, {"bindings": [7]}, bindings)
	}
	others := [{"ref": 8, "read_only": false}]
	{f.severity | some f in rule.findings} == {"low"} with input as _model(workloads, {"bindings": [7]}, others)
	unknown := [{"ref": 7, "unknown": {"read_only": "not-in-input"}}]
	{f.severity | some f in rule.findings} == {"low"} with input as _model(workloads, {"bindings": [7]}, unknown)
}

test_an_unknown_application_is_undecided if {
	unknown := object.union(_unlabelled(2, "worker"), {"unknown": {"labels": "template-value"}})
	model := _model([_labelled(1, "web"), unknown], {}, [])
	rule.findings == set() with input as model
	{[u.ref, u.reason] | some u in rule.undecided} == {[2, "template-value"]} with input as model
	both := _model([object.union(unknown, {"ref": 1}), unknown], {}, [])
	{u.ref | some u in rule.undecided} == {1, 2} with input as both
	decided := _model([_labelled(1, "web"), unknown, _labelled(3, "cron")], {}, [])
	rule.undecided == set() with input as decided
	rule.undecided == set() with input as _model([unknown], {}, [])
}

_labelled(ref, app) := object.union(_unlabelled(ref, app), {"labels": {"app": app}})

_unlabelled(ref, name) := {"ref": ref, "kind": "Pod", "name": name}

_model(workloads, principal, bindings) := {
	"role_bindings": bindings,
	"workloads": [object.union(
		{"principal": object.union(
			{"ref": 30, "name": "app", "workloads": [w.ref | some w in workloads]},
			principal,
		)},
		w,
	) |
		some w in workloads
	],
}
