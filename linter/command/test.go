package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/linttest"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

const testHelp = `Tests rules of your own, which ekslint lint takes by --rules or custom-rules:

  FOLDER/CATEGORY/RULE/RULE.rego         the rule, in the form of the rules of ekslint
  FOLDER/CATEGORY/RULE/RULE_test.rego    its unit tests, which are the rules test_...
  FOLDER/CATEGORY/RULE/*.yaml            fixtures: "# want RULE" stands where a finding must be
  FOLDER/lib/NAME/*.rego                 what several rules share

Exit codes: 0 all pass, 1 something differs, 2 the rules cannot be compiled.
`

func testVerb() *verb {
	return &verb{name: "test", args: "FOLDER...", about: "test rules of your own", help: testHelp, set: func(*flags) runner { return test }}
}

func test(ctx context.Context, c *Command, args []string) (int, error) {
	if len(args) == 0 {
		return 0, usagef("test", "name the folder of your rules: ekslint test FOLDER")
	}
	var folders []string
	for _, arg := range args {
		folders = append(folders, resolved(c.abs(arg)))
	}
	slices.Sort(folders)
	folders = slices.Compact(folders)
	set, err := c.customRules("test", folders)
	if err != nil {
		return 0, err
	}
	compiled, err := set.Compile()
	if err != nil {
		return 0, c.refuseRules(err)
	}
	failures, err := set.Test(ctx)
	if err != nil {
		return 0, c.refuseRules(err)
	}
	t := &ruleTests{Command: c, opts: linter.Options{Custom: set.Rules, CustomEngine: rules.NewEngineOf(compiled), Jobs: 1}}
	for _, f := range failures {
		t.differences = append(t.differences, f.String())
	}
	for _, folder := range folders {
		if err := t.folder(ctx, folder, set); err != nil {
			return 0, err
		}
	}
	if ctx.Err() != nil {
		return 0, errInterrupted
	}
	return t.tell(set)
}

// ruleTests is a run of fixtures.
type ruleTests struct {
	*Command

	opts        linter.Options
	fixtures    int
	differences []string
}

// folder runs the fixtures of all rules in a folder.
func (t *ruleTests) folder(ctx context.Context, place string, set *compiler.Set) error {
	tree, err := openTree(resolved(t.Dir), place)
	if err != nil {
		return err
	}
	defer tree.close()
	root, err := fs.Sub(tree.folder.FS(), tree.root)
	if err != nil {
		return err
	}
	for _, r := range set.Rules {
		if err := t.rule(ctx, root, slashRel(resolved(t.Dir), place), r); err != nil {
			return err
		}
	}
	return nil
}

// rule runs the fixtures that lie beside a rule.
func (t *ruleTests) rule(ctx context.Context, root fs.FS, shown string, r *rules.Rule) error {
	units, err := linttest.Units(root, path.Join(r.Category, r.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the rule is from another folder
	}
	if err != nil {
		return err
	}
	opts, before := t.opts, t.fixtures
	opts.Only = []string{r.Name}
	for _, u := range units {
		if slices.Contains([]string{".rego", ".md"}, path.Ext(u.Path)) {
			continue
		}
		t.fixtures++
		more, err := u.Differences(ctx, opts)
		if err != nil {
			return fmt.Errorf("%s: %w", path.Join(shown, u.Path), err)
		}
		for _, line := range more {
			t.differences = append(t.differences, path.Join(shown, line))
		}
	}
	if t.fixtures == before {
		t.warn("%s has no fixture; write a file beside it with \"# want %s\" where a finding must be", path.Join(shown, r.Category, r.Name), r.Name)
	}
	return nil
}

// tell prints what came of it.
func (t *ruleTests) tell(set *compiler.Set) (int, error) {
	if len(t.differences) == 0 {
		return ExitClean, t.print(fmt.Sprintf("ok: %s, %s, %s\n",
			counted(len(set.Rules), "rule"), counted(set.CountTests(), "unit test"), counted(t.fixtures, "fixture")))
	}
	var out strings.Builder
	for _, line := range t.differences {
		out.WriteString(report.Printable(line) + "\n")
	}
	return ExitFindings, t.print(out.String() + counted(len(t.differences), "difference") + "\n")
}
