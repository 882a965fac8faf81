package rules.nodes["node-ssh-open-to-world_test"]

import data.rules.nodes["node-ssh-open-to-world"] as rule

test_no_source_group if {
	found := {[f.field, f.message] | some f in rule.findings} with input as _group({"remote_access": {"ec2_ssh_key": "ops"}})
	message := "port 22 of the nodes of aws_eks_node_group.this is open to 0.0.0.0/0: there is an SSH key and no source group"
	found == {["remote_access.source_security_group_ids", message]}
}

test_other_groups if {
	every fields in [
		{},
		{"remote_access": {}},
		{"remote_access": {"ec2_ssh_key": "ops", "source_security_group_ids": ["sg-1"]}},
		{"remote_access": {"ec2_ssh_key": "ops"}, "unknown": {
			"remote_access.source_security_group_ids": "known-after-apply",
			"remote_access.source_security_group_ids.0": "known-after-apply",
		}},
		{"remote_access": {}, "unknown": {"remote_access.source_security_group_ids": "data-source"}},
	] {
		rule.findings == set() with input as _group(fields)
		rule.undecided == set() with input as _group(fields)
	}
}

test_unknown if {
	every fields in [
		{"unknown": {"remote_access": "variable-without-default"}},
		{"remote_access": {}, "unknown": {"remote_access.ec2_ssh_key": "variable-without-default"}},
		{"remote_access": {"ec2_ssh_key": "ops"}, "unknown": {"remote_access.source_security_group_ids": "data-source"}},
		{"remote_access": {"ec2_ssh_key": "ops"}, "unknown": {"remote_access.source_security_group_ids": "known-after-apply"}},
	] {
		rule.findings == set() with input as _group(fields)
		count(rule.undecided) > 0 with input as _group(fields)
	}
}

test_private_subnets if {
	every route in [{}, {"gateway_id": "local"}, {"gateway_id": "vgw-1"}] {
		_severities == {"high"} with input as _group(_in([{"route_table": {"routes": [route]}}]))
	}
	_severities == {"high"} with input as _group(_in([{"route_table": {"ref": 5}}]))
}

test_subnets_that_may_be_public if {
	every subnet in [
		{}, {"unknown": {"route_table": "not-in-input"}}, {"route_table": {"unknown": {"routes": "unknown-count"}}},
		{"route_table": {"routes": [{"gateway": {"ref": 6}}]}},
		{"route_table": {"routes": [{"gateway_id": "igw-1"}]}},
		{"route_table": {"routes": [{"unknown": {"gateway_id": "data-source"}}]}},
	] {
		_severities == {"critical"} with input as _group(_in([{"route_table": {"ref": 5}}, subnet]))
	}
	more := object.union(_in([{"route_table": {"ref": 5}}]), {"unknown": {"subnets": "not-in-input"}})
	_severities == {"critical"} with input as _group(more)
	_severities == {"critical"} with input as _group({"remote_access": {"ec2_ssh_key": "ops"}})
}

_severities contains f.severity if some f in rule.findings

_in(subnets) := {"remote_access": {"ec2_ssh_key": "ops"}, "subnets": subnets}

_group(fields) := {"node_groups": [object.union(
	{"ref": 1, "type": "aws_eks_node_group", "address": "aws_eks_node_group.this"},
	fields,
)]}
