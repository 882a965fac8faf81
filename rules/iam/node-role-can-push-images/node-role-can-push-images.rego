# METADATA
# title: Role of nodes that pushes images
# description: |
#   The role of nodes, or the role by which Fargate starts pods, may push or delete images. Whoever
#   breaks into one node puts his own code into the images that all clusters run.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_EKS.html
#     description: ECR User Guide, using images with EKS
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Attach `AmazonEC2ContainerRegistryPullOnly` to nodes.
#   targets: [iam_roles]
package rules.iam["node-role-can-push-images"]

import data.rules.lib.node_roles
import data.rules.lib.unknown
import data.rules.lib.workload_roles

findings contains {
	"ref": ability.ref,
	"field": ability.field,
	"message": sprintf("%s, the role of %s, %s", [
		role.address, node_roles.used_by(role),
		workload_roles.granted([push.action | some push in pushes; push.ref == ability.ref], ability),
	]),
	"severity": workload_roles.severity(role, "medium"),
} if {
	some role in node_roles.roles
	workload_roles.admin[role.ref] == set()
	pushes := [ability |
		some ability in role.abilities
		ability.action in _pushing
		ability.allowed == "yes"
		ability.reach in {"all", "some"}
		not ability.keys
	]
	some ref in {push.ref | some push in pushes}
	ability := [push | some push in pushes; push.ref == ref][0]
}

# What a statement allows is not known.
undecided contains workload_roles.doubt(role, ability) if {
	some role in node_roles.roles
	some ability in role.abilities
	ability.action in _pushing
	"unknown" in {ability.reach, ability.allowed}
}

undecided contains {"ref": statement.ref, "field": "actions", "reason": reason} if {
	some role in node_roles.roles
	some statement in role.statements
	reason := unknown.reason(statement, "actions")
}

# Further statements or policies are not known.
undecided contains place if {
	some role in node_roles.roles
	some place in workload_roles.unread(role)
}

_pushing := {
	"ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:BatchDeleteImage",
	"ecr:DeleteRepository", "ecr:SetRepositoryPolicy", "ecr:PutImageTagMutability",
}
