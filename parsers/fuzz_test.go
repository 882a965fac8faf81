package parsers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
)

// FuzzParse feeds the whole way from bytes to the model: it never panics, all places lie
// in the file, and the same input gives the same model.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"kubernetes/testdata/positions/*.yaml", "../fixtures/*/*/*.yaml", "../fixtures/broken/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Add([]byte("---\n# Source: a/templates/b.yaml\n" + pod + "NOTES:\n{{"))
	f.Add([]byte(`{"apiVersion":"v1","kind":"PodList","items":[{"spec":{"containers":[{"image":"${X}","ports":[{"hostPort":"80"}]}]}}]}`))
	f.Add([]byte("apiVersion: x.io/v1\nkind: X\nspec: [{template: {spec: {containers: [{image: {}, securityContext: [1]}]}}}]\n"))
	f.Fuzz(checkParse)
}

func checkParse(t *testing.T, data []byte) {
	file := source.NewFile("x.yaml", data)
	parsed := Parse(file, Options{Named: true, Base: 7})
	inFile := func(what string, span source.Span) {
		if span.Start < 0 || span.End < span.Start || span.End > len(data) {
			t.Errorf("%s lies at %v of %d bytes", what, span, len(data))
		}
	}
	for _, p := range parsed.Problems {
		inFile("problem "+p.Message, p.Span)
	}
	m := &parsed.Objects.Model
	locate := func(ref model.Ref, unknown map[string]model.Reason) {
		fields := [][]string{nil, {"name"}, {"absent"}, {"security_context", "privileged"}, {"effective", "run_as_user"}, {"labels", "a.b/c"}}
		for field := range unknown {
			fields = append(fields, []string{field})
		}
		for _, field := range fields {
			place, ok := parsed.Objects.Anchors.Locate(ref, field)
			if !ok || place.Object == nil {
				t.Fatalf("%v of %d is not located", field, ref)
			}
			inFile(place.Field, place.Span)
			inFile(place.Field, place.Node)
		}
	}
	for _, w := range m.Workloads {
		locate(w.Ref, w.Unknown)
	}
	for _, c := range m.Containers {
		locate(c.Ref, c.Unknown)
	}
	for _, v := range m.Volumes {
		locate(v.Ref, v.Unknown)
	}
	for _, v := range m.VolumeMounts {
		locate(v.Ref, v.Unknown)
	}
	again := Parse(source.NewFile("x.yaml", data), Options{Named: true, Base: 7})
	if diff := cmp.Diff(encode(t, m), encode(t, &again.Objects.Model)); diff != "" {
		t.Errorf("the same input gives another model:\n%s", diff)
	}
	if diff := cmp.Diff(summarize(parsed), summarize(again)); diff != "" {
		t.Errorf("the same input gives another result:\n%s", diff)
	}
}

func encode(t *testing.T, m *model.Model) string {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
