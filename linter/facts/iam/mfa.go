package iam

import (
	"slices"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// secondFactor tells how the policies of a user and of its groups demand a second factor.
func secondFactor(user *model.IAMUser) *model.UserMFA {
	f := &factor{user: user}
	f.read(&user.Node, user.Statements, len(user.ManagedPolicies))
	for _, group := range user.Groups {
		f.read(&group.Node, group.Statements, len(group.ManagedPolicies))
	}
	if why := user.Why("groups"); why != "" && f.reason == "" {
		f.reason = why
	}
	return f.verdict()
}

// factor is what is seen of the policies of a user.
type factor struct {
	user *model.IAMUser
	// denied and console are whether a Deny takes everything away without a second factor,
	// and without one at the console.
	denied, console truth.Value
	// guarded and open count the grants that demand a second factor, and the others.
	guarded, open int
	// maybe is why it is not known of a grant whether it demands a second factor.
	maybe model.Reason
	// age is whether there is a condition on the age of the second factor only.
	age    bool
	reason model.Reason
}

func (f *factor) read(node *model.Node, statements []*model.PolicyStatement, managed int) {
	for _, field := range []string{"statements", "managed_policies"} {
		if why := node.Why(field); why != "" && f.reason == "" {
			f.reason = why
		}
	}
	f.open += managed
	for _, s := range statements {
		switch effect(s) {
		case "Deny":
			f.deny(s)
		case "Allow":
			f.allow(s)
		default:
			f.reason = s.Why("effect")
		}
	}
}

func (f *factor) deny(s *model.PolicyStatement) {
	all := ofEverything(s)
	if all == truth.No {
		return
	}
	if !known(s, "conditions") {
		f.unknown(s)
		return
	}
	if len(s.Conditions) != 1 {
		return
	}
	c := s.Conditions[0]
	key := lower(c.Variable)
	switch {
	case c.Why("variable") != "":
		f.unknown(s)
		return
	case key == mfaAge:
		f.age = true
		return
	case key != mfaPresent:
		return
	case all == truth.Unknown, c.Why("test") != "", c.Why("values") != "":
		f.unknown(s)
		return
	case !isOnly(c, "false"):
		return
	}
	switch lower(c.Test) {
	case "boolifexists", "stringequalsifexists", "stringnotequals":
		f.denied = truth.Yes
	case "bool", "stringequals":
		f.console = truth.Yes
	}
}

// unknown notes that a statement may demand a second factor.
func (f *factor) unknown(s *model.PolicyStatement) {
	if f.reason == "" {
		f.reason = whyUnknown(s)
	}
}

// probes are actions that nobody needs to set up a second factor. A Deny of all of them is one
// of nearly everything.
var probes = []string{"eks:*", "ec2:*", "s3:*", "secretsmanager:*", "sts:AssumeRole"}

// ofEverything reports whether a statement is about nearly all actions on all resources.
func ofEverything(s *model.PolicyStatement) truth.Value {
	result := ofResource(s, "*")
	for _, action := range probes {
		result = truth.All(result, ofAction(s, action))
	}
	return result
}

func whyUnknown(s *model.PolicyStatement) model.Reason {
	for _, field := range []string{"effect", "actions", "not_actions", "resources", "not_resources", "conditions"} {
		if why := s.WhyBelow(field); why != "" {
			return why
		}
	}
	for _, c := range s.Conditions {
		for _, field := range []string{"test", "variable", "values"} {
			if why := c.WhyBelow(field); why != "" {
				return why
			}
		}
	}
	return model.KnownAfterApply
}

func (f *factor) allow(s *model.PolicyStatement) {
	if selfService(s) {
		return
	}
	demands := truth.No
	if !known(s, "conditions") {
		demands = truth.Unknown
	}
	for _, c := range s.Conditions {
		if c.Why("variable") != "" {
			demands = truth.Any(demands, truth.Unknown)
		}
		demands = truth.Any(demands, demandsMFA(c))
	}
	switch demands {
	case truth.Yes:
		f.guarded++
	case truth.Unknown:
		f.maybe = whyUnknown(s)
	case truth.No:
		f.open++
	}
}

// selfService reports whether a statement allows only what one needs to set up a second
// factor, or to change the own password.
func selfService(s *model.PolicyStatement) bool {
	if len(s.Actions) == 0 || len(s.NotActions) > 0 || !known(s, "actions") {
		return false
	}
	return !slices.ContainsFunc(s.Actions, func(action string) bool {
		return !slices.ContainsFunc(ownActions, func(own string) bool { return Covers(own, lower(action)) })
	})
}

// ownActions are what users do with their own credentials.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
var ownActions = []string{
	"iam:get*", "iam:list*", "iam:changepassword", "iam:*loginprofile", "iam:*virtualmfadevice*", "iam:*mfadevice*",
	"iam:*accesskey*", "iam:*signingcertificate*", "iam:*sshpublickey*", "iam:*servicespecificcredential*",
	"sts:getsessiontoken", "sts:getcalleridentity",
}

func (f *factor) verdict() *model.UserMFA {
	v := &model.UserMFA{Demanded: truth.No.String()}
	switch {
	case f.denied == truth.Yes, f.guarded > 0 && f.open == 0 && f.reason == "" && f.maybe == "":
		v.Demanded = truth.Yes.String()
		return v
	case f.maybe != "" && f.open == 0 && f.reason == "":
		v.Demanded, v.Reason = truth.Unknown.String(), f.maybe
		return v
	case f.reason != "":
		v.Demanded, v.Reason = truth.Unknown.String(), f.reason
		return v
	case f.console == truth.Yes:
		v.Demanded = "console"
	}
	switch {
	case v.Demanded == "console":
	case f.guarded > 0:
		v.Flaw = "only some of what it may do demands a second factor"
	case f.age:
		v.Flaw = "a condition on aws:MultiFactorAuthAge alone demands no second factor"
	}
	return v
}
