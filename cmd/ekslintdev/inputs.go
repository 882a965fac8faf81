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
modules; if any FOLDER is given, only those are read. Of a folder that takes the inputs of
another one, only what differs is written. What the policy documents of a folder say is
written too: effects, actions, resources and conditions; and of inputs without a type the
keys that the folder reads, as far as all places that read them can be told.`

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
	g := &gitModule{ctx: ctx, dir: args[3], blobs: map[string]map[string]declared{}, docs: map[string]map[string]declared{}, bodies: map[string]*hclsyntax.Body{}, keys: map[string]map[string]declared{}}
	releases, err := g.releases(args[2])
	if err != nil {
		return err
	}
	tables := map[string]map[string][]declaredRange{} // by folder and name
	policies := map[string]map[string][]declaredRange{}
	keys := map[string]map[string][]declaredRange{}
	for i, r := range releases {
		folders, documents, read, err := g.variables(r, args[5:])
		if err != nil {
			return fmt.Errorf("%s: %w", r.tag, err)
		}
		extendAll(tables, i, folders)
		extendAll(policies, i, documents)
		extendAll(keys, i, read)
	}
	out := &bytes.Buffer{}
	fmt.Fprintf(out, "module %s\nrepository %s\n", args[0], args[1])
	for _, r := range releases {
		fmt.Fprintf(out, "release %s %.12s\n", r.version, r.commit)
	}
	w := &tableWriter{out: out, releases: releases, tables: tables, keys: keys, bases: map[string]string{}}
	w.findBases()
	for _, folder := range slices.Sorted(maps.Keys(tables)) {
		w.folder(folder, policies[folder])
	}
	fmt.Fprintf(stdout, "%s: %d releases, %d folders, %d bytes\n", args[0], len(releases), len(tables), out.Len()) //nolint:errcheck // a terminal
	return os.WriteFile(args[4], out.Bytes(), 0o644)
}

// tableWriter writes the folders of a table.
type tableWriter struct {
	out      *bytes.Buffer
	releases []release
	tables   map[string]map[string][]declaredRange
	keys     map[string]map[string][]declaredRange // read of inputs without a type, by folder and place
	bases    map[string]string                     // the folder that a folder is like, "" for one that is like none
}

func (w *tableWriter) folder(folder string, policies map[string][]declaredRange) {
	inputs := w.tables[folder]
	base := w.bases[folder]
	if base == "" {
		fmt.Fprintf(w.out, "folder %s\n", folder)
	} else {
		fmt.Fprintf(w.out, "folder %s like %s\n", folder, base)
	}
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		if base == "" || !w.same(folder, base, name) {
			w.input(name, inputs[name])
		}
	}
	for _, place := range slices.Sorted(maps.Keys(w.keys[folder])) {
		fmt.Fprintf(w.out, "keys %s\n", place)
		for _, r := range w.keys[folder][place] {
			w.run(r, r.kind)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(policies)) {
		fmt.Fprintf(w.out, "policy %s\n", name)
		for _, r := range policies[name] {
			w.run(r, r.kind)
		}
	}
}

// findBases finds which folders are like another one that is as old.
func (w *tableWriter) findBases() {
	folders := slices.Sorted(maps.Keys(w.tables))
	slices.SortStableFunc(folders, func(a, b string) int { return w.first(a) - w.first(b) })
	for _, folder := range folders {
		w.bases[folder] = w.base(folder)
	}
}

// first is the first release that has a folder.
func (w *tableWriter) first(folder string) int {
	first := len(w.releases)
	for _, ranges := range w.tables[folder] {
		first = min(first, ranges[0].first)
	}
	return first
}

// base is a folder, of those that were looked at, that has the same inputs, most of them with the same default; ""
// if there is none.
func (w *tableWriter) base(folder string) string {
	inputs := w.tables[folder]
	for _, base := range slices.Sorted(maps.Keys(w.bases)) {
		if w.bases[base] != "" {
			continue
		}
		same := 0
		for name := range inputs {
			if w.same(folder, base, name) {
				same++
			}
		}
		if len(inputs) == len(w.tables[base]) && same < len(inputs) && same*5 > len(inputs)*4 {
			return base
		}
	}
	return ""
}

// same reports whether an input of a folder is declared as in another one in all releases in
// which the folder exists.
func (w *tableWriter) same(folder, base, name string) bool {
	first, last := w.first(folder), -1
	for _, ranges := range w.tables[folder] {
		last = max(last, ranges[len(ranges)-1].last)
	}
	var clipped []declaredRange
	for _, r := range w.tables[base][name] {
		r.first, r.last = max(r.first, first), min(r.last, last)
		if r.first <= r.last {
			clipped = append(clipped, r)
		}
	}
	return slices.Equal(clipped, w.tables[folder][name])
}

func (w *tableWriter) run(r declaredRange, fields ...string) {
	line := w.releases[r.first].version.String() + "\t" + w.releases[r.last].version.String() + "\t" + strings.Join(fields, "\t")
	fmt.Fprintln(w.out, strings.TrimRight(line, "\t"))
}

// input writes what releases declare. The entries of a default that is a map of facts are
// written one by one, since releases differ in few of them.
func (w *tableWriter) input(name string, ranges []declaredRange) {
	fmt.Fprintf(w.out, "input %s\n", name)
	if !strings.HasPrefix(ranges[0].kind, "map(") || len(ranges[0].fallback) < 500 {
		for _, r := range ranges {
			w.run(r, r.flags, r.kind, r.fallback)
		}
		return
	}
	var plain []declaredRange
	entries := map[string][]declaredRange{}
	for _, r := range ranges {
		var values map[string]json.RawMessage
		if err := json.Unmarshal([]byte(r.fallback), &values); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // it was just written
		}
		for i := r.first; i <= r.last; i++ {
			plain = extend(plain, i, declared{flags: r.flags, kind: r.kind, fallback: "{}"})
			for key, value := range values {
				entries[key] = extend(entries[key], i, declared{fallback: string(value)})
			}
		}
	}
	for _, r := range plain {
		w.run(r, r.flags, r.kind, r.fallback)
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		fmt.Fprintf(w.out, "entry %s\n", key)
		for _, r := range entries[key] {
			w.run(r, r.fallback)
		}
	}
}

// declaredRange is the releases, by index, that declare a variable alike.
type declaredRange struct {
	declared
	first, last int
}

func extendAll(ranges map[string]map[string][]declaredRange, i int, folders map[string]map[string]declared) {
	for folder, found := range folders {
		if ranges[folder] == nil {
			ranges[folder] = map[string][]declaredRange{}
		}
		for name, d := range found {
			ranges[folder][name] = extend(ranges[folder][name], i, d)
		}
	}
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
	// bodies are files by their blob; keys are what the files of a folder, by their blobs, read.
	bodies map[string]*hclsyntax.Body
	keys   map[string]map[string]declared
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

// variables reads the variables and policy documents of all folders of a release, and the
// keys that they read of inputs without a type; kind holds those, with spaces.
func (g *gitModule) variables(r release, only []string) (folders, documents, read map[string]map[string]declared, err error) {
	out, err := g.git("ls-tree", "-r", r.commit)
	if err != nil {
		return nil, nil, nil, err
	}
	blobs := map[string][]string{}
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
			return nil, nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if folders[folder] == nil {
			folders[folder], documents[folder] = map[string]declared{}, map[string]declared{}
		}
		maps.Copy(folders[folder], variables)
		maps.Copy(documents[folder], g.docs[fields[2]])
		blobs[folder] = append(blobs[folder], fields[2])
	}
	read = map[string]map[string]declared{}
	for folder, ids := range blobs {
		read[folder] = g.keysRead(ids, folders[folder])
	}
	return folders, documents, read, nil
}

// keysRead are the keys that a folder of these files reads of inputs without a type, by place.
func (g *gitModule) keysRead(ids []string, variables map[string]declared) map[string]declared {
	id := strings.Join(ids, " ")
	if known, ok := g.keys[id]; ok {
		return known
	}
	inputs := map[string]bool{}
	for name, d := range variables {
		inputs[name] = untyped[d.kind]
	}
	bodies := make([]*hclsyntax.Body, 0, len(ids))
	for _, id := range ids {
		bodies = append(bodies, g.bodies[id])
	}
	found := map[string]declared{}
	for place, keys := range keysRead(bodies, inputs) {
		found[place] = declared{kind: strings.Join(keys, " ")}
	}
	g.keys[id] = found
	return found
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
	g.blobs[id], g.bodies[id] = found, file.Body.(*hclsyntax.Body)
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
