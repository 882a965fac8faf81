package iam

// ManagedPolicy says what matters of a policy that AWS manages.
type ManagedPolicy struct {
	// Admin is whether who holds it can do, or can give himself, nearly everything.
	Admin bool
	// Node is whether the nodes of a cluster, or its Fargate pods, are expected to have it.
	Node bool
	// Addon is the add-on whose own role should have it instead of the nodes'; "" for none.
	Addon string
	// PushesImages is whether it writes to ECR repositories.
	PushesImages bool
	// ControlPlane is whether the role of a cluster is expected to have it.
	ControlPlane bool
}

// Managed returns what is known of a policy by its name, which is the last part of an ARN
// with the account "aws"; ok is false for all others, of which nothing is known.
func Managed(name string) (policy ManagedPolicy, ok bool) {
	policy, ok = managed[name]
	return policy, ok
}

// managed are the policies that have to do with a cluster, read in November 2026.
//
// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
var managed = map[string]ManagedPolicy{
	"AdministratorAccess": {Admin: true},
	"IAMFullAccess":       {Admin: true},
	"PowerUserAccess":     {Admin: true},
	"SystemAdministrator": {Admin: true},

	"AmazonEKSWorkerNodePolicy":              {Node: true},
	"AmazonEKSWorkerNodeMinimalPolicy":       {Node: true},
	"AmazonEC2ContainerRegistryReadOnly":     {Node: true},
	"AmazonEC2ContainerRegistryPullOnly":     {Node: true},
	"AmazonEKSFargatePodExecutionRolePolicy": {Node: true},
	"AmazonSSMManagedInstanceCore":           {Node: true},
	"CloudWatchAgentServerPolicy":            {Node: true},
	"AWSXRayDaemonWriteAccess":               {Node: true},

	"AmazonEKS_CNI_Policy":           {Node: true, Addon: "vpc-cni"},
	"AmazonEBSCSIDriverPolicy":       {Addon: "aws-ebs-csi-driver"},
	"AmazonEBSCSIDriverPolicyV2":     {Addon: "aws-ebs-csi-driver"},
	"AmazonEFSCSIDriverPolicy":       {Addon: "aws-efs-csi-driver"},
	"AmazonFSxFullAccess":            {Addon: "aws-fsx-csi-driver"},
	"AmazonEKSVPCResourceController": {ControlPlane: true},

	"AmazonEC2ContainerRegistryPowerUser":  {PushesImages: true},
	"AmazonEC2ContainerRegistryFullAccess": {PushesImages: true},

	"AmazonEKSClusterPolicy":       {ControlPlane: true},
	"AmazonEKSServicePolicy":       {ControlPlane: true},
	"AmazonEKSComputePolicy":       {ControlPlane: true},
	"AmazonEKSBlockStoragePolicy":  {ControlPlane: true},
	"AmazonEKSLoadBalancingPolicy": {ControlPlane: true},
	"AmazonEKSNetworkingPolicy":    {ControlPlane: true},
}
