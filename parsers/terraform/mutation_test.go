package terraform

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ekslint/ekslint/parsers/source"
)

// corpus are roots to which the tests below do something everywhere.
func corpus() map[string]map[string]string {
	return map[string]map[string]string{
		"eks":  {"main.tf": eksRoot},
		"plan": {"main.tf": planConfig, "eks/main.tf": planModule},
		"module": {
			"main.tf": `
locals {
  groups = { a = { size = 1, imds = { tokens = "optional", hop = 2 } }, b = { size = 2 } }
  cidrs  = concat(["10.0.0.0/8"], [for i in range(2) : cidrsubnet("10.0.0.0/16", 8, i)])
  env    = "prod"
  tags   = merge({ env = local.env }, { team = "a" })
}
module "m" {
  source   = "./m"
  for_each = local.groups
  name     = "${local.env}-${each.key}"
  size     = each.value.size
  imds     = try(each.value.imds, null)
  cidrs    = local.cidrs
  open     = local.env == "prod" ? false : true
  tags     = local.tags
}
`,
			"m/main.tf": `
variable "name" { type = string }
variable "size" { type = number }
variable "open" { type = bool }
variable "cidrs" { type = list(string) }
variable "tags" { type = map(string) }
variable "imds" {
  type = object({ tokens = optional(string, "required"), hop = optional(number, 1) })
  default = {}
  nullable = false
}
resource "aws_launch_template" "t" {
  count = var.size > 0 ? 1 : 0
  name  = lower(var.name)
  metadata_options {
    http_tokens                 = var.imds.tokens
    http_put_response_hop_limit = var.imds.hop
  }
  dynamic "network_interfaces" {
    for_each = range(var.size)
    content {
      associate_public_ip_address = var.open
      description                 = format("%s-%d", var.name, network_interfaces.value)
    }
  }
  tags = merge(var.tags, { Name = var.name })
}
resource "aws_security_group_rule" "r" {
  for_each    = { for i, c in var.cidrs : c => i if i > 0 }
  cidr_blocks = [each.key]
  type        = "ingress"
  from_port   = 443
  to_port     = coalesce(null, 443)
  description = jsonencode({ n = each.value, x = try(var.imds.nothing, "none") })
}
`,
		},
	}
}

// literals finds the literal values in the arguments of a file, as far as Terraform takes
// an expression in their place.
func literals(t *testing.T, name, text string) []hcl.Range {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var found []hcl.Range
	add := func(body *hclsyntax.Body) {
		_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
			switch node := node.(type) {
			case *hclsyntax.TemplateExpr:
				if node.IsStringLiteral() && node.SrcRange.Start.Line == node.SrcRange.End.Line {
					found = append(found, node.SrcRange)
				}
			case *hclsyntax.LiteralValueExpr:
				if ty := node.Val.Type(); ty == cty.Number || ty == cty.Bool {
					found = append(found, node.SrcRange)
				}
			}
			return nil
		})
	}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type == "variable" {
			continue
		}
		delete(block.Body.Attributes, "source")
		add(block.Body)
	}
	return found
}

// TestMutation replaces each literal by a variable. Without a value for it, what was
// known may only become unknown; with the old value, everything is as before.
func TestMutation(t *testing.T) {
	for name, files := range corpus() {
		t.Run(name, func(t *testing.T) {
			before := flat(evaluated(t, ".", files, Options{}))
			count := 0
			for file, text := range files {
				if strings.Contains(file, "/") {
					continue // a variable of a module would need a caller
				}
				for _, at := range literals(t, file, text) {
					literal := text[at.Start.Byte:at.End.Byte]
					if strings.HasPrefix(strings.TrimSpace(text[at.End.Byte:]), "=") && !strings.HasPrefix(strings.TrimSpace(text[at.End.Byte:]), "==") {
						continue // a key of an object
					}
					mutated := maps.Clone(files)
					mutated[file] = text[:at.Start.Byte] + "var.mutated" + text[at.End.Byte:] + "\nvariable \"mutated\" {}\n"
					after := flat(evaluated(t, ".", mutated, Options{}))
					for leaf, value := range after {
						if old, ok := before[leaf]; ok && old != value && !strings.HasPrefix(value, "unknown: ") {
							t.Errorf("with a variable instead of %s at %d, %s is %q and was %q", literal, at.Start.Line, leaf, value, old)
						}
					}
					mutated["terraform.tfvars"] = "mutated = " + literal + "\n"
					again := flat(evaluated(t, ".", mutated, Options{}))
					if !maps.Equal(before, again) {
						t.Errorf("with %s at %d given by tfvars, the root differs", literal, at.Start.Line)
					}
					count++
				}
			}
			if count < 8 {
				t.Errorf("only %d literals were replaced", count)
			}
		})
	}
}

var literalAtEnd = regexp.MustCompile(`(?:^|= *)("[^"$\\]*"|true|false|-?\d+)$`)

// TestPoke overwrites the place at which a value can be mended, and the value must follow.
func TestPoke(t *testing.T) {
	for name, files := range corpus() {
		t.Run(name, func(t *testing.T) {
			root := evaluated(t, ".", files, Options{})
			before := flat(root)
			poked := 0
			for _, r := range root.Resources {
				for _, path := range scalarPaths(r) {
					at, _ := r.Mend(path.steps...)
					text := string(at.File.Data[at.Span.Start:at.Span.End])
					match := literalAtEnd.FindStringSubmatchIndex(text)
					if match == nil {
						continue
					}
					old := text[match[2]:match[3]]
					poke := map[string]string{"true": "false", "false": "true"}[old]
					switch {
					case strings.HasPrefix(old, `"`):
						poke = `"poked"`
					case poke == "":
						poke = "7"
					}
					changed := maps.Clone(files)
					data := string(at.File.Data)
					changed[at.File.Path] = data[:at.Span.Start+match[2]] + poke + data[at.Span.Start+match[3]:]
					after := flat(evaluated(t, ".", changed, Options{}))
					leaf := r.Address + " " + path.name
					if value, still := after[leaf]; still && value == before[leaf] {
						t.Errorf("%s is %q still, after %s at %s:%d was overwritten", leaf, value, text, at.File.Path, at.File.Position(at.Span.Start).Line)
					}
					poked++
				}
			}
			if poked < 5 {
				t.Errorf("only %d places were overwritten", poked)
			}
		})
	}
}

type scalarPath struct {
	name  string
	steps []any
}

// scalarPaths are the ways to the known scalars of a resource.
func scalarPaths(r *Resource) []scalarPath {
	var paths []scalarPath
	var visit func(b *Body, prefix string, steps []any)
	visit = func(b *Body, prefix string, steps []any) {
		for _, attr := range b.Attributes {
			if v := plain(attr.Value()); v.IsKnown() && !v.IsNull() && v.Type().IsPrimitiveType() {
				paths = append(paths, scalarPath{prefix + attr.Name, append(slices.Clone(steps), attr.Name)})
			}
		}
		count := map[string]int{}
		for _, block := range b.Blocks {
			i := count[block.Type]
			count[block.Type]++
			visit(block.Body, fmt.Sprintf("%s%s[%d].", prefix, block.Type, i), append(slices.Clone(steps), block.Type, i))
		}
	}
	visit(r.Body(), "", nil)
	return paths
}

// TestPlacesAreInTheirFiles checks the places of all arguments of all roots.
func TestPlacesAreInTheirFiles(t *testing.T) {
	for name, files := range corpus() {
		root := evaluated(t, ".", files, Options{})
		for _, r := range root.Resources {
			for _, path := range scalarPaths(r) {
				for _, link := range r.Trace(path.steps...) {
					if !inside(link.File, link.Span) {
						t.Errorf("%s: %s %s has a link to %v", name, r.Address, path.name, link.Span)
					}
				}
			}
		}
	}
}

func inside(file *source.File, at source.Span) bool {
	return file != nil && at.Start >= 0 && at.Start < at.End && at.End <= len(file.Data)
}
