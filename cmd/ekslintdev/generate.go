package main

import (
	"os"
	"path/filepath"

	"github.com/ekslint/ekslint/rules/compiler"
)

// generate writes what package rules embeds.
func generate(root string) error {
	folder := filepath.Join(root, "rules")
	set, err := compiler.Load(os.DirFS(folder))
	if err != nil {
		return err
	}
	binary, table, err := set.Generate()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, compiler.BinaryFile), binary, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, compiler.TableFile), table, 0o644)
}
