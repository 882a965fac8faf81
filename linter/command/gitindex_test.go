package command

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadIndex compares with what git itself says.
func TestReadIndex(t *testing.T) {
	tests := []struct {
		name   string
		init   []string
		after  [][]string
		reason string
	}{
		{name: "version 2"},
		{name: "version 3", after: [][]string{{"add", "--intent-to-add", "later.yaml"}}, reason: "an entry may have more flags"},
		{name: "version 4", after: [][]string{{"update-index", "--index-version", "4"}}, reason: "names are shortened"},
		{name: "sha256", init: []string{"--object-format=sha256"}, reason: "entries are longer"},
		{name: "sha256 in version 4", init: []string{"--object-format=sha256"}, after: [][]string{{"update-index", "--index-version", "4"}}},
		{name: "with more extensions", after: [][]string{{"update-index", "--untracked-cache", "--force-untracked-cache"}, {"status"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			git := func(args ...string) string { return runGit(t, dir, args...) }
			git(append([]string{"init", "--quiet"}, test.init...)...)
			for i := range 200 {
				writeFile(t, filepath.Join(dir, fmt.Sprintf("apps/team-%d/%s.yaml", i%7, strings.Repeat("x", i))))
			}
			git("add", ".")
			writeFile(t, filepath.Join(dir, "later.yaml"))
			for _, args := range test.after {
				git(args...)
			}
			x, err := openIndex(&Command{Dir: dir, Env: noEnv}, dir)
			if err != nil {
				t.Fatalf("%s: %v", test.reason, err)
			}
			want := strings.FieldsFunc(git("ls-files", "-z"), func(r rune) bool { return r == 0 })
			if diff := cmp.Diff(want, x.names); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestReadIndexOfSubmodulesAndWorktrees(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "--quiet")
	writeFile(t, filepath.Join(dir, "web.yaml"))
	runGit(t, dir, "add", ".")
	runGit(t, dir, "update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,vendor/charts")
	runGit(t, dir, "commit", "--quiet", "-m", "start")
	linked := filepath.Join(t.TempDir(), "linked")
	runGit(t, dir, "worktree", "add", "--quiet", linked)
	for _, top := range []string{dir, linked} {
		x, err := openIndex(&Command{Dir: top, Env: noEnv}, top)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]bool{
			"web.yaml": true, "new.yaml": false, "vendor/charts/app.yaml": true, "vendor/other.yaml": false, "web.yaml/x": false,
		} {
			if got := x.has(name); got != want {
				t.Errorf("%s is tracked: %t, want %t", name, got, want)
			}
		}
	}
	empty := func(name string) (string, bool) { return filepath.Join(dir, "none"), name == "GIT_INDEX_FILE" }
	if x, err := openIndex(&Command{Dir: dir, Env: empty}, dir); err != nil || x.has("web.yaml") {
		t.Errorf("an index of the environment that is not there yet: %v, %v; want one without files", x, err)
	}
	runGit(t, dir, "update-index", "--split-index")
	if _, err := openIndex(&Command{Dir: dir, Env: noEnv}, dir); err == nil || !strings.Contains(err.Error(), "--no-split-index") {
		t.Errorf("a split index gives %v, want what mends it", err)
	}
}

func TestReadIndexRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":            "",
		"another file":       "PK\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00",
		"a later version":    "DIRC\x00\x00\x00\x05\x00\x00\x00\x00" + strings.Repeat("\x00", 20),
		"no checksum":        "DIRC\x00\x00\x00\x02\x00\x00\x00\x00",
		"more than is there": "DIRC\x00\x00\x00\x02\xff\xff\xff\xff" + strings.Repeat("\x00", 200),
		"a long extension":   "DIRC\x00\x00\x00\x02\x00\x00\x00\x00TREE\xff\xff\xff\xff" + strings.Repeat("\x00", 20),
	} {
		if x, err := readIndex([]byte(data)); err == nil {
			t.Errorf("%s: got %v, want an error", name, x)
		}
	}
}

func noEnv(string) (string, bool) { return "", false }

func runGit(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "HOME="+dir,
		"GIT_AUTHOR_NAME=dev", "GIT_AUTHOR_EMAIL=dev@example.com", "GIT_COMMITTER_NAME=dev", "GIT_COMMITTER_EMAIL=dev@example.com")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

func writeFile(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("a: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}
