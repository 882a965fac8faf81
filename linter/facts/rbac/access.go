package rbac

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The kinds of subjects.
const (
	User           = "User"
	Group          = "Group"
	ServiceAccount = "ServiceAccount"
)

// Subject names a user, a group or a service account.
type Subject struct {
	// Kind is User, Group or ServiceAccount.
	Kind string
	// Namespace is that of a service account. If it is left out it stands for the bundle of
	// the object, in a form that no namespace has.
	Namespace string
	// Name is the name.
	Name string
}

// The groups and users that the API server itself assigns.
//
// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/
const (
	mastersGroup         = "system:masters"
	authenticatedGroup   = "system:authenticated"
	unauthenticatedGroup = "system:unauthenticated"
	anonymousUser        = "system:anonymous"
	accountsGroup        = "system:serviceaccounts"
	accountUser          = "system:serviceaccount:"
)

// place is where permissions hold: everywhere, in every namespace, or in one.
type place string

const (
	everywhere     place = ""
	everyNamespace place = "*"
)

// leftOut starts the place of objects whose namespace is left out.
const leftOut = "?"

// placeOf is the namespace of an object. Objects of one bundle that leave it out share
// one, which no other object is known to share.
func placeOf(o *model.Object) string {
	if o.Namespace != "" {
		return o.Namespace
	}
	return leftOut + string(o.Why("namespace")) + ":" + o.Bundle
}

// includes reports whether permissions that hold in p cover a request in a namespace; ""
// is a request that is not about one.
func (p place) includes(namespace string) bool {
	switch p {
	case everywhere:
		return true
	case everyNamespace:
		return namespace != ""
	}
	return string(p) == namespace
}

// granted is what one binding gives to its subjects.
type granted struct {
	binding *model.RoleBinding
	content
	where place
	// leading are the rules that lead further; nil until they are asked for.
	leading []leading
}

// leading is a rule that lets its subjects do something that leads further.
type leading struct {
	rule   *model.PolicyRule
	grants []string
}

// lead are the rules of g that lead further, which are few.
func (a *Access) lead(g *granted) []leading {
	if g.leading == nil {
		g.leading = []leading{}
		for _, rule := range g.rules {
			if grants := a.grants(rule); len(grants) > 0 {
				g.leading = append(g.leading, leading{rule, grants})
			}
		}
	}
	return g.leading
}

// grants are those of a rule, which several bindings may ask for.
func (a *Access) grants(rule *model.PolicyRule) []string {
	grants, known := a.ofRule[rule]
	if !known {
		grants = grantsOf(rule, a.powers)
		a.ofRule[rule] = grants
	}
	return grants
}

// Access tells what subjects may do.
type Access struct {
	base   *policy
	roles  *roles
	bound  map[Subject][]*granted
	powers []power
	ofRule map[*model.PolicyRule][]string
}

// New prepares the roles and bindings of a unit together with those that every cluster
// has.
func New(m *model.Model) *Access { return newAccess(m, builtin()) }

func newAccess(m *model.Model, base *policy) *Access {
	a := &Access{
		base: base, roles: newRoles(m, base), bound: map[Subject][]*granted{}, powers: powersOf(minorOf(m)),
		ofRule: map[*model.PolicyRule][]string{},
	}
	for _, list := range [][]*model.RoleBinding{base.bindings, m.RoleBindings} {
		for _, b := range list {
			a.bind(b)
		}
	}
	return a
}

func (a *Access) bind(b *model.RoleBinding) {
	c, _ := a.roles.of(b)
	g := &granted{binding: b, content: c, where: everywhere}
	if b.Kind != clusterRoleBinding {
		g.where = place(placeOf(&b.Object))
	}
	for _, s := range b.Subjects {
		if subject, ok := subjectOf(b, s); ok && !slices.Contains(a.bound[subject], g) {
			a.bound[subject] = append(a.bound[subject], g)
		}
	}
}

// subjectOf is the subject that an entry of a binding names; ok is false if that cannot be
// known. A service account may be named as the user that it is.
func subjectOf(b *model.RoleBinding, s *model.Subject) (subject Subject, ok bool) {
	if s.Name == "" || s.Why("kind") != "" || s.Why("namespace") != "" {
		return Subject{}, false
	}
	subject = Subject{Kind: s.Kind, Name: s.Name}
	if account, found := strings.CutPrefix(s.Name, accountUser); found && s.Kind == User {
		if namespace, name, both := strings.Cut(account, ":"); both {
			return Subject{ServiceAccount, namespace, name}, true
		}
	}
	if s.Kind == ServiceAccount {
		subject.Namespace = s.Namespace
		if subject.Namespace == "" {
			subject.Namespace = placeOf(&model.Object{Bundle: b.Bundle, Node: model.Node{
				Unknown: map[string]model.Reason{"namespace": model.NamespaceLeftOut},
			}})
		}
	}
	return subject, true
}

// groupsOf are the groups that a subject certainly belongs to. For a group they are those
// of each of its members.
func groupsOf(s Subject) []string {
	switch {
	case s.Kind == ServiceAccount && strings.HasPrefix(s.Namespace, leftOut):
		return []string{accountsGroup, authenticatedGroup}
	case s.Kind == ServiceAccount:
		return []string{accountsGroup, accountsGroup + ":" + s.Namespace, authenticatedGroup}
	case s.Kind == User && s.Name == anonymousUser, s.Kind == Group && s.Name == unauthenticatedGroup:
		return []string{unauthenticatedGroup}
	case s.Kind == Group && strings.HasPrefix(s.Name, accountsGroup+":"):
		return []string{accountsGroup, authenticatedGroup}
	}
	return []string{authenticatedGroup}
}

// granted is all that a subject has, by name and through its groups.
func (a *Access) granted(s Subject) []*granted {
	list := slices.Clone(a.bound[s])
	for _, name := range groupsOf(s) {
		group := Subject{Kind: Group, Name: name}
		if group == s {
			continue
		}
		for _, g := range a.bound[group] {
			if !slices.Contains(list, g) {
				list = append(list, g)
			}
		}
	}
	return list
}

// Allowed reports whether a subject may make a request. It is unknown if a role that the
// subject is bound to is not known.
func (a *Access) Allowed(s Subject, r Request) truth.Value {
	result := truth.No
	for _, g := range a.granted(s) {
		if !g.where.includes(r.Namespace) || r.Path != "" && g.where != everywhere {
			continue
		}
		if slices.ContainsFunc(g.rules, func(rule *model.PolicyRule) bool { return Matches(rule, r) }) {
			return truth.Yes
		}
		if g.why != "" {
			result = truth.Unknown
		}
	}
	return result
}

// isAdmin reports whether a subject may do everything everywhere.
func (a *Access) isAdmin(s Subject) (is truth.Value, why model.Reason) {
	is = truth.No
	for _, g := range a.granted(s) {
		if g.where != everywhere {
			continue
		}
		if slices.ContainsFunc(g.rules, isAdmin) {
			return truth.Yes, ""
		}
		if g.why != "" {
			is, why = truth.Unknown, cmp.Or(why, g.why)
		}
	}
	return is, why
}
