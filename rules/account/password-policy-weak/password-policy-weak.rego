# METADATA
# title: Weak password policy
# description: |
#   The policy of the account lets users of the console choose passwords that can be guessed, or
#   take an old one again. A user who may assume the role of an administrator of the cluster is
#   then only as safe as the password. In the strict profile passwords have to expire, and an account
#   with users of the console has to have a policy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
#     description: IAM User Guide, account password policy
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Set `minimum_password_length` to 14, all `require_*` to `true`, and `password_reuse_prevention` to 24.
#   targets: [password_policies, login_profiles]
#   scope: unit
package rules.account["password-policy-weak"]

import data.rules.lib.unknown

findings contains {
	"ref": policy.ref,
	"field": weak[0][0],
	"message": sprintf("%s %s", [policy.address, concat(", ", [text | some [_, text] in weak])]),
} if {
	some policy in input.password_policies
	weak := _weaknesses(policy)
	weak != []
}

# Users of the console in an account without a policy: one finding for each root module.
findings contains {
	"ref": profile.ref,
	"field": "",
	"message": sprintf("%s gives a user a password, and no password policy is there", [profile.address]),
} if {
	_judged_for_absence
	some profile in _first_profiles
	not _gap
}

undecided contains {"ref": profile.ref, "field": "", "reason": _gap} if {
	_judged_for_absence
	some profile in _first_profiles
}

undecided contains {"ref": policy.ref, "field": field, "reason": reason} if {
	some policy in input.password_policies
	policy.unknown
	_weaknesses(policy) == []
	some field in _judged
	reason := unknown.reason(policy, field)
}

# The policy is one of the account, so that one of another root module may be that of these users.
_judged_for_absence if {
	input.settings.profile == "strict"
	not input.password_policies
}

_first_profiles := object.union_n([{one.root: profiles[0] |
	some one in input.login_profiles
	profiles := [profile | some profile in input.login_profiles; profile.root == one.root]
}])

# Why there may be a policy all the same: in any root module of the input.
_gap := min({gap.reason |
	some gap in input.missing
	object.get(gap, "collection", "password_policies") == "password_policies"
})

_arguments := [
	"minimum_password_length",
	"require_uppercase_characters",
	"require_lowercase_characters",
	"require_numbers",
	"require_symbols",
	"password_reuse_prevention",
	"allow_users_to_change_password",
]

_judged := _arguments if input.settings.profile != "strict"

_judged := array.concat(_arguments, ["max_password_age"]) if input.settings.profile == "strict"

# The arguments that are weak, each with what is said of it, those that are set first: only they
# have a place of their own.
_weaknesses(policy) := array.concat(
	[[field, text] | some field in _judged; field in object.keys(policy); text := _weak(policy, field)],
	[[field, text] | some field in _judged; not field in object.keys(policy); text := _weak(policy, field)],
)

_weak(policy, "minimum_password_length") := sprintf("admits passwords of %d characters", [length]) if {
	not unknown.reason(policy, "minimum_password_length")
	length := object.get(policy, "minimum_password_length", 6)
	length < 14
}

_weak(policy, field) := sprintf("does not require %s", [_classes[field]]) if {
	not unknown.reason(policy, field)
	_classes[field]
	object.get(policy, field, false) == false
}

_weak(policy, "password_reuse_prevention") := sprintf("remembers %d passwords", [remembered]) if {
	not unknown.reason(policy, "password_reuse_prevention")
	remembered := object.get(policy, "password_reuse_prevention", 0)
	remembered < 24
}

_weak(policy, "allow_users_to_change_password") := "does not let users change their password" if {
	policy.allow_users_to_change_password == false
}

_weak(policy, "max_password_age") := "lets passwords live for ever" if {
	not unknown.reason(policy, "max_password_age")
	object.get(policy, "max_password_age", 0) == 0
}

_weak(policy, "max_password_age") := sprintf("lets passwords live for %d days", [policy.max_password_age]) if {
	policy.max_password_age > 90
}

_classes := {
	"require_uppercase_characters": "uppercase letters",
	"require_lowercase_characters": "lowercase letters",
	"require_numbers": "numbers",
	"require_symbols": "symbols",
}
