package rules["pod-security"]["host-port_test"]

import data.rules["pod-security"]["host-port"] as rule

test_a_host_port_is_medium if {
	rule.findings == {{
		"ref": 3, "field": "host_port", "severity": "medium",
		"message": `container "app" of Pod "web" takes port 8080 of its node`,
	}} with input as _with({"container_port": 80, "host_port": 8080}, {})
}

test_unset_and_0_are_not_found if {
	rule.findings == set() with input as _with({"container_port": 80}, {})
	rule.findings == set() with input as _with({"container_port": 80, "host_port": 0}, {})
}

test_each_port_is_a_finding if {
	found := rule.findings with input as {"containers": [{
		"ref": 2, "type": "main", "workload": {"ref": 1, "kind": "Pod"},
		"ports": [{"ref": 3, "host_port": 80}, {"ref": 4}, {"ref": 5, "host_port": 443}],
	}]}
	{f.ref | some f in found} == {3, 5}
}

test_a_pod_in_the_network_of_its_node_is_left_to_host_network if {
	rule.findings == set() with input as _with({"host_port": 8080}, {"host_network": true})
	rule.undecided == set() with input as _with({"unknown": {"host_port": "template-value"}}, {"host_network": true})
}

test_it_is_the_same_in_either_network if {
	count(rule.findings) == 1 with input as _with({"host_port": 8080}, {"host_network": false})
	count(rule.findings) == 1 with input as _with({"host_port": 8080}, {"unknown": {"host_network": "template-value"}})
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"host_port": 8080}, {"node_agent": "datadog"})
	{f.severity | some f in found} == {"info"}
}

test_a_template_is_undecided if {
	model := _with({"unknown": {"host_port": "template-value"}}, {})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 3, "field": "host_port", "reason": "template-value"}} with input as model
}

test_a_template_of_all_ports_is_undecided if {
	container := {
		"ref": 2, "name": "app", "type": "main", "unknown": {"ports": "template-value"},
		"workload": {"ref": 1, "kind": "Pod", "name": "web"},
	}
	rule.undecided == {{"ref": 2, "field": "ports", "reason": "template-value"}} with input as {"containers": [container]}
	on_host := object.union(container, {"workload": {"host_network": true}})
	rule.undecided == set() with input as {"containers": [on_host]}
}

_with(port, workload) := {"containers": [{
	"ref": 2, "name": "app", "type": "main",
	"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	"ports": [object.union({"ref": 3}, port)],
}]}
