package rules.network["pod-without-network-policy_test"]

import data.rules.network["pod-without-network-policy"] as rule

test_no_policy_selects_the_pods if {
	rule.findings == {{
		"ref": 2, "field": "pod_labels", "severity": "low",
		"message": `Deployment "web" is selected by no network policy for ingress and egress, though its namespace has some`,
	}} with input as _unit(_neither, {})
}

test_ingress_is_low_and_egress_is_info if {
	{[
		"low",
		`Deployment "web" is selected by no network policy for ingress, though its namespace has some`,
	]} == _said with input as _unit(_isolated(false, true), {})
	{[
		"info",
		`Deployment "web" is selected by no network policy for egress, though its namespace has some`,
	]} == _said with input as _unit(_isolated(true, false), {})
}

test_selected_pods_are_not_found if {
	rule.findings == set() with input as _unit(_isolated(true, true), {})
}

test_nothing_connects_to_jobs if {
	every kind in ["Job", "CronJob"] {
		{f.severity | some f in rule.findings} == {"info"} with input as _unit(_neither, {"kind": kind})
		rule.findings == set() with input as _unit(_isolated(false, true), {"kind": kind})
	}
}

test_pods_on_the_network_of_the_node_are_not_judged if {
	rule.findings == set() with input as _unit(object.union(_neither, {"covered": false}), {})
}

test_only_where_policies_are if {
	unit := _unit(_neither, {})
	rule.findings == set() with input as object.remove(unit, ["network_policies"])
	rule.findings == set() with input as object.union(unit, {"network_policies": [{"ref": 1, "namespace": "bank"}]})
	refused := [{"ref": 1, "namespace": "shop", "invalid": "no CIDR"}]
	rule.findings == set() with input as object.union(unit, {"network_policies": refused})
	rule.findings == set() with input as _unit(_neither, {"namespace": ""})
	denying := {"node_classes": [{"ref": 5, "network_policy": "DefaultDeny"}]}
	rule.findings == set() with input as object.union(unit, denying)
}

test_the_namespace_says_it_once if {
	unit := _unit(_neither, {})
	said := {"ingress_denied": false, "egress_denied": false}
	rule.findings == set() with input as object.union(unit, _namespace("shop", said))
	{f.severity | some f in rule.findings} == {"info"} with input as object.union(
		unit,
		_namespace("shop", {"ingress_denied": false, "egress_denied": true}),
	)
	count(rule.findings) == 1 with input as object.union(unit, _namespace("bank", said))
	of_system := _unit(_neither, {"namespace": "kube-system"})
	model := object.union(of_system, {"network_policies": [{"ref": 1, "namespace": "kube-system"}]})
	count(rule.findings) == 1 with input as object.union(model, _namespace("kube-system", said))
}

test_unknown_labels_are_undecided if {
	network := {"covered": true, "ingress": {}, "egress": {"isolated": true}}
	model := _unit(network, {"unknown": {"network.ingress.isolated": "template-value"}})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 2, "field": "pod_labels", "reason": "template-value"}} with input as model
	job := _unit(network, {"kind": "Job", "unknown": {"network.ingress.isolated": "template-value"}})
	rule.undecided == set() with input as job
	rule.undecided == set() with input as object.remove(model, ["network_policies"])
	said := _namespace("shop", {"ingress_denied": false, "egress_denied": false})
	rule.undecided == set() with input as object.union(model, said)
}

_said contains [f.severity, f.message] if some f in rule.findings

_neither := _isolated(false, false)

_isolated(ingress, egress) := {"covered": true, "ingress": {"isolated": ingress}, "egress": {"isolated": egress}}

_namespace(name, network) := {"namespaces": [{"ref": 4, "name": name, "network": network}]}

_unit(network, more) := {
	"network_policies": [{"ref": 1, "namespace": "shop"}],
	"workloads": [object.union(
		{"ref": 2, "kind": "Deployment", "name": "web", "namespace": "shop", "network": network},
		more,
	)],
}
