package rules.data["kms-rotation-disabled_test"]

import data.rules.data["kms-rotation-disabled"] as rule

test_a_key_in_use if {
	found := {[f.ref, f.field, f.message] | some f in rule.findings} with input as _key({}, "default")
	found == {[1, "enable_key_rotation", "k, which encrypts v, is never rotated"]}
	count(rule.findings) == 1 with input as _key({"enable_key_rotation": false}, "default")
	rule.findings == set() with input as _key({"enable_key_rotation": true}, "default")
}

test_a_key_that_nobody_uses if {
	rule.findings == set() with input as _idle({}, "default")
	count(rule.findings) == 1 with input as _idle({}, "strict")
}

test_keys_that_cannot_rotate if {
	every fields in [
		{"key_usage": "SIGN_VERIFY"}, {"customer_master_key_spec": "RSA_4096"},
		{"customer_master_key_spec": "HMAC_256"}, {"custom_key_store_id": "cks-1"}, {"xks_key_id": "x"},
	] {
		rule.findings == set() with input as _key(fields, "strict")
		rule.undecided == set() with input as _key(fields, "strict")
	}
}

test_unknown if {
	every field in ["enable_key_rotation", "key_usage", "customer_master_key_spec", "custom_key_store_id", "xks_key_id"] {
		model := _key({"unknown": {field: "data-source"}}, "default")
		rule.findings == set() with input as model
		{u.field | some u in rule.undecided} == {field} with input as model
	}
	maybe := _idle({"unknown": {"used_by": "unknown-count"}}, "default")
	{u.field | some u in rule.undecided} == {"used_by"} with input as maybe
	rule.undecided == set() with input as _idle({"enable_key_rotation": true, "unknown": {"used_by": "unknown-count"}}, "default")
}

_key(fields, profile) := _idle(object.union({"used_by": [{"ref": 2, "address": "v"}]}, fields), profile)

_idle(fields, profile) := {
	"settings": {"profile": profile},
	"kms_keys": [object.union({"ref": 1, "root": "a", "address": "k"}, fields)],
}
