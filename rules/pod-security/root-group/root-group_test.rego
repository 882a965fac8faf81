package rules["pod-security"]["root-group_test"]

import data.rules["pod-security"]["root-group"] as rule

test_a_container_runs_in_the_group if {
	container := {
		"security_context": {"run_as_group": 0},
		"effective": {"run_as_group": 0, "run_as_group_origin": "container"},
	}
	found := rule.findings with input as _with(container, {})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "security_context.run_as_group",
		`container "app" of Pod "web" runs in the root group`,
	]}
}

test_the_pod_runs_its_containers_in_the_group if {
	container := {"effective": {"run_as_group": 0, "run_as_group_origin": "pod"}}
	found := rule.findings with input as _with(container, {"security_context": {"run_as_group": 0}})
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "security_context.run_as_group",
		`Pod "web" makes its containers run in the root group`,
	]}
}

test_the_container_wins if {
	container := {
		"security_context": {"run_as_group": 1000},
		"effective": {"run_as_group": 1000, "run_as_group_origin": "container"},
	}
	rule.findings == set() with input as _with(container, {"security_context": {"run_as_group": 0}})
}

test_a_supplemental_group if {
	found := rule.findings with input as _with({}, {"security_context": {"supplemental_groups": [1000, 0]}})
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "security_context.supplemental_groups.1",
		`Pod "web" adds its containers to the root group`,
	]}
}

test_a_supplemental_group_behind_an_unknown_one if {
	model := _with({}, {
		"security_context": {"supplemental_groups": [0]},
		"unknown": {
			"security_context.supplemental_groups": "template-value",
			"security_context.supplemental_groups.0": "template-value",
		},
	})
	{f.field | some f in rule.findings} == {"security_context.supplemental_groups.1"} with input as model
	{u.field | some u in rule.undecided} == {"security_context.supplemental_groups"} with input as model
}

test_the_group_of_volumes if {
	found := rule.findings with input as _with({}, {"security_context": {"fs_group": 0}})
	{[f.ref, f.field, f.message] | some f in found} == {[
		1, "security_context.fs_group",
		`Pod "web" gives its volumes to the root group, and its containers that group`,
	]}
}

test_other_groups_are_not_found if {
	groups := {"security_context": {"run_as_group": 1, "supplemental_groups": [1], "fs_group": 1}}
	container := {"effective": {"run_as_group": 1, "run_as_group_origin": "pod"}}
	rule.findings == set() with input as _with(container, groups)
	rule.findings == set() with input as _with({}, {})
}

test_no_group_beside_a_user_is_info_in_the_strict_profile if {
	model := _with({"effective": {"run_as_user": 1000}}, {})
	rule.findings == set() with input as model
	found := rule.findings with input as _strict(model)
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "security_context.run_as_group", "info",
		`container "app" of Pod "web" runs in the root group if its image does not know user 1000`,
	]}
}

test_the_strict_profile_leaves_the_rest if {
	every effective in [{}, {"run_as_user": 0}, {"run_as_user": 1000, "run_as_group": 1}] {
		rule.findings == set() with input as _strict(_with({"effective": effective}, {}))
	}
}

test_templates_are_undecided if {
	container := {"unknown": {
		"security_context.run_as_group": "template-value", "effective.run_as_group": "template-value",
	}}
	workload := {"unknown": {
		"security_context.fs_group": "template-value",
		"security_context.supplemental_groups": "template-value",
	}}
	rule.undecided == {
		{"ref": 7, "field": "security_context.run_as_group", "reason": "template-value"},
		{"ref": 1, "field": "security_context.fs_group", "reason": "template-value"},
		{"ref": 1, "field": "security_context.supplemental_groups", "reason": "template-value"},
	} with input as _with(container, workload)
}

test_a_template_for_all_is_undecided_once if {
	model := _with(
		{"unknown": {"effective.run_as_group": "template-value"}},
		{"unknown": {"security_context": "template-value"}},
	)
	rule.undecided == {{"ref": 1, "field": "security_context", "reason": "template-value"}} with input as model
}

test_a_template_for_the_group_of_the_pod_is_undecided if {
	workload := {"unknown": {"security_context.run_as_group": "template-value"}}
	model := _with({"unknown": {"effective.run_as_group": "template-value"}}, workload)
	{[u.ref, u.field] | some u in rule.undecided} == {[1, "security_context.run_as_group"]} with input as model
	own := {"security_context": {"run_as_group": 1}, "effective": {"run_as_group": 1}}
	rule.undecided == set() with input as _with(own, workload)
}

test_a_template_for_the_user_is_undecided_in_the_strict_profile if {
	unknown := {"unknown": {
		"security_context.run_as_user": "template-value", "effective.run_as_user": "template-value",
	}}
	rule.undecided == set() with input as _with(unknown, {})
	rule.undecided == {{
		"ref": 7, "field": "security_context.run_as_user",
		"reason": "template-value",
	}} with input as _strict(_with(unknown, {}))
	grouped := _with(object.union(unknown, {"effective": {"run_as_group": 1}}), {})
	rule.undecided == set() with input as _strict(grouped)
}

_strict(model) := object.union(model, {"settings": {"profile": "strict"}})

_with(container, more) := {
	"settings": {"profile": "default"},
	"containers": [judged],
	"workloads": [object.union(workload, {"containers": [judged]})],
} if {
	workload := object.union({"ref": 1, "kind": "Pod", "name": "web"}, more)
	judged := object.union({"ref": 7, "name": "app", "type": "main", "effective": {}, "workload": workload}, container)
}
