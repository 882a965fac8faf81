package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// grants tells how much a statement of an identity policy allows, and nil if it is neither
// everything nor everything but some things.
func grants(s *model.PolicyStatement) *model.PolicyGrants {
	allow := truth.Of(s.Effect == "Allow")
	if effect(s) == "" {
		allow = truth.Unknown
	}
	unbound := truth.All(allow, unbound(s))
	everything := truth.All(unbound, ofAction(s, "*:*"), ofResource(s, "*"))
	rest := truth.No
	if len(s.NotActions)+len(s.NotResources) > 0 || !known(s, "not_actions") || !known(s, "not_resources") {
		rest = truth.All(unbound, ofAction(s, "iam:*"), ofResource(s, "arn:aws:iam::*"))
	}
	if everything == truth.No && rest == truth.No {
		return nil
	}
	return &model.PolicyGrants{Everything: everything.String(), IAM: rest.String()}
}

// unbound reports whether a statement has no conditions but those that say from where and
// how somebody has to come.
func unbound(s *model.PolicyStatement) truth.Value {
	result := truth.Yes
	if !known(s, "conditions") {
		result = truth.Unknown
	}
	for _, c := range s.Conditions {
		switch key := lower(c.Variable); {
		case c.Why("variable") != "":
			result = truth.All(result, truth.Unknown)
		case slices.Contains([]string{"aws:requestedregion", "aws:sourceip", "aws:securetransport"}, key),
			strings.HasPrefix(key, "aws:multifactorauth"):
		default:
			result = truth.No
		}
	}
	return result
}

// denied reports whether statements surely take an action on everything away.
func denied(statements []*model.PolicyStatement, action string) bool {
	return slices.ContainsFunc(statements, func(s *model.PolicyStatement) bool {
		return effect(s) == "Deny" && len(s.Conditions) == 0 && known(s, "conditions") &&
			truth.All(ofAction(s, action), ofResource(s, "*")) == truth.Yes
	})
}
