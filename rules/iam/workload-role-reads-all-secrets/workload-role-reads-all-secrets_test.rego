package rules.iam["workload-role-reads-all-secrets_test"]

import data.rules.iam["workload-role-reads-all-secrets"] as rule

test_severity if {
	every action, severity in {
		"secretsmanager:GetSecretValue": "high", "ssm:GetParameter": "high", "ssm:GetParametersByPath": "high",
		"kms:Decrypt": "medium", "s3:GetObject": "medium", "dynamodb:Scan": "medium",
	} {
		{f.severity | some f in rule.findings} == {severity} with input as _role({"abilities": [_ability({"action": action})]})
	}
	rule.findings == set() with input as _role({"abilities": [_ability({"action": "secretsmanager:BatchGetSecretValue"})]})
}

test_narrow if {
	every more in [{"reach": "some"}, {"keys": ["aws:resourcetag/app"]}] {
		model := _role({"abilities": [_ability(object.union({"action": "ssm:GetParameter"}, more))]})
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_keys_beside_secrets if {
	model := _role({"abilities": [
		_ability({"action": "secretsmanager:GetSecretValue"}),
		_ability({"ref": 3, "action": "kms:Decrypt"}),
	]})
	{f.ref | some f in rule.findings} == {2} with input as model
}

test_admin if {
	model := _role({
		"abilities": [_ability({"action": "ssm:GetParameter"})],
		"managed_policies": [{"ref": 5, "policy_name": "AdministratorAccess"}],
	})
	rule.findings == set() with input as model
}

test_unknown if {
	model := _role({"abilities": [_ability({"action": "ssm:GetParameter", "reach": "unknown"})]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {2} with input as model
	pods := _role({"abilities": [_ability({"action": "ssm:GetParameter"})], "pods": "unknown"})
	rule.findings == set() with input as pods
	{[u.ref, u.field] | some u in rule.undecided} == {[1, "trust"]} with input as pods
}

_role(more) := {"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes"}, more)]}

_ability(more) := object.union(
	{
		"ref": 2, "field": "actions", "action": "iam:PutRolePolicy", "pattern": "iam:PutRolePolicy", "resource": "*",
		"reach": "all", "allowed": "yes",
	},
	more,
)
