# METADATA
# title: Role that can create tokens of service accounts
# description: |
#   A token of a service account has all its permissions, and one for the audience of AWS STS also
#   its IAM role. A rule without names lets its subjects make tokens of every account within
#   reach.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#     description: Kubernetes, good practices for RBAC
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Name the service accounts in `resourceNames`, or remove the rule.
#   targets: [roles]
#   scope: unit
package rules.rbac["rbac-token-request"]

import data.rules.lib.rbac

findings contains {
	"ref": rule.ref,
	"field": rbac.field(rule, _targets),
	"message": sprintf("%s%s", [
		rbac.message(role, rbac.allowed(rule, {"create"}, _targets), bindings),
		_roles(bindings),
	]),
	"severity": "high",
	"related": rbac.related(bindings),
	"subsumes": rbac.subsumed(rule, "high"),
} if {
	some role in input.roles
	some rule in role.rules
	"token-request" in rule.grants
	rbac.judged(role)
	rule.ref == rbac.first(role, {"token-request"}).ref
	bindings := rbac.bindings(role)
	count(bindings) > 0
}

undecided contains place if {
	some role in rbac.open_roles
	some place in rbac.gaps(role, {"token-request"})
}

_targets := {"serviceaccounts/token": {""}}

# The IAM roles that the tokens lead to, as far as annotations of accounts name them.
_roles(bindings) := "" if count(_within(bindings)) == 0

_roles(bindings) := sprintf("; tokens for %s lead to the IAM role %s", [account.name, account.role]) if {
	count(_within(bindings)) == 1
	some account in _within(bindings)
}

_roles(bindings) := sprintf("; tokens for %s and others lead to %d IAM roles", [
	min({account.name | some account in _within(bindings)}),
	count({account.role | some account in _within(bindings)}),
]) if {
	count(_within(bindings)) > 1
}

_within(bindings) := {{"name": sprintf("%s/%s", [account.namespace, account.name]), "role": role} |
	some account in input.service_accounts
	role := account.annotations["eks.amazonaws.com/role-arn"]
	role != ""
	_covers(bindings, account)
}

_covers(bindings, _) if rbac.everywhere(bindings)

_covers(bindings, account) if {
	some binding in bindings
	binding.namespace == account.namespace
}
