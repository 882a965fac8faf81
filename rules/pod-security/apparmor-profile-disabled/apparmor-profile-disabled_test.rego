package rules["pod-security"]["apparmor-profile-disabled_test"]

import data.rules["pod-security"]["apparmor-profile-disabled"] as rule

test_a_profile_of_the_pod_is_medium if {
	rule.findings == {{
		"ref": 1, "field": "security_context.app_armor_profile.type", "severity": "medium",
		"message": concat(" ", [
			`Pod "web" sets AppArmor profile "Unconfined",`,
			"which has no effect on Amazon Linux and Bottlerocket nodes",
		]),
	}} with input as _workload(_profile({"type": "Unconfined"}))
}

test_a_profile_of_a_container_is_medium if {
	found := rule.findings with input as _container(_profile({"type": "Unconfined"}), {})
	{[f.ref, f.field, f.severity] | some f in found} == {[7, "security_context.app_armor_profile.type", "medium"]}
	some f in found
	startswith(f.message, `container "app" of Pod "web" sets AppArmor profile "Unconfined", which has no effect`)
}

test_allowed_types_are_not_found if {
	every type in ["RuntimeDefault", "Localhost"] {
		rule.findings == set() with input as _workload(_profile({"type": type}))
		rule.findings == set() with input as _container(_profile({"type": type}), {})
	}
}

test_no_profile_is_not_found if {
	rule.findings == set() with input as _workload({})
	rule.findings == set() with input as _container({"security_context": {}}, {})
}

test_a_profile_without_a_type_is_found if {
	count(rule.findings) == 1 with input as _container(_profile({}), {})
	found := rule.findings with input as _workload(_profile({}))
	some f in found
	startswith(f.message, `Pod "web" sets AppArmor profile without a type`)
}

test_an_annotation_is_medium if {
	found := rule.findings with input as _annotated("unconfined")
	{[f.ref, f.field, f.severity] | some f in found} == {[
		1,
		["pod_annotations", "container.apparmor.security.beta.kubernetes.io/app"],
		"medium",
	]}
	some f in found
	startswith(f.message, `Pod "web" sets AppArmor profile "unconfined" by annotation, which has no effect`)
}

test_other_values_of_an_annotation_are_found if {
	every value in ["RuntimeDefault", "runtime/default ", "docker/default", "localhost", "my-profile"] {
		count(rule.findings) == 1 with input as _annotated(value)
	}
}

test_allowed_values_of_an_annotation_are_not_found if {
	every value in ["", "runtime/default", "localhost/app", "localhost/"] {
		rule.findings == set() with input as _annotated(value)
	}
}

test_other_annotations_and_those_of_the_controller_are_not_found if {
	rule.findings == set() with input as _workload({
		"annotations": {"container.apparmor.security.beta.kubernetes.io/app": "unconfined"},
		"pod_annotations": {"apparmor.security.beta.kubernetes.io/defaultProfileName": "unconfined"},
	})
}

test_node_agents_are_info if {
	found := rule.findings with input as {
		"workloads": [object.union(
			_profile({"type": "Unconfined"}),
			{
				"ref": 1, "kind": "DaemonSet", "name": "agent", "node_agent": "cilium",
				"pod_annotations": {"container.apparmor.security.beta.kubernetes.io/app": "unconfined"},
			},
		)],
		"containers": _container(_profile({"type": "Unconfined"}), {"node_agent": "cilium"}).containers,
	}
	count(found) == 3
	{f.severity | some f in found} == {"info"}
}

test_a_template_of_the_type_is_undecided if {
	unknown := {"unknown": {"security_context.app_armor_profile.type": "template-value"}}
	pod := _workload(object.union(_profile({}), unknown))
	rule.findings == set() with input as pod
	rule.undecided == {{
		"ref": 1, "field": "security_context.app_armor_profile.type", "reason": "template-value",
	}} with input as pod
	container := _container(object.union(_profile({}), unknown), {})
	rule.findings == set() with input as container
	rule.undecided == {{
		"ref": 7, "field": "security_context.app_armor_profile.type", "reason": "template-value",
	}} with input as container
}

test_a_template_of_an_annotation_is_undecided if {
	model := _workload({"unknown": {
		"pod_annotations.container.apparmor.security.beta.kubernetes.io/app": "template-value",
		"pod_annotations.example.com/a": "template-value",
	}})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": ["pod_annotations", "container.apparmor.security.beta.kubernetes.io/app"],
		"reason": "template-value",
	}} with input as model
}

test_a_template_of_all_annotations_is_undecided if {
	rule.undecided == {{
		"ref": 1, "field": ["pod_annotations"], "reason": "template-value",
	}} with input as _workload({"unknown": {"pod_annotations": "template-value"}})
}

_profile(profile) := {"security_context": {"app_armor_profile": profile}}

_annotated(value) := _workload({"pod_annotations": {"container.apparmor.security.beta.kubernetes.io/app": value}})

_workload(workload) := {"workloads": [object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)]}

_container(container, workload) := {"containers": [object.union(
	{
		"ref": 7, "name": "app", "type": "main",
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	},
	container,
)]}
