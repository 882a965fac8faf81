# METADATA
# title: Secret of pods that is never rotated
# description: |
#   Pods may read the secret from Secrets Manager, and nothing ever changes it. Whoever read it once,
#   from a log, a dump or a broken pod, has it for good.
# related_resources:
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
#     description: AWS Secrets Manager, rotate secrets
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, rotate your secrets periodically
# schemas:
#   - input: schema
# custom:
#   severity: info
#   since: 0.1.0
#   remedy: Add an `aws_secretsmanager_secret_rotation`, or let RDS manage the password.
#   targets: [secrets_manager_secrets]
#   profile: strict
package rules.data["secret-rotation-missing"]

import data.rules.lib.unknown

findings contains {
	"ref": secret.ref,
	"field": "",
	"message": sprintf("%s, which pods with %s may read, is never rotated", [secret.address, role.address]),
	"related": [{"ref": role.ref, "field": "", "message": "may read it"}],
} if {
	some secret in input.secrets_manager_secrets
	not secret.rotated
	not _why(secret)
	role := secret.read_by[0]
}

undecided contains {"ref": secret.ref, "field": "", "reason": reason} if {
	some secret in input.secrets_manager_secrets
	not secret.rotated
	secret.read_by
	reason := _why(secret)
}

# A role of pods may read it, if it does not say so by something that is not known.
undecided contains {"ref": secret.ref, "field": "", "reason": reason} if {
	some secret in input.secrets_manager_secrets
	not secret.rotated
	not secret.read_by
	reason := secret.read_unknown
}

undecided contains {"ref": secret.ref, "field": "", "reason": reason} if {
	some secret in input.secrets_manager_secrets
	not secret.rotated
	not secret.read_by
	not secret.read_unknown
	reason := min({why |
		some role in input.iam_roles
		role.root == secret.root
		role.pods == "yes"
		some statement in role.statements
		statement.effect == "Allow"
		some action in statement.actions
		startswith(lower(action), "secretsmanager:")
		statement.unknown
		why := unknown.reason(statement, "resources")
		why != "known-after-apply"
	})
}

_why(secret) := unknown.reason(secret, "rotated")

# Only a module can hide one, since rotations are in no collection.
_why(secret) := unknown.missing(secret, "secret_rotations") if not unknown.reason(secret, "rotated")
