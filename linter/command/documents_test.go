package command

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ekslint/ekslint/linter/report"
)

// update is whether generated files are written anew.
var update = os.Getenv("UPDATE") != ""

// checkGenerated compares a file with what it should be, or writes it anew.
func checkGenerated(t *testing.T, file, want string) {
	t.Helper()
	if update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), want); diff != "" {
		t.Errorf("%s is out of date; run UPDATE=1 go test ./... and look at what changes (-is +should be):\n%s", file, diff)
	}
}

// at runs ekslint on a fixed day, so that suppressions with an end do not change results.
func at(t *testing.T, dir string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := Command{
		Args: args, Stdout: &stdout, Stderr: &stderr, Dir: dir,
		Now: func() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) },
	}
	code := c.Run(t.Context())
	return result{code, stdout.String(), stderr.String()}
}

// Each project is linted as a whole, with the rules that are on by default, and says in
// its report.txt what must come out.
func TestProjects(t *testing.T) {
	const folder = "../../fixtures/projects"
	projects, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, project := range projects {
		t.Run(project.Name(), func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join(folder, project.Name()))
			if err != nil {
				t.Fatal(err)
			}
			got := at(t, dir, "lint", "--unknown=report", "--show-suppressed")
			if got.code != ExitFindings || got.stderr != "" {
				t.Errorf("exit code %d, %q", got.code, got.stderr)
			}
			checkGenerated(t, filepath.Join(dir, "report.txt"), got.stdout)
			checkSchema(t, at(t, dir, "lint", "--format=json", "--show-suppressed").stdout)
		})
	}
}

// checkSchema checks a JSON report against the schema that is published for it.
func checkSchema(t *testing.T, text string) {
	t.Helper()
	published, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", published); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
}

const readmeFile = "../../README.md"

var (
	fileBlock    = regexp.MustCompile("(?ms)^```yaml\n# ([a-z.]+)\n(.*?)^```$")
	consoleBlock = regexp.MustCompile("(?ms)^```console\n\\$ ekslint ([^\n]*)\n(.*?)^```$")
	commandLine  = regexp.MustCompile(`(?m)(?:^|\| )ekslint ([^#\n]*)`)
	shellBlock   = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	inlineFlag   = regexp.MustCompile("`(--[a-z-]+)[^`]*`")
)

// What the README shows is what ekslint prints.
func TestReadmeOutput(t *testing.T) {
	text, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, block := range fileBlock.FindAllSubmatch(text, -1) {
		whole := append([]byte("# "+string(block[1])+"\n"), block[2]...) // the name is a comment of the file
		if err := os.WriteFile(filepath.Join(dir, string(block[1])), whole, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	shown := 0
	want := consoleBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		shown++
		args := consoleBlock.FindStringSubmatch(block)[1]
		got := at(t, dir, strings.Fields(args)...)
		if got.code != ExitFindings || got.stderr != "" {
			t.Errorf("ekslint %s: exit code %d, %q", args, got.code, got.stderr)
		}
		return "```console\n$ ekslint " + args + "\n" + got.stdout + "```"
	})
	if shown == 0 {
		t.Error("the README shows no output")
	}
	checkGenerated(t, readmeFile, want)
}

// The commands and flags that the README names are there.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	var calls [][]string
	for _, block := range shellBlock.FindAllStringSubmatch(string(text), -1) {
		for _, call := range commandLine.FindAllStringSubmatch(block[1], -1) {
			calls = append(calls, strings.Fields(call[1]))
		}
	}
	for _, flag := range inlineFlag.FindAllStringSubmatch(string(text), -1) {
		calls = append(calls, []string{"lint", flag[1]})
	}
	if len(calls) < 8 {
		t.Errorf("only %d calls were found: %q", len(calls), calls)
	}
	for _, args := range calls {
		c := Command{Args: args}
		v, rest, err := c.choose()
		if err != nil {
			t.Errorf("ekslint %q: %v", args, err)
			continue
		}
		f := newFlags(v.name)
		v.set(f)
		if err := f.parse(rest, noVariables); err != nil && !strings.Contains(err.Error(), "needs a value") {
			t.Errorf("ekslint %q: %v", args, err)
		}
		if v.name == "explain" {
			if _, err := pageOf(rest[0], nil); err != nil {
				t.Error(err)
			}
		}
	}
}
