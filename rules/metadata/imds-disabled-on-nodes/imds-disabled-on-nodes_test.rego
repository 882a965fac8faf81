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

test_launches_of_nodes if {
	launch := {
		"ref": 1, "type": "aws_launch_template", "address": "a", "user_data": "nodeadm",
		"metadata_options": {"http_endpoint": "disabled"},
	}
	{[f.ref, f.field] | some f in rule.findings} == {
		[1, "metadata_options.http_endpoint"],
	} with input as {"launch_templates": [launch]}
	on := object.union(launch, {"metadata_options": {"http_endpoint": "enabled"}})
	rule.findings == set() with input as {"launch_templates": [on]}
	other := object.union(launch, {"user_data": ""})
	rule.findings == set() with input as {"launch_templates": [other]}
	unknown := object.union(
		object.remove(launch, ["metadata_options"]),
		{"metadata": {"unknown": {"http_endpoint": "variable-without-default"}}},
	)
	rule.findings == set() with input as {"launch_templates": [unknown]}
	count(rule.undecided) == 1 with input as {"launch_templates": [unknown]}
}

test_defaults_of_the_account if {
	defaults := {"ref": 9, "address": "a", "http_endpoint": "disabled"}
	{[f.ref, f.field] | some f in rule.findings} == {
		[9, "http_endpoint"],
	} with input as {"instance_metadata_defaults": [defaults]}
	every value in ["enabled", "no-preference"] {
		other := object.union(defaults, {"http_endpoint": value})
		rule.findings == set() with input as {"instance_metadata_defaults": [other]}
	}
}
