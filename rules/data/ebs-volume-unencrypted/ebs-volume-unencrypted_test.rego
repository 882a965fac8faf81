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

_mapping(more, profile) := {
	"settings": {"profile": profile},
	"ec2_node_classes": [{
		"ref": 3, "kind": "EC2NodeClass", "name": "nodes",
		"block_device_mappings": [object.union({"ref": 5, "device_name": "/dev/xvda"}, more)],
	}],
}
