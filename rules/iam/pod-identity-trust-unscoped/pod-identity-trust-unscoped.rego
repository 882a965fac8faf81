# METADATA
# title: Role that any cluster of the account can get
# description: |
#   The trust policy of the role lets in EKS Pod Identity of every cluster of the account, so that
#   whoever may pass the role in one of them gives it to any service account there. It is a `medium`
#   finding if the role can get more rights or reads all secrets, and `info` if its policies are
#   those that a well-known controller needs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
#     description: EKS User Guide, the role of an association
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Add `StringEquals` on `aws:SourceAccount` and `ArnEquals` on `aws:SourceArn` of the cluster.
#   targets: [iam_roles]
package rules.iam["pod-identity-trust-unscoped"]

import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": statement.ref,
	"field": _place(statement),
	"message": sprintf("%s can be given to the pods of every cluster of its account", [role.address]),
	"severity": _severity(role),
} if {
	some role in input.iam_roles
	statement := [statement | some statement in role.trust; _is_open(statement)][0]
}

# What the statement says is not known.
undecided contains {"ref": statement.ref, "field": "conditions", "reason": unknown.within(statement)} if {
	some role in input.iam_roles
	some statement in role.trust
	statement.pod_identity == "unknown"
}

# A policy of which no statement is known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in input.iam_roles
	reason := unknown.reason(role, "trust")
}

# To set the tags of a session is nothing without the role.
_is_open(statement) if {
	statement.pod_identity == "no"
	statement.effect == "Allow"
	some action in statement.actions
	lower(action) in {"sts:assumerole", "sts:*", "*", "sts:assume*", "sts:assumerole*"}
}

_place(statement) := "conditions" if {
	statement.conditions
} else := "principals"

_severity(role) := "medium" if {
	workload_roles.reported(role) != set()
} else := "info" if {
	_is_of_controller(role)
} else := "low"

# All that the role may do is what a controller needs.
_is_of_controller(role) if {
	role.statements
	not role.unknown.statements
	some name in role.controllers
	every statement in role.statements {
		name in statement.controllers
	}
	every policy in object.get(role, "managed_policies", []) {
		policy.policy_name in _of_controllers
	}
}

_is_of_controller(role) if {
	role.managed_policies
	not role.statements
	not role.unknown.statements
	every policy in role.managed_policies {
		policy.policy_name in _of_controllers
	}
}

_of_controllers := {
	"AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicyV2", "AmazonEBSCSIDriverEKSClusterScopedPolicy",
	"AmazonEFSCSIDriverPolicy", "AmazonEKS_CNI_Policy", "AmazonS3FilesCSIDriverPolicy", "CloudWatchAgentServerPolicy",
	"AWSXrayWriteOnlyAccess", "AmazonPrometheusRemoteWriteAccess",
}
