package rules.rbac["rbac-pivot-to-aws-role_test"]

import data.rules.rbac["rbac-pivot-to-aws-role"] as rule

test_whether_the_iam_role_is_powerful_is_not_in_the_input if {
	_undecided({}, {}) == {[9, "not-in-input"]}
	_undecided({"cluster_wide": false, "namespace": "ops"}, {}) == {[9, "not-in-input"]}
	count(rule.findings) == 0 with input as _model({}, {})
}

test_no_way_there if {
	_undecided({"name": "secrets-read"}, {}) == set()
	_undecided({"cluster_wide": false, "namespace": "shop"}, {}) == set()
	_undecided({}, {"admin_equivalent": true}) == set()
	_undecided({}, {"kind": "ServiceAccount", "namespace": "ops", "name": "backup"}) == set()
	_undecided({}, {"name": "system:x"}) == set()
}

test_an_account_without_a_role if {
	model := object.union(_model({}, {}), {"service_accounts": [{"ref": 9, "namespace": "ops", "name": "backup"}]})
	rule.undecided == set() with input as model
}

_undecided(grant, principal) := found if {
	found := {[u.ref, u.reason] | some u in rule.undecided} with input as _model(grant, principal)
}

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
