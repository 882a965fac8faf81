package iam

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/ekslint/ekslint/parsers/model"
)

//go:embed managed.txt
var managedText string

// managedLines are the lines of managed.txt by the name of the policy.
var managedLines = sync.OnceValue(func() map[string]string {
	lines := map[string]string{}
	for line := range strings.Lines(managedText) {
		line = strings.TrimSuffix(line, "\n")
		if name, rest, _ := strings.Cut(line, "\t"); name != "" && name[0] != '#' {
			lines[name] = rest
		}
	}
	return lines
})

// StatementsOf returns the statements of a policy that AWS manages, as far as managed.txt has
// them. They are nodes without refs.
func StatementsOf(name string) []*model.PolicyStatement {
	line := managedLines()[name]
	if line == "" {
		return nil
	}
	var statements []*model.PolicyStatement
	for text := range strings.SplitSeq(line, "\t") {
		statements = append(statements, parseStatement(text))
	}
	return statements
}

// parseStatement reads a statement in the form that managed.txt describes.
func parseStatement(text string) *model.PolicyStatement {
	s := &model.PolicyStatement{Effect: "Allow"}
	text, conditions, _ := strings.Cut(text, " if ")
	list, resources, _ := strings.Cut(text, " on ")
	if rest, ok := strings.CutPrefix(list, "!"); ok {
		s.Effect, list = "Deny", rest
	}
	if rest, ok := strings.CutPrefix(list, "-"); ok {
		s.NotActions = strings.Split(rest, ",")
	} else {
		s.Actions = strings.Split(list, ",")
	}
	if rest, ok := strings.CutPrefix(resources, "-"); ok {
		s.NotResources = strings.Split(rest, ",")
	} else if resources != "" {
		s.Resources = strings.Split(resources, ",")
	} else {
		s.Resources = []string{"*"}
	}
	for condition := range strings.SplitSeq(conditions, ",") {
		if test, key, ok := strings.Cut(condition, " "); ok {
			key, values, _ := strings.Cut(key, "=")
			s.Conditions = append(s.Conditions, &model.PolicyCondition{Test: test, Variable: key, Values: strings.Split(values, "|")})
		}
	}
	return s
}

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
	if policy, ok = managed[name]; ok {
		return policy, true
	}
	_, ok = managedLines()[name]
	return ManagedPolicy{}, ok
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

	"AmazonEKS_CNI_Policy":                     {Node: true, Addon: "vpc-cni"},
	"AmazonEBSCSIDriverPolicy":                 {Addon: "aws-ebs-csi-driver"},
	"AmazonEBSCSIDriverPolicyV2":               {Addon: "aws-ebs-csi-driver"},
	"AmazonEBSCSIDriverEKSClusterScopedPolicy": {Addon: "aws-ebs-csi-driver"},
	"AmazonEFSCSIDriverPolicy":                 {Addon: "aws-efs-csi-driver"},
	"AmazonS3FilesCSIDriverPolicy":             {Addon: "aws-s3-files-csi-driver"},
	"AmazonFSxConsoleFullAccess":               {Addon: "aws-fsx-csi-driver"},
	"AmazonFSxReadOnlyAccess":                  {Addon: "aws-fsx-csi-driver"},
	"AmazonFSxConsoleReadOnlyAccess":           {Addon: "aws-fsx-csi-driver"},
	"AmazonFSxFullAccess":                      {Addon: "aws-fsx-csi-driver"},
	"AmazonEKSVPCResourceController":           {ControlPlane: true},

	"AmazonEC2ContainerRegistryPowerUser":  {PushesImages: true},
	"AmazonEC2ContainerRegistryFullAccess": {PushesImages: true},

	"AmazonEKSClusterPolicy":       {ControlPlane: true},
	"AmazonEKSServicePolicy":       {ControlPlane: true},
	"AmazonEKSComputePolicy":       {ControlPlane: true},
	"AmazonEKSBlockStoragePolicy":  {ControlPlane: true},
	"AmazonEKSLoadBalancingPolicy": {ControlPlane: true},
	"AmazonEKSNetworkingPolicy":    {ControlPlane: true},
}
