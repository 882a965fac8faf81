package terraform

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
)

const accessRoot = `
provider "aws" {
  allowed_account_ids = ["111122223333"]
  assume_role { role_arn = "arn:aws:iam::111122223333:role/creator" }
}
provider "aws" {
  alias = "plain"
}
provider "aws" {
  alias = "maybe"
  assume_role { role_arn = var.role }
}
provider "aws" {
  alias = "null"
  assume_role { role_arn = null }
}
variable "role" {}
resource "aws_eks_cluster" "c" { name = "c" }
resource "aws_eks_cluster" "plain" {
  provider = aws.plain
  name     = "plain"
}
resource "aws_eks_cluster" "maybe" {
  provider = aws.maybe
  name     = "maybe"
}
resource "aws_eks_cluster" "null" {
  provider = aws.null
  name     = "null"
}
module "m" {
  source    = "./m"
  providers = { aws = aws.plain }
}
resource "aws_iam_role" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "aws_iam_user" "u" { name = "u" }
resource "aws_iam_group" "g" { name = "g" }
resource "aws_iam_group" "h" { name = "h" }
resource "aws_iam_group_membership" "g" {
  group = aws_iam_group.g.name
  users = [aws_iam_user.u.name]
}
resource "aws_iam_user_group_membership" "h" {
  user   = aws_iam_user.u.name
  groups = [aws_iam_group.h.name, aws_iam_group.g.name]
}
resource "aws_eks_access_entry" "user" {
  cluster_name  = aws_eks_cluster.c.name
  principal_arn = "arn:aws:iam::111122223333:user/u"
}
resource "aws_eks_access_entry" "role" {
  cluster_name  = aws_eks_cluster.c.name
  principal_arn = aws_iam_role.each["a"].arn
}
resource "aws_security_group" "g" { name = "g" }
resource "aws_security_group_rule" "own" {
  security_group_id        = aws_eks_cluster.c.vpc_config[0].cluster_security_group_id
  source_security_group_id = aws_security_group.g.id
  type                     = "ingress"
}
resource "aws_security_group_rule" "from" {
  security_group_id        = aws_security_group.g.id
  source_security_group_id = aws_eks_cluster.c.vpc_config[0].cluster_security_group_id
  type                     = "ingress"
}
resource "aws_iam_access_key" "k" { user = aws_iam_user.u.name }
resource "kubernetes_secret" "s" { data = { text = "key=${aws_iam_access_key.k.secret}" } }
resource "helm_release" "h" {
  name = "h"
  set {
    name  = "key"
    value = aws_iam_access_key.k.id
  }
}
resource "kubernetes_config_map" "o" { data = { user = aws_iam_access_key.k.user } }
resource "aws_opensearch_domain" "d" {
  vpc_options { security_group_ids = [aws_security_group.g.id] }
  encrypt_at_rest { enabled = true }
}
`

func accessModel(t *testing.T) *Mapped {
	t.Helper()
	root := evaluated(t, ".", map[string]string{
		"main.tf": accessRoot, "m/main.tf": `resource "aws_eks_cluster" "in" { name = "in" }`,
	}, Options{})
	return root.Map(0)
}

func TestPlaceholdersNameNodes(t *testing.T) {
	m := accessModel(t)
	for placeholder, want := range map[string]string{
		"${aws_iam_role.each_a_.arn}":                                  "a",
		" ${aws_iam_role.each_b_.name} ":                               "b",
		"${aws_iam_user.u.arn}":                                        "u",
		"${aws_security_group.g.id}":                                   "g",
		"${aws_eks_cluster.c.vpc_config_0_.cluster_security_group_id}": "c",
		"${aws_security_group.g.description}":                          "",
		"prefix-${aws_security_group.g.id}":                            "",
		"${var.role}":                                                  "",
	} {
		got := ""
		switch node := m.Named(placeholder).(type) {
		case *model.IAMRole:
			got = node.Name
		case *model.IAMUser:
			got = node.Name
		case *model.SecurityGroup:
			got = node.Name
		case *model.Cluster:
			got = node.Name
		}
		if got != want {
			t.Errorf("%s names %q, want %q", placeholder, got, want)
		}
	}
}

func TestWhoMakesAClusterAndWhere(t *testing.T) {
	got := map[string]string{}
	for _, c := range accessModel(t).AWS.Clusters {
		got[c.Address] = c.Account + " " + c.ProviderRole
	}
	want := map[string]string{
		"aws_eks_cluster.c": "111122223333 yes", "aws_eks_cluster.plain": " ", "aws_eks_cluster.maybe": " unknown",
		"aws_eks_cluster.null": " ", "module.m.aws_eks_cluster.in": " ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("account and role (-want +got):\n%s", diff)
	}
}

func TestJoinsOfAccess(t *testing.T) {
	aws := accessModel(t).AWS
	var groups []string
	for _, g := range aws.IAMUsers[0].Groups {
		groups = append(groups, g.Name)
	}
	slices.Sort(groups)
	if diff := cmp.Diff([]string{"g", "h"}, groups); diff != "" {
		t.Errorf("groups of the user (-want +got):\n%s", diff)
	}
	role, user := aws.AccessEntries[0], aws.AccessEntries[1]
	if role.PrincipalRole == nil || role.PrincipalRole.Name != "a" || role.PrincipalUser != nil || role.Unknown["principal_user"] != "" {
		t.Errorf("the entry of a role names %v and %v, unknown %v", role.PrincipalRole, role.PrincipalUser, role.Unknown)
	}
	if user.PrincipalUser == nil || user.PrincipalUser.Name != "u" || user.PrincipalRole != nil {
		t.Errorf("the entry of a user names %v and %v", user.PrincipalUser, user.PrincipalRole)
	}
	from, own := aws.SecurityGroupRules[0], aws.SecurityGroupRules[1]
	if own.Cluster == nil || own.Cluster.Address != "aws_eks_cluster.c" || own.Unknown["group"] != "" || len(own.Sources) != 1 {
		t.Errorf("the rule of the group of the cluster: %+v", own)
	}
	if len(from.SourceClusters) != 1 || from.Unknown["sources"] != "" || from.Group == nil {
		t.Errorf("the rule for the group of the cluster: %+v", from)
	}
	if why := aws.SecurityGroups[0].Unknown["rules"]; why != "" {
		t.Errorf("the rules of the group are unknown: %s", why)
	}
	var passed []string
	for _, r := range aws.AccessKeys[0].PassedTo {
		passed = append(passed, r.Address)
	}
	if diff := cmp.Diff([]string{"helm_release.h", "kubernetes_secret.s"}, passed); diff != "" {
		t.Errorf("the key is passed to (-want +got):\n%s", diff)
	}
	if d := aws.Databases[0]; len(d.Groups) != 1 || d.StorageEncrypted == nil || !*d.StorageEncrypted {
		t.Errorf("the domain is %+v", d)
	}
}

func TestEntriesOfCreators(t *testing.T) {
	const association = `
variable "enable_cluster_creator_admin_permissions" { default = false }
variable "access_entries" { default = {} }
resource "aws_eks_access_policy_association" "this" {
  for_each      = toset(["cluster_creator_admin", "ops_admin"])
  cluster_name  = "c"
  principal_arn = "arn:aws:iam::111122223333:role/x"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
}
`
	tests := []struct {
		name, call, place string
		want              bool
	}{
		{"on", "enable_cluster_creator_admin_permissions = true", "enable_cluster_creator_admin_permissions = true", true},
		{"off", "enable_cluster_creator_admin_permissions = false", "enable_cluster_creator_admin_permissions = false", false},
		{"left out", "", `default = false`, false},
		{"an entry of that name", "enable_cluster_creator_admin_permissions = true\naccess_entries = { cluster_creator = {} }", "enable_cluster_creator_admin_permissions = true", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluated(t, ".", map[string]string{
				"main.tf": "module \"eks\" {\n  source = \"./eks\"\n  " + test.call + "\n}\n", "eks/main.tf": association,
			}, Options{})
			m := root.Map(0)
			creator, other := m.AWS.AccessPolicyAssociations[0], m.AWS.AccessPolicyAssociations[1]
			if creator.Creator != test.want || other.Creator {
				t.Errorf("the entries are of the creator: %v, %v", creator.Creator, other.Creator)
			}
			place, ok := m.Anchors.Locate(creator.Ref, []string{"module", "enable_cluster_creator_admin_permissions"})
			if got := string(place.File.Data[place.Span.Start:place.Span.End]); !ok || got != test.place {
				t.Errorf("the argument is at %q, want %q", got, test.place)
			}
		})
	}
}

func TestAnInputThatNoModuleTakes(t *testing.T) {
	m := accessModel(t)
	place, ok := m.Anchors.Locate(m.AWS.Clusters[0].Ref, []string{"module", "x"})
	if got := string(place.File.Data[place.Span.Start:place.Span.End]); !ok || got != `resource "aws_eks_cluster" "c"` {
		t.Errorf("the place is %q", got)
	}
}

func TestNamesThatAreNotKnownAreStillEqual(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `
variable "prefix" {}
variable "name" {}
data "aws_caller_identity" "me" {}
resource "aws_iam_user" "text" { name = "${var.prefix}-user" }
resource "aws_iam_user" "whole" { name = var.name }
resource "aws_iam_user" "lower" { name = lower(var.prefix) }
resource "aws_iam_role" "r" { name = "admin" }
resource "aws_iam_user_policy" "a" { user = aws_iam_user.text.name }
resource "aws_iam_user_policy" "b" { user = "${var.prefix}-user" }
resource "aws_iam_user_policy" "c" { user = var.name }
resource "aws_iam_user_policy" "d" { user = "${var.prefix}-other" }
resource "aws_iam_user_policy" "e" { user = upper(var.prefix) }
resource "aws_eks_access_entry" "e" { principal_arn = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/admin" }
`}, Options{})
	aws := root.Map(0).AWS
	got := map[string]string{}
	for _, p := range aws.UserPolicies {
		got[p.Address] = ""
		for _, user := range p.IAMUsers {
			got[p.Address] += user.Address
		}
	}
	want := map[string]string{
		"aws_iam_user_policy.a": "aws_iam_user.text", "aws_iam_user_policy.b": "aws_iam_user.text", "aws_iam_user_policy.c": "aws_iam_user.whole",
		"aws_iam_user_policy.d": "", "aws_iam_user_policy.e": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	if e := aws.AccessEntries[0]; e.PrincipalRole == nil || e.PrincipalRole.Name != "admin" {
		t.Errorf("the entry names %v", e.PrincipalRole)
	}
}

func TestKindsOfPrincipals(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `
variable "unset" {}
data "aws_caller_identity" "me" {}
data "aws_iam_roles" "sso" { name_regex = "AWSReservedSSO_.*" }
data "aws_iam_user" "u" { user_name = "u" }
resource "aws_eks_access_entry" "e" {
  for_each      = {
    a = "arn:aws:iam::111122223333:role/x"
    b = "arn:aws:iam::111122223333:user/x"
    c = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:user/x"
    d = tolist(data.aws_iam_roles.sso.arns)[0]
    e = data.aws_iam_user.u.arn
    f = data.aws_caller_identity.me.arn
    g = var.unset
  }
  principal_arn = each.value
}
`}, Options{})
	got := map[string]string{}
	for _, e := range root.Map(0).AWS.AccessEntries {
		got[e.Address] = e.PrincipalKind
	}
	want := map[string]string{}
	for key, kind := range map[string]string{"a": "role", "b": "user", "c": "user", "d": "role", "e": "user", "f": "", "g": ""} {
		want[`aws_eks_access_entry.e["`+key+`"]`] = kind
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func TestServicePrincipals(t *testing.T) {
	for region, want := range map[string]string{"eu-west-1": "ec2.amazonaws.com", "us-gov-west-1": "ec2.amazonaws.com", "cn-north-1": ""} {
		root := evaluated(t, ".", map[string]string{"main.tf": `
provider "aws" { region = "` + region + `" }
data "aws_service_principal" "ec2" { service_name = "ec2" }
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = data.aws_service_principal.ec2.name } }]
  })
}
`}, Options{})
		p := root.Map(0).AWS.IAMRoles[0].Trust[0].Principals[0]
		if known := p.Why("identifier") == ""; known != (want != "") || known && p.Identifier != want {
			t.Errorf("in %s the service is %q, unknown %v", region, p.Identifier, p.Unknown)
		}
	}
}

func TestAPlanNamesWhatAReferenceIsWithin(t *testing.T) {
	file := source.NewFile("plan.json", []byte(`{"format_version":"1.2","resource_changes":[
 {"address":"aws_eks_cluster.c","mode":"managed","type":"aws_eks_cluster","name":"c","change":{"actions":["create"],"after":{"name":"c"},"after_unknown":{"id":true}}},
 {"address":"aws_security_group_rule.r","mode":"managed","type":"aws_security_group_rule","name":"r","change":{"actions":["create"],
  "after":{"type":"ingress"},"after_unknown":{"security_group_id":true}}}],
 "configuration":{"root_module":{"resources":[{"address":"aws_security_group_rule.r","mode":"managed","type":"aws_security_group_rule","name":"r",
  "expressions":{"security_group_id":{"references":["aws_eks_cluster.c.vpc_config[0].cluster_security_group_id",
   "aws_eks_cluster.c.vpc_config[0]","aws_eks_cluster.c.vpc_config","aws_eks_cluster.c"]}}}]}}}`))
	rule := ReadPlan(file, nil).Map(0).AWS.SecurityGroupRules[0]
	if rule.Cluster == nil || rule.Cluster.Address != "aws_eks_cluster.c" {
		t.Errorf("the rule is of the group of %v, unknown %v", rule.Cluster, rule.Unknown)
	}
}

func TestExclusivePolicies(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `
resource "aws_iam_user" "u" { name = "u" }
resource "aws_iam_group" "g" { name = "g" }
resource "aws_iam_user_policy_attachments_exclusive" "u" {
  user_name   = aws_iam_user.u.name
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
resource "aws_iam_group_policy_attachments_exclusive" "g" {
  group_name  = aws_iam_group.g.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
`}, Options{})
	aws := root.Map(0).AWS
	if p := aws.IAMUsers[0].ManagedPolicies; len(p) != 1 || p[0].PolicyName != "AdministratorAccess" {
		t.Errorf("the user has %v", p)
	}
	if p := aws.IAMGroups[0].ManagedPolicies; len(p) != 1 || p[0].PolicyName != "ReadOnlyAccess" {
		t.Errorf("the group has %v", p)
	}
}

func TestPoliciesThatAreNoText(t *testing.T) {
	for _, policy := range []string{`{ Statement = [] }`, `[1]`, `true`, `null`, `tomap({ a = var.v })`} {
		root := evaluated(t, ".", map[string]string{"main.tf": `
variable "v" {}
resource "aws_iam_role" "r" { assume_role_policy = ` + policy + ` }
resource "aws_iam_policy" "p" { policy = ` + policy + ` }
resource "aws_vpc_endpoint" "e" { policy = ` + policy + ` }
`}, Options{})
		aws := root.Map(0).AWS
		if trust := aws.IAMRoles[0].Trust; len(trust) > 0 {
			t.Errorf("%s: the role trusts %v", policy, trust)
		}
		if statements := aws.IAMPolicies[0].Statements; len(statements) > 0 {
			t.Errorf("%s: the policy has %v", policy, statements)
		}
	}
}
