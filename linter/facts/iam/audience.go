package iam

import (
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// audienceOfSTS are the names of STS as an audience, in all partitions.
var audienceOfSTS = pattern.Lazy(`^sts(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$`)

// forSTS reports whether a statement lets in only tokens that are made for STS.
func forSTS(s *model.PolicyStatement) truth.Value {
	result := truth.No
	if !known(s, "conditions") {
		result = truth.Unknown
	}
	for _, c := range s.Conditions {
		if c.Why("variable") != "" && !strings.HasSuffix(lower(c.Variable), ":aud") {
			if _, claim := Claim(c.Variable); claim == "" {
				result = truth.Any(result, truth.Unknown)
			}
			continue
		}
		if _, claim := Claim(c.Variable); claim != "aud" {
			continue
		}
		only := restricts(c)
		for _, value := range c.Values {
			if !audienceOfSTS().MatchString(value) {
				is := truth.No
				if strings.Contains(value, "${") {
					is = truth.Unknown
				}
				only = truth.All(only, is)
			}
		}
		result = truth.Any(result, only)
	}
	return result
}
