package rules.iam["workload-role-unscoped-write_test"]

import data.rules.iam["workload-role-unscoped-write"] as rule

test_write if {
	every action in ["ec2:TerminateInstances", "sqs:DeleteMessage", "s3:PutObject", "elasticloadbalancing:DeleteRule"] {
		{f.severity | some f in rule.findings} == {"medium"} with input as _role({"abilities": [_ability({"action": action})]})
	}
	every more in [{"reach": "some"}, {"keys": ["ec2:vpc"]}, {"action": "ec2:RebootInstances"}] {
		rule.findings == set() with input as _role({"abilities": [_ability(object.union({"action": "sqs:DeleteMessage"}, more))]})
	}
}

test_controllers if {
	model := _role({
		"abilities": [_ability({"action": "ec2:AuthorizeSecurityGroupIngress"})],
		"statements": [{"ref": 2, "effect": "Allow", "controllers": ["aws-load-balancer-controller"]}],
		"controllers": ["aws-load-balancer-controller"],
	})
	rule.findings == set() with input as object.union(model, {"settings": {"profile": "default"}})
	strict := object.union(model, {"settings": {"profile": "strict"}})
	{f.severity | some f in rule.findings} == {"info"} with input as strict
	dns := _role({
		"abilities": [_ability({"action": "route53:ChangeResourceRecordSets"})],
		"statements": [{"ref": 2, "effect": "Allow", "controllers": ["external-dns"]}],
		"controllers": ["external-dns"],
	})
	{f.severity | some f in rule.findings} == {"low"} with input as dns
}

test_unknown if {
	model := _role({"abilities": [_ability({"action": "sqs:DeleteMessage", "reach": "unknown"})]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {2} with input as model
}

_role(more) := {"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes"}, more)]}

_ability(more) := object.union(
	{
		"ref": 2, "field": "actions", "action": "iam:PutRolePolicy", "pattern": "iam:PutRolePolicy", "resource": "*",
		"reach": "all", "allowed": "yes",
	},
	more,
)
