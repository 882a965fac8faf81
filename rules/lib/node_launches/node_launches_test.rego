package rules.lib.node_launches_test

import data.rules.lib.node_launches

test_what_is_for_nodes if {
	every launch in [
		{"ref": 1, "type": "aws_launch_template", "tags": {"kubernetes.io/cluster/main": "owned"}},
		{"ref": 1, "type": "aws_launch_template", "tags": {"eks:cluster-name": "main"}},
		{"ref": 1, "type": "aws_launch_template", "user_data": "/etc/eks/bootstrap.sh main"},
		{"ref": 1, "type": "aws_launch_template", "user_data": "apiVersion: node.eks.aws/v1alpha1"},
	] {
		count(node_launches.of_nodes) == 1 with input as {"launch_templates": [launch]}
		count(node_launches.others) == 0 with input as {"launch_templates": [launch]}
	}
	other := {"ref": 1, "type": "aws_launch_template", "tags": {"Name": "eks"}, "user_data": "/opt/bootstrap.sh"}
	count(node_launches.of_nodes) == 0 with input as {"launch_templates": [other]}
	count(node_launches.others) == 1 with input as {"launch_templates": [other]}
}

test_groups_say_what_their_launches_are_for if {
	template := {"ref": 1, "type": "aws_launch_template"}
	group := {"ref": 2, "launch_template": {"template": template}}
	count(node_launches.of_nodes) == 1 with input as {"launch_templates": [template], "node_groups": [group]}
	scaled := {"launch_templates": [template], "autoscaling_groups": [group]}
	count(node_launches.of_nodes) == 0 with input as scaled
	tagged := object.union(group, {"tag": [{"key": "kubernetes.io/cluster/main"}]})
	count(node_launches.of_nodes) == 1 with input as object.union(scaled, {"autoscaling_groups": [tagged]})
	configuration := {"ref": 1, "type": "aws_launch_configuration"}
	count(node_launches.of_nodes) == 1 with input as {
		"launch_configurations": [configuration],
		"autoscaling_groups": [{"ref": 2, "tag": tagged.tag, "configuration": configuration}],
	}
}

test_the_account_decides_where_it_has_a_preference if {
	not node_launches.account_decides with input as {}
	every defaults in [{"ref": 1}, {"ref": 1, "http_tokens": "no-preference"}] {
		not node_launches.account_decides with input as {"instance_metadata_defaults": [defaults]}
	}
	every defaults in [
		{"ref": 1, "http_tokens": "required"},
		{"ref": 1, "unknown": {"http_tokens": "variable-without-default"}},
	] {
		node_launches.account_decides with input as {"instance_metadata_defaults": [defaults]}
	}
}
