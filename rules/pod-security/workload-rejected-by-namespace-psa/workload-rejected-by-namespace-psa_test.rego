package rules["pod-security"]["workload-rejected-by-namespace-psa_test"]

import data.rules["pod-security"]["workload-rejected-by-namespace-psa"] as rule

test_a_controller_that_violates_the_level_is_found_with_the_checks if {
	found := rule.findings
		with input as _with({"enforce": "restricted"}, [_member([_verdict(37, [], ["runAsNonRoot", "runAsUser"])])])
	found == {{
		"ref": 7, "field": "",
		"message": sprintf(_message, ["restricted", "runAsNonRoot, runAsUser"]),
		"related": [{
			"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce"],
			"message": "the level that the namespace enforces",
		}],
	}}
	rule.undecided == set() with input as _with({"enforce": "restricted"}, [_member([_verdict(37, [], ["runAsNonRoot"])])])
}

test_a_pod_is_refused_itself if {
	member := object.union(_member([_verdict(37, ["privileged"], ["privileged"])]), {"kind": "Pod"})
	found := rule.findings with input as _with({"enforce": "baseline"}, [member])
	{f.message | some f in found} == {
		`Pod "web" violates baseline, which Namespace "shop" enforces, so that it is refused: privileged`,
	}
}

test_a_pinned_version_is_named if {
	labels := {"enforce": "baseline", "enforce_version": "v1.24"}
	found := rule.findings with input as _with(labels, [_member([_verdict(24, ["privileged"], ["privileged"])])])
	{f.message | some f in found} == {
		sprintf(_message, ["baseline of v1.24", "privileged"]),
	}
}

test_the_level_is_that_of_the_namespace if {
	members := [_member([_verdict(37, [], ["runAsNonRoot"])])]
	rule.findings == set() with input as _with({"enforce": "baseline"}, members)
	rule.findings == set() with input as _with({"enforce": "privileged"}, members)
	rule.findings == set() with input as _with({"enforce": "Restricted"}, members)
	rule.findings == set() with input as _with({"warn": "restricted"}, members)
	rule.findings == set() with input as _with({"enforce": "restricted"}, [_member([_verdict(37, [], [])])])
}

test_the_level_that_a_later_tool_fills_in_is_undecided_once if {
	members := [_member([_verdict(37, [], ["runAsNonRoot"])]), _member([_verdict(37, [], ["runAsNonRoot"])])]
	model := {"namespaces": [object.union(
		_namespace({}, members),
		{"unknown": {"labels.pod-security.kubernetes.io/enforce": "template-value"}},
	)]}
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce"],
		"reason": "template-value",
	}} with input as model
}

test_a_namespace_that_another_object_may_change_is_undecided if {
	members := [_member([_verdict(37, [], ["runAsNonRoot"])])]
	model := {"namespaces": [object.union(
		_namespace({"enforce": "restricted"}, members),
		{"unknown": {"pod_security": "defined-twice"}},
	)]}
	rule.findings == set() with input as model
	{u.reason | some u in rule.undecided} == {"defined-twice"} with input as model
}

test_an_unknown_level_matters_only_if_something_violates_the_highest if {
	model := {"namespaces": [object.union(
		_namespace({}, [_member([_verdict(37, [], [])])]),
		{"unknown": {"labels": "template-value"}},
	)]}
	rule.undecided == set() with input as model
}

test_workloads_that_may_lie_elsewhere_are_undecided_once if {
	elsewhere := {"unknown": {"namespace": "namespace-left-out"}}
	members := [
		object.union_n([_member([_verdict(37, [], [])]), elsewhere, {"ref": 6}]),
		object.union(_member([_verdict(37, ["privileged"], ["privileged"])]), elsewhere),
		object.union_n([_member([_verdict(37, ["privileged"], ["privileged"])]), elsewhere, {"ref": 8}]),
	]
	rule.findings == set() with input as _with({"enforce": "baseline"}, members)
	rule.undecided == {{
		"ref": 7,
		"field": "namespace", "reason": "namespace-left-out",
	}} with input as _with({"enforce": "baseline"}, members)
	rule.undecided == set() with input as _with({"enforce": "privileged"}, members)
}

test_an_unknown_field_of_the_workload_is_undecided_where_it_is if {
	open := object.union(_verdict(37, [], []), {"undecided": [
		{"ref": 9, "field": ["os", "name"], "reason": "template-value", "levels": ["restricted"]},
		{
			"ref": 9, "field": ["security_context", "privileged"],
			"reason": "template-value", "levels": ["baseline", "restricted"],
		},
	]})
	rule.undecided == {{
		"ref": 9, "field": ["security_context", "privileged"],
		"reason": "template-value",
	}} with input as _with({"enforce": "baseline"}, [_member([open])])
	rule.undecided == {{
		"ref": 9, "field": ["os", "name"],
		"reason": "template-value",
	}} with input as _with({"enforce": "restricted"}, [_member([open])])
}

test_an_unknown_field_does_not_matter_if_another_decides if {
	decided := object.union(_verdict(37, ["hostPorts"], ["hostPorts"]), {"undecided": [{
		"ref": 9, "field": ["security_context", "privileged"],
		"reason": "template-value", "levels": ["baseline", "restricted"],
	}]})
	model := _with({"enforce": "baseline"}, [_member([decided])])
	count(rule.findings) == 1 with input as model
	rule.undecided == set() with input as model
}

test_a_version_that_decides_and_is_not_known_is_undecided if {
	model := _with({"enforce": "restricted"}, [_member([_verdict(34, [], ["runAsNonRoot"]), _verdict(35, [], [])])])
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce-version"],
		"reason": "not-in-input",
	}} with input as model
	baseline := _with({"enforce": "baseline"}, [_member([_verdict(34, [], ["runAsNonRoot"]), _verdict(35, [], [])])])
	rule.undecided == set() with input as baseline
}

test_an_unknown_field_counts_in_the_version_that_it_decides_in if {
	place := {"ref": 9, "field": ["x"], "reason": "template-value", "levels": ["restricted"]}
	first := object.union(_verdict(34, [], ["runAsNonRoot"]), {"undecided": [place]})
	rule.undecided == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce-version"],
		"reason": "not-in-input",
	}}
		with input as _with({"enforce": "restricted"}, [_member([first, _verdict(35, [], [])])])
	second := object.union(_verdict(35, [], []), {"undecided": [place]})
	rule.undecided == {{"ref": 9, "field": ["x"], "reason": "template-value"}}
		with input as _with({"enforce": "restricted"}, [_member([_verdict(34, [], ["runAsNonRoot"]), second])])
}

test_versions_that_refuse_for_different_reasons_agree if {
	model := _with({"enforce": "restricted"}, [_member([
		_verdict(34, [], ["runAsNonRoot"]),
		_verdict(35, [], ["procMount_restricted"]),
	])])
	count(rule.findings) == 1 with input as model
	rule.undecided == set() with input as model
}

_message := `Deployment "web" violates %s, which Namespace "shop" enforces, so that its pods are refused: %s`

_verdict(minor, baseline, restricted) := object.filter(
	{"minor": minor, "baseline": baseline, "restricted": restricted},
	(({"minor"} | {"baseline" | count(baseline) > 0}) | {"restricted" | count(restricted) > 0}),
)

_member(verdicts) := {"ref": 7, "kind": "Deployment", "name": "web", "verdicts": verdicts}

_namespace(labels, members) := {
	"ref": 1, "kind": "Namespace", "name": "shop",
	"pod_security": labels, "workloads": members,
}

_with(labels, members) := {"namespaces": [_namespace(labels, members)]}
