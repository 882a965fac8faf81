package rules.iam["eks-access-admin-unscoped_test"]

import data.rules.iam["eks-access-admin-unscoped"] as rule

test_severity if {
	every said in [
		[["eks:AssociateAccessPolicy", "eks:CreateAccessEntry"], "high"], [["eks:AssociateIdentityProviderConfig"], "high"],
		[["eks:CreateAccessEntry"], "medium"], [["eks:UpdateAccessEntry"], "medium"], [["eks:UpdateClusterConfig"], "medium"],
	] {
		{f.severity | some f in rule.findings} == {said[1]} with input as _role({"abilities": [_ability(a) | some a in said[0]]})
	}
	alone := _role({"abilities": [_ability("eks:AssociateAccessPolicy")]})
	rule.findings == set() with input as alone
	entry := {"access_entries": [{"ref": 9, "principal_role": {"ref": 1}}]}
	{f.severity | some f in rule.findings} == {"high"} with input as object.union(alone, entry)
}

test_pods if {
	model := _role({"pods": "yes", "abilities": [_ability("eks:AssociateIdentityProviderConfig")]})
	{f.severity | some f in rule.findings} == {"critical"} with input as model
}

test_narrow if {
	every more in [{"reach": "some"}, {"keys": ["eks:policyarn"]}] {
		model := _role({"abilities": [object.union(_ability("eks:CreateAccessEntry"), more)]})
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_unknown if {
	model := _role({"abilities": [object.union(_ability("eks:CreateAccessEntry"), {"reach": "unknown"})]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {2} with input as model
}

test_provisioning if {
	model := object.union(_role({"name": "deploy-eu", "abilities": [_ability("eks:CreateAccessEntry")]}), {"settings": {"params": {
		"eks-access-admin-unscoped": {"provisioning-roles": ["deploy-*"]},
	}}})
	rule.findings == set() with input as model
}

_role(more) := {"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a"}, more)]}

_ability(action) := {"ref": 2, "field": "actions", "action": action, "resource": "*", "reach": "all", "allowed": "yes"}
