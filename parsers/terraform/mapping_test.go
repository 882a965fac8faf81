package terraform

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

const eksRoot = `
variable "key" {}
variable "cidr" {}
provider "aws" { region = "eu-west-1" }

resource "aws_eks_cluster" "c" {
  name     = "prod"
  version  = "1.33"
  role_arn = aws_iam_role.cluster.arn
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = ["0.0.0.0/0", var.cidr]
    security_group_ids     = [aws_security_group.cp.id]
    subnet_ids             = [aws_subnet.a.id, "subnet-1"]
  }
  encryption_config {
    resources = ["secrets"]
    provider { key_arn = var.key }
  }
  tags = { env = "prod" }
}
resource "aws_iam_role" "cluster" {
  name = "cluster"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "c" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}
resource "aws_iam_policy" "own" {
  policy = data.aws_iam_policy_document.own.json
}
data "aws_iam_policy_document" "own" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    sid       = "Bucket"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
  }
}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_role_policy_attachment" "own" {
  role       = "irsa"
  policy_arn = aws_iam_policy.own.arn
}
resource "aws_iam_openid_connect_provider" "p" {
  url = aws_eks_cluster.c.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}
resource "aws_iam_role" "irsa" {
  name = "irsa"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.p.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${replace(aws_iam_openid_connect_provider.p.url, "https://", "")}:sub"
      values   = ["system:serviceaccount:a:b"]
    }
  }
}
resource "aws_security_group" "cp" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.cp.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_subnet" "a" { cidr_block = "10.0.0.0/24" }
resource "aws_eks_node_group" "n" {
  cluster_name  = "prod"
  node_role_arn = aws_iam_role.gone[0].arn
  launch_template {
    id      = aws_launch_template.t.id
    version = aws_launch_template.t.latest_version
  }
}
resource "aws_launch_template" "t" {
  user_data = base64encode("#!/bin/sh")
  metadata_options { http_put_response_hop_limit = "2" }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { encrypted = false }
  }
}
resource "aws_kms_key" "maybe" {
  count = var.key == "x" ? 1 : 0
}
`

// shown writes a node as JSON without refs, joined resources as their address.
func shown(v any) any {
	return shownValue(reflect.ValueOf(v), 0)
}

func shownValue(v reflect.Value, depth int) any {
	switch v.Kind() { //nolint:exhaustive // the model has no others
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		if v.Elem().Kind() == reflect.Struct && depth > 0 && embeds(v.Elem().Type(), resourceType) {
			return v.Elem().FieldByName("Address").String()
		}
		return shownValue(v.Elem(), depth)
	case reflect.Slice:
		var list []any
		for i := range v.Len() {
			list = append(list, shownValue(v.Index(i), depth+1))
		}
		return list
	case reflect.Struct:
		out := map[string]any{}
		for _, f := range reflect.VisibleFields(v.Type()) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" || name == "-" || name == "ref" || f.Anonymous {
				continue
			}
			if field := v.FieldByIndex(f.Index); !field.IsZero() {
				out[name] = shownValue(field, depth+1)
			}
		}
		return out
	}
	return v.Interface()
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMap(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": eksRoot}, Options{})
	m := root.Map(100)
	tests := []struct {
		name, reason string
		got          any
		want         string
	}{
		{
			name: "cluster", reason: "unknown elements are left out of a list and noted", got: m.AWS.Clusters[0],
			want: `{"root":".","type":"aws_eks_cluster","address":"aws_eks_cluster.c","name":"prod","version":"1.33","role":"aws_iam_role.cluster","tags":{"env":"prod"},
			  "vpc_config":{"endpoint_public_access":true,"public_access_cidrs":["0.0.0.0/0"],"security_groups":["aws_security_group.cp"],"subnet_ids":["subnet-1"],"subnets":["aws_subnet.a"]},
			  "encryption_config":{"resources":["secrets"],"provider":{}},
			  "unknown":{"role_arn":"known-after-apply","vpc_config.public_access_cidrs":"variable-without-default","vpc_config.public_access_cidrs.1":"variable-without-default","vpc_config.security_group_ids":"known-after-apply","vpc_config.security_group_ids.0":"known-after-apply",
			    "vpc_config.subnet_ids":"known-after-apply","vpc_config.subnet_ids.0":"known-after-apply","vpc_config.subnets":"not-in-input","encryption_config.provider.key_arn":"variable-without-default","encryption_config.provider.key":"variable-without-default"}}`,
		},
		{
			name: "role with a managed policy", reason: "the name follows from the ARN of AWS", got: m.AWS.IAMRoles[0],
			want: `{"root":".","type":"aws_iam_role","address":"aws_iam_role.cluster","name":"cluster",
			  "assume_role_policy":"{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"}}]}",
			  "trust":[{"effect":"Allow","actions":["sts:AssumeRole"],"principals":[{"type":"Service","identifier":"eks.amazonaws.com"}]}],
			  "managed_policies":[{"policy_arn":"arn:aws:iam::aws:policy/AmazonEKSClusterPolicy","policy_name":"AmazonEKSClusterPolicy"}]}`,
		},
		{
			name: "role of a service account", reason: "joined by identity and by name; the wildcard statement is seen beside the unknown one", got: m.AWS.IAMRoles[1],
			want: `{"root":".","type":"aws_iam_role","address":"aws_iam_role.irsa","name":"irsa","unknown":{"assume_role_policy":"known-after-apply"},
			  "trust":[{"effect":"Allow","actions":["sts:AssumeRoleWithWebIdentity"],
			    "principals":[{"type":"Federated","identifier":"${aws_iam_openid_connect_provider.p.arn}","provider":"aws_iam_openid_connect_provider.p","unknown":{"identifier":"known-after-apply"}}],
			    "conditions":[{"test":"StringEquals","variable":"${aws_eks_cluster.c.identity[0].oidc[0].issuer}:sub","issuer":"aws_eks_cluster.c",
			      "values":["system:serviceaccount:a:b"],"unknown":{"variable":"known-after-apply"}}]}],
			  "statements":[{"effect":"Allow","actions":["*"],"resources":["*"]},
			    {"sid":"Bucket","effect":"Allow","actions":["s3:GetObject"],"resources":["${aws_s3_bucket.b.arn}/*"],"unknown":{"resources":"known-after-apply"}}]}`,
		},
		{
			name: "security group", reason: "inline and separate rules are one list", got: m.AWS.SecurityGroups[0].Rules,
			want: `["aws_security_group.cp","aws_vpc_security_group_egress_rule.all"]`,
		},
		{
			name: "separate rule", reason: "the three ways to write a rule are one type", got: m.AWS.SecurityGroupRules[0],
			want: `{"root":".","type":"aws_vpc_security_group_egress_rule","address":"aws_vpc_security_group_egress_rule.all","direction":"egress","protocol":"-1","cidr_blocks":["0.0.0.0/0"],"group":"aws_security_group.cp"}`,
		},
		{
			name: "node group", reason: "a role that is not there is unknown; the cluster is found by its name", got: m.AWS.NodeGroups[0],
			want: `{"root":".","type":"aws_eks_node_group","address":"aws_eks_node_group.n","cluster_name":"prod","cluster":"aws_eks_cluster.c",
			  "launch_template":{"template":"aws_launch_template.t"},
			  "unknown":{"node_role_arn":"evaluation-failed","node_role":"evaluation-failed","launch_template.id":"known-after-apply","launch_template.version":"known-after-apply"}}`,
		},
		{
			name: "launch template", reason: "text is decoded, and text that is a number becomes one", got: m.AWS.LaunchTemplates[0],
			want: `{"root":".","type":"aws_launch_template","address":"aws_launch_template.t","user_data":"#!/bin/sh","metadata_options":{"http_put_response_hop_limit":2},
			  "block_device_mappings":[{"device_name":"/dev/xvda","ebs":{"encrypted":false}}]}`,
		},
		{
			name: "a resource that may exist", reason: "it is no node; its collection is incomplete", got: []string{m.Incomplete[0].Collection, string(m.Incomplete[0].Reason), fmt.Sprint(len(m.AWS.KMSKeys))},
			want: `["kms_keys","unknown-count","0"]`,
		},
		{
			name: "what is missing", reason: "rules about what is not there can tell", got: m.AWS.Missing,
			want: `[{"root":".","collection":"kms_keys","reason":"unknown-count"}]`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var want any
			if err := json.Unmarshal([]byte(test.want), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(mustJSON(t, want), mustJSON(t, shown(test.got))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestLocate(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": eksRoot}, Options{})
	m := root.Map(0)
	irsa := m.AWS.IAMRoles[1]
	tests := []struct {
		name, reason string
		ref          model.Ref
		field        string
		want         string
	}{
		{name: "an argument", reason: "of a nested block", ref: m.AWS.Clusters[0].Ref, field: "vpc_config.public_access_cidrs", want: `public_access_cidrs    = ["0.0.0.0/0", var.cidr]`},
		{name: "an unset argument", reason: "the head of its block", ref: m.AWS.Clusters[0].Ref, field: "vpc_config.endpoint_private_access", want: "vpc_config"},
		{name: "a missing block", reason: "the head of the resource", ref: m.AWS.Clusters[0].Ref, field: "access_config.authentication_mode", want: `resource "aws_eks_cluster" "c"`},
		{name: "the node", reason: "no field at all", ref: m.AWS.Clusters[0].Ref, want: `resource "aws_eks_cluster" "c"`},
		{name: "a joined resource", reason: "the argument that names it", ref: m.AWS.Clusters[0].Ref, field: "role", want: "role_arn = aws_iam_role.cluster.arn"},
		{name: "an element", reason: "a list of nodes", ref: m.AWS.LaunchTemplates[0].BlockDeviceMappings[0].Ref, field: "ebs.encrypted", want: "encrypted = false"},
		{name: "a statement of a document", reason: "the block that it was written in", ref: irsa.Statements[0].Ref, field: "actions", want: `actions   = ["*"]`},
		{name: "a condition of a document", reason: "the values of the condition block", ref: irsa.Trust[0].Conditions[0].Ref, want: `values   = ["system:serviceaccount:a:b"]`},
		{name: "a principal in jsonencode", reason: "the item of the object", ref: m.AWS.IAMRoles[0].Trust[0].Principals[0].Ref, want: `Service = "eks.amazonaws.com"`},
		{name: "a separate rule", reason: "the argument has another name", ref: m.AWS.SecurityGroupRules[0].Ref, field: "cidr_blocks", want: `cidr_ipv4         = "0.0.0.0/0"`},
		{name: "an inline rule", reason: "it lies in the group", ref: m.AWS.SecurityGroups[0].Rules[0].Ref, field: "from_port", want: "from_port   = 443"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var field []string
			if test.field != "" {
				field = strings.Split(test.field, ".")
			}
			place, ok := m.Anchors.Locate(test.ref, field)
			if !ok {
				t.Fatal("the ref names nothing")
			}
			if got := string(place.File.Data[place.Span.Start:place.Span.End]); got != test.want {
				t.Errorf("%s: %q, want %q", test.reason, got, test.want)
			}
		})
	}
}

// TestTablesFitTheModel guards against arguments and fields that do not exist.
func TestTablesFitTheModel(t *testing.T) {
	for kind, table := range tables {
		var aws model.AWS
		node := reflect.ValueOf(table.add(&aws))
		collections := reflect.ValueOf(aws)
		found := ""
		for i := range collections.NumField() {
			if collections.Field(i).Len() > 0 {
				found, _, _ = strings.Cut(collections.Type().Field(i).Tag.Get("json"), ",")
			}
		}
		if found != table.collection {
			t.Errorf("%s goes to %s, and its table says %s", kind, found, table.collection)
		}
		fields := map[string]bool{}
		fieldPaths(node.Type().Elem(), "", fields)
		for _, l := range table.joins {
			if !fields[l.field] {
				t.Errorf("%s: the join of %s sets a field that is not there", kind, l.field)
			}
			for _, target := range l.kinds {
				if _, ok := tables[target]; !ok {
					t.Errorf("%s: the join of %s names %s, which is no node", kind, l.field, target)
				}
			}
		}
		for field := range table.alias {
			if !fields[field] {
				t.Errorf("%s: the alias of %s is of a field that is not there", kind, field)
			}
		}
		for field := range table.policies {
			if !fields[field] {
				t.Errorf("%s: the policy of %s is of a field that is not there", kind, field)
			}
		}
	}
}

func fieldPaths(t reflect.Type, prefix string, into map[string]bool) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" {
			continue
		}
		into[prefix+name] = true
		inner := f.Type
		if inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && !embeds(inner, resourceType) {
			fieldPaths(inner, prefix+name+".", into)
		}
	}
}

// TestModelHasNoCycle makes sure that the nodes can be written as JSON.
func TestModelHasNoCycle(t *testing.T) {
	var visit func(ty reflect.Type, way []string)
	visit = func(ty reflect.Type, way []string) {
		for ty.Kind() == reflect.Pointer || ty.Kind() == reflect.Slice {
			ty = ty.Elem()
		}
		if ty.Kind() != reflect.Struct {
			return
		}
		if slices.Contains(way, ty.Name()) {
			t.Fatalf("a node holds itself: %v", append(way, ty.Name()))
		}
		for field := range ty.Fields() {
			visit(field.Type, append(slices.Clip(way), ty.Name()))
		}
	}
	visit(reflect.TypeFor[model.AWS](), nil)
}

func TestSensitiveAndPartialText(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
resource "aws_eks_cluster" "c" {
  name = "with-${var.secret}"
}
resource "aws_launch_template" "t" {
  user_data = base64encode("bootstrap.sh ${aws_eks_cluster.c.endpoint} --kubelet-extra-args x")
}
`}, Options{})
	m := root.Map(0)
	if c := m.AWS.Clusters[0]; c.Name != "" || c.Unknown["name"] != "sensitive" {
		t.Errorf("a sensitive value is shown: %s", mustJSON(t, shown(c)))
	}
	template := m.AWS.LaunchTemplates[0]
	if want := "bootstrap.sh ${aws_eks_cluster.c.endpoint} --kubelet-extra-args x"; template.UserData != want || template.Why("user_data") == "" {
		t.Errorf("user data is %q, want %q and unknown", template.UserData, want)
	}
	var files []string
	for _, file := range root.Files {
		files = append(files, file.Path)
	}
	if diff := cmp.Diff([]string{"main.tf"}, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestScalingGroupNamesItsLaunchConfiguration(t *testing.T) {
	root := evaluated(t, ".", map[string]string{"main.tf": `
resource "aws_launch_configuration" "nodes" {
  name_prefix = "nodes-"
}
resource "aws_autoscaling_group" "nodes" {
  launch_configuration = aws_launch_configuration.nodes.name
}
`}, Options{})
	group := root.Map(0).AWS.AutoscalingGroups[0]
	if group.Configuration == nil || group.Configuration.Address != "aws_launch_configuration.nodes" {
		t.Errorf("the launch configuration is %s", mustJSON(t, shown(group)))
	}
}

func TestAttachmentToARoleThatMayNotExist(t *testing.T) {
	const roles = `
variable "unknown" {}
resource "aws_iam_role" "there" {}
resource "aws_iam_role" "maybe" { count = var.unknown ? 1 : 0 }
`
	for _, test := range []struct{ name, text, want string }{
		{"of one that may not exist", `resource "aws_iam_role_policy_attachment" "a" {
  count      = var.unknown ? 1 : 0
  role       = aws_iam_role.maybe[0].name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`, ""},
		{"of any", `resource "aws_iam_role_policy_attachment" "a" {
  for_each   = aws_iam_group_membership.g.users
  role       = each.value
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`, "unknown-count"},
		{"of one that an attachment that may not exist names", `resource "aws_iam_role_policy_attachment" "b" {
  count      = var.unknown ? 1 : 0
  role       = aws_iam_role.there.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role_policy_attachment.b[0].role
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`, "unknown-count"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := evaluated(t, ".", map[string]string{"main.tf": roles + test.text}, Options{})
			if got := root.Map(0).AWS.IAMRoles[0].Why("managed_policies"); string(got) != test.want {
				t.Errorf("the policies of the role are unknown for %q, want %q", got, test.want)
			}
		})
	}
}
