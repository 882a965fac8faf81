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
}

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
	if rule.Why("resource_names") != "" {
		widest.ResourceNames = nil
	}
	return slices.DeleteFunc(grantsOf(&widest, a.powers), func(grant string) bool { return slices.Contains(rule.Grants, grant) })
}
