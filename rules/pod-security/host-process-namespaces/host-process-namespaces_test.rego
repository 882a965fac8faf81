package rules["pod-security"]["host-process-namespaces_test"]

import data.rules["pod-security"]["host-process-namespaces"] as rule

test_host_pid_is_high if {
	rule.findings == {{
		"ref": 1, "field": "host_pid", "severity": "high", "related": [],
		"message": `Pod "web" sees the processes of its node`,
	}} with input as _with({"host_pid": true})
}

test_host_ipc_is_high if {
	rule.findings == {{
		"ref": 1, "field": "host_ipc", "severity": "high",
		"message": `Pod "web" shares the inter-process communication of its node`,
	}} with input as _with({"host_ipc": true})
}

test_both_are_two_findings if {
	found := rule.findings with input as _with({"host_pid": true, "host_ipc": true})
	{f.field | some f in found} == {"host_pid", "host_ipc"}
}

test_unset_and_false_are_not_found if {
	rule.findings == set() with input as _with({})
	rule.findings == set() with input as _with({"host_pid": false, "host_ipc": false})
}

test_host_pid_with_a_privileged_container_is_critical if {
	rule.findings == {{
		"ref": 1, "field": "host_pid", "severity": "critical",
		"message": `Pod "web" sees the processes of its node and can control them`,
		"related": [{"ref": 2, "field": "security_context.privileged", "message": `container "app" is privileged`}],
	}} with input as _of({"ref": 2, "name": "app", "security_context": {"privileged": true}})
}

test_host_pid_with_tracing_is_critical if {
	found := rule.findings with input as _of({
		"ref": 2,
		"security_context": {"capabilities": {"add": ["CHOWN", "SYS_PTRACE"]}},
	})
	{[f.severity, f.related] | some f in found} == {["critical", [{
		"ref": 2, "field": "security_context.capabilities.add.1",
		"message": `a container without a name adds the capability "SYS_PTRACE"`,
	}]]}
}

test_all_capabilities_and_other_spellings_are_critical if {
	every name in ["ALL", "sys_ptrace", "CAP_SYS_PTRACE"] {
		found := rule.findings with input as _of({"ref": 2, "security_context": {"capabilities": {"add": [name]}}})
		{f.severity | some f in found} == {"critical"}
	}
}

test_host_pid_with_less_is_high if {
	every container in [
		{"ref": 2, "security_context": {"privileged": false, "capabilities": {"add": ["NET_ADMIN"]}}},
		{"ref": 2, "unknown": {"security_context.privileged": "template-value"}},
	] {
		{f.severity | some f in rule.findings} == {"high"} with input as _of(container)
	}
}

test_host_ipc_with_a_privileged_container_is_high if {
	found := rule.findings with input as _with({
		"host_ipc": true,
		"containers": [{"ref": 2, "name": "app", "security_context": {"privileged": true}}],
	})
	{f.severity | some f in found} == {"high"}
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({
		"host_pid": true, "host_ipc": true, "node_agent": "falco",
		"containers": [{"ref": 2, "name": "app", "security_context": {"privileged": true}}],
	})
	{f.severity | some f in found} == {"info"}
}

test_templates_are_undecided if {
	model := _with({"unknown": {"host_pid": "template-value", "host_ipc": "wrong-type", "host_network": "template-value"}})
	rule.findings == set() with input as model
	rule.undecided == {
		{"ref": 1, "field": "host_pid", "reason": "template-value"},
		{"ref": 1, "field": "host_ipc", "reason": "wrong-type"},
	} with input as model
}

_with(workload) := {"workloads": [object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)]}

_of(container) := _with({"host_pid": true, "containers": [container]})
