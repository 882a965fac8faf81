package rules.metadata["imds-ipv6-not-blocked_test"]

import data.rules.metadata["imds-ipv6-not-blocked"] as rule

test_the_cluster_is_one_of_ipv6 if {
	found := rule.findings with input as _cluster("true", {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "except", "high",
		concat("", [
			`NetworkPolicy "deny" keeps pods from the instance metadata by IPv4 only, and DaemonSet "aws-node"`,
			` is one of an IPv6 cluster`,
		]),
	]}
	{r.ref | some f in found; some r in f.related} == {6}
	rule.findings == set() with input as _cluster("false", {})
}

test_nodes_that_do_not_answer_pods_are_enough if {
	closed := _class({"http_put_response_hop_limit": 1})
	open := _class({"http_put_response_hop_limit": 2})
	off := _class({"http_endpoint": "disabled", "http_put_response_hop_limit": 2})
	rule.findings == set() with input as _cluster("true", {"ec2_node_classes": [closed, off]})
	count(rule.findings) == 1 with input as _cluster("true", {"ec2_node_classes": [closed, open]})
}

test_another_engine_may_differ if {
	rule.findings == set() with input as _cluster("true", {"engine_policies": [{"ref": 9, "engine": "calico"}]})
}

test_nodes_answer_at_the_other_address if {
	found := rule.findings with input as _nodes({})
	{[f.ref, f.field, f.message] | some f in found} == {[
		4, "cidr",
		concat("", [
			`NetworkPolicy "deny" keeps pods from 169.254.169.254 and not from fd00:ec2::254, at which nodes of`,
			` EC2NodeClass "default" answer too`,
		]),
	]}
	every options in [
		{"http_protocol_ipv6": "disabled"},
		{"http_put_response_hop_limit": 1},
		{"http_endpoint": "disabled"},
	] {
		rule.findings == set() with input as _nodes(options)
	}
}

test_a_rule_for_every_peer_opens_it_too if {
	every_one := object.union(_policy, {"egress": array.concat(
		[object.union(_policy.egress[0], {"metadata_ipv6": ""})],
		[{"ref": 8, "all_peers": true, "metadata_ipv6": "broad"}],
	)})
	{[f.ref, f.field] |
		some f in rule.findings
	} == {[8, "peers"]} with input as object.union(_nodes({}), {"network_policies": [every_one]})
}

test_both_families_excepted_is_clean if {
	peers := array.concat(
		_policy.egress[0].peers,
		[{"ref": 7, "family": "ipv6", "excepts_metadata_ipv4": false, "excepts_metadata_ipv6": true}],
	)
	both := object.union(_policy, {"egress": [object.union(_policy.egress[0], {"peers": peers})]})
	rule.findings == set() with input as object.union(_cluster("true", {}), {"network_policies": [both]})
	rule.findings == set() with input as object.union(_nodes({}), {"network_policies": [both]})
}

test_policies_without_that_intent_are_not_judged if {
	every more in [{"isolates_egress": false}, {"invalid": "no CIDR"}, {"egress": []}] {
		policy := object.union(_policy, more)
		rule.findings == set() with input as object.union(_cluster("true", {}), {"network_policies": [policy]})
	}
}

test_node_groups_whose_templates_let_no_pod_in if {
	options := {"http_tokens": "required", "http_put_response_hop_limit": 1}
	closed := {"ref": 21, "launch_template": {"template": {"ref": 22, "metadata": options}}}
	rule.findings == set() with input as _cluster("true", {"node_groups": [closed]})
	count(rule.findings) == 1 with input as _cluster("true", {"node_groups": [closed, {"ref": 23}]})
}

test_templates_of_nodes if {
	every options in [{"http_tokens": "optional"}, {"http_put_response_hop_limit": 2}] {
		{[f.ref, f.field] | some f in rule.findings} == {[4, "cidr"]} with input as _template(options)
		every off in [{"http_protocol_ipv6": "disabled"}, {"http_endpoint": "disabled"}] {
			rule.findings == set() with input as _template(object.union(options, off))
		}
	}
	rule.findings == set() with input as _template({"http_tokens": "required", "http_put_response_hop_limit": 1})
	rule.findings == set() with input as _template({})
}

test_the_cluster_says_its_family if {
	cluster := {"ref": 20, "address": "aws_eks_cluster.a", "kubernetes_network_config": {"ip_family": "ipv6"}}
	model := {"network_policies": [_policy], "clusters": [cluster]}
	{[f.ref, f.field, f.severity] | some f in rule.findings} == {[3, "except", "high"]} with input as model
	ipv4 := object.union(cluster, {"kubernetes_network_config": {"ip_family": "ipv4"}})
	rule.findings == set() with input as object.union(model, {"clusters": [ipv4]})
	rule.findings == set() with input as object.union(model, {"clusters": [cluster, ipv4]})
	rule.findings == set() with input as object.union(model, {"node_groups": [{
		"ref": 21,
		"launch_template": {"template": {
			"ref": 22,
			"metadata": {"http_tokens": "required", "http_put_response_hop_limit": 1},
		}},
	}]})
}

test_an_unknown_family if {
	cluster := {"ref": 20, "address": "aws_eks_cluster.a", "unknown": {"kubernetes_network_config": "variable-without-default"}}
	model := {"network_policies": [_policy], "clusters": [cluster]}
	rule.findings == set() with input as model
	{[u.ref, u.reason] | some u in rule.undecided} == {[20, "variable-without-default"]} with input as model
}

_template(options) := {
	"network_policies": [_policy],
	"launch_templates": [{
		"ref": 20, "type": "aws_launch_template", "address": "a", "user_data": "nodeadm",
		"metadata": object.union({"http_endpoint": "enabled", "http_protocol_ipv6": "enabled"}, options),
	}],
}

_cluster(ipv6, more) := object.union(
	{
		"network_policies": [_policy],
		"vpc_cnis": [{"ref": 5, "kind": "DaemonSet", "name": "aws-node", "enable_ipv6": {"ref": 6, "value": ipv6}}],
	},
	more,
)

_nodes(options) := {
	"network_policies": [_policy],
	"ec2_node_classes": [_class(object.union(
		{"http_protocol_ipv6": "enabled", "http_put_response_hop_limit": 2},
		options,
	))],
}

_class(options) := {
	"ref": 10, "kind": "EC2NodeClass", "name": "default", "api_version": "karpenter.k8s.aws/v1",
	"metadata_options": options,
}

_policy := {
	"ref": 1, "kind": "NetworkPolicy", "name": "deny", "isolates_egress": true,
	"egress": [{"ref": 2, "metadata_ipv6": "broad", "peers": [
		{"ref": 3, "family": "ipv4", "excepts_metadata_ipv4": true, "excepts_metadata_ipv6": false},
		{"ref": 4, "family": "ipv6", "excepts_metadata_ipv4": false, "excepts_metadata_ipv6": false},
	]}],
}
