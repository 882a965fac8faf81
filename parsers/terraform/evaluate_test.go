package terraform

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// flat writes the arguments of all resources as "address path" -> value.
func flat(root *Root) map[string]string {
	out := map[string]string{}
	for _, r := range root.Resources {
		address := r.Address
		if r.Maybe {
			address += "?"
		}
		if len(r.Body().Attributes)+len(r.Body().Blocks) == 0 {
			out[address] = ""
		}
		flatBody(out, address+" ", r.Body())
	}
	return out
}

func flatBody(out map[string]string, at string, body *Body) {
	for _, attr := range body.Attributes {
		flatValue(out, at+attr.Name, attr.Value())
	}
	count := map[string]int{}
	for _, block := range body.Blocks {
		sub := fmt.Sprintf("%s%s[%d]", at, block.Type, count[block.Type])
		count[block.Type]++
		if block.Maybe {
			sub += "?"
		}
		if len(block.Body.Attributes)+len(block.Body.Blocks) == 0 {
			out[sub] = ""
		}
		flatBody(out, sub+".", block.Body)
	}
}

func flatValue(out map[string]string, at string, v cty.Value) {
	bare, origin := unmarked(v)
	switch {
	case !bare.IsKnown():
		out[at] = "unknown: " + string(origin.Reason) + " " + origin.String() + text(origin)
	case bare.IsNull():
		out[at] = "null"
	case bare.Type().IsObjectType() || bare.Type().IsMapType():
		for it := bare.ElementIterator(); it.Next(); {
			key, value := it.Element()
			flatValue(out, at+"."+key.AsString(), value)
		}
	case bare.CanIterateElements():
		_, values, _ := elementsOf(v)
		for i, op := range values {
			flatValue(out, fmt.Sprintf("%s[%d]", at, i), op.value)
		}
		if len(values) == 0 {
			out[at] = "[]"
		}
	default:
		s, err := convert.Convert(bare, cty.String)
		if err != nil {
			out[at] = err.Error()
			return
		}
		out[at] = s.AsString()
	}
}

// text shows what is known of a partly known string.
func text(o *Origin) string {
	if o.Text == nil {
		return ""
	}
	var b strings.Builder
	for _, part := range o.Text {
		switch {
		case part.Hole == nil:
			b.WriteString(part.Literal)
		case part.Raw:
			b.WriteString("<<" + part.Hole.String() + ">>")
		default:
			b.WriteString("<" + part.Hole.String() + ">")
		}
	}
	return " in " + b.String()
}

func TestEvaluate(t *testing.T) {
	tests := []struct {
		name   string
		reason string
		dir    string
		files  map[string]string
		opts   Options
		want   map[string]string
	}{
		{
			name:   "values win in Terraform's order",
			reason: "default < TF_VAR_ < terraform.tfvars < auto files by name < var files < vars",
			files: map[string]string{
				"main.tf": `
					variable "a" { default = 0 }
					variable "b" { default = 0 }
					variable "c" { default = 0 }
					variable "d" { default = 0 }
					variable "e" { default = 0 }
					variable "f" {
					  type = list(number)
					  default = []
					}
					resource "x" "y" {
					  v = [var.a, var.b, var.c, var.d, var.e]
					  f = var.f
					}`,
				"terraform.tfvars":      "b = 2\nc = 2\nd = 2\ne = 2",
				"one.auto.tfvars.json":  `{"c": 3, "d": 3}`,
				"two.auto.tfvars":       "d = 4\n",
				"sub/given.tfvars":      "e = 5",
				"other/one.auto.tfvars": "a = 99",
			},
			opts: Options{
				Env: func(name string) (string, bool) {
					text, ok := map[string]string{"a": "1", "b": "1", "f": "[1]"}[name]
					return text, ok
				}, VarFiles: []string{"sub/given.tfvars"},
				Vars: map[string]string{"f": "[7, 8]"},
			},
			want: map[string]string{
				"x.y v[0]": "1", "x.y v[1]": "2", "x.y v[2]": "3", "x.y v[3]": "4", "x.y v[4]": "5", "x.y f[0]": "7", "x.y f[1]": "8",
			},
		},
		{
			name:   "types convert and optional attributes have defaults",
			reason: "a default that is filled in after use would be a wrong value",
			files: map[string]string{"main.tf": `
				variable "imds" {
				  type = object({ tokens = optional(string, "required"), hop = optional(number, 1), extra = optional(string) })
				  default = { hop = "2", misspelt = true }
				}
				variable "ports" {
				  type = set(string)
				  default = [443, 80, 443]
				}
				resource "x" "y" {
				  imds  = var.imds
				  ports = var.ports
				}`},
			want: map[string]string{
				"x.y imds.tokens": "required", "x.y imds.hop": "2", "x.y imds.extra": "null", "x.y ports[0]": "443", "x.y ports[1]": "80",
			},
		},
		{
			name:   "null takes the default if the variable is not nullable",
			reason: "modules rely on it to let callers pass null",
			files: map[string]string{
				"main.tf": `module "m" {
					source = "./m"
					a = null
					b = null
				}`,
				"m/main.tf": `
					variable "a" {
					  default = "d"
					  nullable = false
					}
					variable "b" { default = "d" }
					resource "x" "y" {
					  a = var.a
					  b = var.b
					}`,
			},
			want: map[string]string{"module.m.x.y a": "d", "module.m.x.y b": "null"},
		},
		{
			name:   "a variable without a value is unknown",
			reason: "whoever runs Terraform gives it",
			files: map[string]string{"main.tf": `
				variable "v" { type = string }
				resource "x" "y" {
				  a = var.v
				  b = "pre-${var.v}"
				  c = upper(var.v)
				}`},
			want: map[string]string{
				"x.y a": "unknown: variable-without-default var.v",
				"x.y b": "unknown: variable-without-default var.v in pre-<var.v>",
				"x.y c": "unknown: variable-without-default var.v",
			},
		},
		{
			name:   "a computed attribute is not missing",
			reason: "try must not take the fallback for an attribute that the provider sets",
			files: map[string]string{"main.tf": `
				resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
				locals { copy = aws_vpc.v }
				resource "x" "y" {
				  a = try(aws_vpc.v.main_route_table_id, "fallback")
				  b = try(local.copy.owner_id, "fallback")
				  c = aws_vpc.v.cidr_block
				  d = try(aws_vpc.missing.id, "fallback")
				  e = can(aws_vpc.v.arn)
				}`},
			want: map[string]string{
				"aws_vpc.v cidr_block": "10.0.0.0/16",
				"x.y a":                "unknown: known-after-apply aws_vpc.v.main_route_table_id",
				"x.y b":                "unknown: known-after-apply aws_vpc.v.owner_id",
				"x.y c":                "10.0.0.0/16",
				"x.y d":                "fallback",
				"x.y e":                "unknown: known-after-apply aws_vpc.v.arn",
			},
		},
		{
			name:   "count and for_each make instances",
			reason: "addresses and keys are those of Terraform",
			files: map[string]string{"main.tf": `
				resource "x" "c" {
				  count = 2
				  i = count.index
				}
				resource "x" "e" {
				  for_each = { b = 1, "a.1" = 2 }
				  k = each.key
				  v = each.value
				}
				resource "x" "s" {
				  for_each = toset(["q"])
				  v = each.value
				}
				resource "x" "none" { count = 0 }
				resource "x" "refs" {
				  a = x.c[1].i
				  b = x.c[*].i
				  c = x.e["a.1"].v
				  d = [for k, r in x.e : "${k}=${r.v}"]
				  e = try(x.none[0].i, "none")
				  f = one(x.none[*].i)
				  g = length(x.c)
				  h = x.c.*.i
				}`},
			want: map[string]string{
				"x.c[0] i": "0", "x.c[1] i": "1",
				`x.e["a.1"] k`: "a.1", `x.e["a.1"] v`: "2", `x.e["b"] k`: "b", `x.e["b"] v`: "1", `x.s["q"] v`: "q",
				"x.refs a": "1", "x.refs b[0]": "0", "x.refs b[1]": "1", "x.refs c": "2", "x.refs d[0]": "a.1=2", "x.refs d[1]": "b=1",
				"x.refs e": "none", "x.refs f": "null", "x.refs g": "2", "x.refs h[0]": "0", "x.refs h[1]": "1",
			},
		},
		{
			name:   "an unknown count is one instance that may exist",
			reason: "neither one nor none would be the truth",
			files: map[string]string{
				"main.tf": `
					variable "n" { type = number }
					variable "m" { type = map(string) }
					resource "x" "c" {
					  count = var.n
					  i = count.index
					  a = 1
					}
					module "m" {
					  source   = "./m"
					  for_each = var.m
					  v        = each.value
					}
					resource "x" "refs" {
					  a = try(x.c[0].a, "none")
					  b = length(x.c)
					  c = module.m["k"].out
					}`,
				"m/main.tf": `
					variable "v" {}
					resource "x" "in" {
					  v = var.v
					  w = 1
					}
					output "out" { value = 1 }`,
			},
			want: map[string]string{
				"x.c[*]? i":           "unknown: unknown-count x.c[*].each.key",
				"x.c[*]? a":           "1",
				"module.m[*].x.in? v": "unknown: unknown-count module.m[*].each.value",
				"module.m[*].x.in? w": "1",
				"x.refs a":            "unknown: unknown-count x.c[*].a",
				"x.refs b":            "unknown: variable-without-default var.n",
				"x.refs c":            "unknown: unknown-count module.m[*].out",
			},
		},
		{
			name:   "dynamic blocks expand",
			reason: "for an unknown collection, what does not depend on the iterator is still known",
			files: map[string]string{"main.tf": `
				variable "rules" { type = list(object({ port = number })) }
				resource "x" "y" {
				  dynamic "a" {
				    for_each = { p = 1, q = 2 }
				    content {
				      k = a.key
				      v = a.value
				      dynamic "inner" {
				        for_each = [a.value]
				        iterator = it
				        content { w = "${a.key}${it.value}" }
				      }
				    }
				  }
				  dynamic "b" {
				    for_each = var.rules
				    content {
				      port     = b.value.port
				      protocol = "tcp"
				    }
				  }
				  c {}
				}
				resource "x" "refs" {
				  a = x.y.a[1].k
				  b = x.y.b[0].protocol
				  c = x.y.a[0].computed
				}`},
			want: map[string]string{
				"x.y a[0].k": "p", "x.y a[0].v": "1", "x.y a[0].inner[0].w": "p1", "x.y a[1].k": "q", "x.y a[1].v": "2", "x.y a[1].inner[0].w": "q2",
				"x.y b[0]?.port": "unknown: variable-without-default var.rules", "x.y b[0]?.protocol": "tcp", "x.y c[0]": "",
				"x.refs a": "q", "x.refs b": "unknown: known-after-apply x.y.b[0].protocol", "x.refs c": "unknown: known-after-apply x.y.a[0].computed",
			},
		},
		{
			name:   "one unknown part does not hide the rest of a policy",
			reason: "the wildcard statement beside it must be seen",
			files: map[string]string{
				"main.tf": `
					resource "aws_s3_bucket" "b" {}
					resource "x" "y" {
					  json = jsonencode({ Statement = [{ Action = "*", Resource = "*" }, { Resource = aws_s3_bucket.b.arn }] })
					  doc  = <<-EOT
					    {"Resource": "${aws_s3_bucket.b.arn}/*"}
					  EOT
					  file = templatefile("${path.module}/p.tpl", { arn = aws_s3_bucket.b.arn, list = ["a", aws_s3_bucket.b.id] })
					  fmt  = format("%s/%s", "x", aws_s3_bucket.b.arn)
					  join = join(",", ["a", aws_s3_bucket.b.arn])
					  b64  = base64encode("#!/bin/sh\n${aws_s3_bucket.b.id}")
					}`,
				"p.tpl": `{"a": "${arn}", "l": [%{ for x in list ~}"${x}",%{ endfor ~}]}`,
			},
			want: map[string]string{
				"aws_s3_bucket.b": "",
				"x.y json":        `unknown: known-after-apply aws_s3_bucket.b.arn in {"Statement":[{"Action":"*","Resource":"*"},{"Resource":<<aws_s3_bucket.b.arn>>}]}`,
				"x.y doc":         "unknown: known-after-apply aws_s3_bucket.b.arn in {\"Resource\": \"<aws_s3_bucket.b.arn>/*\"}\n",
				"x.y file":        `unknown: known-after-apply aws_s3_bucket.b.arn, aws_s3_bucket.b.id in {"a": "<aws_s3_bucket.b.arn>", "l": ["a","<aws_s3_bucket.b.id>",]}`,
				"x.y fmt":         "unknown: known-after-apply aws_s3_bucket.b.arn in x/<aws_s3_bucket.b.arn>",
				"x.y join":        "unknown: known-after-apply aws_s3_bucket.b.arn in a,<aws_s3_bucket.b.arn>",
				"x.y b64":         "unknown: known-after-apply aws_s3_bucket.b.id in #!/bin/sh\n<aws_s3_bucket.b.id>",
			},
		},
		{
			name:   "a module that is not there has unknown outputs",
			reason: "they keep their identity for joins",
			files: map[string]string{"main.tf": `
				module "vpc" {
				  source  = "terraform-aws-modules/vpc/aws"
				  version = "~> 5.0"
				}
				resource "x" "y" {
				  a = module.vpc.private_subnets
				  b = module.vpc.private_subnets[0]
				  c = try(module.vpc.nothing, "d")
				}`},
			want: map[string]string{
				"x.y a": "unknown: module-not-seen module.vpc.private_subnets",
				"x.y b": "unknown: module-not-seen module.vpc.private_subnets[0]",
				"x.y c": "unknown: module-not-seen module.vpc.nothing",
			},
		},
		{
			name:   "installed modules are read",
			reason: "terraform init has put them into .terraform",
			dir:    "infra",
			files: map[string]string{
				"infra/main.tf": `
					module "a" {
					  source = "acme/a/aws"
					}
					output "o" { value = module.a.o }`,
				"infra/.terraform/modules/modules.json": `{"Modules":[{"Key":"","Source":"","Dir":"."},
					{"Key":"a","Source":"registry.terraform.io/acme/a/aws","Version":"1.0.0","Dir":".terraform/modules/a"},
					{"Key":"a.b","Source":"acme/b","Dir":".terraform/modules/a.b"}]}`,
				"infra/.terraform/modules/a/main.tf": `
					module "b" { source = "acme/b" }
					module "c" { source = "./c" }
					output "o" { value = 1 }`,
				"infra/.terraform/modules/a/c/main.tf": `resource "x" "c" { p = path.module }`,
				"infra/.terraform/modules/a.b/main.tf": `resource "x" "b" {}`,
			},
			want: map[string]string{"module.a.module.b.x.b": "", "module.a.module.c.x.c p": ".terraform/modules/a/c"},
		},
		{
			name:   "override files replace arguments and blocks",
			reason: "Terraform merges them last",
			files: map[string]string{
				"main.tf": `
					variable "v" { default = 1 }
					locals { l = 1 }
					resource "x" "y" {
					  a = 1
					  b = 1
					  n { old = 1 }
					  m { old = 1 }
					  v = var.v
					  l = local.l
					}`,
				"override.tf": `
					resource "x" "y" {
					  b = 2
					  n { new = 1 }
					}
					variable "v" { default = 2 }
					locals { l = 2 }`,
			},
			want: map[string]string{
				"x.y a": "1", "x.y b": "2", "x.y n[0].new": "1", "x.y m[0].old": "1", "x.y v": "2", "x.y l": "2",
			},
		},
		{
			name:   "JSON syntax",
			reason: "CDK for Terraform and generators write it",
			files: map[string]string{
				"main.tf.json": `{
				"variable": {"v": {"type": "list(string)", "default": ["a"]}},
				"locals": {"l": "${upper(var.v[0])}"},
				"resource": {"x": {"y": {"a": "${local.l}-b", "n": [{"c": 1}], "count": "${length(var.v)}", "//": "note"}},
				  "z": [{"w": {"ref": "${x.y[0].a}"}}]},
				"module": {"m": {"source": "./m", "in": "${local.l}"}}}`,
				"m/main.tf": `
					variable "in" {}
					resource "x" "y" { v = var.in }`,
			},
			want: map[string]string{"x.y[0] a": "A-b", "x.y[0] n[0].c": "1", "z.w ref": "A-b", "module.m.x.y v": "A"},
		},
		{
			name:   "OpenTofu files",
			reason: "a .tofu file stands instead of the .tf file of its name",
			files: map[string]string{
				"a.tf": `resource "x" "old" {}`, "a.tofu": `resource "x" "new" {}`, "b.tf": `resource "x" "b" {
				  lifecycle { enabled = false }
				}`,
				".hidden.tf": `resource "x" "hidden" {}`,
			},
			want: map[string]string{"x.new": ""},
		},
		{
			name:   "a value that depends on itself is unknown",
			reason: "Terraform would refuse it; nothing may hang",
			files: map[string]string{
				"main.tf": `
					locals {
					  a = local.b
					  b = local.a
					}
					resource "x" "y" {
					  v = local.a
					  w = 1
					}
					resource "x" "z" { count = length(x.z) }
					module "m" {
					  source = "./m"
					  v      = module.m.o
					}`,
				"m/main.tf": `
					variable "v" {}
					output "o" { value = var.v }
					resource "x" "y" { v = var.v }`,
			},
			want: map[string]string{
				"x.y v":          "unknown: evaluation-failed the value depends on itself",
				"x.y w":          "1",
				"x.z[*]?":        "",
				"module.m.x.y v": "unknown: evaluation-failed the value depends on itself",
			},
		},
		{
			name:   "data sources",
			reason: "partition and region follow from the provider, the account is unknown",
			files: map[string]string{
				"main.tf": `
					provider "aws" { region = var.region }
					provider "aws" {
					  alias  = "gov"
					  region = "us-gov-west-1"
					}
					variable "region" { default = "eu-west-1" }
					data "aws_region" "r" {}
					data "aws_partition" "p" {}
					data "aws_caller_identity" "c" {}
					data "aws_iam_policy" "admin" { name = "AdministratorAccess" }
					data "aws_availability_zones" "az" {}
					locals { azs = slice(data.aws_availability_zones.az.names, 0, 2) }
					resource "x" "y" {
					  a = "arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.c.account_id}:root"
					  b = data.aws_region.r.name
					  c = data.aws_iam_policy.admin.arn
					  d = [for i, az in local.azs : cidrsubnet("10.0.0.0/16", 8, i)]
					  e = local.azs[1]
					}
					module "m" {
					  source    = "./m"
					  providers = { aws = aws.gov }
					}`,
				"m/main.tf": `
					data "aws_partition" "p" {}
					resource "x" "y" { p = data.aws_partition.p.partition }`,
			},
			want: map[string]string{
				"data.aws_region.r": "", "data.aws_partition.p": "", "data.aws_caller_identity.c": "", "data.aws_availability_zones.az": "",
				"data.aws_iam_policy.admin name": "AdministratorAccess", "module.m.data.aws_partition.p": "",
				"x.y a":          "unknown: data-source data.aws_caller_identity.c.account_id in arn:aws:iam::<data.aws_caller_identity.c.account_id>:root",
				"x.y b":          "eu-west-1",
				"x.y c":          "arn:aws:iam::aws:policy/AdministratorAccess",
				"x.y d[0]":       "10.0.0.0/24",
				"x.y d[1]":       "10.0.1.0/24",
				"x.y e":          "unknown: data-source data.aws_availability_zones.az.names[1]",
				"module.m.x.y p": "aws-us-gov",
			},
		},
		{
			name:   "files are read inside the tree only",
			reason: "a path that leads out of it must not be followed",
			dir:    "a/b",
			files: map[string]string{
				"a/b/main.tf": `
					resource "x" "y" {
					  a = file("${path.module}/f.txt")
					  b = file("../f.txt")
					  c = file("../../../etc/passwd")
					  d = file("/etc/passwd")
					  e = try(file("missing"), "d")
					  f = fileset(path.module, "**/*.txt")
					  g = fileexists("f.txt")
					  h = filemd5("f.txt")
					  i = basename(path.cwd)
					}`,
				"a/b/f.txt": "one", "a/f.txt": "two", "a/b/sub/g.txt": "",
			},
			want: map[string]string{
				"x.y a": "one", "x.y b": "two", "x.y c": "unknown: file-not-seen ../../../etc/passwd", "x.y d": "unknown: file-not-seen /etc/passwd",
				"x.y e": "unknown: file-not-seen missing", "x.y f[0]": "f.txt", "x.y f[1]": "sub/g.txt", "x.y g": "true",
				"x.y h": "f97c5d29941bfb1b2fdab0874906ab82", "x.y i": "b",
			},
		},
		{
			name:   "a failing expression does not spoil its neighbours",
			reason: "the rest of the root is still judged",
			files: map[string]string{"main.tf": `
				resource "x" "y" {
				  a = 1 + "x"
				  b = local.missing
				  c = 2
				  d = nosuchfunction(1)
				}`},
			want: map[string]string{
				"x.y a": "unknown: evaluation-failed a number is required",
				"x.y b": `unknown: evaluation-failed there is no local value "missing"`,
				"x.y c": "2",
				"x.y d": "unknown: not-supported function nosuchfunction",
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := test.dir
			if dir == "" {
				dir = "."
			}
			root := evaluated(t, dir, test.files, test.opts)
			if diff := cmp.Diff(test.want, flat(root)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
			for _, p := range root.Problems {
				t.Errorf("problem: %s", p.Message)
			}
		})
	}
}

func TestCountsAreExact(t *testing.T) {
	tests := []struct {
		name, reason string
		files        map[string]string
		want         int
	}{
		{name: "200 module calls", reason: "a fixpoint with a cut-off loses those behind the 32nd", files: chainOfCalls(200), want: 200},
		{name: "modules 20 deep", reason: "each level makes one resource", files: nestedCalls(20), want: 20},
		{
			name: "5000 resources", reason: "none is dropped",
			files: map[string]string{"main.tf": `resource "x" "y" {
			  count = 5000
			  v = count.index
			}`}, want: 5000,
		},
		{
			name: "a module called with for_each a thousand times", reason: "instances are memoised one by one",
			files: map[string]string{
				"main.tf": `module "m" {
				  source   = "./m"
				  for_each = toset([for i in range(1000) : tostring(i)])
				}`,
				"m/main.tf": `resource "x" "y" {}`,
			}, want: 1000,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluated(t, ".", test.files, Options{})
			flat(root)
			if len(root.Resources) != test.want || len(root.Problems) > 0 {
				t.Errorf("%s: %d resources, want %d; problems %v", test.reason, len(root.Resources), test.want, root.Problems)
			}
		})
	}
}

// chainOfCalls is a root of n module calls, each of which depends on the one before.
func chainOfCalls(n int) map[string]string {
	var b strings.Builder
	for i := range n {
		in := "0"
		if i > 0 {
			in = fmt.Sprintf("module.m%d.out", i-1)
		}
		fmt.Fprintf(&b, "module \"m%d\" {\n  source = \"./m\"\n  in = %s\n}\n", i, in)
	}
	return map[string]string{"main.tf": b.String(), "m/main.tf": `
		variable "in" {}
		resource "x" "y" { v = var.in }
		output "out" { value = var.in + 1 }`}
}

func nestedCalls(depth int) map[string]string {
	files := map[string]string{"main.tf": `module "m" { source = "./m0" }`}
	for i := range depth {
		body := `resource "x" "y" {}`
		if i < depth-1 {
			body += fmt.Sprintf("\nmodule \"m\" { source = \"../m%d\" }", i+1)
		}
		files[fmt.Sprintf("m%d/main.tf", i)] = body
	}
	return files
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	tests := []struct {
		name, reason string
		files        map[string]string
		limits       Limits
		want         []string
	}{
		{
			name: "a module that calls itself", reason: "it must end",
			files:  map[string]string{"main.tf": `module "m" { source = "./m" }`, "m/main.tf": `module "m" { source = "../m" }`},
			limits: Limits{Depth: 5},
			want:   []string{"module calls nest deeper than 5 levels; module.m.module.m.module.m.module.m.module.m.module.m is not evaluated"},
		},
		{
			name: "a module that calls itself twice", reason: "the calls double with each level",
			files: map[string]string{
				"main.tf": `module "m" { source = "./m" }`, "m/main.tf": "module \"a\" { source = \"../m\" }\nmodule \"b\" { source = \"../m\" }",
			},
			limits: Limits{Instances: 1000},
			want:   []string{"module calls nest deeper than 50 levels; module.m" + strings.Repeat(".module.a", 50) + " is not evaluated"},
		},
		{
			name: "a huge count", reason: "memory is bounded",
			files: map[string]string{"main.tf": `resource "x" "y" { count = 1e9 }`},
			want:  []string{"x.y would have 1000000000 instances, more than the limit of 200000; they are judged as one"},
		},
		{
			name: "too many resources", reason: "what is not judged is said",
			files: map[string]string{"main.tf": "resource \"x\" \"a\" { count = 8 }\nresource \"x\" \"b\" { count = 8 }"}, limits: Limits{Resources: 10},
			want: []string{"there are more than 10 resources; the rest is not judged"},
		},
		{
			name: "instances that multiply", reason: "modules within modules with count",
			files: map[string]string{
				"main.tf": "module \"m\" {\n  source = \"./a\"\n  count = 100\n}", "a/main.tf": "module \"m\" {\n  source = \"../b\"\n  count = 100\n}",
				"b/main.tf": `resource "x" "y" {}`,
			},
			limits: Limits{Instances: 150},
			want:   []string{"there are more than 150 instances of modules; module.m[0].module.m is not evaluated"},
		},
		{
			name: "deep nesting", reason: "the parser of HCL is recursive",
			files: map[string]string{"main.tf": "locals { a = " + deep + " }"},
			want:  []string{"this file nests deeper than 1000 levels; it is not read"},
		},
		{
			name: "many unary operators", reason: "they nest without brackets",
			files: map[string]string{"main.tf": "locals { a = " + strings.Repeat("!", 100_000) + "true }"},
			want:  []string{"this file nests deeper than 1000 levels; it is not read"},
		},
		{
			name: "many conditionals", reason: "they nest without brackets",
			files: map[string]string{"main.tf": "locals { a = " + strings.Repeat("true ? 1 : ", 100_000) + "1 }"},
			want:  []string{"this file nests deeper than 1000 levels; it is not read"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := evaluated(t, ".", test.files, Options{Limits: test.limits})
			flat(root)
			var got []string
			for _, p := range root.Problems {
				got = append(got, p.Message)
			}
			if diff := cmp.Diff(test.want, got[:min(len(got), 1)]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

// TestHostileExpressions evaluates expressions that want more memory or time than there is.
func TestHostileExpressions(t *testing.T) {
	doubling := "locals {\n  s0 = \"0123456789\"\n  l0 = [1, 2, 3, 4]\n"
	for i := range 60 {
		doubling += fmt.Sprintf("  s%d = \"${local.s%d}${local.s%d}\"\n  l%d = concat(local.l%d, local.l%d)\n", i+1, i, i, i+1, i, i)
	}
	files := map[string]string{"main.tf": doubling + `}
		locals { r = range(1000) }
		resource "x" "y" {
		  a = local.s60
		  b = length(local.l60)
		  c = setproduct(local.r, local.r, local.r)
		  d = format("%999999999d", 1)
		  e = join(local.s20, local.r)
		  f = replace(local.s20, "0", local.s20)
		  g = [for a in local.r : [for b in local.r : [for c in local.r : [for d in local.r : a]]]]
		  h = yamldecode("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g,*g]")
		  i = indent(999999999, "a\nb")
		  j = "${1e999999999}"
		  k = "${1e4000 * 1e4000 * 1e4000}"
		  l = jsondecode("1e999999999")
		  z = "seen"
		}`}
	fsys := fstest.MapFS{"main.tf": &fstest.MapFile{Data: []byte(files["main.tf"])}}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	start := time.Now()
	root := NewLoader(fsys).Evaluate(ctx, ".", Options{})
	got := flat(root)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("the evaluation took %s", took)
	}
	for _, name := range []string{"a", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		if !strings.HasPrefix(got["x.y "+name], "unknown: ") {
			t.Errorf("%s is %.100q", name, got["x.y "+name])
		}
	}
}

func TestRoots(t *testing.T) {
	files := map[string]string{
		"live/main.tf":      `module "m" { source = "../modules/a" }`,
		"modules/a/main.tf": `module "b" { source = "../b" }`,
		"modules/b/main.tf": `resource "x" "y" {}`,
		"modules/c/main.tf": `module "d" { source = "../d" }`,
		"modules/d/main.tf": `module "c" { source = "../c" }`,
		"alone/main.tf":     `resource "x" "y" {}`,
		"empty/README.md":   "",
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	got := NewLoader(fsys).Roots([]string{"live", "modules/a", "modules/b", "modules/c", "modules/d", "alone", "empty"})
	if diff := cmp.Diff([]string{"alone", "live", "modules/c"}, got); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}

func TestProblems(t *testing.T) {
	root := evaluated(t, ".", map[string]string{
		"bad.tf":  "resource \"x\" \"broken\" {\n  a = \n}\nresource \"x\" \"after\" { b = 1 }\n",
		"good.tf": `resource "x" "y" { c = 1 }`,
		"twice.tf": `resource "x" "y" { c = 2 }
			strange "z" {}`,
	}, Options{})
	var got []string
	for _, p := range root.Problems {
		at := p.File.Position(p.Span.Start)
		got = append(got, fmt.Sprintf("%s %s:%d:%d %s", p.Level, p.File.Path, at.Line, at.Column, p.Message))
	}
	want := []string{
		"error bad.tf:2:7 not valid HCL: Invalid expression: Expected the start of an expression, but found an invalid expression token",
		`error twice.tf:1:1 resource "x.y" is declared twice in this module; the first one counts`,
		`warning twice.tf:2:4 unsupported block type "strange" is ignored`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if values := flat(root); values["x.y c"] != "1" {
		t.Errorf("the rest of the root is not evaluated: %v", values)
	}
}

func TestAKeyIsQuotedAsTheWriterOfHCLDoes(t *testing.T) {
	for _, key := range []string{
		"", "a", "eu-west-1a", `say "no"`, `C:\dir`, "two\nlines\r\n", "\ttab", "${a}", "%{if}", "$", "%", "$$", "$ {", "100%{",
		"é", "日本", "\u200b", "\u0001", "\U000e0001", "\U0001f600", "\ufffd",
	} {
		want := string(hclwrite.TokensForValue(cty.StringVal(key)).Bytes())
		if got := quote(key); got != want {
			t.Errorf("%q is quoted %s, want %s", key, got, want)
		}
	}
}
