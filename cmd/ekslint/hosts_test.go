package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// top is the top of the repository.
const top = "../.."

// The manifests of the tests: one that has a finding, and one that has none.
const (
	privileged = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME, namespace: shop}\nspec:\n  containers:\n" +
		"    - {name: app, image: example.com/app:1.0, securityContext: {privileged: true}}\n"
	harmless = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME, namespace: shop}\n"
)

// call is what a program did.
type call struct {
	code           int
	stdout, stderr string
}

// start runs a program in a folder with some variables. It finds ekslint on the path, where
// testscript has put it.
func start(t *testing.T, dir string, env []string, name string, args ...string) call {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return call{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// needs skips a test that needs a program which is not there.
func needs(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("there is no %s here", name)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// repository makes a git repository with many manifests, of which every second has a
// finding, and returns a function that runs git in it.
func repository(t *testing.T, manifests int) (string, func(args ...string) string) {
	t.Helper()
	needs(t, "git")
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	git := func(args ...string) string {
		t.Helper()
		identity := []string{"-c", "user.name=dev", "-c", "user.email=dev@example.com", "-c", "commit.gpgsign=false"}
		got := start(t, dir, []string{"GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_NOSYSTEM=1"}, "git", append(identity, args...)...)
		if got.code != 0 {
			t.Fatalf("git %q: %s", args, got.stderr)
		}
		return got.stdout
	}
	git("init", "--quiet", "--initial-branch", "main", ".")
	for i := range manifests {
		text := harmless
		if i%2 == 0 {
			text = privileged
		}
		write(t, filepath.Join(dir, "deploy", fmt.Sprintf("app-%03d.yaml", i)), strings.ReplaceAll(text, "NAME", fmt.Sprintf("app-%03d", i)))
	}
	write(t, filepath.Join(dir, "namespace.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: shop}}\n")
	git("add", ".")
	git("commit", "--quiet", "--message", "start")
	return dir, git
}

// hook is a hook of pre-commit.
type hook struct {
	ID            string
	Entry         string
	Language      string
	Types         []string `json:"types_or"`
	PassFilenames bool     `json:"pass_filenames"`
	RequireSerial bool     `json:"require_serial"`
}

func hooks(t *testing.T) []hook {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []hook
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	return hooks
}

// pre-commit calls a hook from the top of the repository with its entry, the arguments of
// the configuration and the names of the staged files that are there, some at a time.
//
// Source: https://pre-commit.com/#creating-new-hooks
func preCommit(t *testing.T, dir string, git func(...string) string, h hook, args []string, limit int) call {
	t.Helper()
	staged := strings.Split(strings.Trim(git("diff", "--staged", "--name-only", "--no-ext-diff", "-z", "--diff-filter=ACMRTUXB"), "\x00"), "\x00")
	named := slices.DeleteFunc(staged, func(name string) bool {
		return !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name))
	})
	entry := append(strings.Fields(h.Entry), args...)
	var all call
	for names := range slices.Chunk(named, limit) {
		got := start(t, dir, nil, entry[0], append(slices.Clone(entry[1:]), names...)...)
		all.code = max(all.code, got.code)
		all.stdout += got.stdout
		all.stderr += got.stderr
	}
	return all
}

func TestPreCommit(t *testing.T) {
	ids := map[string]string{"ekslint": "golang", "ekslint-system": "system"}
	for _, h := range hooks(t) {
		t.Run(h.ID, func(t *testing.T) {
			if ids[h.ID] != h.Language || !h.PassFilenames || !h.RequireSerial || !slices.Equal(h.Types, []string{"yaml", "json", "terraform"}) {
				t.Errorf("%+v", h)
			}
			delete(ids, h.ID)
			args := []string{"--only=privileged-container,namespace-psa-not-enforced", "--format=compact", "--fail-on=low"}
			dir, git := repository(t, 500)
			write(t, filepath.Join(dir, "deploy", "app-001.yaml"), strings.ReplaceAll(privileged, "NAME", "app-001"))
			write(t, filepath.Join(dir, "namespace.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: other}}\n")
			git("rm", "--quiet", "deploy/app-498.yaml")
			git("add", ".")
			want := []string{"deploy/app-001.yaml:6:", "namespace.yaml:3:"}
			for _, limit := range []int{1000, 1} { // pre-commit splits a list that is long
				got := preCommit(t, dir, git, h, args, limit)
				var places []string
				for line := range strings.Lines(got.stdout) {
					places = append(places, regexp.MustCompile(`^[^:]+:\d+:`).FindString(line))
				}
				if diff := cmp.Diff(want, places); diff != "" || got.code != 1 || got.stderr != "" {
					t.Errorf("exit code %d, %q (-want +got):\n%s", got.code, got.stderr, diff)
				}
				if !strings.Contains(got.stdout, "violated by all 250 workloads") {
					t.Errorf("the workloads that did not change are not known:\n%s", got.stdout)
				}
			}
		})
	}
	if len(ids) > 0 {
		t.Errorf("there are no hooks %v", ids)
	}
}

// A change that has nothing to do with Kubernetes must not fail, not even where nothing has.
func TestPreCommitWithoutManifests(t *testing.T) {
	dir, git := repository(t, 0)
	git("rm", "--quiet", "namespace.yaml")
	git("commit", "--quiet", "--message", "nothing left")
	write(t, filepath.Join(dir, ".github", "workflow.yml"), "on: push\n")
	git("add", ".")
	for _, h := range hooks(t) {
		if got := preCommit(t, dir, git, h, nil, 1000); got.code != 0 || got.stderr != "" {
			t.Errorf("%s: exit code %d, %s%s", h.ID, got.code, got.stdout, got.stderr)
		}
	}
}

// action is action.yml, as far as the tests need it.
type action struct {
	Inputs map[string]struct{ Default, Description string }
	Runs   struct {
		Using string
		Steps []step
	}
}

type step struct {
	ID               string
	Uses             string
	Run              string
	Shell            string
	WorkingDirectory string `json:"working-directory"`
	Env              map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

var expression = regexp.MustCompile(`\$\{\{ *(\w+)\.([\w-]+) *\}\}`)

// runner runs steps of the action as GitHub's runner does.
type runner struct {
	t         *testing.T
	action    action
	workspace string
	temp      string // RUNNER_TEMP
	inputs    map[string]string
}

// expand puts values in the place of expressions.
func (r *runner) expand(text string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		match := expression.FindStringSubmatch(e)
		switch match[1] + "." + match[2] {
		case "github.action_path":
			folder, err := filepath.Abs(top)
			if err != nil {
				r.t.Fatal(err)
			}
			return folder
		}
		if match[1] != "inputs" {
			r.t.Fatalf("nobody knows %s", e)
		}
		if value, ok := r.inputs[match[2]]; ok {
			return value
		}
		input, ok := r.action.Inputs[match[2]]
		if !ok {
			r.t.Fatalf("there is no input %s", match[2])
		}
		return input.Default
	})
}

// ran is what a step did.
type ran struct {
	call
	output, summary string
}

// run runs the step of an id.
//
// Source: https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions, "shell: bash".
func (r *runner) run(id string) ran {
	r.t.Helper()
	i := slices.IndexFunc(r.action.Runs.Steps, func(s step) bool { return s.ID == id })
	if i < 0 {
		r.t.Fatalf("there is no step %s", id)
	}
	s := r.action.Runs.Steps[i]
	if s.Shell != "bash" {
		r.t.Errorf("step %s runs in %q", id, s.Shell)
	}
	dir := r.t.TempDir()
	output, summary, script := filepath.Join(dir, "output"), filepath.Join(dir, "summary"), filepath.Join(dir, "script.sh")
	write(r.t, output, "")
	write(r.t, summary, "")
	write(r.t, script, s.Run)
	env := []string{"RUNNER_TEMP=" + r.temp, "GITHUB_OUTPUT=" + output, "GITHUB_STEP_SUMMARY=" + summary}
	for name, value := range s.Env {
		env = append(env, name+"="+r.expand(value))
	}
	got := start(r.t, filepath.Join(r.workspace, r.expand(s.WorkingDirectory)), env, "bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	return ran{got, read(r.t, output), read(r.t, summary)}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func newRunner(t *testing.T, inputs map[string]string) *runner {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the bash of Windows reads paths of its own kind")
	}
	needs(t, "bash")
	workspace, _ := repository(t, 4)
	r := &runner{t: t, action: readAction(t), workspace: workspace, temp: t.TempDir(), inputs: inputs}
	binary, err := exec.LookPath("ekslint")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(r.temp, "ekslint"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(binary, filepath.Join(r.temp, "ekslint", "ekslint")); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestActionBuilds(t *testing.T) {
	needs(t, "go")
	r := newRunner(t, nil)
	if err := os.RemoveAll(filepath.Join(r.temp, "ekslint")); err != nil {
		t.Fatal(err)
	}
	if got := r.run("build"); got.code != 0 {
		t.Fatalf("exit code %d: %s", got.code, got.stderr)
	}
	if got := start(t, r.workspace, nil, filepath.Join(r.temp, "ekslint", "ekslint"), "version"); got.code != 0 {
		t.Errorf("what was built does not run: %+v", got)
	}
}

func TestActionLints(t *testing.T) {
	const only = "--only=privileged-container"
	tests := []struct {
		name   string
		inputs map[string]string
		code   int
		stdout []string // beginnings of its lines
		output string
	}{
		{
			"findings",
			map[string]string{"args": only},
			1,
			[]string{"::error file=deploy/app-000.yaml,line=6,", "::error file=deploy/app-002.yaml,line=6,"},
			"exit-code=1\nsarif-file=./ekslint.sarif\n",
		},
		{"none at the severity", map[string]string{"args": only + "\n--disable=privileged-container", "fail-on": "high"}, 0, nil, "exit-code=0\nsarif-file=./ekslint.sarif\n"},
		{
			"several paths and a severity",
			map[string]string{"args": only, "paths": "deploy/app-000.yaml\n\ndeploy/app-001.yaml\n", "fail-on": "none"},
			0,
			[]string{"::error file=deploy/app-000.yaml,line=6,"},
			"exit-code=0\nsarif-file=./ekslint.sarif\n",
		},
		{
			"another folder",
			map[string]string{"args": only, "working-directory": "deploy", "sarif-file": "a report.sarif"},
			1,
			[]string{"::error file=deploy/app-000.yaml,line=6,", "::error file=deploy/app-002.yaml,line=6,"},
			"exit-code=1\nsarif-file=deploy/a report.sarif\n",
		},
		{"wrong arguments", map[string]string{"args": "--only=nothing-of-this-name"}, 2, nil, "exit-code=2\n"},
		{"a path like a flag", map[string]string{"paths": "--fail-on=none"}, 2, nil, "exit-code=2\n"},
		{
			"inputs that would like to be run", map[string]string{
				"args": only + "\n$(touch injected)\n`touch injected`", "paths": "deploy'; touch injected; '\n$(touch injected)",
				"fail-on": "high\"; touch injected; \"", "sarif-file": "$(touch injected).sarif",
			}, 2, nil, "exit-code=2\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRunner(t, tt.inputs)
			got := r.run("lint")
			if got.code != tt.code || got.output != tt.output {
				t.Errorf("exit code %d and the output %q; want %d and %q\n%s", got.code, got.output, tt.code, tt.output, got.stderr)
			}
			lines := slices.Collect(strings.Lines(got.stdout))
			if len(lines) != len(tt.stdout) {
				t.Errorf("%d lines instead of %d:\n%s", len(lines), len(tt.stdout), got.stdout)
			}
			for i := range min(len(lines), len(tt.stdout)) {
				if !strings.HasPrefix(lines[i], tt.stdout[i]) {
					t.Errorf("got %q instead of %q", lines[i], tt.stdout[i])
				}
			}
			if tt.code < 2 && !strings.HasPrefix(got.summary, "### ekslint: ") {
				t.Errorf("the summary of the step is %q", got.summary)
			}
			if _, err := os.Stat(filepath.Join(r.workspace, "injected")); err == nil {
				t.Error("an input was run")
			}
			if name, ok := strings.CutPrefix(strings.TrimSpace(strings.Join(strings.SplitAfter(got.output, "\n")[1:], "")), "sarif-file="); ok {
				var log struct{ Version string }
				if err := json.Unmarshal([]byte(read(t, filepath.Join(r.workspace, name))), &log); err != nil || log.Version != "2.1.0" {
					t.Errorf("%s is no SARIF: %v", name, err)
				}
			}
		})
	}
}

// What is used is pinned, and no input stands in the text of a script, where it would be
// run.
func TestActionIsSafe(t *testing.T) {
	a := readAction(t)
	if a.Runs.Using != "composite" {
		t.Errorf("it is %q", a.Runs.Using)
	}
	pinned := regexp.MustCompile(`^[\w-]+/[\w/-]+@[0-9a-f]{40}$`)
	for _, s := range a.Runs.Steps {
		if s.Uses != "" && !pinned.MatchString(s.Uses) {
			t.Errorf("%s is not pinned", s.Uses)
		}
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %s has an expression in its script", s.ID)
		}
	}
	for name, input := range a.Inputs {
		if input.Description == "" {
			t.Errorf("nobody says what the input %s is", name)
		}
	}
}

const integrations = ".github/INTEGRATIONS.md"

// recipe returns the first block of a language from the page about integrations.
func recipe(t *testing.T, language string) string {
	t.Helper()
	text := read(t, filepath.Join(top, filepath.FromSlash(integrations)))
	match := regexp.MustCompile("(?s)\n```" + language + "\n(.*?)\n```\n").FindStringSubmatch(text)
	if match == nil {
		t.Fatalf("%s has no block of %s", integrations, language)
	}
	return match[1]
}

// unsaved is what an editor holds and the file on the disk does not: a finding behind
// letters that are not one byte and not one column each.
const unsaved = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  containers:\n" +
	"    - {name: \"ä日本\", image: example.com/app:1.0, securityContext: {privileged: true}}\n"

// Where the value stands in the last line of that, in bytes and in characters from 0.
const (
	unsavedByte = len("    - {name: \"ä日本\", image: example.com/app:1.0, securityContext: {privileged: ")
	unsavedRune = unsavedByte - len("ä日本") + 3
)

// The problem matchers of VS Code read the places and severities that ekslint writes.
func TestVSCode(t *testing.T) {
	type matcher struct {
		Severity     string
		FileLocation []string
		Pattern      struct {
			Regexp                      string
			File, Line, Column, Message int
		}
	}
	var tasks struct {
		Tasks []struct {
			Command        string
			Args           []string
			ProblemMatcher []matcher
		}
	}
	_, text, _ := strings.Cut(recipe(t, "jsonc"), "\n") // the first line is a comment
	if err := json.Unmarshal([]byte(text), &tasks); err != nil {
		t.Fatal(err)
	}
	task := tasks.Tasks[0]
	dir, _ := repository(t, 1)
	write(t, filepath.Join(dir, "broken.yaml"), "apiVersion: v1\nkind: Pod\nspec: [\n")
	write(t, filepath.Join(dir, "web.yaml"), unsaved)
	env := []string{"EKSLINT_ONLY=privileged-container,run-as-non-root-unset,writable-root-filesystem"}
	got := start(t, dir, env, task.Command, task.Args...)
	if got.code != 2 || got.stdout == "" {
		t.Fatalf("exit code %d, %s", got.code, got.stderr)
	}
	severities := map[string]string{
		"critical": "error", "high": "error", "error": "error", "medium": "warning", "warning": "warning", "low": "info", "info": "info",
	}
	seen := map[string]bool{}
	for line := range strings.Lines(got.stdout) {
		line = strings.TrimSuffix(line, "\n")
		parts := regexp.MustCompile(`^([^:]+):(\d+):(\d+): (\w+): (.*)$`).FindStringSubmatch(line)
		matched := 0
		for _, m := range task.ProblemMatcher {
			match := regexp.MustCompile(m.Pattern.Regexp).FindStringSubmatch(line)
			if match == nil {
				continue
			}
			matched++
			seen[m.Severity] = true
			found := []string{match[m.Pattern.File], match[m.Pattern.Line], match[m.Pattern.Column], match[m.Pattern.Message], m.Severity}
			if diff := cmp.Diff([]string{parts[1], parts[2], parts[3], parts[5], severities[parts[4]]}, found); diff != "" {
				t.Errorf("%s (-want +got):\n%s", line, diff)
			}
		}
		if matched != 1 {
			t.Errorf("%d matchers take the line %q", matched, line)
		}
	}
	if len(seen) != 3 {
		t.Errorf("not every severity was seen: %v", seen)
	}
}

// editor prepares a repository with a file whose saved text has no finding.
func editor(t *testing.T) (dir string, env []string) {
	t.Helper()
	dir, _ = repository(t, 4)
	write(t, filepath.Join(dir, "web.yaml"), strings.ReplaceAll(harmless, "NAME", "web"))
	write(t, filepath.Join(dir, "unsaved.txt"), unsaved)
	return dir, []string{"EKSLINT_ONLY=privileged-container", "HOME=" + t.TempDir(), "XDG_CONFIG_HOME=" + t.TempDir()}
}

// checkEditor looks for a line with the place, the severity and the message that an editor
// has to show.
func checkEditor(t *testing.T, got call, want string) {
	t.Helper()
	if got.code != 0 || strings.TrimSpace(got.stdout) != want {
		t.Errorf("exit code %d, got:\n%s\ninstead of:\n%s\n%s", got.code, got.stdout, want, got.stderr)
	}
}

const editorMessage = `container "ä日本" of Pod "web" is privileged`

func TestNeovim(t *testing.T) {
	needs(t, "nvim")
	dir, env := editor(t)
	write(t, filepath.Join(dir, "lua", "ekslint.lua"), recipe(t, "lua"))
	write(t, filepath.Join(dir, "test.lua"), `
vim.opt.runtimepath:prepend(vim.fn.getcwd())
local ekslint = require("ekslint")
ekslint.setup()
vim.cmd("edit web.yaml")
local lines = {}
for line in io.lines("unsaved.txt") do table.insert(lines, line) end
vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
vim.api.nvim_exec_autocmds("InsertLeave", {})
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, d in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(string.format("%d:%d-%d:%d %d %s %s %s\n", d.lnum, d.col, d.end_lnum, d.end_col, d.severity, d.code, d.source, d.message))
end
-- What nvim-lint calls gives the same.
local args = {}
for _, arg in ipairs(ekslint.nvim_lint.args) do table.insert(args, type(arg) == "function" and arg() or arg) end
local output = vim.fn.system(vim.list_extend({ ekslint.nvim_lint.cmd }, args), lines)
assert(vim.deep_equal(#ekslint.nvim_lint.parser(output, 0, vim.fn.getcwd()), 1))
`)
	got := start(t, dir, env, "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile test.lua", "-c", "qall!")
	checkEditor(t, got, fmt.Sprintf("5:%d-5:%d 1 privileged-container ekslint %s", unsavedByte, unsavedByte+len("true"), editorMessage))
}

func TestEmacs(t *testing.T) {
	needs(t, "emacs")
	dir, env := editor(t)
	write(t, filepath.Join(dir, "recipe.el"), recipe(t, "elisp"))
	write(t, filepath.Join(dir, "test.el"), `
(set-language-environment "UTF-8")
(load (expand-file-name "recipe.el") nil t)
(find-file "web.yaml")
(erase-buffer)
(insert-file-contents "unsaved.txt")
(let ((done nil))
  (ekslint-flymake (lambda (found &rest _) (setq done (or found t))))
  (with-timeout (20 (message "too late"))
    (while (not done) (accept-process-output nil 0.02)))
  (dolist (d done)
    (goto-char (flymake-diagnostic-beg d))
    (princ (format "%d:%d %s %s\n" (line-number-at-pos) (- (point) (line-beginning-position)) (flymake-diagnostic-type d) (flymake-diagnostic-text d)))))
(set-buffer-modified-p nil)
`)
	got := start(t, dir, env, "emacs", "-Q", "--batch", "-l", "test.el")
	checkEditor(t, got, fmt.Sprintf("6:%d :error %s (privileged-container)", unsavedRune, editorMessage))
}

func TestVim(t *testing.T) {
	needs(t, "vim")
	const ale = "/usr/share/vim-ale" // where the package vim-ale of Debian is
	if _, err := os.Stat(ale); err != nil {
		t.Skip("there is no ALE here")
	}
	dir, env := editor(t)
	write(t, filepath.Join(dir, ".vim", "ale_linters", "yaml", "ekslint.vim"), recipe(t, "vim"))
	write(t, filepath.Join(dir, "test.vim"), `
set nocompatible encoding=utf-8 hidden
let &runtimepath = getcwd() . '/.vim,`+ale+`,' . $VIMRUNTIME
filetype plugin on
let g:ale_linters = {'yaml': ['ekslint']}
runtime plugin/ale.vim
edit web.yaml
set filetype=yaml
%delete _
call setline(1, readfile('unsaved.txt'))
call ale#Queue(0)
let s:waited = 0
while empty(getloclist(0)) && s:waited < 1000
  sleep 20m
  let s:waited += 1
endwhile
let s:found = []
for s:item in getloclist(0)
  call add(s:found, s:item.lnum . ':' . s:item.col . ' ' . s:item.type . ' ' . s:item.text)
endfor
call writefile(s:found, 'found.txt')
qall!
`)
	got := start(t, dir, append(env, "TERM=dumb"), "vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", "test.vim")
	found := read(t, filepath.Join(dir, "found.txt"))
	checkEditor(t, call{0, found, got.stderr}, "6:"+strconv.Itoa(unsavedByte+1)+" E "+editorMessage+" (privileged-container)")
}
