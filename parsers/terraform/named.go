package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// naming are the attributes that name a resource where another program takes it, by type; ""
// stands for all types.
var naming = map[string][]string{
	"":                {"arn", "id", "name"},
	"aws_eks_cluster": {"vpc_config[0].cluster_security_group_id"},
}

// name finds nodes by the placeholders of what names them. One that stands for two of them
// stands for none.
func (m *mapper) name() {
	m.out.named = map[string]*mapped{}
	for _, at := range m.all {
		for _, kind := range []string{"", at.r.Type} {
			for _, attr := range naming[kind] {
				key := placeholder(&Origin{Address: at.r.Address, Path: attr})
				if other, taken := m.out.named[key]; taken && other != at {
					m.out.named[key] = nil
					continue
				}
				m.out.named[key] = at
			}
		}
	}
}

// Named returns the node, such as a [*model.IAMRole], that a value of a manifest names, which
// is not known but stands there as the placeholder ${ADDRESS.ATTRIBUTE}. It is nil if that is
// nothing of this root.
func (m *Mapped) Named(placeholder string) any {
	at := m.named[strings.TrimSpace(placeholder)]
	if at == nil {
		return nil
	}
	return at.value.Interface()
}

// own sets what the provider of a resource decides: the account, and whether a role makes it.
func (m *mapper) own() {
	for _, at := range m.all {
		switch node := at.value.Interface().(type) {
		case *model.Cluster:
			node.Account = accountOf(at.r, node.ARN)
			node.ProviderRole = at.r.providerRole()
		case *model.IAMRole:
			node.Account = accountOf(at.r, node.ARN)
		case *model.AccessEntry:
			node.Creator = at.r.ofCreator()
			node.PrincipalKind = kindOfPrincipal(at.view.get("principal_arn"), node.PrincipalRole, node.PrincipalUser)
		case *model.AccessPolicyAssociation:
			node.Creator = at.r.ofCreator()
			node.PrincipalKind = kindOfPrincipal(at.view.get("principal_arn"), node.PrincipalRole, node.PrincipalUser)
		case *model.AccessKey:
			m.passed(at, node)
		}
	}
}

// ofCreator reports whether a resource is what terraform-aws-modules/eks, or a module made
// after it, makes of its flag for the principal that applies it.
func (r *Resource) ofCreator() bool {
	const flag, key = "enable_cluster_creator_admin_permissions", "cluster_creator"
	if !strings.HasSuffix(r.Address, `["`+key+`"]`) && !strings.HasSuffix(r.Address, `["`+key+`_admin"]`) {
		return false
	}
	if r.node == nil {
		if r.twin != nil {
			return r.twin.ofCreator()
		}
		return strings.HasPrefix(r.Address, "module.")
	}
	if r.Module.dir.variables[flag] == nil {
		return false
	}
	on, err := r.Module.variable(flag)
	if bare, _ := unmarked(on); err != nil || !bare.IsKnown() || bare.IsNull() || bare.Type() != cty.Bool || bare.False() {
		return false
	}
	entries, err := r.Module.variable("access_entries")
	return err != nil || !has(entries, cty.StringVal(key))
}

// kindOfPrincipal tells whether a principal is a role or a user: by the resource or data
// source that it is of, or by its ARN; "" if that cannot be told.
func kindOfPrincipal(v cty.Value, role *model.IAMRole, user *model.IAMUser) string {
	switch {
	case role != nil:
		return "role"
	case user != nil:
		return "user"
	case v == cty.NilVal:
		return ""
	}
	of, ok := knownText(v)
	if !ok {
		_, origin := unmarked(v)
		of = origin.String()
		if origin != nil && origin.Text != nil {
			of = textWithHoles(v)
		}
	}
	switch {
	case principalRole().MatchString(of):
		return "role"
	case principalUser().MatchString(of):
		return "user"
	}
	return ""
}

// principalRole and principalUser match what is of an IAM role or user: its ARN, or the
// address of a resource or data source.
var (
	principalRole = pattern.Lazy(`^arn:[^:]*:iam::[^:]*:role/|(^|\.)aws_iam_roles?\.|(^|\.)data\.aws_iam_session_context\.`)
	principalUser = pattern.Lazy(`^arn:[^:]*:iam::[^:]*:user/|(^|\.)aws_iam_user\.`)
)

// accountOf returns the account of a resource: that of its ARN, or the only one that its
// provider may work in; "" if it is not known.
func accountOf(r *Resource, arn string) string {
	const accountPart, parts = 4, 6
	if split := strings.SplitN(arn, ":", parts); len(split) == parts {
		return split[accountPart]
	}
	p, m := r.providerBlock()
	if p == nil || p.body.Attributes["allowed_account_ids"] == nil {
		return ""
	}
	v, err := scope{m: m}.eval(p.body.Attributes["allowed_account_ids"].Expr)
	if err != nil {
		return ""
	}
	if bare, _ := unmarked(v); !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
		return ""
	}
	if accounts := elementsOrOne(v); len(accounts) == 1 {
		account, _ := knownText(accounts[0])
		return account
	}
	return ""
}

// providerBlock returns the block of the provider configuration that makes a resource, and the
// module that it is in; nil if there is none.
func (r *Resource) providerBlock() (*namedBlock, *Module) {
	if r.node == nil {
		if r.twin == nil {
			return nil, nil
		}
		return r.twin.providerBlock()
	}
	name, _, _ := strings.Cut(r.Type, "_")
	if attr := r.node.block.body.Attributes["provider"]; attr != nil {
		name = providerName(attr.Expr)
	}
	for m := r.Module; m != nil; m = m.parent {
		kind, alias, _ := strings.Cut(name, ".")
		for _, p := range m.dir.providers {
			if p.name == kind && providerAlias(p) == alias {
				return p, m
			}
		}
		if m.parent != nil {
			name = m.passedProvider(kind, alias)
		}
	}
	return nil, nil
}

// providerRole tells whether the provider of a resource assumes a role: "yes", "unknown", or
// "" if not.
func (r *Resource) providerRole() string {
	p, m := r.providerBlock()
	if p == nil {
		return ""
	}
	for _, block := range p.body.Blocks {
		switch {
		case block.Type == "dynamic" && len(block.Labels) == 1 && strings.HasPrefix(block.Labels[0], "assume_role"):
			return "unknown"
		case strings.HasPrefix(block.Type, "assume_role"):
			return assumed(m, block)
		}
	}
	return ""
}

func assumed(m *Module, block *hclsyntax.Block) string {
	attr := block.Body.Attributes["role_arn"]
	if attr == nil {
		return ""
	}
	v, err := scope{m: m}.eval(attr.Expr)
	if err != nil {
		return "unknown"
	}
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown() && origin != nil && (origin.Text != nil || origin.Reason == ComputedAttribute || origin.Reason == DataSource):
		return "yes"
	case !bare.IsKnown():
		return "unknown"
	}
	if text, _ := knownText(v); text == "" {
		return ""
	}
	return "yes"
}

// passed finds the resources of Kubernetes and Helm that get an access key.
func (m *mapper) passed(at *mapped, key *model.AccessKey) {
	for _, r := range m.root.Resources {
		if r.Data || !strings.HasPrefix(r.Type, "kubernetes_") && !strings.HasPrefix(r.Type, "kubectl_") && r.Type != "helm_release" {
			continue
		}
		if mentionsOf(r.Body(), at.r.Address) {
			key.PassedTo = append(key.PassedTo, &model.Resource{Root: m.root.Dir, Type: r.Type, Address: r.Address})
		}
	}
}

// keySecrets are the attributes of an access key that are to be kept.
var keySecrets = []string{"secret", "ses_smtp_password_v4", "encrypted_secret", "id"}

// mentionsOf reports whether anything in a body is computed from a secret of a key.
func mentionsOf(body *Body, address string) bool {
	for _, attr := range body.Attributes {
		for _, origin := range originsIn(attr.Value()) {
			for _, part := range holesOf(origin) {
				for _, secret := range keySecrets {
					if part.Address == address && part.Path == secret {
						return true
					}
				}
			}
		}
	}
	for _, block := range body.Blocks {
		if mentionsOf(block.Body, address) {
			return true
		}
	}
	return false
}

// holesOf are the origins that a value or a text with holes was computed from.
func holesOf(o *Origin) []*Origin {
	if o == nil {
		return nil
	}
	roots := o.Roots()
	for _, part := range o.Text {
		if part.Hole != nil {
			roots = append(slices.Clip(roots), part.Hole.Roots()...)
		}
	}
	return roots
}
