// Package groups tells what security groups are used for.
//
// Its facts build on those of package vpccni.
package groups

import (
	"fmt"
	"slices"

	"github.com/ekslint/ekslint/linter/facts/startup"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// Compute joins SecurityGroupPolicies to the security groups of the unit, and sets what has
// each of those.
func Compute(m *model.Model) {
	policies(m)
	uses := uses{}
	uses.ofPods(m)
	uses.ofNodes(m)
	for _, c := range m.Clusters {
		if c.VPCConfig != nil {
			uses.add("cluster", &c.Resource, c.VPCConfig.SecurityGroups)
		}
	}
	for _, l := range m.LoadBalancers {
		uses.add("load-balancer", &l.Resource, l.Groups)
	}
	for _, l := range m.ClassicLoadBalancers {
		uses.add("load-balancer", &l.Resource, l.Groups)
	}
	for _, d := range m.Databases {
		uses.add("database", &d.Resource, d.Groups)
	}
	for _, g := range m.SecurityGroups {
		g.Uses = uses[g]
	}
}

// policies joins the IDs in policies to groups whose IDs are known.
func policies(m *model.Model) {
	byID := map[string]*model.SecurityGroup{}
	for _, g := range m.SecurityGroups {
		if g.ID != "" {
			byID[g.ID] = g
		}
	}
	for _, p := range m.SecurityGroupPolicies {
		p.OtherGroups = len(p.Templates) > len(p.Groups) ||
			len(p.Templates) == 0 && (p.Why("group_ids") != "" || p.Why("security_groups") != "")
		at := 0
		for _, id := range p.GroupIDs {
			for p.Templates[at] != "" {
				at++
			}
			if g := byID[id]; g != nil {
				p.Groups = append(p.Groups, &model.PolicyGroup{Field: fmt.Sprintf("group_ids.%d", at), Group: g})
			} else {
				p.OtherGroups = true
			}
			at++
		}
	}
}

// uses are what has each group.
type uses map[*model.SecurityGroup][]*model.GroupUse

func (u uses) add(kind string, by *model.Resource, groups []*model.SecurityGroup) {
	for _, g := range groups {
		u.use(g, &model.GroupUse{Kind: kind, Name: by.Address, Ref: by.Ref})
	}
}

func (u uses) use(g *model.SecurityGroup, use *model.GroupUse) {
	if !slices.ContainsFunc(u[g], func(other *model.GroupUse) bool { return *other == *use }) {
		u[g] = append(u[g], use)
	}
}

func (u uses) ofPods(m *model.Model) {
	for _, p := range m.SecurityGroupPolicies {
		for _, g := range p.Groups {
			if g.Group == nil {
				continue
			}
			u.use(g.Group, &model.GroupUse{Kind: "pods", Name: fmt.Sprintf("%s %q", p.Kind, p.Name), Ref: p.Ref})
		}
	}
}

// ofNodes finds the groups of nodes: those of launch templates and launch configurations that
// node groups and autoscaling groups use, and of instances. An instance, and an autoscaling
// group that does not say that it is of a cluster, may be anything.
func (u uses) ofNodes(m *model.Model) {
	for _, g := range m.NodeGroups {
		u.template("nodes", &g.Resource, g.LaunchTemplate)
	}
	for _, g := range m.AutoscalingGroups {
		kind := "instance"
		if ofCluster(g) {
			kind = "nodes"
		}
		u.template(kind, &g.Resource, g.LaunchTemplate)
		if g.Configuration != nil {
			u.add(kind, &g.Resource, g.Configuration.Groups)
		}
	}
	for _, i := range m.Instances {
		kind := "instance"
		if startup.JoinsCluster(i.UserData) {
			kind = "nodes"
		}
		u.add(kind, &i.Resource, i.Groups)
	}
}

func (u uses) template(kind string, by *model.Resource, use *model.LaunchTemplateUse) {
	if use == nil || use.Template == nil {
		return
	}
	u.add(kind, by, use.Template.SecurityGroups)
	for _, n := range use.Template.NetworkInterfaces {
		u.add(kind, by, n.Groups)
	}
}

// clusterTag is a tag of what belongs to a cluster.
var clusterTag = pattern.Lazy(`^(kubernetes\.io/cluster/.|k8s\.io/cluster-autoscaler/.|eks:cluster-name$)`)

// ofCluster reports whether an autoscaling group certainly makes nodes: its tags or the user
// data of its instances say so.
func ofCluster(g *model.AutoscalingGroup) bool {
	for _, tag := range g.Tag {
		if clusterTag().MatchString(tag.Key) {
			return true
		}
	}
	for key := range g.Tags {
		if clusterTag().MatchString(key) {
			return true
		}
	}
	if g.Configuration != nil && startup.JoinsCluster(g.Configuration.UserData) {
		return true
	}
	if use := g.LaunchTemplate; use != nil && use.Template != nil {
		for key := range use.Template.Tags {
			if clusterTag().MatchString(key) {
				return true
			}
		}
		return startup.JoinsCluster(use.Template.UserData)
	}
	return false
}
