package rules.workloads["probes-missing_test"]

import data.rules.workloads["probes-missing"] as rule

test_no_probe if {
	found := rule.findings with input as _workload([{}, {}], {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		1, "containers", "low",
		concat("", [
			`Deployment "web" has no container with a readiness probe or a liveness probe, `,
			`and Service "front" sends requests to it`,
		]),
	]}
	{[r.ref, r.field] | some f in found; some r in f.related} == {[9, "selector"]}
}

test_no_readiness_probe if {
	found := rule.findings with input as _workload([{"probes": ["livenessProbe"]}], {})
	{[f.severity, f.message] | some f in found} == {[
		"low",
		`Deployment "web" has no container with a readiness probe, and Service "front" sends requests to it`,
	]}
}

test_no_liveness_probe_is_advice if {
	found := rule.findings with input as _workload([{"probes": ["readinessProbe"]}], {})
	{[f.severity, f.message] | some f in found} == {[
		"info",
		`Deployment "web" has no container with a liveness probe, and Service "front" sends requests to it`,
	]}
}

test_one_container_is_enough if {
	rule.findings == set() with input as _workload([{}, {"probes": ["livenessProbe", "readinessProbe"]}], {})
	rule.findings == set() with input as _workload([{"probes": ["livenessProbe"]}, {"probes": ["readinessProbe"]}], {})
}

test_the_same_probe_twice if {
	container := {"ref": 7, "name": "app", "type": "main", "probes": ["livenessProbe", "readinessProbe"], "same_probes": true, "workload": {"kind": "Deployment", "name": "web"}}
	found := rule.findings with input as _workload([container], {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "liveness_probe", "info",
		`container "app" of Deployment "web" is restarted by the same probe that should only keep requests from it`,
	]}
}

test_what_no_service_selects_is_exempt if {
	rule.findings == set() with input as {"workloads": [{"ref": 1, "kind": "Deployment", "name": "web", "containers": [{}]}]}
}

test_what_ends_by_itself_is_exempt if {
	every kind in ["Job", "CronJob", "Pod"] {
		rule.findings == set() with input as _workload([{}], {"kind": kind})
	}
	every kind in ["StatefulSet", "DaemonSet", "ReplicaSet", "Rollout"] {
		count(rule.findings) == 1 with input as _workload([{}], {"kind": kind})
	}
}

test_a_part_without_containers_says_nothing if {
	rule.findings == set() with input as _workload([], {})
}

test_an_unknown_probe_is_undecided if {
	unknown := {"ref": 7, "probes": ["livenessProbe"], "unknown": {"readiness_probe": "template-value"}}
	model := _workload([unknown], {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "readiness_probe", "reason": "template-value"}} with input as model
	decided := _workload([unknown, {"probes": ["readinessProbe"]}], {})
	rule.undecided == set() with input as decided
}

test_an_unknown_service_is_undecided if {
	workload := {
		"ref": 1, "kind": "Deployment", "name": "web", "containers": [{}],
		"unknown": {"services": "template-value"},
	}
	rule.findings == set() with input as {"workloads": [workload]}
	rule.undecided == {{
		"ref": 1, "field": "pod_labels",
		"reason": "template-value",
	}} with input as {"workloads": [workload]}
	job := object.union(workload, {"kind": "Job"})
	rule.undecided == set() with input as {"workloads": [job]}
	probed := object.union(workload, {"containers": [{"probes": ["livenessProbe", "readinessProbe"]}]})
	rule.undecided == set() with input as {"workloads": [probed]}
}

_workload(containers, more) := {"workloads": [object.union(
	{
		"ref": 1, "kind": "Deployment", "name": "web", "containers": containers,
		"services": [{"ref": 9, "kind": "Service", "name": "front"}],
	},
	more,
)]}
