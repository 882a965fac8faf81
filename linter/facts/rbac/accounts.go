package rbac

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// tokenSecret is the type of a Secret that holds a token of a service account.
const tokenSecret = "kubernetes.io/service-account-token"

// identify ties the service accounts to their objects and to the Secrets with their
// tokens, and notes in which namespaces the unit speaks of permissions.
func (c *census) identify(m *model.Model, accounts map[Subject]*model.ServiceAccount) {
	spoken := spokenOf(m)
	for _, key := range c.list {
		p := c.byKey[key]
		p.BoundByName = c.isBound(key)
		if key.Kind == ServiceAccount {
			p.Account, p.NamespaceHasRBAC = accounts[key], spoken[key.Namespace]
		}
	}
	for _, s := range m.Secrets {
		if s.Type == tokenSecret && s.ServiceAccountName != "" {
			s.Principal = c.byKey[Subject{ServiceAccount, placeOf(&s.Object), s.ServiceAccountName}]
		}
	}
}

// isBound reports whether a binding of the unit names a subject or the group of the
// service accounts of its namespace.
func (c *census) isBound(key Subject) bool {
	list := c.bound[key]
	if key.Kind == ServiceAccount && !strings.HasPrefix(key.Namespace, leftOut) {
		list = slices.Concat(list, c.bound[Subject{Kind: Group, Name: accountsGroup + ":" + key.Namespace}])
	}
	return slices.ContainsFunc(list, func(g *granted) bool { return g.binding.Ref != 0 })
}

// spokenOf are the namespaces with a role or a binding, and those of service accounts that
// a binding names.
func spokenOf(m *model.Model) map[string]bool {
	spoken := map[string]bool{}
	for _, role := range m.Roles {
		if role.Kind == "Role" {
			spoken[placeOf(&role.Object)] = true
		}
	}
	for _, b := range m.RoleBindings {
		if b.Kind == "RoleBinding" {
			spoken[placeOf(&b.Object)] = true
		}
		for _, s := range b.Subjects {
			if key, ok := subjectOf(b, s); ok && key.Kind == ServiceAccount {
				spoken[key.Namespace] = true
			}
		}
	}
	return spoken
}
