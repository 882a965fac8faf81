package linter_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
)

func lint(t *testing.T, opts linter.Options) *linter.Report {
	t.Helper()
	l, err := linter.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Lint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func manifest(text string) linter.Options {
	return linter.Options{Overlay: []*source.File{source.NewFile("a.yaml", []byte(text))}}
}

// TestTwoRunsGiveTheSameBytes lints all fixtures again and again, with one worker and with
// many.
func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	sameBytes(t, 20)
}

// TestOneWorkerAndEightGiveTheSameBytes is what the race detector runs of the test above.
func TestOneWorkerAndEightGiveTheSameBytes(t *testing.T) { sameBytes(t, 2) }

// sameBytes lints the fixtures several times, with one worker and with eight in turn.
func sameBytes(t *testing.T, runs int) {
	t.Helper()
	var want []byte
	for i := range runs {
		r := lint(t, linter.Options{FS: os.DirFS(fixturesFolder), Only: []string{"all"}, Jobs: 1 + 7*(i%2)})
		var got bytes.Buffer
		if err := report.JSON(&got, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got.Bytes()
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Fatalf("run %d differs from the first (-first +this):\n%s", i+1, diff)
		}
	}
}

func TestFingerprintsAreUniqueAndKeepStillWhenLinesMove(t *testing.T) {
	pod := "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: a\n    securityContext: {privileged: true}\n"
	of := func(text string) []string {
		opts := manifest(text)
		opts.Only = []string{"privileged-container"}
		var list []string
		for _, f := range lint(t, opts).Findings {
			list = append(list, f.Fingerprint)
		}
		return list
	}
	twice := of(pod + "---\n" + pod)
	if len(twice) != 2 || twice[0] == twice[1] {
		t.Errorf("the fingerprints of two equal objects are %v", twice)
	}
	if moved := of("# a comment\n\n" + pod); len(moved) != 1 || moved[0] != twice[0] {
		t.Errorf("fingerprint %v after two lines were added, and %v before", moved, twice[0])
	}
	if renamed := of(strings.Replace(pod, "name: web", "name: api", 1)); len(renamed) != 1 || renamed[0] == twice[0] {
		t.Errorf("another object has the fingerprint %v as well", renamed)
	}
}

func TestNothingToCheckIsAProblem(t *testing.T) {
	for _, test := range []struct {
		name    string
		opts    linter.Options
		problem string // a part of the message; "" if there is none
	}{
		{"an empty folder", linter.Options{FS: fstest.MapFS{}}, "nothing to check: no Kubernetes object in 0 files"},
		{"other YAML", linter.Options{FS: fstest.MapFS{"a.yaml": {Data: []byte("a: 1")}}}, "no Kubernetes object in 1 files"},
		{"allowed", linter.Options{FS: fstest.MapFS{}, AllowEmpty: true}, ""},
		{"an object without rules", linter.Options{FS: fstest.MapFS{"a.yaml": {Data: []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")}}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := lint(t, test.opts)
			if test.problem == "" {
				if len(r.Problems) > 0 || !r.Complete {
					t.Errorf("problems %v, complete %v", r.Problems, r.Complete)
				}
				return
			}
			if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, test.problem) || r.Complete {
				t.Errorf("problems %v, complete %v; want one with %q", r.Problems, r.Complete, test.problem)
			}
		})
	}
}

func TestWhatCannotBeReadIsAProblemAndTheRestIsJudged(t *testing.T) {
	r := lint(t, linter.Options{
		FS: fstest.MapFS{
			"bad.yaml":   {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: [\n")},
			"large.yaml": {Data: bytes.Repeat([]byte("#"), 1000)},
			"pod.yaml":   {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, securityContext: {privileged: true}}]}\n")},
		},
		MaxFileSize: 500, Only: []string{"privileged-container"},
	})
	if len(r.Findings) != 1 || r.Complete {
		t.Errorf("findings %v, complete %v", r.Findings, r.Complete)
	}
	var at []string
	for _, p := range r.Problems {
		at = append(at, p.File.Path)
	}
	if diff := cmp.Diff([]string{"bad.yaml", "large.yaml"}, at); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestAChartThatIsNotRenderedIsOneProblem(t *testing.T) {
	r := lint(t, linter.Options{FS: fstest.MapFS{
		"c/Chart.yaml":                {Data: []byte("apiVersion: v2\nname: c\nversion: 1.0.0\n")},
		"c/templates/pod.yaml":        {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.metadata }}\n")},
		"c/files/pod.yaml":            {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.metadata }}\n")},
		"c/files/broken.yaml":         {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: [\n")},
		"c/crds/crd.yaml":             {Data: []byte("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n")},
		"c/charts/d/Chart.yaml":       {Data: []byte("apiVersion: v2\nname: d\nversion: 1.0.0\n")},
		"c/charts/d/templates/a.yaml": {Data: []byte("{{ x }}")},
	}})
	var at []string
	for _, p := range r.Problems {
		at = append(at, p.File.Path)
	}
	if diff := cmp.Diff([]string{"c/Chart.yaml", "c/files/broken.yaml"}, at); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestAFailingFileSystemIsAProblem(t *testing.T) {
	r := lint(t, linter.Options{FS: failing{fstest.MapFS{"a.yaml": {Data: []byte("a: 1")}, "b/c.yaml": {}}}})
	if len(r.Problems) != 2 || r.Problems[0].File.Path != "a.yaml" || !strings.Contains(r.Problems[0].Message, "cannot be read: permission denied") {
		t.Errorf("problems %v", r.Problems)
	}
}

// failing is a file system in which the file a.yaml and the folder b cannot be opened.
type failing struct{ fstest.MapFS }

func (f failing) Open(name string) (fs.File, error) {
	if name == "a.yaml" || name == "b" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadFile(name string) ([]byte, error) { return fs.ReadFile(onlyOpen{f}, name) }

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(onlyOpen{f}, name) }

type onlyOpen struct{ fs.FS }

func TestAnEndedContextIsAProblem(t *testing.T) {
	l, err := linter.New(linter.Options{FS: os.DirFS(fixturesFolder)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("timed out after 1s"))
	r, err := l.Lint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r.Complete || len(r.Problems) == 0 || !strings.Contains(r.Problems[0].Message, "timed out after 1s") {
		t.Errorf("complete %v, problems %v", r.Complete, r.Problems)
	}
}

func TestSelection(t *testing.T) {
	for _, test := range []struct {
		name string
		opts linter.Options
		// some and none are rules that are and are not selected; err is a part of the error.
		some, none []string
		err        string
	}{
		{name: "the default profile", some: []string{"privileged-container"}, none: []string{"service-links-enabled"}},
		{name: "the strict profile", opts: linter.Options{Profile: "strict"}, some: []string{"privileged-container", "service-links-enabled"}},
		{name: "one rule more", opts: linter.Options{Enable: []string{"service-links-enabled"}}, some: []string{"privileged-container", "service-links-enabled"}},
		{name: "one rule only", opts: linter.Options{Only: []string{"service-links-enabled"}}, some: []string{"service-links-enabled"}, none: []string{"privileged-container"}},
		{name: "a glob", opts: linter.Options{Only: []string{"host-*"}}, some: []string{"host-network", "host-port"}, none: []string{"privileged-container"}},
		{name: "a category without a rule", opts: linter.Options{Only: []string{"pod-security"}, Disable: []string{"host-network"}}, some: []string{"host-port"}, none: []string{"host-network"}},
		{name: "upper case", opts: linter.Options{Only: []string{"Host-Network"}}, some: []string{"host-network"}},
		{name: "nothing", opts: linter.Options{Disable: []string{"all"}}, none: []string{"host-network"}},
		{name: "a misspelt rule", opts: linter.Options{Only: []string{"priviledged-container"}}, err: `no rule or category is named "priviledged-container"; did you mean privileged-container?`},
		{name: "a misspelt category", opts: linter.Options{Disable: []string{"podsecurity"}}, err: "did you mean pod-security?"},
		{name: "a part of a name", opts: linter.Options{Only: []string{"container-socket"}}, err: "did you mean container-socket-mounted?"},
		{name: "a misspelt profile", opts: linter.Options{Profile: "strickt"}, err: `no profile is named "strickt"`},
		{name: "a version that is not known yet", opts: linter.Options{KubernetesMinor: 99}, err: "not 1.99"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, err := linter.New(test.opts)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("error %v, want one with %q", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			on := map[string]bool{}
			for _, r := range l.Rules() {
				on[r.Name] = true
			}
			for _, name := range test.some {
				if !on[name] {
					t.Errorf("%s is not selected", name)
				}
			}
			for _, name := range test.none {
				if on[name] {
					t.Errorf("%s is selected", name)
				}
			}
		})
	}
}
