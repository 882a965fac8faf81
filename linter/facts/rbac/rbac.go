// Package rbac computes what users, groups and service accounts may do.
//
// It judges roles and bindings as the API server does, together with those that every
// cluster has, and follows how permissions lead to more of them. Start at [Compute] for
// the facts of a unit and at [New] to ask for a single request.
//
// It knows neither the Node authorizer nor the access entries of EKS.
package rbac

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// Compute fills the facts about permissions: Grants of rules, what roles allow after
// aggregation, what bindings give, and the principals of the unit.
func Compute(m *model.Model) {
	base := &policy{}
	if len(m.Roles)+len(m.RoleBindings) > 0 { // else what every cluster has leads nowhere
		base = builtin()
	}
	compute(newAccess(m, base), m)
}

func compute(a *Access, m *model.Model) {
	for _, role := range m.Roles {
		a.role(role)
	}
	for _, b := range m.RoleBindings {
		a.binding(b)
	}
	a.givers(m)
	a.principals(m)
}

func (a *Access) role(role *model.Role) {
	for _, rule := range role.Rules {
		rule.Grants = a.grants(rule)
		rule.MayGrant = a.mayGrant(rule)
	}
	c := a.roles.content(role)
	role.EffectiveRules = c.rules
	role.AdminEquivalent = slices.ContainsFunc(c.rules, isAdmin)
	if c.why != "" {
		role.Note("effective_rules", c.why)
	}
	role.AggregatedInto = a.roles.aggregations(role)
}

func (a *Access) binding(b *model.RoleBinding) {
	c, list := a.roles.of(b)
	for _, role := range list {
		if role.Ref != 0 {
			role.Bindings = append(role.Bindings, b)
			b.RoleRef = cmp.Or(b.RoleRef, &role.Ref)
		}
	}
	b.BuiltIn = b.RoleKind == clusterRole && a.roles.builtIn[b.RoleName]
	b.Grants = a.grantsOfAll(c.rules)
	admin := slices.ContainsFunc(c.rules, isAdmin)
	reads := !slices.ContainsFunc(c.rules, func(r *model.PolicyRule) bool { return !isReadOnly(r) })
	if c.why != "" {
		b.Note("grants", c.why)
	}
	b.AdminEquivalent = settle(&b.Node, "admin_equivalent", admin, !admin, c.why)
	b.ReadOnly = settle(&b.Node, "read_only", reads, reads, c.why)
}

// settle is a fact that more rules could turn over, in which case it is unknown for as
// long as there is a reason why there may be more.
func settle(n *model.Node, field string, value, open bool, why model.Reason) *bool {
	if open && why != "" {
		n.Note(field, why)
		return nil
	}
	return &value
}

func (a *Access) grantsOfAll(rules []*model.PolicyRule) []string {
	var grants []string
	for _, rule := range rules {
		grants = append(grants, a.grants(rule)...)
	}
	slices.Sort(grants)
	return slices.Compact(grants)
}

// census collects the principals of a unit.
type census struct {
	*Access
	byKey map[Subject]*model.Principal
	list  []Subject
}

// principals fills the principals of a unit and ties the workloads to theirs.
func (a *Access) principals(m *model.Model) {
	c := &census{Access: a, byKey: map[Subject]*model.Principal{}}
	for _, b := range m.RoleBindings {
		for _, s := range b.Subjects {
			if key, ok := subjectOf(b, s); ok {
				c.meet(key, s.Ref)
			}
		}
	}
	accounts := map[Subject]*model.ServiceAccount{}
	for _, account := range m.ServiceAccounts {
		key := Subject{ServiceAccount, placeOf(&account.Object), account.Name}
		accounts[key] = account
		c.meet(key, account.Ref)
	}
	for _, w := range m.Workloads {
		if why := cmp.Or(w.Why("service_account_name"), w.Why("service_account")); why != "" {
			w.Note("principal", why)
			tokenMounted(&w.Pod, &model.ServiceAccount{Object: model.Object{Node: model.Node{
				Unknown: map[string]model.Reason{"automount_service_account_token": why},
			}}})
			continue
		}
		c.runs(w)
		tokenMounted(&w.Pod, accounts[accountOf(&w.Pod)])
	}
	slices.SortFunc(c.list, compare)
	c.identify(m, accounts)
	c.judge(m)
	for _, key := range c.list {
		m.Principals = append(m.Principals, c.byKey[key])
	}
}

// meet makes sure that there is a principal.
func (c *census) meet(key Subject, ref model.Ref) *model.Principal {
	if p := c.byKey[key]; p != nil {
		return p
	}
	p := &model.Principal{Node: model.Node{Ref: ref}, Kind: key.Kind, Name: key.Name}
	switch {
	case strings.HasPrefix(key.Namespace, leftOut):
		p.Note("namespace", model.NamespaceLeftOut)
	default:
		p.Namespace = key.Namespace
	}
	c.byKey[key] = p
	c.list = append(c.list, key)
	return p
}

// runs ties a workload to its service account.
func (c *census) runs(w *model.Workload) {
	p := c.meet(accountOf(&w.Pod), w.Ref)
	w.Principal = p
	p.Workloads = append(p.Workloads, w.Ref)
	for _, container := range w.Containers {
		if container.Image != nil && container.Image.Repository != "" {
			p.Images = append(p.Images, container.Image.Repository)
		}
	}
	slices.Sort(p.Images)
	p.Images = slices.Compact(p.Images)
}

// tokenMounted fills whether the pods of a workload get a token by default. The default
// account of a namespace is there without being written down, and then mounts it.
func tokenMounted(pod *model.Pod, account *model.ServiceAccount) {
	yes := true
	switch {
	case pod.AutomountServiceAccountToken != nil:
		pod.TokenMounted = pod.AutomountServiceAccountToken
	case pod.Why("automount_service_account_token") != "":
		pod.Note("token_mounted", pod.Why("automount_service_account_token"))
	case account == nil && cmp.Or(pod.ServiceAccountName, "default") != "default":
		pod.Note("token_mounted", model.NotInInput)
	case account != nil && account.Why("automount_service_account_token") != "":
		pod.Note("token_mounted", account.Why("automount_service_account_token"))
	case account != nil && account.AutomountServiceAccountToken != nil:
		pod.TokenMounted = account.AutomountServiceAccountToken
	default:
		pod.TokenMounted = &yes
	}
}

// judge fills what the principals may do.
func (c *census) judge(m *model.Model) {
	e := newEscalation(c.Access, m, c.known())
	if len(m.RoleBindings) > 0 { // else nobody of the unit has anything to begin with
		e.solve(c.list)
	}
	doubts := c.doubts(m)
	for _, key := range c.list {
		p := c.byKey[key]
		is, why := c.isAdmin(key)
		why = cmp.Or(why, doubts[key])
		c.fill(p, key)
		p.AdminEquivalent = settle(&p.Node, "admin_equivalent", is == truth.Yes, is != truth.Yes, why)
		p.EscalationPath = e.path(key)
		if is != truth.Yes && p.EscalationPath == nil && c.why(key, doubts) != "" {
			p.Note("escalation_path", c.why(key, doubts))
		}
		if why := c.why(key, doubts); why != "" {
			p.Note("grants", why)
		}
		if why := doubts[key]; why != "" {
			p.Note("bindings", why)
		}
	}
}

// why is the reason for which a principal may have more than is known.
func (c *census) why(key Subject, doubts map[Subject]model.Reason) model.Reason {
	why := doubts[key]
	for _, g := range c.granted(key) {
		why = cmp.Or(why, g.why)
	}
	return why
}

// known are the principals of the unit and those that every cluster has.
func (c *census) known() []Subject {
	list := slices.Clone(c.list)
	for _, b := range c.base.bindings {
		for _, s := range b.Subjects {
			if key, ok := subjectOf(b, s); ok {
				list = append(list, key)
			}
		}
	}
	slices.SortFunc(list, compare)
	return slices.Compact(list)
}

// fill lists the bindings and grants of a principal.
func (c *census) fill(p *model.Principal, key Subject) {
	for _, g := range c.granted(key) {
		if g.binding.Ref != 0 {
			p.Bindings = append(p.Bindings, g.binding.Ref)
		}
		for _, l := range c.lead(g) {
			for _, name := range l.grants {
				p.Grants = append(p.Grants, grantOf(name, g, l.rule))
			}
		}
	}
	slices.Sort(p.Bindings)
	p.Bindings = slices.Compact(p.Bindings)
	slices.SortStableFunc(p.Grants, compareGrants)
	p.Grants = slices.CompactFunc(p.Grants, func(a, b *model.Grant) bool { return compareGrants(a, b) == 0 })
}

// compareGrants orders grants and tells those apart that say something different. The rules
// of one role say the same twice if the role is bound twice.
func compareGrants(a, b *model.Grant) int {
	return cmp.Or(
		strings.Compare(a.Name, b.Name), strings.Compare(a.Namespace, b.Namespace), compareBool(a.ClusterWide, b.ClusterWide),
		strings.Compare(a.Role, b.Role), slices.Compare(a.ResourceNames, b.ResourceNames),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func grantOf(name string, g *granted, rule *model.PolicyRule) *model.Grant {
	grant := &model.Grant{
		Name: name, ResourceNames: rule.ResourceNames, Role: g.binding.RoleName,
		ClusterWide: g.where == everywhere, Binding: g.binding.Ref, Rule: rule.Ref,
	}
	if !grant.ClusterWide {
		grant.Namespace = g.binding.Namespace
	}
	return grant
}

// doubts are the service accounts that may have bindings which name them in a way that
// cannot be told offline: by another spelling of a namespace that is left out, or by a
// subject that is filled in later.
func (c *census) doubts(m *model.Model) map[Subject]model.Reason {
	why := map[string]model.Reason{} // by name; "" for any name
	for _, b := range m.RoleBindings {
		for _, s := range b.Subjects {
			if _, ok := subjectOf(b, s); !ok && (s.Kind == ServiceAccount || s.Why("kind") != "") {
				why[s.Name] = cmp.Or(s.Why("name"), s.Why("namespace"), s.Why("kind"), model.TemplateValue)
			}
		}
	}
	byName := map[string][]Subject{}
	for _, key := range c.list {
		if key.Kind == ServiceAccount && len(c.bound[key]) > 0 {
			byName[key.Name] = append(byName[key.Name], key)
		}
	}
	doubts := map[Subject]model.Reason{}
	for _, key := range c.list {
		if key.Kind != ServiceAccount {
			continue
		}
		if reason := cmp.Or(why[key.Name], why[""], twin(key, byName[key.Name])); reason != "" {
			doubts[key] = reason
		}
	}
	return doubts
}

// twin is the reason for which a service account may be one that has bindings under
// another spelling of its namespace.
func twin(key Subject, bound []Subject) model.Reason {
	for _, other := range bound {
		if other.Namespace != key.Namespace && (strings.HasPrefix(key.Namespace, leftOut) || strings.HasPrefix(other.Namespace, leftOut)) {
			return model.NamespaceLeftOut
		}
	}
	return ""
}
