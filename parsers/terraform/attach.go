package terraform

import (
	"reflect"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
)

// ownPolicies reads the policies that a resource holds itself.
func (m *mapper) ownPolicies(at *mapped) {
	for name, source := range at.table.policies {
		m.takePolicy(at, name, m.policy(at.r, []any{source}, at.view.get(source)))
	}
	switch node := at.value.Interface().(type) {
	case *model.IAMRole:
		m.roleOwn(at, node)
	case *model.SecurityGroup:
		m.inlineRules(at, node)
	case *model.RouteTable:
		m.inlineRoutes(at, node)
	case *model.HelmRelease:
		m.releaseValues(at, node)
		m.sensitiveValues(at, node)
	}
}

// takePolicy adds statements to a field of a node.
func (m *mapper) takePolicy(at *mapped, name string, read *policyText) {
	field := fieldOf(at.value, name)
	for _, statement := range read.statements {
		field.Set(reflect.Append(field, reflect.ValueOf(statement)))
	}
	if read.open != nil {
		note(at.node, name, reasonOf(read.open))
	}
}

// roleOwn reads the policies that an aws_iam_role itself lists.
func (m *mapper) roleOwn(at *mapped, node *model.IAMRole) {
	items, open := at.view.list("inline_policy")
	if open != nil {
		note(&node.Node, "statements", reasonOf(open))
	}
	for i, item := range items {
		m.takePolicy(at, "statements", m.policy(at.r, []any{"inline_policy", i, "policy"}, item.get("policy")))
	}
	if arns := at.view.get("managed_policy_arns"); arns != cty.NilVal {
		for i, arn := range elementsOrOne(arns) {
			m.attachPolicy(at, arn, anchor{r: at.r, path: []any{"managed_policy_arns", i}, alias: map[string]string{"policy_arn": "", "policy_name": ""}})
		}
	}
}

// attachPolicy attaches a policy by its ARN: the statements of one of the unit, else the
// ARN alone.
func (m *mapper) attachPolicy(to *mapped, arn cty.Value, at anchor) {
	if arn == cty.NilVal || arn.IsNull() {
		return
	}
	if policy := m.find(arn, []string{"aws_iam_policy"}); policy != nil {
		m.takePolicy(to, "statements", m.policy(policy.r, []any{"policy"}, policy.view.get("policy")))
		return
	}
	text, ok := knownText(arn)
	if !ok {
		note(to.node, "statements", openReason(arn))
		note(to.node, "managed_policies", openReason(arn))
		return
	}
	managed := &model.ManagedPolicy{PolicyARN: text, PolicyName: nameOfAWS(text)}
	managed.Ref = m.anchors.add(at)
	if managed.PolicyName == "" {
		note(to.node, "statements", model.NotInInput) // what it says is elsewhere
	}
	field := fieldOf(to.value, "managed_policies")
	field.Set(reflect.Append(field, reflect.ValueOf(managed)))
}

// attach handles the resources that add to others.
func (m *mapper) attach() {
	for _, at := range m.all {
		if rule, ok := reflect.TypeAssert[*model.SecurityGroupRule](at.value); ok {
			m.separateRule(at, rule)
		}
		m.other(at.r)
	}
	for _, r := range m.others {
		m.other(r)
	}
	m.mainTables()
	m.keyUses()
}

func (m *mapper) other(r *Resource) {
	switch r.Type {
	case "aws_iam_user_policy":
		m.inlinePolicy(r, "user", []string{"aws_iam_user"})
	case "aws_iam_user_policy_attachment":
		m.attachment(r, "user", "policy_arn", []string{"aws_iam_user"})
	case "aws_iam_role_policy":
		m.inlinePolicy(r, "role", roles)
	case "aws_iam_group_policy":
		m.inlinePolicy(r, "group", []string{"aws_iam_group"})
	case "aws_iam_role_policy_attachment":
		m.attachment(r, "role", "policy_arn", roles)
	case "aws_iam_role_policy_attachments_exclusive":
		m.attachment(r, "role_name", "policy_arns", roles)
	case "aws_iam_user_policy_attachments_exclusive":
		m.attachment(r, "user_name", "policy_arns", users)
	case "aws_iam_group_policy_attachments_exclusive":
		m.attachment(r, "group_name", "policy_arns", []string{"aws_iam_group"})
	case "aws_iam_group_policy_attachment":
		m.attachment(r, "group", "policy_arn", []string{"aws_iam_group"})
	case "aws_iam_policy_attachment":
		m.attachment(r, "roles", "policy_arn", roles)
		m.attachment(r, "users", "policy_arn", []string{"aws_iam_user"})
		m.attachment(r, "groups", "policy_arn", []string{"aws_iam_group"})
	case "aws_iam_group_membership":
		m.membership(r, "users", "group")
	case "aws_iam_user_group_membership":
		m.membership(r, "user", "groups")
	case "aws_ec2_managed_prefix_list_entry":
		m.prefixListEntry(r)
	case "aws_kms_key_policy":
		m.policyOf(r, "key_id", "statements", []string{"aws_kms_key"})
	case "aws_ecr_repository_policy":
		m.policyOf(r, "repository", "statements", []string{"aws_ecr_repository"})
	case "aws_efs_file_system_policy":
		m.policyOf(r, "file_system_id", "policies", []string{"aws_efs_file_system"})
	case "aws_ecr_lifecycle_policy":
		m.switchOn(r, "repository", "lifecycle_policy", []string{"aws_ecr_repository"})
	case "aws_secretsmanager_secret_rotation":
		m.switchOn(r, "secret_id", "rotated", []string{"aws_secretsmanager_secret"})
	case "aws_guardduty_detector_feature":
		m.feature(r)
	case "aws_vpc_endpoint_policy":
		m.policyOf(r, "vpc_endpoint_id", "statements", []string{"aws_vpc_endpoint"})
	case "aws_efs_mount_target":
		m.mountTarget(r)
	case "aws_autoscaling_attachment":
		m.groupAttachment(r)
	case "aws_route":
		m.route(r)
	case "aws_route_table_association":
		m.tableOf(r, "subnet_id", subnets)
	case "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule":
		if r.Maybe && m.find(view{body: r.Body()}.get("security_group_id"), []string{"aws_eks_cluster"}) == nil { // those that exist are nodes
			m.targets(r, "security_group_id", securityGroups, nil, func(to *mapped, why model.Reason) { note(to.node, "rules", why) })
		}
	}
}

// targets finds the resources that an argument names, and calls do for each. If what it
// names is not known, it may be any of them, and then open is called for all.
func (m *mapper) targets(r *Resource, name string, kinds []string, do func(*mapped), open func(*mapped, model.Reason)) {
	v := view{body: r.Body()}.get(name)
	if v == cty.NilVal {
		return
	}
	for _, element := range elementsOrOne(v) {
		target := m.find(element, kinds)
		switch {
		case target != nil && r.Maybe:
			open(target, model.UnknownCount)
		case target != nil:
			do(target)
		case mayBeOurs(element, kinds):
			for _, at := range m.all {
				if slices.Contains(kinds, at.r.Type) {
					open(at, openReason(element))
				}
			}
		}
	}
}

// mayBeOurs reports whether an unknown value could name a resource of this root. What a
// variable or a data source gives was there before, and instances that may not exist are no
// nodes.
func mayBeOurs(v cty.Value, kinds []string) bool {
	bare, origin := unmarked(v)
	if bare.IsKnown() {
		return false
	}
	for _, root := range origin.Roots() {
		switch root.Reason {
		case VariableWithoutDefault, DataSource, ModuleNotSeen, FileNotSeen, NotDeterministic:
		case UnknownInstances:
			if !ofMaybe(root, kinds) {
				return true
			}
		case ComputedAttribute, EvaluationFailed, LimitReached, NotSupported:
			return true
		default:
			return true
		}
	}
	return false
}

// ofMaybe reports whether an origin is what a resource of these kinds has whose count is not
// known.
func ofMaybe(o *Origin, kinds []string) bool {
	address, ok := strings.CutSuffix(o.Address, "[*]")
	if !ok || strings.HasPrefix(o.Path, "each.") {
		return false
	}
	parts := strings.Split(address, ".")
	return len(parts) >= 2 && slices.Contains(kinds, parts[len(parts)-2]) && (len(parts) == 2 || parts[len(parts)-3] != "data")
}

func openPolicies(at *mapped, why model.Reason) {
	note(at.node, "statements", why)
	note(at.node, "managed_policies", why)
}

func (m *mapper) inlinePolicy(r *Resource, name string, kinds []string) {
	read := m.policy(r, []any{"policy"}, view{body: r.Body()}.get("policy"))
	m.targets(r, name, kinds, func(at *mapped) { m.takePolicy(at, "statements", read) }, openPolicies)
}

func (m *mapper) attachment(r *Resource, name, policy string, kinds []string) {
	arns := view{body: r.Body()}.get(policy)
	if arns == cty.NilVal {
		return
	}
	m.outside(r, name, policy, arns, kinds)
	m.targets(r, name, kinds, func(at *mapped) {
		for i, arn := range elementsOrOne(arns) {
			path := []any{policy}
			if policy == "policy_arns" {
				path = append(path, i)
			}
			m.attachPolicy(at, arn, anchor{r: r, path: path, alias: map[string]string{"policy_arn": "", "policy_name": ""}})
		}
	}, openPolicies)
}

// outside adds a node for an attachment to identities that are not in this root, or cannot be
// told.
func (m *mapper) outside(r *Resource, name, policy string, arns cty.Value, kinds []string) {
	v := view{body: r.Body()}.get(name)
	if v == cty.NilVal || r.Maybe {
		return
	}
	var node *model.OutsideAttachment
	for _, element := range elementsOrOne(v) {
		if element.IsNull() || m.find(element, kinds) != nil {
			continue
		}
		if node == nil {
			node = m.newOutside(r, policy, arns)
		}
		if text, ok := knownText(element); ok {
			node.Holders = append(node.Holders, text)
		} else {
			note(&node.Node, "holders", openReason(element))
		}
	}
}

func (m *mapper) newOutside(r *Resource, policy string, arns cty.Value) *model.OutsideAttachment {
	node := &model.OutsideAttachment{}
	node.Ref = m.anchors.add(anchor{r: r, alias: map[string]string{"holders": "", "policies": policy, "managed_policies": policy}})
	node.Type, node.Address, node.Root = r.Type, r.Address, m.root.Dir
	for i, arn := range elementsOrOne(arns) {
		path := []any{policy}
		if policy == "policy_arns" {
			path = append(path, i)
		}
		if of := m.find(arn, []string{"aws_iam_policy"}); of != nil {
			node.Policies = append(node.Policies, of.identity())
			continue
		}
		text, ok := knownText(arn)
		if !ok {
			note(&node.Node, "policies", openReason(arn))
			continue
		}
		managed := &model.ManagedPolicy{PolicyARN: text, PolicyName: nameOfAWS(text)}
		managed.Ref = m.anchors.add(anchor{r: r, path: path, alias: map[string]string{"policy_arn": "", "policy_name": ""}})
		node.ManagedPolicies = append(node.ManagedPolicies, managed)
	}
	m.out.AWS.OutsideAttachments = append(m.out.AWS.OutsideAttachments, node)
	return node
}

// nameOfAWS is the name in the ARN of a policy that AWS manages, "" for others.
func nameOfAWS(arn string) string {
	if !strings.Contains(arn, ":iam::aws:policy/") {
		return ""
	}
	return arn[strings.LastIndexByte(arn, '/')+1:]
}

func (m *mapper) policyOf(r *Resource, name, field string, kinds []string) {
	read := m.policy(r, []any{"policy"}, view{body: r.Body()}.get("policy"))
	m.targets(r, name, kinds, func(at *mapped) { m.takePolicy(at, field, read) },
		func(at *mapped, why model.Reason) { note(at.node, field, why) })
}

func (m *mapper) switchOn(r *Resource, name, field string, kinds []string) {
	m.targets(r, name, kinds, func(at *mapped) {
		on := true
		fieldOf(at.value, field).Set(reflect.ValueOf(&on))
		delete(at.node.Unknown, field)
	}, func(at *mapped, why model.Reason) {
		if fieldOf(at.value, field).IsNil() {
			note(at.node, field, why)
		}
	})
}

// feature adds a feature to its GuardDuty detector.
func (m *mapper) feature(r *Resource) {
	at := m.byAddress[r.Address]
	m.targets(r, "detector_id", []string{"aws_guardduty_detector"}, func(to *mapped) {
		detector := to.value.Interface().(*model.GuardDutyDetector)
		detector.Feature = append(detector.Feature, at.value.Interface().(*model.GuardDutyFeature))
	}, func(to *mapped, why model.Reason) { note(to.node, "feature", why) })
}

// inlineRules reads the ingress and egress rules that a security group itself lists.
func (m *mapper) inlineRules(at *mapped, group *model.SecurityGroup) {
	for _, direction := range []string{"ingress", "egress"} {
		items, open := at.view.list(direction)
		if open != nil {
			note(&group.Node, "rules", reasonOf(open))
		}
		for i, item := range items {
			rule := &model.SecurityGroupRule{Direction: direction, Group: at.identity()}
			anchor := anchor{r: at.r, path: []any{direction, i}, alias: map[string]string{"direction": "", "sources": "security_groups"}}
			rule.Ref = m.anchors.add(anchor)
			rule.Type, rule.Address = at.r.Type, at.r.Address
			f := filler{m: m, node: &rule.Node, at: anchor, alias: map[string]string{"direction": "", "sources": "", "group": "", "prefix_lists": ""}}
			f.fill(reflect.ValueOf(rule).Elem(), item)
			m.joinField(reflect.ValueOf(rule), "sources", &rule.Node, "", item.get("security_groups"), securityGroups)
			m.ofClusters(rule, cty.NilVal, item.get("security_groups"))
			m.joinField(reflect.ValueOf(rule), "prefix_lists", &rule.Node, "", item.get("prefix_list_ids"), prefixLists)
			delete(rule.Unknown, "prefix_lists")
			group.Rules = append(group.Rules, rule)
			m.out.AWS.SecurityGroupRules = append(m.out.AWS.SecurityGroupRules, rule)
		}
	}
}

// separateRule adds a rule that is a resource of its own to its group.
func (m *mapper) separateRule(at *mapped, rule *model.SecurityGroupRule) {
	m.ofClusters(rule, at.view.get("security_group_id"), sourcesOf(at.view))
	if rule.Cluster != nil {
		return
	}
	name := "security_group_id"
	m.targets(at.r, name, securityGroups, func(to *mapped) {
		group := to.value.Interface().(*model.SecurityGroup)
		group.Rules = append(group.Rules, rule)
	}, func(to *mapped, why model.Reason) { note(to.node, "rules", why) })
}

func sourcesOf(v view) cty.Value {
	if groups := v.get("referenced_security_group_id"); groups != cty.NilVal {
		return groups
	}
	return v.get("source_security_group_id")
}

// ofClusters joins a rule to the clusters whose own security groups it names: EKS makes one
// for each cluster, and only the cluster has its ID.
func (m *mapper) ofClusters(rule *model.SecurityGroupRule, group, sources cty.Value) {
	clusters := []string{"aws_eks_cluster"}
	if at := m.find(group, clusters); at != nil {
		rule.Cluster = at.identity()
		delete(rule.Unknown, "group")
	}
	if sources == cty.NilVal {
		return
	}
	all := true
	for _, source := range elementsOrOne(sources) {
		at := m.find(source, clusters)
		if at != nil {
			rule.SourceClusters = append(rule.SourceClusters, at.identity())
		}
		all = all && (at != nil || m.find(source, securityGroups) != nil)
	}
	if all {
		delete(rule.Unknown, "sources")
	}
}

// membership adds groups to users.
func (m *mapper) membership(r *Resource, user, group string) {
	groups := view{body: r.Body()}.get(group)
	if groups == cty.NilVal {
		return
	}
	open := func(at *mapped, why model.Reason) { note(at.node, "groups", why) }
	m.targets(r, user, users, func(at *mapped) {
		member := at.value.Interface().(*model.IAMUser)
		for _, element := range elementsOrOne(groups) {
			found := m.find(element, []string{"aws_iam_group"})
			if found == nil {
				open(at, openReason(element))
				continue
			}
			if some := found.value.Interface().(*model.IAMGroup); !slices.Contains(member.Groups, some) {
				member.Groups = append(member.Groups, some)
			}
		}
	}, open)
}

// prefixListEntry adds an entry to its prefix list.
func (m *mapper) prefixListEntry(r *Resource) {
	entry := &model.PrefixListEntry{}
	at := anchor{r: r}
	entry.Ref = m.anchors.add(at)
	filler{m: m, node: &entry.Node, at: at}.fill(reflect.ValueOf(entry).Elem(), view{body: r.Body()})
	m.targets(r, "prefix_list_id", prefixLists, func(to *mapped) {
		list := to.value.Interface().(*model.PrefixList)
		list.Entry = append(list.Entry, entry)
	}, func(to *mapped, why model.Reason) { note(to.node, "entry", why) })
}
