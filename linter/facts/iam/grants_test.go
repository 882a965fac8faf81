package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestComputeGrants(t *testing.T) {
	all := []string{"*"}
	condition := func(key string) []*model.PolicyCondition {
		return []*model.PolicyCondition{{Test: "StringEquals", Variable: key, Values: []string{"x"}}}
	}
	hole := func(field string) model.Node {
		return model.Node{Unknown: map[string]model.Reason{field: "data-source"}}
	}
	facts := func(everything, rest string) *model.PolicyGrants {
		return &model.PolicyGrants{Everything: everything, IAM: rest}
	}
	tests := []struct {
		name      string
		statement model.PolicyStatement
		want      *model.PolicyGrants
	}{
		{"everything", model.PolicyStatement{Effect: "Allow", Actions: all, Resources: all}, facts("yes", "no")},
		{"*:*", model.PolicyStatement{Effect: "Allow", Actions: []string{"*:*"}, Resources: all}, facts("yes", "no")},
		{"a service", model.PolicyStatement{Effect: "Allow", Actions: []string{"iam:*"}, Resources: all}, nil},
		{"a bucket", model.PolicyStatement{Effect: "Allow", Actions: all, Resources: []string{"arn:aws:s3:::x"}}, nil},
		{"Deny", model.PolicyStatement{Effect: "Deny", Actions: all, Resources: all}, nil},
		{"region", model.PolicyStatement{Effect: "Allow", Actions: all, Resources: all, Conditions: condition("aws:RequestedRegion")}, facts("yes", "no")},
		{"tag", model.PolicyStatement{Effect: "Allow", Actions: all, Resources: all, Conditions: condition("aws:ResourceTag/a")}, nil},
		{"unknown effect", model.PolicyStatement{Node: hole("effect"), Actions: all, Resources: all}, facts("unknown", "no")},
		{"unknown action", model.PolicyStatement{Node: hole("actions.0"), Effect: "Allow", Actions: []string{"${var.a}"}, Resources: all}, facts("unknown", "no")},
		{"all but S3", model.PolicyStatement{Effect: "Allow", NotActions: []string{"s3:*"}, Resources: all}, facts("no", "yes")},
		{"all but IAM", model.PolicyStatement{Effect: "Allow", NotActions: []string{"iam:*"}, Resources: all}, nil},
		{"all but a bucket", model.PolicyStatement{Effect: "Allow", Actions: all, NotResources: []string{"arn:aws:s3:::x"}}, facts("no", "yes")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{{Statements: []*model.PolicyStatement{&test.statement}}}
			iam.Compute(m)
			if diff := cmp.Diff(test.want, test.statement.Grants); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestComputeOpenTrust(t *testing.T) {
	with := func(conditions ...*model.PolicyCondition) []*model.PolicyStatement {
		return []*model.PolicyStatement{{
			Effect: "Allow", Actions: []string{"sts:AssumeRole"}, Conditions: conditions,
			Principals: []*model.PolicyPrincipal{{Type: "AWS", Identifier: "*"}},
		}}
	}
	is := func(test, key, value string) *model.PolicyCondition {
		return &model.PolicyCondition{Test: test, Variable: key, Values: []string{value}}
	}
	denyOthers := append(with(), &model.PolicyStatement{
		Effect: "Deny", Actions: []string{"sts:AssumeRole"},
		Principals: []*model.PolicyPrincipal{{Type: "AWS", Identifier: "*"}},
		Conditions: []*model.PolicyCondition{is("StringNotEquals", "aws:PrincipalOrgID", "o-1")},
	})
	facts := func(pinned, weak string) *model.OpenTrust {
		return &model.OpenTrust{Everyone: "yes", Services: "no", Pinned: pinned, WeaklyPinned: weak}
	}
	tests := []struct {
		name  string
		trust []*model.PolicyStatement
		want  *model.OpenTrust
	}{
		{"no condition", with(), facts("no", "no")},
		{"organisation", with(is("StringEquals", "aws:PrincipalOrgID", "o-1")), facts("yes", "no")},
		{"IfExists", with(is("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1")), facts("no", "no")},
		{"any organisation", with(is("StringLike", "aws:PrincipalOrgID", "*")), facts("no", "no")},
		{"any account", with(is("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/x")), facts("no", "no")},
		{"one account", with(is("ArnLike", "aws:PrincipalArn", "arn:aws:iam::1:role/*")), facts("yes", "no")},
		{"tag", with(is("StringEquals", "aws:PrincipalTag/a", "b")), facts("no", "no")},
		{"external ID", with(is("StringEquals", "sts:ExternalId", "b")), facts("no", "yes")},
		{"Deny of others", denyOthers, facts("yes", "no")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{{Trust: test.trust}}
			iam.Compute(m)
			if diff := cmp.Diff(test.want, test.trust[0].Open); diff != "" {
				t.Error(diff)
			}
		})
	}
}
