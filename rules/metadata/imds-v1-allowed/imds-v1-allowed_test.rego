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

test_launches_of_nodes if {
	every name in ["launch_templates", "launch_configurations", "instances"] {
		{[f.ref, f.field] | some f in rule.findings} == {
			[1, "metadata_options.http_tokens"],
		} with input as {name: [_launch({"http_tokens": "optional"})]}
		every options in [{"http_tokens": "required"}, {"http_tokens": "optional", "http_endpoint": "disabled"}] {
			model := {name: [_launch(options)]}
			rule.findings == set() with input as model
			rule.undecided == set() with input as model
		}
		rule.findings == set() with input as {name: [_launch(_unknown_tokens)]}
		count(rule.undecided) == 1 with input as {name: [_launch(_unknown_tokens)]}
	}
}

test_launches_that_may_be_for_other_instances if {
	launch := object.union(_launch({"http_tokens": "optional"}), {"user_data": "", "metadata_options": {"http_tokens": "optional"}})
	rule.findings == set() with input as {"launch_templates": [launch]}
	strict := {"launch_templates": [launch], "settings": {"profile": "strict"}}
	{f.severity | some f in rule.findings} == {"low"} with input as strict
	used := {"launch_templates": [launch], "node_groups": [{"ref": 2, "launch_template": {"template": launch}}]}
	count(rule.findings) == 1 with input as used
	scaled := {"ref": 2, "tag": [{"key": "kubernetes.io/cluster/main"}], "launch_template": {"template": launch}}
	count(rule.findings) == 1 with input as {"launch_templates": [launch], "autoscaling_groups": [scaled]}
}

test_why_tokens_are_optional if {
	every case in [
		[{"metadata": {"http_endpoint": "enabled", "http_tokens": "optional"}}, "which is the default of launch configurations", 0],
		[{"metadata": {"http_endpoint": "enabled", "http_tokens": "optional", "account": 9}}, "as the defaults of the account have it", 1],
		[
			{"metadata_options": {"http_tokens": "optional"}, "metadata": {"http_endpoint": "enabled", "http_tokens": "optional", "account": 9}},
			"answer requests for instance metadata without a token", 0,
		],
	] {
		every f in rule.findings {
			endswith(f.message, case[1])
			count(object.get(f, "related", [])) == case[2]
		} with input as {"launch_configurations": [object.union(_launch({}), case[0])]}
		count(rule.findings) == 1 with input as {"launch_configurations": [object.union(_launch({}), case[0])]}
	}
}

test_node_groups_without_a_template if {
	optional := {"http_endpoint": "enabled", "http_tokens": "optional"}
	old := {"ref": 2, "address": "aws_eks_node_group.a", "ami_type": "AL2_x86_64", "metadata": optional}
	{[f.ref, f.field] | some f in rule.findings} == {[2, "ami_type"]} with input as {"node_groups": [old]}
	every more in [
		{"ami_type": "AL2023_x86_64_STANDARD", "metadata": {"http_tokens": "required"}}, {"launch_template": {"id": "lt-1"}},
		{"unknown": {"launch_template": "variable-without-default"}},
	] {
		rule.findings == set() with input as {"node_groups": [object.union(old, more)]}
	}
	unclear := {"node_groups": [object.union(object.remove(old, ["metadata"]), {"metadata": {"unknown": {"http_tokens": "not-in-input"}}})]}
	rule.findings == set() with input as unclear
	{u.reason | some u in rule.undecided} == {"not-in-input"} with input as unclear
}

test_defaults_of_the_account if {
	defaults := {"ref": 9, "address": "aws_ec2_instance_metadata_defaults.a", "http_tokens": "optional"}
	{f.severity | some f in rule.findings} == {"low"} with input as {"instance_metadata_defaults": [defaults]}
	every more in [{"http_tokens": "no-preference"}, {"http_tokens": "required"}, {"http_endpoint": "disabled"}] {
		rule.findings == set() with input as {"instance_metadata_defaults": [object.union(defaults, more)]}
	}
}

_launch(metadata) := object.union(
	{"ref": 1, "type": "aws_launch_template", "address": "a", "user_data": "/etc/eks/bootstrap.sh main"},
	{"metadata": object.union({"http_endpoint": "enabled"}, metadata)},
)

_unknown_tokens := {"unknown": {"http_tokens": "variable-without-default"}}
