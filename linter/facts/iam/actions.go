package iam

import (
	"strings"
)

// action is an action that gives its holder more than most do: that of others, or more
// rights.
type action struct {
	// name is the action as IAM writes it.
	name string
	// service is the service in the ARNs of what it works on.
	service string
	// all is the last part of an ARN that stands for all of that, a pattern; "" for an action
	// of which it does not matter on what it works.
	all string
}

// kind are actions on one kind of resource.
type kind struct {
	prefix, service, all string
	actions              []string
}

// kinds are the actions that rules ask about, by what they work on. All of them can be
// limited to some resources, as far as they are listed with one.
//
// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html, November 2026.
var kinds = []kind{
	// Rights.
	{"iam", "iam", "role/*", []string{"AttachRolePolicy", "PutRolePolicy", "UpdateAssumeRolePolicy", "PassRole"}},
	{"iam", "iam", "policy/*", []string{"CreatePolicyVersion", "SetDefaultPolicyVersion"}},
	{"iam", "iam", "user/*", []string{"AttachUserPolicy", "PutUserPolicy", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile"}},
	{"iam", "iam", "group/*", []string{"AttachGroupPolicy", "PutGroupPolicy", "AddUserToGroup"}},
	{"sts", "iam", "role/*", []string{"AssumeRole"}},
	{"eks", "eks", "cluster/*", []string{"CreateAccessEntry", "AssociateIdentityProviderConfig", "UpdateClusterConfig"}},
	{"eks", "eks", "access-entry/*", []string{"AssociateAccessPolicy", "UpdateAccessEntry"}},
	// Code under the role that is passed.
	{"ec2", "ec2", "instance/*", []string{"RunInstances"}},
	{"lambda", "", "", []string{"CreateFunction"}},
	{"ecs", "", "", []string{"RunTask"}},
	{"eks", "", "", []string{"CreateNodegroup", "CreatePodIdentityAssociation"}},
	{"cloudformation", "", "", []string{"CreateStack"}},
	{"glue", "", "", []string{"CreateJob", "CreateDevEndpoint"}},
	{"sagemaker", "", "", []string{"CreateNotebookInstance", "CreateTrainingJob", "CreateProcessingJob"}},
	{"codebuild", "", "", []string{"CreateProject"}},
	// Code on nodes and other instances.
	{"ssm", "ec2", "instance/*", []string{"SendCommand", "StartSession"}},
	// Secrets and data.
	{"secretsmanager", "secretsmanager", "secret:*", []string{
		"GetSecretValue", "BatchGetSecretValue", "PutSecretValue", "UpdateSecret", "DeleteSecret",
	}},
	{"ssm", "ssm", "parameter/*", []string{"GetParameter", "GetParameters", "GetParametersByPath", "PutParameter"}},
	{"kms", "kms", "key/*", []string{"Decrypt"}},
	{"s3", "s3", "*/*", []string{"GetObject", "PutObject", "PutObjectAcl", "DeleteObject", "DeleteObjectVersion"}},
	{"s3", "s3", "*", []string{
		"DeleteBucket", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketNotification", "PutBucketPolicy", "PutBucketPublicAccessBlock",
		"PutBucketVersioning", "PutEncryptionConfiguration", "PutLifecycleConfiguration", "PutReplicationConfiguration",
	}},
	{"dynamodb", "dynamodb", "table/*", []string{
		"GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem",
	}},
	// What others run on.
	{"autoscaling", "autoscaling", "autoScalingGroup:*:autoScalingGroupName/*", []string{
		"SetDesiredCapacity", "TerminateInstanceInAutoScalingGroup", "UpdateAutoScalingGroup",
	}},
	{"ec2", "ec2", "instance/*", []string{"TerminateInstances"}},
	{"ec2", "ec2", "security-group/*", []string{"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress"}},
	{"route53", "route53", "hostedzone/*", []string{"ChangeResourceRecordSets"}},
	{"elasticloadbalancing", "elasticloadbalancing", "loadbalancer/app/*/*", []string{
		"DeleteLoadBalancer", "DeleteLoadBalancerListeners", "DeleteLoadBalancerPolicy", "ModifyLoadBalancerAttributes",
	}},
	{"elasticloadbalancing", "elasticloadbalancing", "listener/app/*/*/*", []string{"DeleteListener", "ModifyListener", "ModifyListenerAttributes"}},
	{"elasticloadbalancing", "elasticloadbalancing", "listener-rule/app/*/*/*/*", []string{"DeleteRule", "ModifyRule"}},
	{"elasticloadbalancing", "elasticloadbalancing", "targetgroup/*/*", []string{
		"DeleteTargetGroup", "ModifyTargetGroup", "ModifyTargetGroupAttributes",
	}},
	{"sqs", "sqs", "*", []string{"DeleteMessage"}},
	// Images and source code.
	{"ecr", "ecr", "repository/*", []string{
		"PutImage", "InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "BatchDeleteImage", "DeleteRepository",
		"SetRepositoryPolicy", "PutImageTagMutability",
	}},
	{"codeconnections", "codeconnections", "connection/*", []string{"UseConnection", "GetConnectionToken"}},
	{"codestar-connections", "codestar-connections", "connection/*", []string{"UseConnection"}},
}

// actionTable finds the actions by their service, and by their whole name in lower case.
type actionTable struct {
	all       []action
	byService map[string][]action
	byName    map[string]action
}

var actions = newActionTable(kinds)

func newActionTable(kinds []kind) *actionTable {
	t := &actionTable{byService: map[string][]action{}, byName: map[string]action{}}
	for _, k := range kinds {
		for _, name := range k.actions {
			a := action{name: k.prefix + ":" + name, service: k.service, all: k.all}
			t.all = append(t.all, a)
			t.byService[k.prefix] = append(t.byService[k.prefix], a)
			t.byName[lower(a.name)] = a
		}
	}
	return t
}

// matching are the actions that a pattern, in lower case and without unknown parts, may
// match.
func (t *actionTable) matching(pattern string) []action {
	service, _, found := strings.Cut(pattern, ":")
	switch {
	case !strings.ContainsAny(pattern, "*?"):
		if a, ok := t.byName[pattern]; ok {
			return []action{a}
		}
		return nil
	case found && !strings.ContainsAny(service, "*?"):
		return t.byService[service]
	}
	return t.all
}
