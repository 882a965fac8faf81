package rules.iam["iam-policy-service-wildcard_test"]

import data.rules.iam["iam-policy-service-wildcard"] as rule

test_services if {
	every service in ["iam", "ec2", "lambda"] {
		count(rule.findings) == 1 with input as _role({"statements": [_statement({"actions": [sprintf("%s:*", [service])]})]})
	}
	rule.findings == set() with input as _role({"statements": [_statement({"actions": ["logs:*"]})]})
	rule.findings == set() with input as _role({"statements": [_statement({"actions": ["ec2:*"], "resources": ["arn:aws:ec2:*:*:vpc/vpc-1"]})]})
}

test_all_but_some if {
	count(rule.findings) == 1 with input as _role({"statements": [_statement({"not_actions": ["iam:*"]})]})
	but := {"ref": 2, "effect": "Allow", "actions": ["logs:Get*"], "not_resources": ["a"]}
	{f.field | some f in rule.findings} == {"not_resources"} with input as _role({"statements": [but]})
}

test_conditions if {
	region := [{"ref": 3, "test": "StringEquals", "variable": "aws:RequestedRegion", "values": ["eu-west-1"]}]
	count(rule.findings) == 1 with input as _role({"statements": [_statement({"actions": ["ec2:*"], "conditions": region})]})
	tag := [{"ref": 3, "test": "StringEquals", "variable": "aws:ResourceTag/a", "values": ["b"]}]
	rule.findings == set() with input as _role({"statements": [_statement({"actions": ["ec2:*"], "conditions": tag})]})
}

test_roles if {
	model := _role({"pods": "no", "statements": [_statement({"actions": ["ec2:*"]})]})
	rule.findings == set() with input as model
	count(rule.findings) == 1 with input as json.patch(model, [{"op": "add", "path": "/iam_roles/0/uses", "value": ["cluster"]}])
	entry := {"access_entries": [{"ref": 9, "principal_role": {"ref": 1}}]}
	count(rule.findings) == 1 with input as object.union(model, entry)
}

test_unknown if {
	model := _role({"statements": [_statement({"actions": ["${var.a}"], "unknown": {"actions": "variable-without-default"}})]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {2} with input as model
}

_role(more) := {"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes"}, more)]}

_statement(more) := object.union({"ref": 2, "effect": "Allow", "resources": ["*"]}, more)
