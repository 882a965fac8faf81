package linter

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
	"github.com/ekslint/ekslint/rules"
)

func TestParsePatch(t *testing.T) {
	tests := []struct {
		name, reason, patch string
		want                []string // files
		added               []lineRange
		gone                []removal
		err                 string
	}{
		{name: "nothing", reason: "no change is a change as well"},
		{
			name: "lines in place of others", reason: "the new lines are new, whatever they replace",
			patch: "diff --git a/d/a.yaml b/d/a.yaml\n--- a/d/a.yaml\n+++ b/d/a.yaml\n@@ -3 +3,2 @@ kind: Pod\n-a\n+b\n+c\n@@ -9 +10 @@\n-x\n+y\n",
			want:  []string{"d/a.yaml"}, added: []lineRange{{3, 4}, {10, 10}}, gone: []removal{{2, "a\n"}, {9, "x\n"}},
		},
		{
			name: "lines that are gone", reason: "git names the line before them if no context is shown",
			patch: "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -4,2 +3,0 @@\n-x\n-y\n",
			want:  []string{"a.yaml"}, gone: []removal{{3, "x\ny\n"}},
		},
		{
			name: "context", reason: "lines around the change are not new",
			patch: "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1,4 +1,4 @@\n one\n-two\n+zwei\n three\n-four\n+vier\n",
			want:  []string{"a.yaml"}, added: []lineRange{{2, 2}, {4, 4}}, gone: []removal{{1, "two\n"}, {3, "four\n"}},
		},
		{
			name: "a new file", reason: "it has no old lines",
			patch: "diff --git a/a.yaml b/a.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,2 @@\n+a\n+b\n",
			want:  []string{"a.yaml"}, added: []lineRange{{1, 2}},
		},
		{
			name: "a file that is gone", reason: "nothing in it can be found any more",
			patch: "diff --git a/a.yaml b/a.yaml\ndeleted file mode 100644\n--- a/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
			want:  []string{},
		},
		{
			name: "a renamed file", reason: "it counts by its new name, and its lines are old",
			patch: "diff --git a/a.yaml b/b.yaml\nsimilarity index 100%\nrename from a.yaml\nrename to b.yaml\n",
			want:  []string{"b.yaml"},
		},
		{
			name: "a quoted name", reason: "git quotes what is not ASCII",
			patch: "diff --git \"a/\\303\\244.yaml\" \"b/\\303\\244.yaml\"\n--- \"a/\\303\\244.yaml\"\n+++ \"b/\\303\\244.yaml\"\n@@ -0,0 +1 @@\n+a\n",
			want:  []string{"ä.yaml"}, added: []lineRange{{1, 1}},
		},
		{
			name: "a binary file", reason: "it has no lines",
			patch: "diff --git a/a.png b/a.png\nindex 1..2 100644\nBinary files a/a.png and b/a.png differ\n",
			want:  []string{"a.png"},
		},
		{
			name: "no end of line", reason: "git says so in a line that is none of the file",
			patch: "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
			want:  []string{"a.yaml"}, added: []lineRange{{1, 1}}, gone: []removal{{0, "a"}},
		},
		{
			name: "a commit", reason: "what git show writes above the change is no part of it",
			patch: "commit 1234\nAuthor: x\n\n    Change\n\ndiff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+a\n",
			want:  []string{"a.yaml"}, added: []lineRange{{1, 1}},
		},
		{name: "no patch", reason: "a wrong file must not look like no change", patch: "kind: Pod\n", err: "it holds no change"},
		{name: "no file", reason: "lines of nothing", patch: "@@ -1 +1 @@\n-a\n+b\n", err: "it is no patch that git would take"},
		{
			name: "cut off", reason: "a change that was not read would look like none",
			patch: "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1,9 +1,9 @@\n-a\n", err: "it is no patch that git would take",
		},
		{
			name: "twice", reason: "the lines of two patches in a row cannot be told from one another",
			patch: strings.Repeat("diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1 +1 @@\n-a\n+b\n", 2), err: "it changes a.yaml twice",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParsePatch(strings.NewReader(tt.patch))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("%s: got the error %v instead of %q", tt.reason, err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(tt.want, got.Files()) {
				t.Errorf("%s: got %q instead of %q", tt.reason, got.Files(), tt.want)
			}
			for _, c := range got.files {
				if diff := cmp.Diff(tt.added, c.added, cmp.AllowUnexported(lineRange{})); diff != "" {
					t.Errorf("%s: new lines (-want +got):\n%s", tt.reason, diff)
				}
				if diff := cmp.Diff(tt.gone, c.gone, cmp.AllowUnexported(removal{})); diff != "" {
					t.Errorf("%s: lines that are gone (-want +got):\n%s", tt.reason, diff)
				}
			}
		})
	}
}

func TestChangeTouches(t *testing.T) {
	c := &change{added: []lineRange{{3, 4}, {10, 10}}, gone: []removal{{2, "a"}, {6, "x"}, {9, "y"}}}
	tests := []struct {
		name  string
		lines lineRange
		want  bool
	}{
		{"before all", lineRange{1, 1}, false},
		{"before lines that were replaced", lineRange{2, 2}, false},
		{"the first new line", lineRange{3, 3}, true},
		{"the last new line", lineRange{4, 4}, true},
		{"behind them", lineRange{5, 5}, false},
		{"before lines that are gone", lineRange{6, 6}, true},
		{"behind lines that are gone", lineRange{7, 8}, false},
		{"around new lines", lineRange{8, 12}, true},
		{"behind all", lineRange{11, 20}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := c.touches(tt.lines); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
	if whole := (&change{whole: true}); !whole.touches(lineRange{7, 7}) {
		t.Error("a line of a new file is not new")
	}
}

func TestHasWord(t *testing.T) {
	tests := []struct {
		text, word string
		want       bool
	}{
		{"  runAsNonRoot: true", "runAsNonRoot", true},
		{"{runAsNonRoot: true}", "runAsNonRoot", true},
		{"runAsNonRootUser: true, runAsNonRoot: true", "runAsNonRoot", true},
		{"runAsNonRootUser: true", "runAsNonRoot", false},
		{"# ekslint:ignore host-network -- x", "host-network", true},
		{"# ekslint:ignore host-network-shared -- x", "host-network", false},
		{"", "x", false},
	}
	for _, tt := range tests {
		if got := hasWord(tt.text, tt.word); got != tt.want {
			t.Errorf("%q in %q: got %t", tt.word, tt.text, got)
		}
	}
}

func TestLastName(t *testing.T) {
	tests := []struct{ field, want string }{
		{"", ""},
		{"kind", "kind"},
		{"spec.hostNetwork", "hostNetwork"},
		{"spec.containers[0].securityContext.capabilities.drop[1]", "drop"},
		{"metadata.labels[pod-security.kubernetes.io/enforce]", "pod-security.kubernetes.io/enforce"},
		{"spec.containers[0]", "containers"},
		{"a]", "a]"},
	}
	for _, tt := range tests {
		if got := lastName(tt.field); got != tt.want {
			t.Errorf("%s: got %q instead of %q", tt.field, got, tt.want)
		}
	}
}

// A finding belongs to a change by any of its places, and by what it misses.
func TestNewSince(t *testing.T) {
	const text = "kind: Pod\nspec:\n  a: 1\n  b: 2\n---\nkind: Pod\nspec: {}\n"
	web := source.NewFile("web.yaml", []byte(text))
	other := source.NewFile("../other.yaml", []byte(text))
	stdin := source.NewFile("-", []byte(text))
	at := func(file *source.File, line int) Location { return Location{file, file.LineSpan(line)} }
	rule := &rules.Rule{Name: "host-network"}
	finding := func(l Location) *Finding {
		return &Finding{Rule: rule, Location: l, Resource: Resource{Field: "spec.hostNetwork"}}
	}
	related := finding(at(web, 3))
	related.Related = []Related{{"the other", at(other, 4)}}
	absent := finding(at(web, 2))
	absent.absent = true
	absentInNext := finding(at(web, 7))
	absentInNext.absent = true
	patch := func(name, hunk string) string {
		return "diff --git a/" + name + " b/" + name + "\n--- a/" + name + "\n+++ b/" + name + "\n" + hunk + "\n"
	}
	tests := []struct {
		name, patch string
		finding     *Finding
		want        bool
	}{
		{"its line", patch("shop/web.yaml", "@@ -3 +3 @@\n-  a: 0\n+  a: 1"), finding(at(web, 3)), true},
		{"another line", patch("shop/web.yaml", "@@ -3 +3 @@\n-  a: 0\n+  a: 1"), finding(at(web, 4)), false},
		{"another file", patch("web.yaml", "@@ -3 +3 @@\n-  a: 0\n+  a: 1"), finding(at(web, 3)), false},
		{"a place that belongs to it", patch("other.yaml", "@@ -4 +4 @@\n-  b: 0\n+  b: 2"), related, true},
		{"another line there", patch("other.yaml", "@@ -3 +3 @@\n-  a: 0\n+  a: 1"), related, false},
		{"what it misses is gone", patch("shop/web.yaml", "@@ -4 +3,0 @@\n-  hostNetwork: false"), absent, true},
		{"what it has was elsewhere too", patch("shop/web.yaml", "@@ -5 +4,0 @@\n-  hostNetwork: false"), finding(at(web, 3)), false},
		{"something else is gone", patch("shop/web.yaml", "@@ -4 +3,0 @@\n-  hostPID: false"), absent, false},
		{"gone from another object", patch("shop/web.yaml", "@@ -4 +3,0 @@\n-  hostNetwork: false"), absentInNext, false},
		{"its comment is gone", patch("shop/web.yaml", "@@ -5 +4,0 @@\n-  # ekslint:ignore host-network -- x"), finding(at(web, 3)), true},
		{"text of no file", patch("shop/web.yaml", "@@ -3 +3 @@\n-  a: 0\n+  a: 1"), finding(at(stdin, 2)), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := ParsePatch(strings.NewReader(tt.patch))
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{"shop/web.yaml": {Data: web.Data}, "other.yaml": {Data: other.Data}, "web.yaml": {Data: web.Data}}
			docs, _ := tree.Parse(web, tree.Limits{})
			r := &run{Linter: &Linter{opts: Options{FS: fsys, Root: "shop"}}, files: []*parsers.Parsed{{File: web, Docs: docs}}}
			if got := r.newSince(changes).has(tt.finding); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}
