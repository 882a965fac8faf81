package rules.iam["pod-identity-trust-unscoped_test"]

import data.rules.iam["pod-identity-trust-unscoped"] as rule

test_scope if {
	{f.severity | some f in rule.findings} == {"low"} with input as _role("no", {})
	rule.findings == set() with input as _role("yes", {})
	rule.undecided == set() with input as _role("yes", {})
	rule.findings == set() with input as _role("unknown", {})
	{u.ref | some u in rule.undecided} == {2} with input as _role("unknown", {})
}

test_power if {
	model := _role("no", {"managed_policies": [{"ref": 4, "policy_name": "AdministratorAccess"}]})
	{f.severity | some f in rule.findings} == {"medium"} with input as model
}

test_controllers if {
	model := _role("no", {"controllers": ["karpenter"], "statements": [{"ref": 5, "controllers": ["karpenter"]}]})
	{f.severity | some f in rule.findings} == {"info"} with input as model
	managed := _role("no", {"managed_policies": [{"ref": 4, "policy_name": "AmazonEBSCSIDriverPolicy"}]})
	{f.severity | some f in rule.findings} == {"info"} with input as managed
}

_role(scoped, more) := {"iam_roles": [object.union(
	{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes",
		"trust": [{"ref": 2, "effect": "Allow", "actions": ["sts:AssumeRole", "sts:TagSession"], "pod_identity": scoped}],
	},
	more,
)]}
