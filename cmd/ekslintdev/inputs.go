package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	goversion "github.com/hashicorp/go-version"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// inputsUsage describes the verb; main shows it.
const inputsUsage = `ekslintdev inputs MODULE GITHUB_REPOSITORY FIRST GIT_DIR FILE [FOLDER...]

Write the table of the inputs of a Terraform module to FILE: names, types and defaults as
every release from FIRST on declares them, read from the tags of the git directory of its
repository. MODULE is the module as the registry names it. Submodules are the folders below
modules; if any FOLDER is given, only those are read. What the policy documents of a folder
say is written too: effects, actions, resources and conditions.`

// declared is a variable as one release declares it.
type declared struct {
	flags, kind, fallback string
}

// release is a tag of a module.
type release struct {
	version *goversion.Version
	tag     string
	commit  string
}

// moduleInputs is the verb "inputs".
func moduleInputs(ctx context.Context, args []string, stdout io.Writer) error {
	if len(args) < 5 {
		return fmt.Errorf("inputs takes at least five arguments\n\n%s", inputsUsage)
	}
	g := &gitModule{ctx: ctx, dir: args[3], blobs: map[string]map[string]declared{}, docs: map[string]map[string]declared{}}
	releases, err := g.releases(args[2])
	if err != nil {
		return err
	}
	tables := map[string]map[string][]declaredRange{} // by folder and name
	policies := map[string]map[string][]declaredRange{}
	for i, r := range releases {
		folders, documents, err := g.variables(r, args[5:])
		if err != nil {
			return fmt.Errorf("%s: %w", r.tag, err)
		}
		for folder, variables := range folders {
			if tables[folder] == nil {
				tables[folder] = map[string][]declaredRange{}
			}
			for name, d := range variables {
				tables[folder][name] = extend(tables[folder][name], i, d)
			}
		}
		for folder, found := range documents {
			if policies[folder] == nil {
				policies[folder] = map[string][]declaredRange{}
			}
			for name, d := range found {
				policies[folder][name] = extend(policies[folder][name], i, d)
			}
		}
	}
	out := &bytes.Buffer{}
	fmt.Fprintf(out, "module %s\nrepository %s\n", args[0], args[1])
	for _, r := range releases {
		fmt.Fprintf(out, "release %s %.12s\n", r.version, r.commit)
	}
	for _, folder := range slices.Sorted(maps.Keys(tables)) {
		fmt.Fprintf(out, "folder %s\n", folder)
		for _, name := range slices.Sorted(maps.Keys(tables[folder])) {
			fmt.Fprintf(out, "input %s\n", name)
			for _, r := range tables[folder][name] {
				fields := []string{releases[r.first].version.String(), releases[r.last].version.String(), r.flags, r.kind, r.fallback}
				fmt.Fprintln(out, strings.TrimRight(strings.Join(fields, "\t"), "\t"))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(policies[folder])) {
			fmt.Fprintf(out, "policy %s\n", name)
			for _, r := range policies[folder][name] {
				fmt.Fprintf(out, "%s\t%s\t%s\n", releases[r.first].version, releases[r.last].version, r.kind)
			}
		}
	}
	fmt.Fprintf(stdout, "%s: %d releases, %d folders, %d bytes\n", args[0], len(releases), len(tables), out.Len()) //nolint:errcheck // a terminal
	return os.WriteFile(args[4], out.Bytes(), 0o644)
}

// declaredRange is the releases, by index, that declare a variable alike.
type declaredRange struct {
	declared
	first, last int
}

func extend(ranges []declaredRange, i int, d declared) []declaredRange {
	if n := len(ranges); n > 0 && ranges[n-1].declared == d && ranges[n-1].last == i-1 {
		ranges[n-1].last = i
		return ranges
	}
	return append(ranges, declaredRange{d, i, i})
}

// gitModule reads the tags of a module's repository.
type gitModule struct {
	ctx   context.Context //nolint:containedctx // lives as long as the verb runs
	dir   string
	blobs map[string]map[string]declared
	docs  map[string]map[string]declared // the policy documents of a file; kind holds what they say
}

func (g *gitModule) git(args ...string) ([]byte, error) {
	out, err := exec.CommandContext(g.ctx, "git", append([]string{"--git-dir", g.dir}, args...)...).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("git %s: %s", args[0], exit.Stderr)
	}
	return out, err
}

var releaseTag = regexp.MustCompile(`^v?\d+\.\d+\.\d+$`)

// releases lists the tags that are a release, from the first one on.
func (g *gitModule) releases(first string) ([]release, error) {
	out, err := g.git("for-each-ref", "--format=%(refname:short) %(objectname) %(*objectname)", "refs/tags")
	if err != nil {
		return nil, err
	}
	from, err := goversion.NewVersion(first)
	if err != nil {
		return nil, err
	}
	var list []release
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		tag := path.Base(fields[0])
		if !releaseTag.MatchString(tag) {
			continue
		}
		v, err := goversion.NewVersion(tag)
		if err != nil || v.LessThan(from) {
			continue
		}
		list = append(list, release{v, fields[0], fields[len(fields)-1]})
	}
	slices.SortFunc(list, func(a, b release) int { return a.version.Compare(b.version) })
	return list, nil
}

// variables reads the variables and policy documents of all folders of a release.
func (g *gitModule) variables(r release, only []string) (folders, documents map[string]map[string]declared, err error) {
	out, err := g.git("ls-tree", "-r", r.commit)
	if err != nil {
		return nil, nil, err
	}
	folders, documents = map[string]map[string]declared{}, map[string]map[string]declared{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := fields[3]
		folder := path.Dir(name)
		if filepath.Ext(name) != ".tf" || folder != "." && path.Dir(folder) != "modules" {
			continue
		}
		if len(only) > 0 && !slices.Contains(only, folder) {
			continue
		}
		variables, err := g.blob(fields[2])
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if folders[folder] == nil {
			folders[folder], documents[folder] = map[string]declared{}, map[string]declared{}
		}
		maps.Copy(folders[folder], variables)
		maps.Copy(documents[folder], g.docs[fields[2]])
	}
	return folders, documents, nil
}

// blob reads the variables that a file declares.
func (g *gitModule) blob(id string) (map[string]declared, error) {
	if known, ok := g.blobs[id]; ok {
		return known, nil
	}
	data, err := g.git("cat-file", "blob", id)
	if err != nil {
		return nil, err
	}
	file, diags := hclsyntax.ParseConfig(data, "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	found := map[string]declared{}
	g.docs[id] = map[string]declared{}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type == "data" && block.Labels[0] == "aws_iam_policy_document" {
			text, err := json.Marshal(saidBy(data, block))
			if err != nil {
				return nil, err
			}
			g.docs[id][block.Labels[1]] = declared{kind: string(text)}
		}
		if block.Type != "variable" || len(block.Labels) != 1 {
			continue
		}
		if found[block.Labels[0]], err = declaration(data, block.Body.Attributes); err != nil {
			return nil, fmt.Errorf("variable %s: %w", block.Labels[0], err)
		}
	}
	g.blobs[id] = found
	return found, nil
}

// said is what a policy document or a block in it says: expressions by name, for one element
// or for each of several.
type said struct {
	Is   string            `json:"is,omitempty"`
	Each string            `json:"each,omitempty"`
	Has  map[string]string `json:"has,omitempty"`
	In   []said            `json:"in,omitempty"`
}

func saidBy(data []byte, block *hclsyntax.Block) said {
	s := said{Is: block.Type, Has: map[string]string{}}
	body := block.Body
	if block.Type == "dynamic" {
		s.Is, s.Each = block.Labels[0], oneLine(body.Attributes["for_each"].Expr.Range().SliceBytes(data))
		for _, inner := range body.Blocks {
			if inner.Type == "content" {
				body = inner.Body
			}
		}
	}
	if block.Type == "data" {
		s.Is = ""
	}
	for name, attr := range body.Attributes {
		s.Has[name] = oneLine(attr.Expr.Range().SliceBytes(data))
	}
	for _, inner := range body.Blocks {
		s.In = append(s.In, saidBy(data, inner))
	}
	return s
}

func declaration(data []byte, attrs hclsyntax.Attributes) (declared, error) {
	d := declared{kind: "any", flags: "-"}
	if attr := attrs["type"]; attr != nil {
		d.kind = oneLine(attr.Expr.Range().SliceBytes(data))
	}
	if attr := attrs["nullable"]; attr != nil {
		if v, diags := attr.Expr.Value(nil); !diags.HasErrors() && v.False() {
			d.flags = "nonnull"
		}
	}
	attr := attrs["default"]
	if attr == nil {
		return d, nil
	}
	v, diags := attr.Expr.Value(nil)
	if diags.HasErrors() {
		return d, diags
	}
	text, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		return d, err
	}
	buffer := &bytes.Buffer{}
	encoder := json.NewEncoder(buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(json.RawMessage(text)); err != nil {
		return d, err
	}
	plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", "${", "$${", "%{", "%%{")
	d.fallback = plain.Replace(strings.TrimSpace(buffer.String()))
	return d, nil
}

// oneLine writes an expression on one line, without comments.
func oneLine(text []byte) string {
	tokens, _ := hclsyntax.LexExpression(text, "", hcl.InitialPos)
	out := &strings.Builder{}
	last := hclsyntax.TokenType(0)
	pending := false
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenComment, hclsyntax.TokenNewline:
			pending = pending || token.Type == hclsyntax.TokenNewline || bytes.HasSuffix(token.Bytes, []byte("\n"))
			continue
		case hclsyntax.TokenEOF:
			return out.String()
		default:
		}
		open := last == hclsyntax.TokenOBrace || last == hclsyntax.TokenOBrack || last == hclsyntax.TokenOParen || last == hclsyntax.TokenComma || last == 0
		closing := token.Type == hclsyntax.TokenCBrace || token.Type == hclsyntax.TokenCBrack || token.Type == hclsyntax.TokenCParen
		switch {
		case token.Type == hclsyntax.TokenComma:
		case pending && !open && !closing:
			out.WriteString(",")
		case last == hclsyntax.TokenIdent && token.Type == hclsyntax.TokenIdent, last == hclsyntax.TokenIdent && token.Type == hclsyntax.TokenOQuote && !open,
			token.Type == hclsyntax.TokenIdent && (last == hclsyntax.TokenCBrack || last == hclsyntax.TokenCParen || last == hclsyntax.TokenCQuote || last == hclsyntax.TokenNumberLit):
			out.WriteString(" ")
		}
		pending = false
		out.Write(token.Bytes)
		last = token.Type
	}
	return out.String()
}
