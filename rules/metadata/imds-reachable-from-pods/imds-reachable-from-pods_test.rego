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
