package rules.rbac["rbac-pivot-to-aws-role_test"]

import data.rules.rbac["rbac-pivot-to-aws-role"] as rule

test_whether_the_iam_role_is_powerful_is_not_in_the_input if {
	_open(rule.undecided) == {[9, "not-in-input"]} with input as _model({}, {})
	_open(rule.undecided) == {[9, "not-in-input"]} with input as _model(
		{"cluster_wide": false, "namespace": "ops"},
		{},
	)
	count(rule.findings) == 0 with input as _model({}, {})
}

test_no_way_there if {
	_open(rule.undecided) == set() with input as _model({"name": "secrets-read"}, {})
	_open(rule.undecided) == set() with input as _model({"cluster_wide": false, "namespace": "shop"}, {})
	_open(rule.undecided) == set() with input as _model({}, {"admin_equivalent": true})
	_open(rule.undecided) == set() with input as _model(
		{},
		{"kind": "ServiceAccount", "namespace": "ops", "name": "backup"},
	)
	_open(rule.undecided) == set() with input as _model({}, {"name": "system:x"})
}

test_an_account_without_a_role if {
	model := object.union(_model({}, {}), {"service_accounts": [{"ref": 9, "namespace": "ops", "name": "backup"}]})
	rule.undecided == set() with input as model
}

_open(undecided) := {[u.ref, u.reason] | some u in undecided}

_model(grant, principal) := {
	"service_accounts": [{
		"ref": 9, "namespace": "ops", "name": "backup",
		"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/backup"},
	}],
	"principals": [object.union(
		{
			"kind": "Group", "name": "dev", "admin_equivalent": false,
			"grants": [object.union({"name": "workload-create", "cluster_wide": true, "binding": 3}, grant)],
		},
		principal,
	)],
}
