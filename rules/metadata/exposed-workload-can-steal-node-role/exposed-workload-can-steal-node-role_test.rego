package rules.metadata["exposed-workload-can-steal-node-role_test"]

import data.rules.metadata["exposed-workload-can-steal-node-role"] as rule

test_all_links_of_the_chain if {
	rule.findings == {{
		"ref": 2, "field": "pod_labels",
		"message": concat("", [
			`Deployment "web" can take the role "nodes" of node group "general", which allows AmazonS3FullAccess`,
			`, and the internet reaches it through Service "web"`,
		]),
		"related": [
			{"ref": 8, "field": "metadata_options.http_put_response_hop_limit", "message": "lets pods reach the instance metadata"},
			{"ref": 9, "field": "", "message": "what the role allows"},
			{"ref": 7, "field": "", "message": "the internet comes in here"},
		],
	}} with input as _unit({})
}

test_any_link_that_is_missing_breaks_it if {
	every more in [
		{"exposures": []}, {"network": {"egress": {"metadata_ipv4": "blocked"}}},
		{"node_selector": {"gpu": "yes"}}, {"node_agent": "aws-vpc-cni"},
	] {
		rule.findings == set() with input as _unit(more)
	}
	closed := {"http_tokens": "required", "http_put_response_hop_limit": 1}
	every patch in [
		{"op": "replace", "path": "/node_groups/0/launch_template/template/metadata", "value": closed},
		{"op": "replace", "path": "/node_groups/0/node_role/managed_policies/0/policy_name", "value": "AmazonEKSWorkerNodePolicy"},
		{"op": "replace", "path": "/node_groups/0/node_role/managed_policies/0/policy_name", "value": "AmazonEC2ReadOnlyAccess"},
	] {
		rule.findings == set() with input as json.patch(_unit({}), [patch])
	}
}

test_policies_that_do_not_hold_do_not_break_it if {
	blocked := _unit({"kind": "Pod", "api_version": "v1", "network": {"covered": true, "egress": {"metadata_ipv4": "blocked"}}})
	{f.field | some f in rule.findings} == {"pod_labels"} with input as blocked
	off := object.union(
		_unit({"network": {"covered": true, "egress": {"metadata_ipv4": "blocked"}}}),
		{"config_maps": [{"ref": 20, "kind": "ConfigMap", "name": "amazon-vpc-cni", "namespace": "kube-system", "data": {}}]},
	)
	{f.field | some f in rule.findings} == {"pod_labels"} with input as off
}

test_on_the_network_of_the_node_the_hop_limit_does_not_matter if {
	closed := {"http_tokens": "required", "http_put_response_hop_limit": 1}
	model := json.patch(
		_unit({"host_network": true}),
		[{"op": "replace", "path": "/node_groups/0/launch_template/template/metadata", "value": closed}],
	)
	{f.field | some f in rule.findings} == {"host_network"} with input as model
	off := json.patch(model, [{
		"op": "replace", "path": "/node_groups/0/launch_template/template/metadata",
		"value": {"http_endpoint": "disabled"},
	}])
	rule.findings == set() with input as off
}

_unit(more) := {
	"settings": {"kubernetes_minor": 34},
	"workloads": [object.union(
		{
			"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop", "containers": [],
			"network": {"covered": true, "egress": {"metadata_ipv4": "open"}},
			"exposures": [{"ref": 7, "kind": "Service", "name": "web"}],
		},
		more,
	)],
	"node_groups": [{
		"ref": 5, "address": "aws_eks_node_group.general", "node_group_name": "general",
		"launch_template": {"template": {"ref": 8, "metadata": {"http_put_response_hop_limit": 2}}},
		"node_role": {"ref": 6, "name": "nodes", "managed_policies": [{"ref": 9, "policy_name": "AmazonS3FullAccess"}]},
	}],
}
