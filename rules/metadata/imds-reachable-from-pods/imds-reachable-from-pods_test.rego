package rules.metadata["imds-reachable-from-pods_test"]

import data.rules.metadata["imds-reachable-from-pods"] as rule

test_nothing_is_in_the_way if {
	rule.findings == {{
		"ref": 1, "field": "name", "severity": "low",
		"message": `no policy that holds keeps the only workload of Namespace "shop" from the instance metadata`,
	}} with input as _unit([_web("open")])
}

test_those_that_reach_it_are_named if {
	api := object.union(_web("blocked"), {"ref": 3, "name": "api"})
	_messages == {
		`no policy that holds keeps Deployment "web" of Namespace "shop" from the instance metadata`,
	} with input as _unit([_web("open"), api])
	also := object.union(_web("open"), {"ref": 3, "name": "api"})
	_messages == {
		`no policy that holds keeps all 2 workloads of Namespace "shop" from the instance metadata`,
	} with input as _unit([_web("open"), also])
}

test_blocked_and_excepted_pods_are_not_found if {
	every answer in ["blocked", "exception"] {
		rule.findings == set() with input as _unit([_web(answer)])
	}
	host := object.union(_web("open"), {"network": {"covered": false}})
	rule.findings == set() with input as _unit([host])
}

test_policies_that_nothing_enforces_do_not_count if {
	off := {
		"config_maps": [{"ref": 9, "kind": "ConfigMap", "name": "amazon-vpc-cni", "namespace": "kube-system", "data": {}}],
	}
	_messages == {concat("", [
		`no policy that holds keeps the only workload of Namespace "shop" from the instance metadata`,
		", since nothing enforces network policies",
	])} with input as object.union(_unit([_web("blocked")]), off)
}

test_policies_that_do_not_hold_for_the_pod_do_not_count if {
	bare := object.union(_web("blocked"), {"kind": "Pod", "api_version": "v1"})
	count(rule.findings) == 1 with input as _unit([bare])
	calico := {"engine_policies": [{"ref": 9, "engine": "calico"}]}
	rule.findings == set() with input as object.union(_unit([bare]), calico)
}

test_workloads_that_may_lie_elsewhere_do_not_count if {
	unit := _unit([_web("open")])
	maybe := {
		"ref": 1,
		"kind": "Namespace",
		"name": "shop",
		"workloads": [{"ref": 2, "unknown": {"namespace": "namespace-left-out"}}],
	}
	rule.findings == set() with input as object.union(unit, {"namespaces": [maybe]})
	rule.findings == set() with input as object.remove(unit, ["namespaces"])
}

test_what_is_not_evaluated_is_undecided_once if {
	unclear := {
		"ref": 2, "kind": "Deployment", "name": "web", "network": {"covered": true, "egress": {}},
		"unknown": {"network.egress.metadata_ipv4": "not-evaluated"},
	}
	model := _unit([unclear, object.union(unclear, {"ref": 3})])
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "name", "reason": "not-evaluated"}} with input as model
	open := object.union(_web("open"), {"ref": 4})
	rule.undecided == set() with input as _unit([unclear, open])
	host := object.union(unclear, {"host_network": true})
	rule.undecided == set() with input as _unit([host])
}

test_nodes_that_answer_make_it_high if {
	model := object.union(_unit([_web("open")]), _pools(2))
	{[f.ref, f.message, f.related[0].ref] | some f in rule.findings} == {[
		1,
		`no policy that holds keeps the only workload of Namespace "shop" from the instance metadata, and nodes of NodePool "general" answer them`,
		21,
	]} with input as model
	{f.severity | some f in rule.findings} == {"high"} with input as model
}

test_node_groups_that_answer_make_it_high_and_a_powerful_role_critical if {
	group := {
		"ref": 30, "address": "aws_eks_node_group.general", "node_group_name": "general",
		"launch_template": {"template": {"ref": 31, "metadata": {"http_tokens": "optional"}}},
	}
	model := object.union(_unit([_web("open")]), {"node_groups": [group]})
	{[f.severity, f.related[0].ref] | some f in rule.findings} == {["high", 31]} with input as model
	_messages == {concat("", [
		`no policy that holds keeps the only workload of Namespace "shop" from the instance metadata`,
		`, and nodes of node group "general" answer them`,
	])} with input as model
	role := {"ref": 32, "managed_policies": [{"ref": 33, "policy_name": "AdministratorAccess"}]}
	powerful := object.union(model, {"node_groups": [object.union(group, {"node_role": role})]})
	{f.severity | some f in rule.findings} == {"critical"} with input as powerful
}

test_a_cluster_of_nodes_that_do_not_answer_is_not_found if {
	options := {"http_tokens": "required", "http_put_response_hop_limit": 1}
	group := {"ref": 30, "address": "a", "launch_template": {"template": {"ref": 31, "metadata": options}}}
	model := object.union(_unit([_web("open")]), {"node_groups": [group], "clusters": [{"ref": 40}]})
	rule.findings == set() with input as model
	{f.severity | some f in rule.findings} == {"low"} with input as object.remove(model, ["clusters"])
	unclear := {"node_groups": [group, {"ref": 33, "address": "b"}]}
	{f.severity | some f in rule.findings} == {"low"} with input as object.union(model, unclear)
}

test_pods_that_cannot_run_there_are_as_before if {
	gpu := object.union(_web("open"), {"node_selector": {"gpu": "yes"}})
	{f.severity | some f in rule.findings} == {"low"} with input as object.union(_unit([gpu]), _pools(2))
	api := object.union(_web("open"), {"ref": 3, "name": "api"})
	_messages == {concat("", [
		`no policy that holds keeps Deployment "api" of Namespace "shop" from the instance metadata`,
		`, and nodes of NodePool "general" answer them`,
	])} with input as object.union(_unit([gpu, api]), _pools(2))
}

test_nodes_that_do_not_answer_clear_the_pods_bound_to_them if {
	bound := object.union(_web("open"), {"node_selector": {"karpenter.sh/nodepool": "general"}})
	rule.findings == set() with input as object.union(_unit([bound]), _pools(1))
	{f.severity | some f in rule.findings} == {"low"} with input as object.union(_unit([_web("open")]), _pools(1))
	auto := object.union(_web("open"), {"node_selector": {"eks.amazonaws.com/compute-type": "auto"}})
	rule.findings == set() with input as _unit([auto])
}

_pools(limit) := {
	"node_pools": [{"ref": 20, "kind": "NodePool", "name": "general", "node_class_group": "karpenter.k8s.aws", "node_class_name": "default"}],
	"ec2_node_classes": [{
		"ref": 21, "kind": "EC2NodeClass", "name": "default", "api_version": "karpenter.k8s.aws/v1",
		"metadata_options": {"http_put_response_hop_limit": limit},
	}],
}

_messages contains f.message if some f in rule.findings

_web(answer) := {
	"ref": 2, "kind": "Deployment", "name": "web",
	"network": {"covered": true, "egress": {"metadata_ipv4": answer}},
}

_unit(workloads) := {
	"settings": {"kubernetes_minor": 34},
	"namespaces": [{"ref": 1, "kind": "Namespace", "name": "shop", "workloads": [{"ref": w.ref} | some w in workloads]}],
	"workloads": workloads,
}
