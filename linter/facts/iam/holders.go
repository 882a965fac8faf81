package iam

import (
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// computeAbilities sets what identities, and policies for themselves, allow.
func computeAbilities(m *model.Model) {
	owners := map[*model.PolicyStatement]*model.IAMPolicy{}
	for _, policy := range m.IAMPolicies {
		for _, s := range policy.Statements {
			owners[s] = policy
		}
		policy.Abilities = (&holder{statements: policy.Statements}).abilities()
	}
	for _, role := range m.IAMRoles {
		h := &holder{who: identityOf(&role.Resource, "role", role.Path, role.Name), statements: role.Statements, managed: role.ManagedPolicies}
		h.who.addPolicies(role.Statements, owners)
		if role.Boundary != nil && role.Boundary.Why("statements") == "" {
			h.bound, h.hasBound = role.Boundary.Statements, true
		}
		role.Abilities = h.abilities()
	}
	for _, user := range m.IAMUsers {
		h := &holder{who: identityOf(&user.Resource, "user", "", user.Name), statements: user.Statements, managed: user.ManagedPolicies}
		h.who.addPolicies(user.Statements, owners)
		user.Abilities = h.abilities()
	}
	for _, group := range m.IAMGroups {
		h := &holder{who: identityOf(&group.Resource, "group", "", group.Name), statements: group.Statements, managed: group.ManagedPolicies}
		h.who.addPolicies(group.Statements, owners)
		group.Abilities = h.abilities()
	}
}

// identityOf is an identity by itself. One whose name is left out gets a random one.
func identityOf(r *model.Resource, kind, path, name string) *identity {
	who := &identity{addresses: []string{r.Address}}
	if name == "" || r.Why("name") != "" || r.Why("path") != "" || strings.Contains(name, "${") {
		who.unnamed = true
		return who
	}
	who.names = []string{kind + "/" + strings.TrimPrefix(path, "/") + name}
	return who
}

// addPolicies adds the policies that an identity has, since who may change them may give
// himself anything.
func (who *identity) addPolicies(statements []*model.PolicyStatement, owners map[*model.PolicyStatement]*model.IAMPolicy) {
	for _, s := range statements {
		policy := owners[s]
		if policy == nil || policy.Type != "aws_iam_policy" {
			continue
		}
		of := identityOf(&policy.Resource, "policy", "", policy.Name)
		who.names = append(who.names, of.names...)
		who.addresses = append(who.addresses, of.addresses...)
	}
}

// scopeKeys are the condition keys by which a role says for whom EKS Pod Identity may take it.
var scopeKeys = map[string]bool{
	"aws:sourceaccount": true, "aws:sourceorgid": true, "aws:sourceorgpaths": true,
	"aws:requesttag/eks-cluster-arn": true, "aws:requesttag/eks-cluster-name": true,
}

// podIdentityTrust reports whether a statement that lets in EKS Pod Identity says for which
// clusters or service accounts; "" if it does not let that in.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
func podIdentityTrust(s *model.PolicyStatement) string {
	if effect(s) == "Deny" || namesService(s, podIdentity) != truth.Yes {
		return ""
	}
	result := truth.No
	if !known(s, "conditions") {
		result = truth.Unknown
	}
	namespace, account := truth.No, truth.No
	for _, c := range s.Conditions {
		key := lower(c.Variable)
		switch {
		case c.Why("test") != "" || strings.HasPrefix(key, "${"):
			result = truth.Any(result, truth.Unknown)
		case !pinned(c):
		case scopeKeys[key], key == "aws:sourcearn" && namesCluster(c):
			result = truth.Yes
		case key == "aws:requesttag/kubernetes-namespace":
			namespace = truth.Yes
		case key == "aws:requesttag/kubernetes-service-account":
			account = truth.Yes
		}
	}
	result = truth.Any(result, truth.All(namespace, account))
	if effect(s) == "" && result == truth.No {
		result = truth.Unknown
	}
	return result.String()
}

// pinned reports whether a condition fails closed and asks for some value.
func pinned(c *model.PolicyCondition) bool {
	return failsClosed(c) && parseOperator(c.Test).name != "null" && (len(c.Values) > 0 || c.Why("values") != "")
}

// namesCluster reports whether all values of a condition have a literal account, or are what
// a resource gives.
func namesCluster(c *model.PolicyCondition) bool {
	for _, value := range c.Values {
		parts := splitARN(value)
		if len(parts) == 6 && (parts[4] == "" || strings.ContainsAny(parts[4], "*?")) || len(parts) < 6 && !strings.Contains(value, "${") {
			return false
		}
	}
	return true
}
