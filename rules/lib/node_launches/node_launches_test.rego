package rules.lib.node_launches_test

import data.rules.lib.node_launches

test_what_is_for_nodes if {
	every launch in [
		{"ref": 1, "type": "aws_launch_template", "tags": {"kubernetes.io/cluster/main": "owned"}},
		{"ref": 1, "type": "aws_launch_template", "tags": {"eks:cluster-name": "main"}},
		{"ref": 1, "type": "aws_launch_template", "user_data": "/etc/eks/bootstrap.sh main"},
		{"ref": 1, "type": "aws_launch_template", "user_data": "apiVersion: node.eks.aws/v1alpha1"},
		{"ref": 1, "type": "aws_launch_template", "user_data": "[settings.kubernetes]"},
		{"ref": 1, "type": "aws_launch_template", "user_data": "Start-EKSBootstrap -EKSClusterName shop"},
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

test_what_pods_reach if {
	every metadata in [{"http_tokens": "optional"}, {"http_tokens": "required", "http_put_response_hop_limit": 2}] {
		node_launches.lets_pods_in({"metadata": metadata})
		not node_launches.is_closed({"metadata": metadata})
	}
	every metadata in [{"http_endpoint": "disabled"}, {"http_tokens": "required", "http_put_response_hop_limit": 1}] {
		node_launches.is_closed({"metadata": metadata})
		not node_launches.lets_pods_in({"metadata": metadata})
	}
	not node_launches.is_closed({"metadata": {"http_tokens": "required"}})
	not node_launches.lets_pods_in({"metadata": {"http_tokens": "required"}})
	node_launches.why({"metadata": {"unknown": {"http_tokens": "data-source"}}}, "http_tokens") == "data-source"
	not node_launches.why({"metadata": {}}, "http_tokens")
}

test_autoscaling_groups_of_nodes if {
	template := {"ref": 1, "type": "aws_launch_template", "user_data": "/etc/eks/bootstrap.sh main"}
	every group in [{"templates": [template]}, {"configuration": template}, {"tag": [{"key": "eks:cluster-name"}]}] {
		count(node_launches.scaling_groups) == 1 with input as {"autoscaling_groups": [object.union({"ref": 2}, group)]}
	}
	count(node_launches.scaling_groups) == 0 with input as {"autoscaling_groups": [{"ref": 2}]}
	mixed := {
		"launch_templates": [{"ref": 1, "type": "aws_launch_template"}],
		"autoscaling_groups": [{"ref": 2, "tag": [{"key": "eks:cluster-name"}], "templates": [{"ref": 1}]}],
	}
	count(node_launches.of_nodes) == 1 with input as mixed
}
