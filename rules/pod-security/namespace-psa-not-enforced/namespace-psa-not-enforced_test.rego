package rules["pod-security"]["namespace-psa-not-enforced_test"]

import data.rules["pod-security"]["namespace-psa-not-enforced"] as rule

test_no_label_is_medium_and_names_the_level_that_would_do if {
	found := rule.findings with input as _with({}, [_member([], [])])
	found == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce"],
		"message": `Namespace "shop" enforces no Pod Security level, and restricted is satisfied by its only workload`,
		"severity": "medium", "related": [],
	}}
}

test_the_level_is_the_highest_that_all_satisfy if {
	_messages({}, [_member([], []), _member([], ["runAsNonRoot"])]) == {
		`Namespace "shop" enforces no Pod Security level, and baseline is satisfied by all 2 workloads in it`,
	}
	_messages({}, [_member([], []), _member(["privileged"], ["privileged"])]) == {
		`Namespace "shop" enforces no Pod Security level, and 1 of 2 workloads in it violate baseline`,
	}
}

test_replaced_checks_of_baseline_do_not_count_for_restricted if {
	_messages({}, [_member(["capabilities_baseline"], [])]) == {
		`Namespace "shop" enforces no Pod Security level, and restricted is satisfied by its only workload`,
	}
}

test_unknown_fields_keep_a_level_from_being_named if {
	_messages({}, [_open(["baseline", "restricted"])]) == {
		`Namespace "shop" enforces no Pod Security level, and whether its workloads satisfy baseline cannot be told`,
	}
	_messages({}, [_open(["restricted"])]) == {
		`Namespace "shop" enforces no Pod Security level, and baseline is satisfied by its only workload`,
	}
}

test_a_workload_must_violate_in_every_version_to_be_counted if {
	member := {"ref": 7, "kind": "Deployment", "name": "web", "verdicts": [{"minor": 33}, {"minor": 34, "baseline": ["x"], "restricted": ["x"]}]}
	_messages({}, [member]) == {
		`Namespace "shop" enforces no Pod Security level, and whether its workloads satisfy baseline cannot be told`,
	}
}

test_explicit_privileged_is_low_only_if_a_workload_needs_it if {
	_severities({"enforce": "privileged"}, [_member([], [])]) == {"medium"}
	_severities({"enforce": "privileged"}, [_member([], ["runAsNonRoot"])]) == {"medium"}
	_severities({"enforce": "privileged"}, [_member([], []), _member(["privileged"], ["privileged"])]) == {"low"}
	_severities({}, [_member(["privileged"], ["privileged"])]) == {"medium"}
	_messages({"enforce": "privileged"}, [_member([], [])]) == {
		`Namespace "shop" enforces the level privileged, which forbids nothing, and restricted is satisfied by its only workload`,
	}
}

test_warnings_and_audits_make_it_low if {
	_severities({"warn": "restricted"}, [_member([], [])]) == {"low"}
	_severities({"audit": "baseline"}, [_member([], [])]) == {"low"}
	_severities({"audit": "privileged", "warn": "privileged"}, [_member([], [])]) == {"medium"}
}

test_a_policy_that_covers_the_namespace_makes_it_low_and_is_related if {
	model := {"settings": _settings("default"), "namespaces": [object.union(
		_namespace({}, [_member([], [])]),
		{"policies": [{"ref": 9, "kind": "ClusterPolicy", "name": "pods"}]},
	)]}
	{[f.severity, f.related] | some f in rule.findings} == {["low", [{
		"ref": 9, "field": "",
		"message": `ClusterPolicy "pods" judges the pods of the namespace`,
	}]]} with input as model
}

test_enforcing_namespaces_and_those_without_workloads_are_fine if {
	rule.findings == set() with input as _with({"enforce": "baseline"}, [_member([], [])])
	rule.findings == set() with input as _with({"enforce": "restricted"}, [_member([], ["runAsNonRoot"])])
	rule.findings == set() with input as _with({}, [])
	rule.undecided == set() with input as _with({}, [])
}

test_namespaces_of_node_agents_are_fine if {
	every name in ["kube-system", "amazon-cloudwatch", "amazon-guardduty", "calico-system", "gpu-operator", "tigera-operator"] {
		model := {"settings": _settings("default"), "namespaces": [object.union(_namespace({}, [_member([], [])]), {"name": name})]}
		rule.findings == set() with input as model
	}
	agent := object.union(_member(["privileged"], ["privileged"]), {"node_agent": "falco"})
	rule.findings == set() with input as _with({}, [agent, _member([], [])])
	rule.findings == set() with input as _with({"enforce": "privileged"}, [agent])
}

test_a_node_agent_excuses_neither_others_nor_itself_if_it_needs_nothing if {
	agent := object.union(_member(["privileged"], ["privileged"]), {"node_agent": "falco"})
	_severities({}, [agent, _member(["privileged"], ["privileged"])]) == {"medium"}
	modest := object.union(_member([], []), {"node_agent": "node-exporter"})
	_severities({}, [modest]) == {"medium"}
}

test_texts_that_are_no_level_or_version_are_found_each if {
	labels := {
		"enforce": "Baseline", "enforce_version": "1.34", "audit": "", "audit_version": "v2.0",
		"warn": "restrict", "warn_version": "v1.034",
	}
	found := rule.findings with input as _with(labels, [])
	{f.field[1] | some f in found} == {
		"pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/enforce-version",
		"pod-security.kubernetes.io/audit", "pod-security.kubernetes.io/audit-version",
		"pod-security.kubernetes.io/warn", "pod-security.kubernetes.io/warn-version",
	}
	`Namespace "shop" has "Baseline" as a Pod Security level to enforce, which is none: they are privileged, baseline and restricted` in {f.message | some f in found}
	`Namespace "shop" has "1.34" as a Pod Security version, which is none: they are latest and v1.NN` in {f.message | some f in found}
}

test_levels_and_versions_are_no_findings if {
	rule.findings == set() with input as _with(
		{
			"enforce": "baseline", "enforce_version": "v1.0", "audit": "restricted", "audit_version": "latest",
			"warn": "privileged", "warn_version": "v1.34",
		},
		[_member([], [])],
	)
}

test_the_strict_profile_asks_for_notice_and_a_pinned_version if {
	_strict({"enforce": "baseline"}) == {[
		"info",
		`Namespace "shop" enforces baseline without audit or warn at that level or above and without a pinned enforce-version`,
	]}
	_strict({"enforce": "baseline", "warn": "restricted"}) == {["info", `Namespace "shop" enforces baseline without a pinned enforce-version`]}
	_strict({"enforce": "restricted", "audit": "baseline", "enforce_version": "v1.34"}) == {[
		"info", `Namespace "shop" enforces restricted without audit or warn at that level or above`,
	]}
	_strict({"enforce": "restricted", "audit": "restricted", "enforce_version": "latest"}) == {[
		"info", `Namespace "shop" enforces restricted without a pinned enforce-version`,
	]}
	_strict({"enforce": "restricted", "audit": "restricted", "enforce_version": "v1.34"}) == set()
	rule.findings == set() with input as _with({"enforce": "baseline"}, [_member([], [])])
}

test_unknown_labels_are_undecided if {
	model := {"settings": _settings("default"), "namespaces": [object.union(
		_namespace({}, [_member([], [])]),
		{"unknown": {"labels": "template-value"}},
	)]}
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce"],
		"reason": "template-value",
	}} with input as model
	empty := {"settings": _settings("default"), "namespaces": [object.union(_namespace({}, []), {"unknown": {"labels": "template-value"}})]}
	rule.undecided == set() with input as empty
}

test_a_namespace_that_another_object_may_change_is_undecided if {
	model := {"settings": _settings("strict"), "namespaces": [object.union(
		_namespace({"enforce": "baseline"}, [_member([], [])]),
		{"unknown": {"pod_security": "defined-twice"}},
	)]}
	rule.findings == set() with input as model
	{u.reason | some u in rule.undecided} == {"defined-twice"} with input as model
}

test_a_namespace_in_which_perhaps_nothing_runs_is_undecided if {
	perhaps := object.union(_member([], []), {"unknown": {"namespace": "namespace-left-out"}})
	rule.findings == set() with input as _with({}, [perhaps, perhaps])
	rule.undecided == {{
		"ref": 1, "field": ["labels", "pod-security.kubernetes.io/enforce"],
		"reason": "namespace-left-out",
	}} with input as _with({}, [perhaps, perhaps])
	rule.undecided == set() with input as _with({"enforce": "baseline"}, [perhaps])
}

test_a_namespace_that_is_only_named_is_undecided if {
	model := {"undefined_namespaces": [{"ref": 5, "name": "elsewhere"}, {"ref": 6, "name": "kube-system"}]}
	rule.undecided == {{"ref": 5, "field": "namespace", "reason": "not-in-input"}} with input as model
}

_messages(labels, members) := {f.message | some f in found} if {
	found := rule.findings with input as _with(labels, members)
}

_severities(labels, members) := {f.severity | some f in found} if {
	found := rule.findings with input as _with(labels, members)
}

_strict(labels) := {[f.severity, f.message] | some f in found} if {
	found := rule.findings with input as {
		"settings": _settings("strict"),
		"namespaces": [_namespace(labels, [_member([], [])])],
	}
}

_open(levels) := {"ref": 7, "kind": "Deployment", "name": "web", "verdicts": [{"minor": 37, "undecided": [{
	"ref": 7, "field": ["x"], "reason": "template-value",
	"levels": levels,
}]}]}

_settings(profile) := {"kubernetes_minor": 37, "profile": profile}

_member(baseline, restricted) := {"ref": 7, "kind": "Deployment", "name": "web", "verdicts": [object.filter(
	{"minor": 37, "baseline": baseline, "restricted": restricted},
	(({"minor"} | {"baseline" | count(baseline) > 0}) | {"restricted" | count(restricted) > 0}),
)]}

_namespace(labels, members) := object.union(
	{"ref": 1, "kind": "Namespace", "name": "shop", "pod_security": labels},
	{"workloads": members | count(members) > 0},
)

_with(labels, members) := {"settings": _settings("default"), "namespaces": [_namespace(labels, members)]}
