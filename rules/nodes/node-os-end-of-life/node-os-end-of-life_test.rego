package rules.nodes["node-os-end-of-life_test"]

import data.rules.nodes["node-os-end-of-life"] as rule

test_the_family_of_amazon_linux_2 if {
	found := rule.findings with input as _class({"ami_family": "AL2"})
	{[f.ref, f.field, f.message] | some f in found} == {[
		3, "ami_family",
		`nodes of EC2NodeClass "nodes" run Amazon Linux 2, whose images for EKS ended on 2025-11-26`,
	]}
}

test_other_families if {
	every family in ["AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Custom"] {
		rule.findings == set() with input as _class({"ami_family": family})
	}
}

test_terms_that_select_amazon_linux_2 if {
	terms := [
		["alias", "al2@latest"],
		["alias", "AL2@v20250101"],
		["ssm_parameter", "/aws/service/eks/optimized-ami/1.30/amazon-linux-2/recommended/image_id"],
		["ssm_parameter", "/aws/service/eks/optimized-ami/1.30/amazon-linux-2-gpu/recommended/image_id"],
		["name", "amazon-eks-node-1.30-v*"],
		["name", "amazon-eks-gpu-node-1.30-*"],
		["name", "amazon-eks-node-*"],
	]
	every term in terms {
		found := rule.findings with input as _term({term[0]: term[1]})
		{[f.ref, f.field, f.severity] | some f in found} == {[5, term[0], "medium"]}
	}
}

test_terms_that_select_others if {
	terms := [
		{"alias": "al2023@latest"}, {"alias": "bottlerocket@v1"},
		{"name": "amazon-eks-node-al2023-x86_64-standard-1.33-*"}, {"name": "ubuntu-eks/k8s_1.33/images/*"},
		{"ssm_parameter": "/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id"},
		{"name": "our-hardened-nodes-*"},
	]
	every term in terms {
		rule.findings == set() with input as _term(term)
	}
}

test_systems_for_general_purposes_are_low if {
	every name in ["ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*", "RHEL-9.4.0_HVM-*"] {
		found := rule.findings with input as _term({"name": name})
		{[f.severity, f.message] | some f in found} == {[
			"low",
			`nodes of EC2NodeClass "nodes" run an operating system for general purposes that is not made for EKS`,
		]}
	}
}

test_the_id_of_an_image_is_undecided if {
	rule.findings == set() with input as _term({"id": "ami-1"})
	rule.undecided == {{"ref": 5, "field": "id", "reason": "not-in-input"}} with input as _term({"id": "ami-1"})
	class := _class({"ami_family": "AL2", "ami_selector_terms": [{"ref": 5, "id": "ami-1"}]})
	rule.undecided == set() with input as class
}

test_unknown_values_are_undecided if {
	every field in ["alias", "name", "ssm_parameter"] {
		model := _term({"unknown": {field: "template-value"}})
		rule.undecided == {{"ref": 5, "field": field, "reason": "template-value"}} with input as model
	}
	class := _class({"unknown": {"ami_family": "template-value"}})
	rule.undecided == {{"ref": 3, "field": "ami_family", "reason": "template-value"}} with input as class
}

_term(term) := _class({"ami_selector_terms": [object.union({"ref": 5}, term)]})

_class(more) := {"ec2_node_classes": [object.union({"ref": 3, "kind": "EC2NodeClass", "name": "nodes"}, more)]}

test_node_groups if {
	every case in [
		[{"ami_type": "AL2_x86_64"}, 1], [{"ami_type": "AL2_ARM_64"}, 1], [{"ami_type": "AL2023_x86_64_STANDARD"}, 0],
		[{"ami_type": "BOTTLEROCKET_x86_64"}, 0], [{"version": "1.29"}, 1], [{"version": "1.30"}, 0],
		[{"cluster": {"version": "1.28"}}, 1], [{"cluster": {"version": "1.33"}}, 0], [{"cluster": {}}, 0],
		[{"version": "1.29", "launch_template": {"template": {"image_id": "ami-1"}}}, 0],
		[{"version": "1.29", "launch_template": {"template": {}}}, 1],
		[{"version": "1.29", "launch_template": {"id": "lt-1"}}, 0],
	] {
		count(rule.findings) == case[1] with input as _group(case[0])
		rule.undecided == set() with input as _group(case[0])
	}
}

test_launch_configurations_of_nodes if {
	launch := {"ref": 1, "type": "aws_launch_configuration", "address": "c", "user_data": "/etc/eks/bootstrap.sh main"}
	{f.severity | some f in rule.findings} == {"low"} with input as {"launch_configurations": [launch]}
	rule.findings == set() with input as {"launch_configurations": [object.union(launch, {"user_data": ""})]}
}

test_unknown_node_groups if {
	every fields in [
		{"ami_type": "CUSTOM"}, {"unknown": {"ami_type": "data-source"}},
		{"cluster": {"unknown": {"version": "variable-without-default"}}}, {"cluster": {}, "unknown": {"version": "data-source"}},
	] {
		rule.findings == set() with input as _group(fields)
		count(rule.undecided) == 1 with input as _group(fields)
	}
}

_group(fields) := {"node_groups": [object.union({"ref": 1, "type": "aws_eks_node_group", "address": "g"}, fields)]}
