package linter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/source"
)

func files(list ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, file := range list {
		name, text, _ := strings.Cut(file, "=")
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestDiscover(t *testing.T) {
	for _, test := range []struct {
		name   string
		reason string
		opts   Options
		want   []string
		// problems are the path and a part of the message of each problem.
		problems []string
	}{
		{
			name:   "the files that can hold objects",
			reason: "others are not what people mean when they name a folder",
			opts:   Options{FS: files("b.yaml", "a.yml", "c.json", "d.txt", "e.YAML", "sub/f.yaml"), Paths: []string{"."}},
			want:   []string{"a.yml", "b.yaml", "c.json", "e.YAML", "sub/f.yaml"},
		},
		{
			name:   "a named file of any name",
			reason: "who names a file wants it read",
			opts:   Options{FS: files("rendered.txt", "b.yaml"), Paths: []string{"rendered.txt"}},
			want:   []string{"rendered.txt"},
		},
		{
			name:   "each file once",
			reason: "hooks name files that lie in folders which are named as well",
			opts:   Options{FS: files("a.yaml", "sub/b.yaml"), Paths: []string{"sub/b.yaml", ".", "./a.yaml", "sub"}},
			want:   []string{"a.yaml", "sub/b.yaml"},
		},
		{
			name:   "what git ignores",
			reason: "it is not the source of the team",
			opts:   Options{FS: files(".gitignore=/out\n*.tmp.yaml\n", "a.yaml", "b.tmp.yaml", "out/c.yaml", "sub/.gitignore=d.yaml", "sub/d.yaml", "sub/out/e.yaml"), Paths: []string{"."}},
			want:   []string{"a.yaml", "sub/out/e.yaml"},
		},
		{
			name:   "ignore files above the named folder",
			reason: "git counts them too",
			opts:   Options{FS: files(".gitignore=*.tmp.yaml", "sub/a.yaml", "sub/b.tmp.yaml"), Root: "sub", Paths: []string{"sub"}},
			want:   []string{"a.yaml"},
		},
		{
			name:   "an ignored folder that is named",
			reason: "rendered charts are often ignored, and linted all the same",
			opts:   Options{FS: files(".gitignore=out", "out/a.yaml", "out/.gitignore=b.yaml", "out/b.yaml"), Paths: []string{"out"}},
			want:   []string{"out/a.yaml"},
		},
		{
			name:   "ignore files disregarded",
			reason: "--no-ignore",
			opts:   Options{FS: files(".gitignore=a.yaml", "a.yaml"), NoIgnore: true, Paths: []string{"."}},
			want:   []string{"a.yaml"},
		},
		{
			name:   "excluded",
			reason: "the patterns are relative to the root of the run and hold for named files as well",
			opts: Options{
				FS: files("r/a.yaml", "r/b/c.yaml", "r/b/d.yaml", "r/e/a.yaml"), Root: "r",
				Exclude: []string{"/a.yaml", "b/**", "!b/d.yaml"}, Paths: []string{"r", "r/a.yaml"},
			},
			want: []string{"b/d.yaml", "e/a.yaml"},
		},
		{
			name:   "outside of the root",
			reason: "the paths still lead there",
			opts:   Options{FS: files("a.yaml", "r/s/b.yaml"), Root: "r/s", Paths: []string{"."}},
			want:   []string{"../../a.yaml", "b.yaml"},
		},
		{
			name:   "folders of others",
			reason: "modules that tools downloaded are not the team's",
			opts:   Options{FS: files("node_modules/a.yaml", ".terraform/b.yaml", ".git/c.yaml", ".github/d.yaml"), Paths: []string{"."}},
			want:   []string{".github/d.yaml"},
		},
		{
			name:   "a chart",
			reason: "templates are not manifests, and silence would look like a pass",
			opts: Options{FS: files("c/Chart.yaml=name: c", "c/values.yaml", "c/crds/crd.yaml", "c/templates/a.yaml={{ x }}",
				"c/charts/sub/Chart.yaml", "c/charts/sub/templates/b.yaml"), Paths: []string{"."}},
			want:     []string{"c/Chart.yaml", "c/crds/crd.yaml", "c/values.yaml"},
			problems: []string{"c/Chart.yaml: not rendered, so its templates were not checked; run: helm template c | ekslint lint -"},
		},
		{
			name:   "a library chart",
			reason: "it deploys nothing",
			opts:   Options{FS: files("c/Chart.yaml=type: library", "c/templates/a.yaml"), Paths: []string{"."}},
			want:   []string{"c/Chart.yaml"},
		},
		{
			name:   "a chart that is excluded",
			reason: "somebody renders it elsewhere",
			opts:   Options{FS: files("c/Chart.yaml", "c/templates/a.yaml"), Exclude: []string{"c/templates"}, Paths: []string{"."}},
			want:   []string{"c/Chart.yaml"},
		},
		{
			name:   "patches of a kustomization",
			reason: "what a patch lacks is in the object that it patches",
			opts: Options{FS: files("k/kustomization.yaml=patches: [{path: p.yaml}, {patch: \"a: 1\\nb: 2\"}]\npatchesStrategicMerge: [q/r.yaml]\n",
				"k/p.yaml", "k/q/r.yaml", "k/a.yaml"), Paths: []string{"k/p.yaml", "k"}},
			want: []string{"k/a.yaml", "k/kustomization.yaml"},
		},
		{
			name:   "a patch that is named alone",
			reason: "hooks name what changed, and a patch is no more of an object then",
			opts: Options{
				FS:    files("k/kustomization.yml=patchesJson6902: [{path: q/r.yaml}]", "k/q/r.yaml"),
				Paths: []string{"k/q/r.yaml"},
			},
			want: nil,
		},
		{
			name:     "missing",
			reason:   "a typing error must not look like a pass",
			opts:     Options{FS: files("a.yaml"), Paths: []string{"b.yaml"}},
			problems: []string{"b.yaml: there is no such file or folder"},
		},
		{
			name:   "an overlay",
			reason: "the unsaved buffer stands for the file",
			opts:   Options{FS: files("a.yaml", "b.yaml"), Paths: []string{"."}, Overlay: []*source.File{source.NewFile("b.yaml", nil)}},
			want:   []string{"a.yaml", "b.yaml (overlay)"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.MaxFileSize = defaultMaxFileSize
			found := discover(&test.opts)
			inputs, problems := found.inputs, found.problems
			compareInputs(t, inputs, test.want, test.reason)
			if len(problems) != len(test.problems) {
				t.Fatalf("problems %v, want %v (%s)", problems, test.problems, test.reason)
			}
			for i, want := range test.problems {
				path, text, _ := strings.Cut(want, ": ")
				if problems[i].File.Path != path || !strings.Contains(problems[i].Message, text) {
					t.Errorf("problem %s: %s; want %s (%s)", problems[i].File.Path, problems[i].Message, want, test.reason)
				}
			}
		})
	}
}

func compareInputs(t *testing.T, inputs []input, want []string, reason string) {
	t.Helper()
	var got []string
	for _, in := range inputs {
		if in.overlay != nil {
			in.shown += " (overlay)"
		}
		got = append(got, in.shown)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", reason, diff)
	}
}

func TestLinksAreReadOnceAndNeverOutOfTheRoot(t *testing.T) {
	folder := t.TempDir()
	write := func(name string) {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(target, name string) {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Skipf("this system makes no links: %v", err)
		}
	}
	for _, name := range []string{"root", "root/sub"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("outside.yaml")
	write("root/sub/a.yaml")
	link("sub/a.yaml", "root/b.yaml")
	link("sub", "root/folder")
	link("../outside.yaml", "root/escape.yaml")
	link("nowhere.yaml", "root/broken.yaml")
	root, err := os.OpenRoot(filepath.Join(folder, "root"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close() //nolint:errcheck // nothing was written
	found := discover(&Options{FS: root.FS(), Paths: []string{"."}, MaxFileSize: defaultMaxFileSize})
	inputs, problems := found.inputs, found.problems
	compareInputs(t, inputs, []string{"sub/a.yaml"}, "a link and what it leads to are one file")
	var at []string
	for _, p := range problems {
		at = append(at, p.File.Path)
	}
	if diff := cmp.Diff([]string{"broken.yaml", "escape.yaml"}, at); diff != "" {
		t.Errorf("links that lead nowhere are problems (-want +got):\n%s", diff)
	}
}
