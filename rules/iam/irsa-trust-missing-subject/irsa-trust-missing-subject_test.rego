package rules.iam["irsa-trust-missing-subject_test"]

import data.rules.iam["irsa-trust-missing-subject"] as rule

test_no_subject if {
	{[f.ref, f.message] | some f in rule.findings} == {[2, "aws_iam_role.app trusts every service account of a cluster"]} with input as _role("yes", "no", {})
	rule.undecided == set() with input as _role("yes", "no", {})
}

test_place if {
	{f.field | some f in rule.findings} == {"principals"} with input as _role("yes", "no", {})
	{f.field | some f in rule.findings} == {"conditions"} with input as _role("yes", "no", {"conditions": [{"ref": 3}]})
}

test_a_subject if {
	every eks in ["yes", "unknown"] {
		rule.findings == set() with input as _role(eks, "yes", {})
		rule.undecided == set() with input as _role(eks, "yes", {})
	}
}

test_unknown_provider if {
	model := _role("unknown", "no", {"unknown": {"principals": "variable-without-default"}})
	rule.findings == set() with input as model
	{[u.field, u.reason] | some u in rule.undecided} == {["principals", "variable-without-default"]} with input as model
}

test_unknown_conditions if {
	model := _role("yes", "unknown", {"unknown": {"conditions": "data-source"}})
	rule.findings == set() with input as model
	{[u.field, u.reason] | some u in rule.undecided} == {["conditions", "data-source"]} with input as model
}

test_unknown_policy if {
	model := {"iam_roles": [{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.app",
		"unknown": {"trust": "data-source"},
	}]}
	rule.findings == set() with input as model
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {[1, "trust", "data-source"]} with input as model
}

_role(eks, subject, more) := {"iam_roles": [{
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.app",
	"trust": [object.union({"ref": 2, "web_identity": {"eks": eks, "subject": subject}}, more)],
}]}
