package iam_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func principal(kind, identifier string) *model.PolicyPrincipal {
	return &model.PolicyPrincipal{Type: kind, Identifier: identifier}
}

// condition is one on a key, with its values between spaces.
func condition(test, variable, values string) *model.PolicyCondition {
	return &model.PolicyCondition{Test: test, Variable: variable, Values: strings.Fields(values)}
}

const (
	github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
	sub    = "token.actions.githubusercontent.com:sub"
)

func TestAdmissions(t *testing.T) {
	const token = iam.AssumeRoleWithWebIdentity
	open := func(p *model.PolicyPrincipal, why model.Reason) *model.PolicyPrincipal {
		p.Note("identifier", why)
		return p
	}
	tests := []struct {
		name      string
		principal *model.PolicyPrincipal
		action    string
		account   string
		want      string // who, own and subject
	}{
		{"instances", principal("Service", "ec2.amazonaws.com"), "sts:AssumeRole", "", "instances"},
		{"instances in China", principal("Service", "ec2.amazonaws.com.cn"), "sts:AssumeRole", "", "instances"},
		{"pods", principal("Service", "pods.eks.amazonaws.com"), "sts:AssumeRole", "", "pods"},
		{"capabilities", principal("Service", "capabilities.eks.amazonaws.com"), "sts:AssumeRole", "", "capabilities"},
		{"another service", principal("Service", "lambda.amazonaws.com"), "sts:AssumeRole", "", "service"},
		{"tags only", principal("Service", "ec2.amazonaws.com"), "sts:TagSession", "", ""},
		{"all actions", principal("Service", "ec2.amazonaws.com"), "sts:*", "", "instances"},
		{"everyone", principal("AWS", "*"), "sts:AssumeRole", "", "everyone"},
		{"own account", principal("AWS", "arn:aws:iam::111122223333:root"), "sts:AssumeRole", "111122223333", "account own=yes"},
		{"own account as a number", principal("AWS", "111122223333"), "sts:AssumeRole", "111122223333", "account own=yes"},
		{"another account", principal("AWS", "arn:aws:iam::444455556666:root"), "sts:AssumeRole", "111122223333", "account own=no"},
		{"whose account is not known", principal("AWS", "arn:aws:iam::444455556666:root"), "sts:AssumeRole", "", "account own=unknown"},
		{
			"account of Terraform", principal("AWS", "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"),
			"sts:AssumeRole", "", "account own=yes",
		},
		{
			"account of a module", principal("AWS", "arn:aws:iam::${module.x.data.aws_caller_identity.this_0_.account_id}:root"),
			"sts:AssumeRole", "", "account own=yes",
		},
		{
			"account of a variable", open(principal("AWS", "arn:aws:iam::${var.account}:root"), model.VariableWithoutDefault),
			"sts:AssumeRole", "111122223333", "account own=unknown variable-without-default",
		},
		{"role of the same account", principal("AWS", "arn:aws:iam::111122223333:role/ci"), "sts:AssumeRole", "111122223333", "principal own=yes"},
		{
			"role of the configuration", open(principal("AWS", "${aws_iam_role.ci.arn}"), model.KnownAfterApply),
			"sts:AssumeRole", "", "principal own=yes",
		},
		{"variable", open(principal("AWS", "${var.who}"), model.VariableWithoutDefault), "sts:AssumeRole", "", "unknown variable-without-default"},
		{"SAML", principal("Federated", "arn:aws:iam::111122223333:saml-provider/okta"), "sts:AssumeRoleWithSAML", "", "federation"},
		{"Cognito", principal("Federated", "cognito-identity.amazonaws.com"), token, "", "federation"},
		{"federation by the wrong action", principal("Federated", github), "sts:AssumeRole", "", ""},
		{"pipelines", principal("Federated", github), token, "", "ci subject=missing"},
		{
			"tokens of a cluster", principal("Federated", "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123"),
			token, "", "pods",
		},
		{"another provider of tokens", principal("Federated", "arn:aws:iam::111122223333:oidc-provider/login.example.com"), token, "", "federation"},
		{
			"provider that is not known", open(principal("Federated", "${data.aws_iam_openid_connect_provider.x.arn}"), model.DataSource),
			token, "", "unknown data-source",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &model.PolicyStatement{Effect: "Allow", Actions: []string{test.action}, Principals: []*model.PolicyPrincipal{test.principal}}
			got := strings.Join(admitted(s, test.account), "; ")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("admissions (-want +got):\n%s", diff)
			}
		})
	}
}

// admitted are the admissions of a statement, each as a text.
func admitted(s *model.PolicyStatement, account string) []string {
	m := &model.Model{}
	m.IAMRoles = []*model.IAMRole{{Trust: []*model.PolicyStatement{s}, Account: account}}
	iam.Compute(m)
	iam.Admit(m)
	var list []string
	for _, a := range s.Admits {
		text := a.Who
		if a.Own != "" {
			text += " own=" + a.Own
		}
		if a.Subject != "" {
			text += " subject=" + a.Subject
		}
		if a.Reason != "" && a.Reason != model.NotInInput {
			text += " " + string(a.Reason)
		}
		list = append(list, text)
	}
	return list
}

func TestEffectsThatAdmitNobody(t *testing.T) {
	denied := &model.PolicyStatement{Effect: "Deny", Actions: []string{"*"}, Principals: []*model.PolicyPrincipal{principal("AWS", "*")}}
	if got := admitted(denied, ""); got != nil {
		t.Errorf("a Deny admits %v", got)
	}
	either := &model.PolicyStatement{Actions: []string{"*"}, Principals: []*model.PolicyPrincipal{principal("AWS", "*")}}
	either.Note("effect", model.VariableWithoutDefault)
	if diff := cmp.Diff([]string{"unknown variable-without-default"}, admitted(either, "")); diff != "" {
		t.Errorf("an unknown effect (-want +got):\n%s", diff)
	}
}

func TestSubjectsOfPipelines(t *testing.T) {
	gitlab := func(value string) *model.PolicyCondition { return condition("StringLike", "gitlab.com:sub", value) }
	tests := []struct {
		name      string
		host      string
		condition *model.PolicyCondition
		want      string // level and pattern
	}{
		{"equal", github, condition("StringEquals", sub, "repo:a/b:ref:refs/heads/main"), "narrow"},
		{"an asterisk that is none", github, condition("StringEquals", sub, "repo:a/*"), "narrow"},
		{"without wildcards", github, condition("StringLike", sub, "repo:a/b:environment:prod"), "narrow"},
		{"any branch", github, condition("StringLike", sub, "repo:a/b:*"), "ref repo:a/b:*"},
		{"some branches", github, condition("StringLike", sub, "repo:a/b:ref:refs/heads/release-*"), "ref repo:a/b:ref:refs/heads/release-*"},
		{"any repository", github, condition("StringLike", sub, "repo:a/*"), "wide repo:a/*"},
		{"some repositories", github, condition("StringLike", sub, "repo:a/b*"), "wide repo:a/b*"},
		{"any owner", github, condition("StringLike", sub, "repo:*"), "wide repo:*"},
		{"the widest of several", github, condition("StringLike", sub, "repo:a/b:* repo:a/* repo:a/c:x"), "wide repo:a/*"},
		{"everything", github, condition("StringLike", sub, "*"), "missing"},
		{"fails open", github, condition("StringLikeIfExists", sub, "repo:a/b:*"), "missing"},
		{"for all values", github, condition("ForAllValues:StringLike", sub, "repo:a/b:*"), "missing"},
		{"for any value", github, condition("ForAnyValue:StringLike", sub, "repo:a/b:*"), "ref repo:a/b:*"},
		{"audience only", github, condition("StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com"), "missing"},
		{"the repository by another claim", github, condition("StringEquals", "token.actions.githubusercontent.com:repository", "a/b"), "ref"},
		{"case of the key", github, condition("StringLike", "Token.Actions.GithubUserContent.com:SUB", "repo:a/b:*"), "ref repo:a/b:*"},
		{"the key of another provider", github, condition("StringEquals", "gitlab.com:sub", "project_path:a/b:x"), "missing"},
		{"an unknown part", github, condition("StringLike", sub, "repo:${var.owner}/b:ref:x"), "unknown repo:${var.owner}/b:ref:x"},
		{"wide whatever the unknown part is", github, condition("StringLike", sub, "repo:${var.owner}/*"), "wide repo:${var.owner}/*"},
		{"a subject of the team's own", github, condition("StringLike", sub, "job_workflow_ref:a/b/.github/workflows/x.yml@*"), "ref job_workflow_ref:a/b/.github/workflows/x.yml@*"},
		{"an owner", github, condition("StringLike", sub, "repository_owner:a:*"), "wide repository_owner:a:*"},
		{"GitLab, any branch", "gitlab.com", gitlab("project_path:g/p:ref_type:branch:ref:*"), "ref project_path:g/p:ref_type:branch:ref:*"},
		{"GitLab, a group", "gitlab.com", gitlab("project_path:g/*"), "wide project_path:g/*"},
		{
			"Terraform, a project", "app.terraform.io",
			condition("StringLike", "app.terraform.io:sub", "organization:o:project:p:workspace:*"), "ref organization:o:project:p:workspace:*",
		},
		{
			"Terraform, a workspace", "app.terraform.io",
			condition("StringLike", "app.terraform.io:sub", "organization:o:project:*:workspace:w:run_phase:*"),
			"ref organization:o:project:*:workspace:w:run_phase:*",
		},
		{"Terraform, an organization", "app.terraform.io", condition("StringLike", "app.terraform.io:sub", "organization:o:*"), "wide organization:o:*"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			host := test.host
			if !strings.HasPrefix(host, "arn:") {
				host = "arn:aws:iam::111122223333:oidc-provider/" + host
			}
			s := &model.PolicyStatement{
				Effect: "Allow", Actions: []string{iam.AssumeRoleWithWebIdentity}, Principals: []*model.PolicyPrincipal{principal("Federated", host)},
				Conditions: []*model.PolicyCondition{test.condition},
			}
			admitted(s, "")
			got := strings.TrimSpace(s.Admits[0].Subject + " " + s.Admits[0].Pattern)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("subject (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheNarrowestConditionCounts(t *testing.T) {
	s := &model.PolicyStatement{
		Effect: "Allow", Actions: []string{iam.AssumeRoleWithWebIdentity}, Principals: []*model.PolicyPrincipal{principal("Federated", github)},
		Conditions: []*model.PolicyCondition{condition("StringLike", sub, "repo:a/*"), condition("StringEquals", sub, "repo:a/b:x")},
	}
	if diff := cmp.Diff([]string{"ci subject=narrow"}, admitted(s, "")); diff != "" {
		t.Errorf("subject (-want +got):\n%s", diff)
	}
}

func TestDemands(t *testing.T) {
	const present = "aws:MultiFactorAuthPresent"
	tests := []struct {
		name      string
		condition *model.PolicyCondition
		deny      bool
		want      string
	}{
		{"nothing", nil, false, ""},
		{"MFA", condition("Bool", present, "true"), false, "mfa"},
		{"MFA with another case", condition("bool", "AWS:multifactorauthpresent", "True"), false, "mfa"},
		{"MFA if it exists", condition("BoolIfExists", present, "true"), false, ""},
		{"no MFA", condition("Bool", present, "false"), false, ""},
		{"either", condition("Bool", present, "true false"), false, ""},
		{"the age of MFA", condition("NumericLessThan", "aws:MultiFactorAuthAge", "3600"), false, "mfa"},
		{"an old MFA", condition("NumericGreaterThan", "aws:MultiFactorAuthAge", "3600"), false, ""},
		{"the age exists", condition("Null", "aws:MultiFactorAuthAge", "false"), false, "mfa"},
		{"a Deny without MFA", condition("BoolIfExists", present, "false"), true, "mfa"},
		{"a Deny that keys get around", condition("Bool", present, "false"), true, ""},
		{"external ID", condition("StringEquals", "sts:ExternalId", "x"), false, "external_id"},
		{"organization", condition("StringEquals", "aws:PrincipalOrgID", "o-1"), false, "organization"},
		{"no organization", condition("StringNotEquals", "aws:PrincipalOrgID", "o-1"), false, ""},
		{"a Deny for others", condition("StringNotEquals", "aws:PrincipalOrgID", "o-1"), true, "organization"},
		{"ARN", condition("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/ops"), false, "arn"},
		{"every ARN", condition("ArnLike", "aws:PrincipalArn", "*"), false, ""},
		{"tag", condition("StringEquals", "aws:PrincipalTag/team", "ops"), false, "tag"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			allow := &model.PolicyStatement{
				Effect: "Allow", Actions: []string{"sts:AssumeRole"}, Principals: []*model.PolicyPrincipal{principal("AWS", "111122223333")},
			}
			role := &model.IAMRole{Trust: []*model.PolicyStatement{allow}}
			switch {
			case test.deny:
				role.Trust = append(role.Trust, &model.PolicyStatement{
					Effect: "Deny", Actions: []string{"*"}, Conditions: []*model.PolicyCondition{test.condition},
				})
			case test.condition != nil:
				allow.Conditions = []*model.PolicyCondition{test.condition}
			}
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{role}
			iam.Compute(m)
			iam.Admit(m)
			if diff := cmp.Diff(test.want, demanded(allow.Demands)); diff != "" {
				t.Errorf("demands (-want +got):\n%s", diff)
			}
		})
	}
}

// demanded are the names of what is demanded.
func demanded(d *model.TrustDemands) string {
	var names []string
	for _, answer := range []struct{ name, value string }{
		{"mfa", d.MFA}, {"external_id", d.ExternalID}, {"organization", d.Organization}, {"arn", d.ARN}, {"tag", d.Tag},
	} {
		switch answer.value {
		case "yes":
			names = append(names, answer.name)
		case "unknown":
			names = append(names, answer.name+"?")
		}
	}
	return strings.Join(names, " ")
}

func TestAnUnknownConditionMayDemandAnything(t *testing.T) {
	open := &model.PolicyCondition{Test: "StringEquals", Values: []string{"x"}}
	open.Note("variable", model.VariableWithoutDefault)
	mfa := &model.PolicyCondition{Test: "Bool", Variable: "aws:MultiFactorAuthPresent"}
	mfa.Note("values", model.VariableWithoutDefault)
	for want, c := range map[string]*model.PolicyCondition{"mfa? external_id? organization? arn? tag?": open, "mfa?": mfa} {
		s := &model.PolicyStatement{
			Effect: "Allow", Actions: []string{"sts:AssumeRole"}, Principals: []*model.PolicyPrincipal{principal("AWS", "111122223333")},
			Conditions: []*model.PolicyCondition{c},
		}
		admitted(s, "")
		if diff := cmp.Diff(want, demanded(s.Demands)); diff != "" {
			t.Errorf("demands (-want +got):\n%s", diff)
		}
	}
}
