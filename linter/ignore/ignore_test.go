package ignore_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ekslint/ekslint/linter/ignore"
)

// cases are ignore files whose answers are git's own.
var cases = []struct {
	name  string
	files map[string]string // the text of ignore files by their folder
}{
	{"names", map[string]string{".": "a\n*.yaml\n!keep.yaml\n"}},
	{"anchored", map[string]string{".": "/a\nb/c\n/d/\n"}},
	{"folders only", map[string]string{".": "a/\nd/\n"}},
	{"double stars", map[string]string{".": "**/a\nb/**\nd/**/c\n**/d/c.yaml\na**b\n**\n!*/\n"}},
	{"inside but not itself", map[string]string{".": "b/**\n"}},
	{"below wins", map[string]string{".": "*.yaml\n", "b": "!c.yaml\n"}},
	{"nothing below an ignored folder comes back", map[string]string{".": "b/\n", "b": "!c.yaml\n"}},
	{"comments and blanks", map[string]string{".": "# a\n\\#x\n\n  \n a\nkeep.yaml \nc.yaml\\ \n"}},
	{"exclamation mark", map[string]string{".": "\\!x\n!x\n"}},
	{"sets", map[string]string{".": "[ab]\n[!a-c].yaml\n[^k]eep.yaml\n"}},
	{"questions", map[string]string{".": "?\n?.yaml\n"}},
	{"braces are no alternatives", map[string]string{".": "{a,b}\n*.{yaml,yml}\n"}},
	{"broken", map[string]string{".": "[a\na\\\n\\\n/\n//\n"}},
	{"CRLF", map[string]string{".": "a\r\n*.yml\r\n"}},
	{"BOM", map[string]string{".": "\xef\xbb\xbfa\n"}},
	{"all but one", map[string]string{".": "/*\n!/b\n/b/*\n!/b/c.yaml\n"}},
}

// paths are the files that each case is asked about.
var paths = []string{
	"a", "b/a", "b/c", "b/c.yaml", "b/d/c", "d/c", "d/e/c", "d/e/f/c", "d/c.yaml", "keep.yaml", "b/keep.yaml", "c.yaml",
	"x.yml", "#x", "!x", "x", "{a,b}", "ab", "axb", "a.yaml", "k.yaml", "c.yaml ", "d/a/b/c", "aab", "b/b/b",
}

func TestAnswersAreThoseOfGit(t *testing.T) {
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) { compare(t, test.files) })
	}
}

// TestGeneratedPatternsAreReadAsGitDoes asks about patterns that nobody thought of.
func TestGeneratedPatternsAreReadAsGitDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "b", "c", "d", "*", "**", "?", "/", "/", "[ab]", "[!a]", ".yaml", "!", "\\", "x", "e"}
	var text strings.Builder
	for range 100 {
		text.Reset()
		for range 1 + random.IntN(3) {
			for range 1 + random.IntN(5) {
				text.WriteString(pieces[random.IntN(len(pieces))])
			}
			text.WriteByte('\n')
		}
		compare(t, map[string]string{".": text.String()})
	}
}

func compare(t *testing.T, files map[string]string) {
	t.Helper()
	root := t.TempDir()
	git(t, root, "", "init", "-q")
	rules := ignore.Rules{}
	for _, folder := range []string{".", "b"} {
		text, ok := files[folder]
		if !ok {
			continue
		}
		rules = rules.With(folder, []byte(text))
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, folder, ignore.FileName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ignored := map[string]bool{}
	for path := range strings.SplitSeq(git(t, root, strings.Join(paths, "\x00"), "check-ignore", "--no-index", "-z", "--stdin"), "\x00") {
		ignored[path] = true
	}
	for _, path := range paths {
		if got := rules.IgnoredBelow(path, false); got != ignored[path] {
			t.Errorf("%q ignores %q: %v, and git says %v", files, path, got, ignored[path])
		}
	}
}

func git(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	command := exec.Command("git", args...)
	command.Dir = dir
	command.Stdin = strings.NewReader(stdin)
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := command.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) { // 1 is: none is ignored
		t.Fatalf("git %v: %v\n%s", args, err, errs.Bytes())
	}
	return out.String()
}
