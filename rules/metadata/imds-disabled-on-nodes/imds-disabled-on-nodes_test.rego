package rules.metadata["imds-disabled-on-nodes_test"]

import data.rules.metadata["imds-disabled-on-nodes"] as rule

test_the_service_is_disabled if {
	rule.findings == {{
		"ref": 1, "field": "metadata_options.http_endpoint",
		"message": `nodes of EC2NodeClass "default" have no instance metadata service, which their own components need`,
	}} with input as _class({"metadata_options": {"http_endpoint": "disabled"}})
}

test_enabled_is_not_found if {
	rule.findings == set() with input as _class({"metadata_options": {"http_endpoint": "enabled"}})
	rule.findings == set() with input as _class({})
}

test_a_template_is_undecided if {
	model := _class({"unknown": {"metadata_options.http_endpoint": "template-value"}})
	rule.findings == set() with input as model
	rule.undecided == {
		{"ref": 1, "field": "metadata_options.http_endpoint", "reason": "template-value"},
	} with input as model
}

_class(more) := {"ec2_node_classes": [object.union(
	{"ref": 1, "kind": "EC2NodeClass", "name": "default", "api_version": "karpenter.k8s.aws/v1"},
	more,
)]}
