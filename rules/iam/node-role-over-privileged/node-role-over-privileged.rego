# METADATA
# title: Role of nodes that does more than nodes need
# description: |
#   The role of nodes, or the role by which Fargate starts pods, has permissions that no node needs.
#   Every pod that reaches the instance metadata, and whoever breaks into a node, has them. It is
#   `critical` if they make an administrator, and `medium` for what is neither data nor secrets.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
#     description: EKS User Guide, the IAM role of nodes
# schemas:
#   - input: schema
# custom:
#   severity: high
#   since: 0.1.0
#   remedy: Move the permissions to roles of the pods that need them, by EKS Pod Identity or IRSA.
#   targets: [iam_roles]
package rules.iam["node-role-over-privileged"]

import data.rules.lib.node_roles
import data.rules.lib.workload_roles

findings contains {
	"ref": worst.ref,
	"field": worst.field,
	"message": sprintf("%s, the role of %s, allows %s%s", [
		role.address, node_roles.used_by(role), worst.says, _more(excess),
	]),
	"severity": workload_roles.severity(role, worst.severity),
} if {
	some role in node_roles.roles
	excess := node_roles.excess(role)
	worst := excess[0]
}

# What else the role may do is not known.
undecided contains node_roles.gap(role) if some role in node_roles.roles

_more(excess) := "" if count(excess) == 1

_more(excess) := sprintf(" and %d more that nodes do not need", [count(excess) - 1]) if count(excess) > 1
