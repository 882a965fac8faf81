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
		{f.severity | some f in rule.findings} == {"critical"} with input as _adding(name)
	}
}

test_those_that_only_disturb_are_medium if {
	every name in [
		"NET_RAW", "IPC_LOCK", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "AUDIT_READ", "LEASE",
		"WAKE_ALARM", "BLOCK_SUSPEND",
	] {
		{f.severity | some f in rule.findings} == {"medium"} with input as _adding(name)
	}
}

test_all_others_are_high if {
	every name in ["NET_ADMIN", "SYSLOG", "PERFMON", "MAC_ADMIN", "CHECKPOINT_RESTORE", "NOT_KNOWN_YET", ""] {
		{f.severity | some f in rule.findings} == {"high"} with input as _adding(name)
	}
}

test_other_spellings_are_found_with_a_note if {
	{f.message | some f in rule.findings} == {concat(" ", [
		`container "app" of Pod "web" adds the capability "CAP_SYS_ADMIN",`,
		"which the runtime takes for SYS_ADMIN or refuses",
	])} with input as _adding("CAP_SYS_ADMIN")
	every name, severity in {
		"CAP_SYS_ADMIN": "critical", "all": "critical",
		"net_raw": "medium", "cap_net_admin": "high",
	} {
		{f.severity | some f in rule.findings} == {severity} with input as _adding(name)
	}
}

test_other_spellings_of_what_baseline_permits_are_low if {
	every name in ["CAP_CHOWN", "chown"] {
		{f.severity | some f in rule.findings} == {"low"} with input as _adding(name)
	}
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"add": ["SYS_ADMIN"]}, {"node_agent": "cilium"}, 37)
	{f.severity | some f in found} == {"info"}
}

test_restricted_has_the_check_since_1_22 if {
	every minor, also in {21: [], 22: ["capabilities_restricted"]} {
		{f.also_pss | some f in rule.findings} == {also} with input as _with({"add": ["NET_ADMIN"]}, {}, minor)
	}
}

test_restricted_lets_windows_off_since_1_25 if {
	every workload in [{"os": "windows"}, {"unknown": {"os.name": "template-value"}}] {
		every minor, also in {24: ["capabilities_restricted"], 25: []} {
			{f.also_pss | some f in rule.findings} == {also} with input as _with({"add": ["NET_ADMIN"]}, workload, minor)
		}
	}
}

test_restricted_lets_nothing_else_off if {
	every workload in [{"os": "linux"}, {"node_selector": {"kubernetes.io/os": "windows"}}] {
		found := rule.findings with input as _with({"add": ["NET_ADMIN"]}, workload, 25)
		{f.also_pss | some f in found} == {["capabilities_restricted"]}
	}
}

test_sys_admin_stands_for_privilege_escalation if {
	stands := [{"rule": "privilege-escalation-allowed", "ref": 7}]
	every name, subsumes in {"SYS_ADMIN": stands, "CAP_SYS_ADMIN": stands, "SYS_PTRACE": []} {
		{f.subsumes | some f in rule.findings} == {subsumes} with input as _adding(name)
	}
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

_adding(name) := _with({"add": [name]}, {}, 37)
