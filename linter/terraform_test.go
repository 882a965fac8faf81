package linter_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
)

// cluster is a cluster that is open to some ranges.
func cluster(ranges string) string {
	return "resource \"aws_eks_cluster\" \"c\" {\n  name = \"c\"\n  role_arn = \"r\"\n  vpc_config {\n    subnet_ids = []\n    public_access_cidrs = " + ranges + "\n  }\n}\n"
}

const world = `["0.0.0.0/0"]`

func TestTerraform(t *testing.T) {
	const (
		open = "cluster-endpoint-open-to-world"
		pod  = "privileged-container"
	)
	privileged := "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec: {containers: [{name: c, image: a, securityContext: {privileged: true}}]}\n"
	for _, test := range []struct {
		name, reason string
		files        map[string]string
		opts         linter.Options
		want         []string
		incomplete   bool
	}{
		{
			name: "a module that several roots call", reason: "it is mended once",
			files: map[string]string{
				"a/main.tf": `module "m" { source = "../m" }`, "b/main.tf": `module "m" { source = "../m" }`, "m/main.tf": cluster(world),
			},
			want: []string{"m/main.tf:6 module.m.aws_eks_cluster.c"},
		},
		{
			name: "instances of a module", reason: "one place, and all addresses",
			files: map[string]string{
				"main.tf":   "module \"m\" {\n  for_each = toset([\"x\", \"y\"])\n  source = \"./m\"\n}\n",
				"m/main.tf": cluster(world),
			},
			want: []string{`m/main.tf:6 module.m["x"].aws_eks_cluster.c [module.m["y"].aws_eks_cluster.c]`},
		},
		{
			name: "a module that is left out", reason: "what is wrong in it is mended where it is called",
			files: map[string]string{"main.tf": "module \"m\" {\n  source = \"./vendor/m\"\n}\n", "vendor/m/main.tf": cluster(world)},
			opts:  linter.Options{Exclude: []string{"vendor/"}},
			want:  []string{"main.tf:1 module.m.aws_eks_cluster.c"},
		},
		{
			name: "a module that is not there", reason: "it is said, and the rest is judged",
			files:      map[string]string{"main.tf": cluster(world) + "module \"m\" {\n  source = \"example.com/a/b/c\"\n}\n"},
			want:       []string{"main.tf:6 aws_eks_cluster.c"},
			incomplete: true,
		},
		{
			name: "a module in a folder of the configuration", reason: "it is as good as if it were downloaded",
			files: map[string]string{
				"infra/main.tf": "module \"m\" {\n  source = \"example.com/a/b/c\"\n}\n", "mods/m/main.tf": cluster(world),
			},
			opts: linter.Options{
				Paths:     []string{"infra"},
				Terraform: linter.Terraform{Roots: []linter.TerraformRoot{{Root: "*", Modules: map[string]string{"example.com/a/b/c": "mods/m"}}}},
			},
			want: []string{"mods/m/main.tf:6 module.m.aws_eks_cluster.c"},
		},
		{
			name: "files with values", reason: "those of the root come before those of the flag",
			files: map[string]string{
				"infra/main.tf": "variable \"r\" {}\n" + cluster("var.r"), "infra/prod.tfvars": "r = [\"10.0.0.0/8\"]\n",
				"open.tfvars": "r = [\"0.0.0.0/0\"]\n",
			},
			opts: linter.Options{Terraform: linter.Terraform{
				Roots: []linter.TerraformRoot{{Root: "infra", VarFiles: []string{"prod.tfvars"}}}, VarFiles: []string{"open.tfvars"},
			}},
			want: []string{"open.tfvars:1 aws_eks_cluster.c"},
		},
		{
			name: "an object in a file that is read anyway", reason: "it is judged once",
			files: map[string]string{
				"main.tf": `resource "kubectl_manifest" "p" { yaml_body = file("p.yaml") }`, "p.yaml": privileged,
			},
			opts: linter.Options{Only: []string{pod}},
			want: []string{"p.yaml:4 "},
		},
		{
			name: "an object that is a value", reason: "the place is where the value is written",
			files: map[string]string{
				"main.tf": "locals { p = true }\nresource \"kubernetes_pod_v1\" \"p\" {\n  metadata { name = \"p\" }\n  spec {\n    container {\n      name = \"c\"\n      security_context { privileged = local.p }\n    }\n  }\n}\n",
			},
			opts: linter.Options{Only: []string{pod}},
			want: []string{"main.tf:1 kubernetes_pod_v1.p"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for name, text := range test.files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			test.opts.FS = fsys
			if test.opts.Only == nil {
				test.opts.Only = []string{open}
			}
			l, err := linter.New(test.opts)
			if err != nil {
				t.Fatal(err)
			}
			report, err := l.Lint(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range report.Findings {
				text := fmt.Sprintf("%s:%d %s", f.Location.File.Path, f.Location.File.Position(f.Location.Span.Start).Line, f.Resource.Address)
				if len(f.Resource.More) > 0 {
					text += fmt.Sprint(" ", f.Resource.More)
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: findings (-want +got):\n%s\nproblems %v", test.reason, diff, report.Problems)
			}
			if report.Complete == test.incomplete || report.Failed() {
				t.Errorf("%s: complete is %t, problems %v", test.reason, report.Complete, report.Problems)
			}
		})
	}
}

func TestAPlanStandsForItsConfiguration(t *testing.T) {
	plan := `{"format_version": "1.2", "resource_changes": [{"address": "aws_eks_cluster.c", "mode": "managed", "type": "aws_eks_cluster", "name": "c",
  "change": {"actions": ["create"], "before": null, "after": {"name": "c", "role_arn": "r", "vpc_config": [{"public_access_cidrs": ["0.0.0.0/0"], "subnet_ids": []}]}, "after_unknown": {}, "after_sensitive": {}}}]}`
	for _, test := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"alone", fstest.MapFS{"plan.json": {Data: []byte(plan)}}, "plan.json"},
		{"beside it", fstest.MapFS{"plan.json": {Data: []byte(plan)}, "main.tf": {Data: []byte("variable \"r\" {}\n" + cluster("var.r"))}}, "main.tf"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, err := linter.New(linter.Options{FS: test.files, Only: []string{"cluster-endpoint-open-to-world"}})
			if err != nil {
				t.Fatal(err)
			}
			report, err := l.Lint(t.Context())
			if err != nil || report.Failed() {
				t.Fatal(err, report.Problems)
			}
			if len(report.Findings) != 1 || report.Findings[0].Location.File.Path != test.want || report.Inputs["plan"] != 1 {
				t.Errorf("findings %v, inputs %v; want one in %s", report.Findings, report.Inputs, test.want)
			}
		})
	}
}
