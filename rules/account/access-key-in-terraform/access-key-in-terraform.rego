# METADATA
# title: Access key made by Terraform
# description: |
#   The key does not expire, and its secret stands in the state of Terraform, readable for whoever may
#   read that. With a PGP key it is encrypted there, which makes it `low`. It is `high` if the key
#   administers a cluster or is handed on to a Kubernetes object.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#     description: IAM User Guide, security best practices
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/cluster-access-management.html
#     description: EKS Best Practices Guide, cluster access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Use a role, by IRSA, Pod Identity, an instance profile or OIDC, and delete the key.
#   targets: [access_keys]
package rules.account["access-key-in-terraform"]

import data.rules.lib.unknown

findings contains {
	"ref": key.ref,
	"field": "",
	"message": sprintf("%s is an access key of %s%s", [key.address, _user(key), why]),
	"severity": severity,
} if {
	some key in _active
	[severity, why] := _standing(key)
}

findings contains {
	"ref": key.ref,
	"field": "",
	"message": sprintf("%s has %d active access keys, and %s is one of them", [_user(key), count(keys), key.address]),
	"severity": "low",
} if {
	some keys in _by_user
	count(keys) > 1
	some key in array.slice(keys, 1, count(keys))
}

undecided contains {"ref": key.ref, "field": "status", "reason": reason} if {
	some key in input.access_keys
	reason := unknown.reason(key, "status")
}

_active := [key | some key in input.access_keys; _is_active(key)]

_is_active(key) if key.status == "Active"

_is_active(key) if {
	not key.status
	not unknown.reason(key, "status")
}

_standing(key) := ["high", sprintf(", which administers a cluster by %s", [key.iam_user.administers[0].by])] if {
	key.iam_user.administers
} else := ["high", sprintf(", which can make itself an administrator of clusters by %s", [_power(key.iam_user)])] if {
	_power(key.iam_user)
} else := ["high", sprintf(" that is handed to %s", [key.passed_to[0].address])] if {
	key.passed_to
} else := ["low", ", encrypted in the state"] if {
	_encrypted(key)
} else := ["medium", ", and the state has its secret"]

_encrypted(key) if key.pgp_key

_encrypted(key) if unknown.reason(key, "pgp_key")

_user(key) := name if {
	name := key.iam_user.address
} else := sprintf("user %q", [key.user]) if {
	key.user
} else := "a user"

# What makes a user administrator of each cluster of the account.
_power(user) := names[0] if {
	names := [policy.policy_name |
		some policy in user.managed_policies
		policy.policy_name in {"AdministratorAccess", "IAMFullAccess", "PowerUserAccess"}
	]
} else := actions[0] if {
	actions := [action |
		some statement in user.statements
		statement.effect == "Allow"
		not statement.conditions
		"*" in statement.resources
		some action in statement.actions
		lower(action) in {"*", "*:*", "eks:*", "eks:createaccessentry", "eks:associateaccesspolicy"}
	]
}

_by_user := object.union_n([{name: [key | some key in _active; _name(key) == name] |
	some one in _active
	name := _name(one)
}])

_name(key) := sprintf("%d", [key.iam_user.ref]) if {
	key.iam_user
} else := sprintf("%s %s", [key.root, key.user])
