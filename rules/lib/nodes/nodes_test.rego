package rules.lib.nodes_test

import data.rules.lib.nodes

test_node_groups_answer_as_their_template_says if {
	every answer, options in {
		"off": {"http_endpoint": "disabled", "http_tokens": "optional"}, "open": {"http_tokens": "optional"},
		"closed": {"http_tokens": "required", "http_put_response_hop_limit": 1},
		"unknown": {"http_put_response_hop_limit": 1},
	} {
		_answers == [answer] with input as _group({"launch_template": {"template": {"ref": 2, "metadata": options}}})
	}
	hops := {"launch_template": {"template": {"ref": 2, "metadata": {"http_put_response_hop_limit": 2}}}}
	_answers == ["open"] with input as _group(hops)
}

test_without_a_template_the_node_group_knows if {
	every answer, metadata in {
		"open": {"http_tokens": "optional", "http_put_response_hop_limit": 2},
		"closed": {"http_tokens": "required", "http_put_response_hop_limit": 1},
		"unknown": {"unknown": {"http_tokens": "not-in-input"}},
	} {
		_answers == [answer] with input as _group({"metadata": metadata})
	}
	_answers == ["unknown"] with input as _group({})
}

test_autoscaling_groups_answer_as_their_launches_do if {
	every case in [
		[{"templates": [_launch({"http_tokens": "optional"})]}, "open"],
		[{"configuration": _launch({"http_tokens": "optional"})}, "open"],
		[{"templates": [_launch({"http_tokens": "required", "http_put_response_hop_limit": 1})]}, "closed"],
		[{"templates": [_launch({"http_endpoint": "disabled"}), _launch({"http_tokens": "optional"})]}, "open"],
		[{"templates": [_launch({"http_endpoint": "disabled"}), _launch({})]}, "unknown"],
		[{"templates": [_launch({"http_endpoint": "disabled"})], "unknown": {"templates": "unknown-count"}}, "unknown"],
	] {
		_answers == [case[1]] with input as {"autoscaling_groups": [object.union({"ref": 1, "address": "a", "tag": [{"key": "eks:cluster-name"}]}, case[0])]}
	}
	_answers == [] with input as {"autoscaling_groups": [{"ref": 1, "address": "a"}]}
}

test_pods_on_nodes_of_autoscaling_groups if {
	launch := object.union(_launch({"http_tokens": "optional"}), {"user_data": "/etc/eks/bootstrap.sh main"})
	plain := nodes.known[0] with input as {"autoscaling_groups": [{"ref": 1, "address": "a", "templates": [launch]}]}
	nodes.may_run({}, plain)
	tainted := object.union(launch, {"user_data": "/etc/eks/bootstrap.sh main --kubelet-extra-args '--register-with-taints=a=b:NoSchedule'"})
	unclear := nodes.known[0] with input as {"autoscaling_groups": [{"ref": 1, "address": "a", "templates": [tainted]}]}
	not nodes.may_run({}, unclear)
}

_launch(metadata) := {"ref": 7, "type": "aws_launch_template", "metadata": metadata}

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

test_nodes_of_several_roots if {
	every case in [[["a"], true], [["a", "a"], true], [["a", "b"], false]] {
		runs := {nodes.may_run({}, node) | some node in nodes.known} == {true} with input as {"node_groups": [_of(root) | some root in case[0]]}
		runs == case[1]
	}
}

_of(root) := {"ref": 1, "root": root, "address": root}

_answers := [node.answers | some node in nodes.known]

_group(more) := {"node_groups": [object.union({"ref": 1, "address": "aws_eks_node_group.general", "node_group_name": "general"}, more)]}

_pool(more) := {
	"node_pools": [{"ref": 1, "kind": "NodePool", "name": "p", "node_class_group": "karpenter.k8s.aws", "node_class_name": "c"}],
	"ec2_node_classes": [object.union({"ref": 2, "api_version": "karpenter.k8s.aws/v1", "name": "c"}, more)],
}
