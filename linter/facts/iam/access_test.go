package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestComputeAccess(t *testing.T) {
	principals := func(ids ...string) []*model.PolicyPrincipal {
		var list []*model.PolicyPrincipal
		for _, id := range ids {
			p := &model.PolicyPrincipal{Type: "AWS", Identifier: id}
			if len(id) > 1 && id[0] == '$' {
				p.Unknown = map[string]model.Reason{"identifier": "data-source"}
			}
			list = append(list, p)
		}
		return list
	}
	facts := func(change func(*model.ResourceAccess)) *model.ResourceAccess {
		a := &model.ResourceAccess{
			Everyone: "no", Pinned: "no", WeaklyPinned: "no", Push: "no", Everything: "no", Writes: "no", WholeAccount: "no", OwnAccount: "no",
		}
		change(a)
		return a
	}
	condition := func(test, key, value string) []*model.PolicyCondition {
		return []*model.PolicyCondition{{Test: test, Variable: key, Values: []string{value}}}
	}
	tests := []struct {
		name      string
		statement model.PolicyStatement
		want      *model.ResourceAccess
	}{
		{
			"everyone pulls",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:BatchGetImage"}, Principals: principals("*")},
			facts(func(a *model.ResourceAccess) { a.Everyone = "yes" }),
		},
		{
			"everyone does everything",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:*"}, Principals: principals("*")},
			facts(func(a *model.ResourceAccess) { a.Everyone, a.Push, a.Everything, a.Writes = "yes", "yes", "yes", "yes" }),
		},
		{
			"all but one",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:PutImage"}, Resources: []string{"arn:aws:ecr:eu-west-1:1:repository/x"}, NotPrincipals: principals("111122223333")},
			facts(func(a *model.ResourceAccess) { a.Everyone, a.Push = "yes", "yes" }),
		},
		{
			"an organisation", model.PolicyStatement{
				Effect: "Allow", Actions: []string{"ecr:PutImage"}, Principals: principals("*"), Resources: []string{"arn:aws:ecr:eu-west-1:1:repository/x"},
				Conditions: condition("StringEquals", "aws:PrincipalOrgID", "o-1"),
			}, facts(func(a *model.ResourceAccess) { a.Everyone, a.Push, a.Pinned = "yes", "yes", "yes" }),
		},
		{
			"an endpoint to one account", model.PolicyStatement{
				Effect: "Allow", Actions: []string{"*"}, Principals: principals("*"), Resources: []string{"*"},
				Conditions: condition("StringEquals", "aws:ResourceAccount", "111122223333"),
			}, facts(func(a *model.ResourceAccess) {
				a.Everyone, a.Push, a.Everything, a.Writes, a.Pinned = "yes", "yes", "yes", "yes", "yes"
			}),
		},
		{
			"an account",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:PutImage"}, Resources: []string{"x"}, Principals: principals("arn:aws:iam::111122223333:root", "444455556666", "111122223333")},
			facts(func(a *model.ResourceAccess) {
				a.Push, a.WholeAccount, a.Accounts = "yes", "yes", []string{"111122223333", "444455556666"}
			}),
		},
		{
			"the own account",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:PutImage"}, Resources: []string{"x"}, Principals: principals("arn:aws:iam::${data.aws_caller_identity.current.account_id}:root")},
			facts(func(a *model.ResourceAccess) { a.Push, a.WholeAccount, a.OwnAccount = "yes", "yes", "yes" }),
		},
		{
			"somebody",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:PutImage"}, Resources: []string{"x"}, Principals: principals("${var.who}")},
			facts(func(a *model.ResourceAccess) {
				a.Push, a.Everyone, a.WholeAccount, a.OwnAccount = "yes", "unknown", "unknown", "unknown"
			}),
		},
		{
			"a service",
			model.PolicyStatement{Effect: "Allow", Actions: []string{"ecr:BatchGetImage"}, Principals: []*model.PolicyPrincipal{{Type: "Service", Identifier: "lambda.amazonaws.com"}}},
			facts(func(*model.ResourceAccess) {}),
		},
		{"Deny", model.PolicyStatement{Effect: "Deny", Actions: []string{"ecr:*"}, Principals: principals("*")}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.ResourcePolicies = []*model.ResourcePolicy{{
				Resource: model.Resource{Type: "aws_ecr_repository_policy"}, Statements: []*model.PolicyStatement{&test.statement},
			}}
			iam.Compute(m)
			if diff := cmp.Diff(test.want, test.statement.Access); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestComputeReaders(t *testing.T) {
	const address = "aws_secretsmanager_secret.db"
	read := []string{"secretsmanager:GetSecretValue"}
	tests := []struct {
		name      string
		statement model.PolicyStatement
		want      int
	}{
		{"its ARN", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"${aws_secretsmanager_secret.db.arn}"}}, 1},
		{"its ID", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"${aws_secretsmanager_secret.db.id}"}}, 1},
		{"its ARN with a wildcard", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"${aws_secretsmanager_secret.db.arn}*"}}, 1},
		{"all secrets", model.PolicyStatement{Effect: "Allow", Actions: []string{"secretsmanager:*"}, Resources: []string{"*"}}, 1},
		{"its name", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-*"}}, 1},
		{"its folder in any account", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"arn:aws:secretsmanager:*:*:secret:shop/*"}}, 1},
		{"another secret", model.PolicyStatement{Effect: "Allow", Actions: read, Resources: []string{"arn:aws:secretsmanager:*:*:secret:web/*"}}, 0},
		{"another action", model.PolicyStatement{Effect: "Allow", Actions: []string{"secretsmanager:ListSecrets"}, Resources: []string{"*"}}, 0},
		{"all but some", model.PolicyStatement{Effect: "Allow", Actions: read, NotResources: []string{"x"}}, 0},
		{"Deny", model.PolicyStatement{Effect: "Deny", Actions: read, Resources: []string{"*"}}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			trust := &model.PolicyStatement{Effect: "Allow", Principals: []*model.PolicyPrincipal{{Type: "Service", Identifier: "pods.eks.amazonaws.com"}}}
			secret := &model.SecretsManagerSecret{Resource: model.Resource{Address: address}, Name: "shop/db"}
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{
				{Trust: []*model.PolicyStatement{trust}, Statements: []*model.PolicyStatement{&test.statement}},
				{Statements: []*model.PolicyStatement{&test.statement}}, // no pod can take this one
			}
			m.SecretsManagerSecrets = []*model.SecretsManagerSecret{secret}
			iam.Compute(m)
			if len(secret.ReadBy) != test.want {
				t.Errorf("%d roles may read it, want %d", len(secret.ReadBy), test.want)
			}
		})
	}
}
