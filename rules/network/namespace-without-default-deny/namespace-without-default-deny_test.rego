package rules.network["namespace-without-default-deny_test"]

import data.rules.network["namespace-without-default-deny"] as rule

test_neither_direction_is_denied if {
	rule.findings == {{
		"ref": 1, "field": "name", "severity": "medium",
		"message": `Namespace "shop" has no policy that denies ingress and egress by default`,
	}} with input as _unit({"ingress_denied": false, "egress_denied": false}, _open)
}

test_low_if_other_policies_restrict_ingress_of_all if {
	_said == {[
		"low",
		concat("", [
			`Namespace "shop" has no policy that denies ingress by default; other policies restrict what`,
			` connects to its workloads`,
		]),
	]} with input as _unit({"ingress_denied": false, "egress_denied": true}, _restricted)
}

test_egress_alone_is_low if {
	_said == {[
		"low",
		`Namespace "shop" has no policy that denies egress by default`,
	]} with input as _unit({"ingress_denied": true, "egress_denied": false}, _open)
}

test_both_denied_is_not_found if {
	model := _unit({"ingress_denied": true, "egress_denied": true}, _open)
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_system_namespaces_are_exempt if {
	every name in ["kube-system", "kube-public", "kube-node-lease"] {
		model := _named(name, _neither, _open)
		rule.findings == set() with input as model
		rule.undecided == set() with input as model
	}
}

test_pods_on_the_network_of_the_node_do_not_count if {
	model := _unit(_neither, {"covered": false, "ingress": {"unrestricted": true}})
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_auto_mode_may_deny_by_default if {
	unit := _unit(_neither, _open)
	deny := {"ref": 5, "network_policy": "DefaultDeny"}
	rule.findings == set() with input as object.union(unit, {"node_classes": [deny]})
	count(rule.findings) == 1 with input as object.union(unit, {"node_classes": [deny, {"ref": 6}]})
	count(rule.findings) == 1 with input as object.union(
		unit,
		{"node_classes": [{"ref": 6, "network_policy": "DefaultAllow"}]},
	)
}

test_a_template_of_auto_mode_is_undecided if {
	class := {"ref": 5, "unknown": {"network_policy": "template-value"}}
	model := object.union(_unit(_neither, _open), {"node_classes": [class]})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 5, "field": "network_policy", "reason": "template-value"}} with input as model
}

test_what_is_not_evaluated_is_undecided if {
	namespace := {"unknown": {"network.ingress_denied": "not-evaluated", "network.egress_denied": "not-evaluated"}}
	model := _namespace("shop", object.union(namespace, {"network": {}}), _open)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "name", "reason": "not-evaluated"}} with input as model
}

test_one_direction_is_enough if {
	namespace := {"unknown": {"network.egress_denied": "template-value"}, "network": {"ingress_denied": false}}
	model := _namespace("shop", namespace, _open)
	count(rule.findings) == 1 with input as model
	rule.undecided == set() with input as model
}

test_workloads_that_may_lie_elsewhere_are_undecided if {
	member := {"workloads": [{"ref": 2, "unknown": {"namespace": "namespace-left-out"}}]}
	model := _namespace("shop", object.union(member, {"network": _neither}), _open)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "name", "reason": "namespace-left-out"}} with input as model
	empty := _namespace("shop", {"workloads": [], "network": _neither}, _open)
	rule.findings == set() with input as empty
	rule.undecided == set() with input as empty
}

test_a_namespace_out_of_the_input_is_undecided if {
	model := {
		"undefined_namespaces": [{"ref": 3, "name": "shop"}, {"ref": 4, "name": "kube-system"}, {"ref": 6, "name": "agents"}],
		"workloads": [
			{"ref": 3, "namespace": "shop", "network": {"covered": true}},
			{"ref": 4, "namespace": "kube-system", "network": {"covered": true}},
			{"ref": 6, "namespace": "agents", "network": {"covered": false}},
		],
	}
	rule.undecided == {{"ref": 3, "field": "namespace", "reason": "not-in-input"}} with input as model
	deny := {
		"ref": 9, "namespace": "shop", "selects_all": true, "isolates_ingress": true, "isolates_egress": true,
	}
	rule.undecided == set() with input as object.union(model, {"network_policies": [deny]})
	half := object.union(deny, {"isolates_egress": false})
	count(rule.undecided) == 1 with input as object.union(model, {"network_policies": [half]})
	elsewhere := object.union(deny, {"namespace": "bank"})
	count(rule.undecided) == 1 with input as object.union(model, {"network_policies": [elsewhere]})
	denying := {"node_classes": [{"ref": 5, "network_policy": "DefaultDeny"}]}
	rule.undecided == set() with input as object.union(model, denying)
}

_said contains [f.severity, f.message] if some f in rule.findings

_neither := {"ingress_denied": false, "egress_denied": false}

_open := {"covered": true, "ingress": {"unrestricted": true}}

_unit(network, of_workload) := _named("shop", network, of_workload)

_named(name, network, of_workload) := _namespace(name, {"network": network}, of_workload)

_namespace(name, more, of_workload) := {
	"namespaces": [object.union({"ref": 1, "kind": "Namespace", "name": name, "workloads": [{"ref": 2}]}, more)],
	"workloads": [{"ref": 2, "kind": "Pod", "name": "web", "network": of_workload}],
}

_restricted := {"covered": true, "ingress": {"unrestricted": false}}
