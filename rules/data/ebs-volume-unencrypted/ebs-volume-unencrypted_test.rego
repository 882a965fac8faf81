package rules.data["ebs-volume-unencrypted_test"]

import data.rules.data["ebs-volume-unencrypted"] as rule

test_encryption_is_off if {
	found := rule.findings with input as _mapping({"ebs": {"encrypted": false}}, "default")
	{[f.ref, f.field, f.message] | some f in found} == {[
		5, "ebs.encrypted",
		`volume "/dev/xvda" of EC2NodeClass "nodes" is not encrypted`,
	]}
	copy := {"ebs": {"encrypted": false, "snapshot_id": "snap-1"}}
	count(rule.findings) == 1 with input as _mapping(copy, "default")
	rule.undecided == set() with input as _mapping(copy, "default")
}

test_encryption_is_on if {
	rule.findings == set() with input as _mapping({"ebs": {"encrypted": true}}, "strict")
	rule.undecided == set() with input as _mapping({"ebs": {"encrypted": true, "snapshot_id": "snap-1"}}, "strict")
}

test_the_account_decides if {
	every ebs in [{}, {"kms_key_id": "key"}] {
		found := rule.findings with input as _mapping({"ebs": ebs}, "default")
		{[f.field, f.severity, f.message] | some f in found} == {[
			"ebs.encrypted", "low",
			`volume "/dev/xvda" of EC2NodeClass "nodes" is not encrypted unless account default encryption is on`,
		]}
	}
}

test_a_mapping_without_a_volume_in_the_strict_profile if {
	rule.findings == set() with input as _mapping({}, "default")
	{[f.field, f.severity] | some f in rule.findings} == {["ebs", "low"]} with input as _mapping({}, "strict")
	unknown := {"unknown": {"ebs": "template-value"}}
	rule.findings == set() with input as _mapping(unknown, "strict")
}

test_a_copy_of_a_snapshot_is_undecided if {
	copy := {"ebs": {"snapshot_id": "snap-1"}}
	rule.findings == set() with input as _mapping(copy, "default")
	rule.undecided == {{"ref": 5, "field": "ebs.snapshot_id", "reason": "not-in-input"}} with input as _mapping(copy, "default")
}

test_unknown_values_are_undecided if {
	every at in ["ebs", "ebs.encrypted", "ebs.snapshot_id"] {
		model := _mapping({"ebs": {}, "unknown": {at: "template-value"}}, "default")
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 5, "field": "ebs.encrypted", "reason": "template-value"}} with input as model
	}
}

test_a_volume_without_a_name if {
	class := {"ref": 3, "kind": "EC2NodeClass", "name": "nodes", "block_device_mappings": [{"ref": 5, "ebs": {"encrypted": false}}]}
	every f in rule.findings {
		startswith(f.message, "volume without a device name of")
	} with input as {"ec2_node_classes": [class]}
	count(rule.findings) == 1 with input as {"ec2_node_classes": [class]}
}

test_volumes_of_terraform if {
	every case in [
		[{"ebs_volumes": [{"ref": 1, "address": "v", "encrypted": false}]}, 1, "encrypted", "medium"],
		[{"ebs_volumes": [{"ref": 1, "address": "v", "kms_key_id": "k"}]}, 1, "encrypted", "low"],
		[_template({"block_device_mappings": [{"ref": 2, "ebs": {"encrypted": false}}]}), 2, "ebs.encrypted", "medium"],
		[_template({"block_device_mappings": [{"ref": 2, "ebs": {}}]}), 2, "ebs.encrypted", "low"],
		[_configuration({"root_block_device": {"encrypted": false}}), 1, "root_block_device.encrypted", "medium"],
		[_configuration({"root_block_device": {}}), 1, "root_block_device.encrypted", "low"],
		[_configuration({"ebs_block_device": [{"ref": 2, "encrypted": false}]}), 2, "encrypted", "medium"],
		[_configuration({"ebs_block_device": [{"ref": 2}]}), 2, "encrypted", "low"],
	] {
		found := {[f.ref, f.field, object.get(f, "severity", "medium")] | some f in rule.findings} with input as case[0]
		found == {[case[1], case[2], case[3]]}
		rule.undecided == set() with input as case[0]
	}
}

test_instances_count_if_they_are_nodes if {
	instance := {"ref": 1, "type": "aws_instance", "address": "i", "root_block_device": {"encrypted": false}}
	rule.findings == set() with input as {"instances": [instance]}
	node := object.union(instance, {"tags": {"kubernetes.io/cluster/main": "owned"}})
	count(rule.findings) == 1 with input as {"instances": [node]}
}

test_a_template_without_volumes_in_the_strict_profile if {
	rule.findings == set() with input as _template({})
	strict := {"settings": {"profile": "strict"}}
	{[f.ref, f.field] | some f in rule.findings} == {[1, "block_device_mappings"]} with input as object.union(_template({}), strict)
	every mapping in [{"no_device": "true"}, {"virtual_name": "ephemeral0"}] {
		model := _template({"block_device_mappings": [object.union({"ref": 2}, mapping)]})
		rule.findings == set() with input as object.union(model, strict)
	}
	bare := _template({"block_device_mappings": [{"ref": 2}]})
	{f.ref | some f in rule.findings} == {2} with input as object.union(bare, strict)
	on := object.union(_template({}), {"ebs_encryption_defaults": [{"ref": 9, "root": "a"}]})
	rule.findings == set() with input as object.union(on, strict)
}

test_the_default_of_the_account if {
	every encrypted in [{}, {"encrypted": false}] {
		every account, n in {{}: 0, {"enabled": true}: 0, {"root": "b"}: 1, {"provider": "aws.west"}: 1} {
			count(rule.findings) == n with input as _volume(encrypted, account)
		}
	}
	off := {[f.ref, f.field] | some f in rule.findings} with input as _volume({"encrypted": true}, {"enabled": false})
	off == {[9, "enabled"]}
}

test_the_default_of_the_account_for_karpenter if {
	model := object.union(_mapping({"ebs": {}}, "default"), {"ebs_encryption_defaults": [{"ref": 9, "root": "a"}]})
	rule.findings == set() with input as model
}

test_an_unknown_default_of_the_account if {
	model := _volume({}, {"unknown": {"enabled": "data-source"}})
	rule.findings == set() with input as model
	{u.ref | some u in rule.undecided} == {1, 9} with input as model
	explicit := _volume({"encrypted": false}, {"unknown": {"enabled": "data-source"}})
	rule.findings == set() with input as explicit
	{u.ref | some u in rule.undecided} == {1, 9} with input as explicit
	some_missing := object.union(_volume({}, {"root": "b"}), {"missing": [{
		"root": "a", "collection": "ebs_encryption_defaults",
		"reason": "unknown-count",
	}]})
	rule.findings == set() with input as some_missing
	{u.reason | some u in rule.undecided} == {"unknown-count"} with input as some_missing
}

test_unknown_volumes if {
	every model in [
		_template({"unknown": {"block_device_mappings": "unknown-count"}}),
		_configuration({"unknown": {"root_block_device": "unknown-count"}}),
		_configuration({"ebs_block_device": [{"ref": 2, "unknown": {"encrypted": "data-source"}}]}),
		{"ebs_volumes": [{"ref": 1, "address": "v", "unknown": {"encrypted": "data-source"}}]},
		{"ebs_volumes": [{"ref": 1, "address": "v", "snapshot_id": "snap-1"}]},
	] {
		rule.findings == set() with input as model
		count(rule.undecided) == 1 with input as model
	}
}

_volume(volume, account) := {
	"ebs_volumes": [object.union({"ref": 1, "root": "a", "address": "v"}, volume)],
	"ebs_encryption_defaults": [object.union({"ref": 9, "root": "a", "address": "d"}, account)],
}

_template(fields) := {"launch_templates": [object.union(
	{"ref": 1, "root": "a", "type": "aws_launch_template", "address": "t"},
	fields,
)]}

_configuration(fields) := {"launch_configurations": [object.union(
	{"ref": 1, "root": "a", "type": "aws_launch_configuration", "address": "c"},
	fields,
)]}

_mapping(more, profile) := {
	"settings": {"profile": profile},
	"ec2_node_classes": [{
		"ref": 3, "kind": "EC2NodeClass", "name": "nodes",
		"block_device_mappings": [object.union({"ref": 5, "device_name": "/dev/xvda"}, more)],
	}],
}
