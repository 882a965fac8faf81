package rules.iam["node-role-carries-addon-permissions_test"]

import data.rules.iam["node-role-carries-addon-permissions"] as rule

test_addons if {
	every name in ["AmazonEBSCSIDriverPolicy", "AmazonEFSCSIDriverPolicy", "AmazonRoute53FullAccess"] {
		{f.severity | some f in rule.findings} == {"medium"} with input as _role([{"ref": 2, "policy_name": name}])
	}
	rule.findings == set() with input as _role([{"ref": 2, "policy_name": "AmazonEKSWorkerNodePolicy"}])
}

test_network if {
	model := _role([{"ref": 2, "policy_name": "AmazonEKS_CNI_Policy"}])
	{f.severity | some f in rule.findings} == {"low"} with input as model
	own := object.union(model, {"addons": [{
		"ref": 9, "root": "a", "addon_name": "vpc-cni", "service_account_role_arn": "arn",
	}]})
	{f.severity | some f in rule.findings} == {"info"} with input as own
}

test_once if {
	both := array.concat(
		_role([{"ref": 2, "policy_name": "AmazonEKS_CNI_Policy"}]).iam_roles,
		[{
			"ref": 5, "type": "aws_iam_role", "address": "aws_iam_role.b", "root": "a", "uses": ["nodes"],
			"managed_policies": [{"ref": 6, "policy_name": "AmazonEKS_CNI_Policy"}],
		}],
	)
	{f.ref | some f in rule.findings} == {2} with input as {"iam_roles": both}
}

test_statement if {
	model := {"iam_roles": [{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "root": "a", "uses": ["nodes"],
		"controllers": ["external-dns"],
		"statements": [{
			"ref": 3, "effect": "Allow", "actions": ["route53:ChangeResourceRecordSets"], "controllers": ["external-dns"],
		}],
	}]}
	{[f.ref, f.severity] | some f in rule.findings} == {[3, "medium"]} with input as model
}

_role(policies) := {"iam_roles": [{
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "root": "a", "uses": ["nodes"],
	"managed_policies": policies,
}]}
