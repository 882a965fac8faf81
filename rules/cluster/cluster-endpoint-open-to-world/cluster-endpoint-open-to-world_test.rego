package rules.cluster["cluster-endpoint-open-to-world_test"]

import data.rules.cluster["cluster-endpoint-open-to-world"] as rule

test_everybody_is_named if {
	found := {[f.field, f.message] | some f in rule.findings} with input as _cluster({
		"public_access_cidrs": ["10.0.0.0/8", "0.0.0.0/0"],
		"open_cidrs": [1],
	})
	found == {["vpc_config.public_access_cidrs.1", "the API endpoint of aws_eks_cluster.this is open to 0.0.0.0/0"]}
}

test_two_halves_are_one_finding if {
	found := {f.message | some f in rule.findings} with input as _cluster({
		"public_access_cidrs": ["0.0.0.0/1", "128.0.0.0/1"],
		"open_cidrs": [0, 1],
	})
	found == {"the API endpoint of aws_eks_cluster.this is open to 0.0.0.0/1 and 128.0.0.0/1"}
}

test_no_range_is_every_range if {
	{f.field | some f in rule.findings} == {"vpc_config.public_access_cidrs"} with input as _cluster({})
	count(rule.findings) == 1 with input as _cluster({"endpoint_public_access": true})
}

test_a_private_endpoint if {
	value := {"endpoint_public_access": false, "public_access_cidrs": ["0.0.0.0/0"], "open_cidrs": [0]}
	rule.findings == set() with input as _cluster(value)
	rule.undecided == set() with input as _cluster(value)
}

test_some_ranges if {
	value := {"endpoint_public_access": true, "public_access_cidrs": ["203.0.113.0/24"]}
	rule.findings == set() with input as _cluster(value)
	rule.undecided == set() with input as _cluster(value)
}

test_unknown_ranges if {
	model := _unknown({}, "vpc_config.public_access_cidrs")
	rule.findings == set() with input as model
	{u.field | some u in rule.undecided} == {"vpc_config.public_access_cidrs"} with input as model
}

test_everybody_beside_an_unknown_range if {
	model := _unknown({"public_access_cidrs": ["0.0.0.0/0"], "open_cidrs": [0]}, "vpc_config.public_access_cidrs.0")
	{f.field | some f in rule.findings} == {"vpc_config.public_access_cidrs.1"} with input as model
	rule.undecided == set() with input as model
}

test_unknown_whether_public if {
	model := _unknown({}, "vpc_config.endpoint_public_access")
	rule.findings == set() with input as model
	{u.field | some u in rule.undecided} == {"vpc_config.endpoint_public_access"} with input as model
	narrow := _unknown({"public_access_cidrs": ["203.0.113.0/24"]}, "vpc_config.endpoint_public_access")
	rule.undecided == set() with input as narrow
}

_cluster(network) := {"clusters": [{
	"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this", "vpc_config": network,
}]}

_unknown(network, field) := {"clusters": [{
	"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this", "vpc_config": network,
	"unknown": {field: "variable-without-default"},
}]}
