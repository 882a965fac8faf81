# METADATA
# title: Default service account used
# description: |
#   All pods of a namespace that name no service account run as one and the same. Whatever
#   one of them is granted, all others have as well, and the audit log cannot tell them apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#     description: Kubernetes, service accounts
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Make a ServiceAccount for the application and name it in `serviceAccountName`.
#   targets: [workloads, service_accounts]
package rules["service-accounts"]["default-service-account-used"]

import data.rules.lib.accounts
import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "service_account_name",
	"message": message,
	"severity": _severity(workload),
	"related": _related(workload),
} if {
	some workload in input.workloads
	accounts.uses_default(workload)
	message := sprintf("%s runs as the default service account%s", [naming.object_of(workload), _more(workload)])
}

findings contains {
	"ref": account.ref,
	"field": "automount_service_account_token",
	"message": message,
	"severity": "info",
} if {
	input.settings.profile == "strict"
	some account in input.service_accounts
	account.name == "default"
	not account.automount_service_account_token == false
	not account.unknown.automount_service_account_token
	message := sprintf("%s gives its token to every pod that names no account", [naming.object_of(account)])
}

undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	reason := accounts.name_unknown(workload)
}

undecided contains {"ref": account.ref, "field": "automount_service_account_token", "reason": reason} if {
	input.settings.profile == "strict"
	some account in input.service_accounts
	reason := account.unknown.automount_service_account_token
	account.name == "default"
}

_severity(workload) := "medium" if _granted(workload)

else := "low" if workload.token_mounted

else := "info"

_more(workload) := sprintf(", which has the IAM role %s", [role]) if role := accounts.aws_role(workload.principal)

else := ", which roles are bound to" if _granted(workload)

else := " and mounts its token" if workload.token_mounted

else := ""

# IAM roles have a token of their own.
_granted(workload) if accounts.aws_role(workload.principal)

_granted(workload) if {
	workload.token_mounted
	workload.principal.bound_by_name
}

_related(workload) := [{
	"ref": workload.principal.account.ref,
	"field": ["annotations", "eks.amazonaws.com/role-arn"],
	"message": "the role of the default service account",
}] if {
	accounts.aws_role(workload.principal)
}

else := [{"ref": ref, "field": "", "message": "a binding to the default service account"} |
	some ref in workload.principal.bindings
] if {
	_granted(workload)
}

else := []
