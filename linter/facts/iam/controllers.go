package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// controller is a program whose vendor publishes the policy that it needs.
type controller struct {
	name string
	// signs are some actions that no other of them needs together.
	signs string
	// actions are the actions of the policy, as its statements write them.
	actions string
}

// controllers are the well-known ones, each with the actions of all releases that are in use.
//
// Sources, read in November 2026:
//   - https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
//   - https://www.gateway-api-controller.eks.aws.dev/latest/guides/deploy/
//   - https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicy.html, ...V2.html, AmazonEFSCSIDriverPolicy.html and AmazonEKS_CNI_Policy.html
//   - https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md
//   - https://karpenter.sh/docs/reference/cloudformation/
//   - https://github.com/aws/aws-node-termination-handler
//   - https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
//   - https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/
//   - https://cert-manager.io/docs/configuration/acme/dns01/route53/
var controllers = []controller{
	{
		"aws-load-balancer-controller", "elasticloadbalancing:CreateTargetGroup elasticloadbalancing:ModifyTargetGroup ec2:AuthorizeSecurityGroupIngress",
		`acm:DescribeCertificate acm:GetCertificate acm:ListCertificates cognito-idp:DescribeUserPoolClient
		ec2:AuthorizeSecurityGroupIngress ec2:CreateSecurityGroup ec2:CreateTags ec2:DeleteSecurityGroup ec2:DeleteTags ec2:DescribeAccountAttributes
		ec2:DescribeAddresses ec2:DescribeAvailabilityZones ec2:DescribeCoipPools ec2:DescribeInstances ec2:DescribeInstanceStatus
		ec2:DescribeInternetGateways ec2:DescribeIpamPools ec2:DescribeNetworkInterfaces ec2:DescribeRouteTables ec2:DescribeSecurityGroups
		ec2:DescribeSubnets ec2:DescribeTags ec2:DescribeVpcPeeringConnections ec2:DescribeVpcs ec2:GetCoipPoolUsage ec2:GetSecurityGroupsForVpc
		ec2:ModifyInstanceAttribute ec2:ModifyNetworkInterfaceAttribute ec2:RevokeSecurityGroupIngress
		elasticloadbalancing:AddListenerCertificates elasticloadbalancing:AddTags elasticloadbalancing:CreateListener
		elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:CreateRule elasticloadbalancing:CreateTargetGroup
		elasticloadbalancing:DeleteListener elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:DeleteRule
		elasticloadbalancing:DeleteTargetGroup elasticloadbalancing:DeregisterTargets elasticloadbalancing:DescribeCapacityReservation
		elasticloadbalancing:DescribeListenerAttributes elasticloadbalancing:DescribeListenerCertificates elasticloadbalancing:DescribeListeners
		elasticloadbalancing:DescribeLoadBalancerAttributes elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeRules
		elasticloadbalancing:DescribeSSLPolicies elasticloadbalancing:DescribeTags elasticloadbalancing:DescribeTargetGroupAttributes
		elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth elasticloadbalancing:DescribeTrustStores
		elasticloadbalancing:ModifyCapacityReservation elasticloadbalancing:ModifyIpPools elasticloadbalancing:ModifyListener
		elasticloadbalancing:ModifyListenerAttributes elasticloadbalancing:ModifyLoadBalancerAttributes elasticloadbalancing:ModifyRule
		elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:RegisterTargets
		elasticloadbalancing:RemoveListenerCertificates elasticloadbalancing:RemoveTags elasticloadbalancing:SetIpAddressType
		elasticloadbalancing:SetRulePriorities elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets elasticloadbalancing:SetWebAcl
		iam:CreateServiceLinkedRole iam:GetServerCertificate iam:ListServerCertificates shield:CreateProtection shield:DeleteProtection
		shield:DescribeProtection shield:GetSubscriptionState tag:GetResources tag:TagResources
		waf-regional:AssociateWebACL waf-regional:DisassociateWebACL waf-regional:GetWebACL waf-regional:GetWebACLForResource waf:GetWebACL
		wafv2:AssociateWebACL wafv2:DisassociateWebACL wafv2:GetWebACL wafv2:GetWebACLForResource`,
	},
	{
		"aws-load-balancer-controller-target-groups", "ec2:AuthorizeSecurityGroupIngress elasticloadbalancing:RegisterTargets",
		`ec2:AuthorizeSecurityGroupIngress ec2:DescribeInstances ec2:DescribeSecurityGroups ec2:DescribeVpcs ec2:RevokeSecurityGroupIngress
		elasticloadbalancing:DeregisterTargets elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth
		elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:RegisterTargets`,
	},
	{
		"aws-gateway-controller", "vpc-lattice:*",
		`ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeTags ec2:DescribeVpcs firehose:TagDeliveryStream iam:CreateServiceLinkedRole
		logs:CreateLogDelivery logs:DeleteLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery
		logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery s3:GetBucketPolicy s3:PutBucketPolicy tag:GetResources
		tag:TagResources tag:UntagResources vpc-lattice:*`,
	},
	{
		"aws-ebs-csi-driver", "ec2:CreateVolume ec2:AttachVolume",
		`ec2:AttachVolume ec2:CopyVolumes ec2:CreateSnapshot ec2:CreateTags ec2:CreateVolume ec2:DeleteSnapshot ec2:DeleteTags ec2:DeleteVolume
		ec2:DescribeAvailabilityZones ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeSnapshots ec2:DescribeTags ec2:DescribeVolumes
		ec2:DescribeVolumesModifications ec2:DescribeVolumeStatus ec2:DetachVolume ec2:EnableFastSnapshotRestores ec2:LockSnapshot ec2:ModifyVolume
		kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey* kms:GenerateDataKeyWithoutPlaintext kms:ListGrants
		kms:ReEncrypt* kms:RevokeGrant`,
	},
	{
		"aws-efs-csi-driver", "elasticfilesystem:CreateAccessPoint",
		`ec2:DescribeAvailabilityZones elasticfilesystem:CreateAccessPoint elasticfilesystem:DeleteAccessPoint
		elasticfilesystem:DescribeAccessPoints elasticfilesystem:DescribeFileSystems elasticfilesystem:DescribeMountTargets
		elasticfilesystem:TagResource`,
	},
	{
		"aws-fsx-csi-driver", "fsx:CreateFileSystem",
		`fsx:CreateFileSystem fsx:CreateSnapshot fsx:CreateVolume fsx:DeleteFileSystem fsx:DeleteSnapshot fsx:DeleteVolume
		fsx:DescribeFileSystems fsx:DescribeSnapshots fsx:DescribeVolumes fsx:ListTagsForResource fsx:TagResource fsx:UpdateFileSystem
		fsx:UpdateVolume iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:PutRolePolicy s3:ListBucket`,
	},
	{
		"karpenter", "ec2:CreateFleet ec2:RunInstances ec2:TerminateInstances",
		`arc-zonal-shift:GetManagedResource arc-zonal-shift:ListZonalShifts ec2:CreateFleet ec2:CreateLaunchTemplate ec2:CreateTags
		ec2:DeleteLaunchTemplate ec2:DescribeAvailabilityZones ec2:DescribeCapacityReservations ec2:DescribeImages ec2:DescribeInstanceStatus
		ec2:DescribeInstanceTypeOfferings ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeLaunchTemplates ec2:DescribePlacementGroups
		ec2:DescribeSecurityGroups ec2:DescribeSpotPriceHistory ec2:DescribeSubnets ec2:DescribeVpcs ec2:RunInstances ec2:TerminateInstances
		eks:DescribeCluster iam:AddRoleToInstanceProfile iam:CreateInstanceProfile iam:CreateServiceLinkedRole iam:DeleteInstanceProfile
		iam:GetInstanceProfile iam:ListInstanceProfiles iam:PassRole iam:RemoveRoleFromInstanceProfile iam:TagInstanceProfile pricing:GetProducts
		sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage ssm:GetParameter`,
	},
	{
		"aws-vpc-cni", "ec2:AssignPrivateIpAddresses ec2:CreateNetworkInterface",
		`ec2:AssignIpv6Addresses ec2:AssignPrivateIpAddresses ec2:AttachNetworkInterface ec2:CreateNetworkInterface ec2:CreateTags
		ec2:DeleteNetworkInterface ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups
		ec2:DescribeSubnets ec2:DescribeTags ec2:DetachNetworkInterface ec2:ModifyNetworkInterfaceAttribute ec2:UnassignPrivateIpAddresses
		logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:PutLogEvents`,
	},
	{
		"aws-vpc-cni-ipv6", "ec2:AssignIpv6Addresses",
		`ec2:AssignIpv6Addresses ec2:CreateTags ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeNetworkInterfaces ec2:DescribeTags`,
	},
	{
		"aws-node-termination-handler", "autoscaling:CompleteLifecycleAction sqs:ReceiveMessage",
		`autoscaling:CompleteLifecycleAction autoscaling:DescribeAutoScalingInstances autoscaling:DescribeTags ec2:DescribeInstances
		sqs:DeleteMessage sqs:ReceiveMessage`,
	},
	{
		"cluster-autoscaler", "autoscaling:SetDesiredCapacity autoscaling:DescribeAutoScalingGroups",
		`autoscaling:DescribeAutoScalingGroups autoscaling:DescribeAutoScalingInstances autoscaling:DescribeLaunchConfigurations
		autoscaling:DescribeScalingActivities autoscaling:DescribeTags autoscaling:SetDesiredCapacity
		autoscaling:TerminateInstanceInAutoScalingGroup autoscaling:UpdateAutoScalingGroup ec2:DescribeImages ec2:DescribeInstanceTypes
		ec2:DescribeLaunchTemplateVersions ec2:GetInstanceTypesFromInstanceRequirements eks:DescribeNodegroup`,
	},
	{
		"external-dns", "route53:ChangeResourceRecordSets route53:ListHostedZones",
		`route53:ChangeResourceRecordSets route53:GetChange route53:ListHostedZones route53:ListResourceRecordSets route53:ListTagsForResource
		route53:ListTagsForResources`,
	},
	{
		"cert-manager", "route53:ChangeResourceRecordSets route53:GetChange",
		`route53:ChangeResourceRecordSets route53:GetChange route53:ListHostedZonesByName route53:ListResourceRecordSets`,
	},
}

// Controllers are the well-known controllers for which some statements are, which are those
// that have all of what tells a controller apart.
func Controllers(statements []*model.PolicyStatement) []string {
	has := map[string]bool{}
	for _, s := range statements {
		if effect(s) == "Allow" {
			for _, a := range s.Actions {
				has[lower(a)] = true
			}
		}
	}
	var names []string
	for _, c := range controllers {
		if !slices.ContainsFunc(words(c.signs), func(sign string) bool { return !has[sign] }) {
			names = append(names, c.name)
		}
	}
	return names
}

// controllersOf are the well-known controllers that need all that a statement allows.
func controllersOf(s *model.PolicyStatement) []string {
	if effect(s) != "Allow" || len(s.Actions) == 0 || !known(s, "actions") {
		return nil
	}
	var names []string
	for i := range controllers {
		needs := controllerActions[i]
		if !slices.ContainsFunc(s.Actions, func(a string) bool { return !needs[lower(a)] }) {
			names = append(names, controllers[i].name)
		}
	}
	return names
}

// controllerActions are the actions of each controller in lower case.
var controllerActions = func() []map[string]bool {
	all := make([]map[string]bool, len(controllers))
	for i, c := range controllers {
		all[i] = map[string]bool{}
		for _, a := range words(c.actions) {
			all[i][a] = true
		}
	}
	return all
}()

func words(text string) []string { return strings.Fields(lower(text)) }
