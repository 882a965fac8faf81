package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// Compute sets the facts about IAM: about trust policies, about what identities may do, and
// about the service accounts that have roles.
func Compute(m *model.Model) {
	uses, targets := usesOf(m), targetRoles(m)
	for _, role := range m.IAMRoles {
		denied := deniesOtherSubjects(role.Trust)
		for _, s := range role.Trust {
			s.WebIdentity = webIdentity(s, denied)
			if s.WebIdentity != nil {
				s.Audience = forSTS(s).String()
			}
			s.Open = openTrust(s, role.Trust)
			s.PodIdentity = podIdentityTrust(s)
		}
		computeStatements(role.Statements)
		noteUnread(&role.Node, role.ManagedPolicies)
		role.Denied = deniedOf(role.Statements)
		role.Uses = uses.of[role]
		role.Infrastructure = slices.ContainsFunc(role.Uses, func(use string) bool { return use != "cluster" })
		if why := uses.launched[role]; why != "" && !role.Infrastructure {
			role.Note("infrastructure", why)
		}
		role.Controllers = Controllers(role.Statements)
		if pods := truth.Any(truth.Of(targets[role]), ofPods(role)); pods != truth.No {
			role.Pods = pods.String()
		}
	}
	for _, user := range m.IAMUsers {
		user.MFA = secondFactor(user)
		computeStatements(user.Statements)
		noteUnread(&user.Node, user.ManagedPolicies)
		user.Denied = deniedOf(user.Statements)
	}
	for _, group := range m.IAMGroups {
		computeStatements(group.Statements)
		noteUnread(&group.Node, group.ManagedPolicies)
		group.Denied = deniedOf(group.Statements)
	}
	for _, policy := range m.IAMPolicies {
		computeStatements(policy.Statements)
		policy.Denied = deniedOf(policy.Statements)
	}
	computeAccess(m)
	for _, secret := range m.SecretsManagerSecrets {
		computeReaders(m, secret)
	}
	computeAbilities(m)
	computeAccounts(m)
}

// noteUnread notes that an identity has a policy of AWS that is not known.
func noteUnread(holder *model.Node, policies []*model.ManagedPolicy) {
	for _, policy := range policies {
		if _, ok := Managed(policy.PolicyName); !ok && policy.PolicyName != "" && holder.Why("statements") == "" {
			holder.Note("statements", model.NotInInput)
		}
	}
}

func computeStatements(statements []*model.PolicyStatement) {
	computeGrants(statements)
	for _, s := range statements {
		s.Controllers = controllersOf(s)
	}
}

func computeGrants(statements []*model.PolicyStatement) {
	for _, s := range statements {
		s.Grants = grants(s)
	}
}

// deniedOf tells whether everything, or else all of IAM, is taken away again.
func deniedOf(statements []*model.PolicyStatement) string {
	switch {
	case denied(statements, "*:*"):
		return "everything"
	case denied(statements, "iam:*"):
		return "iam"
	}
	return ""
}

// webIdentity tells whose tokens a statement lets in, and nil if it lets in none.
func webIdentity(s *model.PolicyStatement, denied truth.Value) *model.WebIdentityTrust {
	if effect(s) == "Deny" {
		return nil
	}
	admits := ofAction(s, AssumeRoleWithWebIdentity)
	if effect(s) == "" {
		admits = truth.All(admits, truth.Unknown)
	}
	eks := truth.All(admits, ofEKS(s))
	if eks == truth.No {
		return nil
	}
	return &model.WebIdentityTrust{
		EKS:     eks.String(),
		Subject: truth.Any(Restricts(s, "sub"), denied).String(),
		Denied:  denied.String(),
	}
}

// ofEKS reports whether a principal of a statement is the provider of a cluster. A key of
// its conditions that starts with the issuer of a cluster tells it where the principal does
// not.
func ofEKS(s *model.PolicyStatement) truth.Value {
	result := truth.No
	if !known(s, "principals") {
		result = truth.Unknown
	}
	for _, p := range s.Principals {
		switch {
		case p.Why("type") != "":
			result = truth.Any(result, truth.All(truth.Unknown, provider(p)))
		case p.Type == "Federated":
			result = truth.Any(result, provider(p))
		}
	}
	if result != truth.Unknown {
		return result
	}
	for _, c := range s.Conditions {
		if c.Issuer != nil && c.Issuer.Type == "aws_eks_cluster" || issuerOfEKS().MatchString(c.Variable) {
			return truth.Yes
		}
	}
	return truth.Unknown
}

// provider reports whether a federated principal is the provider of a cluster.
func provider(p *model.PolicyPrincipal) truth.Value {
	switch {
	case issuerOfEKS().MatchString(p.Identifier), outputOfModule().MatchString(p.Identifier):
		return truth.Yes
	case p.Provider != nil && (p.Provider.Cluster != nil || issuerOfEKS().MatchString(p.Provider.URL)):
		return truth.Yes
	case p.Provider != nil && p.Provider.URL != "" && p.Provider.Why("url") == "":
		return truth.No
	case p.Provider != nil, p.Why("identifier") != "", strings.Contains(p.Identifier, "${"):
		return truth.Unknown
	}
	return truth.No
}

// outputOfModule is what modules of clusters name the ARN of their provider, though their
// source is not there.
var outputOfModule = pattern.Lazy(`^\$\{module\.[^}]*\.(eks_)?(cluster_)?(oidc_provider_arn|eks_cluster_identity_oidc_issuer_arn)\}$`)

// issuerOfEKS is the issuer of a cluster, of either kind of endpoint.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
var issuerOfEKS = pattern.Lazy(`(?i)(^|/)(oidc\.eks\.[^./]+\.amazonaws\.com(\.cn)?|oidc-eks\.[^./]+\.api\.aws|oidc-eks\.[^./]+\.api\.amazonwebservices\.com\.cn)/id/`)

// deniesOtherSubjects reports whether a trust policy has a Deny for all tokens but those of
// some subjects.
func deniesOtherSubjects(trust []*model.PolicyStatement) truth.Value {
	result := truth.No
	for _, s := range trust {
		if effect(s) == "Allow" {
			continue
		}
		for _, c := range s.Conditions {
			if _, claim := Claim(c.Variable); claim != "sub" || !excepts(c) {
				continue
			}
			denies := truth.Unknown
			if effect(s) == "Deny" && len(s.Conditions) == 1 && known(s, "conditions") {
				denies = ofAction(s, AssumeRoleWithWebIdentity)
			}
			result = truth.Any(result, denies)
		}
	}
	return result
}

// excepts reports whether a condition of a Deny leaves out some values, but not all.
func excepts(c *model.PolicyCondition) bool {
	o := parseOperator(c.Test)
	if !o.negated || !strings.HasPrefix(o.name, "string") {
		return false
	}
	for _, value := range c.Values {
		if o.name == "stringlike" && strings.Trim(value, "*") == "" {
			return false
		}
	}
	return true
}
