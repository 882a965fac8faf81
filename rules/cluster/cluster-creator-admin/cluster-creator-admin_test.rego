package rules.cluster["cluster-creator-admin_test"]

import data.rules.cluster["cluster-creator-admin"] as rule

test_without_the_block if {
	found := {[f.field, f.severity, f.message] | some f in rule.findings} with input as _cluster({})
	message := "the principal that creates aws_eks_cluster.this becomes its administrator, which is the default without access_config"
	found == {["access_config", "medium", message]}
}

test_it_is_said if {
	every mode, severity in {"CONFIG_MAP": "medium", "API": "low", "API_AND_CONFIG_MAP": "low"} {
		model := _cluster({"access_config": {"authentication_mode": mode, "bootstrap_cluster_creator_admin_permissions": true}})
		{f.severity | some f in rule.findings} == {severity} with input as model
	}
}

test_an_unknown_mode_is_not_the_worst if {
	model := _cluster({
		"access_config": {"bootstrap_cluster_creator_admin_permissions": true},
		"unknown": {"access_config.authentication_mode": "data-source"},
	})
	{f.severity | some f in rule.findings} == {"low"} with input as model
}

test_other_clusters if {
	every access in [{}, {"authentication_mode": "API"}, {"bootstrap_cluster_creator_admin_permissions": false}] {
		rule.findings == set() with input as _cluster({"access_config": access})
		rule.undecided == set() with input as _cluster({"access_config": access})
	}
}

test_unknown if {
	every field in ["access_config", "access_config.bootstrap_cluster_creator_admin_permissions"] {
		model := _cluster({"unknown": {field: "variable-without-default"}})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_the_entry_of_the_module if {
	flag := ["module", "enable_cluster_creator_admin_permissions"]
	{[f.field, f.severity] | some f in rule.findings} == {[flag, "low"]} with input as _association({"creator": true})
	every role in ["yes", "unknown"] {
		{f.severity | some f in rule.findings} == {"info"} with input as _association({
			"creator": true,
			"cluster": {"ref": 2, "provider_role": role},
		})
	}
	rule.findings == set() with input as _association({})
}

test_the_provider_assumes_a_role if {
	every role in ["yes", "unknown"] {
		{f.severity | some f in rule.findings} == {"info"} with input as _cluster({"provider_role": role})
		{f.severity | some f in rule.findings} == {"info"} with input as _cluster({
			"provider_role": role,
			"access_config": {"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": true},
		})
	}
}

_association(fields) := {"access_policy_associations": [object.union({"ref": 1, "address": "a"}, fields)]}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
