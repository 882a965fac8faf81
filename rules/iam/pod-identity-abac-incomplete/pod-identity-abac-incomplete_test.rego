package rules.iam["pod-identity-abac-incomplete_test"]

import data.rules.iam["pod-identity-abac-incomplete"] as rule

test_lacking if {
	count(rule.findings) == 1 with input as _policy(["kubernetes-namespace"])
	count(rule.findings) == 1 with input as _policy(["kubernetes-service-account", "eks-cluster-arn"])
	rule.findings == set() with input as _policy(["kubernetes-namespace", "eks-cluster-arn"])
	rule.findings == set() with input as _policy(["kubernetes-namespace", "kubernetes-service-account", "eks-cluster-arn"])
	rule.findings == set() with input as _policy(["eks-cluster-arn"])
	rule.findings == set() with input as _policy([])
}

test_tags_off if {
	role := {"ref": 8, "address": "aws_iam_role.a", "statements": _policy(["kubernetes-namespace"]).iam_policies[0].statements}
	model := {"pod_identity_associations": [{
		"ref": 5, "address": "aws_eks_pod_identity_association.a", "disable_session_tags": true, "role": role,
	}]}
	{[f.ref, f.severity] | some f in rule.findings} == {[5, "low"]} with input as model
}

_policy(tags) := {"iam_policies": [{"ref": 1, "address": "aws_iam_policy.a", "statements": [{
	"ref": 2, "effect": "Allow", "actions": ["s3:GetObject"], "resources": ["*"],
	"conditions": [{"ref": 3, "test": "StringEquals", "variable": sprintf("aws:PrincipalTag/%s", [tag]), "values": ["a"]} |
		some tag in tags
	],
}]}]}
