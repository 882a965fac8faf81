package terraform

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// FuzzEvaluate looks for input that makes the evaluation panic, hang, point outside of the
// file or give another result the second time.
func FuzzEvaluate(f *testing.F) {
	f.Add(world, "a = 1")
	f.Add(`resource "x" "y" {
		for_each = { a = [1, null], b = local.u }
		v = try(each.value[0], "d")
		dynamic "b" {
			for_each = each.value
			content { c = b.value }
		}
	}
	locals { u = var.u }
	variable "u" {}`, "")
	f.Add(`data "aws_iam_policy_document" "d" {
		source_policy_documents = [var.p, "{}"]
		statement {
			sid = "a"
			actions = ["s3:*", var.p]
			condition {
				test = "x"
				variable = "y"
				values = []
			}
		}
	}
	variable "p" {}
	output "o" { value = data.aws_iam_policy_document.d.json }`, "p = \"{\"")
	f.Fuzz(func(t *testing.T, text, values string) {
		run := func() map[string]string {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			fsys := fstest.MapFS{
				"main.tf":          &fstest.MapFile{Data: []byte(text)},
				"terraform.tfvars": &fstest.MapFile{Data: []byte(values)},
				"m/main.tf":        &fstest.MapFile{Data: []byte("variable \"v\" {}\noutput \"o\" { value = var.v }")},
			}
			root := NewLoader(fsys).Evaluate(ctx, ".", Options{Limits: Limits{Resources: 1000, Instances: 100}})
			if root == nil {
				t.Fatal("no root")
			}
			out := flat(root)
			for _, p := range root.Problems {
				out["problem "+p.Message] = ""
				if p.File != nil && (p.Span.Start < 0 || p.Span.End > len(p.File.Data) || p.Span.Start > p.Span.End) {
					t.Errorf("%q is at %v, outside of the file", p.Message, p.Span)
				}
			}
			for _, o := range root.Module.dir.outputs {
				if _, err := root.Module.output(o.name); err != nil {
					t.Error(err)
				}
			}
			return out
		}
		if diff := cmp.Diff(run(), run()); diff != "" {
			t.Errorf("two runs differ:\n%s", diff)
		}
	})
}
