package iam

import (
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// AssumeRoleWithWebIdentity is the action by which a pod takes its role with the token of
// its service account.
const AssumeRoleWithWebIdentity = "sts:AssumeRoleWithWebIdentity"

// WebIdentity is a token of an OpenID Connect provider.
type WebIdentity struct {
	// Issuer is the host and path of the provider, without "https://". It is "" if it is
	// not known; then the issuer of any condition key may be meant.
	Issuer string
	// Subject is the sub claim, such as "system:serviceaccount:NAMESPACE:NAME".
	Subject string
	// Audience is the aud claim.
	Audience string
}

// Trusts reports whether a trust policy lets a token in. Whether a statement names the
// provider of the token is decided by names, which is whether a principal is that provider.
func Trusts(trust []*model.PolicyStatement, token WebIdentity, names func(*model.PolicyPrincipal) truth.Value) truth.Value {
	allowed, denied := truth.No, truth.No
	for _, s := range trust {
		applies := truth.All(
			ofAction(s, AssumeRoleWithWebIdentity), principal(s, names), holds(withIssuer(s), token.context(s)),
		)
		switch effect(s) {
		case "Allow":
			allowed = truth.Any(allowed, applies)
		case "Deny":
			denied = truth.Any(denied, applies)
		default:
			allowed = truth.Any(allowed, truth.All(truth.Unknown, applies))
			denied = truth.Any(denied, truth.All(truth.Unknown, applies))
		}
	}
	return truth.All(allowed, denied.Not())
}

// principal reports whether a statement is about the provider.
func principal(s *model.PolicyStatement, names func(*model.PolicyPrincipal) truth.Value) truth.Value {
	if len(s.NotPrincipals) > 0 || !known(s, "not_principals") {
		excluded := truth.No
		for _, p := range s.NotPrincipals {
			excluded = truth.Any(excluded, names(p))
		}
		if !known(s, "not_principals") {
			excluded = truth.Any(excluded, truth.Unknown)
		}
		return excluded.Not()
	}
	result := truth.No
	for _, p := range s.Principals {
		if p.Type == "*" && p.Identifier == "*" {
			return truth.Yes
		}
		if p.Type == "Federated" {
			result = truth.Any(result, names(p))
		}
	}
	if !known(s, "principals") {
		result = truth.Any(result, truth.Unknown)
	}
	return result
}

// Claim returns the claim that a condition key is about, "sub" or "aud", and the issuer
// before it; the claim is "" for all other keys. Of an issuer that is not known in full the
// text has ${ADDRESS}.
func Claim(variable string) (issuer, claim string) {
	at := strings.LastIndexByte(variable, ':')
	if at < 0 {
		return "", ""
	}
	switch claim := lower(variable[at+1:]); claim {
	case "sub", "aud":
		return variable[:at], claim
	}
	return "", ""
}

// withIssuer returns a statement whose keys of claims are known even if their issuer is
// not: which token it is about follows from the principal.
func withIssuer(s *model.PolicyStatement) *model.PolicyStatement {
	copied := *s
	copied.Conditions = nil
	for _, c := range s.Conditions {
		if issuer, claim := Claim(c.Variable); claim != "" && strings.Contains(issuer, "${") {
			plain := *c
			plain.Unknown = nil
			for field, why := range c.Unknown {
				if field != "variable" {
					if plain.Unknown == nil {
						plain.Unknown = map[string]model.Reason{}
					}
					plain.Unknown[field] = why
				}
			}
			c = &plain
		}
		copied.Conditions = append(copied.Conditions, c)
	}
	return &copied
}

// context are the condition keys of a token, as far as a statement asks for them. A claim
// of another issuer is absent.
func (w WebIdentity) context(s *model.PolicyStatement) Context {
	context := Context{}
	for _, c := range s.Conditions {
		issuer, claim := Claim(c.Variable)
		if claim == "" {
			continue
		}
		value := w.Subject
		if claim == "aud" {
			value = w.Audience
		}
		switch {
		case w.Issuer == "", strings.Contains(issuer, "${"), strings.EqualFold(issuer, w.Issuer):
			context[lower(c.Variable)] = []string{value}
		default:
			context[lower(c.Variable)] = nil
		}
	}
	return context
}

// Restricts reports whether a statement restricts a claim of a token, "sub" or "aud", in a
// way that nobody gets around: an operator that fails closed, with at least one value that
// is not only wildcards.
func Restricts(s *model.PolicyStatement, claim string) truth.Value {
	result := truth.No
	if !known(s, "conditions") {
		result = truth.Unknown
	}
	for _, c := range s.Conditions {
		if _, of := Claim(c.Variable); of != claim {
			continue
		}
		result = truth.Any(result, restricts(c))
	}
	return result
}

func restricts(c *model.PolicyCondition) truth.Value {
	if c.Why("test") != "" {
		return truth.Unknown
	}
	o := parseOperator(c.Test)
	switch o.name {
	case "stringequals", "stringequalsignorecase", "stringlike":
	default:
		return truth.No
	}
	if FailsOpen(c.Test) {
		return truth.No
	}
	if len(c.Values) == 0 {
		if c.Why("values") != "" {
			return truth.Unknown
		}
		return truth.No
	}
	for _, value := range c.Values {
		if o.name == "stringlike" && strings.Trim(value, "*") == "" {
			return truth.No
		}
	}
	if o.name == "stringlike" && c.Why("values") != "" {
		return truth.Unknown // an unknown value may be a wildcard
	}
	return truth.Yes
}
