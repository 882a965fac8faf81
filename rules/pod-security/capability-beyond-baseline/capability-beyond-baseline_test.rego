package rules["pod-security"]["capability-beyond-baseline_test"]

import data.rules["pod-security"]["capability-beyond-baseline"] as rule

test_the_entry_is_found if {
	rule.findings == {{
		"ref": 7, "field": "security_context.capabilities.add.1", "severity": "high",
		"message": `container "app" of Pod "web" adds the capability "NET_ADMIN"`,
		"also_pss": ["capabilities_restricted"], "subsumes": [],
	}} with input as _with({"add": ["CHOWN", "NET_ADMIN"], "drop": ["ALL", "NET_ADMIN"]}, {}, 37)
}

test_each_entry_is_a_finding if {
	found := rule.findings with input as _with({"add": ["SYS_ADMIN", "SYS_ADMIN", "NET_RAW"]}, {}, 37)
	{f.field | some f in found} == {
		"security_context.capabilities.add.0", "security_context.capabilities.add.1",
		"security_context.capabilities.add.2",
	}
}

test_those_of_baseline_are_not_found if {
	rule.findings == set() with input as _with(
		{"add": [
			"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
			"NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
		]},
		{}, 37,
	)
}

test_unset_empty_and_dropped_are_not_found if {
	rule.findings == set() with input as _with({}, {}, 37)
	rule.findings == set() with input as _with({"add": []}, {}, 37)
	rule.findings == set() with input as _with({"drop": ["SYS_ADMIN"]}, {}, 37)
}

test_those_that_give_the_node_are_critical if {
	every name in ["ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF", "SYS_BOOT"] {
		_found(name).severity == "critical"
	}
}

test_those_that_only_disturb_are_medium if {
	every name in [
		"NET_RAW", "IPC_LOCK", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "AUDIT_READ", "LEASE",
		"WAKE_ALARM", "BLOCK_SUSPEND",
	] {
		_found(name).severity == "medium"
	}
}

test_all_others_are_high if {
	every name in ["NET_ADMIN", "SYSLOG", "PERFMON", "MAC_ADMIN", "CHECKPOINT_RESTORE", "NOT_KNOWN_YET", ""] {
		_found(name).severity == "high"
	}
}

test_other_spellings_are_found_with_a_note if {
	found := _found("CAP_SYS_ADMIN")
	found.severity == "critical"
	endswith(found.message, `adds the capability "CAP_SYS_ADMIN", which the runtime takes for SYS_ADMIN or refuses`)
	_found("net_raw").severity == "medium"
	_found("cap_net_admin").severity == "high"
	_found("all").severity == "critical"
}

test_other_spellings_of_what_baseline_permits_are_low if {
	_found("CAP_CHOWN").severity == "low"
	_found("chown").severity == "low"
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"add": ["SYS_ADMIN"]}, {"node_agent": "cilium"}, 37)
	{f.severity | some f in found} == {"info"}
}

test_restricted_has_the_check_since_1_22 if {
	_also({}, 21) == []
	_also({}, 22) == ["capabilities_restricted"]
}

test_restricted_lets_windows_off_since_1_25 if {
	_also({"os": "windows"}, 24) == ["capabilities_restricted"]
	_also({"os": "windows"}, 25) == []
	_also({"os": "linux"}, 25) == ["capabilities_restricted"]
	_also({"node_selector": {"kubernetes.io/os": "windows"}}, 25) == ["capabilities_restricted"]
	_also({"unknown": {"os.name": "template-value"}}, 25) == []
	_also({"unknown": {"os.name": "template-value"}}, 24) == ["capabilities_restricted"]
}

test_sys_admin_stands_for_privilege_escalation if {
	_found("SYS_ADMIN").subsumes == [{"rule": "privilege-escalation-allowed", "ref": 7}]
	_found("CAP_SYS_ADMIN").subsumes == [{"rule": "privilege-escalation-allowed", "ref": 7}]
	_found("SYS_PTRACE").subsumes == []
}

test_an_unknown_element_is_undecided_and_the_others_are_judged if {
	model := _unknown({"add": ["NET_ADMIN"]}, {
		"security_context.capabilities.add": "template-value",
		"security_context.capabilities.add.0": "template-value",
	})
	found := rule.findings with input as model
	{f.field | some f in found} == {"security_context.capabilities.add.1"}
	rule.undecided == {{
		"ref": 7, "field": "security_context.capabilities.add.0", "reason": "template-value",
	}} with input as model
}

test_an_unknown_list_is_undecided if {
	every at in ["security_context", "security_context.capabilities", "security_context.capabilities.add"] {
		rule.undecided == {{
			"ref": 7, "field": "security_context.capabilities.add", "reason": "template-value",
		}} with input as _unknown({}, {at: "template-value"})
	}
}

test_an_unknown_drop_does_not_matter if {
	rule.undecided == set() with input as _unknown({}, {"security_context.capabilities.drop": "template-value"})
}

_with(capabilities, workload, minor) := {
	"settings": {"kubernetes_minor": minor, "profile": "default"},
	"containers": [{
		"ref": 7, "name": "app", "type": "main",
		"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
		"security_context": {"capabilities": capabilities},
	}],
}

_unknown(capabilities, unknown) := {
	"settings": {"kubernetes_minor": 37, "profile": "default"},
	"containers": [{
		"ref": 7, "name": "app", "type": "main", "unknown": unknown,
		"workload": {"ref": 1, "kind": "Pod", "name": "web"},
		"security_context": {"capabilities": capabilities},
	}],
}

_found(name) := f if {
	found := rule.findings with input as _with({"add": [name]}, {}, 37)
	some f in found
}

_also(workload, minor) := f.also_pss if {
	found := rule.findings with input as _with({"add": ["NET_ADMIN"]}, workload, minor)
	some f in found
}
