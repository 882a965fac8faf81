package rbac

import (
	"cmp"

	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The kinds of roles and bindings.
const (
	clusterRole        = "ClusterRole"
	clusterRoleBinding = "ClusterRoleBinding"
)

// roles finds what a role allows.
type roles struct {
	clusterRoles []*model.Role
	byName       map[string][]*model.Role // cluster roles
	local        map[string][]*model.Role // roles of a namespace, by name
	builtIn      map[string]bool          // names of cluster roles
	memo         map[*model.Role]content
	// aggregating are the roles that take their rules from others.
	aggregating []*aggregator
	byRole      map[*model.Role]*aggregator
}

// aggregator is a role that takes the rules of others.
type aggregator struct {
	*model.Role
	selectors []selectors.Selector
	// why is the reason for which it may take more.
	why model.Reason
}

func newAggregator(role *model.Role) *aggregator {
	a := &aggregator{Role: role, why: role.WhyBelow("cluster_role_selectors")}
	for _, s := range role.AggregationSelectors {
		if selector, err := selectors.Parse(&model.Node{}, "", s); err == nil { // else the API server refuses the role
			a.selectors = append(a.selectors, selector)
		}
	}
	return a
}

// content is what a role allows.
type content struct {
	rules []*model.PolicyRule
	// why is the reason for which there may be more; "" if that is all.
	why model.Reason
}

func newRoles(m *model.Model, base *policy) *roles {
	x := &roles{
		byName: map[string][]*model.Role{}, local: map[string][]*model.Role{},
		builtIn: map[string]bool{}, memo: map[*model.Role]content{}, byRole: map[*model.Role]*aggregator{},
	}
	for _, role := range base.roles {
		if role.Kind == clusterRole {
			x.builtIn[role.Name] = true
		}
		x.add(role)
	}
	for _, role := range m.Roles {
		x.add(role)
	}
	return x
}

func (x *roles) add(role *model.Role) {
	if role.Kind == clusterRole {
		x.clusterRoles = append(x.clusterRoles, role)
		x.byName[role.Name] = append(x.byName[role.Name], role)
		if aggregates(role) {
			a := newAggregator(role)
			x.aggregating, x.byRole[role] = append(x.aggregating, a), a
		}
		return
	}
	x.local[role.Name] = append(x.local[role.Name], role)
}

// content is what a role allows, after aggregation.
func (x *roles) content(role *model.Role) content {
	if c, ok := x.memo[role]; ok {
		return c
	}
	c := content{}
	x.collect(role, map[*model.Role]bool{}, &c)
	x.memo[role] = c
	return c
}

// collect adds what a role allows. A role that aggregates has only what it takes from
// others; those may aggregate too, in a circle even.
func (x *roles) collect(role *model.Role, seen map[*model.Role]bool, into *content) {
	if seen[role] {
		return
	}
	seen[role] = true
	a := x.byRole[role]
	if a == nil {
		into.rules = append(into.rules, role.Rules...)
		into.why = cmp.Or(into.why, unknownRules(role))
		return
	}
	for _, other := range x.clusterRoles {
		switch selected, why := a.takes(other); selected {
		case truth.Yes:
			x.collect(other, seen, into)
		case truth.Unknown:
			into.why = cmp.Or(into.why, why)
		case truth.No:
		}
	}
}

func aggregates(role *model.Role) bool {
	return role.Kind == clusterRole && (len(role.AggregationSelectors) > 0 || role.Why("cluster_role_selectors") != "")
}

// unknownRules is the reason for which not all rules of a role are known.
func unknownRules(role *model.Role) model.Reason {
	if why := role.Why("rules"); why != "" {
		return why
	}
	for _, rule := range role.Rules {
		for _, field := range []string{"verbs", "api_groups", "resources", "resource_names", "non_resource_urls"} {
			if why := rule.Why(field); why != "" {
				return why
			}
		}
	}
	return ""
}

// takes reports whether the role aggregates another one.
func (a *aggregator) takes(other *model.Role) (truth.Value, model.Reason) {
	if other == a.Role {
		return truth.No, ""
	}
	if a.why != "" {
		return truth.Unknown, a.why // what is left of a selector selects more than the whole
	}
	labels := selectors.LabelsOf(&other.Node, "labels", other.Labels)
	result := truth.No
	for _, s := range a.selectors {
		result = truth.Any(result, s.Matches(labels))
	}
	return result, cmp.Or(other.WhyBelow("labels"), model.TemplateValue)
}

// of is what the role of a binding allows, and the roles of the unit that it may mean. A
// role that is neither in the unit nor built in leaves that unknown.
func (x *roles) of(b *model.RoleBinding) (content, []*model.Role) {
	if why := cmp.Or(b.Why("role_name"), b.Why("role_kind")); why != "" {
		return content{why: why}, nil
	}
	if b.RoleKind == clusterRole {
		return x.union(x.byName[b.RoleName]), x.byName[b.RoleName]
	}
	if b.Kind == clusterRoleBinding {
		return content{}, nil // the API server refuses it
	}
	var found []*model.Role
	why := model.NotInInput
	for _, role := range x.local[b.RoleName] {
		switch namespaces.Same(&b.Object, &role.Object) {
		case truth.Yes:
			found = append(found, role)
		case truth.Unknown:
			why = cmp.Or(b.Why("namespace"), role.Why("namespace"), model.NamespaceLeftOut)
		case truth.No:
		}
	}
	if len(found) == 0 {
		return content{why: why}, nil
	}
	return x.union(found), found
}

// union is what roles of one name allow together: one that is in the unit adds to the
// built-in one, and of two in the unit each may be the one that counts.
func (x *roles) union(list []*model.Role) content {
	if len(list) == 0 {
		return content{why: model.NotInInput}
	}
	if len(list) == 1 {
		return x.content(list[0])
	}
	c := content{}
	for _, role := range list {
		one := x.content(role)
		c.rules, c.why = append(c.rules, one.rules...), cmp.Or(c.why, one.why)
	}
	return c
}

// aggregations are the roles to which one adds its rules, with what it adds.
func (x *roles) aggregations(role *model.Role) []*model.Aggregation {
	if role.Kind != clusterRole || len(role.Labels) == 0 {
		return nil
	}
	var list []*model.Aggregation
	for _, into := range x.aggregating {
		if selected, _ := into.takes(role); selected != truth.Yes {
			continue
		}
		rest := content{}
		x.collect(into.Role, map[*model.Role]bool{role: true}, &rest)
		a := &model.Aggregation{Role: into.Name}
		for _, rule := range x.content(role).rules {
			if !covers(rest.rules, rule) {
				a.Adds = append(a.Adds, rule)
			}
		}
		list = append(list, a)
	}
	return list
}
