package rules.images["ecr-policy-overbroad_test"]

import data.rules.images["ecr-policy-overbroad"] as rule

test_everyone if {
	{f.severity | some f in rule.findings} == {"high"} with input as _policy({"everyone": "yes"}, {})
	{f.severity | some f in rule.findings} == {"high"} with input as _policy({"everyone": "yes", "push": "unknown"}, {})
	{f.severity | some f in rule.findings} == {"critical"} with input as _policy({"everyone": "yes", "push": "yes"}, {})
	{f.severity | some f in rule.findings} == {"medium"} with input as _policy({"everyone": "yes", "weakly_pinned": "yes"}, {})
	rule.findings == set() with input as _policy({"everyone": "yes", "pinned": "yes", "push": "yes"}, {})
	rule.undecided == set() with input as _policy({"everyone": "yes", "pinned": "yes", "push": "yes"}, {})
}

test_accounts_that_push if {
	every access in [
		{"push": "yes", "own_account": "yes", "accounts": ["111122223333"]},
		{"push": "yes", "accounts": ["111122223333", "444455556666"]},
		{"push": "yes", "everything": "yes", "whole_account": "yes", "own_account": "yes"},
		{"push": "yes", "everything": "yes", "whole_account": "yes", "accounts": ["111122223333"]},
	] {
		{f.severity | some f in rule.findings} == {"medium"} with input as _policy(access, {})
		rule.undecided == set() with input as _policy(access, {})
	}
}

test_what_is_clean if {
	every access in [
		{"accounts": ["111122223333", "444455556666"], "whole_account": "yes"},
		{"push": "yes", "own_account": "yes"},
		{"push": "yes", "everything": "yes", "own_account": "yes"},
		{"push": "yes", "own_account": "yes", "whole_account": "yes"},
	] {
		rule.findings == set() with input as _policy(access, {})
		rule.undecided == set() with input as _policy(access, {})
	}
}

test_one_account_may_be_the_own_one if {
	model := _policy({"push": "yes", "accounts": ["111122223333"]}, {})
	rule.findings == set() with input as model
	{u.reason | some u in rule.undecided} == {"not-in-input"} with input as model
}

test_unknown_parts if {
	every case in [
		[{"everyone": "unknown", "own_account": "unknown"}, {"unknown": {"principals": "data-source"}}, "principals"],
		[{"everyone": "yes", "pinned": "unknown"}, {"conditions": [{"unknown": {"values": "data-source"}}]}, "conditions"],
		[{"push": "unknown", "accounts": ["111122223333"]}, {"unknown": {"actions.0": "data-source"}}, "actions"],
		[{"everyone": "unknown"}, {"unknown": {"effect": "data-source"}}, "effect"],
	] {
		rule.findings == set() with input as _policy(case[0], case[1])
		{[u.field, u.reason] | some u in rule.undecided} == {[case[2], "data-source"]} with input as _policy(case[0], case[1])
	}
}

test_a_policy_that_is_not_known if {
	model := {"resource_policies": [{"ref": 1, "type": "aws_ecr_registry_policy", "unknown": {"statements": "data-source"}}]}
	count(rule.undecided) == 1 with input as model
	other := {"resource_policies": [{"ref": 1, "type": "aws_s3_bucket_policy", "unknown": {"statements": "data-source"}}]}
	rule.undecided == set() with input as other
}

test_a_creation_template if {
	statement := {"ref": 2, "access": object.union(_closed, {"everyone": "yes"})}
	model := {"ecr_creation_templates": [{"ref": 1, "address": "t", "statements": [statement]}]}
	count(rule.findings) == 1 with input as model
}

_policy(access, statement) := {"resource_policies": [{
	"ref": 1, "type": "aws_ecr_repository_policy", "address": "aws_ecr_repository_policy.shop",
	"statements": [object.union({"ref": 2, "access": object.union(_closed, access)}, statement)],
}]}

_closed := {
	"everyone": "no", "pinned": "no", "weakly_pinned": "no", "push": "no",
	"everything": "no", "writes": "no", "whole_account": "no", "own_account": "no",
}
