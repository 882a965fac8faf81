package rules.metadata["imds-hop-limit-too-high_test"]

import data.rules.metadata["imds-hop-limit-too-high"] as rule

test_two_hops if {
	{[f.ref, f.field] | some f in rule.findings} == {
		[1, "metadata_options.http_put_response_hop_limit"],
	} with input as _class(_two)
	{m |
		some f in rule.findings
		m := regex.find_n(`hop limit \d`, f.message, 1)[0]
	} == {"hop limit 2"} with input as _class(_two)
}

test_one_hop_is_not_found if {
	rule.findings == set() with input as _class({"metadata_options": {"http_put_response_hop_limit": 1}})
	rule.findings == set() with input as _class({})
}

test_the_default_was_two_before_v1 if {
	count(rule.findings) == 1 with input as _class({"api_version": "karpenter.k8s.aws/v1beta1"})
}

test_without_tokens_or_service_the_limit_does_not_matter if {
	every options in [{"http_tokens": "optional"}, {"http_endpoint": "disabled"}] {
		rule.findings == set() with input as _class({"metadata_options": object.union(_two.metadata_options, options)})
	}
}

test_a_template_is_undecided if {
	template := {"unknown": {"metadata_options.http_put_response_hop_limit": "template-value"}}
	rule.findings == set() with input as _class(template)
	rule.undecided == {{
		"ref": 1, "field": "metadata_options.http_put_response_hop_limit", "reason": "template-value",
	}} with input as _class(template)
	every options in [{"http_tokens": "optional"}, {"http_endpoint": "disabled"}] {
		rule.undecided == set() with input as _class(object.union(template, {"metadata_options": options}))
	}
	beta := _class(object.union(template, {"api_version": "karpenter.k8s.aws/v1beta1"}))
	rule.findings == set() with input as beta
}

_two := {"metadata_options": {"http_put_response_hop_limit": 2}}

_class(more) := {"ec2_node_classes": [object.union(
	{"ref": 1, "kind": "EC2NodeClass", "name": "default", "api_version": "karpenter.k8s.aws/v1"},
	more,
)]}

test_launches_of_nodes if {
	every name in ["launch_templates", "launch_configurations", "instances"] {
		{[f.ref, f.field, f.severity] | some f in rule.findings} == {
			[1, "metadata_options.http_put_response_hop_limit", "medium"],
		} with input as {name: [_launch({"http_tokens": "required"})]}
		every options in [{"http_tokens": "optional"}, {"http_endpoint": "disabled"}] {
			model := {name: [_launch(options)]}
			rule.findings == set() with input as model
			rule.undecided == set() with input as model
		}
		rule.findings == set() with input as {name: [object.union(_launch({"http_tokens": "required"}), {"user_data": ""})]}
	}
	image := {"unknown": {"http_tokens": "not-in-input"}}
	count(rule.findings) == 1 with input as {"launch_templates": [_launch(image)]}
	rule.undecided == set() with input as {"launch_templates": [_launch(image)]}
}

test_a_powerful_role_is_high if {
	role := {"ref": 3, "managed_policies": [{"ref": 4, "policy_name": "AmazonS3FullAccess"}]}
	by_group := {
		"launch_templates": [_launch({"http_tokens": "required"})],
		"node_groups": [{"ref": 2, "node_role": role, "launch_template": {"template": _launch({"http_tokens": "required"})}}],
	}
	{f.severity | some f in rule.findings} == {"high"} with input as by_group
	own := object.union(_launch({"http_tokens": "required"}), {"iam_instance_profile": {"profile": {"iam_role": role}}})
	{f.severity | some f in rule.findings} == {"high"} with input as {"launch_templates": [own]}
}

test_what_is_not_known_of_launches if {
	every name in ["http_tokens", "http_endpoint"] {
		field := sprintf("metadata_options.%s", [name])
		known := object.remove({"http_endpoint": "enabled", "http_tokens": "required"}, [name])
		metadata := object.union(known, {"http_put_response_hop_limit": 2, "unknown": {name: "variable-without-default"}})
		model := {"launch_templates": [object.union(_bare, {"metadata": metadata})]}
		rule.findings == set() with input as model
		{u.field | some u in rule.undecided} == {field} with input as model
	}
	metadata := {"http_endpoint": "enabled", "http_tokens": "required", "unknown": {"http_put_response_hop_limit": "not-in-input"}}
	unset := {"launch_templates": [object.union(_bare, {"metadata": metadata})]}
	rule.findings == set() with input as unset
	{u.reason | some u in rule.undecided} == {"not-in-input"} with input as unset
}

_bare := {"ref": 1, "type": "aws_launch_template", "address": "a", "user_data": "/etc/eks/bootstrap.sh main"}

_launch(metadata) := object.union(
	_bare,
	{"metadata": object.union({"http_endpoint": "enabled", "http_put_response_hop_limit": 2}, metadata)},
)
