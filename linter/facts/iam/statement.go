package iam

import (
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Request is what somebody wants to do.
type Request struct {
	// Action is the action, such as "s3:GetObject". Patterns ask for all actions that they
	// match: "s3:*" is allowed if each of them is.
	Action string
	// Resource is the ARN, or a pattern that asks for all resources that it matches; "*"
	// is every resource.
	Resource string
	// Context are the condition keys of the request.
	Context Context
}

// Context are the condition keys of a request, in lower case, with their values. A key
// with no values is known to be absent; one that is not there is unknown.
type Context map[string][]string

// Allows reports whether statements allow a request: one that allows it and none that
// denies it. There may be no further statements.
func Allows(statements []*model.PolicyStatement, r Request) truth.Value {
	allowed, denied := truth.No, truth.No
	for _, s := range statements {
		applies := Applies(s, r)
		switch effect(s) {
		case "Allow":
			allowed = truth.Any(allowed, applies)
		case "Deny":
			denied = truth.Any(denied, denies(s, r))
		default: // either
			allowed = truth.Any(allowed, truth.All(truth.Unknown, applies))
			denied = truth.Any(denied, truth.All(truth.Unknown, denies(s, r)))
		}
	}
	return truth.All(allowed, denied.Not())
}

// effect is "Allow", "Deny", or "" if it is unknown.
func effect(s *model.PolicyStatement) string {
	if s.Why("effect") != "" {
		return ""
	}
	return s.Effect
}

// Applies reports whether a statement, whatever its effect, is about all of a request.
func Applies(s *model.PolicyStatement, r Request) truth.Value {
	return truth.All(ofAction(s, r.Action), ofResource(s, r.Resource), holds(s, r.Context))
}

// denies reports whether a Deny takes anything away from a request: for a pattern it is
// enough that some of what it asks for is denied.
func denies(s *model.PolicyStatement, r Request) truth.Value {
	return truth.All(touches(s.Actions, s.NotActions, r.Action, known(s, "actions"), known(s, "not_actions"), true),
		touches(s.Resources, s.NotResources, r.Resource, known(s, "resources"), known(s, "not_resources"), false), holds(s, r.Context))
}

func known(s *model.PolicyStatement, field string) bool { return s.Why(field) == "" }

// ofAction reports whether a statement is about all actions that a pattern matches.
func ofAction(s *model.PolicyStatement, action string) truth.Value {
	return about(s.Actions, s.NotActions, action, known(s, "actions"), known(s, "not_actions"), true)
}

// ofResource is ofAction for resources. A statement without any is a trust policy, which
// is about the role that it belongs to.
func ofResource(s *model.PolicyStatement, resource string) truth.Value {
	if len(s.Resources)+len(s.NotResources) == 0 && known(s, "resources") && known(s, "not_resources") {
		return truth.Yes
	}
	return about(s.Resources, s.NotResources, resource, known(s, "resources"), known(s, "not_resources"), false)
}

// about reports whether a list of patterns covers what is asked for, or whether a list of
// exceptions leaves all of it in.
func about(list, not []string, asked string, listKnown, notKnown, fold bool) truth.Value {
	if len(not) > 0 || !notKnown {
		excluded := truth.No
		for _, pattern := range not {
			excluded = truth.Any(excluded, overlaps(pattern, asked, fold))
		}
		if !notKnown {
			excluded = truth.Any(excluded, truth.Unknown)
		}
		return excluded.Not()
	}
	covered := truth.No
	for _, pattern := range list {
		covered = truth.Any(covered, covers(pattern, asked, fold))
	}
	if !listKnown {
		covered = truth.Any(covered, truth.Unknown)
	}
	return covered
}

// touches reports whether a list of patterns matches any of what is asked for, or whether
// a list of exceptions leaves any of it in.
func touches(list, not []string, asked string, listKnown, notKnown, fold bool) truth.Value {
	if len(not) > 0 || !notKnown {
		excluded := truth.No
		for _, pattern := range not {
			excluded = truth.Any(excluded, covers(pattern, asked, fold))
		}
		if !notKnown {
			excluded = truth.Any(excluded, truth.Unknown)
		}
		return excluded.Not()
	}
	if len(list) == 0 && listKnown {
		return truth.Of(!fold) // no actions at all; no resources as in a trust policy
	}
	touched := truth.No
	for _, pattern := range list {
		touched = truth.Any(touched, overlaps(pattern, asked, fold))
	}
	if !listKnown {
		touched = truth.Any(touched, truth.Unknown)
	}
	return touched
}

// overlaps is Overlap for patterns that may have unknown parts.
func overlaps(a, b string, fold bool) truth.Value {
	if fold {
		a, b = lower(a), lower(b)
	}
	wideA, unknownA := open(a)
	wideB, unknownB := open(b)
	switch {
	case !Overlap(wideA, wideB):
		return truth.No
	case unknownA || unknownB:
		return truth.Unknown
	}
	return truth.Yes
}
