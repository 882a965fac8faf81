package rules.data["aws-access-key-hardcoded_test"]

import data.rules.data["aws-access-key-hardcoded"] as rule

test_the_id_of_a_key_is_high if {
	found := rule.findings with input as {"sensitive_texts": [_id]}
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		3, "", "high",
		`variable AWS_ACCESS_KEY_ID of container "app" of Pod "web" holds the id of an access key of AWS`,
	]}
}

test_the_secret_of_a_key_is_critical if {
	found := rule.findings with input as {"sensitive_texts": [_secret]}
	{[f.severity, f.message] | some f in found} == {[
		"critical",
		`variable AWS_SECRET_ACCESS_KEY of container "app" of Pod "web" holds the secret of an access key of AWS`,
	]}
}

test_the_id_is_critical_with_the_secret_beside_it if {
	{[f.ref, f.severity] | some f in rule.findings} == {
		[3, "critical"],
		[4, "critical"],
	} with input as {"sensitive_texts": [_id, _secret]}
	elsewhere := object.union(_secret, {"owner": 9})
	{[f.ref, f.severity] | some f in rule.findings} == {
		[3, "high"],
		[4, "critical"],
	} with input as {"sensitive_texts": [_id, elsewhere]}
}

test_both_in_one_text if {
	both := object.union(object.remove(_id, ["container"]), {
		"signs": ["aws-secret-access-key", "aws-access-key-id"], "source": "secret",
		"kind": "Secret", "name": "aws", "entry": "credentials",
	})
	{[f.severity, f.message] | some f in rule.findings} == {[
		"critical",
		`entry credentials of Secret "aws" holds the id and the secret of an access key of AWS`,
	]} with input as {"sensitive_texts": [both]}
}

test_other_secrets if {
	other := object.union(_id, {"signs": ["credential"]})
	rule.findings == set() with input as {"sensitive_texts": [other]}
}

_id := {
	"ref": 3, "owner": 2, "kind": "Pod", "name": "web", "source": "env", "container": "app",
	"entry": "AWS_ACCESS_KEY_ID", "signs": ["aws-access-key-id"],
}

_secret := object.union(_id, {"ref": 4, "entry": "AWS_SECRET_ACCESS_KEY", "signs": ["aws-secret-access-key"]})
