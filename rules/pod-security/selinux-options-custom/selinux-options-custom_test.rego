package rules["pod-security"]["selinux-options-custom_test"]

import data.rules["pod-security"]["selinux-options-custom"] as rule

test_a_type_of_the_pod_is_medium if {
	rule.findings == {{
		"ref": 1, "field": "security_context.se_linux_options.type", "severity": "medium",
		"message": `Pod "web" sets the SELinux type "spc_t"`,
	}} with input as _workload(_options({"type": "spc_t"}), 37)
}

test_a_type_of_a_container_is_medium if {
	rule.findings == {{
		"ref": 7, "field": "security_context.se_linux_options.type", "severity": "medium",
		"message": `container "app" of Pod "web" sets the SELinux type "spc_t"`,
	}} with input as _container(_options({"type": "spc_t"}), {}, 37)
}

test_user_and_role_are_findings_of_their_own if {
	options := {"user": "system_u", "role": "system_r", "type": "spc_t"}
	found := rule.findings with input as _container(_options(options), {}, 37)
	{f.field | some f in found} == {
		"security_context.se_linux_options.role", "security_context.se_linux_options.type",
		"security_context.se_linux_options.user",
	}
}

test_types_of_containers_are_not_found if {
	every type in ["container_t", "container_init_t", "container_kvm_t"] {
		rule.findings == set() with input as _workload(_options({"type": type}), 10)
		rule.findings == set() with input as _container(_options({"type": type}), {}, 37)
	}
}

test_container_engine_t_is_allowed_since_1_31 if {
	count(rule.findings) == 1 with input as _workload(_options({"type": "container_engine_t"}), 30)
	rule.findings == set() with input as _workload(_options({"type": "container_engine_t"}), 31)
}

test_names_are_compared_as_they_are_written if {
	count(rule.findings) == 1 with input as _workload(_options({"type": "container_T"}), 37)
}

test_the_level_is_free_and_unset_options_are_not_found if {
	rule.findings == set() with input as _workload(_options({"level": "s0:c1,c2"}), 37)
	rule.findings == set() with input as _container(_options({}), {}, 37)
	rule.findings == set() with input as _container({}, {}, 37)
}

test_node_agents_are_info if {
	found := rule.findings with input as _container(_options({"type": "spc_t"}), {"node_agent": "cilium"}, 37)
	{f.severity | some f in found} == {"info"}
	pod := rule.findings with input as _workload(object.union(_options({"type": "spc_t"}), {"node_agent": "cilium"}), 37)
	{f.severity | some f in pod} == {"info"}
}

test_a_template_is_undecided if {
	unknown := {"unknown": {
		"security_context.se_linux_options.type": "template-value",
		"security_context.se_linux_options.level": "template-value",
	}}
	rule.undecided == {{
		"ref": 1, "field": "security_context.se_linux_options.type", "reason": "template-value",
	}} with input as _workload(unknown, 37)
	rule.undecided == {{
		"ref": 7, "field": "security_context.se_linux_options.type", "reason": "template-value",
	}} with input as _container(unknown, {}, 37)
}

test_a_template_beside_a_finding_is_both if {
	unknown := {"unknown": {"security_context.se_linux_options.user": "template-value"}}
	model := _workload(object.union(_options({"role": "system_r"}), unknown), 37)
	{f.field | some f in rule.findings} == {"security_context.se_linux_options.role"} with input as model
	{u.field | some u in rule.undecided} == {"security_context.se_linux_options.user"} with input as model
}

test_a_template_of_all_options_is_undecided_once if {
	rule.undecided == {{
		"ref": 7, "field": "security_context.se_linux_options", "reason": "template-value",
	}} with input as _container({"unknown": {"security_context": "template-value"}}, {}, 37)
}

_options(options) := {"security_context": {"se_linux_options": options}}

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
