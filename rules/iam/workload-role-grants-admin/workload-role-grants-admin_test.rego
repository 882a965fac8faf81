package rules.iam["workload-role-grants-admin_test"]

import data.rules.iam["workload-role-grants-admin"] as rule

test_everything if {
	expected := {["critical", "aws_iam_role.a, which pods can take, may do everything in the account"]}
	{[f.severity, f.message] | some f in rule.findings} == expected with input as _role("yes", "no", {"pods": "yes"})
	rule.undecided == set() with input as _role("yes", "no", {"pods": "yes"})
}

test_not_action if {
	count(rule.findings) == 1 with input as _role("no", "yes", {"pods": "yes"})
	rule.findings == set() with input as _role("no", "yes", {"pods": "yes", "denied": "iam"})
}

test_denied if {
	rule.findings == set() with input as _role("yes", "no", {"pods": "yes", "denied": "everything"})
	count(rule.findings) == 1 with input as _role("yes", "no", {"pods": "yes", "denied": "iam"})
}

test_boundary if {
	every more in [{"permissions_boundary": "arn"}, {"unknown": {"permissions_boundary": "data-source"}}] {
		model := _role("yes", "no", object.union({"pods": "yes"}, more))
		{f.severity | some f in rule.findings} == {"high"} with input as model
	}
}

test_managed_policies if {
	every name in ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess", "SystemAdministrator"] {
		model := _role("no", "no", {"pods": "yes", "managed_policies": [{"ref": 3, "policy_name": name}]})
		{f.ref | some f in rule.findings} == {3} with input as model
	}
	model := _role("no", "no", {"pods": "yes", "managed_policies": [{"ref": 3, "policy_name": "ReadOnlyAccess"}]})
	rule.findings == set() with input as model
}

test_no_pods if {
	rule.findings == set() with input as _role("yes", "no", {})
	rule.undecided == set() with input as _role("yes", "no", {})
}

test_unknown_pods if {
	model := _role("yes", "no", {"pods": "unknown", "unknown": {"trust": "data-source"}})
	rule.findings == set() with input as model
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {[1, "trust", "data-source"]} with input as model
}

test_unknown_statement if {
	rule.findings == set() with input as _role("unknown", "no", {"pods": "yes"})
	{u.ref | some u in rule.undecided} == {2} with input as _role("unknown", "no", {"pods": "yes"})
}

test_beside_unknown_statements if {
	model := _role("yes", "no", {"pods": "yes", "unknown": {"statements": "data-source"}})
	count(rule.findings) == 1 with input as model
	{u.ref | some u in rule.undecided} == {1} with input as model
}

_role(everything, rest, more) := {"iam_roles": [object.union(more, {
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a",
	"statements": [{"ref": 2, "actions": ["*"], "grants": {"everything": everything, "iam": rest}}],
})]}
