package rules["pod-security"]["windows-host-process_test"]

import data.rules["pod-security"]["windows-host-process"] as rule

test_host_process_of_the_pod_is_high if {
	rule.findings == {{
		"ref": 1, "field": "security_context.windows_options.host_process", "severity": "high",
		"message": `Pod "web" runs its containers as processes of the Windows node`,
	}} with input as _workload(_options({"host_process": true}))
}

test_host_process_of_a_container_is_high if {
	rule.findings == {{
		"ref": 7, "field": "security_context.windows_options.host_process", "severity": "high",
		"message": `container "app" of Pod "web" runs as a process of the Windows node`,
	}} with input as _container(_options({"host_process": true}), {})
}

test_a_container_cannot_take_it_back if {
	found := rule.findings with input as {
		"workloads": _workload(_options({"host_process": true})).workloads,
		"containers": _container(_options({"host_process": false}), {}).containers,
	}
	{f.ref | some f in found} == {1}
}

test_unset_and_false_are_not_found if {
	every options in [{}, {"host_process": false}, {"run_as_user_name": "ContainerUser"}] {
		rule.findings == set() with input as _workload(_options(options))
		rule.findings == set() with input as _container(_options(options), {})
	}
	rule.findings == set() with input as _container({}, {})
}

test_the_administrator_is_info_and_outside_of_the_standards if {
	rule.findings == {{
		"ref": 1, "field": "security_context.windows_options.run_as_user_name", "severity": "info",
		"pss": [], "message": `Pod "web" runs its containers as ContainerAdministrator`,
	}} with input as _workload(_options({"run_as_user_name": "ContainerAdministrator"}))
	rule.findings == {{
		"ref": 7, "field": "security_context.windows_options.run_as_user_name", "severity": "info",
		"pss": [], "message": `container "app" of Pod "web" runs as User Manager\containeradministrator`,
	}} with input as _container(_options({"run_as_user_name": `User Manager\containeradministrator`}), {})
}

test_node_agents_are_info if {
	found := rule.findings with input as _container(_options({"host_process": true}), {"node_agent": "aws-vpc-cni"})
	{f.severity | some f in found} == {"info"}
	pod := rule.findings with input as _workload(object.union(_options({"host_process": true}), {"node_agent": "datadog"}))
	{f.severity | some f in pod} == {"info"}
}

test_templates_are_undecided if {
	unknown := {"unknown": {
		"security_context.windows_options.host_process": "template-value",
		"security_context.windows_options.run_as_user_name": "template-value",
	}}
	{[u.ref, u.field] | some u in rule.undecided} == {
		[1, "security_context.windows_options.host_process"],
		[1, "security_context.windows_options.run_as_user_name"],
	} with input as _workload(unknown)
	{[u.ref, u.field] | some u in rule.undecided} == {
		[7, "security_context.windows_options.host_process"],
		[7, "security_context.windows_options.run_as_user_name"],
	} with input as _container(unknown, {})
}

test_a_template_of_all_options_is_undecided_once if {
	rule.undecided == {{
		"ref": 1, "field": "security_context.windows_options", "reason": "template-value",
	}} with input as _workload({"unknown": {"security_context.windows_options": "template-value"}})
}

_options(options) := {"security_context": {"windows_options": options}}

_workload(workload) := {"workloads": [object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)]}

_container(container, workload) := {"containers": [object.union(
	{
		"ref": 7, "name": "app", "type": "main",
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	},
	container,
)]}
