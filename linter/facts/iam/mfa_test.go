package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestSecondFactorOfUsers(t *testing.T) {
	const present, age = "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"
	all := []string{"*"}
	deny := func(c *model.PolicyCondition) *model.PolicyStatement {
		return &model.PolicyStatement{
			Effect: "Deny", NotActions: []string{"iam:*MFADevice", "sts:GetSessionToken"}, Resources: all, Conditions: []*model.PolicyCondition{c},
		}
	}
	allow := func(action string, conditions ...*model.PolicyCondition) *model.PolicyStatement {
		return &model.PolicyStatement{Effect: "Allow", Actions: []string{action}, Resources: all, Conditions: conditions}
	}
	with, without := condition("Bool", present, "true"), condition("BoolIfExists", present, "false")
	s := func(list ...*model.PolicyStatement) []*model.PolicyStatement { return list }
	tests := []struct {
		name       string
		statements []*model.PolicyStatement
		want       model.UserMFA
	}{
		{"no policy", nil, model.UserMFA{Demanded: "no"}},
		{"a Deny of the rest", s(allow("s3:*"), deny(without)), model.UserMFA{Demanded: "yes"}},
		{"a Deny of everything", s(&model.PolicyStatement{Effect: "Deny", Actions: all, Resources: all, Conditions: []*model.PolicyCondition{without}}), model.UserMFA{Demanded: "yes"}},
		{"a Deny that keys get around", s(deny(condition("Bool", present, "false"))), model.UserMFA{Demanded: "console"}},
		{"a Deny of something", s(&model.PolicyStatement{Effect: "Deny", Actions: []string{"s3:*"}, Resources: all, Conditions: []*model.PolicyCondition{without}}), model.UserMFA{Demanded: "no"}},
		{"a Deny on one resource", s(&model.PolicyStatement{Effect: "Deny", Actions: all, Resources: []string{"arn:aws:s3:::x"}, Conditions: []*model.PolicyCondition{without}}), model.UserMFA{Demanded: "no"}},
		{"a Deny with two conditions", s(&model.PolicyStatement{Effect: "Deny", Actions: all, Resources: all, Conditions: []*model.PolicyCondition{without, condition("StringEquals", "aws:RequestedRegion", "x")}}), model.UserMFA{Demanded: "no"}},
		{"the age only", s(deny(condition("NumericGreaterThan", age, "3600"))), model.UserMFA{Demanded: "no", Flaw: "a condition on aws:MultiFactorAuthAge alone demands no second factor"}},
		{"all that is allowed demands it", s(allow("s3:*", with), allow("iam:ChangePassword")), model.UserMFA{Demanded: "yes"}},
		{"some that is allowed demands it", s(allow("s3:*", with), allow("eks:*")), model.UserMFA{Demanded: "no", Flaw: "only some of what it may do demands a second factor"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			user := &model.IAMUser{Statements: test.statements}
			m := &model.Model{}
			m.IAMUsers = []*model.IAMUser{user}
			iam.Compute(m)
			if diff := cmp.Diff(&test.want, user.MFA); diff != "" {
				t.Errorf("second factor (-want +got):\n%s", diff)
			}
			member := &model.IAMUser{Groups: []*model.IAMGroup{{Statements: test.statements}}}
			m.IAMUsers = []*model.IAMUser{member}
			iam.Compute(m)
			if diff := cmp.Diff(&test.want, member.MFA); diff != "" {
				t.Errorf("by a group (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsUnknownOfTheSecondFactor(t *testing.T) {
	for _, field := range []string{"statements", "managed_policies", "groups"} {
		user := &model.IAMUser{}
		user.Note(field, model.DataSource)
		m := &model.Model{}
		m.IAMUsers = []*model.IAMUser{user}
		iam.Compute(m)
		if diff := cmp.Diff(&model.UserMFA{Demanded: "unknown", Reason: model.DataSource}, user.MFA); diff != "" {
			t.Errorf("%s (-want +got):\n%s", field, diff)
		}
	}
	user := &model.IAMUser{ManagedPolicies: []*model.ManagedPolicy{{PolicyName: "ReadOnlyAccess"}}}
	m := &model.Model{}
	m.IAMUsers = []*model.IAMUser{user}
	iam.Compute(m)
	if user.MFA.Demanded != "no" {
		t.Errorf("policies of AWS demand a second factor: %q", user.MFA.Demanded)
	}
}

func TestUnknownConditionsMayDemandASecondFactor(t *testing.T) {
	unknown := model.UserMFA{Demanded: "unknown", Reason: model.VariableWithoutDefault}
	tests := []struct {
		name, effect, test, field string
		want                      model.UserMFA
	}{
		{"operator of a Deny", "Deny", "BoolIfExists", "test", unknown},
		{"key of a Deny", "Deny", "BoolIfExists", "variable", unknown},
		{"value of a Deny", "Deny", "BoolIfExists", "values", unknown},
		{"operator of an Allow", "Allow", "Bool", "test", unknown},
		{"key of an Allow", "Allow", "Bool", "variable", unknown},
		{"value of an Allow", "Allow", "Bool", "values", unknown},
		{"an Allow that fails open whatever the value is", "Allow", "BoolIfExists", "values", model.UserMFA{Demanded: "no"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := condition(test.test, "aws:MultiFactorAuthPresent", "")
			c.Note(test.field, model.VariableWithoutDefault)
			all := []string{"*"}
			user := &model.IAMUser{Statements: []*model.PolicyStatement{
				{Effect: test.effect, Actions: all, Resources: all, Conditions: []*model.PolicyCondition{c}},
			}}
			m := &model.Model{}
			m.IAMUsers = []*model.IAMUser{user}
			iam.Compute(m)
			if diff := cmp.Diff(&test.want, user.MFA); diff != "" {
				t.Errorf("second factor (-want +got):\n%s", diff)
			}
		})
	}
}
