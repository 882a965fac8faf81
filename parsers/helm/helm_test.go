package helm

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/tree"
)

func TestFind(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // per document
	}{
		{"not of Helm", "kind: A\n---\nkind: B\n", []string{"", ""}},
		{"helm template", "---\n# Source: web/templates/a.yaml\nkind: A\n---\n# Source: web/templates/b.yaml\nkind: B\n", []string{"web/templates/a.yaml", "web/templates/b.yaml"}},
		{"CRLF", "---\r\n# Source: web/templates/a.yaml\r\nkind: A\r\n", []string{"web/templates/a.yaml"}},
		{"several objects of a template", "---\n# Source: a.yaml\nkind: A\n---\n# Source: a.yaml\nkind: B\n", []string{"a.yaml", "a.yaml"}},
		{"a dependency", "---\n# Source: web/charts/db/templates/a.yaml\nkind: A\n", []string{"web/charts/db/templates/a.yaml"}},
		{"other comments", "---\n# one\n\n# Source: a.yaml\n# two\nkind: A\n", []string{"a.yaml"}},
		{"a comment further down", "kind: A\n# Source: a.yaml\n", []string{""}},
		{"some without", "# Source: a.yaml\nkind: A\n---\nkind: B\n", []string{"a.yaml", ""}},
		{"text of a value", "a: '# Source: b'\n", []string{""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			documents := tree.Split([]byte(test.text))
			origins := Find([]byte(test.text), documents)
			var got []string
			for _, span := range documents {
				got = append(got, origins.At(span.End-1))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := origins.At(len(test.text) + 1); got != "" {
				t.Errorf("behind the file: %q", got)
			}
		})
	}
}

func TestWithoutNotes(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no documents", "", ""},
		{"none", "---\na: 1\n", "a: 1\n"},
		{"behind the last document", "---\na: 1\n---\nb: 2\n\nNOTES:\n1. Visit: http://{{ host }}\n", "a: 1\n|b: 2\n\n"},
		{"the first line", "NOTES:\n", "NOTES:\n"},
		{"in a value", "a: |\n  NOTES:\n  x\n", "a: |\n  NOTES:\n  x\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := []byte(test.text)
			var got []string
			for _, span := range WithoutNotes(data, tree.Split(data)) {
				got = append(got, test.text[span.Start:span.End])
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindAction(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"none", "kind: A\n", ""},
		{"a value", "kind: A\nname: {{ .Values.name }}\n", "{{ .Values.name }}"},
		{"a value in a list", "- name: {{ .Values.name }}\n", "{{ .Values.name }}"},
		{"an element of a list", "args:\n  - {{ .Values.arg }}\n", "{{ .Values.arg }}"},
		{"a quoted key", "\"a\": {{ .b }}\n", "{{ .b }}"},
		{"a line", "{{- if .Values.on }}\nkind: A\n{{- end }}\n", "{{- if .Values.on }}"},
		{"an action over several lines", "a: {{ include \"x\"\n  . }}\n", "{{"},
		{"CRLF", "a: 1\r\n{{ end }}\r\n", "{{ end }}"},
		{"in quotes", "a: \"{{ .b }}\"\nc: '{{ .d }}'\n", ""},
		{"in the middle of a text", "a: x-{{ .b }}\n", ""},
		{"in a comment", "# {{ .b }}\na: 1 # {{ .c }}\n", ""},
		{"in a block scalar", "expr: |\n  {{ $labels.pod }}\n\n  x: {{ .y }}\nb: 1\n", ""},
		{"in a block scalar of a list", "- |\n  {{ a }}\n- >-\n  {{ b }}\n", ""},
		{"in a block scalar with a comment", "a: |2- # text\n    {{ a }}\n", ""},
		{"in a tagged block scalar", "a: !x &y |\n  {{ a }}\n", ""},
		{"in a block scalar of a list's mapping", "- a: |\n    {{ a }}\n  b: {{ c }}\n", "{{ c }}"},
		{"behind a block scalar", "a: |\n  {{ a }}\nb: {{ c }}\n", "{{ c }}"},
		{"at the margin of a block scalar", "a: |\n{{ b | indent 2 }}\n", "{{ b | indent 2 }}"},
		{"a flow mapping", "a: { {b: c}: d }\n", ""},
		{"a value that is a vertical bar", "a: x|\nb: {{ c }}\n", "{{ c }}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at, ok := FindAction([]byte(test.text))
			if got := test.text[at.Start:at.End]; got != test.want || ok != (test.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, test.want)
			}
		})
	}
}

func TestChartOf(t *testing.T) {
	charts := map[string]bool{".": false, "web": true, "web/charts/db": true, "deploy/charts/api": true, "lib": true}
	tests := []struct {
		name, file, want string
		ok               bool
	}{
		{"a template", "web/templates/a.yaml", "web", true},
		{"a template in a folder", "web/templates/tests/a.yaml", "web", true},
		{"a folder of that name that belongs to no chart", "ansible/templates/a.yaml", "", false},
		{"the values of a chart", "web/values.yaml", "", false},
		{"its resource definitions", "web/crds/a.yaml", "", false},
		{"a template of a dependency", "web/charts/db/templates/a.yaml", "web", true},
		{"a chart in a folder called charts", "deploy/charts/api/templates/a.yaml", "deploy/charts/api", true},
		{"no folder", "a.yaml", "", false},
		{"standard input", "-", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := ChartOf(test.file, func(folder string) bool { return charts[folder] })
			if got != test.want || ok != test.ok {
				t.Errorf("got %q, %v, want %q, %v", got, ok, test.want, test.ok)
			}
		})
	}
	if got, ok := ChartOf("templates/a.yaml", func(folder string) bool { return folder == "." }); got != "." || !ok {
		t.Errorf("got %q, %v for a chart at the root", got, ok)
	}
}

func TestRenderCommand(t *testing.T) {
	for folder, want := range map[string]string{
		"":           "helm template CHART | ekslint lint -",
		"charts/web": "helm template charts/web | ekslint lint -",
	} {
		if got := RenderCommand(folder); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestIsLibrary(t *testing.T) {
	for chart, want := range map[string]bool{
		"name: a\ntype: library\n":     true,
		"name: a\ntype: application\n": false,
		"name: a\n":                    false,
		"":                             false,
		"{{ broken":                    false,
	} {
		if got := IsLibrary([]byte(chart)); got != want {
			t.Errorf("%q: got %v", chart, got)
		}
	}
}
