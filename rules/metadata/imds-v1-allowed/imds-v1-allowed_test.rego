package rules.metadata["imds-v1-allowed_test"]

import data.rules.metadata["imds-v1-allowed"] as rule

test_optional_tokens if {
	rule.findings == {{
		"ref": 1, "field": "metadata_options.http_tokens",
		"message": `nodes of EC2NodeClass "default" answer requests for instance metadata without a token`,
	}} with input as _class({"metadata_options": {"http_tokens": "optional"}})
}

test_required_or_disabled_is_not_found if {
	every options in [
		{"http_tokens": "required"}, {},
		{"http_tokens": "optional", "http_endpoint": "disabled"},
	] {
		model := _class({"metadata_options": options})
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
	rule.findings == set() with input as _class({})
}

test_templates_are_undecided if {
	tokens := _class({"unknown": {"metadata_options.http_tokens": "template-value"}})
	rule.findings == set() with input as tokens
	rule.undecided == {
		{"ref": 1, "field": "metadata_options.http_tokens", "reason": "template-value"},
	} with input as tokens
	every_one := _class({"unknown": {"metadata_options": "template-value"}})
	count(rule.undecided) == 1 with input as every_one
	off := object.union(
		tokens,
		_class({
			"metadata_options": {"http_endpoint": "disabled"},
			"unknown": {"metadata_options.http_tokens": "template-value"},
		}),
	)
	rule.undecided == set() with input as off
	endpoint := _class({
		"metadata_options": {"http_tokens": "optional"},
		"unknown": {"metadata_options.http_endpoint": "template-value"},
	})
	rule.findings == set() with input as endpoint
	rule.undecided == {
		{"ref": 1, "field": "metadata_options.http_endpoint", "reason": "template-value"},
	} with input as endpoint
}

_class(more) := {"ec2_node_classes": [object.union(
	{"ref": 1, "kind": "EC2NodeClass", "name": "default", "api_version": "karpenter.k8s.aws/v1"},
	more,
)]}
