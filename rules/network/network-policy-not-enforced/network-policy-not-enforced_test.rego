package rules.network["network-policy-not-enforced_test"]

import data.rules.network["network-policy-not-enforced"] as rule

test_the_agent_is_off if {
	{[f.ref, f.field, f.severity, f.message] | some f in rule.findings} == {[
		3, "args.1", "medium",
		concat("", [
			`DaemonSet "aws-node" runs the network policy agent with --enable-network-policy=false, so that`,
			` nothing enforces NetworkPolicy "p"`,
		]),
	]} with input as _with([_policy], {"vpc_cnis": [_cni(_off)], "workloads": [_aws_node]})
}

test_there_is_no_agent if {
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		2, "containers",
		`DaemonSet "aws-node" has no network policy agent, so that nothing enforces the 2 network policies`,
	]} with input as _with([_policy, _policy], {"vpc_cnis": [_cni({"ref": 2, "value": "false", "default": true})]})
}

test_the_config_map_is_off if {
	every said in [
		[{"enable-network-policy-controller": "false"}, `sets enable-network-policy-controller to "false"`],
		[
			{"enable-network-policy": "true"},
			"sets enable-network-policy, which nothing reads, and not enable-network-policy-controller",
		],
		[{"other": "x"}, "does not set enable-network-policy-controller"],
	] {
		{[f.field, f.message] | some f in rule.findings} == {[["data", "enable-network-policy-controller"], concat("", [
			`ConfigMap "amazon-vpc-cni" `, said[1], `, so that nothing enforces NetworkPolicy "p"`,
		])]} with input as _with([_policy], {"config_maps": [_map({"data": said[0]})]})
	}
}

test_the_config_map_is_on if {
	every text in ["true", "True", "1"] {
		model := _with([_policy], {"config_maps": [_map({"data": {"enable-network-policy-controller": text}})]})
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_only_the_config_map_of_the_cni if {
	every other in [{"name": "other"}, {"namespace": "shop"}] {
		model := _with([_policy], {"config_maps": [_map(object.union({"data": {}}, other))]})
		rule.findings == set() with input as model
	}
}

test_a_template_in_the_config_map_is_not_found if {
	every at in ["data", "data.enable-network-policy-controller"] {
		model := _with([_policy], {"config_maps": [_map({"unknown": {at: "template-value"}})]})
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

test_old_versions_cannot if {
	model := _with([_policy], {"vpc_cnis": [_cni({"ref": 3, "value": "true", "default": false})]})
	{f.message | some f in rule.findings} == {
		concat("", [
			`Kubernetes 1.24 is older than 1.25, from which on the VPC CNI enforces them, so that nothing`,
			` enforces NetworkPolicy "p"`,
		]),
	} with input as object.union(
		model,
		{"settings": {"kubernetes_minor": 24}},
	)
	rule.findings == set() with input as object.union(model, {"settings": {"kubernetes_minor": 25}})
}

test_high_if_more_depends_on_them if {
	off := {"config_maps": [_map({"data": {}})]}
	deny := object.union(_policy, {"selects_all": true, "isolates_ingress": true})
	{f.severity | some f in rule.findings} == {"high"} with input as _with([deny], off)
	metadata := object.union(
		_policy,
		{"isolates_egress": true, "egress": [{"ref": 8, "peers": [{"ref": 9, "excepts_metadata_ipv4": true}]}]},
	)
	{f.severity | some f in rule.findings} == {"high"} with input as _with([metadata], off)
	{f.severity | some f in rule.findings} == {"medium"} with input as _with([_policy], off)
}

test_another_engine_enforces_them if {
	off := {"config_maps": [_map({"data": {}})]}
	every more in [
		{"engine_policies": [{"ref": 7, "engine": "calico"}]},
		{"workloads": [_runs("quay.io/calico/node")]},
		{"workloads": [_runs("cilium/cilium")]},
	] {
		model := _with([_policy], object.union(off, more))
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
	every more in [{"engine_policies": [{"ref": 7, "engine": "admin"}]}, {"workloads": [_runs("example.com/node")]}] {
		count(rule.findings) == 1 with input as _with([_policy], object.union(off, more))
	}
}

test_classes_of_auto_mode if {
	on := {"config_maps": [_map({"data": {"enable-network-policy-controller": "true"}})]}
	{[f.ref, f.field, f.severity, f.message] | some f in rule.findings} == {[
		6, "network_policy", "info",
		`NodeClass "default" does not set networkPolicy; by default new pods are open until policies select them`,
	]} with input as _with([_policy], object.union(on, {"node_classes": [_class]}))
	every more in [{"network_policy": "DefaultAllow"}, {"unknown": {"network_policy": "template-value"}}] {
		class := object.union({"ref": 6, "kind": "NodeClass", "name": "default"}, more)
		rule.findings == set() with input as _with([_policy], object.union(on, {"node_classes": [class]}))
	}
}

test_without_a_cluster_it_is_undecided_once if {
	rule.undecided == {
		{"ref": 1, "field": "", "reason": "not-in-input"},
	} with input as _with([_policy, object.union(_policy, {"ref": 2})], {})
	cni := _cni({"ref": 3, "value": "true", "default": false})
	count(rule.undecided) == 1 with input as _with([_policy], {"vpc_cnis": [cni]})
	rule.undecided == set() with input as _with(
		[_policy],
		{"vpc_cnis": [object.union(cni, {"enforces_network_policies": true})]},
	)
}

_policy := {
	"ref": 1,
	"kind": "NetworkPolicy",
	"name": "p",
	"selects_all": false,
	"isolates_ingress": true,
	"isolates_egress": false,
}

_cni(agent) := {"ref": 2, "kind": "DaemonSet", "name": "aws-node", "network_policy_agent": agent}

_map(more) := object.union({"ref": 5, "kind": "ConfigMap", "name": "amazon-vpc-cni", "namespace": "kube-system"}, more)

_runs(repository) := {"ref": 7, "containers": [{"ref": 8, "image": {"repository": repository}}]}

_aws_node := {"ref": 2, "containers": [{"ref": 3, "args": ["--verbose", "--enable-network-policy=false"]}]}

_with(policies, more) := object.union(
	{"settings": {"kubernetes_minor": 34}, "network_policies": policies},
	more,
)

_class := {"ref": 6, "kind": "NodeClass", "name": "default"}

_off := {"ref": 3, "value": "false", "default": false}
