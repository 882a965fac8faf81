package rules["pod-security"]["seccomp-unconfined_test"]

import data.rules["pod-security"]["seccomp-unconfined"] as rule

test_a_profile_of_the_pod_is_high if {
	rule.findings == {{
		"ref": 1, "field": "security_context.seccomp_profile.type", "severity": "high",
		"also_pss": ["seccompProfile_restricted"],
		"message": `Pod "web" sets seccomp profile "Unconfined"`,
	}} with input as _workload(_profile({"type": "Unconfined"}), 37)
}

test_a_profile_of_a_container_is_high if {
	rule.findings == {{
		"ref": 7, "field": "security_context.seccomp_profile.type", "severity": "high",
		"also_pss": ["seccompProfile_restricted"],
		"message": `container "app" of Pod "web" sets seccomp profile "Unconfined"`,
	}} with input as _container(_profile({"type": "Unconfined"}), {}, 37)
}

test_allowed_types_and_no_profile_are_not_found if {
	every type in ["RuntimeDefault", "Localhost"] {
		rule.findings == set() with input as _workload(_profile({"type": type}), 37)
		rule.findings == set() with input as _container(_profile({"type": type}), {}, 37)
	}
	rule.findings == set() with input as _workload({}, 37)
	rule.findings == set() with input as _container({"security_context": {}}, {}, 37)
}

test_a_profile_without_a_type_or_with_another_is_found if {
	every profile in [{}, {"type": "runtime/default"}, {"type": "runtimeDefault"}] {
		count(rule.findings) == 1 with input as _workload(_profile(profile), 37)
		count(rule.findings) == 1 with input as _container(_profile(profile), {}, 37)
	}
}

test_node_agents_are_info if {
	found := rule.findings with input as _container(_profile({"type": "Unconfined"}), {"node_agent": "falco"}, 37)
	{f.severity | some f in found} == {"info"}
	pod := rule.findings with input as _workload(object.union(_profile({}), {"node_agent": "falco"}), 37)
	{f.severity | some f in pod} == {"info"}
}

test_restricted_lets_windows_off_since_1_25 if {
	every os in [{"os": "windows"}, {"unknown": {"os.name": "template-value"}}] {
		every minor, also in {24: ["seccompProfile_restricted"], 25: []} {
			{f.also_pss | some f in rule.findings} == {also} with input as _workload(object.union(_profile({}), os), minor)
			{f.also_pss | some f in rule.findings} == {also} with input as _container(_profile({}), os, minor)
		}
	}
}

test_fields_are_judged_since_1_19 if {
	every profile in [_profile({"type": "Unconfined"}), {"unknown": {"security_context": "template-value"}}] {
		rule.findings == set() with input as _workload(profile, 18)
		rule.findings == set() with input as _container(profile, {}, 18)
		rule.undecided == set() with input as _workload(profile, 18)
		rule.undecided == set() with input as _container(profile, {}, 18)
	}
	count(rule.findings) == 1 with input as _workload(_profile({"type": "Unconfined"}), 19)
	count(rule.findings) == 1 with input as _container(_profile({"type": "Unconfined"}), {}, 19)
}

test_annotations_are_judged_before_1_19 if {
	rule.findings == {
		{
			"ref": 1, "field": ["pod_annotations", _pod], "severity": "high",
			"message": `Pod "web" sets seccomp profile "unconfined" by annotation`,
		},
		{
			"ref": 1, "field": ["pod_annotations", _of("app")], "severity": "high",
			"message": `Pod "web" sets seccomp profile "" by annotation`,
		},
	} with input as _workload(
		{
			"pod_annotations": {_pod: "unconfined", _of("app"): "", _of("gone"): "unconfined"},
			"containers": [{"ref": 7, "name": "app"}],
		},
		18,
	)
}

test_allowed_annotations_are_not_found_before_1_19 if {
	every value in ["runtime/default", "docker/default", "localhost/app.json"] {
		rule.findings == set() with input as _workload({"pod_annotations": {_pod: value}}, 18)
	}
}

test_node_agents_by_annotation_are_info if {
	found := rule.findings with input as _workload({"pod_annotations": {_pod: "unconfined"}, "node_agent": "falco"}, 18)
	{f.severity | some f in found} == {"info"}
}

test_annotations_are_info_and_outside_of_the_standards_since_1_19 if {
	rule.findings == {{
		"ref": 1, "field": ["pod_annotations", _pod], "severity": "info", "pss": [],
		"message": `Pod "web" sets a seccomp profile by an annotation, which Kubernetes ignores since 1.27`,
	}} with input as _workload({"pod_annotations": {_pod: "unconfined"}}, 19)
	found := rule.findings with input as _workload({"pod_annotations": {_of("app"): "runtime/default"}}, 37)
	{f.severity | some f in found} == {"info"}
}

test_leftovers_beside_the_field_are_not_found if {
	rule.findings == set() with input as _workload(
		object.union(_profile({"type": "RuntimeDefault"}), {"pod_annotations": {_pod: "unconfined"}}),
		37,
	)
	rule.findings == set() with input as _workload(
		{
			"pod_annotations": {_of("app"): "unconfined"},
			"containers": [{"ref": 7, "name": "app", "effective": {"seccomp_profile": {"type": "Localhost"}}}],
		},
		37,
	)
}

test_what_may_be_a_leftover_is_not_found if {
	rule.findings == set() with input as _workload(
		{
			"pod_annotations": {_pod: "unconfined"},
			"unknown": {"security_context": "template-value"},
		},
		37,
	)
	rule.findings == set() with input as _workload(
		{
			"pod_annotations": {_of("app"): "unconfined"},
			"containers": [{"ref": 7, "name": "app", "unknown": {"effective.seccomp_profile": "template-value"}}],
		},
		37,
	)
}

test_other_annotations_are_not_found if {
	annotations := {"pod_annotations": {"seccomp.security.alpha.kubernetes.io/podx": "unconfined", "a": "unconfined"}}
	rule.findings == set() with input as _workload(annotations, 37)
	rule.findings == set() with input as _workload(annotations, 18)
}

test_a_template_of_the_type_is_undecided if {
	unknown := {"unknown": {"security_context.seccomp_profile.type": "template-value"}}
	pod := _workload(object.union(_profile({}), unknown), 37)
	rule.findings == set() with input as pod
	rule.undecided == {{
		"ref": 1, "field": "security_context.seccomp_profile.type", "reason": "template-value",
	}} with input as pod
	container := _container(object.union(_profile({}), unknown), {}, 37)
	rule.findings == set() with input as container
	rule.undecided == {{
		"ref": 7, "field": "security_context.seccomp_profile.type", "reason": "template-value",
	}} with input as container
}

test_templates_of_annotations_are_undecided_before_1_19 if {
	model := _workload(_unknown, 18)
	rule.findings == set() with input as model
	{u.field | some u in rule.undecided} == {
		["pod_annotations", _pod],
		["pod_annotations", _of("app")],
	} with input as model
}

test_ignored_annotations_need_no_known_value if {
	model := _workload(_unknown, 19)
	{[f.field, f.severity] | some f in rule.findings} == {
		[["pod_annotations", _pod], "info"],
		[["pod_annotations", _of("app")], "info"],
	} with input as model
	rule.undecided == set() with input as model
}

test_leftovers_need_no_known_value if {
	confined := {"seccomp_profile": {"type": "RuntimeDefault"}}
	model := _workload(
		object.union(_unknown, {
			"security_context": confined,
			"containers": [{"ref": 7, "name": "app", "effective": confined}],
		}),
		19,
	)
	rule.findings == set() with input as model
	rule.undecided == set() with input as model
}

test_a_template_of_all_annotations_is_undecided if {
	every minor in [18, 37] {
		model := _workload({"unknown": {"pod_annotations": "template-value"}}, minor)
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 1, "field": ["pod_annotations"], "reason": "template-value"}} with input as model
	}
}

_unknown := {"unknown": {
	sprintf("pod_annotations.%s", [_pod]): "template-value",
	sprintf("pod_annotations.%s", [_of("app")]): "template-value",
}}

_pod := "seccomp.security.alpha.kubernetes.io/pod"

_of(container) := sprintf("container.seccomp.security.alpha.kubernetes.io/%s", [container])

_profile(profile) := {"security_context": {"seccomp_profile": profile}}

_workload(workload, minor) := {
	"settings": {"kubernetes_minor": minor, "profile": "default"},
	"workloads": [object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)],
}

_container(container, workload, minor) := {
	"settings": {"kubernetes_minor": minor, "profile": "default"},
	"containers": [object.union(
		{
			"ref": 7, "name": "app", "type": "main",
			"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
		},
		container,
	)],
}
