package iam

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

func lower(s string) string { return strings.ToLower(s) }

// holds reports whether all conditions of a statement hold.
func holds(s *model.PolicyStatement, c Context) truth.Value {
	result := truth.Yes
	if !known(s, "conditions") {
		result = truth.Unknown
	}
	for _, condition := range s.Conditions {
		result = truth.All(result, Holds(condition, c))
	}
	return result
}

// operator is a condition operator in its parts.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type operator struct {
	// name is the operator without what comes before and behind it, in lower case and
	// without "not".
	name string
	// negated is whether it is a "not" form, which holds for an absent key.
	negated bool
	// ifExists is whether it holds for an absent key.
	ifExists bool
	// forAll and forAny are the two ways to look at a key with several values. ForAllValues
	// holds for an absent key too.
	forAll, forAny bool
}

func parseOperator(test string) operator {
	o := operator{name: lower(test)}
	if rest, ok := strings.CutPrefix(o.name, "forallvalues:"); ok {
		o.forAll, o.name = true, rest
	} else if rest, ok := strings.CutPrefix(o.name, "foranyvalue:"); ok {
		o.forAny, o.name = true, rest
	}
	o.name, o.ifExists = strings.CutSuffix(o.name, "ifexists")
	for _, kind := range []string{"string", "arn", "numeric", "date"} {
		if rest, ok := strings.CutPrefix(o.name, kind+"not"); ok {
			o.negated, o.name = true, kind+rest
		}
	}
	if o.name == "notipaddress" {
		o.negated, o.name = true, "ipaddress"
	}
	return o
}

// FailsOpen reports whether a condition with this operator holds for a request that does
// not have its key, so that it restricts only those who choose to send it.
func FailsOpen(test string) bool {
	o := parseOperator(test)
	return o.negated || o.ifExists || o.forAll
}

// Holds reports whether a condition holds.
func Holds(c *model.PolicyCondition, context Context) truth.Value {
	if c.Why("test") != "" || c.Why("variable") != "" {
		return truth.Unknown
	}
	o := parseOperator(c.Test)
	values, given := context[lower(c.Variable)]
	if !given {
		return truth.Unknown
	}
	if o.name == "null" {
		return isNull(c, len(values) == 0)
	}
	if len(values) == 0 {
		return truth.Of(o.negated || o.ifExists || o.forAll)
	}
	results := make([]truth.Value, len(values))
	for i, value := range values {
		results[i] = o.compare(c, value)
		if o.negated {
			results[i] = results[i].Not()
		}
	}
	if o.forAll {
		return truth.All(results...)
	}
	return truth.Any(results...)
}

// isNull is the operator Null, which asks whether a key is absent.
func isNull(c *model.PolicyCondition, absent bool) truth.Value {
	if c.Why("values") != "" || len(c.Values) != 1 {
		return truth.Unknown
	}
	switch lower(c.Values[0]) {
	case "true":
		return truth.Of(absent)
	case "false":
		return truth.Of(!absent)
	}
	return truth.Unknown
}

// compare reports whether a value of the request matches one of the condition.
func (o operator) compare(c *model.PolicyCondition, value string) truth.Value {
	result := truth.No
	if c.Why("values") != "" {
		result = truth.Unknown
	}
	for _, wanted := range c.Values {
		result = truth.Any(result, o.one(wanted, value))
	}
	return result
}

func (o operator) one(wanted, value string) truth.Value {
	switch o.name {
	case "stringlike":
		return matches(wanted, value, false)
	case "arnlike", "arnequals":
		return matchARN(wanted, value)
	}
	if strings.Contains(wanted, "${") {
		// Unless known parts exclude it already, the unknown ones may decide.
		if o.name == "stringequals" && matches(literal(wanted), value, false) == truth.No {
			return truth.No
		}
		return truth.Unknown
	}
	switch o.name {
	case "stringequals", "binaryequals":
		return truth.Of(wanted == value)
	case "stringequalsignorecase":
		return truth.Of(strings.EqualFold(wanted, value))
	case "bool":
		return truth.Of(strings.EqualFold(wanted, value))
	case "ipaddress":
		return inRange(wanted, value)
	case "numericequals", "numericlessthan", "numericlessthanequals", "numericgreaterthan", "numericgreaterthanequals":
		return o.number(wanted, value)
	}
	return truth.Unknown // dates, and operators that are not known
}

// literal protects wildcards, which StringEquals takes as they are, by letting a question
// mark stand for each; that matches more than it should, but never less.
func literal(text string) string { return strings.ReplaceAll(text, "*", "?") }

// matchARN matches the six parts of an ARN one by one, so that no wildcard crosses a colon.
func matchARN(pattern, arn string) truth.Value {
	if strings.Contains(pattern, "${") {
		return matches(pattern, arn, false)
	}
	p, a := strings.SplitN(pattern, ":", 6), strings.SplitN(arn, ":", 6)
	if len(p) != 6 || len(a) != 6 {
		return truth.Of(Match(pattern, arn))
	}
	for i := range p {
		if !Match(p[i], a[i]) {
			return truth.No
		}
	}
	return truth.Yes
}

func inRange(wanted, value string) truth.Value {
	address, err := netip.ParseAddr(value)
	if err != nil {
		return truth.Unknown
	}
	if single, err := netip.ParseAddr(wanted); err == nil {
		return truth.Of(single == address)
	}
	prefix, err := netip.ParsePrefix(wanted)
	if err != nil {
		return truth.Unknown
	}
	return truth.Of(prefix.Contains(address))
}

func (o operator) number(wanted, value string) truth.Value {
	w, err := strconv.ParseFloat(wanted, 64)
	if err != nil {
		return truth.Unknown
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return truth.Unknown
	}
	switch o.name {
	case "numericlessthan":
		return truth.Of(v < w)
	case "numericlessthanequals":
		return truth.Of(v <= w)
	case "numericgreaterthan":
		return truth.Of(v > w)
	case "numericgreaterthanequals":
		return truth.Of(v >= w)
	}
	return truth.Of(v == w)
}
