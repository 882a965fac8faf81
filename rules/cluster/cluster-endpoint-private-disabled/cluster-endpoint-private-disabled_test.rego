package rules.cluster["cluster-endpoint-private-disabled_test"]

import data.rules.cluster["cluster-endpoint-private-disabled"] as rule

test_the_private_endpoint_is_off if {
	found := {[f.field, f.message] | some f in rule.findings} with input as _cluster({"vpc_config": {"endpoint_private_access": false}})
	found == {["vpc_config.endpoint_private_access", "the private API endpoint of aws_eks_cluster.this is off"]}
}

test_the_default_is_off if {
	found := {f.message | some f in rule.findings} with input as _cluster({"vpc_config": {}})
	found == {"the private API endpoint of aws_eks_cluster.this is off, which is the default"}
}

test_the_private_endpoint_is_on if {
	model := _cluster({"vpc_config": {"endpoint_private_access": true}})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_it_is_unknown if {
	model := _cluster({"vpc_config": {}, "unknown": {"vpc_config.endpoint_private_access": "variable-without-default"}})
	rule.findings == set() with input as model
	count(rule.undecided) == 1 with input as model
}

_cluster(fields) := {"clusters": [object.union(
	{"ref": 1, "type": "aws_eks_cluster", "address": "aws_eks_cluster.this"},
	fields,
)]}
