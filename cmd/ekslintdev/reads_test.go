package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func TestKeysRead(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       map[string][]string
	}{
		{
			name: "each element, with defaults",
			text: `module "group" {
				for_each = { for k, v in var.groups : k => v if try(v.create, true) }
				name     = try(each.value.name, each.key)
				size     = lookup(each.value, "size", var.defaults.size)
			}`,
			want: map[string][]string{"groups.*": {"create", "name", "size"}, "defaults": {"size"}},
		},
		{
			name: "through locals, merged with others",
			text: `locals { all = merge({ own = { port = 1 } }, var.rules) }
			resource "rule" "r" {
				for_each = { for k, v in local.all : k => v if var.create }
				port     = each.value.port
				cidr     = lookup(each.value, "cidr", null)
			}`,
			want: map[string][]string{"rules.*": {"cidr", "port"}},
		},
		{
			name: "blocks within blocks",
			text: `resource "r" "r" {
				for_each = var.groups
				dynamic "device" {
					for_each = try(each.value.devices, [])
					iterator = it
					content {
						name = it.value["name"]
						dynamic "ebs" {
							for_each = flatten([lookup(it.value, "ebs", [])])
							content { size = ebs.value.size }
						}
					}
				}
			}`,
			want: map[string][]string{"groups.*": {"devices"}, "groups.*.devices.*": {"ebs", "name"}, "groups.*.devices.*.ebs.*": {"size"}},
		},
		{
			name: "an element goes somewhere as a whole",
			text: `module "group" {
				for_each = var.groups
				name     = each.value.name
				rest     = each.value
			}`,
			want: map[string][]string{},
		},
		{
			name: "an element goes through a function that keeps it",
			text: `output "o" { value = { for k, v in var.groups : k => jsonencode(v) if v.create } }`,
			want: map[string][]string{},
		},
		{
			name: "the whole goes somewhere in a template or operator",
			text: `resource "r" "r" {
				a = var.groups.a
				b = "${jsonencode(var.groups)}"
				c = var.defaults.a
				d = var.defaults == {}
			}`,
			want: map[string][]string{},
		},
		{
			name: "asking whether it is there is no use of it",
			text: `resource "r" "r" {
				count = length(var.groups) > 0 && var.defaults != null ? 1 : 0
				a     = var.defaults.a
				b     = var.groups.b
			}`,
			want: map[string][]string{"defaults": {"a"}, "groups": {"b"}},
		},
		{
			name: "keys that name elements are free",
			text: `resource "r" "r" {
				for_each = var.groups
				a        = each.value.a
				b        = var.groups["main"].b
			}`,
			want: map[string][]string{"groups.*": {"a"}, "groups.main": {"b"}},
		},
		{
			name: "inputs with a type, and locals that name themselves",
			text: `locals { a = local.a }
			resource "r" "r" {
				x = var.typed.x
				y = local.a.b
			}`,
			want: map[string][]string{},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			file, diags := hclsyntax.ParseConfig([]byte(test.text), "main.tf", hcl.InitialPos)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			got := keysRead([]*hclsyntax.Body{file.Body.(*hclsyntax.Body)}, map[string]bool{"groups": true, "defaults": true, "rules": true})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
		})
	}
}
