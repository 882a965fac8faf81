package rules.iam["workload-role-can-escalate_test"]

import data.rules.iam["workload-role-can-escalate"] as rule

test_rights_and_code if {
	every action in ["iam:PutRolePolicy", "iam:CreateAccessKey", "sts:AssumeRole", "ssm:StartSession", "ssm:SendCommand"] {
		{f.severity | some f in rule.findings} == {"high"} with input as _role({"abilities": [_ability({"action": action})]})
	}
	rule.findings == set() with input as _role({"abilities": [_ability({"action": "s3:GetObject"})]})
}

test_reach if {
	every reach in ["all", "own"] {
		count(rule.findings) == 1 with input as _role({"abilities": [_ability({"reach": reach})]})
	}
	rule.findings == set() with input as _role({"abilities": [_ability({"reach": "some"})]})
	rule.undecided == set() with input as _role({"abilities": [_ability({"reach": "some"})]})
	rule.findings == set() with input as _role({"abilities": [_ability({"reach": "unknown"})]})
	{u.ref | some u in rule.undecided} == {2} with input as _role({"abilities": [_ability({"reach": "unknown"})]})
}

test_condition if {
	rule.findings == set() with input as _role({"abilities": [_ability({"keys": ["iam:permissionsboundary"]})]})
}

test_pass_role if {
	pass := _ability({"action": "iam:PassRole"})
	rule.findings == set() with input as _role({"abilities": [pass]})
	start := _ability({"ref": 3, "action": "ec2:RunInstances"})
	{[f.ref, f.severity] | some f in rule.findings} == {[2, "high"]} with input as _role({"abilities": [pass, start]})
	limited := object.union(pass, {"services": ["ec2.amazonaws.com"]})
	{[f.ref, f.severity] | some f in rule.findings} == {[2, "medium"]} with input as _role({"abilities": [limited, start]})
	other := object.union(pass, {"services": ["lambda.amazonaws.com"]})
	rule.findings == set() with input as _role({"abilities": [other, start]})
	rule.findings == set() with input as _role({"abilities": [object.union(pass, {"reach": "some"}), start]})
}

test_documents_of_the_account if {
	send := _ability({"action": "ssm:SendCommand", "resource": "arn:aws:ec2:*:*:instance/*"})
	own := {"ref": 2, "effect": "Allow", "resources": ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/mine"]}
	rule.findings == set() with input as _role({"abilities": [send], "statements": [own]})
	shell := {"ref": 2, "effect": "Allow", "resources": ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/AWS-RunShellScript"]}
	count(rule.findings) == 1 with input as _role({"abilities": [send], "statements": [shell]})
}

test_boundary_elsewhere if {
	model := _role({"abilities": [_ability({})], "permissions_boundary": "arn:aws:iam::111122223333:policy/b"})
	{f.severity | some f in rule.findings} == {"medium"} with input as model
}

test_pods if {
	unknown := _role({"abilities": [_ability({})], "pods": "unknown", "unknown": {"trust": "data-source"}})
	rule.findings == set() with input as unknown
	{[u.ref, u.field] | some u in rule.undecided} == {[1, "trust"]} with input as unknown
	rule.findings == set() with input as _role({"abilities": [_ability({})], "infrastructure": true})
}

test_unread if {
	model := _role({"unknown": {"statements": "data-source"}})
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == {[1, "statements", "data-source"]} with input as model
}

test_said_by_admin if {
	statement := {"ref": 2, "effect": "Allow", "not_actions": ["s3:*"], "grants": {"everything": "no", "iam": "yes"}}
	rule.findings == set() with input as _role({"abilities": [_ability({})], "statements": [statement]})
}

_role(more) := {"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes"}, more)]}

_ability(more) := object.union(
	{
		"ref": 2, "field": "actions", "action": "iam:PutRolePolicy", "pattern": "iam:PutRolePolicy", "resource": "*",
		"reach": "all", "allowed": "yes",
	},
	more,
)
