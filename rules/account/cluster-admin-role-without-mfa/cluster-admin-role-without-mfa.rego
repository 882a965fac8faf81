# METADATA
# title: Role of cluster administrators without a second factor
# description: |
#   IAM users can take a role that administers a cluster with their access keys alone. Whoever finds
#   such a key, in a repository or on a laptop, is administrator. Roles of identity providers are left
#   out: those ask for the second factor themselves.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
#     description: IAM User Guide, secure API access with MFA
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/cluster-access-management.html
#     description: EKS Best Practices Guide, cluster access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Add the condition `Bool` `aws:MultiFactorAuthPresent` = `true` to the trust policy, or federate.
#   targets: [access_policy_associations, access_entries, aws_auths]
package rules.account["cluster-admin-role-without-mfa"]

import data.rules.lib.access_policies
import data.rules.lib.unknown

findings contains {
	"ref": admission.ref,
	"field": "identifier",
	"message": sprintf("%s, which administers a cluster by %s, can be taken by %s without a second factor", [
		role.address,
		role.administers[0].by,
		whom,
	]),
	"related": [{"ref": grant.ref, "field": grant.field, "message": "makes it an administrator"} |
		some grant in role.administers
	],
} if {
	some role in access_policies.administrators
	some statement in role.trust
	statement.demands.mfa == "no"
	some admission in statement.admits
	whom := _users(admission)
}

undecided contains {"ref": statement.ref, "field": "conditions", "reason": reason} if {
	some role in access_policies.administrators
	some statement in role.trust
	statement.demands.mfa == "unknown"
	some admission in statement.admits
	_users(admission)
	reason := _of_conditions(statement)
}

undecided contains {"ref": admission.ref, "field": "identifier", "reason": admission.reason} if {
	some role in access_policies.administrators
	some statement in role.trust
	statement.demands.mfa != "yes"
	some admission in statement.admits
	admission.who == "unknown"
}

undecided contains {"ref": grant.ref, "field": grant.field, "reason": grant.reason} if {
	some grant in access_policies.open_grants
	some statement in grant.role.trust
	statement.demands.mfa == "no"
	some admission in statement.admits
	_users(admission)
}

# Whose trust policy counts is not known.
undecided contains {"ref": association.ref, "field": "principal_arn", "reason": reason} if {
	some association in input.access_policy_associations
	access_policies.name(association) == "AmazonEKSClusterAdminPolicy"
	access_policies.is_cluster_wide(association)
	not association.creator
	not association.principal_role
	not association.principal_kind == "user"
	reason := unknown.reason(association, "principal_arn")
}

undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in access_policies.administrators
	reason := unknown.reason(role, "trust")
}

_users(admission) := "users of its own account" if {
	admission.who == "account"
	admission.own == "yes"
}

_users(admission) := sprintf("users of the account %s", [_account(admission.name)]) if {
	admission.who == "account"
	admission.own != "yes"
}

_users(admission) := "everyone" if admission.who == "everyone"

_users(admission) := sprintf("the user %s", [admission.name]) if {
	admission.who == "principal"
	regex.match(`:user/|^\$\{([^}]*\.)?aws_iam_user\.`, admission.name)
}

_account(name) := split(name, ":")[4] if startswith(name, "arn:")

else := name

_of_conditions(statement) := min(reasons) if {
	within := {why | some condition in statement.conditions; some why in condition.unknown}
	reasons := within | {why | why := unknown.partly(statement, "conditions")}
	reasons != set()
} else := "known-after-apply"
