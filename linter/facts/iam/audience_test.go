package iam_test

import (
	"testing"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestComputeAudience(t *testing.T) {
	tests := []struct{ test, key, value, want string }{
		{"StringEquals", issuer + ":aud", "sts.amazonaws.com", "yes"},
		{"StringLike", issuer + ":AUD", "sts.eu-west-1.amazonaws.com", "yes"},
		{"StringEquals", issuer + ":aud", "sts.amazonaws.com.cn", "yes"},
		{"StringEqualsIfExists", issuer + ":aud", "sts.amazonaws.com", "no"},
		{"ForAllValues:StringEquals", issuer + ":aud", "sts.amazonaws.com", "no"},
		{"StringLike", issuer + ":aud", "*", "no"},
		{"StringEquals", issuer + ":aud", "web", "no"},
		{"StringEquals", issuer + ":aud", "${var.audience}", "unknown"},
		{"StringEquals", issuer + ":sub", "system:serviceaccount:a:b", "no"},
	}
	for _, test := range tests {
		t.Run(test.test+" "+test.value, func(t *testing.T) {
			s := trust(test.test, test.key, test.value)
			m := &model.Model{}
			m.IAMRoles = []*model.IAMRole{{Trust: []*model.PolicyStatement{s}}}
			iam.Compute(m)
			if s.Audience != test.want {
				t.Errorf("got %q, want %q", s.Audience, test.want)
			}
		})
	}
}
