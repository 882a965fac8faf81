package rules["pod-security"]["volume-type-restricted_test"]

import data.rules["pod-security"]["volume-type-restricted"] as rule

test_types_that_restricted_forbids if {
	every type in [
		"awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume", "flocker",
		"gcePersistentDisk", "gitRepo", "glusterfs", "iscsi", "nfs", "photonPersistentDisk", "portworxVolume",
		"quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
	] {
		found := rule.findings with input as _volume({"type": type})
		{[f.ref, f.field, f.message] | some f in found} == {[
			7, [type],
			sprintf(`volume "data" of Pod "web" is of type %s, which the restricted profile forbids`, [type]),
		]}
		rule.undecided == set() with input as _volume({"type": type})
	}
}

test_types_that_restricted_allows if {
	every type in [
		"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected",
		"secret",
	] {
		rule.findings == set() with input as _volume({"type": type})
		rule.undecided == set() with input as _volume({"type": type})
	}
}

test_paths_of_the_node_are_left_to_the_rule_about_them if {
	rule.findings == set() with input as _volume({"type": "hostPath"})
	rule.undecided == set() with input as _volume({"type": "hostPath"})
}

test_types_that_nobody_knows_are_undecided if {
	model := _volume({"type": "configmap"})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": ["configmap"], "reason": "unknown-field"}} with input as model
}

test_a_template_is_undecided if {
	model := _volume({"type": "nfs", "unknown": {"nfs": "template-value"}})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": ["nfs"], "reason": "template-value"}} with input as model
}

test_efs_is_named if {
	every server in [
		"fs-01234567.efs.us-east-1.amazonaws.com", "fs-0123456789abcdef0.efs.cn-north-1.amazonaws.com.cn",
		"us-east-1a.fs-01234567.efs.us-east-1.amazonaws.com",
	] {
		model := _volume({"type": "nfs", "nfs": {"server": server}})
		_names_efs with input as model
	}
}

test_other_servers_are_no_efs if {
	every server in [
		"nfs.example.com", "fs-1.efs.us-east-1.amazonaws.com.example.com",
		"xfs-1.efs.us-east-1.amazonaws.com",
	] {
		model := _volume({"type": "nfs", "nfs": {"server": server}})
		count(rule.findings) == 1 with input as model
		not _names_efs with input as model
	}
}

_names_efs if {
	some f in rule.findings
	endswith(f.message, "it mounts EFS, of which efs-transit-unencrypted says more")
}

_volume(more) := {"volumes": [object.union(
	{"ref": 7, "name": "data", "workload": {"ref": 1, "kind": "Pod", "name": "web"}},
	more,
)]}
