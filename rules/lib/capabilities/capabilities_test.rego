package rules.lib.capabilities_test

import data.rules.lib.capabilities

test_the_list_of_the_baseline_profile if {
	count(capabilities.baseline) == 13
	"CHOWN" in capabilities.baseline
	not "NET_RAW" in capabilities.baseline
}

test_no_critical_capability_is_in_the_baseline_profile if {
	capabilities.baseline & capabilities.critical == set()
}

test_all_dropped if {
	capabilities.all_dropped(_dropping(["NET_RAW", "ALL"]))
	not capabilities.all_dropped(_dropping(["all"]))
	not capabilities.all_dropped(_dropping(["NET_RAW"]))
	not capabilities.all_dropped({})
}

test_critical_ones_that_are_added if {
	container := {"security_context": {"capabilities": {"add": ["SYS_PTRACE", "CHOWN", "BPF"]}}}
	capabilities.critical_added(container) == ["BPF", "SYS_PTRACE"]
	capabilities.critical_added({}) == []
}

_dropping(names) := {"security_context": {"capabilities": {"drop": names}}}
