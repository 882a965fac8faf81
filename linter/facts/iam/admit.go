package iam

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// actions by which a role is taken.
const (
	assumeRole         = "sts:AssumeRole"
	assumeRoleWithSAML = "sts:AssumeRoleWithSAML"
)

// Admit sets whom the trust policies of roles let in, and what they ask of them. It must run
// when the accounts of roles are set.
func Admit(m *model.Model) {
	for _, role := range m.IAMRoles {
		admit(role)
	}
}

func admit(role *model.IAMRole) {
	for _, s := range role.Trust {
		if effect(s) == "Deny" {
			continue
		}
		s.Admits = admissions(s, role)
		if s.Admits != nil {
			s.Demands = demands(s, role.Trust)
		}
	}
}

func admissions(s *model.PolicyStatement, role *model.IAMRole) []*model.Admission {
	var list []*model.Admission
	if why := cmp.Or(s.Why("effect"), s.Why("actions"), s.Why("principals")); why != "" {
		list = append(list, &model.Admission{Ref: s.Ref, Who: "unknown", Reason: why})
	}
	if effect(s) == "" {
		return list
	}
	for _, p := range s.Principals {
		if a := admission(s, p, role); a != nil {
			list = append(list, a)
		}
	}
	return list
}

// admission tells who a principal is; nil if he cannot take the role.
func admission(s *model.PolicyStatement, p *model.PolicyPrincipal, role *model.IAMRole) *model.Admission {
	takes := ofAction(s, assumeRole)
	if p.Type == "Federated" {
		takes = truth.Any(ofAction(s, AssumeRoleWithWebIdentity), ofAction(s, assumeRoleWithSAML))
	}
	if takes == truth.No {
		return nil
	}
	a := &model.Admission{Ref: p.Ref, Who: "unknown", Name: p.Identifier, Reason: p.Why("identifier")}
	switch p.Type {
	case "Service":
		a.Who = serviceKind(p)
	case "Federated":
		federated(a, s, p, role.Trust)
	case "*", "AWS":
		aws(a, p, role)
	case "CanonicalUser":
		a.Who = "principal"
	}
	if a.Who != "unknown" && a.Own != truth.Unknown.String() && a.Subject != truth.Unknown.String() {
		a.Reason = ""
	} else if a.Reason == "" {
		a.Reason = model.NotInInput
	}
	return a
}

// serviceKind tells the services that hand a role to what runs in a cluster or on its nodes.
func serviceKind(p *model.PolicyPrincipal) string {
	name := p.Identifier
	switch {
	case p.Why("identifier") != "" && !strings.HasPrefix(name, "ec2."):
		return "unknown"
	case name == "ec2.amazonaws.com", name == "ec2.amazonaws.com.cn", strings.HasPrefix(name, "ec2."):
		return "instances"
	case name == "pods.eks.amazonaws.com":
		return "pods"
	case name == "capabilities.eks.amazonaws.com":
		return "capabilities"
	}
	return "service"
}

// ownAccount is what stands for the account in a text if that is the one that Terraform works
// in.
var ownAccount = pattern.Lazy(`^\$\{[^}]*data\.aws_caller_identity\.[^}]*account_id\}$`)

// aws fills in who a principal of the type AWS is: an account, or one role or user.
func aws(a *model.Admission, p *model.PolicyPrincipal, role *model.IAMRole) {
	const parts, accountPart, namePart = 6, 4, 5
	id := p.Identifier
	switch split := strings.SplitN(id, ":", parts); {
	case id == "*":
		a.Who = "everyone"
	case p.Role != nil, strings.HasPrefix(id, "${") && strings.Contains(id, "aws_iam_") && strings.HasSuffix(id, "}") && strings.Count(id, "${") == 1:
		a.Who, a.Own = "principal", truth.Yes.String() // of this configuration
	case len(split) == parts && split[0] == "arn":
		a.Own = owner(split[accountPart], role.Account)
		a.Who = "principal"
		if split[namePart] == "root" {
			a.Who = "account"
		} else if strings.HasPrefix(split[namePart], "${") {
			a.Who, a.Own = "unknown", ""
		}
	case accountID().MatchString(id):
		a.Who, a.Own = "account", owner(id, role.Account)
	case ownAccount().MatchString(id):
		a.Who, a.Own = "account", truth.Yes.String()
	}
}

var accountID = pattern.Lazy(`^[0-9]{12}$`)

// owner tells whether an account is that of the role.
func owner(account, own string) string {
	switch {
	case ownAccount().MatchString(account), account == own && own != "":
		return truth.Yes.String()
	case own == "", !accountID().MatchString(account):
		return truth.Unknown.String()
	}
	return truth.No.String()
}

// federated fills in whose tokens a provider makes.
func federated(a *model.Admission, s *model.PolicyStatement, p *model.PolicyPrincipal, trust []*model.PolicyStatement) {
	eks := provider(p)
	if eks == truth.Unknown && s.WebIdentity != nil && s.WebIdentity.EKS == truth.Yes.String() {
		eks = truth.Yes
	}
	host := hostOf(s, p)
	pipelines := pipelinesOf(host)
	switch {
	case eks == truth.Yes:
		a.Who = "pods"
	case pipelines != nil:
		a.Who, a.Name = "ci", host
		a.Subject, a.Pattern = pipelines.subject(s, host)
		if deniesOtherSubjects(trust) != truth.No && (a.Subject == subjectMissing || a.Subject == subjectWide) {
			a.Subject = truth.Unknown.String()
		}
	case eks == truth.No || host != "":
		a.Who = "federation"
	}
}

var oidcProvider = pattern.Lazy(`^arn:[^:]*:iam::[^:]*:oidc-provider/(.+)$`)

// hostOf returns the host and path of a provider of tokens, as far as the provider or the
// conditions tell.
func hostOf(s *model.PolicyStatement, p *model.PolicyPrincipal) string {
	if m := oidcProvider().FindStringSubmatch(p.Identifier); m != nil && !strings.Contains(m[1], "${") {
		return m[1]
	}
	if p.Provider != nil && p.Provider.URL != "" && p.Provider.Why("url") == "" {
		return strings.TrimPrefix(p.Provider.URL, "https://")
	}
	for _, c := range s.Conditions {
		if issuer, claim := Claim(c.Variable); claim != "" && !strings.Contains(issuer, "${") && issuer != "" {
			return issuer
		}
	}
	return ""
}

// How the subject of tokens is restricted.
const (
	subjectMissing = "missing"
	subjectWide    = "wide"
	subjectRef     = "ref"
	subjectNarrow  = "narrow"
)

// pipelines is a provider of tokens for pipelines.
type pipelines struct {
	host func() *regexp.Regexp
	// start is how its subjects start, and project matches the start of one that names one
	// repository or project.
	start   string
	project func() *regexp.Regexp
}

// providersOfPipelines, as of November 2026.
//
// Source: https://docs.github.com/actions/reference/security/oidc,
// https://docs.gitlab.com/ci/secrets/id_token_authentication,
// https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens,
// https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens,
// https://buildkite.com/docs/pipelines/security/oidc,
// https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect,
// https://docs.spacelift.io/integrations/cloud-providers/oidc
var providersOfPipelines = []*pipelines{
	{pattern.Lazy(`^token\.actions\.(githubusercontent\.com|[^./]+\.ghe\.com)(/|$)`), "repo:", pattern.Lazy(`^repo:[^*?/:]+/[^*?/:]+:`)},
	{pattern.Lazy(`(^|\.)gitlab\.`), "project_path:", pattern.Lazy(`^project_path:[^*?:]+:`)},
	{pattern.Lazy(`^app(\.[a-z]+)?\.terraform\.io$`), "organization:", pattern.Lazy(`^organization:[^*?:]+:(project:[^*?:]+:|project:\*:workspace:[^*?:]+:)`)},
	{pattern.Lazy(`^oidc\.circleci\.com/`), "org/", pattern.Lazy(`^org/[^*?/]+/project/[^*?/]+/`)},
	{pattern.Lazy(`^agent\.buildkite\.com$`), "organization:", pattern.Lazy(`^organization:[^*?:]+:pipeline:[^*?:]+:`)},
	{pattern.Lazy(`^api\.bitbucket\.org/`), "{", pattern.Lazy(`^\{[^*?}]+\}:`)},
	{pattern.Lazy(`^vstoken\.dev\.azure\.com/`), "sc://", pattern.Lazy(`^sc://[^*?/]+/[^*?/]+/`)},
	{pattern.Lazy(`\.spacelift\.io$`), "space:", pattern.Lazy(`^space:[^*?:]+:(stack|module):[^*?:]+:`)},
	{pattern.Lazy(`\.semaphoreci\.com$`), "org:", pattern.Lazy(`^org:[^*?:]+:project:[^*?:]+:`)},
	{pattern.Lazy(`^oidc\.codefresh\.io$`), "account:", pattern.Lazy(`^account:[^*?:]+:pipeline:[^*?:]+:`)},
}

// pipelinesOf returns the provider with a host, and nil for all others.
func pipelinesOf(host string) *pipelines {
	i := slices.IndexFunc(providersOfPipelines, func(p *pipelines) bool { return p.host().MatchString(lower(host)) })
	if i < 0 {
		return nil
	}
	return providersOfPipelines[i]
}

// projectClaims are claims other than the subject that name one repository or project.
var projectClaims = []string{"repository", "repository_id", "job_workflow_ref", "workflow_ref", "project_id", "project_path", "terraform_workspace_id"}

// subject tells how conditions restrict the subject, with the widest value of the condition
// that restricts it the most.
func (p *pipelines) subject(s *model.PolicyStatement, host string) (level, pattern string) {
	level = subjectMissing
	if !known(s, "conditions") {
		level = truth.Unknown.String()
	}
	for _, c := range s.Conditions {
		if c.Why("variable") != "" && !strings.Contains(c.Variable, ":") {
			level = narrower(level, truth.Unknown.String())
			continue
		}
		at := strings.LastIndexByte(c.Variable, ':')
		if at < 0 {
			continue
		}
		issuer, claim := c.Variable[:at], lower(c.Variable[at+1:])
		if !strings.EqualFold(issuer, host) && !strings.Contains(issuer, "${") {
			continue
		}
		found, value := "", ""
		switch {
		case claim == "sub":
			found, value = p.condition(c)
		case slices.Contains(projectClaims, claim):
			if restricts(c) == truth.Yes {
				found = subjectRef
			}
		}
		if found != "" && narrower(level, found) != level {
			level, pattern = found, value
		}
	}
	return level, pattern
}

// narrower returns the level of two that restricts more.
func narrower(a, b string) string {
	order := []string{subjectNarrow, subjectRef, truth.Unknown.String(), subjectWide, subjectMissing}
	if slices.Index(order, b) < slices.Index(order, a) {
		return b
	}
	return a
}

func (p *pipelines) condition(c *model.PolicyCondition) (level, pattern string) {
	switch restricts(c) {
	case truth.No:
		return subjectMissing, ""
	case truth.Unknown:
		level = truth.Unknown.String()
	case truth.Yes:
		level = subjectNarrow
	}
	if parseOperator(c.Test).name != "stringlike" {
		return level, ""
	}
	for _, value := range c.Values {
		if found := p.breadth(value); narrower(level, found) == level && found != level {
			level, pattern = found, value
		}
	}
	return level, pattern
}

// breadth tells how many subjects a pattern matches. What is not known of it is taken for a
// text without wildcards if it is wide all the same.
func (p *pipelines) breadth(value string) string {
	bare := placeholderPart().ReplaceAllString(value, "x")
	switch wildcard := strings.IndexAny(bare, "*?"); {
	case wildcard < 0 && bare != value:
		return truth.Unknown.String()
	case wildcard < 0:
		return subjectNarrow
	case p.project().MatchString(bare):
		return subjectRef
	case wildcard == 0 || p.startsProject(bare):
		return subjectWide
	case strings.HasPrefix(bare, "repository_owner"), strings.HasPrefix(bare, "enterprise"):
		return subjectWide
	}
	return subjectRef // a subject of the team's own making
}

var placeholderPart = pattern.Lazy(`\$\{[^}]*\}`)

// startsProject reports whether a pattern starts as the subjects of the provider do.
func (p *pipelines) startsProject(value string) bool {
	until := strings.IndexAny(value, "*?")
	return strings.HasPrefix(value, p.start) || strings.HasPrefix(p.start, value[:until])
}

// demands tells what conditions of a statement, and a Deny beside it, ask for.
func demands(s *model.PolicyStatement, trust []*model.PolicyStatement) *model.TrustDemands {
	d := &demanded{truth.No, truth.No, truth.No, truth.No, truth.No}
	if !known(s, "conditions") {
		d.all(truth.Unknown)
	}
	for _, c := range s.Conditions {
		d.add(c)
	}
	for _, other := range trust {
		if effect(other) == "Deny" && len(other.Conditions) == 1 && known(other, "conditions") {
			d.addDenied(other.Conditions[0])
		}
	}
	return &model.TrustDemands{
		MFA: d.mfa.String(), ExternalID: d.external.String(), Organization: d.organization.String(), ARN: d.arn.String(), Tag: d.tag.String(),
	}
}

// demanded are answers that are no unless something else is said.
type demanded struct{ mfa, external, organization, arn, tag truth.Value }

func or(a *truth.Value, v truth.Value) { *a = truth.Any(*a, v) }

func (d *demanded) all(v truth.Value) {
	for _, a := range []*truth.Value{&d.mfa, &d.external, &d.organization, &d.arn, &d.tag} {
		or(a, v)
	}
}

func (d *demanded) add(c *model.PolicyCondition) {
	if c.Why("variable") != "" {
		d.all(truth.Unknown)
		return
	}
	or(&d.mfa, demandsMFA(c))
	if a := d.of(c); a != nil {
		or(a, pin(c, false))
	}
}

// of is the answer that a condition key is about; nil if it is about none.
func (d *demanded) of(c *model.PolicyCondition) *truth.Value {
	switch key := lower(c.Variable); {
	case key == "sts:externalid":
		return &d.external
	case key == "aws:principalorgid", key == "aws:principalorgpaths":
		return &d.organization
	case key == "aws:principalarn", key == "aws:userid", key == "aws:username":
		return &d.arn
	case strings.HasPrefix(key, "aws:principaltag/"):
		return &d.tag
	}
	return nil
}

// addDenied adds what everybody is denied who does not meet it.
func (d *demanded) addDenied(c *model.PolicyCondition) {
	if c.Why("variable") != "" {
		return
	}
	if a := d.of(c); a != nil {
		or(a, pin(c, true))
	}
	if lower(c.Variable) == mfaPresent && lower(c.Test) == "boolifexists" && isOnly(c, "false") {
		or(&d.mfa, truth.Yes)
	}
}

// The condition keys about a second factor.
const (
	mfaPresent = "aws:multifactorauthpresent"
	mfaAge     = "aws:multifactorauthage"
)

// demandsMFA reports whether a condition of an Allow holds only with a second factor.
func demandsMFA(c *model.PolicyCondition) truth.Value {
	key := lower(c.Variable)
	if key != mfaPresent && key != mfaAge {
		return truth.No
	}
	if c.Why("test") != "" {
		return truth.Unknown
	}
	o := parseOperator(c.Test)
	switch {
	case o.ifExists || o.forAll || o.negated:
		return truth.No
	case c.Why("values") != "" && o.name != "numericlessthan" && o.name != "numericlessthanequals":
		return truth.Unknown
	case key == mfaPresent:
		return truth.Of((o.name == "bool" || o.name == "stringequals" || o.name == "stringequalsignorecase") && isOnly(c, "true"))
	}
	return truth.Of(strings.HasPrefix(o.name, "numericless") || o.name == "null" && isOnly(c, "false"))
}

func isOnly(c *model.PolicyCondition, value string) bool {
	return len(c.Values) > 0 && c.Why("values") == "" && !slices.ContainsFunc(c.Values, func(v string) bool { return !strings.EqualFold(v, value) })
}
