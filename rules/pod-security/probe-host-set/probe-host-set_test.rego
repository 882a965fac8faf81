package rules["pod-security"]["probe-host-set_test"]

import data.rules["pod-security"]["probe-host-set"] as rule

test_a_host_is_medium if {
	rule.findings == {{
		"ref": 3, "field": "host", "severity": "medium",
		"message": `livenessProbe of container "app" of Pod "web" has the kubelet connect to example.com`,
	}} with input as _with({"host": "example.com"}, {})
}

test_no_host_is_not_found if {
	rule.findings == set() with input as _with({}, {})
	rule.findings == set() with input as _holder({})
}

test_each_handler_is_a_finding if {
	found := rule.findings with input as {"containers": [{
		"ref": 2, "type": "main", "workload": {"ref": 1, "kind": "Pod"},
		"handlers": [
			{"ref": 3, "use": "livenessProbe", "action": "httpGet", "host": "a"},
			{"ref": 4, "use": "readinessProbe", "action": "httpGet"},
			{"ref": 5, "use": "lifecycle.preStop", "action": "tcpSocket", "host": "a"},
		],
	}]}
	{f.ref | some f in found} == {3, 5}
}

test_link_local_hosts_are_high if {
	every host in [
		"169.254.169.254", "169.254.0.1", "169.254.170.23", "::ffff:169.254.169.254",
		"fd00:ec2::254", "[fd00:ec2::254]", "FD00:EC2:0:0::23", "fd00:0ec2::1",
	] {
		every workload in [{}, {"host_network": true}] {
			{f.severity | some f in rule.findings} == {"high"} with input as _with({"host": host}, workload)
		}
	}
}

test_other_hosts_are_medium if {
	every host in [
		"10.0.0.1", "169.255.169.254", "169.254.example.com", "1169.254.169.254", "fd00:ec20::1",
		"fd00::ec2", "metadata.example.com", "0.0.0.0",
	] {
		every workload in [{}, {"host_network": true}] {
			{f.severity | some f in rule.findings} == {"medium"} with input as _with({"host": host}, workload)
		}
	}
}

test_the_pod_itself_is_low_in_the_network_of_the_node if {
	every host in ["127.0.0.1", "::1", "[::1]", "localhost"] {
		{f.severity | some f in rule.findings} == {"low"} with input as _with({"host": host}, {"host_network": true})
	}
}

test_the_node_itself_is_medium if {
	every host in ["127.0.0.1", "::1", "[::1]", "localhost"] {
		every workload in [{}, {"host_network": false}, {"unknown": {"host_network": "template-value"}}] {
			{f.severity | some f in rule.findings} == {"medium"} with input as _with({"host": host}, workload)
		}
	}
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"host": "10.0.0.1"}, {"node_agent": "cilium"})
	{f.severity | some f in found} == {"info"}
}

test_a_template_is_undecided if {
	model := _with({"unknown": {"host": "template-value", "port": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "host", "reason": "template-value"}} with input as model
}

test_a_template_of_what_holds_a_host_is_undecided if {
	every field in [
		"lifecycle", "lifecycle.post_start", "lifecycle.post_start.http_get", "lifecycle.pre_stop",
		"lifecycle.pre_stop.tcp_socket", "liveness_probe", "liveness_probe.tcp_socket", "readiness_probe",
		"readiness_probe.http_get", "startup_probe", "startup_probe.http_get",
	] {
		rule.undecided == {{
			"ref": 2, "field": field, "reason": "template-value",
		}} with input as _holder({field: "template-value"})
	}
}

test_other_templates_do_not_matter if {
	every field in ["image", "liveness_probe.period_seconds"] {
		rule.undecided == set() with input as _holder({field: "template-value"})
	}
}

_with(handler, workload) := {"containers": [{
	"ref": 2, "name": "app", "type": "main",
	"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	"handlers": [object.union({"ref": 3, "use": "livenessProbe", "action": "httpGet"}, handler)],
}]}

_holder(unknown) := {"containers": [{
	"ref": 2, "name": "app", "type": "main", "unknown": unknown,
	"workload": {"ref": 1, "kind": "Pod", "name": "web"},
}]}
