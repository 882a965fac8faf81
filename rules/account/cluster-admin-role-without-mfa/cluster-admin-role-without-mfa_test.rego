package rules.account["cluster-admin-role-without-mfa_test"]

import data.rules.account["cluster-admin-role-without-mfa"] as rule

test_users_of_an_account if {
	_messages == {"r, which administers a cluster by X, can be taken by users of the account 111122223333 without a second factor"} with input as _model(
		{"who": "account", "name": "arn:aws:iam::111122223333:root", "own": "no"},
		"no",
	)
	_messages == {"r, which administers a cluster by X, can be taken by users of the account 111122223333 without a second factor"} with input as _model(
		{"who": "account", "name": "111122223333", "own": "unknown"},
		"no",
	)
	_messages == {"r, which administers a cluster by X, can be taken by users of its own account without a second factor"} with input as _model(
		{"who": "account", "name": "111122223333", "own": "yes"},
		"no",
	)
}

test_users_and_everyone if {
	every name in ["arn:aws:iam::111122223333:user/ann", "${aws_iam_user.ann.arn}", "${module.x.aws_iam_user.ann.arn}"] {
		count(rule.findings) == 1 with input as _model({"who": "principal", "name": name}, "no")
	}
	count(rule.findings) == 1 with input as _model({"who": "everyone"}, "no")
}

test_others if {
	every admission in [
		{"who": "principal", "name": "arn:aws:iam::111122223333:role/user/x"}, {"who": "service"}, {"who": "federation"},
		{"who": "pods"}, {"who": "instances"}, {"who": "ci"},
	] {
		rule.findings == set() with input as _model(admission, "no")
		rule.undecided == set() with input as _model(admission, "no")
	}
}

test_a_second_factor_is_demanded if {
	rule.findings == set() with input as _model({"who": "account", "name": "111122223333", "own": "yes"}, "yes")
	rule.undecided == set() with input as _model({"who": "unknown", "reason": "data-source"}, "yes")
}

test_a_role_that_administers_nothing if {
	role := object.remove(_model({"who": "account", "name": "1", "own": "yes"}, "no").access_policy_associations[0].principal_role, ["administers"])
	rule.findings == set() with input as {"access_policy_associations": [{"ref": 8, "principal_role": role}]}
}

test_what_is_unknown if {
	_unknown == {["conditions", "known-after-apply"]} with input as _model({"who": "account", "name": "1", "own": "yes"}, "unknown")
	_unknown == {["identifier", "data-source"]} with input as _model({"who": "unknown", "reason": "data-source"}, "no")
	policy := {"access_policy_associations": [{"ref": 8, "principal_role": {"ref": 1, "address": "r", "administers": [{"ref": 7, "field": "f", "by": "X"}], "unknown": {"trust": "data-source"}}}]}
	_unknown == {["trust", "data-source"]} with input as policy
}

test_an_administrator_that_is_not_known if {
	{[u.ref, u.field] | some u in rule.undecided} == {[5, "principal_arn"]} with input as _association({})
	every fields in [
		{"creator": true}, {"principal_role": {"ref": 1}}, {"principal_kind": "user"}, {"access_scope": {"type": "namespace"}},
	] {
		rule.undecided == set() with input as _association(fields)
	}
}

_messages contains f.message if some f in rule.findings

_association(fields) := {"access_policy_associations": [object.union(
	{
		"ref": 5, "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
		"access_scope": {"type": "cluster"}, "unknown": {"principal_arn": "data-source"},
	},
	fields,
)]}

_unknown contains [u.field, u.reason] if some u in rule.undecided

_model(admission, mfa) := {"access_policy_associations": [{"ref": 8, "principal_role": {
	"ref": 1, "address": "r",
	"administers": [{"ref": 7, "field": "policy_arn", "by": "X"}],
	"trust": [{"ref": 2, "admits": [object.union({"ref": 3}, admission)], "demands": {"mfa": mfa}}],
}}]}
