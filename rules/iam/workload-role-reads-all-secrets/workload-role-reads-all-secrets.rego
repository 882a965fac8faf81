# METADATA
# title: Role of pods that reads all secrets
# description: |
#   A role that pods can take may read every secret or parameter of the account, those of all other
#   applications among them. For the keys of KMS, the objects of S3 and the tables of DynamoDB it
#   is a `medium` finding.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, grant least privileged access to applications
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html
#     description: EKS Best Practices Guide, data encryption and secrets management
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Limit `Resource` to the secrets, parameters and keys of the application.
#   targets: [iam_roles]
package rules.iam["workload-role-reads-all-secrets"]

import data.rules.lib.workload_roles

findings contains {
	"ref": reading.ref,
	"field": reading.field,
	"message": sprintf("%s, which pods can take, %s", [role.address, reading.what]),
	"severity": workload_roles.severity(role, reading.severity),
} if {
	some role in workload_roles.roles
	workload_roles.certain(role)
	some reading in workload_roles.secrets[role.ref]
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in workload_roles.roles
	reason := workload_roles.pods_unknown(role)
	workload_roles.secrets[role.ref] != set()
}

# What a statement allows is not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.secrets_unknown(role)
}

# Further statements or policies are not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.unread(role)
}
