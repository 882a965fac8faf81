package rules.lib.nodes_test

import data.rules.lib.nodes

test_node_groups_answer_as_their_template_says if {
	every answer, options in {
		"off": {"http_endpoint": "disabled", "http_tokens": "optional"}, "open": {"http_tokens": "optional"},
		"closed": {"http_tokens": "required", "http_put_response_hop_limit": 1},
		"unknown": {"http_put_response_hop_limit": 1},
	} {
		_answers == [answer] with input as _group({"launch_template": {"template": {"ref": 2, "metadata_options": options}}})
	}
	hops := {"launch_template": {"template": {"ref": 2, "metadata_options": {"http_put_response_hop_limit": 2}}}}
	_answers == ["open"] with input as _group(hops)
}

test_without_a_template_the_image_decides if {
	every image, answer in {"AL2_x86_64": "open", "AL2023_x86_64_STANDARD": "closed", "BOTTLEROCKET_x86_64": "unknown"} {
		_answers == [answer] with input as _group({"ami_type": image})
		_answers == ["unknown"] with input as _group({"ami_type": image, "launch_template": {"id": "lt-1"}})
		_answers == ["unknown"] with input as _group({"ami_type": image, "unknown": {"launch_template": "unknown-count"}})
	}
}

test_node_pools_answer_as_their_class_says if {
	every answer, options in {
		"off": {"http_endpoint": "disabled"}, "open": {"http_put_response_hop_limit": 2}, "closed": {},
	} {
		_answers == [answer] with input as _pool({"metadata_options": options})
	}
	_answers == ["unknown"] with input as _pool({"unknown": {"metadata_options": "template-value"}})
	[node.role.ref | some node in nodes.known] == [4] with input as object.union(
		_pool({"role": "shop"}),
		{"iam_roles": [{"ref": 3, "name": "other"}, {"ref": 4, "name": "shop"}]},
	)
}

test_pods_run_where_labels_and_taints_let_them if {
	group := _group({
		"labels": {"team": "shop"},
		"taint": [{"ref": 5, "key": "team", "value": "shop", "effect": "NO_SCHEDULE"}],
	})
	node := nodes.known[0] with input as group
	nodes.may_run({"node_selector": {"team": "shop"}, "tolerations": [{"key": "team", "operator": "Exists"}]}, node)
	nodes.may_run({"node_selector": {"eks.amazonaws.com/nodegroup": "general"}, "tolerations": [{"operator": "Exists"}]}, node)
	not nodes.may_run({"node_selector": {"team": "shop"}}, node)
	not nodes.may_run({"node_selector": {"team": "bank"}, "tolerations": [{"operator": "Exists"}]}, node)
	unknown := nodes.known[0] with input as _group({"unknown": {"labels": "data-source"}})
	not nodes.may_run({}, unknown)
}

_answers := [node.answers | some node in nodes.known]

_group(more) := {"node_groups": [object.union({"ref": 1, "address": "aws_eks_node_group.general", "node_group_name": "general"}, more)]}

_pool(more) := {
	"node_pools": [{"ref": 1, "kind": "NodePool", "name": "p", "node_class_group": "karpenter.k8s.aws", "node_class_name": "c"}],
	"ec2_node_classes": [object.union({"ref": 2, "api_version": "karpenter.k8s.aws/v1", "name": "c"}, more)],
}
