package rules.cluster["cluster-endpoint-public_test"]

import data.rules.cluster["cluster-endpoint-public"] as rule

test_some_ranges if {
	found := {[f.field, f.severity, f.message] | some f in rule.findings} with input as _cluster({"vpc_config": {"public_access_cidrs": ["203.0.113.0/24"]}})
	found == {["vpc_config.endpoint_public_access", "low", "the API endpoint of aws_eks_cluster.this is public, for some ranges"]}
}

test_the_strict_profile if {
	model := object.union(_cluster({"vpc_config": {"public_access_cidrs": ["203.0.113.0/24"]}}), {"settings": {"profile": "strict"}})
	{f.severity | some f in rule.findings} == {"medium"} with input as model
}

test_other_clusters if {
	every network in [
		{},
		{"public_access_cidrs": ["0.0.0.0/0"], "open_cidrs": [0]},
		{"endpoint_public_access": false, "public_access_cidrs": ["203.0.113.0/24"]},
	] {
		rule.findings == set() with input as _cluster({"vpc_config": network})
		rule.undecided == set() with input as _cluster({"vpc_config": network})
	}
}

test_unknown if {
	every field in ["vpc_config.endpoint_public_access", "vpc_config.public_access_cidrs.1"] {
		model := _cluster({"vpc_config": {"public_access_cidrs": ["203.0.113.0/24"]}, "unknown": {field: "data-source"}})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
	ranges := _cluster({"vpc_config": {}, "unknown": {"vpc_config.public_access_cidrs": "data-source"}})
	rule.findings == set() with input as ranges
	count(rule.undecided) == 1 with input as ranges
}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
