# METADATA
# title: Policy attached to an IAM user
# description: |
#   Permissions of single users are forgotten when somebody changes the team, and nobody sees them
#   where the permissions of the team are. It is `medium` if the policy is about all of EKS, or if the
#   user is mapped to a cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#     description: IAM User Guide, security best practices
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Attach the policy to a group or, better, to a role that users assume.
#   targets: [user_policies]
#   scope: unit
package rules.account["iam-policy-attached-to-user"]

import data.rules.lib.unknown

findings contains {
	"ref": policy.ref,
	"field": "",
	"message": sprintf("%s gives a policy to %s directly%s", [policy.address, _names(policy), why]),
	"severity": severity,
} if {
	some policy in input.user_policies
	_has_user(policy)
	not _harmless(policy)
	not _policy_unknown(policy)
	[severity, why] := _standing(policy)
}

undecided contains {"ref": policy.ref, "field": "users", "reason": reason} if {
	some policy in input.user_policies
	not _has_user(policy)
	reason := unknown.partly(policy, "users")
}

undecided contains {"ref": policy.ref, "field": "policy_arn", "reason": reason} if {
	some policy in input.user_policies
	_has_user(policy)
	_policy_unknown(policy)
	reason := unknown.reason(policy, "policy_arn")
}

# The two types for one user always have one, whoever that is.
_has_user(policy) if policy.type != "aws_iam_policy_attachment"

_has_user(policy) if policy.users

_has_user(policy) if policy.iam_users

_names(policy) := concat(", ", [user.address | some user in policy.iam_users]) if {
	policy.iam_users
} else := sprintf("user %q", [policy.user]) if {
	policy.user
} else := concat(", ", [sprintf("user %q", [name]) | some name in policy.users]) if {
	policy.users
} else := "a user"

# What every user may have.
_harmless(policy) if endswith(policy.policy_arn, ":iam::aws:policy/IAMUserChangePassword")

_policy_unknown(policy) if {
	unknown.reason(policy, "policy_arn")
	not policy.iam_policy
}

_standing(policy) := ["medium", sprintf(", and it allows %s", [action])] if {
	action := _about_eks(policy)
} else := ["medium", ", who is mapped to a cluster"] if {
	some user in policy.iam_users
	user.ref in _mapped
} else := ["low", ""]

_about_eks(policy) := actions[0] if {
	actions := [action |
		some statement in _statements(policy)
		statement.effect == "Allow"
		some action in statement.actions
		lower(action) in {"eks:*", "*", "*:*"}
	]
} else := name if {
	name := regex.find_n(`(AdministratorAccess|PowerUserAccess)$`, policy.policy_arn, 1)[0]
}

_statements(policy) := own if {
	own := policy.statements
} else := object.get(policy.iam_policy, "statements", [])

_mapped := union({
	{mapping.user.ref | some auth in input.aws_auths; some mapping in auth.mappings},
	{entry.principal_user.ref | some entry in input.access_entries},
})
