package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/startup"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The services that take roles for pods and for capabilities.
const (
	podIdentity  = "pods.eks.amazonaws.com"
	capabilities = "capabilities.eks.amazonaws.com"
)

// ofPods reports whether the trust policy of a role lets in pods, by a token or by Pod
// Identity.
func ofPods(role *model.IAMRole) truth.Value {
	result := truth.No
	if role.Why("trust") != "" {
		result = truth.Unknown
	}
	for _, s := range role.Trust {
		if s.WebIdentity != nil {
			eks := truth.Unknown
			if s.WebIdentity.EKS == truth.Yes.String() && effect(s) == "Allow" {
				eks = truth.Yes
			}
			result = truth.Any(result, eks)
		}
		switch effect(s) {
		case "Allow":
			result = truth.Any(result, namesService(s, podIdentity))
		case "":
			result = truth.Any(result, truth.All(truth.Unknown, namesService(s, podIdentity)))
		}
	}
	return result
}

// namesService tells whether a statement lets in a service of AWS.
func namesService(s *model.PolicyStatement, service string) truth.Value {
	result := truth.No
	if !known(s, "principals") {
		result = truth.Unknown
	}
	for _, p := range s.Principals {
		result = truth.Any(result, isService(p, service))
	}
	return result
}

func isService(p *model.PolicyPrincipal, service string) truth.Value {
	switch {
	case p.Why("type") == "" && p.Type != "Service":
		return truth.No
	case p.Why("identifier") == "" && p.Identifier != service:
		return truth.No
	case p.Why("identifier") == "" && p.Why("type") == "":
		return truth.Yes
	}
	written, _, _ := strings.Cut(p.Identifier, "${")
	if strings.HasPrefix(service, written) {
		return truth.Unknown
	}
	return truth.No
}

// targetRoles are the roles that the agent of Pod Identity assumes for pods.
func targetRoles(m *model.Model) map[*model.IAMRole]bool {
	roles := map[*model.IAMRole]bool{}
	for _, a := range m.PodIdentityAssociations {
		roles[a.TargetRole] = true
	}
	return roles
}

// uses are what the roles of a unit are for.
type uses struct {
	of map[*model.IAMRole][]string
	// launched are the roles of instances that may be nodes, by why that is not known.
	launched map[*model.IAMRole]model.Reason
	// named are the roles by root and name, since Kubernetes objects name them so.
	named map[string][]*model.IAMRole
}

func (u *uses) add(role *model.IAMRole, use string) {
	if role != nil && !slices.Contains(u.of[role], use) {
		u.of[role] = append(u.of[role], use)
	}
}

func (u *uses) addNamed(name, use string) {
	if at := strings.LastIndexByte(name, '/'); at >= 0 {
		name = name[at+1:]
	}
	for _, role := range u.named[name] {
		u.add(role, use)
	}
}

// usesOf finds what the roles are used for: by the resources that name them, by objects of
// Kubernetes, and by the policies that only such roles need.
func usesOf(m *model.Model) *uses {
	u := &uses{
		of:       map[*model.IAMRole][]string{},
		launched: map[*model.IAMRole]model.Reason{},
		named:    map[string][]*model.IAMRole{},
	}
	for _, role := range m.IAMRoles {
		if role.Name != "" && role.Why("name") == "" {
			u.named[role.Name] = append(u.named[role.Name], role)
		}
	}
	for _, c := range m.Clusters {
		u.add(c.Role, "cluster")
		if c.ComputeConfig != nil {
			u.add(c.ComputeConfig.NodeRole, "nodes")
		}
	}
	for _, g := range m.NodeGroups {
		u.add(g.NodeRole, "nodes")
	}
	for _, f := range m.FargateProfiles {
		u.add(f.PodExecutionRole, "fargate")
	}
	for _, c := range m.Capabilities {
		u.add(c.Role, "capability")
	}
	u.addAdmitted(m)
	u.addLaunched(m)
	for _, role := range m.IAMRoles {
		u.addByNature(role)
	}
	for _, list := range u.of {
		slices.Sort(list)
	}
	return u
}

// entryUses are what the types of access entries are for.
var entryUses = map[string]string{
	"EC2_LINUX": "nodes", "EC2_WINDOWS": "nodes", "EC2": "nodes", "HYBRID_LINUX": "nodes", "HYPERPOD_LINUX": "nodes", "FARGATE_LINUX": "fargate",
}

// addAdmitted finds the roles that a cluster admits as nodes.
func (u *uses) addAdmitted(m *model.Model) {
	for _, e := range m.AccessEntries {
		if use := entryUses[e.Type]; use != "" {
			u.add(e.PrincipalRole, use)
		}
	}
	for _, auth := range m.AWSAuths {
		for _, mapping := range auth.Mappings {
			switch {
			case mapping.Kind != "role":
			case slices.Contains(mapping.Groups, "system:node-proxier"):
				u.addNamed(mapping.ARN, "fargate")
			case slices.Contains(mapping.Groups, "system:nodes"):
				u.addNamed(mapping.ARN, "nodes")
			}
		}
	}
	for _, class := range m.EC2NodeClasses {
		u.addNamed(class.Role, "nodes")
	}
}

// addLaunched finds the roles of instances that start as nodes.
func (u *uses) addLaunched(m *model.Model) {
	add := func(userData string, why model.Reason, profile *model.InstanceProfile) {
		switch {
		case profile == nil || profile.IAMRole == nil:
		case startup.JoinsCluster(userData):
			u.add(profile.IAMRole, "nodes")
		case why != "":
			u.launched[profile.IAMRole] = why
		}
	}
	for _, t := range m.LaunchTemplates {
		if t.IAMInstanceProfile != nil {
			add(t.UserData, t.Why("user_data"), t.IAMInstanceProfile.Profile)
		}
	}
	for _, c := range m.LaunchConfigurations {
		add(c.UserData, c.Why("user_data"), c.Profile)
	}
}

// usesByPolicy are the policies of AWS that only such roles need.
var usesByPolicy = map[string]string{
	"AmazonEKSWorkerNodePolicy": "nodes", "AmazonEKSWorkerNodeMinimalPolicy": "nodes", "AmazonEKSFargatePodExecutionRolePolicy": "fargate",
	"AmazonEKSClusterPolicy": "cluster",
}

// servicesOfUses are the services that take roles for those uses.
var servicesOfUses = map[string]string{"nodes": "ec2.amazonaws.com", "fargate": "eks-fargate-pods.amazonaws.com", "cluster": "eks.amazonaws.com"}

// trustsService reports whether a role lets a service in, or may do so.
func trustsService(role *model.IAMRole, service string) bool {
	return role.WhyBelow("trust") != "" || slices.ContainsFunc(role.Trust, func(s *model.PolicyStatement) bool {
		return effect(s) != "Deny" && truth.Any(namesService(s, service), namesService(s, service+".cn")) != truth.No
	})
}

func (u *uses) addByNature(role *model.IAMRole) {
	for _, policy := range role.ManagedPolicies {
		if use := usesByPolicy[policy.PolicyName]; use != "" && trustsService(role, servicesOfUses[use]) {
			u.add(role, use)
		}
	}
	for _, s := range role.Trust {
		if effect(s) == "Allow" && namesService(s, capabilities) == truth.Yes {
			u.add(role, "capability")
		}
	}
}
