# METADATA
# title: Role of nodes with permissions of add-ons
# description: |
#   The role of nodes has what only an add-on needs, and so every pod that reaches the instance
#   metadata has it. Of the VPC CNI that is usual, and still avoidable: it is a `low` finding, once
#   for all nodes of a configuration, and `info` if the add-on already has its own role. Other
#   add-ons are `medium`.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
#     description: EKS User Guide, configure the VPC CNI plugin to use IRSA
# schemas:
#   - input: schema
# custom:
#   severity: low
#   since: 0.1.0
#   remedy: Give each add-on, `aws-node` among them, a role of its own by EKS Pod Identity or IRSA.
#   targets: [iam_roles]
package rules.iam["node-role-carries-addon-permissions"]

import data.rules.lib.nodes
import data.rules.lib.workload_roles

# An add-on that is not the VPC CNI.
findings contains {
	"ref": carried.ref,
	"field": carried.field,
	"message": sprintf("%s, the role of nodes, has the permissions of %s", [role.address, carried.addon]),
	"severity": "medium",
} if {
	some role in _roles
	some carried in _carried(role)
	not carried.addon in _network
}

# The VPC CNI, once for all roles of a root module.
findings contains {
	"ref": first.ref,
	"field": first.field,
	"message": sprintf("%s, the role of nodes, has the permissions of the VPC CNI%s", [first.address, _left(first)]),
	"severity": _severity(first),
} if {
	some root in {role.root | some role in _roles}
	first := [object.union(carried, {"address": role.address, "root": root, "role": role.ref}) |
		some role in _roles
		role.root == root
		some carried in _carried(role)
		carried.addon in _network
	][0]
}

# Further policies are not known.
undecided contains place if {
	some role in _roles
	some place in workload_roles.unread(role)
}

_roles := [role |
	some role in input.iam_roles
	"nodes" in role.uses
]

_network := {"vpc-cni", "aws-vpc-cni", "aws-vpc-cni-ipv6"}

_carried(role) := array.concat(
	[{"ref": policy.ref, "field": "policy_arn", "addon": _addons[policy.policy_name]} |
		some policy in role.managed_policies
		_addons[policy.policy_name]
	],
	[{"ref": statement.ref, "field": workload_roles.place(statement), "addon": name} |
		some name in role.controllers
		statement := [statement |
			some statement in role.statements
			name in statement.controllers
			not _only_reads(statement)
		][0]
	],
)

_only_reads(statement) if every action in statement.actions { regex.match(`:(Describe|List|Get)`, action) }

_addons := {
	"AmazonEKS_CNI_Policy": "vpc-cni",
	"AmazonEBSCSIDriverPolicy": "aws-ebs-csi-driver",
	"AmazonEBSCSIDriverPolicyV2": "aws-ebs-csi-driver",
	"AmazonEBSCSIDriverEKSClusterScopedPolicy": "aws-ebs-csi-driver",
	"AmazonEFSCSIDriverPolicy": "aws-efs-csi-driver",
	"AmazonFSxFullAccess": "aws-fsx-csi-driver",
	"AmazonFSxConsoleFullAccess": "aws-fsx-csi-driver",
	"AmazonFSxReadOnlyAccess": "aws-fsx-csi-driver",
	"AmazonS3FilesCSIDriverPolicy": "aws-s3-files-csi-driver",
	"AmazonRoute53FullAccess": "external-dns",
	"ElasticLoadBalancingFullAccess": "aws-load-balancer-controller",
	"AutoScalingFullAccess": "cluster-autoscaler",
}

_severity(carried) := "info" if {
	_has_own(carried.root)
} else := "info" if {
	_is_closed(carried.role)
} else := "low"

_left(carried) := ", which has a role of its own" if {
	_has_own(carried.root)
} else := ""

# The VPC CNI already has a role.
_has_own(root) if {
	some addon in input.addons
	addon.root == root
	addon.addon_name == "vpc-cni"
	_is_given(addon)
}

_has_own(_) if {
	some account in input.service_accounts
	account.name == "aws-node"
	account.annotations["eks.amazonaws.com/role-arn"]
}

_has_own(root) if {
	some association in input.pod_identity_associations
	association.root == root
	association.service_account == "aws-node"
}

_is_given(addon) if addon.service_account_role_arn

_is_given(addon) if addon.unknown.service_account_role_arn

_is_given(addon) if addon.pod_identity_association

# Pods do not reach the instance metadata of any of these nodes.
_is_closed(role) if {
	kinds := [node | some node in nodes.known; node.role.ref == role]
	kinds != []
	every node in kinds { node.answers in {"closed", "off"} }
}
