package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// fromOutside evaluates an attribute of a data source whose value does not depend on what
// is in the account.
func (r *Resource) fromOutside(name string) (cty.Value, bool) {
	if !r.Data {
		return cty.NilVal, false
	}
	switch r.Type {
	case "aws_partition":
		return r.partition(name)
	case "aws_region":
		if name == "name" || name == "id" || name == "region" {
			return r.region(), true
		}
	case "aws_service_principal":
		if name == "name" || name == "suffix" {
			return r.servicePrincipal(name)
		}
	case "aws_iam_policy":
		if name == "arn" && r.node.block.body.Attributes["arn"] == nil {
			return r.managedPolicy()
		}
	case "aws_iam_policy_document":
		if name == "json" || name == "minified_json" {
			return r.policyJSON(), true
		}
	}
	return cty.NilVal, false
}

// region is the region that the resource is in.
func (r *Resource) region() cty.Value {
	if attr := r.node.block.body.Attributes["region"]; attr != nil {
		if v, err := convert.Convert(r.argument("region"), cty.String); err == nil && !v.IsNull() {
			return v
		}
	}
	provider := "aws"
	if attr := r.node.block.body.Attributes["provider"]; attr != nil {
		provider = providerName(attr.Expr)
	}
	return r.Module.region(provider)
}

// partitionOf is the partition of a region.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
func partitionOf(region string) (partition, suffix, reverse string) {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov", "amazonaws.com", "com.amazonaws"
	case strings.HasPrefix(region, "us-iso-"):
		return "aws-iso", "c2s.ic.gov", "gov.ic.c2s"
	case strings.HasPrefix(region, "us-isob-"):
		return "aws-iso-b", "sc2s.sgov.gov", "gov.sgov.sc2s"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc", "amazonaws.eu", "eu.amazonaws"
	}
	return "aws", "amazonaws.com", "com.amazonaws"
}

// partition evaluates data.aws_partition. If the region is unknown, it is assumed to be
// the commercial one, so that ARNs stay whole: no rule depends on the partition.
func (r *Resource) partition(name string) (cty.Value, bool) {
	region := ""
	if v := plain(r.region()); v.IsKnown() && !v.IsNull() {
		region = v.AsString()
	}
	partition, suffix, reverse := partitionOf(region)
	switch name {
	case "partition", "id":
		return cty.StringVal(partition), true
	case "dns_suffix":
		return cty.StringVal(suffix), true
	case "reverse_dns_prefix":
		return cty.StringVal(reverse), true
	}
	return cty.NilVal, false
}

// servicePrincipal evaluates data.aws_service_principal where all services are named alike.
func (r *Resource) servicePrincipal(name string) (cty.Value, bool) {
	region := ""
	if v := plain(r.region()); v.IsKnown() && !v.IsNull() {
		region = v.AsString()
	}
	partition, suffix, _ := partitionOf(region)
	if partition != "aws" && partition != "aws-us-gov" {
		return cty.NilVal, false
	}
	if name == "suffix" {
		return cty.StringVal(suffix), true
	}
	if r.node.block.body.Attributes["service_name"] == nil {
		return cty.NilVal, false
	}
	v, err := convert.Convert(plain(r.argument("service_name")), cty.String)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return cty.NilVal, false
	}
	return cty.StringVal(v.AsString() + "." + suffix), true
}

// managedPolicy is the ARN of a policy that is looked up by a name which only AWS gives:
// customers cannot name theirs like one that AWS manages only if it is known here.
func (r *Resource) managedPolicy() (cty.Value, bool) {
	if r.node.block.body.Attributes["name"] == nil {
		return cty.NilVal, false
	}
	v, err := convert.Convert(plain(r.argument("name")), cty.String)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return cty.NilVal, false
	}
	path, ok := managedPolicies[v.AsString()]
	if !ok {
		return cty.NilVal, false
	}
	region := ""
	if v := plain(r.region()); v.IsKnown() && !v.IsNull() {
		region = v.AsString()
	}
	partition, _, _ := partitionOf(region)
	return cty.StringVal("arn:" + partition + ":iam::aws:policy/" + path + v.AsString()), true
}

// managedPolicies are well-known AWS managed policies with the path before their name.
//
// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html,
// read in November 2026.
var managedPolicies = map[string]string{
	"AdministratorAccess":                    "",
	"PowerUserAccess":                        "",
	"ReadOnlyAccess":                         "",
	"IAMFullAccess":                          "",
	"SecurityAudit":                          "",
	"AmazonEC2FullAccess":                    "",
	"AmazonS3FullAccess":                     "",
	"AmazonS3ReadOnlyAccess":                 "",
	"AmazonSSMManagedInstanceCore":           "",
	"AmazonSSMFullAccess":                    "",
	"AmazonEKSClusterPolicy":                 "",
	"AmazonEKSServicePolicy":                 "",
	"AmazonEKSWorkerNodePolicy":              "",
	"AmazonEKSWorkerNodeMinimalPolicy":       "",
	"AmazonEKSVPCResourceController":         "",
	"AmazonEKSFargatePodExecutionRolePolicy": "",
	"AmazonEKS_CNI_Policy":                   "",
	"AmazonEKSComputePolicy":                 "",
	"AmazonEKSBlockStoragePolicy":            "",
	"AmazonEKSLoadBalancingPolicy":           "",
	"AmazonEKSNetworkingPolicy":              "",
	"AmazonEC2ContainerRegistryReadOnly":     "",
	"AmazonEC2ContainerRegistryPullOnly":     "",
	"AmazonEC2ContainerRegistryPowerUser":    "",
	"AmazonEC2ContainerRegistryFullAccess":   "",
	"AmazonEBSCSIDriverPolicy":               "service-role/",
	"AmazonEFSCSIDriverPolicy":               "service-role/",
	"CloudWatchAgentServerPolicy":            "",
	"CloudWatchFullAccess":                   "",
	"AWSXrayWriteOnlyAccess":                 "",
	"AWSLambdaBasicExecutionRole":            "service-role/",
}
