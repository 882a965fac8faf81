# METADATA
# title: IAM role that its service account cannot take
# description: |
#   The annotation of a service account names a role that does not trust it, or none at all. Its
#   pods get no credentials by it, and fall back to the role of the node if they reach that.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
#     description: EKS User Guide, assign IAM roles to service accounts
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
#     description: IAM User Guide, IAM ARNs
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Let the annotation hold the ARN of the role, and its trust policy name the service account.
#   targets: [service_accounts, addons]
#   scope: unit
package rules.iam["irsa-role-does-not-trust-service-account"]

import data.rules.lib.naming
import data.rules.lib.pod_identity
import data.rules.lib.unknown

# No role has such an ARN, whatever else is known of it.
findings contains {
	"ref": account.ref,
	"field": _annotation,
	"message": sprintf("%s asks for the role %q, %s", [naming.object_of(account), arn, why]),
} if {
	some account in input.service_accounts
	arn := account.annotations[_annotation[1]]
	arn != ""
	why := _refused(arn)
}

# The role of the input does not let it in.
findings contains {
	"ref": account.ref,
	"field": _annotation,
	"message": sprintf("%s asks for the role %s, which %s", [
		naming.object_of(account), account.aws_role.address, _says(account.trust),
	]),
	"related": [_trust_policy(account.aws_role)],
} if {
	some account in input.service_accounts
	account.trust.allowed == "no"
	not _has_association(account.namespace, account.name)
	_possible_associations(account) == []
}

findings contains {
	"ref": addon.ref,
	"field": "service_account_role_arn",
	"message": sprintf("%s gives its service account the role %s, which %s", [
		addon.address, addon.service_account_role.address, _says(addon.trust),
	]),
	"related": [_trust_policy(addon.service_account_role)],
} if {
	some addon in input.addons
	addon.trust.allowed == "no"
	not addon.pod_identity_association
}

# Whom the role trusts is not known.
undecided contains {"ref": account.ref, "field": _annotation, "reason": "not-evaluated"} if {
	some account in input.service_accounts
	account.trust.allowed == "unknown"
	not _has_association(account.namespace, account.name)
}

undecided contains {"ref": addon.ref, "field": "service_account_role_arn", "reason": "not-evaluated"} if {
	some addon in input.addons
	addon.trust.allowed == "unknown"
}

# It may have an association.
undecided contains {"ref": account.ref, "field": _annotation, "reason": reason} if {
	some account in input.service_accounts
	account.trust.allowed == "no"
	not _has_association(account.namespace, account.name)
	some association in _possible_associations(account)
	reason := unknown.any_reason(association, ["namespace", "service_account"])
}

# Several roles may be meant, its path is not known, or the namespace is not known.
undecided contains {"ref": account.ref, "field": _annotation, "reason": reason} if {
	some account in input.service_accounts
	reason := account.unknown.aws_role
}

undecided contains {"ref": account.ref, "field": "namespace", "reason": reason} if {
	some account in input.service_accounts
	account.aws_role
	not account.trust
	reason := object.get(account, ["unknown", "namespace"], "namespace-left-out")
}

_has_association(namespace, name) if pod_identity.associations[sprintf("%s/%s", [namespace, name])]

_possible_associations(account) := pod_identity.possible({"principal": account})

_trust_policy(role) := {"ref": role.ref, "field": "assume_role_policy", "message": "the trust policy"}

_says(trust) := "trusts no service account of a cluster" if {
	trust.refusal == "no-cluster"
} else := sprintf("trusts it in another namespace: %s", [_trusted(trust)]) if {
	trust.refusal == "namespace"
} else := sprintf("trusts others of its namespace: %s", [_trusted(trust)]) if {
	trust.refusal == "name"
} else := sprintf("compares its name with a literal asterisk: %s", [_trusted(trust)]) if {
	trust.refusal == "wildcard"
} else := sprintf("lacks \"system:serviceaccount:\" before the name that it trusts: %s", [_trusted(trust)]) if {
	trust.refusal == "prefix"
} else := "asks for another audience" if {
	trust.refusal == "audience"
} else := "compares its name for another issuer than that of its provider" if {
	trust.refusal == "issuer"
} else := sprintf("does not trust %q", [trust.subject])

_trusted(trust) := concat(", ", [sprintf("%q", [subject]) | some subject in trust.trusted])

_annotation := ["annotations", "eks.amazonaws.com/role-arn"]

_refused(arn) := "which is the ARN of a user" if {
	regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:user/`, arn)
} else := "which names no account" if {
	regex.match(`^arn:[a-z-]+:iam::[^:]*:role/.`, arn)
	not regex.match(`^[0-9]{12}$`, split(arn, ":")[4])
} else := "which is no ARN of a role" if {
	not regex.match(`^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+$`, arn)
}
