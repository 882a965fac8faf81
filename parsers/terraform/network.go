package terraform

import (
	"reflect"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/model"
)

// provider names the configuration of the provider that makes the resource, as the outermost
// module that knows it has it, such as "aws" or "aws.west".
func (r *Resource) provider() string {
	if r.node == nil {
		if r.twin != nil {
			return r.twin.provider()
		}
		return ""
	}
	name, _, _ := strings.Cut(r.Type, "_")
	if attr := r.node.block.body.Attributes["provider"]; attr != nil {
		name = providerName(attr.Expr)
	}
	return r.Module.outerProvider(name)
}

// outerProvider follows a configuration of a provider to the module that has its block.
func (m *Module) outerProvider(provider string) string {
	name, alias, _ := strings.Cut(provider, ".")
	if m.parent == nil || slices.ContainsFunc(m.dir.providers, func(p *namedBlock) bool { return p.name == name && providerAlias(p) == alias }) {
		return provider
	}
	return m.parent.outerProvider(m.passedProvider(name, alias))
}

// piece makes a node for a resource that is only a part of another one.
func (m *mapper) piece(r *Resource, into any, aliases map[string]string) *model.Node {
	v := reflect.ValueOf(into)
	at := anchor{r: r, alias: aliases}
	node := nodeOf(v)
	node.Ref = m.anchors.add(at)
	identity := v.Elem().FieldByName("Resource").Addr().Interface().(*model.Resource)
	identity.Type, identity.Address, identity.Root = r.Type, r.Address, m.root.Dir
	filler{m: m, node: node, at: at, alias: aliases}.fill(v.Elem(), view{body: r.Body()})
	return node
}

// mountTarget adds a mount target to its file system.
func (m *mapper) mountTarget(r *Resource) {
	target := &model.MountTarget{}
	node := m.piece(r, target, nil)
	m.joinField(reflect.ValueOf(target), "subnet", node, "", view{body: r.Body()}.get("subnet_id"), subnets)
	m.targets(r, "file_system_id", []string{"aws_efs_file_system"}, func(to *mapped) {
		system := to.value.Interface().(*model.EFSFileSystem)
		system.MountTargets = append(system.MountTargets, target)
	}, func(to *mapped, why model.Reason) { note(to.node, "mount_targets", why) })
}

// groupAttachment adds target groups and load balancers to an autoscaling group.
func (m *mapper) groupAttachment(r *Resource) {
	from := view{body: r.Body()}
	m.targets(r, "autoscaling_group_name", []string{"aws_autoscaling_group"}, func(to *mapped) {
		group := to.value.Interface().(*model.AutoscalingGroup)
		for _, name := range []string{"lb_target_group_arn", "alb_target_group_arn"} {
			arn := from.get(name)
			if arn == cty.NilVal {
				continue
			}
			if target := m.find(arn, targetGroups); target != nil {
				group.TargetGroups = append(group.TargetGroups, target.value.Interface().(*model.TargetGroup))
				continue
			}
			note(to.node, "target_groups", openReason(arn))
		}
		if name := from.get("elb"); name != cty.NilVal {
			text, ok := knownText(name)
			if !ok {
				text = "${" + originOrNone(originOf(name)).String() + "}"
			}
			group.LoadBalancers = append(group.LoadBalancers, text)
		}
	}, func(to *mapped, why model.Reason) { note(to.node, "target_groups", why) })
}

// inlineRoutes reads the routes that a route table itself lists.
func (m *mapper) inlineRoutes(at *mapped, table *model.RouteTable) {
	items, open := at.view.list("route")
	if open != nil {
		note(&table.Node, "routes", reasonOf(open))
	}
	for i, item := range items {
		route := &model.TableRoute{}
		anchor := anchor{r: at.r, path: []any{"route", i}}
		route.Ref = m.anchors.add(anchor)
		route.Type, route.Address, route.Root = at.r.Type, at.r.Address, m.root.Dir
		filler{m: m, node: &route.Node, at: anchor}.fill(reflect.ValueOf(route).Elem(), item)
		m.joinField(reflect.ValueOf(route), "gateway", &route.Node, "", item.get("gateway_id"), gateways)
		table.Routes = append(table.Routes, route)
	}
}

var gateways = []string{"aws_internet_gateway"}

// routeAliases are the arguments of aws_route that are named otherwise in a route table.
var routeAliases = map[string]string{"cidr_block": "destination_cidr_block", "ipv6_cidr_block": "destination_ipv6_cidr_block"}

// route adds a route that is a resource of its own to its table.
func (m *mapper) route(r *Resource) {
	route := &model.TableRoute{}
	node := m.piece(r, route, routeAliases)
	m.joinField(reflect.ValueOf(route), "gateway", node, "", view{body: r.Body()}.get("gateway_id"), gateways)
	m.targets(r, "route_table_id", routeTables, func(to *mapped) {
		table := to.value.Interface().(*model.RouteTable)
		table.Routes = append(table.Routes, route)
	}, func(to *mapped, why model.Reason) { note(to.node, "routes", why) })
}

// tableOf gives subnets the route table that an association names.
func (m *mapper) tableOf(r *Resource, name string, kinds []string) {
	id := view{body: r.Body()}.get("route_table_id")
	m.targets(r, name, kinds, func(to *mapped) {
		delete(to.node.Unknown, "route_table")
		if table := m.find(id, routeTables); table != nil {
			m.set(fieldOf(to.value, "route_table"), table)
			return
		}
		if id != cty.NilVal {
			note(to.node, "route_table", openReason(id))
		}
	}, func(to *mapped, why model.Reason) {
		if fieldOf(to.value, "route_table").IsNil() {
			note(to.node, "route_table", why)
		}
	})
}

// mainTables gives subnets without an association the main route table of their VPC.
func (m *mapper) mainTables() {
	main := map[*model.VPC]*model.RouteTable{}
	for _, at := range m.all {
		if table, ok := reflect.TypeAssert[*model.RouteTable](at.value); ok && at.r.Type == "aws_default_route_table" {
			if vpc := m.find(at.view.get("default_route_table_id"), vpcs); vpc != nil {
				main[vpc.value.Interface().(*model.VPC)] = table
			}
		}
	}
	for _, r := range m.others {
		if r.Type != "aws_main_route_table_association" || r.Maybe {
			continue
		}
		from := view{body: r.Body()}
		vpc, table := m.find(from.get("vpc_id"), vpcs), m.find(from.get("route_table_id"), routeTables)
		if vpc != nil && table != nil {
			main[vpc.value.Interface().(*model.VPC)] = table.value.Interface().(*model.RouteTable)
		}
	}
	for _, subnet := range m.out.AWS.Subnets {
		if subnet.RouteTable == nil && subnet.Why("route_table") == "" && subnet.VPC != nil {
			subnet.RouteTable = main[subnet.VPC]
		}
	}
}

// keyArguments are the arguments that name a KMS key, by the types of resources. An asterisk
// stands for each of several blocks.
var keyArguments = map[string][]string{
	"aws_eks_cluster":           {"encryption_config.provider.key_arn"},
	"aws_ebs_volume":            {"kms_key_id"},
	"aws_ebs_snapshot_copy":     {"kms_key_id"},
	"aws_ebs_default_kms_key":   {"key_arn"},
	"aws_efs_file_system":       {"kms_key_id"},
	"aws_cloudwatch_log_group":  {"kms_key_id"},
	"aws_launch_template":       {"block_device_mappings.*.ebs.kms_key_id"},
	"aws_launch_configuration":  {"root_block_device.kms_key_id", "ebs_block_device.*.kms_key_id"},
	"aws_instance":              {"root_block_device.kms_key_id", "ebs_block_device.*.kms_key_id"},
	"aws_secretsmanager_secret": {"kms_key_id"},
	"aws_ecr_repository":        {"encryption_configuration.kms_key"},
}

// keyUses tells KMS keys who encrypts with them, be it by an alias.
func (m *mapper) keyUses() {
	aliases := map[string]cty.Value{}
	for _, r := range m.others {
		if r.Type == "aws_kms_alias" {
			aliases[r.Address] = view{body: r.Body()}.get("target_key_id")
		}
	}
	for _, r := range m.root.Resources {
		if r.Data || keyArguments[r.Type] == nil {
			continue
		}
		user := m.user(r)
		for _, path := range keyArguments[r.Type] {
			for _, v := range valuesAt(view{body: r.Body()}, path) {
				if o := identity(originOf(v)); o != nil && aliases[o.Address] != cty.NilVal {
					v = aliases[o.Address]
				}
				m.useKey(r, user, v)
			}
		}
	}
}

// user is the identity of a resource, be it in the model or not.
func (m *mapper) user(r *Resource) *model.Resource {
	if at := m.byAddress[r.Address]; at != nil {
		return at.identity()
	}
	identity := &model.Resource{Type: r.Type, Address: r.Address, Root: m.root.Dir}
	identity.Ref = m.anchors.add(anchor{r: r})
	return identity
}

func (m *mapper) useKey(r *Resource, user *model.Resource, v cty.Value) {
	target := m.find(v, keys)
	switch {
	case target == nil && (!mayBeOurs(v, nil) || identity(originOf(v)) != nil):
	case target == nil || r.Maybe:
		for _, at := range m.candidates(v, keys) {
			if key := at.value.Interface().(*model.KMSKey); len(key.UsedBy) == 0 {
				note(at.node, "used_by", openReason(v))
			}
		}
	default:
		key := target.value.Interface().(*model.KMSKey)
		delete(key.Unknown, "used_by")
		if !slices.Contains(key.UsedBy, user) {
			key.UsedBy = append(key.UsedBy, user)
		}
	}
}

var keys = []string{"aws_kms_key"}

// candidates are the resources that an unknown value can name: those that it is made of or,
// if it is made of none, all.
func (m *mapper) candidates(v cty.Value, kinds []string) []*mapped {
	var named, all []*mapped
	for _, root := range originOf(v).Roots() {
		if at := m.byAddress[root.Address]; at != nil && slices.Contains(kinds, at.r.Type) {
			named = append(named, at)
		}
	}
	if named != nil {
		return named
	}
	for _, at := range m.all {
		if slices.Contains(kinds, at.r.Type) {
			all = append(all, at)
		}
	}
	return all
}

// valuesAt returns the values of an argument, of each block where the path has an asterisk.
func valuesAt(from view, path string) []cty.Value {
	before, after, several := strings.Cut(path, ".*.")
	if !several {
		if v := from.get(path); v != cty.NilVal {
			return []cty.Value{v}
		}
		return nil
	}
	var values []cty.Value
	items, _ := from.list(before)
	for _, item := range items {
		if v := item.get(after); v != cty.NilVal {
			values = append(values, v)
		}
	}
	return values
}
