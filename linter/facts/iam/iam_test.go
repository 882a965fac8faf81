package iam_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/linter/facts/iam"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// words are all texts over an alphabet up to a length.
func words(alphabet string, longest int) []string {
	all := []string{""}
	for last := all; longest > 0; longest-- {
		var next []string
		for _, word := range last {
			for _, c := range alphabet {
				next = append(next, word+string(c))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// slowMatch is the definition of the wildcards, tried out.
func slowMatch(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return slowMatch(pattern[1:], text) || text != "" && slowMatch(pattern, text[1:])
	case text == "":
		return false
	case pattern[0] == '?' || pattern[0] == text[0]:
		return slowMatch(pattern[1:], text[1:])
	}
	return false
}

func TestWildcardsEqualTheirDefinition(t *testing.T) {
	patterns, texts := words("a:*?", 4), words("ab:", 6)
	matched := make([][]bool, len(patterns))
	for i, pattern := range patterns {
		matched[i] = make([]bool, len(texts))
		for j, text := range texts {
			matched[i][j] = slowMatch(pattern, text)
			if got := iam.Match(pattern, text); got != matched[i][j] {
				t.Fatalf("Match(%q, %q) is %v", pattern, text, got)
			}
		}
	}
	for i, wide := range patterns {
		for j, narrow := range patterns {
			covered, overlap := true, false
			for k := range texts {
				covered = covered && (!matched[j][k] || matched[i][k])
				overlap = overlap || matched[j][k] && matched[i][k]
			}
			if got := iam.Covers(wide, narrow); got != covered {
				t.Fatalf("Covers(%q, %q) is %v, and the texts say %v", wide, narrow, got, covered)
			}
			if got := iam.Overlap(wide, narrow); got != overlap {
				t.Fatalf("Overlap(%q, %q) is %v, and the texts say %v", wide, narrow, got, overlap)
			}
		}
	}
}

// random makes statements of few actions and resources, so that they meet often.
type random struct{ *rand.Rand }

func (r random) some(from []string, most int) []string {
	var picked []string
	for range r.IntN(most + 1) {
		picked = append(picked, from[r.IntN(len(from))])
	}
	return picked
}

var (
	actions   = []string{"s3:Get", "s3:Put", "iam:Pass"}
	resources = []string{"a", "b/x", "b/y"}
	patterns  = append(append([]string{"*", "s3:*", "iam:P*", "S3:get", "b/*", "?", "*x"}, actions...), resources...)
	keys      = []string{"aws:Region", "aws:Tag"}
	values    = []string{"eu", "us"}
	tests     = []string{"StringEquals", "StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringLike", "Null", "StringLike"}
)

func (r random) statement() *model.PolicyStatement {
	s := &model.PolicyStatement{Effect: []string{"Allow", "Allow", "Deny"}[r.IntN(3)]}
	if r.IntN(4) > 0 {
		s.Actions = r.some(patterns, 2)
	} else {
		s.NotActions = append(r.some(patterns, 1), patterns[r.IntN(len(patterns))])
	}
	if r.IntN(4) > 0 {
		s.Resources = append(r.some(patterns, 1), patterns[r.IntN(len(patterns))])
	} else {
		s.NotResources = append(r.some(patterns, 1), patterns[r.IntN(len(patterns))])
	}
	for range r.IntN(2) {
		c := &model.PolicyCondition{Test: tests[r.IntN(len(tests))], Variable: keys[r.IntN(len(keys))]}
		c.Values = r.some([]string{"eu", "us", "*", "e*"}, 2)
		if c.Test == "Null" {
			c.Values = []string{[]string{"true", "false"}[r.IntN(2)]}
		}
		s.Conditions = append(s.Conditions, c)
	}
	return s
}

// slowAllows evaluates known statements for one action and one resource, as the
// documentation words it.
func slowAllows(statements []*model.PolicyStatement, action, resource string, context iam.Context) bool {
	allowed := false
	for _, s := range statements {
		in := func(list []string, text string, fold bool) bool {
			return slices.ContainsFunc(list, func(p string) bool {
				if fold {
					return slowMatch(strings.ToLower(p), strings.ToLower(text))
				}
				return slowMatch(p, text)
			})
		}
		about := in(s.Actions, action, true)
		if len(s.NotActions) > 0 {
			about = !in(s.NotActions, action, true)
		}
		of := in(s.Resources, resource, false)
		if len(s.NotResources) > 0 {
			of = !in(s.NotResources, resource, false)
		}
		if !about || !of || !slowHolds(s.Conditions, context) {
			continue
		}
		if s.Effect == "Deny" {
			return false
		}
		allowed = true
	}
	return allowed
}

func slowHolds(conditions []*model.PolicyCondition, context iam.Context) bool {
	for _, c := range conditions {
		given := context[strings.ToLower(c.Variable)]
		any, all := false, true
		for _, value := range given {
			hit := slices.ContainsFunc(c.Values, func(wanted string) bool {
				if strings.HasSuffix(c.Test, "StringLike") {
					return slowMatch(wanted, value)
				}
				return wanted == value
			})
			any, all = any || hit, all && hit
		}
		holds := any
		switch c.Test {
		case "StringNotEquals":
			holds = len(given) == 0 || !any
		case "StringEqualsIfExists":
			holds = len(given) == 0 || any
		case "ForAllValues:StringEquals":
			holds = all
		case "Null":
			holds = (len(given) == 0) == (c.Values[0] == "true")
		}
		if !holds {
			return false
		}
	}
	return true
}

func (r random) context() iam.Context {
	context := iam.Context{}
	for _, key := range keys {
		context[strings.ToLower(key)] = nil
		if r.IntN(3) > 0 {
			context[strings.ToLower(key)] = []string{values[r.IntN(len(values))]}
		}
	}
	return context
}

func TestKnownStatementsEqualTheDocumentation(t *testing.T) {
	counts := map[truth.Value]int{}
	for seed := range uint64(30_000) {
		r := random{rand.New(rand.NewPCG(seed, 2))}
		var statements []*model.PolicyStatement
		for range 1 + r.IntN(3) {
			statements = append(statements, r.statement())
		}
		context := r.context()
		for _, action := range actions {
			for _, resource := range resources {
				want := truth.Of(slowAllows(statements, action, resource, context))
				got := iam.Allows(statements, iam.Request{Action: action, Resource: resource, Context: context})
				counts[got]++
				if got != want {
					t.Fatalf("seed %d: %s on %s is %s, want %s\n%s", seed, action, resource, got, want, show(statements))
				}
			}
		}
	}
	if counts[truth.Yes] < 1000 || counts[truth.No] < 1000 {
		t.Errorf("the statements are one-sided: %v", counts)
	}
}

// TestPatternsAskForAll asks for all actions and resources of a pattern.
func TestPatternsAskForAll(t *testing.T) {
	yes := 0
	for seed := range uint64(20_000) {
		r := random{rand.New(rand.NewPCG(seed, 3))}
		statements := []*model.PolicyStatement{r.statement(), r.statement()}
		context := r.context()
		for _, resource := range []string{"*", "b/*"} {
			got := iam.Allows(statements, iam.Request{Action: "s3:*", Resource: resource, Context: context})
			if got != truth.Yes {
				continue
			}
			yes++
			for _, action := range []string{"s3:Get", "s3:Put", "s3:Other"} {
				for _, one := range []string{"a", "b/x", "b/zz", ""} {
					if iam.Match(resource, one) && !slowAllows(statements, action, one, context) {
						t.Fatalf("seed %d: s3:* on %s is allowed, but %s on %s is not\n%s", seed, resource, action, one, show(statements))
					}
				}
			}
		}
	}
	if yes < 50 {
		t.Errorf("only %d patterns are allowed", yes)
	}
}

// TestUnknownPartsMayBeAnything completes statements with unknown parts in several ways:
// an answer other than unknown must hold for all of them.
func TestUnknownPartsMayBeAnything(t *testing.T) {
	decided := 0
	for seed := range uint64(20_000) {
		r := random{rand.New(rand.NewPCG(seed, 4))}
		var statements []*model.PolicyStatement
		for range 1 + r.IntN(3) {
			statements = append(statements, r.statement())
		}
		open := make([]*model.PolicyStatement, len(statements))
		for i, s := range statements {
			copied := *s
			copied.Unknown = map[string]model.Reason{}
			for _, field := range []string{"actions", "resources", "effect", "conditions"} {
				if r.IntN(5) == 0 {
					copied.Unknown[field] = "variable-without-default"
				}
			}
			if len(copied.NotActions) > 0 {
				delete(copied.Unknown, "actions")
			}
			if len(copied.NotResources) > 0 {
				delete(copied.Unknown, "resources")
			}
			open[i] = &copied
		}
		context := r.context()
		request := iam.Request{Action: actions[r.IntN(len(actions))], Resource: resources[r.IntN(len(resources))], Context: context}
		got := iam.Allows(open, request)
		if got == truth.Unknown {
			continue
		}
		decided++
		for range 20 {
			if complete := r.complete(open); truth.Of(slowAllows(complete, request.Action, request.Resource, context)) != got {
				t.Fatalf("seed %d: %s on %s is %s, but not for\n%s\nwhich completes\n%s", seed, request.Action, request.Resource, got, show(complete), show(open))
			}
		}
	}
	if decided < 3000 {
		t.Errorf("only %d requests are decided", decided)
	}
}

// complete makes up what is unknown.
func (r random) complete(open []*model.PolicyStatement) []*model.PolicyStatement {
	var all []*model.PolicyStatement
	for _, s := range open {
		copied := *s
		copied.Unknown = nil
		if _, ok := s.Unknown["actions"]; ok {
			copied.Actions = append(slices.Clone(s.Actions), r.some(patterns, 2)...)
		}
		if _, ok := s.Unknown["resources"]; ok {
			copied.Resources = append(slices.Clone(s.Resources), r.some(patterns, 2)...)
		}
		if _, ok := s.Unknown["effect"]; ok {
			copied.Effect = []string{"Allow", "Deny"}[r.IntN(2)]
		}
		if _, ok := s.Unknown["conditions"]; ok && r.IntN(2) == 0 {
			copied.Conditions = append(slices.Clone(s.Conditions), &model.PolicyCondition{Test: "StringEquals", Variable: keys[0], Values: []string{values[r.IntN(2)]}})
		}
		all = append(all, &copied)
	}
	return all
}

func show(statements []*model.PolicyStatement) string {
	var b strings.Builder
	for _, s := range statements {
		fmt.Fprintf(&b, "  %s actions %q but %q, resources %q but %q, unknown %v", s.Effect, s.Actions, s.NotActions, s.Resources, s.NotResources, s.Unknown)
		for _, c := range s.Conditions {
			fmt.Fprintf(&b, ", if %s %s %q", c.Test, c.Variable, c.Values)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"

func trust(test, variable string, values ...string) *model.PolicyStatement {
	return &model.PolicyStatement{
		Effect: "Allow", Actions: []string{"sts:AssumeRoleWithWebIdentity"},
		Principals: []*model.PolicyPrincipal{{Type: "Federated", Identifier: "arn:aws:iam::1:oidc-provider/" + issuer}},
		Conditions: []*model.PolicyCondition{{Test: test, Variable: variable, Values: values}},
	}
}

func TestTrusts(t *testing.T) {
	open := trust("StringEquals", "${aws_eks_cluster.c.issuer}:sub", "system:serviceaccount:a:b")
	open.Conditions[0].Unknown = map[string]model.Reason{"variable": "known-after-apply"}
	half := trust("StringEquals", issuer+":sub", "system:serviceaccount:${var.ns}:b")
	half.Conditions[0].Unknown = map[string]model.Reason{"values": "variable-without-default"}
	deny := trust("StringNotEquals", issuer+":sub", "system:serviceaccount:a:b")
	deny.Effect = "Deny"
	tests := []struct {
		name, reason string
		trust        []*model.PolicyStatement
		want         truth.Value
		restricts    truth.Value
	}{
		{"the very subject", "equal", []*model.PolicyStatement{trust("StringEquals", issuer+":sub", "system:serviceaccount:a:b")}, truth.Yes, truth.Yes},
		{"another subject", "not equal", []*model.PolicyStatement{trust("StringEquals", issuer+":sub", "system:serviceaccount:a:c")}, truth.No, truth.Yes},
		{"an asterisk under StringEquals", "it stands for itself", []*model.PolicyStatement{trust("StringEquals", issuer+":sub", "system:serviceaccount:a:*")}, truth.No, truth.Yes},
		{"a wildcard", "it crosses colons", []*model.PolicyStatement{trust("StringLike", issuer+":sub", "system:serviceaccount:*b")}, truth.Yes, truth.Yes},
		{"nothing but a wildcard", "no restriction", []*model.PolicyStatement{trust("StringLike", issuer+":sub", "*")}, truth.Yes, truth.No},
		{"another issuer", "the key is absent", []*model.PolicyStatement{trust("StringEquals", "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:sub", "system:serviceaccount:a:b")}, truth.No, truth.Yes},
		{"another issuer with a negated operator", "it holds for an absent key", []*model.PolicyStatement{trust("StringNotEquals", "other:sub", "x")}, truth.Yes, truth.No},
		{"IfExists", "it fails open", []*model.PolicyStatement{trust("StringEqualsIfExists", issuer+":sub", "system:serviceaccount:a:b")}, truth.Yes, truth.No},
		{"no condition", "any pod", []*model.PolicyStatement{{Effect: "Allow", Actions: []string{"sts:*"}, Principals: []*model.PolicyPrincipal{{Type: "Federated", Identifier: "p"}}}}, truth.Yes, truth.No},
		{"an unknown issuer", "the principal says whose token it is", []*model.PolicyStatement{open}, truth.Yes, truth.Yes},
		{"a value with an unknown part", "it may be the subject", []*model.PolicyStatement{half}, truth.Unknown, truth.Yes},
		{"a Deny for everyone else", "not for the subject", []*model.PolicyStatement{trust("StringLike", issuer+":sub", "*"), deny}, truth.Yes, truth.No},
		{"another action", "EC2 takes roles otherwise", []*model.PolicyStatement{{Effect: "Allow", Actions: []string{"sts:AssumeRole"}, Principals: []*model.PolicyPrincipal{{Type: "Federated", Identifier: "p"}}}}, truth.No, truth.No},
		{"everyone", "not only providers", []*model.PolicyStatement{{Effect: "Allow", Actions: []string{"*"}, Principals: []*model.PolicyPrincipal{{Type: "*", Identifier: "*"}}}}, truth.Yes, truth.No},
	}
	token := iam.WebIdentity{Issuer: issuer, Subject: "system:serviceaccount:a:b", Audience: "sts.amazonaws.com"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := iam.Trusts(test.trust, token, func(*model.PolicyPrincipal) truth.Value { return truth.Yes }); got != test.want {
				t.Errorf("%s: %s, want %s", test.reason, got, test.want)
			}
			if got := iam.Restricts(test.trust[0], "sub"); got != test.restricts {
				t.Errorf("%s: restricts the subject: %s, want %s", test.reason, got, test.restricts)
			}
		})
	}
}

func TestConditions(t *testing.T) {
	tests := []struct {
		name, reason, test string
		values             []string
		given              []string
		want               truth.Value
	}{
		{"an address in a range", "CIDR", "IpAddress", []string{"10.0.0.0/8"}, []string{"10.1.2.3"}, truth.Yes},
		{"an address outside", "negated", "NotIpAddress", []string{"10.0.0.0/8"}, []string{"10.1.2.3"}, truth.No},
		{"an ARN", "no wildcard crosses a colon", "ArnLike", []string{"arn:aws:iam::*:role/x"}, []string{"arn:aws:iam::1:a:role/x"}, truth.No},
		{"an ARN by parts", "wildcards in each", "ArnEquals", []string{"arn:aws:eks:*:1:cluster/*"}, []string{"arn:aws:eks:eu-west-1:1:cluster/c"}, truth.Yes},
		{"a number", "less", "NumericLessThanEquals", []string{"3600"}, []string{"3600"}, truth.Yes},
		{"a boolean", "absent and IfExists", "BoolIfExists", []string{"true"}, nil, truth.Yes},
		{"a boolean that is absent", "fails closed", "Bool", []string{"true"}, nil, truth.No},
		{"case", "ignored", "StringEqualsIgnoreCase", []string{"ABC"}, []string{"abc"}, truth.Yes},
		{"several values", "any of the negated ones", "StringNotLike", []string{"a*", "b*"}, []string{"abc"}, truth.No},
		{"a date", "not computed", "DateLessThan", []string{"2030-01-01T00:00:00Z"}, []string{"2026-01-01T00:00:00Z"}, truth.Unknown},
		{"a policy variable", "it depends on who asks", "StringEquals", []string{"${aws:username}"}, []string{"x"}, truth.Unknown},
		{"a policy variable with other text", "the text decides", "StringEquals", []string{"home/${aws:username}"}, []string{"x"}, truth.No},
	}
	for _, test := range tests {
		c := &model.PolicyCondition{Test: test.test, Variable: "aws:Key", Values: test.values}
		if got := iam.Holds(c, iam.Context{"aws:key": test.given}); got != test.want {
			t.Errorf("%s: %s: %s, want %s", test.name, test.reason, got, test.want)
		}
	}
	if got := iam.Holds(&model.PolicyCondition{Test: "StringEquals", Variable: "aws:Other", Values: []string{"x"}}, iam.Context{}); got != truth.Unknown {
		t.Errorf("a key that nobody gave is %s", got)
	}
}
