// Package config reads the file in which a team configures ekslint.
//
// [Decode] reads the file strictly: every key that it does not know and every value that it
// cannot use is a problem with its place. [Config.Resolve] ties it to the rules that there
// are. Flags and environment variables overrule what it says, which is for the caller to do.
package config

import (
	_ "embed"
	"time"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// FileName is the name of the file.
const FileName = ".ekslint.yaml"

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema of the file.
func Schema() []byte { return schema }

//go:embed starter.yaml
var starter []byte

// Starter returns a file that says what can be configured and configures nothing.
func Starter() []byte { return starter }

// Config is what a file says. The zero value of each field means that it says nothing.
type Config struct {
	// File is the file; its path is the reported one.
	File *source.File
	// FailOn is the least severity that fails a run, or "none".
	FailOn Text
	// Exclude are patterns in the syntax of gitignore, relative to the folder of the file.
	Exclude []Text
	// KubernetesVersion is that of the cluster, and KubernetesMinor the NN in it.
	KubernetesVersion Text
	KubernetesMinor   int
	// Profile is the name of a profile.
	Profile Text
	// Enable and Disable are words that select rules.
	Enable, Disable []Text
	// Settings are those of single rules, in the order of the file.
	Settings []Settings
	// RequireReason is whether a suppression needs a reason.
	RequireReason Bool
	// Exceptions accept findings, in the order of the file.
	Exceptions []Exception
	// CustomRules are folders of rules, relative to the folder of the file.
	CustomRules []Text
	// Terraform says how root modules are evaluated, in the order of the file.
	Terraform []Terraform
}

// Terraform is what the root modules of some folders get.
type Terraform struct {
	// Root is a glob for their folders, relative to the folder of the file.
	Root Text
	// VarFiles are files with values, relative to the root module or to the folder of the file.
	VarFiles []Text
	// Workspace is the name of the workspace.
	Workspace Text
	// Modules are the folders of modules, relative to the folder of the file, by source.
	Modules map[string]string
	// Span is where it is written.
	Span source.Span
}

// TerraformRoots is what the file says about root modules, for a linter.
func (c *Config) TerraformRoots() []linter.TerraformRoot {
	var roots []linter.TerraformRoot
	for i := range c.Terraform {
		t := &c.Terraform[i]
		roots = append(roots, linter.TerraformRoot{
			Root: t.Root.Value, VarFiles: values(t.VarFiles), Workspace: t.Workspace.Value, Modules: t.Modules,
		})
	}
	return roots
}

// Text is a text at its place.
type Text struct {
	// Value is the text.
	Value string
	// Span is where it is written; the zero span means that it is not there.
	Span source.Span
}

// Given reports whether the file has the text.
func (t Text) Given() bool { return t.Span != source.Span{} }

// Bool is a boolean at its place.
type Bool struct {
	// Value is the boolean.
	Value bool
	// Span is where it is written; the zero span means that it is not there.
	Span source.Span
}

// Given reports whether the file has the boolean.
func (b Bool) Given() bool { return b.Span != source.Span{} }

// Settings are those of one rule.
type Settings struct {
	// Rule is the name of the rule.
	Rule Text
	// Severity is that of all its findings.
	Severity Text
	// Params are values of its parameters.
	Params []Param
	// Ignorable is whether comments and annotations can accept its findings.
	Ignorable Bool
}

// Param is the value of a parameter.
type Param struct {
	// Name is that of the parameter.
	Name Text
	// Span is where the value is.
	Span source.Span

	node *tree.Node
}

// Value is the value as JSON knows it.
func (p *Param) Value() any { return p.node.Value() }

// Exception accepts findings.
type Exception struct {
	// Rule, Resource, Path, Container, Reason and Owner are as in linter.Exception.
	Rule, Resource, Path, Container, Reason, Owner Text
	// Expires is the last day on which it counts, and Until that day as midnight UTC.
	Expires Text
	Until   time.Time
	// Span is where the exception is.
	Span source.Span
}
