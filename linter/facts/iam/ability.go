package iam

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// holder is an identity with all that says what it may do.
type holder struct {
	who        *identity
	statements []*model.PolicyStatement
	managed    []*model.ManagedPolicy
	// bound are the statements of the permissions boundary; hasBound is whether there is one
	// that is known.
	bound    []*model.PolicyStatement
	hasBound bool
}

// source is a statement with the place that rules report for it.
type source struct {
	*model.PolicyStatement
	policy *model.ManagedPolicy // that it is of; nil for one of the unit
}

// abilities are the actions of the table that a holder is allowed, and those that may be
// among them.
func (h *holder) abilities() []*model.Ability {
	var all []*model.Ability
	sources := h.sources()
	denials := denialsAmong(sources)
	for _, s := range sources {
		if effect(s.PolicyStatement) == "Deny" || s.tooMuch(h) {
			continue
		}
		for _, found := range s.abilities(h.who) {
			if h.keep(found, denials) {
				all = append(all, found.Ability)
			}
		}
	}
	return all
}

// tooMuch reports whether a statement allows everything, which is said otherwise.
func (s source) tooMuch(h *holder) bool {
	return s.Grants != nil && s.Grants.Everything == truth.Yes.String() && !h.hasBound
}

func (h *holder) sources() []source {
	all := make([]source, 0, len(h.statements))
	for _, s := range h.statements {
		all = append(all, source{s, nil})
	}
	for _, policy := range h.managed {
		known, ok := Managed(policy.PolicyName)
		if !ok || known.Admin {
			continue
		}
		for _, s := range StatementsOf(policy.PolicyName) {
			all = append(all, source{s, policy})
		}
	}
	return all
}

func denialsAmong(sources []source) []*model.PolicyStatement {
	var denials []*model.PolicyStatement
	for _, s := range sources {
		if effect(s.PolicyStatement) != "Allow" {
			denials = append(denials, s.PolicyStatement)
		}
	}
	return denials
}

// found is an ability with the action that it is, nil if that is not known.
type found struct {
	*model.Ability

	action *action
}

// abilities are what one statement allows, each action once.
func (s source) abilities(who *identity) []found {
	keys, services, doubt := s.narrowing()
	var all []found
	add := func(a *action, field, pattern string, allowed truth.Value) {
		ability := &model.Ability{Ref: s.Ref, Field: field, Pattern: pattern, Keys: keys, Services: services}
		if s.policy != nil {
			ability.Ref, ability.Field, ability.Policy = s.policy.Ref, "policy_arn", s.policy.PolicyName
		}
		if a != nil {
			ability.Action = a.name
			ability.Reach, ability.Resource = a.reach(s.PolicyStatement, who)
			if ability.Reach == reachNone {
				return
			}
			if a.name != "iam:PassRole" {
				ability.Services = nil
			}
		} else {
			ability.Services, ability.Reach = nil, unknownReach(s.PolicyStatement)
		}
		if effect(s.PolicyStatement) == "" || doubt {
			allowed = truth.All(allowed, truth.Unknown)
		}
		ability.Allowed = allowed.String()
		all = append(all, found{ability, a})
	}
	if len(s.NotActions) > 0 || !known(s.PolicyStatement, "not_actions") {
		for i := range actions.all {
			if a := &actions.all[i]; ofAction(s.PolicyStatement, a.name) != truth.No {
				add(a, "not_actions", "", ofAction(s.PolicyStatement, a.name))
			}
		}
		return all
	}
	seen := map[string]bool{}
	for i, pattern := range s.Actions {
		field := "actions." + strconv.Itoa(i)
		if len(s.Actions) == 1 {
			field = "actions" // which may be no list
		}
		if strings.Contains(pattern, "${") {
			add(nil, field, pattern, truth.Unknown)
			continue
		}
		folded := lower(pattern)
		for _, a := range actions.matching(folded) {
			if !seen[a.name] && Match(folded, lower(a.name)) {
				seen[a.name] = true
				add(&a, field, pattern, truth.Yes)
			}
		}
	}
	if len(s.Actions) == 0 && !known(s.PolicyStatement, "actions") {
		add(nil, "actions", "", truth.Unknown)
	}
	return all
}

// unknownReach is the reach of an action that is not known.
func unknownReach(s *model.PolicyStatement) string {
	for _, pattern := range s.Resources {
		text, doubt := withoutHoles(pattern)
		if doubt || strings.ContainsAny(text, "*?") {
			return reachUnknown
		}
	}
	if len(s.Resources) == 0 {
		return reachUnknown
	}
	return reachSome
}

// wideKeys are condition keys that say from where or how somebody comes, and not on what he
// works.
var wideKeys = []string{
	"aws:requestedregion", "aws:sourceip", "aws:securetransport", "aws:principalorgid", "aws:principalaccount", "aws:resourceaccount",
}

func isWide(key string) bool {
	return slices.Contains(wideKeys, key) || strings.HasPrefix(key, "aws:multifactorauth")
}

// narrowing are the keys of the conditions of a statement that fail closed and are not wide, in lower case,
// and the services to which it lets roles be passed. Doubt is whether there may be more.
func (s source) narrowing() (keys, services []string, doubt bool) {
	doubt = !known(s.PolicyStatement, "conditions")
	for _, c := range s.Conditions {
		key := lower(c.Variable)
		o := parseOperator(c.Test)
		if c.Why("test") != "" || strings.HasPrefix(key, "${") {
			doubt = true
			continue
		}
		if key == "iam:passedtoservice" {
			if !o.negated && o.name != "null" {
				services = append(services, c.Values...)
			}
			continue
		}
		if failsClosed(c) && !isWide(key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys), services, doubt
}

// failsClosed reports whether a condition does not hold for a request that lacks its key, and
// is met by some values only.
func failsClosed(c *model.PolicyCondition) bool {
	if parseOperator(c.Test).name == "null" {
		return len(c.Values) == 1 && lower(c.Values[0]) == "false"
	}
	if FailsOpen(c.Test) {
		return false
	}
	name := parseOperator(c.Test).name
	if name == "stringlike" || name == "arnlike" || name == "arnequals" {
		for _, value := range c.Values {
			if strings.Trim(value, "*") == "" {
				return false // it only has to be there; what holds for all narrows nothing
			}
		}
	}
	return true
}

// keep takes what statements deny away from an ability, and what the permissions boundary
// does not allow. It reports whether something is left.
func (h *holder) keep(f found, denials []*model.PolicyStatement) bool {
	if f.action == nil {
		return true
	}
	for _, d := range denials {
		if !f.deny(d) {
			return false
		}
	}
	return !h.hasBound || f.bind(h)
}

// deny takes what a statement denies away.
func (f found) deny(d *model.PolicyStatement) bool {
	covered := truth.All(ofAction(d, f.action.name), f.resourceIn(d))
	switch {
	case covered == truth.No:
		return true
	case covered == truth.Unknown || effect(d) == "" || !known(d, "conditions"):
		f.Allowed = truth.Unknown.String()
		return true
	case len(d.Conditions) == 0:
		return false
	}
	for _, c := range d.Conditions {
		if key := lower(c.Variable); !isWide(key) && !strings.HasPrefix(key, "${") {
			f.Keys = append(slices.Clip(f.Keys), key) // it is denied for all but some
		}
	}
	return true
}

// resourceIn reports whether a statement is about all that an ability is about.
func (f found) resourceIn(s *model.PolicyStatement) truth.Value {
	if f.Reach == reachAll || f.action.all == "" {
		if len(s.NotResources) > 0 && f.action.all != "" {
			f.Reach = reachSome // what is left are those that it excepts
			return truth.No
		}
		return whether(f.action.reach(s, nil))
	}
	if f.Resource == "" {
		return truth.Unknown
	}
	return ofResource(s, f.Resource)
}

func whether(reach, _ string) truth.Value {
	switch reach {
	case reachAll:
		return truth.Yes
	case reachUnknown:
		return truth.Unknown
	}
	return truth.No
}

// bind narrows an ability to what the permissions boundary allows.
func (f found) bind(h *holder) bool {
	allowed, reach := truth.No, reachNone
	for _, s := range h.bound {
		about := ofAction(s, f.action.name)
		if about == truth.No {
			continue
		}
		of, _ := f.action.reach(s, h.who)
		switch effect(s) {
		case "Deny":
			if !f.deny(s) {
				return false
			}
		case "Allow":
			if of != reachNone {
				allowed = truth.Any(allowed, about)
			}
		default:
			allowed = truth.Any(allowed, truth.Unknown)
		}
		if effect(s) != "Deny" && better(of, reach) {
			reach = of
		}
	}
	if allowed == truth.No {
		return false
	}
	if better(f.Reach, reach) {
		f.Reach = reach
	}
	if allowed == truth.Unknown {
		f.Allowed = truth.Unknown.String()
	}
	return true
}
