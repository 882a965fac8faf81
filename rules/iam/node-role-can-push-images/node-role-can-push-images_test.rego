package rules.iam["node-role-can-push-images_test"]

import data.rules.iam["node-role-can-push-images"] as rule

test_push if {
	every reach in ["all", "some"] {
		count(rule.findings) == 1 with input as _role({"abilities": [_ability({"reach": reach})]})
	}
	rule.findings == set() with input as _role({"abilities": [_ability({"action": "ecr:CreateRepository"})]})
	rule.findings == set() with input as _role({"abilities": [_ability({})], "uses": ["cluster"]})
	admin := {"managed_policies": [{"ref": 3, "policy_name": "AdministratorAccess"}]}
	rule.findings == set() with input as _role(object.union({"abilities": [_ability({})]}, admin))
}

test_unknown if {
	model := _role({"abilities": [_ability({"allowed": "unknown"})]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {2} with input as model
}

_role(more) := {"iam_roles": [object.union(
	{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "uses": ["nodes"],
	},
	more,
)]}

_ability(more) := object.union(
	{
		"ref": 2, "field": "actions", "action": "ecr:PutImage", "resource": "*", "reach": "all", "allowed": "yes",
	},
	more,
)
