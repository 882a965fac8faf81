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
