package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestComputeWebIdentity(t *testing.T) {
	sub := "system:serviceaccount:a:b"
	from := func(s *model.PolicyStatement, p model.PolicyPrincipal) *model.PolicyStatement {
		p.Type = "Federated"
		s.Principals = []*model.PolicyPrincipal{&p}
		return s
	}
	deny := func(more ...*model.PolicyCondition) *model.PolicyStatement {
		s := trust("StringNotEquals", issuer+":sub", sub)
		s.Effect = "Deny"
		s.Conditions = append(s.Conditions, more...)
		return s
	}
	denyNothing := trust("StringNotLike", issuer+":sub", "*")
	denyNothing.Effect = "Deny"
	assume := trust("StringLike", issuer+":sub", "*")
	assume.Actions = []string{"sts:AssumeRole"}
	hole := map[string]model.Reason{"identifier": "variable-without-default"}
	facts := func(eks, subject string) *model.WebIdentityTrust {
		return &model.WebIdentityTrust{EKS: eks, Subject: subject, Denied: "no"}
	}
	denied := func(trust *model.WebIdentityTrust, denied string) *model.WebIdentityTrust {
		trust.Denied = denied
		return trust
	}
	open := func() *model.PolicyStatement { return trust("StringLike", issuer+":aud", "x") }
	neutral := func() *model.PolicyStatement { return trust("StringEquals", "aws:RequestedRegion", "eu-west-1") }
	tests := []struct {
		name, reason string
		trust        []*model.PolicyStatement
		want         *model.WebIdentityTrust
	}{
		{"subject", "restricted", []*model.PolicyStatement{trust("StringEquals", issuer+":sub", sub)}, facts("yes", "yes")},
		{"no subject", "only the audience", []*model.PolicyStatement{open()}, facts("yes", "no")},
		{"IfExists", "fails open", []*model.PolicyStatement{trust("StringEqualsIfExists", issuer+":sub", sub)}, facts("yes", "no")},
		{"Deny of others", "restricts", []*model.PolicyStatement{open(), deny()}, denied(facts("yes", "yes"), "yes")},
		{"Deny of some others", "the second condition may not hold", []*model.PolicyStatement{open(), deny(&model.PolicyCondition{Test: "Bool", Variable: "aws:SecureTransport", Values: []string{"false"}})}, denied(facts("yes", "unknown"), "unknown")},
		{"Deny of nobody", "no subject is left out of *", []*model.PolicyStatement{open(), denyNothing}, facts("yes", "no")},
		{"an effect that is not known", "it may be a Deny", []*model.PolicyStatement{unknownEffect(open())}, facts("unknown", "no")},
		{"another action", "not by token", []*model.PolicyStatement{assume}, nil},
		{"GitHub", "no cluster", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Identifier: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"})}, nil},
		{"dual stack", "the other host", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Identifier: "arn:aws:iam::1:oidc-provider/oidc-eks.eu-west-1.api.aws/id/A"})}, facts("yes", "no")},
		{"China", "its suffix", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Identifier: "arn:aws-cn:iam::1:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/A"})}, facts("yes", "no")},
		{"a provider of the unit", "of its cluster", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Provider: &model.OIDCProvider{Cluster: &model.Resource{}}})}, facts("yes", "no")},
		{"another provider of the unit", "its URL is known", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Provider: &model.OIDCProvider{URL: "https://example.com"}})}, nil},
		{"a variable", "any provider", []*model.PolicyStatement{from(neutral(), model.PolicyPrincipal{Node: model.Node{Unknown: hole}})}, facts("unknown", "no")},
		{"a variable with a key of EKS", "the key names the issuer", []*model.PolicyStatement{from(open(), model.PolicyPrincipal{Node: model.Node{Unknown: hole}})}, facts("yes", "no")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{{Trust: test.trust}}
			iam.Compute(m)
			if diff := cmp.Diff(test.want, test.trust[0].WebIdentity); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestWhetherTheRoleOfAnInstanceIsOfNodes(t *testing.T) {
	for _, tt := range []struct {
		name, userData string
		unknown, is    bool
		why            model.Reason
	}{
		{name: "a node", userData: "/etc/eks/bootstrap.sh shop", is: true},
		{name: "a node with a name that is not known", userData: "/etc/eks/bootstrap.sh ${var.name}", unknown: true, is: true},
		{name: "another instance", userData: "yum install nginx"},
		{name: "what starts is not known", unknown: true, why: model.DataSource},
	} {
		t.Run(tt.name, func(t *testing.T) {
			template, configuration := &model.LaunchTemplate{UserData: tt.userData}, &model.LaunchConfiguration{UserData: tt.userData}
			if tt.unknown {
				template.Note("user_data", model.DataSource)
				configuration.Note("user_data", model.DataSource)
			}
			m, roles := &model.Model{}, []*model.IAMRole{{}, {}}
			template.IAMInstanceProfile = &model.InstanceProfileUse{Profile: &model.InstanceProfile{IAMRole: roles[0]}}
			configuration.Profile = &model.InstanceProfile{IAMRole: roles[1]}
			m.IAMRoles = roles
			m.LaunchTemplates, m.LaunchConfigurations = []*model.LaunchTemplate{template}, []*model.LaunchConfiguration{configuration}
			iam.Compute(m)
			for _, role := range roles {
				if role.Infrastructure != tt.is || role.Why("infrastructure") != tt.why {
					t.Errorf("it is %t (%q), want %t (%q)", role.Infrastructure, role.Why("infrastructure"), tt.is, tt.why)
				}
			}
		})
	}
}

func unknownEffect(s *model.PolicyStatement) *model.PolicyStatement {
	s.Effect = "${var.effect}"
	s.Note("effect", model.VariableWithoutDefault)
	return s
}
