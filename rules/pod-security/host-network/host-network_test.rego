package rules["pod-security"]["host-network_test"]

import data.rules["pod-security"]["host-network"] as rule

test_host_network_is_high if {
	rule.findings == {{
		"ref": 1, "field": "host_network", "severity": "high", "also_pss": [],
		"message": `Pod "web" shares the network of its node`,
	}} with input as _with({"host_network": true})
}

test_unset_and_false_are_not_found if {
	rule.findings == set() with input as _with({})
	rule.findings == set() with input as _with({"host_network": false})
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"host_network": true, "node_agent": "kube-proxy"})
	{f.severity | some f in found} == {"info"}
}

test_ports_are_ports_of_the_node if {
	every container in [
		{"type": "main", "ports": [{"ref": 3, "container_port": 80}]},
		{"type": "init", "ports": [{"ref": 3, "container_port": 80}]},
		{"type": "sidecar", "ports": [{"ref": 3, "host_port": 80}]},
		{"type": "main", "ports": [{"ref": 3, "unknown": {"container_port": "template-value"}}]},
		{"type": "ephemeral", "ports": [{"ref": 3, "host_port": 80}]},
	] {
		{f.also_pss | some f in rule.findings} == {["hostPorts"]} with input as _of(container)
	}
}

test_ports_of_ephemeral_containers_are_not_made_up if {
	every container in [
		{"type": "ephemeral", "ports": [{"ref": 3, "container_port": 80}]},
		{"type": "ephemeral", "ports": [{"ref": 3, "unknown": {"container_port": "template-value"}}]},
	] {
		{f.also_pss | some f in rule.findings} == {[]} with input as _of(container)
	}
}

test_no_port_is_no_port_of_the_node if {
	every container in [
		{"type": "main"},
		{"type": "main", "ports": [{"ref": 3, "name": "http"}]},
		{"type": "main", "ports": [{"ref": 3, "container_port": 0, "host_port": 0}]},
	] {
		{f.also_pss | some f in rule.findings} == {[]} with input as _of(container)
	}
}

test_a_template_is_undecided if {
	model := _with({"unknown": {"host_network": "template-value", "namespace": "namespace-left-out"}})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_network", "reason": "template-value"}} with input as model
}

test_other_unknown_fields_do_not_matter if {
	rule.undecided == set() with input as _with({"unknown": {"host_pid": "template-value"}})
}

_with(workload) := {"workloads": [object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload)]}

_of(container) := _with({"host_network": true, "containers": [container]})
