package rules.network["network-policy-cannot-apply_test"]

import data.rules.network["network-policy-cannot-apply"] as rule

test_the_network_of_the_node if {
	found := rule.findings with input as _unit({"host_network": true}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		2, "host_network", "low",
		`Deployment "web" is on the network of its node, so that NetworkPolicy "p" does not hold for it`,
	]}
	{r.ref | some f in found; some r in f.related} == {1}
}

test_windows if {
	{f.field | some f in rule.findings} == {"os.name"} with input as _unit({"os": "windows"}, {})
	by_label := _unit({"node_selector": {"kubernetes.io/os": "windows"}}, {})
	{f.field | some f in rule.findings} == {["node_selector", "kubernetes.io/os"]} with input as by_label
	rule.findings == set() with input as _unit({"os": "linux"}, {})
}

test_pods_without_a_controller if {
	pod := {"kind": "Pod", "api_version": "v1"}
	{[f.field, f.message] | some f in rule.findings} == {[
		"kind",
		`Pod "web" has no controller, so that NetworkPolicy "p" does not hold for it`,
	]} with input as _unit(pod, {})
	rule.findings == set() with input as _unit(object.union(pod, {"pod_labels": {"pod-template-hash": "x"}}), {})
	rule.findings == set() with input as _unit({"kind": "Pod", "api_version": "example.com/v1"}, {})
}

test_other_engines_cover_more if {
	calico := {"engine_policies": [{"ref": 9, "engine": "calico"}]}
	every more in [
		{"os": "windows"},
		{"node_selector": {"kubernetes.io/os": "windows"}},
		{"kind": "Pod", "api_version": "v1"},
	] {
		rule.findings == set() with input as object.union(_unit(more, {}), calico)
	}
	count(rule.findings) == 1 with input as object.union(_unit({"host_network": true}, {}), calico)
}

test_medium_if_more_depends_on_the_policy if {
	deny := {"selects_all": true, "isolates_ingress": true}
	_severities == {"medium"} with input as _unit({"host_network": true}, deny)
	metadata := {"isolates_egress": true, "egress": [{"ref": 8, "peers": [{"ref": 9, "excepts_metadata_ipv4": true}]}]}
	_severities == {"medium"} with input as _unit({"host_network": true}, metadata)
}

test_node_agents_are_info if {
	agent := {"host_network": true, "node_agent": "node-exporter"}
	_severities == {"info"} with input as _unit(agent, {"selects_all": true, "isolates_ingress": true})
}

test_further_interfaces_are_info if {
	{[f.field, f.severity, f.message] | some f in rule.findings} == {[
		["pod_annotations", "k8s.v1.cni.cncf.io/networks"], "info",
		`Deployment "web" has further interfaces, for which NetworkPolicy "p" does not hold`,
	]} with input as _unit({"pod_annotations": {"k8s.v1.cni.cncf.io/networks": "a"}}, {})
}

test_several_policies_are_one_finding if {
	unit := _unit({"host_network": true}, {})
	other := object.union(unit.network_policies[0], {"ref": 7, "name": "other"})
	{f.message | some f in rule.findings} == {concat("", [
		`Deployment "web" is on the network of its node, so that NetworkPolicy "p" does not hold for it`,
		" and neither do 1 more policies",
	])} with input as object.union(unit, {"network_policies": array.concat(unit.network_policies, [other])})
}

test_only_selected_pods_that_policies_do_not_hold_for if {
	rule.findings == set() with input as _unit({}, {})
	rule.findings == set() with input as _unit({"host_network": true}, {"selects": []})
}

_severities contains f.severity if some f in rule.findings

_unit(workload, policy) := {
	"workloads": [object.union({"ref": 2, "kind": "Deployment", "name": "web"}, workload)],
	"network_policies": [object.union(
		{
			"ref": 1, "kind": "NetworkPolicy", "name": "p", "selects": [2],
			"selects_all": false, "isolates_ingress": true, "isolates_egress": false,
		},
		policy,
	)],
}
