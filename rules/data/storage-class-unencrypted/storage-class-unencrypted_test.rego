package rules.data["storage-class-unencrypted_test"]

import data.rules.data["storage-class-unencrypted"] as rule

test_no_parameter if {
	every more in [{}, {"parameters": {"type": "gp3"}}] {
		found := rule.findings with input as _class(more)
		{[f.ref, f.field, f.message] | some f in found} == {[
			3, ["parameters", "encrypted"],
			`StorageClass "gp3" makes volumes that ebs.csi.aws.com does not encrypt`,
		]}
	}
}

test_other_values if {
	every value in ["false", "", "True", "yes"] {
		count(rule.findings) == 1 with input as _class({"parameters": {"encrypted": value}})
	}
}

test_encrypted if {
	rule.findings == set() with input as _class({"parameters": {"encrypted": "true"}})
	rule.findings == set() with input as _class({"parameters": {"Encrypted": "true"}})
}

test_the_key_as_it_is_written if {
	{f.field | some f in rule.findings} == {["parameters", "Encrypted"]} with input as _class({"parameters": {"Encrypted": "false"}})
}

test_the_older_driver_takes_more_spellings if {
	older := {"provisioner": "kubernetes.io/aws-ebs", "parameters": {"encrypted": "True"}}
	rule.findings == set() with input as _class(older)
	off := {"provisioner": "kubernetes.io/aws-ebs", "parameters": {"encrypted": "0"}}
	count(rule.findings) == 1 with input as _class(off)
}

test_auto_mode if {
	count(rule.findings) == 1 with input as _class({"provisioner": "ebs.csi.eks.amazonaws.com"})
}

test_other_drivers if {
	rule.findings == set() with input as _class({"provisioner": "fsx.csi.aws.com"})
	rule.findings == set() with input as _class({"provisioner": "efs.csi.aws.com"})
}

test_an_unknown_parameter_is_undecided if {
	every at in ["parameters", "parameters.encrypted", "parameters.Encrypted"] {
		model := _class({"unknown": {at: "template-value"}})
		rule.findings == set() with input as model
		rule.undecided == {{"ref": 3, "field": ["parameters", "encrypted"], "reason": "template-value"}} with input as model
	}
	other := _class({"unknown": {"parameters.type": "template-value"}})
	count(rule.findings) == 1 with input as other
	rule.undecided == set() with input as other
}

test_an_unknown_driver_is_undecided if {
	class := {"ref": 3, "kind": "StorageClass", "name": "gp3", "unknown": {"provisioner": "template-value"}}
	rule.undecided == {{"ref": 3, "field": "provisioner", "reason": "template-value"}} with input as {"storage_classes": [class]}
	encrypted := object.union(class, {"parameters": {"encrypted": "true"}})
	rule.undecided == set() with input as {"storage_classes": [encrypted]}
}

test_the_account_encrypts if {
	every account, severity in {{}: "info", {"enabled": true}: "info", {"enabled": false}: "medium", {"unknown": {"enabled": "data-source"}}: "medium"} {
		model := object.union(_class({}), {"ebs_encryption_defaults": [object.union({"ref": 9}, account)]})
		{f.severity | some f in rule.findings} == {severity} with input as model
	}
}

_class(more) := {"storage_classes": [object.union(
	{"ref": 3, "kind": "StorageClass", "name": "gp3", "provisioner": "ebs.csi.aws.com"},
	more,
)]}
