package iam

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// annotationOfRole and annotationOfAudience are what the webhook of EKS reads.
//
// Source: https://github.com/aws/amazon-eks-pod-identity-webhook
const (
	annotationOfRole     = "eks.amazonaws.com/role-arn"
	annotationOfAudience = "eks.amazonaws.com/audience"
	audienceDefault      = "sts.amazonaws.com"
)

// accountsOfAddons are the service accounts, with their namespaces, to which the service_account_role_arn of add-ons
// is given, read in November 2026.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
var accountsOfAddons = map[string]string{
	"vpc-cni":                         "kube-system:aws-node",
	"aws-ebs-csi-driver":              "kube-system:ebs-csi-controller-sa",
	"aws-efs-csi-driver":              "kube-system:efs-csi-controller-sa",
	"aws-fsx-csi-driver":              "kube-system:fsx-csi-controller-sa",
	"aws-mountpoint-s3-csi-driver":    "kube-system:s3-csi-driver-sa",
	"amazon-cloudwatch-observability": "amazon-cloudwatch:cloudwatch-agent",
	"external-dns":                    "external-dns:external-dns",
	"cert-manager":                    "cert-manager:cert-manager",
}

// computeAccounts joins service accounts and add-ons with their roles, and asks those.
func computeAccounts(m *model.Model) {
	roles := rolesByName(m)
	for _, account := range m.ServiceAccounts {
		found := roles.of(account)
		switch len(found) {
		case 0:
			continue
		case 1:
			if why := found[0].Why("path"); why != "" && account.RoleTemplate == "" {
				account.Note("aws_role", why) // it may be another one than what the annotation names
				continue
			}
			account.AWSRole = found[0]
		default:
			account.Note("aws_role", model.DefinedTwice)
			continue
		}
		if account.Name == "" || account.Namespace == "" || account.Why("namespace") != "" || account.Why("name") != "" {
			continue
		}
		audience := audienceDefault
		if a := account.Annotations[annotationOfAudience]; a != "" {
			audience = a
		}
		if account.Why("annotations."+annotationOfAudience) != "" {
			continue
		}
		account.Trust = ask(account.AWSRole, account.Namespace, account.Name, audience)
	}
	for _, addon := range m.Addons {
		account := accountsOfAddons[addon.AddonName]
		if addon.ServiceAccountRole == nil || account == "" {
			continue
		}
		namespace, name, _ := strings.Cut(account, ":")
		addon.Trust = ask(addon.ServiceAccountRole, namespace, name, audienceDefault)
	}
}

// roleIndex finds the roles of a unit.
type roleIndex struct {
	named     map[string][]*model.IAMRole
	addressed map[string][]*model.IAMRole
}

func rolesByName(m *model.Model) *roleIndex {
	index := &roleIndex{map[string][]*model.IAMRole{}, map[string][]*model.IAMRole{}}
	for _, role := range m.IAMRoles {
		if role.Name != "" && role.Why("name") == "" {
			index.named[role.Name] = append(index.named[role.Name], role)
		}
		address := asPlaceholder(role.Address + ".arn")
		index.addressed[address] = append(index.addressed[address], role)
	}
	return index
}

var notInPlaceholder = pattern.Lazy(`[^A-Za-z0-9_.-]+`)

// asPlaceholder is how a text of Kubernetes has an attribute that is not known.
func asPlaceholder(address string) string {
	return "${" + strings.Trim(notInPlaceholder().ReplaceAllString(address, "_"), "_") + "}"
}

// of are the roles that a service account may name.
func (index *roleIndex) of(account *model.ServiceAccount) []*model.IAMRole {
	if account.RoleTemplate != "" {
		return sameRoot(index.addressed[account.RoleTemplate], account.Ref)
	}
	parts := splitARN(account.Annotations[annotationOfRole])
	if len(parts) != 6 || parts[2] != "iam" {
		return nil
	}
	path, found := strings.CutPrefix(parts[5], "role/")
	if !found {
		return nil
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	path = "/" + strings.TrimSuffix(path, name)
	return slices.DeleteFunc(slices.Clone(index.named[name]), func(role *model.IAMRole) bool {
		return role.Why("path") == "" && path != pathOf(role)
	})
}

func pathOf(role *model.IAMRole) string {
	if role.Path == "" {
		return "/"
	}
	return role.Path
}

// sameRoot are the roles that are of the root of a node.
func sameRoot(roles []*model.IAMRole, ref model.Ref) []*model.IAMRole {
	return slices.DeleteFunc(slices.Clone(roles), func(role *model.IAMRole) bool {
		return !role.Ref.SameInput(ref)
	})
}

const subjectPrefix = "system:serviceaccount:"

// ask asks a role whether it lets a service account in.
func ask(role *model.IAMRole, namespace, name, audience string) *model.AccountTrust {
	token := WebIdentity{Subject: subjectPrefix + namespace + ":" + name, Audience: audience}
	trust := &model.AccountTrust{Subject: token.Subject, Allowed: admits(role, token).String()}
	for _, c := range subjectsOf(role) {
		trust.Trusted = append(trust.Trusted, c.Values...)
	}
	slices.Sort(trust.Trusted)
	trust.Trusted = slices.Compact(trust.Trusted)
	if trust.Allowed == truth.No.String() {
		trust.Refusal = refusal(role, token, namespace, name)
	}
	return trust
}

// admits reports whether a role lets a token of one of the clusters in.
func admits(role *model.IAMRole, token WebIdentity) truth.Value {
	result := truth.No
	if role.Why("trust") != "" {
		result = truth.Unknown
	}
	for _, issuer := range issuersOf(role) {
		token.Issuer = issuer
		result = truth.Any(result, Trusts(role.Trust, token, func(p *model.PolicyPrincipal) truth.Value {
			if issuerOf(p) != issuer {
				return truth.No
			}
			return provider(p)
		}))
	}
	return result
}

// issuersOf are the issuers of the providers that a role trusts; "" for those that are not
// known.
func issuersOf(role *model.IAMRole) []string {
	issuers := []string{""}
	for _, s := range role.Trust {
		for _, p := range s.Principals {
			if issuer := issuerOf(p); !slices.Contains(issuers, issuer) {
				issuers = append(issuers, issuer)
			}
		}
	}
	return issuers
}

// issuerOf is the issuer of a provider, without "https://"; "" if it is not known.
func issuerOf(p *model.PolicyPrincipal) string {
	if p.Provider != nil && p.Provider.URL != "" && p.Provider.Why("url") == "" {
		return strings.TrimPrefix(p.Provider.URL, "https://")
	}
	_, issuer, found := strings.Cut(p.Identifier, ":oidc-provider/")
	if !found || strings.Contains(issuer, "${") {
		return ""
	}
	return issuer
}

// subjectsOf are the conditions of a role on the subject of tokens of clusters.
func subjectsOf(role *model.IAMRole) []*model.PolicyCondition {
	var conditions []*model.PolicyCondition
	for _, s := range role.Trust {
		if s.WebIdentity == nil || s.WebIdentity.EKS != truth.Yes.String() {
			continue
		}
		for _, c := range s.Conditions {
			if _, claim := Claim(c.Variable); claim == "sub" {
				conditions = append(conditions, c)
			}
		}
	}
	return conditions
}

// refusal says what of a token a role does not like: the first thing that, put right, makes it
// let the token in, else what its subjects have in common with it.
func refusal(role *model.IAMRole, token WebIdentity, namespace, name string) string {
	subjects := subjectsOf(role)
	if !slices.ContainsFunc(role.Trust, func(s *model.PolicyStatement) bool { return s.WebIdentity != nil }) {
		return "no-cluster"
	}
	kinds := map[string]bool{}
	for _, c := range subjects {
		exact := parseOperator(c.Test).name == "stringequals"
		for _, value := range c.Values {
			kinds[difference(value, exact, token.Subject, namespace, name)] = true
		}
	}
	for _, kind := range []string{"same", "wildcard", "prefix", "namespace", "name"} {
		if !kinds[kind] {
			continue
		}
		if kind != "same" {
			return kind
		}
		if wantsOtherAudience(role, token.Audience) {
			return "audience"
		}
		return "issuer"
	}
	return "other"
}

// wantsOtherAudience reports whether a role has a condition on the audience of the issuer that
// it trusts, which an audience does not meet.
func wantsOtherAudience(role *model.IAMRole, audience string) bool {
	for _, s := range role.Trust {
		for _, c := range s.Conditions {
			issuer, claim := Claim(c.Variable)
			if claim != "aud" || slices.Contains(c.Values, audience) {
				continue
			}
			if strings.Contains(issuer, "${") || slices.ContainsFunc(s.Principals, func(p *model.PolicyPrincipal) bool {
				return strings.EqualFold(issuerOf(p), issuer)
			}) {
				return true
			}
		}
	}
	return false
}

// difference says how a subject that a role names differs from the one that asks.
func difference(value string, exact bool, subject, namespace, name string) string {
	switch {
	case value == subject, !exact && Match(value, subject):
		return "same"
	case exact && strings.ContainsAny(value, "*?") && Match(value, subject):
		return "wildcard"
	case !strings.HasPrefix(value, subjectPrefix) && strings.HasSuffix(value, namespace+":"+name):
		return "prefix"
	case strings.HasSuffix(value, ":"+name):
		return "namespace"
	case strings.HasPrefix(value, subjectPrefix+namespace+":"):
		return "name"
	}
	return "other"
}
