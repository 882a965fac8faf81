package iam

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// computeAccess sets what statements of the policies of resources give.
func computeAccess(m *model.Model) {
	for _, policy := range m.ResourcePolicies {
		if strings.HasPrefix(policy.Type, "aws_ecr_") {
			accessOf(policy.Statements)
		}
	}
	for _, template := range m.ECRCreationTemplates {
		accessOf(template.Statements)
	}
	for _, repository := range m.ECRRepositories {
		accessOf(repository.Statements)
	}
	for _, endpoint := range m.VPCEndpoints {
		accessOf(endpoint.Statements)
	}
}

func accessOf(statements []*model.PolicyStatement) {
	for _, s := range statements {
		s.Access = access(s, statements)
	}
}

// pushes are the actions by which images are replaced or lost, or somebody else is let in.
//
// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
var pushes = []string{
	"ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:BatchDeleteImage",
	"ecr:DeleteRepository", "ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy", "ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy",
}

// access tells what a statement gives, and nil if it is a Deny.
func access(s *model.PolicyStatement, all []*model.PolicyStatement) *model.ResourceAccess {
	if effect(s) == "Deny" {
		return nil
	}
	allows := truth.Yes
	if effect(s) == "" {
		allows = truth.Unknown
	}
	push := truth.No
	for _, action := range pushes {
		push = truth.Any(push, ofAction(s, action))
	}
	writes := truth.Any(
		truth.All(ofAction(s, "ecr:PutImage"), ofResource(s, "arn:aws:ecr:*:*:repository/*")),
		truth.All(ofAction(s, "s3:PutObject"), ofResource(s, "arn:aws:s3:::*")),
	)
	a := &model.ResourceAccess{
		Everyone: truth.All(allows, lettingIn(s)).String(), Push: truth.All(allows, push).String(),
		Everything: truth.All(allows, ofAction(s, "ecr:*")).String(), Writes: truth.All(allows, writes).String(),
	}
	strong, weak := pins(s, all)
	if !known(s, "conditions") {
		strong = truth.Any(strong, truth.Unknown)
	}
	a.Pinned, a.WeaklyPinned = truth.Any(strong, toWhom(s)).String(), weak.String()
	whole, own := truth.No, truth.No
	for _, p := range s.Principals {
		if p.Type == "Service" || p.Type == "Federated" {
			continue
		}
		number := account().FindStringSubmatch(p.Identifier)
		switch {
		case number != nil && !slices.Contains(a.Accounts, number[1]):
			a.Accounts = append(a.Accounts, number[1])
		case number != nil, p.Identifier == "*":
		case p.Role != nil, p.Why("identifier") == model.KnownAfterApply, ofCaller(p):
			own = truth.Yes
		case p.Why("identifier") != "":
			own = truth.Any(own, truth.Unknown)
		}
		whole = truth.Any(whole, ofWholeAccount(p))
	}
	if !known(s, "principals") {
		whole, own = truth.Any(whole, truth.Unknown), truth.Any(own, truth.Unknown)
	}
	slices.Sort(a.Accounts)
	a.WholeAccount, a.OwnAccount = whole.String(), own.String()
	return a
}

// account is a principal that has the number of an account.
var account = pattern.Lazy(`^(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?:$|:)`)

// lettingIn reports whether the principals of a statement are everyone.
func lettingIn(s *model.PolicyStatement) truth.Value {
	everyone := truth.No
	if !known(s, "principals") {
		everyone = truth.Unknown
	}
	for _, p := range s.Principals {
		if p.Type != "Service" && p.Type != "Federated" && !ofCaller(p) {
			everyone = truth.Any(everyone, anyone(p))
		}
	}
	if len(s.NotPrincipals) > 0 {
		everyone = truth.Yes
	}
	return everyone
}

// ofCaller reports whether a principal is in the account that Terraform works in.
func ofCaller(p *model.PolicyPrincipal) bool {
	return strings.Contains(p.Identifier, "${data.aws_caller_identity.")
}

// ofWholeAccount reports whether a principal is an account, which stands for all in it.
func ofWholeAccount(p *model.PolicyPrincipal) truth.Value {
	switch {
	case strings.HasSuffix(p.Identifier, ":root"), len(p.Identifier) == 12 && account().MatchString(p.Identifier):
		return truth.Yes
	case ofCaller(p) && strings.HasPrefix(p.Identifier, "${") && strings.HasSuffix(p.Identifier, ".account_id}"):
		return truth.Yes
	case p.Role == nil && p.Why("identifier") != "" && p.Why("identifier") != model.KnownAfterApply && !strings.HasPrefix(p.Identifier, "arn:"):
		return truth.Unknown
	}
	return truth.No
}

// toWhom reports whether a condition says in whose account the resource has to be.
func toWhom(s *model.PolicyStatement) truth.Value {
	result := truth.No
	for _, c := range s.Conditions {
		if slices.Contains([]string{"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"}, lower(c.Variable)) {
			result = truth.Any(result, pin(c, false))
		}
	}
	return result
}

// computeReaders finds the roles of pods that may read a secret or, if there is none, why it is
// not known if there is one.
func computeReaders(m *model.Model, secret *model.SecretsManagerSecret) {
	var open model.Reason
	for _, role := range m.IAMRoles {
		may := truth.No
		for _, s := range role.Statements {
			reads := reads(s, secret)
			if reads == truth.Unknown && role.Pods != "" {
				open = cmp.Or(open, whyUnknown(s))
			}
			may = truth.Any(may, reads)
		}
		switch {
		case may == truth.Yes && role.Pods == truth.Yes.String():
			secret.ReadBy = append(secret.ReadBy, &role.Resource)
		case may == truth.Yes && role.Pods == truth.Unknown.String():
			open = cmp.Or(open, whyTrusted(role))
		}
	}
	if len(secret.ReadBy) == 0 {
		secret.ReadUnknown = open
	}
}

// whyTrusted is why it is not known whom a role trusts.
func whyTrusted(role *model.IAMRole) model.Reason {
	for _, s := range role.Trust {
		nodes := []*model.Node{&s.Node}
		for _, p := range s.Principals {
			nodes = append(nodes, &p.Node)
		}
		for _, node := range nodes {
			if len(node.Unknown) > 0 {
				return firstReason(node)
			}
		}
	}
	return firstReason(&role.Node)
}

// firstReason is the first of the reasons for which something of a node is not known.
func firstReason(node *model.Node) model.Reason {
	if len(node.Unknown) == 0 {
		return model.NotInInput
	}
	return node.Unknown[slices.Min(slices.Collect(maps.Keys(node.Unknown)))]
}

// reads tells whether a statement allows to read a secret. Of resources it tells only what is
// sure: what is not known there is mostly something else.
func reads(s *model.PolicyStatement, secret *model.SecretsManagerSecret) truth.Value {
	action := ofAction(s, "secretsmanager:GetSecretValue")
	switch {
	case effect(s) == "Deny" || action == truth.No || len(s.NotResources) > 0 || !isOfSecret(s, secret):
		return truth.No
	case effect(s) == "" || action == truth.Unknown:
		return truth.Unknown
	}
	return truth.Yes
}

// isOfSecret reports whether a resource of a statement surely is a secret.
func isOfSecret(s *model.PolicyStatement, secret *model.SecretsManagerSecret) bool {
	names := []string{"${" + secret.Address + ".arn}", "${" + secret.Address + ".id}"}
	for _, resource := range s.Resources {
		switch {
		case slices.ContainsFunc(names, func(name string) bool { return strings.TrimRight(resource, "*?-") == name }):
			return true
		case secret.Name == "" || secret.Why("name") != "":
			if resource == "*" {
				return true
			}
		case covers(resource, "arn:aws:secretsmanager:*:*:secret:"+secret.Name+"-??????", false) == truth.Yes,
			secretPart().MatchString(resource) && Match(secretPart().FindStringSubmatch(resource)[1], secret.Name+"-123456"):
			return true
		}
	}
	return false
}

// secretPart is what an ARN with a region and an account has behind them.
var secretPart = pattern.Lazy(`^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+)$`)
