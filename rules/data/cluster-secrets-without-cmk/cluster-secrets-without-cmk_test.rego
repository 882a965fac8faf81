package rules.data["cluster-secrets-without-cmk_test"]

import data.rules.data["cluster-secrets-without-cmk"] as rule

test_new_clusters if {
	every version in [{}, {"version": "1.28"}, {"version": "1.33"}, {"unknown": {"version": "variable-without-default"}}] {
		found := {[f.field, f.severity, f.message] | some f in rule.findings} with input as _cluster(version)
		found == {["encryption_config", "low", "the secrets of aws_eks_cluster.this are encrypted with a key that AWS owns, and no customer managed key"]}
	}
}

test_an_old_cluster if {
	found := {[f.severity, f.message] | some f in rule.findings} with input as _cluster({"version": "1.27"})
	found == {["high", "the secrets of aws_eks_cluster.this are encrypted with no KMS key, as the version is 1.27"]}
}

test_other_resources if {
	{f.field | some f in rule.findings} == {"encryption_config.resources"} with input as _cluster({"encryption_config": {}})
}

test_secrets if {
	model := _cluster({"encryption_config": {"resources": ["secrets"]}, "unknown": {"encryption_config.provider.key_arn": "known-after-apply"}})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_unknown if {
	every field in ["encryption_config", "encryption_config.resources", "encryption_config.resources.0"] {
		model := _cluster({"unknown": {field: "variable-without-default"}})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
