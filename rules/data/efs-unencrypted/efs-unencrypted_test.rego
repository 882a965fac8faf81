package rules.data["efs-unencrypted_test"]

import data.rules.data["efs-unencrypted"] as rule

test_encryption if {
	every fields in [{}, {"encrypted": false}] {
		{[f.ref, f.field, f.severity, f.message] | some f in rule.findings} == {[1, "encrypted", "low", "fs is not encrypted"]} with input as _system(fields)
	}
	rule.findings == set() with input as _system({"encrypted": true})
	unknown := _system({"unknown": {"encrypted": "data-source"}})
	rule.findings == set() with input as unknown
	count(rule.undecided) == 1 with input as unknown
}

test_within_reach_of_a_cluster if {
	mounted := _system({"mount_targets": [{"subnet": {"ref": 5, "vpc": {"ref": 6}}}]})
	every more, severity in {
		{"clusters": [{"vpc_config": {"subnets": [{"ref": 7, "vpc": {"ref": 6}}]}}]}: "medium",
		{"clusters": [{"vpc_config": {"subnets": [{"ref": 5}]}}]}: "medium",
		{"node_groups": [{"subnets": [{"ref": 5}]}]}: "medium",
		{"clusters": [{"vpc_config": {"subnets": [{"ref": 7, "vpc": {"ref": 8}}]}}]}: "low",
		{}: "low",
	} {
		{f.severity | some f in rule.findings} == {severity} with input as object.union(mounted, more)
	}
}

_system(fields) := {"efs_file_systems": [object.union({"ref": 1, "root": "a", "address": "fs"}, fields)]}
