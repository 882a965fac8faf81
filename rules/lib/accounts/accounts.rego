# METADATA
# title: Service accounts
# description: What rules ask about the service account that pods run as.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/service-accounts/
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
# schemas:
#   - input: schema
package rules.lib.accounts

# METADATA
# description: Is true for a name that stands for an account of its own.
is_named(name) if not name in {"", "default"}

# METADATA
# description: Is true for a workload that runs as the default account of its namespace.
uses_default(workload) if {
	not is_named(object.get(workload, "service_account_name", ""))
	not name_unknown(workload)
}

# METADATA
# description: Is the reason for which it is not known as which account a workload runs.
name_unknown(workload) := workload.unknown.service_account_name

# METADATA
# description: Names the account of a principal, such as `service account "web"`.
named(principal) := sprintf("service account %q", [principal.name])

# METADATA
# description: |
#   Is the IAM role that the annotation of an account gives to its pods (IRSA); undefined if
#   it has none.
aws_role(principal) := role if {
	role := principal.account.annotations["eks.amazonaws.com/role-arn"]
	role != ""
}
