package main

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"github.com/ekslint/ekslint/parsers/terraform/modules"
)

// generator writes module calls with arguments taken at random, but the same every time.
type generator struct {
	rand    *rand.Rand
	m       modules.Module
	folder  string
	release string
	share   float64 // of the inputs that are given
}

func newGenerator(m modules.Module, folder, release string, i int) *generator {
	hash := fnv.New64()
	fmt.Fprint(hash, m.Name, folder, release) //nolint:errcheck // a hash takes everything
	g := &generator{rand: rand.New(rand.NewPCG(hash.Sum64(), uint64(i))), m: m, folder: folder, release: release}
	g.share = []float64{0.05, 0.15, 0.3, 0.5}[i%4]
	return g
}

// around is what every caller has besides the call.
const around = `variable "unknown" {}
variable "unknown_bool" { type = bool }
variable "unknown_list" { type = list(string) }
resource "aws_kms_key" "k" {}
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_policy" "p" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] }) }
resource "aws_security_group" "g" {}
resource "aws_subnet" "s" { count = 2 }
resource "aws_iam_openid_connect_provider" "o" { url = "https://example.com" }
`

// caller writes a root module that calls the module, and uses what it returns.
func (g *generator) caller() string {
	out := &strings.Builder{}
	out.WriteString(around)
	fmt.Fprintf(out, "module \"m\" {\n  source = %q\n  version = %q\n", g.m.Name+strings.TrimSuffix("//"+g.folder, "//."), g.release)
	for _, name := range g.arguments(g.folder) {
		fmt.Fprintf(out, "  %s\n", name)
	}
	out.WriteString("}\n")
	name := g.m.Name + strings.TrimSuffix("//"+g.folder, "//.")
	major, _, _ := strings.Cut(g.release, ".")
	use, ok := uses[name+"@"+major]
	if !ok {
		use = uses[name]
	}
	out.WriteString(use)
	return out.String()
}

// arguments takes some inputs of a folder and gives them values.
func (g *generator) arguments(folder string) []string {
	var list []string
	for _, input := range g.m.Inputs(folder, g.release) {
		if input.Default != "" && g.rand.Float64() > g.share {
			continue
		}
		if value := g.value(input); value != "" {
			list = append(list, input.Name+" = "+value)
		}
	}
	return list
}

func (g *generator) pick(list ...string) string { return list[g.rand.IntN(len(list))] }

// value is an expression for an input, "" if there is none that makes sense.
func (g *generator) value(input modules.Input) string {
	name := input.Name
	if g.m.Name == "terraform-aws-modules/eks/aws" && strings.HasPrefix(g.release, "17.") && ofEKS17[name] != nil {
		return g.pick(ofEKS17[name]...)
	}
	if list := ofCloudPosse[name]; strings.HasPrefix(g.m.Name, "cloudposse/") && list != nil && fits(input.Type, list[0]) {
		return g.pick(list...)
	}
	if make, ok := g.composed(name); ok {
		return make
	}
	if list := samples[g.m.Name+" "+name]; list != nil {
		return g.pick(list...)
	}
	if strings.HasPrefix(g.m.Name, "terraform-aws-modules/security-group/") {
		if list := securityGroupSamples(name); list != nil {
			return g.pick(list...)
		}
	}
	if list := samples[name]; list != nil && fits(input.Type, list[0]) {
		return g.pick(list...)
	}
	switch input.Type {
	case "bool":
		return g.pick("true", "false", "true", "false", "var.unknown_bool")
	case "number":
		return g.pick("1", "7", "30")
	case "string":
		return g.text(name)
	case "list(string)", "set(string)":
		return g.list(name)
	case "map(string)":
		return g.pick(`{}`, `{ Team = "a" }`)
	}
	return ""
}

func (g *generator) text(name string) string {
	switch {
	case strings.HasSuffix(name, "role_arn"):
		return g.pick("aws_iam_role.r.arn", `"arn:aws:iam::123456789012:role/given"`, "var.unknown")
	case strings.HasSuffix(name, "kms_key_id"), strings.HasSuffix(name, "kms_key_arn"):
		return g.pick("aws_kms_key.k.arn", `"arn:aws:kms:eu-west-1:123456789012:key/given"`, "var.unknown")
	case strings.HasSuffix(name, "arn"), strings.HasSuffix(name, "boundary"):
		return g.pick("aws_iam_policy.p.arn", `"arn:aws:iam::123456789012:policy/given"`, "var.unknown")
	case strings.HasSuffix(name, "security_group_id"):
		return g.pick("aws_security_group.g.id", `"sg-1"`, "var.unknown")
	case strings.HasSuffix(name, "_path"), name == "path":
		return `"/team/"`
	case strings.HasSuffix(name, "_template_path"):
		return ""
	}
	return g.pick(fmt.Sprintf("%q", strings.ReplaceAll(name, "_", "-")), fmt.Sprintf("%q", strings.ReplaceAll(name, "_", "-")), "var.unknown")
}

func (g *generator) list(name string) string {
	switch {
	case strings.Contains(name, "cidr"):
		return g.pick(`["0.0.0.0/0"]`, `["10.0.0.0/8"]`, `["10.0.0.0/8", var.unknown]`, "var.unknown_list")
	case strings.Contains(name, "security_group"):
		return g.pick(`[aws_security_group.g.id]`, `["sg-1"]`, "var.unknown_list")
	case strings.Contains(name, "subnet"):
		return g.pick(`aws_subnet.s[*].id`, `["subnet-1", "subnet-2"]`, "var.unknown_list")
	case strings.HasSuffix(name, "policy_documents"):
		return g.pick(`[]`, `[jsonencode({ Statement = [{ Sid = "Given", Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = "*" } }] })]`)
	case strings.Contains(name, "arn"), strings.Contains(name, "kms_key"), strings.Contains(name, "policies"):
		return g.pick(`["arn:aws:iam::123456789012:role/given"]`, `[aws_iam_role.r.arn]`, `["arn:aws:iam::123456789012:role/given", var.unknown]`, "var.unknown_list")
	}
	return g.pick(`["a"]`, `["a", "b"]`, `[]`, "var.unknown_list")
}

// composed makes values of inputs that hold what a submodule takes.
func (g *generator) composed(name string) (string, bool) {
	var folder string
	switch strings.TrimSuffix(name, "_defaults") {
	case "eks_managed_node_groups", "eks_managed_node_group":
		folder = "modules/eks-managed-node-group"
	case "self_managed_node_groups", "self_managed_node_group":
		folder = "modules/self-managed-node-group"
	case "fargate_profiles", "fargate_profile":
		folder = "modules/fargate-profile"
	default:
		return "", false
	}
	object := func() string {
		keep := g.share
		g.share = g.share/2 + 0.05
		defer func() { g.share = keep }()
		var fields []string
		for _, field := range g.arguments(folder) {
			if !parentSets[field[:strings.Index(field, " ")]] {
				fields = append(fields, field)
			}
		}
		if strings.HasPrefix(name, "fargate") && g.rand.IntN(2) == 0 {
			fields = append(fields, `selectors = [{ namespace = "extra" }]`)
			fields = uniqueFields(fields)
		}
		return "{\n" + strings.Join(fields, "\n") + "\n}"
	}
	if strings.HasSuffix(name, "_defaults") {
		return object(), true
	}
	switch g.rand.IntN(8) {
	case 0:
		return "{}", true
	case 1:
		return "{ a = {} }", true
	case 2:
		return "{ for n in [\"x\", \"y\"] : n => " + object() + " }", true
	}
	return "{ one = " + object() + "\n two = " + object() + " }", true
}

func uniqueFields(fields []string) []string {
	seen, list := map[string]bool{}, []string(nil)
	for _, field := range fields {
		if name := field[:strings.Index(field, " ")]; !seen[name] {
			seen[name] = true
			list = append(list, field)
		}
	}
	return list
}

// parentSets are inputs of submodules that the module itself gives.
var parentSets = map[string]bool{
	"cluster_name": true, "cluster_endpoint": true, "cluster_auth_base64": true, "cluster_service_cidr": true, "cluster_service_ipv4_cidr": true,
	"cluster_ip_family": true, "cluster_primary_security_group_id": true, "cluster_security_group_id": true, "putin_khuylo": true,
	"partition": true, "account_id": true, "region": true, "use_mixed_instances_policy": true, "user_data_template_path": true,
}

// samples are values of inputs by name, or by module and name.
var samples = map[string][]string{
	"metadata_options": {
		`{ http_endpoint = "enabled", http_tokens = "optional" }`, `{ http_put_response_hop_limit = 3 }`,
		`{ http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 1 }`, `{ http_tokens = var.unknown }`,
	},
	"block_device_mappings": {
		`{ root = { device_name = "/dev/xvda", ebs = { encrypted = true, volume_size = 50, kms_key_id = aws_kms_key.k.arn } } }`,
		`{ root = { device_name = "/dev/xvda", ebs = { encrypted = var.unknown_bool, volume_type = "gp3" } } }`,
		`{ a = { device_name = "/dev/xvda", ebs = { volume_size = 20 } }, b = { device_name = "/dev/xvdb", no_device = "true" } }`,
	},
	"network_interfaces": {`[{ associate_public_ip_address = true, device_index = 0 }]`, `[{ security_groups = ["sg-9"], delete_on_termination = true }]`},
	"remote_access":      {`{ ec2_ssh_key = "key" }`, `{ ec2_ssh_key = "key", source_security_group_ids = [aws_security_group.g.id] }`},
	"taints": {
		`{ a = { key = "dedicated", value = "gpu", effect = "NO_SCHEDULE" } }`,
	},
	"labels":          {`{ team = "a" }`, `{ team = var.unknown }`},
	"instance_types":  {`["m5.large"]`, `["m5.large", "m5a.large"]`},
	"instance_type":   {`"m5.large"`, `var.unknown`},
	"ami_type":        {`"AL2_x86_64"`, `"AL2023_x86_64_STANDARD"`, `"BOTTLEROCKET_x86_64"`, `"BOTTLEROCKET_ARM_64"`},
	"platform":        {`"linux"`, `"bottlerocket"`},
	"capacity_type":   {`"SPOT"`, `"ON_DEMAND"`},
	"ami_id":          {`"ami-1"`, `var.unknown`},
	"cluster_version": {`"1.29"`, `"1.33"`, `var.unknown`}, "kubernetes_version": {`"1.33"`, `var.unknown`},
	"cluster_name": {`"demo"`, `"demo"`, `var.unknown`}, "name": {`"demo"`, `var.unknown`},
	"cluster_ip_family": {`"ipv4"`, `"ipv6"`}, "ip_family": {`"ipv4"`, `"ipv6"`},
	"cluster_enabled_log_types": {`[]`, `["audit"]`, `["api", "audit"]`, `var.unknown_list`}, "enabled_log_types": {`[]`, `["audit"]`, `var.unknown_list`, `null`},
	"authentication_mode":    {`"API"`, `"CONFIG_MAP"`, `"API_AND_CONFIG_MAP"`},
	"cluster_upgrade_policy": {`{ support_type = "EXTENDED" }`, `{}`}, "upgrade_policy": {`{ support_type = "EXTENDED" }`, `null`},
	"cluster_compute_config":        {`{ enabled = true, node_pools = ["general-purpose"] }`, `{ enabled = false }`, `{ enabled = true }`, `{}`},
	"compute_config":                {`{ enabled = true, node_pools = ["general-purpose"] }`, `{ enabled = false }`, `{ enabled = true }`, `null`},
	"cluster_remote_network_config": {`{ remote_node_networks = { cidrs = ["10.1.0.0/16"] } }`},
	"remote_network_config":         {`{ remote_node_networks = { cidrs = ["10.1.0.0/16"] }, remote_pod_networks = { cidrs = ["10.2.0.0/16"] } }`},
	"cluster_zonal_shift_config":    {`{ enabled = true }`}, "zonal_shift_config": {`{ enabled = true }`},
	"outpost_config":    {`{ control_plane_instance_type = "m5.large", outpost_arns = ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-1"] }`},
	"encryption_config": {`null`, `{}`, `{ provider_key_arn = aws_kms_key.k.arn, resources = ["secrets"] }`},
	"access_entries": {
		`{ a = { principal_arn = aws_iam_role.r.arn, kubernetes_groups = ["ops"] } }`,
		`{ a = { principal_arn = "arn:aws:iam::123456789012:role/x", policy_associations = { admin = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = { type = "cluster" } } } } }`,
		`{ a = { principal_arn = var.unknown, type = "EC2_LINUX" }, b = { principal_arn = aws_iam_role.r.arn, user_name = "u", policy_associations = { view = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", access_scope = { type = "namespace", namespaces = ["default"] } } } } }`,
	},
	"cluster_addons":             addonSamples,
	"addons":                     addonSamples,
	"cluster_identity_providers": {`{ sts = { client_id = "x", issuer_url = "https://issuer" } }`, `{ a = { client_id = "x", username_claim = "email", groups_claim = "groups" } }`},
	"identity_providers":         {`{ a = { client_id = "x", issuer_url = "https://issuer", username_claim = "email", groups_claim = "groups" } }`},
	"iam_role_policy_statements": {
		`[{ sid = "Extra", actions = ["ec2:*"], resources = ["*"] }]`,
		`[{ effect = "Deny", not_actions = ["iam:*"], resources = ["*"], conditions = [{ test = "StringEquals", variable = "aws:RequestedRegion", values = ["eu-west-1"] }] }]`,
	},
	"oidc_providers":                providerSamples,
	"role_policy_arns":              {`{ extra = aws_iam_policy.p.arn }`, `{ admin = "arn:aws:iam::aws:policy/AdministratorAccess" }`, `{}`},
	"policies":                      {`{ extra = aws_iam_policy.p.arn }`, `{ admin = "arn:aws:iam::aws:policy/AdministratorAccess" }`, `{}`},
	"assume_role_condition_test":    {`"StringEquals"`, `"StringLike"`},
	"trust_condition_test":          {`"StringEquals"`, `"StringLike"`},
	"provider_url":                  {`"https://oidc.eks.eu-west-1.amazonaws.com/id/A"`, `var.unknown`},
	"provider_urls":                 {`["oidc.eks.eu-west-1.amazonaws.com/id/B"]`},
	"oidc_provider_urls":            {`["oidc.eks.eu-west-1.amazonaws.com/id/B"]`},
	"oidc_fully_qualified_subjects": {`["system:serviceaccount:a:b"]`}, "oidc_subjects": {`["system:serviceaccount:a:b"]`},
	"oidc_subjects_with_wildcards": {`["system:serviceaccount:a:*"]`}, "oidc_wildcard_subjects": {`["system:serviceaccount:a:*"]`},
	"inline_policy_statements":   {`[{ sid = "Extra", actions = ["ec2:*"], resources = ["*"] }]`},
	"permissions":                {`{ extra = { actions = ["ec2:*"], resources = ["*"] } }`, `null`},
	"inline_policy_permissions":  {`{ extra = { actions = ["ec2:*"], resources = ["*"] } }`, `null`},
	"number_of_role_policy_arns": {`null`}, "number_of_custom_role_policy_arns": {`null`},
	"policy":                   {`jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })`, `var.unknown`},
	"cluster_service_accounts": {`{ demo = ["kube-system:sa"] }`},
	"role_sts_externalid":      {`["x"]`}, "role_session_name": {`["x"]`},
	"pgp_key":                  {`"keybase:x"`, `""`},
	"custom_role_trust_policy": {`jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] })`},
	"azs":                      {`["eu-west-1a", "eu-west-1b"]`}, "cidr": {`"10.0.0.0/16"`},
	"public_subnets": {`["10.0.1.0/24", "10.0.2.0/24"]`, `var.unknown_list`}, "private_subnets": {`["10.0.11.0/24", "10.0.12.0/24"]`, `[]`},
	"flow_log_destination_type": {`"s3"`, `"cloud-watch-logs"`}, "flow_log_traffic_type": {`"REJECT"`, `"ALL"`},
	"default_security_group_ingress": {`[{ self = true }]`, `[{ cidr_blocks = "0.0.0.0/0,10.0.0.0/8" }]`}, "default_security_group_egress": {`[{ cidr_blocks = "0.0.0.0/0" }]`},
	"ipv6_cidr": {`null`}, "one_nat_gateway_per_az": {`false`},
	"associations":           {`{ a = { cluster_name = "demo", namespace = "n", service_account = "sa" } }`, `{}`},
	"association_defaults":   {`{}`, `{ namespace = "n", service_account = "sa", cluster_name = "demo" }`},
	"additional_policy_arns": {`{ extra = aws_iam_policy.p.arn }`}, "role_policies": {`{ extra = aws_iam_policy.p.arn }`}, "iam_role_policies": {`{ extra = aws_iam_policy.p.arn }`},
	"set": {`[{ name = "a.b", value = "c" }]`}, "values": {`[yamlencode({ a = 1 })]`, `["x: ${var.unknown}"]`}, "chart": {`"demo"`}, "chart_version": {`"1.2.3"`}, "repository": {`"https://example.com"`},
	"irsa_oidc_provider_arn": {`aws_iam_openid_connect_provider.o.arn`, `"arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A"`},
	"terraform-aws-modules/vpc/aws endpoints": {
		`{ s3 = { service = "s3", service_type = "Gateway", route_table_ids = ["rtb-1"] }, ecr_api = { service = "ecr.api", private_dns_enabled = true, subnet_ids = ["subnet-9"], security_group_ids = ["sg-9"] } }`,
		`{ sts = { service = "sts", policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Principal = "*" }] }), tags = { Name = "own" } }, none = { create = false, service_name = "x" } }`,
	},
	"terraform-aws-modules/vpc/aws security_group_rules":       {`{ https = { cidr_blocks = ["10.0.0.0/8"], description = "x" }, any = { type = "egress", protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] } }`},
	"terraform-aws-modules/ec2-instance/aws root_block_device": {`[{ encrypted = true, volume_size = 50, kms_key_id = aws_kms_key.k.arn }]`},
	"terraform-aws-modules/ec2-instance/aws ebs_block_device":  {`[{ device_name = "/dev/sdf", encrypted = true }, { device_name = "/dev/sdg", snapshot_id = "snap-1" }]`},
	"terraform-aws-modules/ec2-instance/aws ebs_volumes":       {`{ "/dev/sdf" = { size = 5, encrypted = true }, "/dev/sdg" = { kms_key_id = aws_kms_key.k.arn } }`},
	"terraform-aws-modules/alb/aws listeners": {
		`{ http = { port = 80, protocol = "HTTP", redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } } }`,
		`{ https = { port = 443, protocol = "HTTPS", certificate_arn = var.unknown, forward = { target_group_key = "a" } }, plain = { fixed_response = { content_type = "text/plain", message_body = "x", status_code = "200" } } }`,
		`{ tls = { port = 8443, protocol = "TLS", ssl_policy = "ELBSecurityPolicy-2016-08", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/a", weighted_forward = { target_groups = [{ target_group_key = "a", weight = 1 }] } } }`,
	},
	"terraform-aws-modules/alb/aws target_groups": {
		`{ a = { name_prefix = "a-", protocol = "HTTP", port = 80, target_type = "ip", create_attachment = false, health_check = { enabled = true, path = "/h" } } }`,
		`{ a = { target_type = "lambda", create_attachment = false }, b = { create_attachment = false } }`,
	},
	"terraform-aws-modules/alb/aws access_logs":        {`{ bucket = "logs" }`, `{ bucket = "logs", enabled = false }`},
	"terraform-aws-modules/alb/aws load_balancer_type": {`"application"`, `"network"`},
	"aws-ia/eks-blueprints-teams/aws namespaces": {
		`{ blue = {}, green = { create = false } }`,
		`{ blue = { labels = { a = "b" }, annotations = { c = var.unknown }, service_account = { name = "own", create_token = true, image_pull_secrets = [{ name = "s" }] }, resource_quota = { hard = { "requests.cpu" = "10" } }, limit_range = { limit = [{ type = "Pod", max = { cpu = "1" } }] } } }`,
		`{ blue = { create_service_account = false, network_policy = { policy_types = ["Ingress", "Egress"], pod_selector = [{ match_labels = { app = "x" } }], ingress = [{ ports = [{ port = "http" }], from = [{ namespace_selector = { match_labels = { n = "default" } } }, { ip_block = { cidr = "10.0.0.0/8", except = ["10.0.0.0/24"] } }] }], egress = [{ to = [{ pod_selector = { match_expressions = [{ key = "k", operator = "In", values = ["v"] }] } }] }] } } }`,
	},
	"users":                   {`[aws_iam_role.r.arn]`, `["arn:aws:iam::123456789012:root"]`, `var.unknown_list`},
	"principal_arns":          {`["arn:aws:iam::123456789012:role/x*"]`},
	"tags":                    {`{ Team = "a" }`, `{ Team = var.unknown }`},
	"putin_khuylo":            {`true`},
	"selectors":               {`[{ namespace = "kube-system" }]`, `[{ namespace = "a", labels = { app = "x" } }, { namespace = "b" }]`},
	"launch_template_version": {`"3"`, `null`},
	"enable_efa_support":      {`false`},
	"create_placement_group":  {`false`},
	"cluster_security_group_additional_rules": ruleSamples, "security_group_additional_rules": ruleSamples, "node_security_group_additional_rules": ruleSamples,
	"security_group_rules": ruleSamples,
	"security_group_ingress_rules": {
		`{ web = { from_port = 443, to_port = 443, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" } }`,
		`{ other = { from_port = "80", referenced_security_group_id = aws_security_group.g.id } }`,
	},
	"security_group_egress_rules":            {`{ all = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" } }`},
	"schedules":                              {`{}`},
	"iam_role_additional_policies":           {`{}`, `{ extra = aws_iam_policy.p.arn }`, `{ ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }`},
	"node_iam_role_additional_policies":      {`{}`, `{ extra = aws_iam_policy.p.arn }`, `{ ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }`},
	"kms_key_aliases":                        {`["a"]`},
	"openid_connect_audiences":               {`["sts.amazonaws.com.cn"]`, `[]`},
	"aws_auth_roles":                         {`[{ rolearn = aws_iam_role.r.arn, username = "x", groups = ["system:masters"] }]`, `[{ rolearn = "arn:aws:iam::123456789012:role/x", username = "x", groups = ["ops"] }]`},
	"aws_auth_users":                         {`[{ userarn = "arn:aws:iam::123456789012:user/x", username = "x", groups = ["system:masters"] }]`},
	"aws_auth_accounts":                      {`["123456789012"]`},
	"cloudwatch_log_group_retention_in_days": {`7`, `90`, `0`},
	"timeouts":                               {`{}`}, "cluster_timeouts": {`{}`},
	"bootstrap_extra_args":    {`"--kubelet-extra-args '--node-labels=a=b'"`},
	"pre_bootstrap_user_data": {`"echo pre"`},
	"cloudinit_pre_nodeadm":   {`[{ content = "echo x", content_type = "text/x-shellscript" }]`},
	"cloudinit_post_nodeadm":  {`[{ content = "echo x", content_type = "text/x-shellscript" }]`},
	"availability_zones":      {`["eu-west-1a"]`},
	"region":                  {`"eu-west-1"`},
}

// securityGroupSamples are values of the many inputs of a security group by what their names
// have in common.
func securityGroupSamples(name string) []string {
	name = strings.TrimPrefix(name, "auto_")
	if strings.HasPrefix(name, "number_of_computed_") {
		return []string{"0", "1"}
	}
	_, what, _ := strings.Cut(strings.TrimPrefix(name, "computed_"), "gress_") // of ingress and egress
	switch what {
	case "rules":
		return []string{`["ssh-tcp"]`, `["https-443-tcp", "all-icmp"]`, `["all-all", "postgresql-tcp"]`, `["kafka-broker-tcp", var.unknown]`}
	case "with_cidr_blocks":
		return []string{
			`[{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }, { rule = "https-443-tcp" }]`,
			`[{ from_port = 8000, to_port = 8010, protocol = "tcp", description = "web", cidr_blocks = "10.0.0.0/8,192.168.0.0/16" }]`,
			`[{ from_port = var.unknown, to_port = 22, protocol = "tcp", cidr_blocks = var.unknown }]`,
		}
	case "with_ipv6_cidr_blocks":
		return []string{`[{ rule = "all-all", ipv6_cidr_blocks = "::/0" }]`, `[{ from_port = -1, to_port = -1, protocol = "-1" }]`}
	case "with_source_security_group_id":
		return []string{`[{ rule = "mysql-tcp", source_security_group_id = aws_security_group.g.id }]`, `[{ from_port = 1, to_port = 2, protocol = "udp", source_security_group_id = "sg-1" }]`}
	case "with_self":
		return []string{`[{ rule = "all-all" }]`, `[{ from_port = 0, to_port = 65535, protocol = "tcp", self = false }, { rule = "redis-tcp" }]`}
	case "with_prefix_list_ids":
		return []string{`[{ rule = "https-443-tcp", prefix_list_ids = "pl-1,pl-2", source_security_group_id = "sg-1" }]`, `[{ rule = "http-80-tcp", source_security_group_id = "sg-1" }]`}
	case "prefix_list_ids":
		return []string{`["pl-1"]`, `["pl-1", "pl-2"]`}
	}
	return nil
}

// ofCloudPosse are values of inputs of modules of Cloud Posse.
var ofCloudPosse = map[string][]string{
	"enabled":             {`true`, `true`, `false`, `null`, `var.unknown_bool`},
	"namespace":           {`"eg"`, `var.unknown`},
	"tenant":              {`"core"`},
	"environment":         {`"ue1"`},
	"stage":               {`"Prod_1"`},
	"name":                {`"eks"`, `"eks"`, `var.unknown`},
	"attributes":          {`["blue"]`, `[]`},
	"delimiter":           {`"-"`, `""`},
	"label_order":         {`["name", "stage", "attributes"]`, `["namespace", "tenant", "name"]`},
	"id_length_limit":     {`20`, `0`, `null`},
	"label_key_case":      {`"lower"`, `"upper"`},
	"label_value_case":    {`"none"`, `"title"`},
	"labels_as_tags":      {`["default"]`, `["name"]`, `[]`},
	"regex_replace_chars": {`"/[^a-z]/"`},
	"access_config":       {`{}`, `{ authentication_mode = "API_AND_CONFIG_MAP", bootstrap_cluster_creator_admin_permissions = true }`},
	"access_entry_map": {
		`{ "arn:aws:iam::123456789012:role/x" = { kubernetes_groups = ["system:masters", "ops"] } }`,
		`{ "arn:aws:iam::123456789012:role/y" = { access_policy_associations = { ClusterAdmin = {}, View = { access_scope = { type = "namespace", namespaces = ["a"] } } } }, "arn:aws:iam::123456789012:role/n" = { type = "EC2_LINUX" } }`,
	},
	"access_entries":             {`[{ principal_arn = aws_iam_role.r.arn, kubernetes_groups = ["ops"] }]`},
	"access_policy_associations": {`[{ principal_arn = aws_iam_role.r.arn, policy_arn = "ClusterAdmin" }, { principal_arn = "arn:aws:iam::123456789012:role/z", policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", access_scope = { type = "namespace", namespaces = ["n"] } }]`},
	"access_entries_for_nodes":   {`{ EC2_LINUX = [aws_iam_role.r.arn] }`, `{ EC2_WINDOWS = ["arn:aws:iam::123456789012:role/w"] }`},
	"addons": {
		`[{ addon_name = "vpc-cni", addon_version = "v1" }, { addon_name = "coredns", service_account_role_arn = aws_iam_role.r.arn }]`,
	},
	"cluster_encryption_config_kms_key_id": {`""`, `aws_kms_key.k.arn`},
	"cluster_encryption_config_resources":  {`["secrets"]`},
	"custom_ingress_rules":                 {`[{ description = "d", from_port = 1, to_port = 2, protocol = "tcp", source_security_group_id = "sg-1" }]`},
	"map_additional_iam_roles":             {`[{ rolearn = "arn:aws:iam::123456789012:role/x", username = "x", groups = ["system:masters"] }]`},
	"map_additional_iam_users":             {`[{ userarn = "arn:aws:iam::123456789012:user/x", username = "x", groups = ["system:masters"] }]`},
	"service_ipv4_cidr":                    {`"172.20.0.0/16"`},
	"auto_mode_compute_config":             {`{ enabled = true }`, `{}`},
	"auto_mode_storage_config":             {`{ block_storage = { enabled = true } }`},
	"auto_mode_elastic_load_balancing":     {`{ enabled = true }`},
	"remote_network_config":                {`{ remote_node_networks_cidrs = ["10.1.0.0/16"] }`},
	"capabilities": {
		`{ ack = { type = "ACK" }, kro = { type = "KRO", create_iam_role = false, role_arn = aws_iam_role.r.arn } }`,
		`{ argocd = { type = "ARGOCD", configuration = { argo_cd = { aws_idc = { idc_instance_arn = "arn:aws:sso:::instance/x" }, rbac_role_mapping = [{ role = "ADMIN", identity = [{ id = "i", type = "SSO_GROUP" }] }] } } } }`,
	},
	"kubernetes_version":                   {`["1.33"]`, `[]`},
	"ec2_ssh_key_name":                     {`["key"]`, `[]`},
	"ssh_access_security_group_ids":        {`["sg-1"]`, `[]`},
	"launch_template_id":                   {`["lt-1"]`, `[]`},
	"launch_template_version":              {`["2"]`},
	"ami_image_id":                         {`["ami-1"]`, `[]`},
	"ami_type":                             {`"AL2_x86_64"`, `"AL2023_x86_64_STANDARD"`, `"BOTTLEROCKET_ARM_64"`},
	"ami_release_version":                  {`["1.29.0-20240101"]`},
	"node_role_arn":                        {`[aws_iam_role.r.arn]`, `[]`},
	"node_role_policy_arns":                {`[aws_iam_policy.p.arn]`, `["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]`},
	"instance_types":                       {`["m5.large"]`},
	"kubernetes_taints":                    {`[{ key = "k", value = "v", effect = "NO_SCHEDULE" }]`},
	"kubernetes_labels":                    {`{ a = "b" }`},
	"block_device_mappings":                {`[{ device_name = "/dev/xvda", volume_size = 30, volume_type = "gp3", encrypted = false, delete_on_termination = true }]`},
	"block_device_map":                     {`{ "/dev/xvda" = { ebs = { encrypted = false } } }`, `{ "/dev/xvda" = { ebs = {} }, "/dev/xvdb" = { no_device = true } }`},
	"metadata_http_put_response_hop_limit": {`1`, `3`},
	"desired_size":                         {`1`}, "min_size": {`1`}, "max_size": {`3`},
	"kubelet_additional_options":      {`["--node-labels=a=b"]`},
	"bootstrap_additional_options":    {`["--use-max-pods false"]`},
	"before_cluster_joining_userdata": {`["echo x"]`},
	"after_cluster_joining_userdata":  {`["echo y"]`},
	"userdata_override_base64":        {`["ZWNobyB4"]`},
	"update_config":                   {`[{ max_unavailable = 1 }]`},
	"resources_to_tag":                {`["instance"]`},
}

// workerGroupSamples are groups of nodes as eks up to v17 takes them.
var workerGroupSamples = []string{
	`[]`,
	`[{ name = "a", instance_type = "m5.large", asg_max_size = 5, key_name = "key", public_ip = true, tags = [{ key = "Team", value = "a", propagate_at_launch = true }] }, {}]`,
	`[{ root_encrypted = true, root_volume_size = 50, root_volume_type = "gp3", root_kms_key_id = aws_kms_key.k.arn, metadata_http_tokens = "required", metadata_http_put_response_hop_limit = 2 }]`,
	`[{ platform = "windows", additional_security_group_ids = [aws_security_group.g.id], subnets = ["subnet-9"], enable_monitoring = false, kubelet_extra_args = "--node-labels=a=b" }]`,
	`[{ ami_id = "ami-1", iam_role_id = "own", iam_instance_profile_name = "own", pre_userdata = "echo x", additional_ebs_volumes = [{ block_device_name = "/dev/xvdb", encrypted = true, snapshot_id = "snap-1" }, { block_device_name = "/dev/xvdc" }] }]`,
	`[{ name = "mixed", override_instance_types = ["m5.large"], launch_template_version = "3", additional_instance_store_volumes = [{ block_device_name = "/dev/xvdd" }], metadata_http_tokens = var.unknown }]`,
}

// workerDefaultSamples are defaults of groups of nodes as eks up to v17 takes them.
var workerDefaultSamples = []string{
	`{}`, `{ root_encrypted = true, root_volume_type = "gp3", metadata_http_tokens = "required", instance_type = "c5.large" }`,
	`{ ami_id = "ami-2", key_name = "key", public_ip = true, platform = "linux", on_demand_allocation_strategy = "prioritized" }`,
	`{ subnets = ["subnet-7"], enabled_metrics = ["GroupMinSize"], snapshot_id = "snap-2", additional_security_group_ids = ["sg-7"], tags = [{ key = "T", value = "v", propagate_at_launch = false }] }`,
}

// ofEKS17 are values of inputs of eks up to v17.
var ofEKS17 = map[string][]string{
	"worker_groups":                 workerGroupSamples,
	"worker_groups_launch_template": workerGroupSamples,
	"workers_group_defaults":        workerDefaultSamples,
	"node_groups_defaults":          {`{}`, `{ ami_type = "AL2_x86_64", disk_size = 50, create_launch_template = true, additional_tags = { T = "v" } }`, `{ key_name = "key", k8s_labels = { a = "b" }, capacity_type = "SPOT" }`},
	"node_groups": {
		`{}`, `{ a = {}, b = { name = "b", instance_types = ["m5.large", "m5a.large"], disk_size = 30, version = "1.21", ami_type = "AL2_x86_64_GPU" } }`,
		`{ a = { create_launch_template = true, disk_encrypted = true, disk_kms_key_id = aws_kms_key.k.arn, metadata_http_tokens = "required", public_ip = true, pre_userdata = "echo x" } }`,
		`{ a = { key_name = "key", source_security_group_ids = [aws_security_group.g.id], taints = [{ key = "k", value = "v", effect = "NO_SCHEDULE" }], k8s_labels = { c = "d" } } }`,
		`{ a = { launch_template_id = "lt-1", launch_template_version = "2", iam_role_arn = aws_iam_role.r.arn }, b = { create_launch_template = true, ami_id = "ami-3", set_instance_types_on_lt = true, launch_template_version = "4", additional_security_group_ids = ["sg-5"] } }`,
		`{ a = { create_launch_template = var.unknown_bool, name_prefix = "p" } }`, `{ a = { key_name = var.unknown, create_launch_template = true } }`,
	},
	"fargate_profiles": {
		`{ one = { selectors = [{ namespace = "a" }] }, two = { selectors = [{ namespace = "b" }] } }`,
		`{ one = { selectors = [{ namespace = "a", labels = { app = "x" } }, { namespace = "b" }] } }`,
		`{ one = { name = "own", selectors = [{ namespace = "a" }], subnets = ["subnet-8"], tags = { T = "v" } } }`,
	},
	"map_roles":                   {`[{ rolearn = aws_iam_role.r.arn, username = "x", groups = ["system:masters"] }]`, `[{ rolearn = "arn:aws:iam::123456789012:role/x", username = "x", groups = ["ops"] }]`},
	"map_users":                   {`[{ userarn = "arn:aws:iam::123456789012:user/x", username = "x", groups = ["system:masters"] }]`},
	"map_accounts":                {`["123456789012"]`},
	"cluster_encryption_config":   {`[{ provider_key_arn = aws_kms_key.k.arn, resources = ["secrets"] }]`, `[]`},
	"worker_sg_ingress_from_port": {`1`, `10251`, `443`},
}

var providerSamples = []string{
	`{ main = { provider_arn = aws_iam_openid_connect_provider.o.arn, namespace_service_accounts = ["kube-system:sa"] } }`,
	`{ main = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A", namespace_service_accounts = ["kube-system:*", "a:b"] } }`,
	`{ main = { provider_arn = var.unknown, namespace_service_accounts = ["default:sa"] } }`,
}

var addonSamples = []string{
	`{ coredns = {}, vpc-cni = { before_compute = true, configuration_values = jsonencode({ enableNetworkPolicy = "true" }) } }`,
	`{ coredns = { most_recent = true, addon_version = "v1.11.1-eksbuild.1" }, aws-ebs-csi-driver = { service_account_role_arn = aws_iam_role.r.arn, resolve_conflicts_on_create = "NONE" } }`,
	`{ vpc-cni = { pod_identity_association = [{ role_arn = aws_iam_role.r.arn, service_account = "aws-node" }], resolve_conflicts_on_update = "PRESERVE" } }`,
}

var ruleSamples = []string{
	`{ web = { protocol = "tcp", from_port = 443, to_port = 443, type = "ingress", cidr_blocks = ["0.0.0.0/0"], description = "web" } }`,
	`{ ssh = { protocol = "tcp", from_port = 22, to_port = 22, type = "ingress", source_security_group_id = aws_security_group.g.id }, out = { protocol = "-1", from_port = 0, to_port = 0, type = "egress", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] } }`,
	`{ self = { protocol = "tcp", from_port = 1, to_port = 65535, type = "ingress", self = true } }`,
	`{ node = { protocol = "tcp", from_port = 9443, to_port = 9443, type = "ingress", source_node_security_group = true } }`,
	`{ cluster = { protocol = "tcp", from_port = 9443, to_port = 9443, type = "ingress", source_cluster_security_group = true } }`,
}

// uses are what callers do with the outputs of a module, or of its releases of one major
// version.
var uses = map[string]string{
	"terraform-aws-modules/eks/aws@17": `
resource "aws_security_group_rule" "own" {
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 30000
  to_port           = 32767
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = module.m.worker_security_group_id
}
resource "aws_iam_role_policy_attachment" "workers" {
  role       = module.m.worker_iam_role_name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_eks_addon" "own" {
  cluster_name = module.m.cluster_id
  addon_name   = "own"
}
resource "aws_iam_role" "irsa" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = module.m.oidc_provider_arn }
      Condition = { StringEquals = { "${replace(module.m.cluster_oidc_issuer_url, "https://", "")}:sub" = "system:serviceaccount:a:b" } }
    }]
  })
}
`,
	"terraform-aws-modules/eks/aws": `
resource "aws_security_group_rule" "own" {
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 30000
  to_port           = 32767
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = module.m.node_security_group_id
}
resource "aws_security_group_rule" "cluster" {
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = aws_security_group.g.id
  security_group_id        = module.m.cluster_security_group_id
}
resource "aws_iam_role_policy_attachment" "cluster" {
  role       = module.m.cluster_iam_role_name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_eks_addon" "own" {
  cluster_name = module.m.cluster_name
  addon_name   = "own"
}
resource "aws_iam_role_policy_attachment" "groups" {
  for_each   = module.m.eks_managed_node_groups
  role       = each.value.iam_role_name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_role" "irsa" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = module.m.oidc_provider_arn }
      Condition = { StringEquals = { "${module.m.oidc_provider}:sub" = "system:serviceaccount:a:b" } }
    }]
  })
}
`,
}

// fits reports whether a sample can be of a type: an object is no list, and a list no map.
func fits(kind, sample string) bool {
	switch {
	case strings.HasPrefix(kind, "list("), strings.HasPrefix(kind, "set("):
		return !strings.HasPrefix(sample, "{")
	case strings.HasPrefix(kind, "map("), kind == "string":
		return !strings.HasPrefix(sample, "[")
	}
	return true
}
