package rules.account["password-policy-weak_test"]

import data.rules.account["password-policy-weak"] as rule

test_a_strong_policy if {
	rule.findings == set() with input as _policy({}, "default")
	rule.undecided == set() with input as _policy({}, "default")
}

test_each_weakness if {
	every field, weak in {
		"minimum_password_length": [13, "admits passwords of 13 characters"],
		"require_uppercase_characters": [false, "does not require uppercase letters"],
		"require_lowercase_characters": [false, "does not require lowercase letters"],
		"require_numbers": [false, "does not require numbers"],
		"require_symbols": [false, "does not require symbols"],
		"password_reuse_prevention": [23, "remembers 23 passwords"],
		"allow_users_to_change_password": [false, "does not let users change their password"],
	} {
		found := {[f.field, f.message] | some f in rule.findings} with input as _policy({field: weak[0]}, "default")
		found == {[field, concat(" ", ["aws_iam_account_password_policy.this", weak[1]])]}
	}
}

test_what_is_not_set_is_weak_and_one_finding if {
	model := {"settings": {"profile": "default"}, "password_policies": [{
		"ref": 1, "type": "aws_iam_account_password_policy", "address": "aws_iam_account_password_policy.this",
	}]}
	{f.message | some f in rule.findings} == {concat(", ", [
		"aws_iam_account_password_policy.this admits passwords of 6 characters",
		"does not require uppercase letters",
		"does not require lowercase letters",
		"does not require numbers",
		"does not require symbols",
		"remembers 0 passwords",
	])} with input as model
}

test_age_is_strict if {
	every age in [0, 91] {
		rule.findings == set() with input as _policy({"max_password_age": age}, "default")
		{f.field | some f in rule.findings} == {"max_password_age"} with input as _policy({"max_password_age": age}, "strict")
	}
	count(rule.findings) == 1 with input as _policy({}, "strict")
	rule.findings == set() with input as _policy({"max_password_age": 90}, "strict")
}

test_unknown_length if {
	model := _unknown({}, "minimum_password_length")
	rule.findings == set() with input as model
	{u.field | some u in rule.undecided} == {"minimum_password_length"} with input as model
}

test_a_known_weakness_beside_unknown_length if {
	model := _unknown({"require_symbols": false}, "minimum_password_length")
	{f.message | some f in rule.findings} == {"aws_iam_account_password_policy.this does not require symbols"} with input as model
	rule.undecided == set() with input as model
}

test_users_of_the_console_without_a_policy if {
	{[f.ref, f.message] | some f in rule.findings} == {
		[1, "p1 gives a user a password, and no password policy is there"],
		[3, "p3 gives a user a password, and no password policy is there"],
	} with input as _profiles("strict", {})
	rule.findings == set() with input as _profiles("default", {})
}

test_a_policy_anywhere_is_enough if {
	rule.findings == set() with input as _profiles("strict", {"password_policies": [object.union(_strong, {"max_password_age": 90})]})
}

test_there_may_be_a_policy if {
	every gap in [{"collection": "password_policies", "reason": "unknown-count"}, {"reason": "unknown-count"}] {
		model := _profiles("strict", {"missing": [gap]})
		rule.findings == set() with input as model
		{[u.ref, u.reason] | some u in rule.undecided} == {[1, "unknown-count"], [3, "unknown-count"]} with input as model
	}
	count(rule.findings) == 2 with input as _profiles("strict", {"missing": [{"collection": "vpcs", "reason": "unknown-count"}]})
}

_profiles(profile, more) := object.union(
	{
		"settings": {"profile": profile},
		"login_profiles": [
			{"ref": 1, "root": "a", "address": "p1"}, {"ref": 2, "root": "a", "address": "p2"},
			{"ref": 3, "root": "b", "address": "p3"},
		],
	},
	more,
)

_strong := {
	"ref": 1, "type": "aws_iam_account_password_policy", "address": "aws_iam_account_password_policy.this",
	"minimum_password_length": 14, "require_uppercase_characters": true, "require_lowercase_characters": true,
	"require_numbers": true, "require_symbols": true, "password_reuse_prevention": 24,
}

_policy(changes, profile) := {
	"settings": {"profile": profile},
	"password_policies": [object.union(_strong, changes)],
}

_unknown(changes, field) := {
	"settings": {"profile": "default"},
	"password_policies": [object.union_n([
		object.remove(_strong, [field]), changes, {"unknown": {field: "variable-without-default"}},
	])],
}
