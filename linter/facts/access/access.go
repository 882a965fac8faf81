// Package access tells which IAM principals are administrators of a cluster: by an access
// policy, by aws-auth, or by a group that bindings give everything to.
//
// Its facts build on those of package rbac.
package access

import (
	"fmt"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// Compute joins the entries of aws-auth to the roles, users and clusters of the unit, and sets
// what makes roles and users administrators.
func Compute(m *model.Model) {
	c := &computation{model: m, power: powers(m)}
	c.clusters()
	c.awsAuths()
	c.associations()
	c.entries()
}

type computation struct {
	model *model.Model
	// power says of the groups that administer the cluster by what they do.
	power map[string]string
}

// clusters sets the accounts of clusters: the role of the control plane is in the same one.
func (c *computation) clusters() {
	for _, cluster := range c.model.Clusters {
		if cluster.Account == "" {
			cluster.Account = Account(cluster.RoleARN)
		}
		if cluster.Account == "" && cluster.Role != nil {
			cluster.Account = cluster.Role.Account
		}
	}
}

// Account returns the account in an ARN, and "" if the text is none or the account is not
// known.
func Account(arn string) string {
	const parts, at, digits = 6, 4, 12
	split := strings.SplitN(arn, ":", parts)
	if len(split) != parts || split[0] != "arn" || len(split[at]) != digits || strings.Trim(split[at], "0123456789") != "" {
		return ""
	}
	return split[at]
}

// powers are the groups that may do everything, or can come to that.
func powers(m *model.Model) map[string]string {
	groups := map[string]string{"system:masters": `group "system:masters"`}
	for _, p := range m.Principals {
		if p.Kind != "Group" || strings.HasPrefix(p.Name, "system:") {
			continue
		}
		if p.AdminEquivalent != nil && *p.AdminEquivalent || isWay(p.EscalationPath) {
			groups[p.Name] = fmt.Sprintf("group %q, which administers the cluster", p.Name)
		}
	}
	return groups
}

// isWay reports whether steps lead to cluster-admin by what the unit itself holds.
func isWay(path []*model.EscalationStep) bool {
	for _, step := range path {
		if step.Via == "webhook" || step.BuiltIn {
			return false
		}
	}
	return len(path) > 0
}

func (c *computation) awsAuths() {
	for _, auth := range c.model.AWSAuths {
		auth.Cluster = c.clusterOf(auth)
		for _, mapping := range auth.Mappings {
			c.mapping(auth, mapping)
		}
	}
}

// clusterOf returns the only cluster that an aws-auth could be of: that of its root module, or
// for a file the only one of the unit.
func (c *computation) clusterOf(auth *model.AWSAuth) *model.Cluster {
	var only *model.Cluster
	for _, cluster := range c.model.Clusters {
		if auth.Root != "" && cluster.Root != auth.Root {
			continue
		}
		if only != nil {
			return nil
		}
		only = cluster
	}
	for _, gap := range c.model.Missing {
		if (gap.Collection == "" || gap.Collection == "clusters") && (auth.Root == "" || auth.Root == gap.Root) {
			return nil
		}
	}
	return only
}

func (c *computation) mapping(auth *model.AWSAuth, mapping *model.AWSAuthMapping) {
	if mapping.Role == nil && mapping.Kind == "role" && mapping.ARN != "" {
		mapping.Role = only(c.model.IAMRoles, auth.Root, func(r *model.IAMRole) (*model.Resource, bool) {
			return &r.Resource, names(mapping.ARN, "role", r.Name, r.ARN, r.Account)
		})
	}
	if mapping.User == nil && mapping.Kind == "user" && mapping.ARN != "" {
		mapping.User = only(c.model.IAMUsers, auth.Root, func(u *model.IAMUser) (*model.Resource, bool) {
			return &u.Resource, names(mapping.ARN, "user", u.Name, u.ARN, "")
		})
	}
	if mapping.Role != nil && mapping.Role.Account == "" {
		mapping.Role.Account = Account(mapping.ARN)
	}
	if auth.Why("namespace") != "" {
		return
	}
	for i, group := range mapping.Groups {
		by, ok := c.power[group]
		if !ok {
			continue
		}
		grant := &model.AdminGrant{Ref: mapping.Ref, Field: fmt.Sprintf("groups.%d", i), By: by + " of ConfigMap \"aws-auth\""}
		c.grant(mapping.Role, mapping.User, grant)
		return
	}
}

// only returns the single one of some nodes that is meant, of one root module if that is
// given; nil if there are several.
func only[T any](list []*T, root string, is func(*T) (*model.Resource, bool)) *T {
	var found *T
	for _, node := range list {
		resource, meant := is(node)
		if !meant || root != "" && resource.Root != root {
			continue
		}
		if found != nil {
			return nil
		}
		found = node
	}
	return found
}

// names reports whether an ARN is that of a role or user of a name. aws-auth has ARNs without
// the path of the role.
func names(arn, kind, name, own, account string) bool {
	if own != "" {
		return withoutPath(arn) == withoutPath(own)
	}
	there := Account(arn)
	if name == "" || account != "" && there != "" && there != account {
		return false
	}
	return strings.HasSuffix(withoutPath(arn), ":"+kind+"/"+name)
}

func withoutPath(arn string) string {
	first, last := strings.IndexByte(arn, '/'), strings.LastIndexByte(arn, '/')
	if first < 0 {
		return arn
	}
	return arn[:first] + arn[last:]
}

// AdminPolicy is the access policy with all permissions.
const AdminPolicy = "AmazonEKSClusterAdminPolicy"

func (c *computation) associations() {
	for _, a := range c.model.AccessPolicyAssociations {
		if !strings.HasSuffix(a.PolicyARN, "/"+AdminPolicy) || a.AccessScope == nil || a.AccessScope.Type != "cluster" {
			continue
		}
		c.account(a.PrincipalRole, a.PrincipalARN)
		c.grant(a.PrincipalRole, a.PrincipalUser, &model.AdminGrant{Ref: a.Ref, Field: "policy_arn", By: AdminPolicy})
	}
}

func (c *computation) account(role *model.IAMRole, arn string) {
	if role != nil && role.Account == "" {
		role.Account = Account(arn)
	}
}

func (c *computation) entries() {
	for _, e := range c.model.AccessEntries {
		c.account(e.PrincipalRole, e.PrincipalARN)
		for i, group := range e.KubernetesGroups {
			if by, ok := c.power[group]; ok {
				c.grant(e.PrincipalRole, e.PrincipalUser, &model.AdminGrant{Ref: e.Ref, Field: fmt.Sprintf("kubernetes_groups.%d", i), By: by})
				break
			}
		}
	}
}

func (*computation) grant(role *model.IAMRole, user *model.IAMUser, grant *model.AdminGrant) {
	switch {
	case role != nil:
		role.Administers = append(role.Administers, grant)
	case user != nil:
		user.Administers = append(user.Administers, grant)
	}
}
