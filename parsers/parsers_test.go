package parsers

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/source"
)

// summary is what a file was read as, for comparing.
type summary struct {
	Format         Format
	Objects, Other int
	Workloads      []string // kind/name, and the template it was made from
	Problems       []string
}

func summarize(p *Parsed) summary {
	s := summary{Format: p.Format, Objects: p.Objects.Count, Other: p.Objects.Other}
	for _, w := range p.Objects.Model.Workloads {
		name := w.Kind + "/" + w.Name
		if place, _ := p.Objects.Anchors.Locate(w.Ref, nil); place.Object.Source != "" {
			name += " of " + place.Object.Source
		}
		s.Workloads = append(s.Workloads, name)
	}
	for _, problem := range p.Problems {
		at := p.File.Position(problem.Span.Start)
		s.Problems = append(s.Problems, fmt.Sprintf("%d:%d: %s: %s", at.Line, at.Column, problem.Level, problem.Message))
	}
	return s
}

const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n    image: i\n"

var podB = strings.Replace(pod, "name: a", "name: b", 1)

func TestParse(t *testing.T) {
	one := []string{"Pod/a"}
	tests := []struct {
		name, reason string
		path, text   string
		asked        bool // the user named the file
		want         summary
	}{
		{name: "a manifest", text: pod, want: summary{Format: Kubernetes, Objects: 1, Workloads: one}},
		{name: "several documents", text: pod + "---\n" + podB, want: summary{Format: Kubernetes, Objects: 2, Workloads: []string{"Pod/a", "Pod/b"}}},
		{name: "CRLF", text: strings.ReplaceAll(pod, "\n", "\r\n"), want: summary{Format: Kubernetes, Objects: 1, Workloads: one}},
		{name: "an empty file", text: ""},
		{name: "only comments", text: "# kind: Pod\n# apiVersion: v1\n"},

		{name: "docker compose", text: "services:\n  web:\n    image: nginx\n    privileged: true\n", want: summary{Other: 1}},
		{name: "a workflow of GitHub", text: "on: push\njobs:\n  a:\n    steps:\n    - run: echo ${{ github.sha }}\n", want: summary{Other: 1}},
		{name: "OpenAPI", text: "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {}\n", want: summary{Other: 1}},
		{name: "a chart", text: "apiVersion: v2\nname: web\nversion: 1.0.0\n", want: summary{Other: 1}},
		{name: "values of a chart", text: "controller:\n  kind: Deployment\nimage: {tag: x}\n", want: summary{Other: 1}},
		{name: "values with a kind at the root", text: "kind: Deployment\nreplicas: 1\n", want: summary{Other: 1}},
		{name: "a kustomization", text: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}\nresources: [a.yaml]\n", want: summary{Other: 1}},
		{name: "package.json", path: "package.json", text: `{"name": "a", "scripts": {"kind": "b"}}`, want: summary{Other: 1}},
		{name: "a state of Terraform", path: "terraform.tfstate.json", text: `{"version": 4, "resources": []}`, want: summary{Other: 1}},
		{name: "a list in JSON", path: "a.json", text: `[{"kind": "Pod"}]`, want: summary{Other: 1}},
		{name: "tags of mkdocs", text: "x:\n  - !!python/name:material.extensions.emoji.twemoji\n  - !ENV [A, b]\n", want: summary{Other: 1}},
		{name: "CloudFormation", text: "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {X: !Sub '${A}', Y: !GetAtt A.Arn}\n", want: summary{Other: 1}},
		{name: "a document that is a text", text: "just words\n", want: summary{Other: 1}},
		{name: "broken, and nothing of Kubernetes", text: "a: [\n"},
		{name: "a key given twice, and nothing of Kubernetes", text: "a: 1\na: 2\n", want: summary{Other: 1}},
		{name: "broken, with the words in texts", text: "doc: see kind: and apiVersion: below\nmankind: [\n"},
		{name: "not UTF-8, and nothing of Kubernetes", text: "a: \xff\n"},

		{
			name: "broken, and named by the user", text: "a: [\n", asked: true,
			want: summary{Problems: []string{"2:1: error: not valid YAML: did not find expected node content"}},
		},
		{
			name: "a broken manifest", text: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: [a\nspec: {}\n",
			want: summary{Problems: []string{"5:5: error: not valid YAML: did not find expected ',' or ']'"}},
		},
		{
			name: "a broken manifest in minified JSON", path: "a.json", text: `{"kind":"Pod","apiVersion":"v1","spec":{]}`,
			want: summary{Problems: []string{"1:41: error: not valid JSON: invalid character ']'"}},
		},
		{
			name: "a broken document between others", text: pod + "---\nkind: Pod\nx: y: z\n---\n" + podB,
			want: summary{Format: Kubernetes, Objects: 2, Workloads: []string{"Pod/a", "Pod/b"}, Problems: []string{
				"11:5: error: not valid YAML: mapping values are not allowed in this context",
			}},
		},
		{
			name: "a manifest in UTF-16", text: utf16("apiVersion: v1\nkind: Pod\n"),
			want: summary{Problems: []string{"1:1: error: the file is UTF-16; save it as UTF-8"}},
		},
		{
			name: "a manifest in Latin-1", text: "apiVersion: v1\nkind: Pod\nx: caf\xe9\n",
			want: summary{Problems: []string{"3:7: error: the file is not UTF-8: byte 0xe9 stands where a character should; save it as UTF-8"}},
		},
		{
			name: "a key given twice in a manifest", text: "kind: Service\n" + pod,
			want: summary{Format: Kubernetes, Objects: 1, Workloads: one, Problems: []string{
				`3:1: warning: key "kind" is given twice; kubectl takes this one and drops that of line 1`,
			}},
		},

		{
			name: "a template", path: "charts/web/templates/pod.yaml", text: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n",
			want: summary{Problems: []string{"4:9: error: not valid YAML: this looks like an unrendered template; render it first: helm template charts/web | ekslint lint -"}},
		},
		{
			name: "a template of several documents", reason: "one problem says it all, and what is YAML is read",
			text: "kind: A\napiVersion: v1\nx: {{ y }}\n---\n" + pod + "---\n{{ if z }}\nkind: B\napiVersion: v1\n{{ end }}\n",
			want: summary{Format: Kubernetes, Objects: 1, Workloads: one, Problems: []string{
				"3:4: error: not valid YAML: this looks like an unrendered template; render it first: helm template CHART | ekslint lint -",
			}},
		},
		{
			name: "braces in quotes and block scalars", reason: "rules of Prometheus, templates of Argo, dashboards of Grafana",
			text: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ x }}\"}\ndata:\n  a: |\n    {{ range . }}\n    {{ end }}\n  b: 'x {{ y }}'\n  c: x {{ y }}\n",
			want: summary{Format: Kubernetes, Objects: 1},
		},
		{
			name: "a mistake in a manifest with braces", reason: "the mistake is the problem, and not the braces",
			text: "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    {{ x }}\n  b: c: d\n",
			want: summary{Problems: []string{"6:7: error: not valid YAML: mapping values are not allowed in this context"}},
		},
		{
			name: "a kind that is filled in later", text: "apiVersion: v1\nkind: ${KIND}\nmetadata: {name: a}\n",
			want: summary{Format: Kubernetes, Objects: 1, Problems: []string{
				"2:1: error: the kind of this object is filled in later (${KIND}), so it was not checked; render it first",
			}},
		},

		{
			name: "output of helm template", path: "-", asked: true, text: "---\n# Source: web/templates/a.yaml\n" + pod + "---\n# Source: web/charts/db/templates/b.yaml\n# text\n" + podB,
			want: summary{Format: Helm, Objects: 2, Workloads: []string{"Pod/a of web/templates/a.yaml", "Pod/b of web/charts/db/templates/b.yaml"}},
		},
		{
			name: "output of helm install --dry-run --debug", asked: true,
			text: "install.go:225: 2024-01-01 [debug] Original chart version: \"\"\ninstall.go:242: [debug] CHART PATH: /x\n\nNAME: web\nUSER-SUPPLIED VALUES:\n{}\n\nCOMPUTED VALUES:\na: 1\n\nHOOKS:\n---\n# Source: web/templates/a.yaml\n" +
				pod + "MANIFEST:\n---\n# Source: web/templates/b.yaml\n" + podB + "\nNOTES:\n1. Get the URL: {{\n  kubectl get pods\n",
			want: summary{Format: Helm, Objects: 2, Workloads: []string{"Pod/a of web/templates/a.yaml", "Pod/b of web/templates/b.yaml"}},
		},
		{
			name: "a broken manifest in Helm's output", text: "---\n# Source: web/templates/a.yaml\n" + pod + "---\n# Source: web/templates/b.yaml\nx: y: z\n",
			want: summary{Format: Helm, Objects: 1, Workloads: []string{"Pod/a of web/templates/a.yaml"}, Problems: []string{
				"13:5: error: not valid YAML: mapping values are not allowed in this context",
			}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := test.path
			if path == "" {
				path = "x.yaml"
			}
			got := summarize(Parse(source.NewFile(path, []byte(test.text)), Options{Named: test.asked}))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

// utf16 writes a text of ASCII in UTF-16 with a byte order mark.
func utf16(text string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range []byte(text) {
		b.Write([]byte{c, 0})
	}
	return b.String()
}

func TestMayHoldObjects(t *testing.T) {
	for text, want := range map[string]bool{
		pod: true, "": false, "a: b\n": false, utf16(pod): true, `{"kind":"Pod"}`: true, "apiVersion: v1\n": true,
	} {
		if got := MayHoldObjects([]byte(text)); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// TestTime reads manifests that cost the square of their size if they are read without
// care; the bound leaves room for a slow machine.
func TestTime(t *testing.T) {
	const n = 20_000
	list := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	tests := []struct{ name, text string }{
		{"mounts and volumes", pod + "    volumeMounts:\n" + list("    - {name: v%d, mountPath: /a}\n") + "  volumes:\n" + list("  - {name: v%d, emptyDir: {}}\n")},
		{"backends", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: {rules: [{http: {paths: [" + list("{backend: {service: {name: s%d}}},") + "]}}]}\n"},
		{"a long key above many", "apiVersion: x.io/v1\nkind: X\nspec: {? " + strings.Repeat("k", 1<<20) + "\n  : {" + list("k%d: {}, ") + "}}\n"},
		{"keys given twice on one line", `{"apiVersion":"v1","kind":"Pod","x":{` + list(`"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":%d,`) + `"b":1}}`},
		{"values of the wrong type on one line", "apiVersion: v1\nkind: Namespace\nmetadata: {labels: {" + list("k%d: 1, ") + "}}\n"},
		{"objects on one line", `{"apiVersion":"v1","kind":"List","items":[` + list(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p%d"},"spec":{"containers":[{"image":1}]}},`) + "{}]}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			parsed := Parse(source.NewFile("x.yaml", []byte(test.text)), Options{})
			for _, p := range parsed.Problems {
				parsed.File.Position(p.Span.Start)
			}
			for _, w := range parsed.Objects.Model.Workloads {
				if _, ok := parsed.Objects.Anchors.Locate(w.Ref, []string{"host_network"}); !ok {
					t.Errorf("%s is not located", w.Name)
				}
			}
			if parsed.Objects.Count == 0 {
				t.Errorf("nothing was read: %v", parsed.Problems)
			}
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("%d bytes took %v", len(test.text), took)
			}
		})
	}
}
