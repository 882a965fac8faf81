package iam

import (
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
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
			if s.WebIdentity.EKS == truth.Yes.String() {
				eks = truth.Yes
			}
			result = truth.Any(result, eks)
		}
		for _, p := range s.Principals {
			if p.Type != "Service" || p.Identifier != "pods.eks.amazonaws.com" {
				continue
			}
			switch effect(s) {
			case "Allow":
				result = truth.Yes
			case "":
				result = truth.Any(result, truth.Unknown)
			}
		}
	}
	return result
}

// targetRoles are the roles that the agent of Pod Identity assumes for pods.
func targetRoles(m *model.Model) map[*model.IAMRole]bool {
	roles := map[*model.IAMRole]bool{}
	for _, a := range m.PodIdentityAssociations {
		roles[a.TargetRole] = true
	}
	return roles
}

// infrastructureRoles are the roles of nodes, of Fargate and of capabilities.
func infrastructureRoles(m *model.Model) map[*model.IAMRole]bool {
	roles := map[*model.IAMRole]bool{}
	for _, g := range m.NodeGroups {
		roles[g.NodeRole] = true
	}
	for _, f := range m.FargateProfiles {
		roles[f.PodExecutionRole] = true
	}
	for _, c := range m.Capabilities {
		roles[c.Role] = true
	}
	for _, c := range m.Clusters {
		if c.ComputeConfig != nil {
			roles[c.ComputeConfig.NodeRole] = true
		}
	}
	return roles
}
