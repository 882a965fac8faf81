# METADATA
# title: Token without a use
# description: |
#   Unless told otherwise Kubernetes puts a token of the pod's service account into every
#   container. An account without any permission has no use for it, and yet it lets whoever
#   breaks in speak to the API server as someone it knows, and have what is granted later.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
#     description: Kubernetes, opt out of API credential automounting
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Set `automountServiceAccountToken` to `false` in the pod or its service account.
#   targets: [workloads]
package rules["service-accounts"]["service-account-token-automounted"]

import data.rules.lib.accounts
import data.rules.lib.addons
import data.rules.lib.naming

findings contains {
	"ref": workload.ref,
	"field": "automount_service_account_token",
	"message": message,
	"related": _related(workload),
} if {
	some workload in input.workloads
	workload.token_mounted
	_without_permissions(workload)
	workload.principal.namespace_has_rbac
	not workload.principal.unknown.bindings
	message := sprintf("%s mounts the token of %s, which no role is bound to", [
		naming.object_of(workload), accounts.named(workload.principal),
	])
}

undecided contains {"ref": workload.ref, "field": "automount_service_account_token", "reason": reason} if {
	some workload in input.workloads
	reason := workload.unknown.token_mounted
	_without_permissions(workload)
	workload.principal.namespace_has_rbac
	not workload.principal.unknown.bindings
}

# Once for each account, at its own place if it has one.
undecided contains {"ref": ref, "field": "automount_service_account_token", "reason": reason} if {
	some workload in input.workloads
	workload.token_mounted
	_without_permissions(workload)
	reason := _why_open(workload.principal)
	ref := object.get(workload.principal, ["account", "ref"], workload.ref)
}

undecided contains {"ref": workload.ref, "field": "service_account_name", "reason": reason} if {
	some workload in input.workloads
	reason := accounts.name_unknown(workload)
	reason != "not-in-input"
	workload.token_mounted
	not addons.runs(workload)
}

_without_permissions(workload) if {
	accounts.is_named(workload.principal.name)
	not workload.principal.bindings
	not addons.runs(workload)
}

# Why the account may have permissions all the same.
_why_open(principal) := principal.unknown.bindings

_why_open(principal) := "not-in-input" if {
	not principal.unknown.bindings
	not principal.namespace_has_rbac
}

_related(workload) := [{
	"ref": workload.principal.account.ref,
	"field": "automount_service_account_token",
	"message": "the service account mounts its token",
}] if {
	not workload.automount_service_account_token
	workload.principal.account.automount_service_account_token
}

else := []
