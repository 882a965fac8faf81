package rules.iam["capability-role-over-privileged_test"]

import data.rules.iam["capability-role-over-privileged"] as rule

test_power if {
	admin := {"managed_policies": [{"ref": 3, "policy_name": "AdministratorAccess"}]}
	{f.severity | some f in rule.findings} == {"high"} with input as _capability("ACK", admin)
	rule.findings == set() with input as _capability("ACK", {})
}

test_written_by_others if {
	admin := {"managed_policies": [{"ref": 3, "policy_name": "AdministratorAccess"}]}
	model := object.union(_capability("ACK", admin), {
		"roles": [{
			"ref": 7, "name": "dev", "admin_equivalent": false,
			"rules": [{"ref": 8, "api_groups": ["s3.services.k8s.aws"], "resources": ["*"], "verbs": ["create"]}],
		}],
		"role_bindings": [{"ref": 9, "role_name": "dev"}],
	})
	{f.severity | some f in rule.findings} == {"critical"} with input as model
}

test_kro if {
	model := _capability("KRO", {"managed_policies": [{"ref": 3, "policy_name": "CloudWatchAgentServerPolicy"}]})
	{f.severity | some f in rule.findings} == {"low"} with input as model
}

test_argo_cd if {
	secrets := {"abilities": [{
		"ref": 3, "field": "actions", "action": "secretsmanager:GetSecretValue", "reach": "all", "allowed": "yes",
	}]}
	{f.severity | some f in rule.findings} == {"medium"} with input as _capability("ARGOCD", secrets)
	rule.findings == set() with input as _capability("ACK", secrets)
}

test_elsewhere if {
	model := {"capabilities": [{"ref": 5, "type": "ACK", "unknown": {"role": "data-source"}}]}
	{[u.ref, u.reason] | some u in rule.undecided} == {[5, "data-source"]} with input as model
}

_capability(type, more) := {
	"iam_roles": [object.union({"ref": 1, "type": "aws_iam_role", "address": "aws_iam_role.a", "uses": ["capability"]}, more)],
	"capabilities": [{"ref": 5, "type": type, "role": {"ref": 1}}],
}
