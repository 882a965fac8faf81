package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// openTrust tells whether a statement of a trust policy lets in everyone, and nil if it
// does not.
func openTrust(s *model.PolicyStatement, trust []*model.PolicyStatement) *model.OpenTrust {
	if effect(s) == "Deny" {
		return nil
	}
	everyone, services := truth.No, truth.No
	if !known(s, "principals") || !known(s, "not_principals") {
		everyone = truth.Unknown
	}
	if len(s.NotPrincipals) > 0 {
		everyone = truth.Yes // but those
	}
	for _, p := range s.Principals {
		is := anyone(p)
		switch p.Type {
		case "Service":
			services = truth.Any(services, is)
		case "Federated", "CanonicalUser":
		default:
			everyone = truth.Any(everyone, is)
		}
	}
	if effect(s) == "" {
		everyone, services = truth.All(everyone, truth.Unknown), truth.All(services, truth.Unknown)
	}
	if everyone == truth.No && services == truth.No {
		return nil
	}
	strong, weak := pins(s, trust)
	return &model.OpenTrust{
		Everyone: everyone.String(), Services: services.String(),
		Pinned: strong.String(), WeaklyPinned: weak.String(),
	}
}

// anyAccount is an ARN with a wildcard for its account.
var anyAccount = pattern.Lazy(`^arn:[^:]*:(iam|sts)::[*?]+:`)

// anyone reports whether a principal is everyone. What a resource gives, such as the ARN of
// another role, is not.
func anyone(p *model.PolicyPrincipal) truth.Value {
	if p.Identifier == "*" || anyAccount().MatchString(p.Identifier) {
		return truth.Yes
	}
	whole := p.Identifier == "" || strings.HasPrefix(p.Identifier, "${") && strings.HasSuffix(p.Identifier, "}")
	if why := p.Why("identifier"); why != "" && why != model.KnownAfterApply && p.Role == nil && whole {
		return truth.Unknown
	}
	return truth.No
}

// strongPins are condition keys that say who comes, and weakPins those that are a weak
// sign of it.
var (
	strongPins = []string{
		"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn",
		"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce",
	}
	weakPins = []string{"sts:externalid", "aws:sourceip"}
)

// pins reports whether a statement, or a Deny beside it, says who comes.
func pins(s *model.PolicyStatement, trust []*model.PolicyStatement) (strong, weak truth.Value) {
	strong, weak = Restricts(s, "sub"), truth.No // the subject of a token names who has it
	add := func(c *model.PolicyCondition, negated bool) {
		key := lower(c.Variable)
		switch {
		case c.Why("variable") != "":
			strong = truth.Any(strong, truth.Unknown)
		case slices.Contains(strongPins, key):
			strong = truth.Any(strong, pin(c, negated))
		case slices.Contains(weakPins, key):
			weak = truth.Any(weak, pin(c, negated))
		}
	}
	for _, c := range s.Conditions {
		add(c, false)
	}
	for _, other := range trust {
		if effect(other) == "Deny" && len(other.Conditions) == 1 && known(other, "conditions") {
			add(other.Conditions[0], true)
		}
	}
	return strong, weak
}

// pin reports whether a condition fails closed and has values that are not only wildcards.
func pin(c *model.PolicyCondition, negated bool) truth.Value {
	if c.Why("test") != "" {
		return truth.Unknown
	}
	o := parseOperator(c.Test)
	if o.negated != negated || !negated && FailsOpen(c.Test) {
		return truth.No
	}
	wild := false
	switch o.name {
	case "stringequals", "stringequalsignorecase":
	case "stringlike", "arnequals", "arnlike", "ipaddress":
		wild = true
	default:
		return truth.No
	}
	for _, value := range c.Values {
		if wild && everything(lower(c.Variable), value) {
			return truth.No
		}
	}
	switch {
	case c.Why("values") == "" && len(c.Values) == 0:
		return truth.No
	case c.Why("values") != "" && (wild || len(c.Values) == 0):
		return truth.Unknown
	}
	return truth.Yes
}

// everything reports whether a value of a pin with this key matches everybody's.
func everything(key, value string) bool {
	switch {
	case strings.Trim(value, "*?") == "", value == "0.0.0.0/0", value == "::/0":
		return true
	case key == "aws:principalarn":
		parts := strings.SplitN(value, ":", 6)
		return len(parts) < 6 || strings.ContainsAny(parts[4], "*?")
	case key == "aws:sourcearn":
		return strings.Trim(value, "*?:") == "arn"
	}
	return false
}
