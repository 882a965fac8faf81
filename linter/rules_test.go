package linter_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/linttest"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

const (
	rulesFolder    = "../rules"
	fixturesFolder = "../fixtures"
	// badExample and goodExample are the fixtures of a rule that its page shows, without
	// their extension.
	badExample, goodExample = "bad", "good"
)

// languages are the extensions of examples, and what Markdown calls their languages. The
// first that there is a file of is shown.
var languages = []struct{ extension, name string }{{".yaml", "yaml"}, {".tf", "hcl"}}

// update is whether generated files are written anew.
var update = os.Getenv("UPDATE") != ""

// checkGenerated compares a generated file with what it should be, or writes it anew.
func checkGenerated(t *testing.T, file string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	if !update {
		t.Errorf("%s is out of date; run UPDATE=1 go test ./... and look at what changes", file)
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// compiled returns the rules as they are on disk, and options that run them.
func compiled(t *testing.T) (*compiler.Set, linter.Options) {
	t.Helper()
	set, err := compiler.Load(os.DirFS(rulesFolder))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := set.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return set, linter.Options{Rules: rules.WithSuppressions(set.Rules), Engine: rules.NewEngineOf(engine), Jobs: 1}
}

func TestTheBinaryCarriesTheRulesThatAreOnDisk(t *testing.T) {
	set, _ := compiled(t)
	binary, table, err := set.Generate()
	if err != nil {
		t.Fatal(err)
	}
	checkGenerated(t, filepath.Join(rulesFolder, compiler.BinaryFile), binary)
	checkGenerated(t, filepath.Join(rulesFolder, compiler.TableFile), table)
}

func TestUnitTestsInRego(t *testing.T) {
	set, _ := compiled(t)
	failures, err := set.Test(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range failures {
		t.Error(f)
	}
	for _, r := range set.Rules {
		if file := r.Category + "/" + r.Name + "/" + r.Name + "_test.rego"; set.Tests[file] == nil {
			t.Errorf("rules/%s does not exist: a rule has unit tests", file)
		}
	}
}

func TestRegoIsFormatted(t *testing.T) {
	for _, folder := range []string{rulesFolder, fixturesFolder} {
		err := filepath.WalkDir(folder, func(file string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(file) != ".rego" {
				return err
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			formatted, err := format.Source(file, text)
			if err != nil {
				return err
			}
			checkGenerated(t, file, formatted)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFixtures holds each rule against the files that say what it finds.
func TestFixtures(t *testing.T) {
	_, opts := compiled(t)
	for _, r := range opts.Rules {
		t.Run(r.Category+"/"+r.Name, func(t *testing.T) {
			opts := opts
			opts.Only = []string{r.Name}
			units, err := linttest.Units(os.DirFS(fixturesFolder), r.Category+"/"+r.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, example := range []string{badExample, goodExample} {
				if !slices.ContainsFunc(units, func(u *linttest.Unit) bool {
					return strings.HasSuffix(u.Path, "/"+example+".yaml") || strings.HasSuffix(u.Path, "/"+example+".tf")
				}) {
					t.Errorf("there is no %s.yaml or %s.tf", example, example)
				}
			}
			for _, u := range units {
				differences, err := u.Differences(t.Context(), opts)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range differences {
					t.Error(d)
				}
			}
		})
	}
}

// TestEveryFixtureBelongsToARule finds folders that a renamed rule left behind.
func TestEveryFixtureBelongsToARule(t *testing.T) {
	folders, err := filepath.Glob(fixturesFolder + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		category := filepath.Base(filepath.Dir(folder))
		r := rules.Find(filepath.Base(folder))
		if !slices.Contains([]string{"projects", "broken", "custom-rules"}, category) && (r == nil || r.Category != category) {
			t.Errorf("%s belongs to no rule", folder)
		}
	}
}

// TestPages compares the page of each rule with what its metadata and fixtures say.
func TestPages(t *testing.T) {
	_, opts := compiled(t)
	for _, r := range opts.Rules {
		page, err := page(t.Context(), r, opts)
		if err != nil {
			t.Fatalf("%s: %v", r.Name, err)
		}
		checkGenerated(t, filepath.Join(rulesFolder, r.Category, r.Name, rules.PageFile), page)
		if embedded, _ := rules.Page(r.Name); !update && embedded != string(page) {
			t.Errorf("the page of %s in the binary differs (-want +got):\n%s", r.Name, cmp.Diff(string(page), embedded))
		}
	}
}

// page writes the page of a rule.
func page(ctx context.Context, r *rules.Rule, opts linter.Options) ([]byte, error) {
	opts.Only = []string{r.Name}
	fixture := func(name string) (*source.File, string, error) {
		data, language, extension, err := example(r, name)
		if err != nil {
			return nil, "", err
		}
		file := source.NewFile(name+extension, data)
		if name == badExample {
			opts, err = (&linttest.Unit{Files: []*source.File{file}}).Options(opts)
		}
		return linttest.Example(file, file.Path), language, err
	}
	bad, badLanguage, err := fixture(badExample)
	if err != nil {
		return nil, err
	}
	good, goodLanguage, err := fixture(goodExample)
	if err != nil {
		return nil, err
	}
	found, err := (&linttest.Unit{Files: []*source.File{bad}}).Lint(ctx, opts)
	if err != nil {
		return nil, err
	}
	var output bytes.Buffer
	if err := report.Text(&output, found, report.Options{NoSummary: true}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!-- Generated from the rule and its fixtures by UPDATE=1 go test ./... -->\n# %s\n\n%s. %s\n\n%s\n\n", r.Name, r.Title, metadata(r), r.Description)
	fmt.Fprintf(&b, "## How to mend it\n\n%s\n\n%s## Bad\n\n```%s\n%s```\n\n", r.Remedy, report.Parameters(r), badLanguage, bad.Data)
	fmt.Fprintf(&b, "`ekslint lint %s` says:\n\n```\n%s```\n\n## Good\n\n```%s\n%s```\n\n## Sources\n\n",
		bad.Path, strings.TrimRight(output.String(), "\n")+"\n", goodLanguage, good.Data)
	for _, link := range r.Related {
		fmt.Fprintf(&b, "- [%s](%s)\n", link.Description, link.Ref)
	}
	return b.Bytes(), nil
}

// example reads an example of a rule.
func example(r *rules.Rule, name string) (data []byte, language, extension string, err error) {
	for _, l := range languages {
		data, err = os.ReadFile(filepath.Join(fixturesFolder, r.Category, r.Name, name+l.extension))
		if !errors.Is(err, fs.ErrNotExist) {
			return data, l.name, l.extension, err
		}
	}
	return nil, "", "", err
}

// metadata puts the metadata of a rule into a few words.
func metadata(r *rules.Rule) string {
	text := fmt.Sprintf("Severity **%s**, category %s, since %s", r.Severity, r.Category, r.Since)
	if r.Profile == rules.StrictProfile {
		text += ", in the strict profile"
	}
	for _, check := range r.PSS {
		text += fmt.Sprintf("; Pod Security Standards check `%s` (%s", check.Check, check.Level)
		if check.Since > 0 {
			text += fmt.Sprintf(", from version 1.%d", check.Since)
		}
		text += ")"
	}
	if len(r.Aliases) > 0 {
		text += "; formerly " + strings.Join(r.Aliases, ", ")
	}
	return text + "."
}
