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
#   targets: [service_accounts]
#   scope: unit
package rules.iam["irsa-role-does-not-trust-service-account"]

import data.rules.lib.naming

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

_annotation := ["annotations", "eks.amazonaws.com/role-arn"]

_refused(arn) := "which is the ARN of a user" if {
	regex.match(`^arn:[a-z-]+:iam::[0-9]{12}:user/`, arn)
} else := "which names no account" if {
	regex.match(`^arn:[a-z-]+:iam::[^:]*:role/.`, arn)
	not regex.match(`^[0-9]{12}$`, split(arn, ":")[4])
} else := "which is no ARN of a role" if {
	not regex.match(`^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+$`, arn)
}
