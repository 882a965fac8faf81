package rules.nodes["node-ssh-key-configured_test"]

import data.rules.nodes["node-ssh-key-configured"] as rule

test_launches if {
	every case in [
		[{"key_name": "ops"}, {`nodes of n take the SSH key "ops"`}], [{"key_name": ""}, set()], [{}, set()],
		[{"unknown": {"key_name": "known-after-apply"}}, {"nodes of n take an SSH key"}],
	] {
		{f.message | some f in rule.findings} == case[1] with input as _launch(case[0])
		rule.undecided == set() with input as _launch(case[0])
	}
	other := {"launch_templates": [{"ref": 1, "address": "n", "key_name": "ops"}]}
	rule.findings == set() with input as other
}

test_node_groups if {
	every case in [
		[{"ec2_ssh_key": "ops", "source_security_group_ids": ["sg-1"]}, {}, 1],
		[{"ec2_ssh_key": "ops"}, {"remote_access.source_security_group_ids": "known-after-apply"}, 1],
		[{}, {"remote_access.ec2_ssh_key": "known-after-apply", "remote_access.source_security_group_ids": "known-after-apply"}, 1],
		[{"ec2_ssh_key": "ops"}, {}, 0], [{"ec2_ssh_key": "", "source_security_group_ids": ["sg-1"]}, {}, 0], [{}, {}, 0],
	] {
		model := {"node_groups": [{"ref": 1, "address": "g", "remote_access": case[0], "unknown": case[1]}]}
		count(rule.findings) == case[2] with input as model
	}
}

test_the_admin_container_of_bottlerocket if {
	every case in [
		["[settings.host-containers.admin]\nenabled = true\n", 1],
		["[settings.kubernetes]\na = 1\n[settings.host-containers.admin]\nsuperpowered = true\nenabled = true", 1],
		["[settings.host-containers.admin]\nenabled = false\n", 0],
		["[settings.host-containers.admin]\n[settings.host-containers.control]\nenabled = true\n", 0],
	] {
		count(rule.findings) == case[1] with input as _launch({"user_data": case[0]})
	}
}

test_unknown if {
	launch := _launch({"unknown": {"key_name": "variable-without-default"}})
	rule.findings == set() with input as launch
	count(rule.undecided) == 1 with input as launch
	group := {"node_groups": [{"ref": 1, "address": "g", "remote_access": {}, "unknown": {"remote_access.ec2_ssh_key": "data-source"}}]}
	rule.findings == set() with input as group
	count(rule.undecided) == 1 with input as group
}

_launch(fields) := {"launch_templates": [object.union(
	{"ref": 1, "address": "n", "tags": {"kubernetes.io/cluster/main": "owned"}},
	fields,
)]}
