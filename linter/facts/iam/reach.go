package iam

import (
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// How much of what an action works on a statement is about.
const (
	reachAll     = "all"     // everything in an account, or in all
	reachOwn     = "own"     // the identity that has the statement, among others
	reachUnknown = "unknown" // all or some
	reachSome    = "some"    // what it names
	reachNone    = ""        // nothing
)

// identity is who has statements, as far as actions of IAM may be about him.
type identity struct {
	// names are the last parts of the ARNs of the identity and of its policies, such as
	// "role/app"; addresses are those of the resources that they are.
	names, addresses []string
	// unnamed is whether the name of one of them is not known.
	unnamed bool
}

// reach tells how much of what an action works on a statement is about, and by which
// resource that it names.
func (a action) reach(s *model.PolicyStatement, who *identity) (reach, resource string) {
	if a.all == "" {
		return reachAll, firstOf(s.Resources)
	}
	if len(s.NotResources) > 0 || !known(s, "not_resources") {
		return a.reachOfRest(s), "*"
	}
	for _, pattern := range s.Resources {
		if of := a.reachOf(pattern, who); better(of, reach) {
			reach, resource = of, pattern
		}
	}
	if reach == reachNone && len(s.Resources) == 0 && !known(s, "resources") {
		return reachUnknown, ""
	}
	return reach, resource
}

func firstOf(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}

// reachOfRest is the reach of a statement that is about all resources but some.
func (a action) reachOfRest(s *model.PolicyStatement) string {
	if !known(s, "not_resources") {
		return reachUnknown
	}
	for _, pattern := range s.NotResources {
		if a.reachOf(pattern, nil) == reachAll {
			return reachNone
		}
	}
	return reachAll
}

// better reports whether a reach says more than another.
func better(a, b string) bool {
	order := []string{reachNone, reachSome, reachUnknown, reachOwn, reachAll}
	return at(order, a) > at(order, b)
}

func at(order []string, reach string) int {
	for i := range order {
		if order[i] == reach {
			return i
		}
	}
	return 0
}

// reachOf is the reach of one resource of a statement.
func (a action) reachOf(pattern string, who *identity) string {
	if pattern == "*" {
		return reachAll
	}
	text, doubt := withoutHoles(pattern)
	if who.is(pattern) {
		return reachOwn
	}
	parts := splitARN(text)
	if len(parts) < 6 {
		return a.reachOfShort(text, doubt)
	}
	if !Match(parts[2], a.service) && parts[2] != hole {
		return reachNone
	}
	rest := strings.ReplaceAll(parts[5], hole, "*")
	switch certain := strings.ReplaceAll(parts[5], hole, "x"); {
	case Covers(certain, a.all):
		return a.inAccount(parts[4])
	case !Overlap(rest, a.all):
		return reachNone
	case doubt && Covers(rest, a.all):
		return reachUnknown
	}
	return who.among(parts[5], a)
}

// inAccount is the reach of all resources of some accounts. To take all roles of one account
// one has to be trusted there, and those of one's own account are few.
func (a action) inAccount(account string) string {
	if a.name == "sts:AssumeRole" && !strings.ContainsAny(account, "*?") {
		return reachSome
	}
	return reachAll
}

// reachOfShort is the reach of a text that is no whole ARN: a wildcard crosses its colons, or
// it is the value of something.
func (a action) reachOfShort(text string, doubt bool) string {
	if text == hole {
		if doubt {
			return reachUnknown
		}
		return reachSome
	}
	overlap := strings.Contains(text, hole)
	for _, middle := range []string{":us-east-1:123456789012:", "::123456789012:", ":::"} {
		whole := "arn:aws:" + a.service + middle + a.all
		if Covers(text, whole) {
			return reachAll
		}
		overlap = overlap || Overlap(text, whole)
	}
	if overlap {
		return reachSome
	}
	return reachNone
}

// hole stands for something that is not known, but is a single name or ARN.
const hole = "\x00"

// valueOfAWS is the address of an attribute of a resource or data source of AWS, or of an
// output of a module, which may be a name or an ARN but is no wildcard.
var valueOfAWS = pattern.Lazy(`^(module\.|(data\.)?(aws|awscc|random|null|time)_)`)

// withoutHoles replaces what is not known of a text, and the variables of a policy, by holes.
// It returns whether one of them may be a wildcard.
func withoutHoles(text string) (string, bool) {
	if !strings.Contains(text, "${") {
		return text, false
	}
	var b strings.Builder
	doubt := false
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String(), doubt
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(hole)
		if !valueOfAWS().MatchString(name) && !strings.Contains(name, ":") {
			doubt = true
		}
		text = after
	}
}

// splitARN splits an ARN into its six parts.
func splitARN(text string) []string { return strings.SplitN(text, ":", 6) }

// is reports whether a resource is the ARN of the identity or of a policy of it.
func (who *identity) is(resource string) bool {
	if who == nil || !strings.HasPrefix(resource, "${") {
		return false
	}
	for _, address := range who.addresses {
		if resource == "${"+address+".arn}" {
			return true
		}
	}
	return false
}

// among is the reach of a resource that is not about all: whether the identity is one of
// those that it names.
func (who *identity) among(rest string, a action) string {
	if who == nil || a.service != "iam" || a.name == "iam:PassRole" || a.name == "sts:AssumeRole" {
		return reachSome
	}
	for _, name := range who.names {
		if Match(rest, name) {
			return reachOwn
		}
	}
	if who.unnamed && strings.ContainsAny(rest, "*?") {
		return reachUnknown
	}
	return reachSome
}
