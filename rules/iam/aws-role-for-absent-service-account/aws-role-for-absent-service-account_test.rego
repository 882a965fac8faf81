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
