// Package selectors decides which objects a label selector selects.
//
// It is the one implementation for all that Kubernetes selects by label: the pods of a
// Service or a NetworkPolicy, the namespaces of a webhook, the roles of an aggregated
// role. An answer is unknown if it depends on a label or a term that is not known.
//
// It is not k8s.io/apimachinery/pkg/labels, because that has no third answer.
package selectors

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// The operators of a label selector.
const (
	in           = "In"
	notIn        = "NotIn"
	exists       = "Exists"
	doesNotExist = "DoesNotExist"
)

// Selector selects objects by their labels. The zero Selector selects nothing.
type Selector struct {
	// something is false for a selector that selects nothing.
	something    bool
	requirements []requirement
	// unknown is whether there may be further requirements.
	unknown bool
}

// requirement is one condition; all of a selector must hold.
type requirement struct {
	key      string
	operator string
	values   []string
	// unknown is whether the values are not known.
	unknown bool
}

// Everything returns a selector that selects every object.
func Everything() Selector { return Selector{something: true} }

// Nothing returns a selector that selects no object.
func Nothing() Selector { return Selector{} }

// Parse prepares the selector that a field of a node holds, with what the node says to be
// unknown of it. The field is in the model's spelling, such as "pod_selector".
//
// A selector without any term selects everything. A nil one selects nothing, as the API
// machinery has it; where a missing selector has another meaning the caller must ask for
// nil first. If the API server would refuse the selector there is an error, and all its
// answers are unknown, since it never gets to select anything.
func Parse(node *model.Node, field string, s *model.LabelSelector) (Selector, error) {
	if node.Why(field) != "" {
		return Selector{something: true, unknown: true}, nil
	}
	if s == nil {
		return Nothing(), nil
	}
	labels, err := parseMap(node, field+".match_labels", s.MatchLabels)
	if err != nil {
		return labels, err
	}
	if isUnknown(node, field+".match_expressions") {
		labels.unknown = true // and which of the expressions is meant is not known
		return labels, nil
	}
	for _, e := range s.MatchExpressions {
		if err := check(e.Key, e.Operator, e.Values); err != nil {
			return Selector{something: true, unknown: true}, err
		}
		labels.requirements = append(labels.requirements, requirement{key: e.Key, operator: e.Operator, values: e.Values})
	}
	return labels, nil
}

// ParseMap prepares a selector of plain pairs, such as that of a Service. One without any
// pair selects everything, which is not what it means in a Service. Errors are as in
// [Parse].
func ParseMap(node *model.Node, field string, pairs map[string]string) (Selector, error) {
	return parseMap(node, field, pairs)
}

func parseMap(node *model.Node, field string, pairs map[string]string) (Selector, error) {
	s := Everything()
	if node.Why(field) != "" {
		s.unknown = true
		return s, nil
	}
	for path := range node.Unknown {
		if key, ok := strings.CutPrefix(path, field+"."); ok {
			s.add(key, nil, true)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(pairs)) { // so that the same error is the first each time
		value := pairs[key]
		if isPlaceholder(key) {
			s.unknown = true
			continue
		}
		if err := check(key, in, []string{value}); err != nil {
			return Selector{something: true, unknown: true}, err
		}
		s.add(key, []string{value}, false)
	}
	slices.SortFunc(s.requirements, func(a, b requirement) int { return strings.Compare(a.key, b.key) })
	return s, nil
}

func (s *Selector) add(key string, values []string, unknown bool) {
	if isPlaceholder(key) {
		s.unknown = true
		return
	}
	s.requirements = append(s.requirements, requirement{key: key, operator: in, values: values, unknown: unknown})
}

// isUnknown reports whether a field or anything below it is unknown.
func isUnknown(node *model.Node, field string) bool {
	if node.Why(field) != "" {
		return true
	}
	for path := range node.Unknown {
		if strings.HasPrefix(path, field+".") {
			return true
		}
	}
	return false
}

// IsEverything reports whether s selects every object whatever its labels are. A selector
// whose terms are not known does not count.
func (s Selector) IsEverything() bool { return s.something && !s.unknown && len(s.requirements) == 0 }

// Matches reports whether s selects an object with these labels.
func (s Selector) Matches(l Labels) truth.Value {
	if !s.something {
		return truth.No
	}
	result := truth.Yes
	if s.unknown {
		result = truth.Unknown
	}
	for _, r := range s.requirements {
		if result = truth.All(result, r.matches(l)); result == truth.No {
			break
		}
	}
	return result
}

func (r requirement) matches(l Labels) truth.Value {
	switch r.operator {
	case exists:
		return l.has(r.key)
	case doesNotExist:
		return l.has(r.key).Not()
	case notIn:
		return l.in(r.key, r.values).Not() // an object without the label is selected too
	}
	if r.unknown {
		return truth.All(l.has(r.key), truth.Unknown)
	}
	return l.in(r.key, r.values)
}

// The errors of a selector that the API server refuses.
var (
	errOperator = errors.New("the operator must be In, NotIn, Exists or DoesNotExist")
	errValues   = errors.New("the operators In and NotIn need values")
	errNoValues = errors.New("the operators Exists and DoesNotExist take no values")
	errKey      = errors.New("the key must be a label key")
	errValue    = errors.New("the value must be a label value")
)

// check refuses what the API server refuses.
//
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ and
// ValidateLabelSelectorRequirement in k8s.io/apimachinery/pkg/apis/meta/v1/validation.
func check(key, operator string, values []string) error {
	switch operator {
	case in, notIn:
		if len(values) == 0 {
			return fmt.Errorf("%w, and %s of %q has none", errValues, operator, key)
		}
	case exists, doesNotExist:
		if len(values) > 0 {
			return fmt.Errorf("%w, and %s of %q has some", errNoValues, operator, key)
		}
	default:
		return fmt.Errorf("%w, and this is %q", errOperator, operator)
	}
	if !isKey(key) {
		return fmt.Errorf("%w, and this is %q", errKey, key)
	}
	for _, value := range values {
		if len(value) > maxName || !labelValue().MatchString(value) {
			return fmt.Errorf("%w, and this is %q", errValue, value)
		}
	}
	return nil
}

const (
	maxName   = 63  // of the name in a key, and of a value
	maxPrefix = 253 // of the prefix of a key
)

var (
	labelName   = pattern.Lazy(`^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$`)
	labelPrefix = pattern.Lazy(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)
	labelValue  = pattern.Lazy(`^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$`)
)

// isKey reports whether a text is a label key: a name, and before it a DNS name and a
// slash if there is a prefix.
func isKey(key string) bool {
	prefix, name, found := strings.Cut(key, "/")
	switch {
	case !found:
		name = key
	case prefix == "" || len(prefix) > maxPrefix || !labelPrefix().MatchString(prefix):
		return false
	}
	return len(name) <= maxName && labelName().MatchString(name)
}
