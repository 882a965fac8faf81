package rules["pod-security"]["unsafe-sysctl_test"]

import data.rules["pod-security"]["unsafe-sysctl"] as rule

test_a_sysctl_is_medium if {
	rule.findings == {{
		"ref": 4, "field": "name", "severity": "medium",
		"message": `Pod "web" sets the sysctl "kernel.msgmax"`,
	}} with input as _with({"name": "kernel.msgmax"}, 37)
}

test_the_list_grows_with_the_versions if {
	every name, minor in {
		"net.ipv4.ip_local_reserved_ports": 27,
		"net.ipv4.tcp_keepalive_time": 29, "net.ipv4.tcp_fin_timeout": 29,
		"net.ipv4.tcp_keepalive_intvl": 29, "net.ipv4.tcp_keepalive_probes": 29,
		"net.ipv4.tcp_rmem": 32, "net.ipv4.tcp_wmem": 32,
		"net.ipv4.tcp_slow_start_after_idle": 37, "net.ipv4.tcp_notsent_lowat": 37,
	} {
		found := rule.findings with input as _with({"name": name}, minor - 1)
		{f.message | some f in found} == {sprintf(
			"Pod %q sets the sysctl %q, which is safe only from Kubernetes 1.%d on",
			["web", name, minor],
		)}
		rule.findings == set() with input as _with({"name": name}, minor)
	}
}

test_the_first_ones_are_safe_in_all_versions if {
	every name in [
		"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
		"net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
	] {
		rule.findings == set() with input as _with({"name": name}, 10)
		rule.findings == set() with input as _with({"name": name}, 37)
	}
}

test_names_are_compared_as_they_are_written if {
	every name in ["net/ipv4/tcp_syncookies", "NET.IPV4.TCP_SYNCOOKIES", "net.ipv4.tcp_rmem_default"] {
		count(rule.findings) == 1 with input as _with({"name": name}, 37)
	}
}

test_a_sysctl_without_a_name_is_found if {
	found := rule.findings with input as _with({"value": "1"}, 37)
	{f.message | some f in found} == {`Pod "web" sets a sysctl without a name`}
}

test_no_sysctls_are_not_found if {
	rule.findings == set() with input as {"workloads": [{"ref": 1, "kind": "Pod", "name": "web", "security_context": {}}]}
}

test_node_agents_are_info if {
	model := _with({"name": "kernel.msgmax"}, 37)
	agents := {"workloads": [object.union(w, {"node_agent": "cilium"}) | some w in model.workloads]}
	found := rule.findings with input as object.union(model, agents)
	{f.severity | some f in found} == {"info"}
}

test_a_template_of_a_name_is_undecided if {
	model := _with({"unknown": {"name": "template-value"}}, 37)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 4, "field": "name", "reason": "template-value"}} with input as model
}

test_a_template_of_a_value_does_not_matter if {
	model := _with({"name": "kernel.msgmax", "unknown": {"value": "template-value"}}, 37)
	count(rule.findings) == 1 with input as model
	rule.undecided == set() with input as model
}

test_a_template_of_the_list_is_undecided if {
	rule.undecided == {{
		"ref": 1, "field": "security_context.sysctls", "reason": "template-value",
	}} with input as {"workloads": [{"ref": 1, "kind": "Pod", "unknown": {"security_context": "template-value"}}]}
}

test_a_sysctl_about_which_the_versions_of_the_cluster_disagree_is_undecided if {
	range := {"settings": {"kubernetes_minor": 37, "oldest_kubernetes_minor": 31}}
	every name in ["net.ipv4.tcp_rmem", "net.ipv4.tcp_notsent_lowat"] {
		model := object.union(_with({"name": name}, 37), range)
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 4, "field": "name", "reason": "not-in-input"}} with input as model
	}
	every name in ["net.ipv4.tcp_fin_timeout", "kernel.msgmax"] {
		rule.undecided == set() with input as object.union(_with({"name": name}, 37), range)
	}
	count(rule.findings) == 1 with input as object.union(_with({"name": "kernel.msgmax"}, 37), range)
}

_with(sysctl, minor) := {
	"settings": {"kubernetes_minor": minor, "oldest_kubernetes_minor": minor},
	"workloads": [{
		"ref": 1, "kind": "Pod", "name": "web",
		"security_context": {"sysctls": [object.union({"ref": 4}, sysctl)]},
	}],
}
