package rules.metadata["imds-reachable-via-host-network_test"]

import data.rules.metadata["imds-reachable-via-host-network"] as rule

test_a_pod_on_the_network_of_a_node_with_a_powerful_role if {
	rule.findings == {{
		"ref": 2, "field": "host_network", "severity": "high",
		"message": `Deployment "web" is on the network of its node, and has the role of node group "general", which allows AmazonS3FullAccess`,
		"related": [{"ref": 9, "field": "", "message": "what the role allows"}],
	}} with input as _unit({"host_network": true}, "AmazonS3FullAccess")
}

test_less_powerful_roles_are_medium_unless_the_internet_reaches_the_pod if {
	_severities == {"medium"} with input as _unit({"host_network": true}, "AmazonEC2ReadOnlyAccess")
	exposed := {"host_network": true, "exposures": [{"ref": 7, "kind": "Service", "name": "web"}]}
	_severities == {"high"} with input as _unit(exposed, "AmazonEC2ReadOnlyAccess")
	some f in rule.findings with input as _unit(exposed, "AmazonEC2ReadOnlyAccess")
	endswith(f.message, `; the internet reaches it through Service "web"`)
}

test_privileged_pods_can_enter_such_processes if {
	container := {"ref": 3, "security_context": {"privileged": true}}
	{f.field | some f in rule.findings} == {"host_pid"} with input as _unit({"host_pid": true, "containers": [container]}, "AdministratorAccess")
	rule.findings == set() with input as _unit({"host_pid": true, "containers": [{"ref": 3}]}, "AdministratorAccess")
	rule.findings == set() with input as _unit({"containers": [container]}, "AdministratorAccess")
}

test_what_every_node_needs_is_not_found if {
	rule.findings == set() with input as _unit({"host_network": true}, "AmazonEKSWorkerNodePolicy")
	rule.findings == set() with input as _unit({"host_network": true, "node_agent": "kube-proxy"}, "AdministratorAccess")
	rule.findings == set() with input as object.remove(_unit({"host_network": true}, "AdministratorAccess"), ["node_groups"])
	rule.findings == set() with input as _unit({"host_network": true, "node_selector": {"gpu": "yes"}}, "AdministratorAccess")
}

test_nodes_without_the_service_have_nothing_to_give if {
	model := json.patch(_unit({"host_network": true}, "AdministratorAccess"), [{
		"op": "add", "path": "/node_groups/0/launch_template",
		"value": {"template": {"ref": 8, "metadata": {"http_endpoint": "disabled"}}},
	}])
	rule.findings == set() with input as model
}

_severities contains f.severity if some f in rule.findings

_unit(more, policy) := {
	"workloads": [object.union({"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop"}, more)],
	"node_groups": [{
		"ref": 5, "address": "aws_eks_node_group.general", "node_group_name": "general",
		"node_role": {"ref": 6, "name": "nodes", "managed_policies": [{"ref": 9, "policy_name": policy}]},
	}],
}
