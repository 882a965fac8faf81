# METADATA
# title: Token that never expires
# description: |
#   A token in a Secret is valid until someone deletes the Secret, wherever it was copied to
#   in the meantime: a pipeline, a laptop, a backup. The tokens that pods get by themselves
#   end within the hour and with the pod.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
#     description: Kubernetes, service account token Secrets
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/configure-sts-endpoint.html
#     description: Amazon EKS, the STS endpoint of a service account
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Delete the Secret, use `kubectl create token` or a projected volume, and sign in with IAM from outside.
#   targets: [secrets, service_accounts, volumes]
#   scope: unit
package rules["service-accounts"]["service-account-long-lived-token"]

import data.rules.lib.naming
import data.rules.lib.unknown

findings contains {
	"ref": secret.ref,
	"field": "type",
	"message": message,
	"severity": _severity(secret),
	"related": _related(secret),
} if {
	some secret in input.secrets
	secret.type == _token
	message := sprintf("%s holds a token%s that never expires%s", [
		naming.object_of(secret), _owner(secret), _more(secret),
	])
}

# What Kubernetes made by itself until 1.24, and what lists it since must have been written by hand.
findings contains {"ref": account.ref, "field": field, "message": message} if {
	some account in input.service_accounts
	some i, name in account.secrets
	regex.match(`-token-[a-z0-9]{5}$`, name)
	not name in _tokens
	field := _listed(account, i)
	message := sprintf("%s lists the token %q, which never expires", [naming.object_of(account), name])
}

findings contains {
	"ref": token.ref,
	"field": "expiration_seconds",
	"message": message,
	"severity": "low",
} if {
	some volume in input.volumes
	some token in volume.service_account_tokens
	token.expiration_seconds > _one_day
	message := sprintf("%s asks for a token that is valid for %d seconds, more than a day", [
		naming.volume(volume), token.expiration_seconds,
	])
}

findings contains {
	"ref": account.ref,
	"field": ["annotations", _endpoints],
	"message": message,
	"severity": "info",
} if {
	some account in input.service_accounts
	account.annotations[_endpoints] == "false"
	message := sprintf("%s has its pods use the global endpoint of STS", [naming.object_of(account)])
}

undecided contains {"ref": secret.ref, "field": "type", "reason": reason} if {
	some secret in input.secrets
	reason := secret.unknown.type
}

undecided contains {"ref": token.ref, "field": "expiration_seconds", "reason": reason} if {
	some volume in input.volumes
	some token in volume.service_account_tokens
	reason := unknown.reason(token, "expiration_seconds")
}

undecided contains {"ref": account.ref, "field": ["annotations", _endpoints], "reason": reason} if {
	some account in input.service_accounts
	reason := account.unknown[sprintf("annotations.%s", [_endpoints])]
}

_token := "kubernetes.io/service-account-token"

_endpoints := "eks.amazonaws.com/sts-regional-endpoints"

_one_day := 86400

# The Secrets that are found themselves.
_tokens contains secret.name if {
	some secret in input.secrets
	secret.type == _token
}

_listed(account, i) := sprintf("secrets.%d.name", [i]) if not unknown.reason(account, "secrets.name")

_listed(account, _) := "secrets" if unknown.reason(account, "secrets.name")

_owner(secret) := sprintf(" of service account %q", [secret.service_account_name])

_owner(secret) := "" if not secret.service_account_name

_severity(secret) := "high" if secret.principal.admin_equivalent

else := "medium"

_more(secret) := ", and may do everything in the cluster" if secret.principal.admin_equivalent

else := ""

_related(secret) := [{"ref": ref, "field": "", "message": "a binding of the service account"} |
	some ref in secret.principal.bindings
] if {
	secret.principal.admin_equivalent
}

else := []
