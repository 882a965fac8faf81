package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
)

func TestNearest(t *testing.T) {
	tests := []struct {
		name, word string
		candidates []string
		want       []string
	}{
		{"a letter is missing", "privileged-containr", []string{"privileged-container", "host-network"}, []string{"privileged-container"}},
		{"letters changed places", "jsno", []string{"json", "text"}, []string{"json"}},
		{"the first letters", "comp", []string{"compact", "text"}, []string{"compact"}},
		{"another case", "HIGH", []string{"high", "low"}, []string{"high"}},
		{"nothing is near", "frobnicate", []string{"high", "low"}, nil},
		{"a short word is not like all others", "foo", []string{"low", "info", "none"}, nil},
		{"the nearest first", "privileged-containr", []string{"privileged-containers", "privileged-container"}, []string{"privileged-container", "privileged-containers"}},
		{"no word", "", []string{"high", "low"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, nearest(tt.word, tt.candidates)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestKubernetesVersion(t *testing.T) {
	tests := []struct {
		text string
		want int // -1: refused
	}{
		{"1.33", 33},
		{"v1.33", 33},
		{"1.33.2", 33},
		{"v1.33.2", 33},
		{"1.33+", 33},
		{"1.33.2-eks-1a2b3c4", 33},
		{"v1.30.0-eks-036c24b", 30},
		{"1.99", 99},
		{"latest", 0},
		{"1.10", 10},
		{"", -1},
		{"33", -1},
		{"1", -1},
		{"1.", -1},
		{"2.33", -1},
		{"1.33.x", -1},
		{"1.9", -1},
		{"1.33 or so", -1},
		{"1.99999", -1},
		{"11.33", -1},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			m := minor(7)
			err := m.Set(tt.text)
			switch {
			case tt.want < 0 && err == nil:
				t.Errorf("%q is accepted as %s", tt.text, &m)
			case tt.want >= 0 && (err != nil || int(m) != tt.want):
				t.Errorf("got 1.%d and %v instead of 1.%d", int(m), err, tt.want)
			}
		})
	}
}

func TestSize(t *testing.T) {
	tests := []struct {
		text string
		want int64 // 0: refused
	}{
		{"100", 100},
		{"10MiB", 10 << 20},
		{"10 MB", 10_000_000},
		{"1k", 1000},
		{"1TiB", 1 << 40},
		{"0", 0},
		{"", 0},
		{"-1", 0},
		{"many", 0},
		{"2TiB", 0},
		{"99999999999999999999", 0},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var s size
			if err := s.Set(tt.text); (err != nil) != (tt.want == 0) || int64(s) != tt.want {
				t.Errorf("got %d and %v instead of %d", int64(s), err, tt.want)
			}
		})
	}
}

func TestExitCode(t *testing.T) {
	high := &rules.Rule{Severity: rules.High}
	low := &rules.Rule{Severity: rules.Low}
	found := func(r *rules.Rule) []*linter.Finding { return []*linter.Finding{{Rule: r, Severity: r.Severity}} }
	undecided := func(r *rules.Rule) []*linter.Unknown { return []*linter.Unknown{{Rule: r}} }
	broken := []source.Problem{{Level: source.Error}}
	tests := []struct {
		name      string
		threshold threshold
		report    linter.Report
		want      int
	}{
		{"nothing", threshold{failOn: "info"}, linter.Report{Complete: true}, ExitClean},
		{"above", threshold{failOn: "medium"}, linter.Report{Complete: true, Findings: found(high)}, ExitFindings},
		{"equal", threshold{failOn: "high"}, linter.Report{Complete: true, Findings: found(high)}, ExitFindings},
		{"below", threshold{failOn: "high"}, linter.Report{Complete: true, Findings: found(low)}, ExitClean},
		{"one of several", threshold{failOn: "high"}, linter.Report{Complete: true, Findings: append(found(low), found(high)...)}, ExitFindings},
		{"none", threshold{failOn: "none"}, linter.Report{Complete: true, Findings: found(high)}, ExitClean},
		{"zero", threshold{failOn: "low", zero: true}, linter.Report{Complete: true, Findings: found(high)}, ExitClean},
		{"problem", threshold{failOn: "low"}, linter.Report{Complete: true, Problems: broken, Findings: found(high)}, ExitUntrusted},
		{"problem and zero", threshold{failOn: "none", zero: true}, linter.Report{Complete: true, Problems: broken}, ExitUntrusted},
		{"incomplete", threshold{failOn: "low"}, linter.Report{}, ExitClean},
		{"incomplete fails", threshold{failOn: "low", unknown: unknownFail}, linter.Report{}, ExitFindings},
		{"warning", threshold{failOn: "low"}, linter.Report{Complete: true, Problems: []source.Problem{{Level: source.Warning}}}, ExitClean},
		{"undecided", threshold{failOn: "low", unknown: unknownReport}, linter.Report{Complete: true, Unknowns: undecided(high)}, ExitClean},
		{"undecided fails", threshold{failOn: "high", unknown: unknownFail}, linter.Report{Complete: true, Unknowns: undecided(high)}, ExitFindings},
		{"undecided below", threshold{failOn: "high", unknown: unknownFail}, linter.Report{Complete: true, Unknowns: undecided(low)}, ExitClean},
		{"undecided and none", threshold{failOn: "none", unknown: unknownFail}, linter.Report{Complete: true, Unknowns: undecided(high)}, ExitClean},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.threshold.code(&tt.report); got != tt.want {
				t.Errorf("got %d instead of %d", got, tt.want)
			}
		})
	}
}

// result is what a command did.
type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, dir string, env map[string]string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := Command{
		Args: args, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: dir,
		Env: func(name string) (string, bool) { value, ok := env[name]; return value, ok },
	}
	code := c.Run(t.Context())
	return result{code, stdout.String(), stderr.String()}
}

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, securityContext: {privileged: true}}]}\n"

// files writes files into a new folder and returns it.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Each flag of each command has a variable that does what the flag does: a wrong value of
// either is refused, with its name.
func TestEveryFlagHasVariable(t *testing.T) {
	for _, v := range verbs() {
		f := newFlags(v.name)
		v.set(f)
		for _, line := range f.lines() {
			flag := strings.TrimPrefix(strings.SplitN(line, "\t", 2)[0], "--")
			name := variable(f.Lookup(flag))
			if want := "EKSLINT_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_")); name != want {
				t.Errorf("the variable of --%s is %s instead of %s", flag, name, want)
			}
			switch flag {
			case "output", "stdin-filename", "root", "exclude", "only", "enable", "disable", "baseline", "new-from", "new-from-patch", "config", "rules", "var-file":
				continue // any text is a value
			}
			args := []string{v.name}
			if v.name == "config" {
				args = append(args, "schema")
			}
			got := run(t, t.TempDir(), map[string]string{name: "\x00"}, args...)
			if got.code != ExitUntrusted || !strings.Contains(got.stderr, "the variable "+name) {
				t.Errorf("%s %s=\\x00: exit code %d, %q", v.name, name, got.code, got.stderr)
			}
			if strings.Contains(got.stderr, "\x00") {
				t.Errorf("%s: the value reaches the terminal as it is: %q", name, got.stderr)
			}
		}
	}
}

// The flags must not share what they hold: a second command of the same process starts
// from the defaults.
func TestCommandsDoNotShareState(t *testing.T) {
	dir := files(t, map[string]string{"web.yaml": pod})
	args := []string{"lint", "--only", "privileged-container", "--format", "compact"}
	first := run(t, dir, nil, append(args, "--fail-on", "none", "--quiet")...)
	second := run(t, dir, nil, args...)
	if first.code != ExitClean || second.code != ExitFindings {
		t.Errorf("exit codes %d and %d instead of 0 and 1\n%s%s", first.code, second.code, first.stderr, second.stderr)
	}
	if first.stdout != second.stdout || strings.Count(second.stdout, "\n") != 1 {
		t.Errorf("the reports differ:\n%s\n%s", first.stdout, second.stdout)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	c := Command{Args: []string{"lint"}, Dir: files(t, map[string]string{"web.yaml": pod}), Stdout: &stdout, Stderr: &stderr}
	if code := c.Run(ctx); code != ExitInterrupted || stdout.Len() > 0 {
		t.Errorf("exit code %d, %q", code, stdout.String())
	}
	if want := "ekslint: interrupted\n"; stderr.String() != want {
		t.Errorf("got %q instead of %q", stderr.String(), want)
	}
}

// A report that cannot be written must not look like a run without findings.
func TestOutputFails(t *testing.T) {
	var stderr bytes.Buffer
	c := Command{Args: []string{"lint", "."}, Dir: files(t, map[string]string{"web.yaml": pod}), Stdout: fullDisk{}, Stderr: &stderr}
	if code := c.Run(t.Context()); code != ExitUntrusted {
		t.Errorf("exit code %d", code)
	}
	if want := "ekslint: writing the report: the disk is full\n"; stderr.String() != want {
		t.Errorf("got %q instead of %q", stderr.String(), want)
	}
	c.Args = []string{"rules"}
	if code := c.Run(t.Context()); code != ExitUntrusted {
		t.Errorf("rules: exit code %d", code)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, fmt.Errorf("the disk is full") }

func TestStdinFails(t *testing.T) {
	var stdout, stderr bytes.Buffer
	c := Command{Args: []string{"-"}, Dir: t.TempDir(), Stdin: brokenPipe{}, Stdout: &stdout, Stderr: &stderr}
	if code := c.Run(t.Context()); code != ExitUntrusted || stdout.Len() > 0 {
		t.Errorf("exit code %d, %q", code, stdout.String())
	}
	if want := "ekslint: reading -: the pipe broke\n"; stderr.String() != want {
		t.Errorf("got %q instead of %q", stderr.String(), want)
	}
}

type brokenPipe struct{}

func (brokenPipe) Read([]byte) (int, error) { return 0, fmt.Errorf("the pipe broke") }

// What never comes must not keep a run from being stopped.
func TestStdinHangs(t *testing.T) {
	never, hold := io.Pipe()
	defer hold.Close() //nolint:errcheck // it only lets the reader go
	tests := []struct {
		name string
		args []string
		stop bool
		code int
		want string
	}{
		{"interrupted", []string{"lint", "-"}, true, ExitInterrupted, "ekslint: reading -: interrupted\n"},
		{"model", []string{"model", "-"}, true, ExitInterrupted, "ekslint: reading -: interrupted\n"},
		{"out of time", []string{"lint", "--timeout", "10ms", "-"}, false, ExitUntrusted, "ekslint: reading -: timed out after 10ms\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if tt.stop {
				time.AfterFunc(10*time.Millisecond, cancel)
			}
			var stdout, stderr bytes.Buffer
			c := Command{Args: tt.args, Dir: t.TempDir(), Stdin: never, Stdout: &stdout, Stderr: &stderr}
			if code := c.Run(ctx); code != tt.code || stdout.Len() > 0 || stderr.String() != tt.want {
				t.Errorf("exit code %d, %q %q; want %d and %q", code, stdout.String(), stderr.String(), tt.code, tt.want)
			}
		})
	}
}

// What the program says about a name is safe to look at.
func TestMessagesAreOneLine(t *testing.T) {
	got := run(t, t.TempDir(), nil, "lint", "--root", "a\x1b[31m\nekslint: all is well")
	want := `ekslint: --root a\x1b[31m\nekslint: all is well: there is no such folder` + "\nsee: ekslint lint --help\n"
	if got.stderr != want {
		t.Errorf("got %q instead of %q", got.stderr, want)
	}
}

// Links are followed to where they lead, since hosts know files by their own names.
func TestLinks(t *testing.T) {
	dir := files(t, map[string]string{"real/web.yaml": pod, "work/README": ""})
	if err := os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "work", "link")); err != nil {
		t.Skip("there are no links here")
	}
	tests := []struct {
		name, dir string
		args      []string
		want      string
	}{
		{"a link out of the folder", "work", []string{"link"}, "../real/web.yaml:4:"},
		{"a file behind it", "work", []string{"link/web.yaml"}, "../real/web.yaml:4:"},
		{"the current folder is a link", "work/link", nil, "web.yaml:4:"},
		{"both names of a folder", "real", []string{filepath.Join(dir, "work", "link", "web.yaml")}, "web.yaml:4:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, filepath.Join(dir, filepath.FromSlash(tt.dir)), nil,
				append([]string{"lint", "--only", "privileged-container", "-f", "compact"}, tt.args...)...)
			if got.code != ExitFindings || !strings.HasPrefix(got.stdout, tt.want) {
				t.Errorf("exit code %d, %q %q; want 1 and %q", got.code, got.stdout, got.stderr, tt.want)
			}
		})
	}
}

func TestProgress(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	p := newProgress(&out, func() time.Time { return now })
	steps := []struct {
		name  string
		after time.Duration
		want  string
	}{
		{"at once", 0, ""},
		{"a run that is not long", progressDelay - time.Millisecond, ""},
		{"a long run", time.Millisecond, "\r\x1b[Kchecked 5 of 9 files"},
		{"too soon to change", progressInterval - time.Millisecond, ""},
		{"a change", time.Millisecond, "\r\x1b[Kchecked 5 of 9 files"},
	}
	for _, step := range steps {
		now = now.Add(step.after)
		out.Reset()
		p.update(5, 9)
		if out.String() != step.want {
			t.Errorf("%s: got %q instead of %q", step.name, out.String(), step.want)
		}
	}
	out.Reset()
	p.erase()
	if out.String() != "\r\x1b[K" {
		t.Errorf("the line is not erased: %q", out.String())
	}
}

// A run that was not long leaves nothing to erase.
func TestProgressUnseen(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, time.Now)
	p.update(1, 1)
	p.erase()
	if out.Len() > 0 {
		t.Errorf("got %q", out.String())
	}
}

func TestComplete(t *testing.T) {
	tests := []struct {
		name  string
		words []string
		want  []string
	}{
		{"commands", []string{"ver"}, []string{"version\tprint the version", offerFiles}},
		{"nothing typed", []string{"complet"}, []string{"completion\tprint a completion script for bash, zsh, fish or powershell", offerFiles}},
		{"flags", []string{"lint", "--exit"}, []string{"--exit-zero\texit with 0 instead of 1", offerNothing}},
		{"flags without a command", []string{"--exit"}, []string{"--exit-zero\texit with 0 instead of 1", offerNothing}},
		{"value", []string{"lint", "--profile", "s"}, []string{"strict", offerNothing}},
		{"value behind =", []string{"lint", "--profile=s"}, []string{"--profile=strict", offerNothing}},
		{"value in a list", []string{"lint", "--only", "x,pod-sec"}, []string{"x,pod-security", offerNothing}},
		{"value in a list behind =", []string{"lint", "--only=x,pod-sec"}, []string{"--only=x,pod-security", offerNothing}},
		{"short flag", []string{"-f", "js"}, []string{"json", offerNothing}},
		{"short flags", []string{"-qf", "js"}, []string{"json", offerNothing}},
		{"short flag with its value", []string{"-fq", "js"}, []string{offerFiles}},
		{"folder", []string{"--root", "x"}, []string{offerFolders}},
		{"file", []string{"-o", "x"}, []string{offerFiles}},
		{"free text", []string{"--exclude", "x"}, []string{offerNothing}},
		{"boolean takes no value", []string{"lint", "--quiet", "x"}, []string{offerFiles}},
		{"standard input", []string{"lint", "-"}, []string{offerFiles}},
		{"behind the flags", []string{"lint", "--", "--exit"}, []string{offerFiles}},
		{"unknown flag", []string{"lint", "--nope", "x"}, []string{offerFiles}},
		{"words of a command", []string{"completion", "z"}, []string{"zsh", offerNothing}},
		{"rules", []string{"explain", "privileged-c"}, []string{"privileged-container", offerNothing}},
		{"none", []string{"version", ""}, []string{offerNothing}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, complete(tt.words)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Every word that is offered is one that the flag takes.
func TestCompletedValuesAreTaken(t *testing.T) {
	for _, v := range verbs() {
		f := newFlags(v.name)
		v.set(f)
		for _, line := range f.lines() {
			name := strings.TrimPrefix(strings.SplitN(line, "\t", 2)[0], "--")
			for _, value := range f.Lookup(name).Annotations[choicesNote] {
				if err := f.Set(name, value); err != nil {
					t.Errorf("%s: %v", v.name, err)
				}
			}
		}
	}
}
