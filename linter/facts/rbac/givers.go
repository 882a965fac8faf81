package rbac

import (
	"slices"

	"github.com/ekslint/ekslint/parsers/model"
)

// givers fills who gets the rules of each role: by a binding of the role, or by one of a
// role that takes its rules.
func (a *Access) givers(m *model.Model) {
	for _, role := range m.Roles {
		if !aggregates(role) {
			role.GivenBy = slices.Clone(role.Bindings)
		}
	}
	for _, into := range a.roles.aggregating {
		if len(into.Bindings) == 0 || a.roles.builtIn[into.Name] {
			continue
		}
		taken := map[*model.Role]bool{}
		a.roles.collect(into.Role, taken, &content{})
		for _, role := range m.Roles {
			if taken[role] && !aggregates(role) {
				role.GivenBy = append(role.GivenBy, into.Bindings...)
			}
		}
	}
	for _, role := range m.Roles {
		role.GivenBy = nearest(role, role.GivenBy)
	}
}

// nearest leaves one of bindings that are the same object, as a repository has them that
// keeps the manifests of several clusters: the one that is written next to the role.
func nearest(role *model.Role, list []*model.RoleBinding) []*model.RoleBinding {
	type identity struct{ kind, namespace, name string }
	at := map[identity]int{}
	var distinct []*model.RoleBinding
	for _, b := range list {
		key := identity{b.Kind, placeOf(&b.Object), b.Name}
		i, known := at[key]
		switch {
		case !known:
			at[key] = len(distinct)
			distinct = append(distinct, b)
		case distance(b.Ref, role.Ref) < distance(distinct[i].Ref, role.Ref):
			distinct[i] = b
		}
	}
	return distinct
}

func distance(a, b model.Ref) model.Ref { return max(a-b, b-a) }

// mayGrant are the grants that a rule would give beside its own if what is unknown of it
// were everything.
func (a *Access) mayGrant(rule *model.PolicyRule) []string {
	if rule.Unknown == nil {
		return nil
	}
	widest := *rule
	for field, list := range map[string]*[]string{
		"verbs": &widest.Verbs, "api_groups": &widest.APIGroups, "resources": &widest.Resources,
	} {
		if rule.Why(field) != "" {
			*list = []string{all}
		}
	}
	var more []string
	for _, grant := range grantsOf(&widest, a.powers) {
		if !slices.Contains(rule.Grants, grant) {
			more = append(more, grant)
		}
	}
	return more
}
