package rules.account["iam-policy-attached-to-user_test"]

import data.rules.account["iam-policy-attached-to-user"] as rule

test_an_attachment if {
	_found == {["low", "p gives a policy to u directly"]} with input as _model(
		"aws_iam_user_policy_attachment",
		{"user": "ann", "iam_users": [{"ref": 9, "address": "u"}], "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
	)
	_found == {["low", `p gives a policy to user "ann" directly`]} with input as _model("aws_iam_user_policy", {"user": "ann"})
	_found == {["low", "p gives a policy to a user directly"]} with input as _model("aws_iam_user_policy", {"unknown": {"user": "data-source"}})
	_found == {["low", `p gives a policy to user "ann", user "bob" directly`]} with input as _model(
		"aws_iam_policy_attachment",
		{"users": ["ann", "bob"], "policy_arn": "arn:aws:iam::1:policy/x"},
	)
}

test_no_user if {
	rule.findings == set() with input as _model("aws_iam_policy_attachment", {"policy_arn": "arn:aws:iam::1:policy/x"})
	rule.undecided == set() with input as _model("aws_iam_policy_attachment", {"policy_arn": "arn:aws:iam::1:policy/x"})
}

test_what_every_user_may_have if {
	rule.findings == set() with input as _model(
		"aws_iam_user_policy_attachment",
		{"user": "ann", "policy_arn": "arn:aws:iam::aws:policy/IAMUserChangePassword"},
	)
}

test_policies_about_eks if {
	eks := [{"effect": "Allow", "actions": ["eks:*"]}]
	_severities == {"medium"} with input as _model("aws_iam_user_policy", {"user": "ann", "statements": eks})
	_severities == {"medium"} with input as _model("aws_iam_user_policy_attachment", {"user": "ann", "iam_policy": {"statements": eks}})
	_severities == {"medium"} with input as _model(
		"aws_iam_user_policy_attachment",
		{"user": "ann", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
	)
	every statement in [{"effect": "Deny", "actions": ["eks:*"]}, {"effect": "Allow", "actions": ["eks:DescribeCluster"]}] {
		_severities == {"low"} with input as _model("aws_iam_user_policy", {"user": "ann", "statements": [statement]})
	}
}

test_users_that_are_mapped if {
	model := _model("aws_iam_user_policy", {"user": "ann", "iam_users": [{"ref": 9, "address": "u"}]})
	_severities == {"medium"} with input as object.union(model, {"aws_auths": [{"mappings": [{"user": {"ref": 9}}]}]})
	_severities == {"medium"} with input as object.union(model, {"access_entries": [{"principal_user": {"ref": 9}}]})
	_severities == {"low"} with input as object.union(model, {"access_entries": [{"principal_user": {"ref": 8}}]})
}

test_what_is_unknown if {
	users := _model("aws_iam_policy_attachment", {"unknown": {"users": "data-source"}, "policy_arn": "arn:aws:iam::1:policy/x"})
	rule.findings == set() with input as users
	_unknown == {["users", "data-source"]} with input as users
	policy := _model("aws_iam_user_policy_attachment", {"user": "ann", "unknown": {"policy_arn": "data-source"}})
	rule.findings == set() with input as policy
	_unknown == {["policy_arn", "data-source"]} with input as policy
	joined := _model("aws_iam_user_policy_attachment", {"user": "ann", "unknown": {"policy_arn": "known-after-apply"}, "iam_policy": {"ref": 5}})
	_severities == {"low"} with input as joined
	_unknown == set() with input as joined
}

_found contains [f.severity, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_unknown contains [u.field, u.reason] if some u in rule.undecided

_model(kind, fields) := {"user_policies": [object.union({"ref": 1, "type": kind, "address": "p"}, fields)]}
