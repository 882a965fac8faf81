# METADATA
# title: Permissions for a default service account
# description: |
#   Every pod of the namespace that names no account runs as the default one and gets what that is
#   granted, also the pods that somebody adds later and that need none of it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#     description: Kubernetes, service accounts
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Make a ServiceAccount for the application, and grant it to that.
#   targets: [role_bindings, service_accounts]
package rules["service-accounts"]["default-service-account-granted"]

import data.rules.lib.naming
import data.rules.lib.rbac
import data.rules.lib.unknown

findings contains {
	"ref": subject.ref,
	"field": "name",
	"message": sprintf("%s gives %s to the default service account%s", [
		naming.object_of(binding),
		_role_of(binding),
		_namespace(subject),
	]),
	"severity": "medium",
} if {
	some binding in input.role_bindings
	some subject in binding.subjects
	endswith(subject.name, "default")
	rbac.account_name(subject) == "default"
}

findings contains {
	"ref": account.ref,
	"field": _role,
	"message": sprintf("%s has the IAM role %s, and so has every pod that names no account", [
		naming.object_of(account),
		role,
	]),
	"severity": "high",
} if {
	some account in input.service_accounts
	account.name == "default"
	role := account.annotations["eks.amazonaws.com/role-arn"]
	role != ""
}

undecided contains {"ref": account.ref, "field": _role, "reason": reason} if {
	some account in input.service_accounts
	account.name == "default"
	account.unknown
	reason := unknown.reason(account, "annotations.eks.amazonaws.com/role-arn")
}

_role := ["annotations", "eks.amazonaws.com/role-arn"]

_role_of(binding) := sprintf("%s %q", [binding.role_kind, binding.role_name])

_role_of(binding) := "a role" if not binding.role_name

_namespace(subject) := sprintf(" of namespace %q", [rbac.account_namespace(subject)])

_namespace(subject) := "" if not rbac.account_namespace(subject)
