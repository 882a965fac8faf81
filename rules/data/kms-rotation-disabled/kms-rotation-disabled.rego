# METADATA
# title: KMS key that is never rotated
# description: |
#   All data keys of years hang on one piece of key material. If that ever gets out, all of them are
#   open; with rotation only those of one period are.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
#     description: AWS KMS, rotate keys
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, rotate your CMKs periodically
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `enable_key_rotation` to `true`.
#   targets: [kms_keys]
package rules.data["kms-rotation-disabled"]

import data.rules.lib.unknown

findings contains {
	"ref": key.ref,
	"field": "enable_key_rotation",
	"message": sprintf("%s, which encrypts %s, is never rotated", [key.address, user.address]),
} if {
	some key in input.kms_keys
	not key.enable_key_rotation
	not unknown.reason(key, "enable_key_rotation")
	_can_rotate(key)
	user := key.used_by[0]
}

findings contains {
	"ref": key.ref,
	"field": "enable_key_rotation",
	"message": sprintf("%s is never rotated", [key.address]),
} if {
	input.settings.profile == "strict"
	some key in input.kms_keys
	not key.enable_key_rotation
	not unknown.reason(key, "enable_key_rotation")
	_can_rotate(key)
	not key.used_by
}

undecided contains {"ref": key.ref, "field": "enable_key_rotation", "reason": reason} if {
	some key in input.kms_keys
	_matters(key)
	_may_rotate(key)
	reason := unknown.reason(key, "enable_key_rotation")
}

# What kind of key it is, or what it is for, is not known.
undecided contains {"ref": key.ref, "field": field, "reason": reason} if {
	some key in input.kms_keys
	not key.enable_key_rotation
	not unknown.reason(key, "enable_key_rotation")
	_matters(key)
	_may_rotate(key)
	some field in _kinds
	reason := unknown.reason(key, field)
}

undecided contains {"ref": key.ref, "field": "used_by", "reason": reason} if {
	input.settings.profile != "strict"
	some key in input.kms_keys
	not key.enable_key_rotation
	not key.used_by
	_may_rotate(key)
	reason := unknown.reason(key, "used_by")
}

_matters(key) if key.used_by

_matters(_) if input.settings.profile == "strict"

_kinds := ["key_usage", "customer_master_key_spec", "custom_key_store_id", "xks_key_id"]

# AWS rotates only symmetric keys whose material it made.
_may_rotate(key) if {
	object.get(key, "key_usage", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	object.get(key, "customer_master_key_spec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	not key.custom_key_store_id
	not key.xks_key_id
}

_can_rotate(key) if {
	_may_rotate(key)
	every field in _kinds {
		not unknown.reason(key, field)
	}
}
