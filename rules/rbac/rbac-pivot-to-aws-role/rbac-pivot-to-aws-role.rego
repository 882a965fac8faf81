# METADATA
# title: Way from the cluster to a powerful IAM role
# description: |
#   Whoever creates a pod chooses its service account, and so gets the IAM role of that account; to run
#   a command in such a pod, or to make a token for the account, gives the role as well. What the
#   role may do in AWS is then his.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
#     description: EKS User Guide, IAM roles for service accounts
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Put powerful IAM roles into namespaces that nobody else deploys to, and narrow their trust policies.
#   targets: [service_accounts]
#   scope: unit
package rules.rbac["rbac-pivot-to-aws-role"]

import data.rules.lib.rbac

# It takes the IAM role to tell whether it is a powerful one.
findings := set()

undecided contains {
	"ref": account.ref,
	"field": ["annotations", "eks.amazonaws.com/role-arn"],
	"reason": "not-in-input",
} if {
	some account in input.service_accounts
	role := account.annotations["eks.amazonaws.com/role-arn"]
	role != ""
	some principal in input.principals
	some grant in principal.grants
	grant.name in _ways
	grant.binding
	_reaches(grant, account)
	_is_someone_else(principal, account)
}

_ways := {"pod-exec", "token-request", "workload-create"}

_reaches(grant, _) if grant.cluster_wide

_reaches(grant, account) if grant.namespace == account.namespace

# Neither the account itself, nor who administers the cluster, nor a part of Kubernetes.
_is_someone_else(principal, account) if {
	not principal.admin_equivalent
	not rbac.system(principal)
	not _is_same(principal, account)
}

_is_same(principal, account) if {
	principal.kind == "ServiceAccount"
	principal.name == account.name
	principal.namespace == account.namespace
}
