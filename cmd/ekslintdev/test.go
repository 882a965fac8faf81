package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/linttest"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

// test runs the unit tests and fixtures of the rules on disk; all of them if none is named.
func test(ctx context.Context, root string, names []string, stdout io.Writer) error {
	set, err := compiler.Load(os.DirFS(filepath.Join(root, "rules")))
	if err != nil {
		return err
	}
	compiled, err := set.Compile()
	if err != nil {
		return err
	}
	var differences []string
	failures, err := set.Test(ctx)
	if err != nil {
		return err
	}
	for _, f := range failures {
		if wants(names, path.Base(path.Dir(f.File))) {
			differences = append(differences, "rules/"+f.String())
		}
	}
	opts := linter.Options{Rules: rules.WithSuppressions(set.Rules), Engine: rules.NewEngineOf(compiled), Jobs: 1}
	fixtures := os.DirFS(filepath.Join(root, "fixtures"))
	for _, r := range opts.Rules {
		if !wants(names, r.Name) {
			continue
		}
		units, err := linttest.Units(fixtures, r.Category+"/"+r.Name)
		if errors.Is(err, fs.ErrNotExist) {
			differences = append(differences, "fixtures/"+r.Category+"/"+r.Name+" does not exist")
			continue
		}
		if err != nil {
			return err
		}
		opts.Only = []string{r.Name}
		for _, u := range units {
			more, err := u.Differences(ctx, opts)
			if err != nil {
				return err
			}
			differences = append(differences, more...)
		}
	}
	for _, d := range differences {
		if _, err := fmt.Fprintln(stdout, d); err != nil {
			return err
		}
	}
	if len(differences) > 0 {
		return errors.New("rules differ from their tests")
	}
	_, err = fmt.Fprintln(stdout, "ok")
	return err
}

func wants(names []string, name string) bool {
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return n == name || strings.HasSuffix(n, "/"+name) })
}
