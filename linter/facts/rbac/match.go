package rbac

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Request is what the API server asks its authorizer: may one do this.
type Request struct {
	// Verb is the verb, such as "get".
	Verb string
	// Group is the API group; "" is the core group.
	Group string
	// Resource is the resource in the plural, such as "pods".
	Resource string
	// Subresource is what follows the slash, such as "exec"; "" for none.
	Subresource string
	// Namespace is that of the object; "" for a request over all namespaces or on an object
	// without one.
	Namespace string
	// Name is that of the object; "" if the request carries none, as for create, and for
	// list without a field selector.
	Name string
	// Path is a path of the API server that is no resource; then all but Verb is "".
	Path string
}

const all = "*"

// Matches reports whether a rule allows a request, wherever the rule holds. "*" alone is a
// wildcard, and "*/SUB" is the subresource of every resource; "pods/*" and "get*" match
// nothing, and "pods" does not match "pods/exec".
//
// Source: RuleAllows in k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac and
// k8s.io/kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go.
func Matches(rule *model.PolicyRule, r Request) bool {
	if !has(rule.Verbs, r.Verb) {
		return false
	}
	if r.Path != "" {
		return slices.ContainsFunc(rule.NonResourceURLs, func(url string) bool { return matchesPath(url, r.Path) })
	}
	return has(rule.APIGroups, r.Group) && matchesResource(rule.Resources, r.Resource, r.Subresource) &&
		(len(rule.ResourceNames) == 0 || slices.Contains(rule.ResourceNames, r.Name))
}

func has(list []string, wanted string) bool {
	return slices.Contains(list, all) || slices.Contains(list, wanted)
}

func matchesResource(list []string, resource, sub string) bool {
	if sub == "" {
		return has(list, resource)
	}
	return has(list, resource+"/"+sub) || slices.Contains(list, "*/"+sub)
}

func matchesPath(url, path string) bool {
	if url == all || url == path {
		return true
	}
	return strings.HasSuffix(url, all) && strings.HasPrefix(path, strings.TrimRight(url, all))
}

// covers reports whether rules together allow all that another rule does.
//
// Source: Covers in k8s.io/component-helpers/auth/rbac/validation.
func covers(owned []*model.PolicyRule, rule *model.PolicyRule) bool {
	for _, verb := range rule.Verbs {
		for _, url := range rule.NonResourceURLs {
			if !coveredBy(owned, func(r *model.PolicyRule) bool {
				return has(r.Verbs, verb) && slices.ContainsFunc(r.NonResourceURLs, func(u string) bool { return matchesPath(u, url) })
			}) {
				return false
			}
		}
		for _, group := range rule.APIGroups {
			for _, resource := range rule.Resources {
				if !coversResource(owned, verb, group, resource, rule.ResourceNames) {
					return false
				}
			}
		}
	}
	return true
}

func coversResource(owned []*model.PolicyRule, verb, group, resource string, names []string) bool {
	allows := func(r *model.PolicyRule) bool {
		name, sub, _ := strings.Cut(resource, "/")
		return has(r.Verbs, verb) && has(r.APIGroups, group) && matchesResource(r.Resources, name, sub)
	}
	if len(names) == 0 {
		return coveredBy(owned, func(r *model.PolicyRule) bool { return len(r.ResourceNames) == 0 && allows(r) })
	}
	for _, name := range names {
		if !coveredBy(owned, func(r *model.PolicyRule) bool {
			return (len(r.ResourceNames) == 0 || slices.Contains(r.ResourceNames, name)) && allows(r)
		}) {
			return false
		}
	}
	return true
}

func coveredBy(owned []*model.PolicyRule, allows func(*model.PolicyRule) bool) bool {
	return slices.ContainsFunc(owned, allows)
}

// isAdmin reports whether a rule allows everything.
func isAdmin(rule *model.PolicyRule) bool {
	return slices.Contains(rule.Verbs, all) && slices.Contains(rule.APIGroups, all) &&
		slices.Contains(rule.Resources, all) && len(rule.ResourceNames) == 0
}

// isReadOnly reports whether a rule allows no more than to read.
func isReadOnly(rule *model.PolicyRule) bool {
	return !slices.ContainsFunc(rule.Verbs, func(verb string) bool { return !slices.Contains(readVerbs, verb) })
}
