# METADATA
# title: Role of pods that changes what others run on
# description: |
#   A role that pods can take may change or delete what belongs to everyone in the account:
#   instances, security groups, load balancers, DNS records, objects of S3 or messages of SQS. The
#   published policies of well-known controllers are an `info` finding of the strict profile, and
#   DNS records of all zones for External DNS and cert-manager a `low` one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
#     description: EKS Best Practices Guide, identity and access management
# schemas:
#   - input: schema
# custom:
#   severity: medium
#   since: 0.1.0
#   remedy: Limit the actions to tagged resources of this cluster, or to named ones.
#   targets: [iam_roles]
package rules.iam["workload-role-unscoped-write"]

import data.rules.lib.cluster_access
import data.rules.lib.workload_roles

findings contains {
	"ref": write.ref,
	"field": write.field,
	"message": sprintf("%s, which pods can take, %s", [role.address, write.what]),
	"severity": workload_roles.severity(role, write.severity),
} if {
	some role in workload_roles.roles
	workload_roles.certain(role)
	some write in _writes(role)
}

# Whether pods can take the role is not known.
undecided contains {"ref": role.ref, "field": "trust", "reason": reason} if {
	some role in workload_roles.roles
	reason := workload_roles.pods_unknown(role)
	_writes(role) != set()
}

# What a statement allows is not known.
undecided contains workload_roles.doubt(role, ability) if {
	some role in workload_roles.roles
	some ability in role.abilities
	workload_roles.is_or_may_be(ability, _actions)
	"unknown" in {ability.reach, ability.allowed}
	ability.reach in {"all", "unknown"}
	not ability.keys
	not ability.ref in _elsewhere(role)
	not ability.ref in {write.ref | some write in _writes(role)}
}

# Further statements or policies are not known.
undecided contains place if {
	some role in workload_roles.roles
	some place in workload_roles.unread(role)
}

_writes(role) := {write |
	abilities := [ability |
		some ability in role.abilities
		ability.action in _actions
		ability.reach == "all"
		ability.allowed == "yes"
		not ability.keys
		not ability.ref in _elsewhere(role)
	]
	some ref in {ability.ref | some ability in abilities}
	severity := _severity(role, ref, {ability.action | some ability in abilities; ability.ref == ref})
	of := [ability | some ability in abilities; ability.ref == ref]
	write := {
		"ref": ref, "field": of[0].field, "severity": severity,
		"what": workload_roles.granted([ability.action | some ability in of], of[0]),
	}
}

# Statements that other rules report.
_elsewhere(role) := (workload_roles.reported(role) | workload_roles.wildcards(role)) | {cluster_access.way(role).ref}

_elsewhere(role) := workload_roles.reported(role) | workload_roles.wildcards(role) if not cluster_access.way(role)

# The published policy of a controller is known to be as wide as that.
_severity(role, ref, _) := "info" if {
	workload_roles.is_of_controller(role, ref, _published)
	input.settings.profile == "strict"
}

_severity(role, ref, actions) := "low" if {
	not workload_roles.is_of_controller(role, ref, _published)
	_only_records(role, ref, actions)
}

_severity(role, ref, actions) := "medium" if {
	not workload_roles.is_of_controller(role, ref, _published)
	not _only_records(role, ref, actions)
}

_only_records(role, ref, {"route53:ChangeResourceRecordSets"}) if {
	workload_roles.is_of_controller(role, ref, {"external-dns", "cert-manager"})
}

_published := {
	"aws-load-balancer-controller", "aws-load-balancer-controller-target-groups",
	"aws-gateway-controller", "aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-fsx-csi-driver", "karpenter",
	"aws-vpc-cni", "aws-node-termination-handler",
}

_actions := {
	"autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup",
	"autoscaling:UpdateAutoScalingGroup",
	"ec2:TerminateInstances", "ec2:RunInstances", "ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress",
	"route53:ChangeResourceRecordSets", "sqs:DeleteMessage",
	"elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
	"elasticloadbalancing:DeleteLoadBalancerListeners", "elasticloadbalancing:DeleteLoadBalancerPolicy",
	"elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener",
	"elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyLoadBalancerAttributes",
	"elasticloadbalancing:ModifyRule", "elasticloadbalancing:ModifyTargetGroup",
	"elasticloadbalancing:ModifyTargetGroupAttributes",
	"s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketAcl",
	"s3:PutBucketNotification", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutBucketVersioning",
	"s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:PutObject", "s3:PutObjectAcl",
	"s3:PutReplicationConfiguration",
}
