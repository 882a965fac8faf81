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
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and baseline is satisfied by all 2 workloads in it`,
	} with input as _with({}, [_member([], []), _member([], ["runAsNonRoot"])])
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and baseline is violated by 1 of 2 workloads in it`,
	} with input as _with({}, [_member([], []), _member(["privileged"], ["privileged"])])
}

test_workloads_that_violate_baseline_are_counted if {
	beyond := _member(["privileged"], ["privileged"])
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and baseline is violated by its only workload`,
	}
		with input as _with({}, [beyond])
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and baseline is violated by all 2 workloads in it`,
	}
		with input as _with({}, [beyond, beyond])
}

test_replaced_checks_of_baseline_do_not_count_for_restricted if {
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and restricted is satisfied by its only workload`,
	} with input as _with({}, [_member(["capabilities_baseline"], [])])
}

test_unknown_fields_keep_a_level_from_being_named if {
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and whether its workloads satisfy baseline cannot be told`,
	} with input as _with({}, [_open(["baseline", "restricted"])])
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and baseline is satisfied by its only workload`,
	} with input as _with({}, [_open(["restricted"])])
}

test_restricted_may_be_told_where_baseline_cannot if {
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and restricted is satisfied by its only workload`,
	}
		with input as _with({}, [_open(["baseline"])])
}

test_a_workload_must_violate_in_every_version_to_be_counted if {
	member := {"ref": 7, "kind": "Deployment", "name": "web", "verdicts": [
		{"minor": 33},
		{"minor": 34, "baseline": ["x"], "restricted": ["x"]},
	]}
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces no Pod Security level, and whether its workloads satisfy baseline cannot be told`,
	} with input as _with({}, [member])
}

test_explicit_privileged_is_low_only_if_a_workload_needs_it if {
	{f.severity | some f in rule.findings} == {"medium"} with input as _with({"enforce": "privileged"}, [_member([], [])])
	{f.severity | some f in rule.findings} == {"medium"}
		with input as _with({"enforce": "privileged"}, [_member([], ["runAsNonRoot"])])
	{f.severity | some f in rule.findings} == {"low"}
		with input as _with({"enforce": "privileged"}, [_member([], []), _member(["privileged"], ["privileged"])])
	{f.severity | some f in rule.findings} == {"medium"} with input as _with({}, [_member(["privileged"], ["privileged"])])
	{f.message | some f in rule.findings} == {
		`Namespace "shop" enforces privileged, which forbids nothing, and restricted is satisfied by its only workload`,
	} with input as _with({"enforce": "privileged"}, [_member([], [])])
}

test_warnings_and_audits_make_it_low if {
	{f.severity | some f in rule.findings} == {"low"} with input as _with({"warn": "restricted"}, [_member([], [])])
	{f.severity | some f in rule.findings} == {"low"} with input as _with({"audit": "baseline"}, [_member([], [])])
	{f.severity | some f in rule.findings} == {"medium"}
		with input as _with({"audit": "privileged", "warn": "privileged"}, [_member([], [])])
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
	every name in {
		"kube-system", "amazon-cloudwatch", "amazon-guardduty", "calico-system", "gpu-operator",
		"tigera-operator",
	} {
		model := {"namespaces": [object.union(_namespace({}, [_member([], [])]), {"name": name})]}
		rule.findings == set() with input as model
	}
	agent := object.union(_member(["privileged"], ["privileged"]), {"node_agent": "falco"})
	rule.findings == set() with input as _with({}, [agent, _member([], [])])
	rule.findings == set() with input as _with({"enforce": "privileged"}, [agent])
}

test_a_node_agent_excuses_neither_others_nor_itself_if_it_needs_nothing if {
	agent := object.union(_member(["privileged"], ["privileged"]), {"node_agent": "falco"})
	{f.severity | some f in rule.findings} == {"medium"}
		with input as _with({}, [agent, _member(["privileged"], ["privileged"])])
	modest := object.union(_member([], []), {"node_agent": "node-exporter"})
	{f.severity | some f in rule.findings} == {"medium"} with input as _with({}, [modest])
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
	messages := {f.message | some f in found}
	`Namespace "shop" has the Pod Security level "Baseline" to enforce, which does not exist` in messages
	`Namespace "shop" has the Pod Security version "1.34", which is neither latest nor v1.NN` in messages
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
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info",
		`Namespace "shop" enforces baseline without audit or warn at that level and without a pinned enforce-version`,
	]} with input as _with_strict({"enforce": "baseline"})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info", `Namespace "shop" enforces baseline without a pinned enforce-version`,
	]}
		with input as _with_strict({"enforce": "baseline", "warn": "restricted"})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info", `Namespace "shop" enforces restricted without audit or warn at that level`,
	]} with input as _with_strict({"enforce": "restricted", "audit": "baseline", "enforce_version": "v1.34"})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"info", `Namespace "shop" enforces restricted without a pinned enforce-version`,
	]} with input as _with_strict({"enforce": "restricted", "audit": "restricted", "enforce_version": "latest"})
	{[f.severity, f.message] | some f in rule.findings} == set()
		with input as _with_strict({"enforce": "restricted", "audit": "restricted", "enforce_version": "v1.34"})
	rule.findings == set() with input as _with({"enforce": "baseline"}, [_member([], [])])
}

test_the_strict_profile_asks_nothing_of_a_namespace_without_workloads if {
	rule.findings == set()
		with input as {"settings": _settings("strict"), "namespaces": [_namespace({"enforce": "baseline"}, [])]}
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
	empty := {"namespaces": [object.union(_namespace({}, []), {"unknown": {"labels": "template-value"}})]}
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
	rule.undecided == set() with input as _with({}, [perhaps, _member([], [])])
	count(rule.findings) == 1 with input as _with({}, [perhaps, _member([], [])])
}

test_namespaces_of_node_agents_are_never_undecided if {
	perhaps := object.union(_member([], []), {"unknown": {"namespace": "namespace-left-out"}})
	system := {"name": "kube-system"}
	rule.undecided == set() with input as {"namespaces": [object.union(_namespace({}, [perhaps]), system)]}
	unknown := object.union(system, {"unknown": {"labels": "template-value"}})
	rule.undecided == set() with input as {"namespaces": [object.union(_namespace({}, [_member([], [])]), unknown)]}
}

test_a_namespace_that_is_only_named_is_undecided if {
	model := {"undefined_namespaces": [{"ref": 5, "name": "elsewhere"}, {"ref": 6, "name": "kube-system"}]}
	rule.undecided == {{"ref": 5, "field": "namespace", "reason": "not-in-input"}} with input as model
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

test_configured_namespaces_are_fine if {
	settings := object.union(_settings("default"), {"params": {"namespace-psa-not-enforced": {"privileged-namespaces": ["shop"]}}})
	model := object.union(_with({}, [_member([], [])]), {"settings": settings})
	rule.findings == set() with input as model
	rule.undecided == set() with input as object.union(model, {"undefined_namespaces": [{"ref": 2, "name": "shop"}]})
	count(rule.findings) == 1 with input as object.union(model, {"namespaces": [object.union(model.namespaces[0], {"name": "bank"})]})
}

_namespace(labels, members) := object.union(
	{"ref": 1, "kind": "Namespace", "name": "shop", "pod_security": labels},
	{"workloads": members | count(members) > 0},
)

_with(labels, members) := {"settings": _settings("default"), "namespaces": [_namespace(labels, members)]}

_with_strict(labels) := {
	"settings": _settings("strict"),
	"namespaces": [_namespace(labels, [_member([], [])])],
}
