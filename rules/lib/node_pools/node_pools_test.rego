package rules.lib.node_pools_test

import data.rules.lib.node_pools

test_open_pools if {
	[1] == [pool.ref | some pool in node_pools.open] with input as _unit
}

test_closed_pools if {
	node_pools.is_closed(_unit.node_pools[1]) with input as _unit
	node_pools.is_closed({"ref": 9, "node_class_group": "eks.amazonaws.com", "node_class_name": "default"}) with input as _unit
	not node_pools.is_closed(_unit.node_pools[0]) with input as _unit
	not node_pools.is_closed({"ref": 9, "node_class_group": "karpenter.k8s.aws", "node_class_name": "elsewhere"}) with input as _unit
}

test_pods_that_ask_for_nothing_run_everywhere if {
	node_pools.may_run({}, {"name": "p"})
	node_pools.may_run({"node_selector": {"kubernetes.io/os": "linux"}}, {"name": "p"})
	not node_pools.may_run({"node_selector": {"kubernetes.io/os": "windows"}}, {"name": "p"})
	not node_pools.may_run({"unknown": {"node_selector": "template-value"}}, {"name": "p"})
	not node_pools.may_run({}, {"name": "p", "unknown": {"taints": "template-value"}})
}

test_labels_lead_to_pools if {
	pool := {"name": "p", "node_labels": {"team": "shop"}}
	node_pools.may_run({"node_selector": {"team": "shop"}}, pool)
	node_pools.may_run({"node_selector": {"karpenter.sh/nodepool": "p"}}, pool)
	not node_pools.may_run({"node_selector": {"team": "bank"}}, pool)
	not node_pools.may_run({"node_selector": {"zone": "a"}}, pool)
	_affine := {"node_affinity": [{"match_expressions": [{"key": "team", "operator": "In", "values": ["shop", "bank"]}]}]}
	node_pools.may_run(_affine, pool)
	not node_pools.may_run(_affine, {"name": "p"})
	not node_pools.may_run({"node_affinity": [{"match_expressions": [{"key": "team", "operator": "Exists"}]}]}, pool)
}

test_taints_keep_pods_away if {
	taint := {"key": "team", "value": "shop", "effect": "NoSchedule"}
	pool := {"name": "p", "taints": [taint]}
	not node_pools.may_run({}, pool)
	every toleration in [
		{"key": "team", "value": "shop"}, {"key": "team", "operator": "Exists", "effect": "NoSchedule"},
		{"operator": "Exists"},
	] {
		node_pools.may_run({"tolerations": [toleration]}, pool)
	}
	every toleration in [
		{"key": "team", "value": "bank"}, {"key": "team", "operator": "Exists", "effect": "NoExecute"},
		{"key": "gpu", "operator": "Exists"}, {"key": "team", "unknown": {"value": "template-value"}},
	] {
		not node_pools.may_run({"tolerations": [toleration]}, pool)
	}
	node_pools.may_run({}, {"name": "p", "taints": [object.union(taint, {"effect": "PreferNoSchedule"})]})
}

test_labels_bind_pods_to_pools if {
	bound := [pool.ref | some pool in node_pools.bound_to({"node_selector": {"karpenter.sh/nodepool": "closed"}})] with input as _unit
	bound == [2]
	not node_pools.bound_to({}) with input as _unit
	not node_pools.bound_to({"node_selector": {"kubernetes.io/os": "linux"}}) with input as _unit
	not node_pools.bound_to({"node_selector": {"team": "shop"}}) with input as _unit
}

_unit := {
	"node_pools": [
		{"ref": 1, "name": "open", "node_class_group": "karpenter.k8s.aws", "node_class_name": "open"},
		{"ref": 2, "name": "closed", "node_class_group": "karpenter.k8s.aws", "node_class_name": "closed"},
		{"ref": 3, "name": "other", "node_class_group": "karpenter.k8s.aws", "node_class_name": "elsewhere"},
	],
	"ec2_node_classes": [
		{"ref": 4, "api_version": "karpenter.k8s.aws/v1", "name": "open", "metadata_options": {"http_put_response_hop_limit": 2}},
		{"ref": 5, "api_version": "karpenter.k8s.aws/v1", "name": "closed"},
	],
}
