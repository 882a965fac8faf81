package rules.cluster["cluster-auth-mode-config-map_test"]

import data.rules.cluster["cluster-auth-mode-config-map"] as rule

test_the_mode_is_named if {
	found := {[f.field, f.message] | some f in rule.findings} with input as _cluster({"access_config": {"authentication_mode": "CONFIG_MAP"}})
	found == {["access_config.authentication_mode", "the authentication mode of aws_eks_cluster.this is CONFIG_MAP"]}
}

test_the_default if {
	every fields in [{}, {"access_config": {}}, {"compute_config": {"enabled": false}}] {
		found := {f.message | some f in rule.findings} with input as _cluster(fields)
		found == {"the authentication mode of aws_eks_cluster.this is CONFIG_MAP, which is the default"}
	}
}

test_other_clusters if {
	every fields in [
		{"access_config": {"authentication_mode": "API"}},
		{"access_config": {"authentication_mode": "API_AND_CONFIG_MAP"}},
		{"compute_config": {"enabled": true}},
		{"outpost_config": {}},
	] {
		rule.findings == set() with input as _cluster(fields)
		rule.undecided == set() with input as _cluster(fields)
	}
}

test_both_are_named_by_the_strict_profile if {
	both := _cluster({"access_config": {"authentication_mode": "API_AND_CONFIG_MAP"}})
	strict := object.union(both, {"settings": {"profile": "strict"}})
	{f.severity | some f in rule.findings} == {"info"} with input as strict
}

test_unknown if {
	every field in ["access_config", "access_config.authentication_mode", "compute_config", "outpost_config"] {
		model := _cluster({"unknown": {field: "variable-without-default"}})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
