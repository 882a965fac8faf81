package rules.iam["node-role-over-privileged_test"]

import data.rules.iam["node-role-over-privileged"] as rule

test_worst if {
	model := _role({"managed_policies": [
		{"ref": 3, "policy_name": "AmazonS3FullAccess"}, {"ref": 4, "policy_name": "AdministratorAccess"},
	]})
	{[f.ref, f.severity] | some f in rule.findings} == {[4, "critical"]} with input as model
}

test_expected if {
	every name in ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonSSMManagedInstanceCore"] {
		rule.findings == set() with input as _role({"managed_policies": [{"ref": 3, "policy_name": name}]})
	}
	statement := {"ref": 3, "effect": "Allow", "actions": ["iam:CreateServiceLinkedRole"], "resources": ["*"]}
	rule.findings == set() with input as _role({"statements": [statement]})
}

test_uses if {
	managed := {"managed_policies": [{"ref": 3, "policy_name": "AmazonS3FullAccess"}]}
	count(rule.findings) == 1 with input as _role(object.union(managed, {"uses": ["fargate"]}))
	rule.findings == set() with input as _role(object.union(managed, {"uses": ["cluster"]}))
}

test_unknown if {
	{u.ref | some u in rule.undecided} == {1} with input as _role({"unknown": {"statements": "data-source"}})
}

_role(more) := {"iam_roles": [object.union(
	{
		"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "uses": ["nodes"],
	},
	more,
)]}
