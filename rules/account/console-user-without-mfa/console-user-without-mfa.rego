# METADATA
# title: User of the console without a second factor
# description: |
#   The user logs in with a password, and no policy denies what he may do to those who have nothing
#   else. The password may be guessed, used elsewhere, or typed into a copy of the login page.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
#     description: IAM User Guide, allow users to manage only their MFA device
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
#     description: IAM User Guide, secure API access with MFA
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Deny all but the setup of MFA by `BoolIfExists` on `aws:MultiFactorAuthPresent` = `false`.
#   targets: [login_profiles]
package rules.account["console-user-without-mfa"]

import data.rules.lib.unknown

findings contains {
	"ref": profile.ref,
	"field": "",
	"message": sprintf("%s has a password, and nothing demands a second factor of it%s", [
		profile.iam_user.address,
		_flaw(profile),
	]),
} if {
	some profile in input.login_profiles
	profile.iam_user.mfa.demanded == "no"
	not _gap(profile)
}

# Requests that are signed with an access key do not have the condition key at all.
findings contains {
	"ref": profile.ref,
	"field": "",
	"message": sprintf("%s needs a second factor at the console, but not with its access key %s: %s", [
		profile.iam_user.address,
		keys[0],
		"Bool does not match what is absent",
	]),
	"severity": "low",
} if {
	some profile in input.login_profiles
	profile.iam_user.mfa.demanded == "console"
	keys := [key.address |
		some key in input.access_keys
		key.iam_user.ref == profile.iam_user.ref
		_is_active(key)
	]
	not _gap(profile)
}

undecided contains {"ref": profile.ref, "field": "", "reason": profile.iam_user.mfa.reason} if {
	some profile in input.login_profiles
	profile.iam_user.mfa.demanded == "unknown"
}

undecided contains {"ref": profile.ref, "field": "", "reason": reason} if {
	some profile in input.login_profiles
	profile.iam_user.mfa.demanded == "no"
	reason := _gap(profile)
}

# The policies of a user that is not here are not here either.
undecided contains {"ref": profile.ref, "field": "", "reason": reason} if {
	some profile in input.login_profiles
	not profile.iam_user
	reason := _why(profile)
}

_why(profile) := unknown.reason(profile, "iam_user")

_why(profile) := "not-in-input" if not unknown.reason(profile, "iam_user")

# Why there may be more policies than are here.
_gap(profile) := min({reason |
	some collection in ["iam_policies", "user_policies", "iam_groups"]
	reason := unknown.missing(profile, collection)
})

_is_active(key) if not key.status

_is_active(key) if key.status == "Active"

_flaw(profile) := sprintf(": %s", [profile.iam_user.mfa.flaw]) if {
	profile.iam_user.mfa.flaw
} else := sprintf(": %s alone demands nothing", [devices[0]]) if {
	devices := [device.address | some device in input.mfa_devices; device.root == profile.root]
} else := ""
