package namespaces

import (
	"path"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// policies finds for each namespace the policies that refuse insecure pods in it. One of
// which that is not certain, since something of it is unknown, does not count.
func policies(m *model.Model) {
	if len(m.Namespaces) == 0 || len(m.AdmissionPolicies) == 0 {
		return
	}
	labels := NewIndex(m.Namespaces)
	for _, p := range m.AdmissionPolicies {
		if !p.PodSecurity || !p.Enforcing || len(p.Unknown) > 0 {
			continue
		}
		denied := denials(m, p)
		for _, n := range m.Namespaces {
			if n.Name != "" && covers(p, n) && selects(&p.Node, p.NamespaceSelector, labels.Labels(n.Name)) &&
				(denied == nil || slices.ContainsFunc(denied, func(b *model.AdmissionPolicyBinding) bool {
					return selects(&b.Node, b.NamespaceSelector, labels.Labels(n.Name))
				})) {
				n.Policies = append(n.Policies, &model.ObjectRef{Ref: p.Ref, Kind: p.Kind, Name: p.Name})
			}
		}
	}
}

// denials are the bindings that make a policy of Kubernetes itself refuse something; nil
// for the policies of other engines, which need none.
func denials(m *model.Model, p *model.AdmissionPolicy) []*model.AdmissionPolicyBinding {
	if p.Engine != "validating-admission-policy" {
		return nil
	}
	list := []*model.AdmissionPolicyBinding{}
	for _, b := range m.AdmissionPolicyBindings {
		if b.PolicyName == p.Name && slices.Contains(b.ValidationActions, "Deny") {
			list = append(list, b)
		}
	}
	return list
}

// covers reports whether a policy holds in a namespace by the names that it gives.
func covers(p *model.AdmissionPolicy, n *model.Namespace) bool {
	if p.Namespace != "" && p.Namespace != n.Name {
		return false
	}
	return (len(p.MatchNamespaces) == 0 || anyMatches(p.MatchNamespaces, n.Name)) && !anyMatches(p.ExcludedNamespaces, n.Name)
}

// anyMatches reports whether a name matches a pattern, in which "*" and "?" stand for any
// text and any character.
func anyMatches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matched, err := path.Match(pattern, name)
		return err == nil && matched
	})
}

// selects reports whether a namespace selector certainly selects; a missing one selects
// every namespace.
func selects(node *model.Node, s *model.LabelSelector, labels selectors.Labels) bool {
	if s == nil && node.Why("namespace_selector") == "" {
		return true
	}
	selector, err := selectors.Parse(node, "namespace_selector", s)
	return err == nil && selector.Matches(labels) == truth.Yes
}
