package iam_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func allow(actions, resources string, conditions ...*model.PolicyCondition) *model.PolicyStatement {
	return &model.PolicyStatement{
		Effect: "Allow", Actions: strings.Fields(actions), Resources: strings.Fields(resources), Conditions: conditions,
	}
}

func deny(actions, resources string, conditions ...*model.PolicyCondition) *model.PolicyStatement {
	s := allow(actions, resources, conditions...)
	s.Effect = "Deny"
	return s
}

func when(test, variable string, values ...string) *model.PolicyCondition {
	return &model.PolicyCondition{Test: test, Variable: variable, Values: values}
}

// abilitiesOf are the abilities of a role with a name and statements, as texts.
func abilitiesOf(boundary []*model.PolicyStatement, statements ...*model.PolicyStatement) []string {
	role := &model.IAMRole{Name: "app", Statements: statements}
	role.Address = "aws_iam_role.app"
	if boundary != nil {
		role.Boundary = &model.IAMPolicy{Statements: boundary}
	}
	iam.Compute(&model.Model{AWS: model.AWS{IAMRoles: []*model.IAMRole{role}}})
	return texts(role.Abilities)
}

func texts(abilities []*model.Ability) []string {
	var all []string
	for _, a := range abilities {
		text := strings.Join([]string{a.Field, a.Action, a.Reach, a.Allowed}, " ")
		if len(a.Keys)+len(a.Services) > 0 {
			text += " " + strings.Join(append(a.Keys, a.Services...), ",")
		}
		all = append(all, text)
	}
	return all
}

func TestAbilities(t *testing.T) {
	unknownEffect := allow("sqs:DeleteMessage", "*")
	unknownEffect.Effect = "${var.e}"
	unknownEffect.Note("effect", model.VariableWithoutDefault)
	for _, tt := range []struct {
		name, reason string
		boundary     []*model.PolicyStatement
		statements   []*model.PolicyStatement
		want         []string
	}{
		{name: "an action", statements: []*model.PolicyStatement{allow("SQS:deleteMessage", "*")}, want: []string{"actions sqs:DeleteMessage all yes"}},
		{
			name: "a wildcard", reason: "each action once, by the first pattern that has it",
			statements: []*model.PolicyStatement{allow("sqs:ListQueues sqs:Del* sqs:*", "*")}, want: []string{"actions.1 sqs:DeleteMessage all yes"},
		},
		{name: "an action that nobody asks for", statements: []*model.PolicyStatement{allow("sqs:ListQueues", "*")}},
		{
			name: "all of an account", statements: []*model.PolicyStatement{allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:1:secret:*")},
			want: []string{"actions secretsmanager:GetSecretValue all yes"},
		},
		{
			name: "a prefix", statements: []*model.PolicyStatement{allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:shop/*")},
			want: []string{"actions secretsmanager:GetSecretValue some yes"},
		},
		{name: "another service", reason: "no secret has such an ARN", statements: []*model.PolicyStatement{allow("secretsmanager:GetSecretValue", "arn:aws:s3:::*")}},
		{
			name: "an ARN that a wildcard cuts short", statements: []*model.PolicyStatement{allow("iam:PutRolePolicy", "arn:aws:iam::*")},
			want: []string{"actions iam:PutRolePolicy all yes"},
		},
		{name: "objects of buckets alone", statements: []*model.PolicyStatement{allow("s3:GetObject", "arn:aws:s3:::shop")}},
		{
			name: "all objects", statements: []*model.PolicyStatement{allow("s3:GetObject", "arn:aws:s3:::*/*")},
			want: []string{"actions s3:GetObject all yes"},
		},
		{
			name: "the ARN of a resource", reason: "it is no wildcard, whatever it is",
			statements: []*model.PolicyStatement{allow("s3:GetObject", "${aws_s3_bucket.a.arn}/*")}, want: []string{"actions s3:GetObject some yes"},
		},
		{
			name: "a variable", reason: "it may be an asterisk",
			statements: []*model.PolicyStatement{allow("sqs:DeleteMessage", "${var.queue}")}, want: []string{"actions sqs:DeleteMessage unknown yes"},
		},
		{
			name: "a variable for an account", statements: []*model.PolicyStatement{allow("kms:Decrypt", "arn:aws:kms:*:${var.account}:key/*")},
			want: []string{"actions kms:Decrypt all yes"},
		},
		{
			name: "itself", statements: []*model.PolicyStatement{allow("iam:PutRolePolicy", "arn:aws:iam::*:role/ap*")},
			want: []string{"actions iam:PutRolePolicy own yes"},
		},
		{
			name: "itself by reference", statements: []*model.PolicyStatement{allow("iam:PutRolePolicy", "${aws_iam_role.app.arn}")},
			want: []string{"actions iam:PutRolePolicy own yes"},
		},
		{
			name: "another role", statements: []*model.PolicyStatement{allow("iam:PutRolePolicy", "arn:aws:iam::*:role/web-*")},
			want: []string{"actions iam:PutRolePolicy some yes"},
		},
		{
			name: "roles of all accounts", statements: []*model.PolicyStatement{allow("sts:AssumeRole", "arn:aws:iam::*:role/*"), allow("sts:AssumeRole", "arn:aws:iam::1:role/*")},
			want: []string{"actions sts:AssumeRole all yes", "actions sts:AssumeRole some yes"},
		},
		{
			name: "all resources but some", statements: []*model.PolicyStatement{{Effect: "Allow", Actions: []string{"sqs:*"}, NotResources: []string{"arn:aws:sqs:*:*:a"}}},
			want: []string{"actions sqs:DeleteMessage all yes"},
		},
		{
			name: "conditions", reason: "those that fail open or say where one comes from narrow nothing",
			statements: []*model.PolicyStatement{
				allow("sqs:DeleteMessage", "*", when("StringEquals", "aws:ResourceTag/a", "b"), when("Null", "aws:RequestTag/a", "false")),
				allow("sqs:DeleteMessage", "*", when("StringEqualsIfExists", "aws:ResourceTag/a", "b"), when("StringNotEquals", "aws:ResourceTag/a", "b")),
				allow("sqs:DeleteMessage", "*", when("StringEquals", "aws:RequestedRegion", "eu-west-1"), when("Null", "aws:ResourceTag/a", "true")),
				allow("sqs:DeleteMessage", "*", when("StringLike", "aws:ResourceTag/a", "*")),
			},
			want: []string{
				"actions sqs:DeleteMessage all yes aws:requesttag/a,aws:resourcetag/a", "actions sqs:DeleteMessage all yes",
				"actions sqs:DeleteMessage all yes", "actions sqs:DeleteMessage all yes",
			},
		},
		{
			name: "services", statements: []*model.PolicyStatement{allow("iam:PassRole", "*", when("StringEqualsIfExists", "iam:PassedToService", "ec2.amazonaws.com"))},
			want: []string{"actions iam:PassRole all yes ec2.amazonaws.com"},
		},
		{name: "denied", statements: []*model.PolicyStatement{allow("sqs:DeleteMessage", "*"), deny("sqs:*", "*")}},
		{
			name: "denied for some", statements: []*model.PolicyStatement{allow("sqs:DeleteMessage", "*"), deny("sqs:*", "arn:aws:sqs:*:*:audit")},
			want: []string{"actions sqs:DeleteMessage all yes"},
		},
		{
			name: "denied for all but some", statements: []*model.PolicyStatement{
				allow("sqs:DeleteMessage", "*"), {Effect: "Deny", Actions: []string{"sqs:*"}, NotResources: []string{"arn:aws:sqs:*:*:mine"}},
			},
			want: []string{"actions sqs:DeleteMessage some yes"},
		},
		{
			name: "denied without a tag", statements: []*model.PolicyStatement{
				allow("sqs:DeleteMessage", "*"), deny("sqs:*", "*", when("StringNotEquals", "aws:ResourceTag/a", "b")),
			},
			want: []string{"actions sqs:DeleteMessage all yes aws:resourcetag/a"},
		},
		{
			name: "denied elsewhere", statements: []*model.PolicyStatement{
				allow("sqs:DeleteMessage", "*"), deny("*", "*", when("StringNotEquals", "aws:RequestedRegion", "eu-west-1")),
			},
			want: []string{"actions sqs:DeleteMessage all yes"},
		},
		{
			name: "a boundary", boundary: []*model.PolicyStatement{allow("sqs:* s3:*", "*")},
			statements: []*model.PolicyStatement{allow("sqs:DeleteMessage iam:PutRolePolicy", "*")}, want: []string{"actions.0 sqs:DeleteMessage all yes"},
		},
		{
			name: "a boundary with resources", boundary: []*model.PolicyStatement{allow("sqs:*", "arn:aws:sqs:*:*:shop-*")},
			statements: []*model.PolicyStatement{allow("sqs:DeleteMessage", "*")}, want: []string{"actions sqs:DeleteMessage some yes"},
		},
		{name: "everything", reason: "it is said otherwise", statements: []*model.PolicyStatement{allow("*", "*")}},
		{
			name: "everything within a boundary", boundary: []*model.PolicyStatement{allow("sqs:*", "*")},
			statements: []*model.PolicyStatement{allow("*", "*")}, want: []string{"actions sqs:DeleteMessage all yes"},
		},
		{name: "an effect that is not known", statements: []*model.PolicyStatement{unknownEffect}, want: []string{"actions sqs:DeleteMessage all unknown"}},
		{name: "an action that is not known", statements: []*model.PolicyStatement{allow("${var.a}", "*")}, want: []string{"actions  unknown unknown"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, abilitiesOf(tt.boundary, tt.statements...)); diff != "" {
				t.Errorf("abilities (-want +got): %s\n%s", tt.reason, diff)
			}
		})
	}
}

func TestAbilitiesByPoliciesOfAWS(t *testing.T) {
	role := &model.IAMRole{ManagedPolicies: []*model.ManagedPolicy{
		{PolicyName: "AWSLambda_FullAccess"}, {PolicyName: "AmazonEC2ContainerRegistryReadOnly"},
	}}
	iam.Compute(&model.Model{AWS: model.AWS{IAMRoles: []*model.IAMRole{role}}})
	want := []string{"policy_arn lambda:CreateFunction all yes", "policy_arn iam:PassRole all yes lambda.amazonaws.com"}
	if diff := cmp.Diff(want, texts(role.Abilities)); diff != "" {
		t.Errorf("abilities (-want +got):\n%s", diff)
	}
	if why := role.Why("statements"); why != "" {
		t.Errorf("the statements are unknown (%s) though both policies are known", why)
	}
	role = &model.IAMRole{ManagedPolicies: []*model.ManagedPolicy{{PolicyName: "NoSuchPolicy"}}}
	iam.Compute(&model.Model{AWS: model.AWS{IAMRoles: []*model.IAMRole{role}}})
	if why := role.Why("statements"); why != model.NotInInput {
		t.Errorf("the statements are unknown for the reason %q, want %q", why, model.NotInInput)
	}
}

func TestControllers(t *testing.T) {
	role := &model.IAMRole{Statements: []*model.PolicyStatement{
		allow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/*"),
		allow("route53:ListHostedZones route53:ListResourceRecordSets", "*"),
		allow("s3:GetObject", "*"),
	}}
	iam.Compute(&model.Model{AWS: model.AWS{IAMRoles: []*model.IAMRole{role}}})
	if diff := cmp.Diff([]string{"external-dns"}, role.Controllers); diff != "" {
		t.Errorf("controllers of the role (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"external-dns", "cert-manager"}, role.Statements[0].Controllers); diff != "" {
		t.Errorf("controllers of the first statement (-want +got):\n%s", diff)
	}
	if got := role.Statements[2].Controllers; got != nil {
		t.Errorf("controllers of the last statement are %v, want none", got)
	}
}

func TestPoliciesOfAWSAreRead(t *testing.T) {
	for _, name := range []string{"SecretsManagerReadWrite", "AmazonS3FullAccess", "ReadOnlyAccess", "AWSDenyAll"} {
		statements := iam.StatementsOf(name)
		if len(statements) == 0 {
			t.Errorf("%s has no statements", name)
		}
		for _, s := range statements {
			if len(s.Actions)+len(s.NotActions) == 0 || len(s.Resources)+len(s.NotResources) == 0 {
				t.Errorf("%s has a statement without actions or resources: %v", name, s)
			}
		}
	}
	if _, ok := iam.Managed("AmazonEKSWorkerNodePolicy"); !ok {
		t.Error("AmazonEKSWorkerNodePolicy is not known")
	}
	if _, ok := iam.Managed("#"); ok {
		t.Error("a comment is taken for a policy")
	}
}
