package rules.iam["iam-role-assumable-by-anyone_test"]

import data.rules.iam["iam-role-assumable-by-anyone"] as rule

test_everyone if {
	expected := {["critical", "aws_iam_role.a can be taken by everyone"]}
	{[f.severity, f.message] | some f in rule.findings} == expected with input as _role("yes", "no", "no", "no")
	rule.undecided == set() with input as _role("yes", "no", "no", "no")
}

test_weak_pin if {
	{f.severity | some f in rule.findings} == {"medium"} with input as _role("yes", "no", "no", "yes")
}

test_services if {
	{f.severity | some f in rule.findings} == {"high"} with input as _role("no", "yes", "no", "no")
}

test_pinned if {
	every weak in ["yes", "no", "unknown"] {
		rule.findings == set() with input as _role("yes", "no", "yes", weak)
		rule.undecided == set() with input as _role("yes", "no", "yes", weak)
	}
}

test_unknown if {
	every facts in [["unknown", "no", "no", "no"], ["yes", "no", "unknown", "no"], ["yes", "no", "no", "unknown"]] {
		model := _role(facts[0], facts[1], facts[2], facts[3])
		rule.findings == set() with input as model
		{u.ref | some u in rule.undecided} == {2} with input as model
	}
}

test_unknown_policy if {
	model := {"iam_roles": [{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a",
		"unknown": {"trust": "data-source"},
	}]}
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {[1, "trust", "data-source"]} with input as model
}

_role(everyone, services, pinned, weakly) := {"iam_roles": [{
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a",
	"trust": [{"ref": 2, "open": {
		"everyone": everyone, "services": services,
		"pinned": pinned, "weakly_pinned": weakly,
	}}],
}]}
