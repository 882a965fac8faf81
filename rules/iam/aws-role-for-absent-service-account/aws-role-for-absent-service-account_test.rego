package rules.iam["aws-role-for-absent-service-account_test"]

import data.rules.iam["aws-role-for-absent-service-account"] as rule

test_absent if {
	{[f.ref, f.severity] | some f in rule.findings} == {[4, "low"]} with input as _model("shop", "old")
	rule.findings == set() with input as _model("shop", "web")
	rule.findings == set() with input as _model("kube-system", "aws-node")
	{[f.ref, f.severity] | some f in rule.findings} == {[4, "medium"]} with input as _model("gone", "old")
}

test_without_kubernetes if {
	rule.findings == set() with input as object.remove(_model("shop", "old"), ["workloads"])
	rule.undecided == set() with input as object.remove(_model("shop", "old"), ["workloads"])
}

test_charts if {
	model := object.union(_model("shop", "old"), {"helm_releases": [{"ref": 9, "namespace": "shop"}]})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {4} with input as model
}

test_unknown_names if {
	every field in ["namespace", "service_account"] {
		association := {"ref": 4, "unknown": {field: "data-source"}}
		model := object.union(_model("shop", "web"), {"pod_identity_associations": [association]})
		{[u.ref, u.field] | some u in rule.undecided} == {[4, field]} with input as model
		rule.findings == set() with input as model
	}
	chart := {"ref": 4, "service_account": "karpenter", "unknown": {"namespace": "data-source"}}
	rule.undecided == set() with input as object.union(_model("shop", "web"), {"pod_identity_associations": [chart]})
}

test_trust if {
	subject := {"values": ["system:serviceaccount:shop:old"]}
	{f.ref | some f in rule.findings} == {6} with input as _trust("yes", subject)
	rule.findings == set() with input as _trust("unknown", subject)
	doubts := {[6, "values", "data-source"]}
	{[u.ref, u.field, u.reason] | some u in rule.undecided} == doubts with input as _trust("unknown", subject)
	rule.undecided == set() with input as _trust("no", subject)
}

test_unknown_subjects if {
	subject := {"unknown": {"values": "template-value"}}
	{[u.ref, u.field] | some u in rule.undecided} == {[6, "values"]} with input as _trust("yes", subject)
	rule.undecided == set() with input as _trust("no", subject)
}

_trust(eks, subject) := object.union(_model("shop", "web"), {"iam_roles": [{
	"ref": 3, "address": "aws_iam_role.a",
	"trust": [{
		"ref": 5, "web_identity": {"eks": eks}, "principals": [{"ref": 7, "unknown": {"identifier": "data-source"}}],
		"conditions": [object.union(
			{"ref": 6, "test": "StringEquals", "variable": "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub"},
			subject,
		)],
	}],
}]})

_model(namespace, account) := {
	"namespaces": [{"ref": 1, "name": "shop"}],
	"workloads": [{
		"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop", "service_account_name": "web",
		"principal": {"namespace": "shop", "name": "web"},
	}],
	"pod_identity_associations": [{
		"ref": 4, "address": "aws_eks_pod_identity_association.a", "namespace": namespace, "service_account": account,
	}],
}
