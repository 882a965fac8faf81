package terraform

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMend(t *testing.T) {
	files := map[string]string{
		"main.tf": `
locals {
  public  = var.public
  groups  = { a = { imds = { tokens = "optional" } }, b = {} }
  rules   = concat([{ port = 1 }], [{ port = 22 }])
  merged  = merge({ x = 1 }, { y = 2 })
}
variable "public" { default = false }
variable "unset" { default = "dflt" }
module "eks" {
  source = "./eks"
  public = local.public
  groups = local.groups
  rules  = local.rules
}
module "fetched" {
  source = "acme/fetched/aws"
  given  = true
}
resource "x" "plain" {
  a = 1
  b = local.merged["y"]
  c = true ? var.unset : "z"
  d = [1,
    2]
  e = try(local.groups.b.imds, "fallback")
  f = x.other.v
  block {
    in = "x"
  }
}
resource "x" "other" { v = "w" }
resource "x" "set" {
  for_each = toset(["k", "m"])
  a        = each.value
}
resource "x" "flat" {
  a = local.flat[2].v
}
locals {
  flat = flatten([[{ v = 1 }, { v = 2 }], [for n in local.threes : { v = n.v }]])
  threes = [{ v = 3 }]
}
`,
		"terraform.tfvars": "public = true\n",
		"eks/main.tf": `
variable "public" {}
variable "groups" {}
variable "rules" {}
resource "c" "c" { public = var.public }
module "group" {
  source   = "./group"
  for_each = { for k, v in var.groups : k => v }
  imds     = try(each.value.imds, { tokens = "required" })
}
resource "sg" "s" {
  dynamic "rule" {
    for_each = [for r in var.rules : r]
    content { port = rule.value.port }
  }
}
`,
		"eks/group/main.tf": `
variable "imds" {}
resource "lt" "t" { tokens = var.imds.tokens }
`,
		".terraform/modules/modules.json": `{"Modules":[{"Key":"fetched","Dir":".terraform/modules/fetched"}]}`,
		".terraform/modules/fetched/main.tf": `
variable "given" {}
variable "not_given" { default = 7 }
resource "x" "f" {
  a = var.given
  b = var.not_given
}
`,
	}
	tests := []struct {
		name, reason, address string
		path                  []any
		want                  string
		way                   []string
	}{
		{name: "a literal", reason: "it is written right here", address: "x.plain", path: []any{"a"}, want: "main.tf: a = 1"},
		{name: "an unset argument", reason: "the block's head stands for what is not there", address: "x.plain", path: []any{"nothing"}, want: `main.tf: resource "x" "plain"`},
		{name: "an unset argument of a block", reason: "the head of the innermost block", address: "x.plain", path: []any{"block", 0, "nothing"}, want: "main.tf: block"},
		{
			name: "a module argument from a tfvars file", reason: "the file that decides is where it is mended",
			address: "module.eks.c.c", path: []any{"public"}, want: "terraform.tfvars: public = true",
			way: []string{"eks/main.tf: public = var.public", "main.tf: public = local.public", "main.tf: public  = var.public"},
		},
		{
			name: "each.value through a for expression and try", reason: "the item of the caller's map",
			address: `module.eks.module.group["a"].lt.t`, path: []any{"tokens"}, want: `main.tf: tokens = "optional"`,
			way: []string{"eks/group/main.tf: tokens = var.imds.tokens", "eks/main.tf: imds     = try(each.value.imds, { tokens = \"required\" })", "main.tf: groups = local.groups"},
		},
		{
			name: "the fallback of try", reason: "the other instance takes it",
			address: `module.eks.module.group["b"].lt.t`, path: []any{"tokens"}, want: `eks/main.tf: tokens = "required"`,
			way: []string{"eks/group/main.tf: tokens = var.imds.tokens"},
		},
		{
			name: "an iterator of a dynamic block", reason: "through concat, a for expression and two variables",
			address: "module.eks.sg.s", path: []any{"rule", 1, "port"}, want: "main.tf: port = 22",
			way: []string{"eks/main.tf: port = rule.value.port", "main.tf: rules  = local.rules"},
		},
		{name: "merge", reason: "the argument that has the key", address: "x.plain", path: []any{"b"}, want: "main.tf: y = 2", way: []string{`main.tf: b = local.merged["y"]`}},
		{name: "a default", reason: "the branch that is taken", address: "x.plain", path: []any{"c"}, want: `main.tf: default = "dflt"`, way: []string{`main.tf: c = true ? var.unset : "z"`}},
		{name: "an element of a list over lines", reason: "the element alone", address: "x.plain", path: []any{"d", 1}, want: "main.tf: 2"},
		{name: "an argument of another resource", reason: "it is passed on", address: "x.plain", path: []any{"f"}, want: `main.tf: v = "w"`, way: []string{"main.tf: f = x.other.v"}},
		{name: "an element of a set", reason: "the element of its list", address: `x.set["m"]`, path: []any{"a"}, want: `main.tf: "m"`},
		{name: "flatten", reason: "the element of the inner list", address: "x.flat", path: []any{"a"}, want: "main.tf: v = 3", way: []string{"main.tf: a = local.flat[2].v", "main.tf: v = n.v"}},
		{name: "an argument of a fetched module", reason: "the files of the module are not the user's", address: "module.fetched.x.f", path: []any{"a"}, want: "main.tf: given  = true"},
		{name: "a default of a fetched module", reason: "only the call can be changed", address: "module.fetched.x.f", path: []any{"b"}, want: `main.tf: module "fetched"`},
	}
	root := evaluated(t, ".", files, Options{})
	byAddress := map[string]*Resource{}
	for _, r := range root.Resources {
		byAddress[r.Address] = r
	}
	show := func(l Link) string {
		return fmt.Sprintf("%s: %s", l.File.Path, l.File.Data[l.Span.Start:l.Span.End])
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := byAddress[test.address]
			if r == nil {
				t.Fatalf("there is no %s", test.address)
			}
			at, way := r.Mend(test.path...)
			if got := show(at); got != test.want {
				t.Errorf("%s: %q, want %q", test.reason, got, test.want)
			}
			var ways []string
			for _, link := range way {
				ways = append(ways, strings.TrimSpace(show(link)))
			}
			if diff := cmp.Diff(test.way, ways); diff != "" {
				t.Errorf("%s: the way there (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}
