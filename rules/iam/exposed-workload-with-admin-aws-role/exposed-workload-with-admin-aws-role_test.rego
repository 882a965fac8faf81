package rules.iam["exposed-workload-with-admin-aws-role_test"]

import data.rules.iam["exposed-workload-with-admin-aws-role"] as rule

test_path if {
	{[f.ref, f.severity] | some f in rule.findings} == {[5, "critical"]} with input as _model([{"ref": 6, "kind": "Service", "name": "web"}], "AdministratorAccess")
	rule.findings == set() with input as _model([], "AdministratorAccess")
	rule.findings == set() with input as _model([{"ref": 6, "kind": "Service", "name": "web"}], "AmazonS3ReadOnlyAccess")
}

test_an_association_wins if {
	model := object.union(_model([{"ref": 6, "kind": "Service", "name": "web"}], "AdministratorAccess"), {
		"pod_identity_associations": [{"ref": 8, "namespace": "shop", "service_account": "web"}],
	})
	rule.findings == set() with input as model
}

_model(exposures, policy) := {
	"iam_roles": [_role(policy)],
	"workloads": [{
		"ref": 5, "kind": "Deployment", "name": "web", "exposures": exposures,
		"principal": {"namespace": "shop", "name": "web", "account": {"ref": 7, "aws_role": _role(policy)}},
	}],
}

_role(policy) := {
	"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "pods": "yes",
	"managed_policies": [{"ref": 3, "policy_name": policy}],
}
