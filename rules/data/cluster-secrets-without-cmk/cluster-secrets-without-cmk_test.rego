package rules.data["cluster-secrets-without-cmk_test"]

import data.rules.data["cluster-secrets-without-cmk"] as rule

test_no_encryption if {
	_found == {["low", "aws_eks_cluster.this encrypts secrets with a key that AWS owns"]} with input as _cluster({})
}

test_an_old_version if {
	message := "aws_eks_cluster.this encrypts secrets without envelope encryption, as it runs Kubernetes 1.27"
	_found == {["high", message]} with input as _cluster({"version": "1.27"})
	{s | some [s, _] in _found} == {"low"} with input as _cluster({"version": "1.28"})
}

test_another_resource if {
	value := {"encryption_config": {"resources": ["pods"], "provider": {"key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1"}}}
	count(rule.findings) == 1 with input as _cluster(value)
}

test_no_key if {
	count(rule.findings) == 1 with input as _cluster({"encryption_config": {"resources": ["secrets"]}})
}

test_a_key if {
	value := {"encryption_config": {"resources": ["secrets"], "provider": {"key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1"}}}
	rule.findings == set() with input as _cluster(value)
	rule.undecided == set() with input as _cluster(value)
}

test_a_key_of_the_unit if {
	value := {
		"encryption_config": {"resources": ["secrets"], "provider": {}},
		"unknown": {"encryption_config.provider.key_arn": "known-after-apply"},
	}
	rule.findings == set() with input as _cluster(value)
	rule.undecided == set() with input as _cluster(value)
}

test_unknown if {
	value := {"unknown": {"encryption_config": "variable-without-default"}}
	rule.findings == set() with input as _cluster(value)
	{u.reason | some u in rule.undecided} == {"variable-without-default"} with input as _cluster(value)
}

_found contains [f.severity, f.message] if some f in rule.findings

_cluster(more) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	more,
)]}
