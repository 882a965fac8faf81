package rules.iam["iam-policy-full-admin_test"]

import data.rules.iam["iam-policy-full-admin"] as rule

test_everything if {
	expected := {"aws_iam_role.a may do everything in the account"}
	{f.message | some f in rule.findings} == expected with input as _role("yes", {})
	rule.undecided == set() with input as _role("yes", {})
}

test_beside_unknown_statements if {
	model := _role("yes", {"unknown": {"statements": "data-source"}})
	count(rule.findings) == 1 with input as model
	{[u.ref, u.reason] | some u in rule.undecided} == {[1, "data-source"]} with input as model
}

test_other_rules if {
	every more in [{"pods": "yes"}, {"infrastructure": true}, {"denied": "everything"}] {
		rule.findings == set() with input as _role("yes", more)
	}
}

test_unknown if {
	rule.findings == set() with input as _role("unknown", {})
	{[u.ref, u.field] | some u in rule.undecided} == {[2, "actions"]} with input as _role("unknown", {})
}

test_administrator_access if {
	{f.message | some f in rule.findings} == {"aws_iam_user.a holds AdministratorAccess"} with input as {"iam_users": [{
		"ref": 1, "type": "aws_iam_user", "address": "aws_iam_user.a",
		"managed_policies": [{"ref": 2, "policy_name": "AdministratorAccess"}, {"ref": 3, "policy_name": "ReadOnlyAccess"}],
	}]}
}

test_policy_without_holder if {
	{[f.severity, f.ref] | some f in rule.findings} == {["low", 2]} with input as {"iam_policies": [_policy]}
	model := object.union(_role("yes", {}), {"iam_policies": [_policy]})
	{object.get(f, "severity", "high") | some f in rule.findings} == {"high"} with input as model
}

test_a_role_that_may_be_of_nodes if {
	more := {
		"unknown": {"infrastructure": "data-source"},
		"managed_policies": [{"ref": 3, "policy_name": "AdministratorAccess"}],
	}
	rule.findings == set() with input as _role("yes", more)
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {
		[2, "actions", "data-source"], [3, "policy_arn", "data-source"],
	} with input as _role("yes", more)
	rule.undecided == set() with input as _role("no", object.remove(more, ["managed_policies"]))
}

test_an_attachment_that_is_not_known if {
	attachment := {
		"ref": 1, "type": "aws_iam_role_policy_attachment", "address": "aws_iam_role_policy_attachment.a",
		"holders": ["deploy"], "unknown": {"policies": "data-source"},
	}
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {[1, "policies", "data-source"]} with input as {
		"outside_attachments": [attachment],
	}
	rule.undecided == set() with input as {
		"outside_attachments": [attachment],
		"settings": {"params": {"iam-policy-full-admin": {"provisioning-roles": ["dep*"]}}},
	}
}

_policy := {
	"ref": 5, "type": "aws_iam_policy", "address": "aws_iam_policy.a",
	"statements": [{"ref": 2, "actions": ["*"], "grants": {"everything": "yes", "iam": "no"}}],
}

_role(everything, more) := {"iam_roles": [object.union(more, {
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a",
	"statements": [{"ref": 2, "actions": ["*"], "grants": {"everything": everything, "iam": "no"}}],
})]}
