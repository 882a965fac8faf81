package rules.data["efs-transit-unencrypted_test"]

import data.rules.data["efs-transit-unencrypted"] as rule

test_encryption_is_turned_off if {
	found := rule.findings with input as _efs({"volume_attributes": {"encryptInTransit": "false"}}, "default")
	{[f.ref, f.field, f.message] | some f in found} == {[
		3, "csi.volume_attributes.encryptInTransit",
		`PersistentVolume "data" turns off the encryption of what is sent to its file system`,
	]}
	rule.findings == set() with input as _efs({"volume_attributes": {"encryptInTransit": "true"}}, "default")
	rule.findings == set() with input as _efs({}, "default")
	other := {"driver": "other", "volume_attributes": {"encryptInTransit": "false"}}
	rule.findings == set() with input as _efs(other, "default")
}

test_a_file_system_as_plain_nfs if {
	server := "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com"
	found := rule.findings with input as {
		"persistent_volumes": [{"ref": 3, "kind": "PersistentVolume", "name": "data", "nfs": {"server": server}}],
		"volumes": [{"ref": 4, "name": "data", "workload": {"ref": 1, "kind": "Pod", "name": "web"}, "nfs": {"server": server}}],
	}
	{[f.ref, f.field, f.message] | some f in found} == {
		[3, "nfs.server", sprintf(`PersistentVolume "data" mounts the EFS file system %s as plain NFS`, [server])],
		[4, "nfs.server", sprintf(`volume "data" of Pod "web" mounts the EFS file system %s as plain NFS`, [server])],
	}
}

test_names_of_file_systems if {
	every server in [
		"eu-west-1a.fs-01234567.efs.eu-west-1.amazonaws.com", "fs-01234567.efs.cn-north-1.amazonaws.com.cn",
	] {
		count(rule.findings) == 1 with input as {"persistent_volumes": [{"ref": 3, "kind": "P", "name": "d", "nfs": {"server": server}}]}
	}
	every server in ["nfs.example.com", "10.0.0.1", "fs-01234567.fsx.eu-west-1.amazonaws.com"] {
		rule.findings == set() with input as {"persistent_volumes": [{"ref": 3, "kind": "P", "name": "d", "nfs": {"server": server}}]}
	}
}

test_without_an_access_point_in_the_strict_profile if {
	found := rule.findings with input as _efs({"volume_handle": "fs-01234567"}, "strict")
	{[f.field, f.severity, f.message] | some f in found} == {[
		"csi.volume_handle", "info",
		`PersistentVolume "data" mounts the whole file system instead of an access point`,
	]}
	rule.findings == set() with input as _efs({"volume_handle": "fs-01234567::fsap-01234567"}, "strict")
	rule.findings == set() with input as _efs({"volume_handle": "fs-01234567"}, "default")
}

test_classes_without_an_access_point_in_the_strict_profile if {
	class := {"ref": 5, "kind": "StorageClass", "name": "efs", "provisioner": "efs.csi.aws.com"}
	found := rule.findings with input as _classes(class, "strict")
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		5, "parameters.provisioningMode", "info",
		`StorageClass "efs" makes volumes without an access point`,
	]}
	rule.findings == set() with input as _classes(class, "default")
	points := object.union(class, {"parameters": {"provisioningMode": "efs-ap"}})
	rule.findings == set() with input as _classes(points, "strict")
	unknown := object.union(class, {"unknown": {"parameters": "template-value"}})
	rule.findings == set() with input as _classes(unknown, "strict")
	{u.ref | some u in rule.undecided} == {5} with input as _classes(unknown, "strict")
	rule.undecided == set() with input as _classes(unknown, "default")
}

test_unknown_values_are_undecided if {
	volume := {
		"ref": 3, "kind": "PersistentVolume", "name": "data", "csi": {"driver": "efs.csi.aws.com"},
		"unknown": {"csi.volume_attributes": "template-value"},
	}
	rule.undecided == {{
		"ref": 3, "field": "csi.volume_attributes.encryptInTransit",
		"reason": "template-value",
	}} with input as {"settings": {"profile": "default"}, "persistent_volumes": [volume]}
	share := {"ref": 4, "unknown": {"nfs.server": "template-value"}}
	rule.undecided == {{
		"ref": 4, "field": "nfs.server",
		"reason": "template-value",
	}} with input as {"settings": {"profile": "default"}, "volumes": [share]}
}

_classes(class, profile) := {"settings": {"profile": profile}, "storage_classes": [class]}

_efs(csi, profile) := {
	"settings": {"profile": profile},
	"persistent_volumes": [{
		"ref": 3, "kind": "PersistentVolume", "name": "data",
		"csi": object.union({"driver": "efs.csi.aws.com"}, csi),
	}],
}

test_policies_of_file_systems_in_the_strict_profile if {
	deny := {"effect": "Deny", "conditions": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}]}
	every case in [
		[{}, 1], [{"policies": [deny]}, 0], [{"policies": [object.union(deny, {"effect": "Allow"})]}, 1],
		[{"policies": [object.union(deny, {"conditions": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}]})]}, 1],
	] {
		model := {"settings": {"profile": "strict"}, "efs_file_systems": [object.union({"ref": 1, "root": "a", "address": "fs"}, case[0])]}
		count(rule.findings) == case[1] with input as model
		rule.findings == set() with input as object.union(model, {"settings": {"profile": "default"}})
	}
	unknown := {"settings": {"profile": "strict"}, "efs_file_systems": [{"ref": 1, "address": "fs", "unknown": {"policies": "data-source"}}]}
	rule.findings == set() with input as unknown
	count(rule.undecided) == 1 with input as unknown
}
