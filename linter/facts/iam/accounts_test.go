package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers"
	"github.com/ekslint/ekslint/parsers/model"
)

const issuerABC = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"

func trusting(conditions ...*model.PolicyCondition) []*model.PolicyStatement {
	return []*model.PolicyStatement{{
		Effect: "Allow", Actions: []string{iam.AssumeRoleWithWebIdentity}, Conditions: conditions,
		Principals: []*model.PolicyPrincipal{{Type: "Federated", Identifier: "arn:aws:iam::111122223333:oidc-provider/" + issuerABC}},
	}}
}

func TestWhetherARoleLetsAnAccountIn(t *testing.T) {
	sub, aud := issuerABC+":sub", issuerABC+":aud"
	open := trusting()
	open[0].Note("conditions", model.DataSource)
	for _, tt := range []struct {
		name, reason     string
		trust            []*model.PolicyStatement
		audience         string
		allowed, refusal string
	}{
		{name: "its name", trust: trusting(when("StringEquals", sub, "system:serviceaccount:shop:web")), allowed: "yes"},
		{name: "a wildcard", trust: trusting(when("StringLike", sub, "system:serviceaccount:shop:*")), allowed: "yes"},
		{name: "no condition", trust: trusting(), allowed: "yes"},
		{name: "another namespace", trust: trusting(when("StringEquals", sub, "system:serviceaccount:a:web")), allowed: "no", refusal: "namespace"},
		{name: "another name", trust: trusting(when("StringEquals", sub, "system:serviceaccount:shop:a")), allowed: "no", refusal: "name"},
		{name: "a literal asterisk", trust: trusting(when("StringEquals", sub, "system:serviceaccount:shop:*")), allowed: "no", refusal: "wildcard"},
		{name: "no prefix", trust: trusting(when("StringEquals", sub, "shop:web")), allowed: "no", refusal: "prefix"},
		{name: "another account altogether", trust: trusting(when("StringEquals", sub, "system:serviceaccount:a:b")), allowed: "no", refusal: "other"},
		{
			name: "another issuer", reason: "the key of one provider says nothing of the tokens of another",
			trust: trusting(when("StringEquals", "oidc.eks.eu-west-1.amazonaws.com/id/XYZ:sub", "system:serviceaccount:shop:web")), allowed: "no", refusal: "issuer",
		},
		{
			name: "the default audience", trust: trusting(when("StringEquals", sub, "system:serviceaccount:shop:web"), when("StringEquals", aud, "sts.amazonaws.com")),
			allowed: "yes",
		},
		{
			name: "another audience", audience: "vault",
			trust:   trusting(when("StringEquals", sub, "system:serviceaccount:shop:web"), when("StringEquals", aud, "sts.amazonaws.com")),
			allowed: "no", refusal: "audience",
		},
		{name: "an issuer that is not known", trust: trusting(when("StringEquals", "${var.issuer}:sub", "system:serviceaccount:shop:web")), allowed: "yes"},
		{name: "a subject that is not known", trust: trusting(when("StringEquals", sub, "${var.subject}")), allowed: "unknown"},
		{name: "conditions that are not known", trust: open, allowed: "unknown"},
		{name: "nodes only", trust: []*model.PolicyStatement{{
			Effect: "Allow", Actions: []string{"sts:AssumeRole"}, Principals: []*model.PolicyPrincipal{{Type: "Service", Identifier: "ec2.amazonaws.com"}},
		}}, allowed: "no", refusal: "no-cluster"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			account := &model.ServiceAccount{}
			account.Name, account.Namespace = "web", "shop"
			account.Annotations = map[string]string{"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/web"}
			if tt.audience != "" {
				account.Annotations["eks.amazonaws.com/audience"] = tt.audience
			}
			role := &model.IAMRole{Name: "web", Trust: tt.trust}
			iam.Compute(&model.Model{ServiceAccounts: []*model.ServiceAccount{account}, AWS: model.AWS{IAMRoles: []*model.IAMRole{role}}})
			if account.AWSRole != role {
				t.Fatal("the role was not found")
			}
			got := [2]string{account.Trust.Allowed, account.Trust.Refusal}
			if diff := cmp.Diff([2]string{tt.allowed, tt.refusal}, got); diff != "" {
				t.Errorf("trust (-want +got): %s\n%s", tt.reason, diff)
			}
		})
	}
}

func TestWhichRoleAnAccountNames(t *testing.T) {
	web := func(ref model.Ref, path string) *model.IAMRole {
		role := &model.IAMRole{Name: "web", Path: path}
		role.Ref, role.Address = ref, "aws_iam_role.web"
		return role
	}
	somewhere := web(2, "")
	somewhere.Note("path", model.DataSource)
	for _, tt := range []struct {
		name, arn, template string
		roles               []*model.IAMRole
		found               model.Ref
		why                 model.Reason
	}{
		{name: "by name", arn: "arn:aws:iam::1:role/web", roles: []*model.IAMRole{web(2, "")}, found: 2},
		{name: "another path", arn: "arn:aws:iam::1:role/web", roles: []*model.IAMRole{web(2, "/apps/")}},
		{name: "its path", arn: "arn:aws:iam::1:role/apps/web", roles: []*model.IAMRole{web(2, "/apps/"), web(3, "")}, found: 2},
		{name: "two of the name", arn: "arn:aws:iam::1:role/web", roles: []*model.IAMRole{web(2, ""), web(3, "")}, why: model.DefinedTwice},
		{name: "a path that is not known", arn: "arn:aws:iam::1:role/web", roles: []*model.IAMRole{somewhere}, why: model.DataSource},
		{name: "by reference with a path that is not known", template: "${aws_iam_role.web.arn}", roles: []*model.IAMRole{somewhere}, found: 2},
		{name: "a user", arn: "arn:aws:iam::1:user/web", roles: []*model.IAMRole{web(2, "")}},
		{
			name: "by reference", template: "${aws_iam_role.web.arn}",
			roles: []*model.IAMRole{web(2, ""), web(parsers.MaxNodes+2, "")}, found: 2,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			account := &model.ServiceAccount{RoleTemplate: tt.template}
			account.Ref = 1
			if tt.arn != "" {
				account.Annotations = map[string]string{"eks.amazonaws.com/role-arn": tt.arn}
			}
			iam.Compute(&model.Model{ServiceAccounts: []*model.ServiceAccount{account}, AWS: model.AWS{IAMRoles: tt.roles}})
			var found model.Ref
			if account.AWSRole != nil {
				found = account.AWSRole.Ref
			}
			if found != tt.found || account.Why("aws_role") != tt.why {
				t.Errorf("the role is %d (%q), want %d (%q)", found, account.Why("aws_role"), tt.found, tt.why)
			}
		})
	}
}
