package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	goversion "github.com/hashicorp/go-version"

	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/terraform/modules"
)

// stubsUsage describes the verb; main shows it.
const stubsUsage = `ekslintdev stubs [-v] [-n CALLERS] [-module NAME] [-release VERSION] [-keep FOLDER] SOURCES

Compare what the stubs of modules give with what the modules themselves give. SOURCES holds
checkouts of the modules' repositories, each in OWNER/NAME@TAG. For every release that is
there, callers are evaluated twice, with the stub and with the source: the roots below
examples and tests of the release, and for each submodule that has a stub CALLERS generated
ones, always the same. Every fact of the model must be the same on both sides.

Of user data only whether it is known is compared: stubs do not repeat the boot scripts.
What is unknown must be so on both sides; which of several unknown values is named as the
reason may differ.
-keep writes the callers that differ to a folder.`

// stubRun is one run of the verb "stubs".
type stubRun struct {
	ctx      context.Context //nolint:containedctx // lives as long as the verb runs
	stdout   io.Writer
	sources  fs.FS
	have     map[string][]checkout // by repository
	verbose  bool
	callers  int
	only     string
	keep     string
	release  string
	total    comparison
	byModule map[string]*comparison
}

// checkout is a release whose source is there.
type checkout struct {
	version *goversion.Version
	dir     string
}

// comparison counts what was compared.
type comparison struct {
	callers, facts, differences, failed int
}

func (c *comparison) add(other comparison) {
	c.callers += other.callers
	c.facts += other.facts
	c.differences += other.differences
	c.failed += other.failed
}

// compareStubs is the verb "stubs".
func compareStubs(ctx context.Context, args []string, stdout io.Writer) error {
	r := &stubRun{ctx: ctx, stdout: stdout, have: map[string][]checkout{}, byModule: map[string]*comparison{}}
	flags := flag.NewFlagSet("stubs", flag.ContinueOnError)
	flags.BoolVar(&r.verbose, "v", false, "")
	flags.IntVar(&r.callers, "n", 40, "")
	flags.StringVar(&r.only, "module", "", "")
	flags.StringVar(&r.release, "release", "", "")
	flags.StringVar(&r.keep, "keep", "", "")
	flags.Usage = func() {}
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return errors.Join(err, fmt.Errorf("stubs takes SOURCES\n\n%s", stubsUsage))
	}
	r.sources = os.DirFS(flags.Arg(0))
	if err := r.findCheckouts(); err != nil {
		return err
	}
	start := time.Now()
	for _, m := range modules.Known() {
		for _, c := range r.have[m.Repository] {
			if r.release == "" || c.version.String() == r.release {
				r.module(m, c)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.byModule)) {
		c := r.byModule[name]
		fmt.Fprintf(stdout, "%-75s callers %d, facts %d, differences %d, not evaluated %d\n", name, c.callers, c.facts, c.differences, c.failed) //nolint:errcheck // a terminal
	}
	fmt.Fprintf(stdout, "%-75s callers %d, facts %d, differences %d, not evaluated %d, %s\n", "total", //nolint:errcheck // a terminal
		r.total.callers, r.total.facts, r.total.differences, r.total.failed, time.Since(start).Round(time.Millisecond))
	if r.total.differences > 0 {
		return fmt.Errorf("%d facts differ", r.total.differences)
	}
	return nil
}

func (r *stubRun) findCheckouts() error {
	owners, err := fs.ReadDir(r.sources, ".")
	if err != nil {
		return err
	}
	for _, owner := range owners {
		names, err := fs.ReadDir(r.sources, owner.Name())
		if err != nil {
			continue // a file
		}
		for _, name := range names {
			repository, tag, ok := strings.Cut(name.Name(), "@")
			version, err := goversion.NewVersion(tag)
			if !ok || err != nil {
				continue
			}
			key := owner.Name() + "/" + repository
			r.have[key] = append(r.have[key], checkout{version, owner.Name() + "/" + name.Name()})
		}
	}
	for _, list := range r.have {
		slices.SortFunc(list, func(a, b checkout) int { return a.version.Compare(b.version) })
	}
	return nil
}

// module compares the callers of one release of a module.
func (r *stubRun) module(m modules.Module, c checkout) {
	folders := m.Folders(c.version.String())
	for _, folder := range folders {
		name := m.Name + strings.TrimSuffix("//"+folder, "//.")
		if r.only != "" && name != r.only && (r.only != m.Name || folder != ".") {
			continue
		}
		outputs := r.outputs(path.Join(c.dir, folder))
		for i := range r.callers {
			text := withOutputs(newGenerator(m, folder, c.version.String(), i).caller(), outputs)
			r.compare(name, fmt.Sprintf("caller %d of %s %s", i, name, c.version), map[string][]byte{"caller/main.tf": []byte(text)}, "caller")
		}
	}
	if len(folders) == 0 || r.only != "" && r.only != m.Name {
		return
	}
	for _, parent := range []string{"examples", "tests"} {
		roots, err := fs.ReadDir(r.sources, path.Join(c.dir, parent))
		if err != nil {
			continue // there are none
		}
		for _, root := range roots {
			if dir := path.Join(c.dir, parent, root.Name()); root.IsDir() {
				r.compare(m.Name, dir, r.example(m, c, folders, dir), dir)
			}
		}
	}
}

var declaredOutput = regexp.MustCompile(`(?m)^output "([^"]+)"`)

// outputs are the names of the outputs that a folder declares.
func (r *stubRun) outputs(dir string) map[string]bool {
	names, err := fs.Glob(r.sources, dir+"/*.tf")
	if err != nil {
		return nil
	}
	outputs := map[string]bool{}
	for _, name := range names {
		data, err := fs.ReadFile(r.sources, name)
		if err != nil {
			continue
		}
		for _, match := range declaredOutput.FindAllSubmatch(data, -1) {
			outputs[string(match[1])] = true
		}
	}
	return outputs
}

var readOutput = regexp.MustCompile(`\bmodule\.m\.([a-z0-9_]+)`)

// withOutputs leaves out of a caller the resources that read an output that the release does
// not have, since Terraform would refuse them.
func withOutputs(caller string, outputs map[string]bool) string {
	kept := &strings.Builder{}
	for i, block := range strings.Split(caller, "\nresource ") {
		if i > 0 {
			block = "\nresource " + block
		}
		if !slices.ContainsFunc(readOutput.FindAllStringSubmatch(block, -1), func(match []string) bool { return !outputs[match[1]] }) {
			kept.WriteString(block)
		}
	}
	return kept.String()
}

var localSource = regexp.MustCompile(`(?m)^(\s*source\s*=\s*)"(\.\.?/[^"]*)"`)

// example returns the files of an example with its calls of the module itself as calls of
// the registry.
func (r *stubRun) example(m modules.Module, c checkout, folders []string, dir string) map[string][]byte {
	files := map[string][]byte{}
	names, err := fs.Glob(r.sources, dir+"/*.tf")
	if err != nil {
		return nil
	}
	for _, name := range names {
		data, err := fs.ReadFile(r.sources, name)
		if err != nil {
			continue
		}
		files[name] = localSource.ReplaceAllFunc(data, func(line []byte) []byte {
			match := localSource.FindSubmatch(line)
			folder, ok := strings.CutPrefix(path.Join(dir, string(match[2]))+"/", c.dir+"/")
			folder = path.Clean("./" + folder)
			if !ok || !slices.Contains(folders, folder) {
				return line
			}
			source := m.Name + strings.TrimSuffix("//"+folder, "//.")
			return fmt.Appendf(nil, "%s%q\n  version = %q", match[1], source, c.version)
		})
	}
	return files
}

// compare evaluates a root with the stubs and with the sources.
func (r *stubRun) compare(name, title string, files map[string][]byte, dir string) {
	real := r.facts(files, dir, false)
	stub := r.facts(files, dir, true)
	result := comparison{callers: 1}
	if real == nil || stub == nil {
		result.failed++
	}
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(real)) {
		result.facts++
		got, ok := stub[key]
		switch {
		case !ok:
			lines = append(lines, fmt.Sprintf("missing  %s = %s", key, real[key]))
		case got != real[key] && !sameState(key, real[key], got):
			lines = append(lines, fmt.Sprintf("differs  %s = %s, in the stub %s", key, real[key], got))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(stub)) {
		if _, ok := real[key]; !ok {
			lines = append(lines, fmt.Sprintf("only in the stub  %s = %s", key, stub[key]))
		}
	}
	result.differences = len(lines)
	r.total.add(result)
	if r.byModule[name] == nil {
		r.byModule[name] = &comparison{}
	}
	r.byModule[name].add(result)
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(r.stdout, "%s: %d of %d facts differ\n", title, len(lines), result.facts) //nolint:errcheck // a terminal
	if !r.verbose {
		lines = lines[:min(len(lines), 3)]
	}
	for _, line := range lines {
		fmt.Fprintf(r.stdout, "    %.300s\n", strings.ReplaceAll(line, "\n", " ")) //nolint:errcheck // a terminal
	}
	if r.keep != "" {
		for file, data := range files {
			_ = os.MkdirAll(r.keep, 0o755)
			_ = os.WriteFile(path.Join(r.keep, strings.NewReplacer(" ", "-", "/", "_").Replace(title)+"-"+path.Base(file)), data, 0o644)
		}
	}
}

// sameState reports whether two reasons for which a field is unknown are as good as each
// other: of several unknown values that a field is computed from, either side may name one.
func sameState(key, a, b string) bool {
	telling := func(reason string) bool {
		switch terraform.Reason(reason) {
		case terraform.ModuleVersion, terraform.ModuleNotSeen, terraform.EvaluationFailed, terraform.NotSupported:
			return true
		default:
			return false
		}
	}
	return strings.Contains(key, ".unknown.") && !telling(a) && !telling(b)
}

// facts evaluates a root and lists the facts of its model.
func (r *stubRun) facts(files map[string][]byte, dir string, stubs bool) map[string]string {
	root := terraform.NewLoader(newOverlay(r.sources, files)).Evaluate(r.ctx, dir, r.options(stubs))
	if root == nil {
		return nil
	}
	facts := map[string]string{}
	for _, p := range root.Problems {
		facts["problem "+p.Message] = ""
	}
	addFacts(facts, root)
	return facts
}

// options say where modules come from: all from the sources, or those with a stub from that.
func (r *stubRun) options(stubs bool) terraform.Options {
	opts := terraform.Options{Modules: r.source}
	if stubs {
		// Both sides see the same release, also of a call that admits several.
		opts.Stubs = func(call terraform.Call) (*terraform.Stub, bool) {
			c, _, ok := r.pick(call)
			if !ok {
				return nil, false
			}
			call.Version = c.version.String()
			return modules.Stub(call)
		}
		opts.Modules = func(call terraform.Call) (terraform.Source, bool) {
			if _, ok := opts.Stubs(call); ok {
				return terraform.Source{}, false
			}
			return r.source(call)
		}
	}
	return opts
}

// source finds the source of the module that a call names.
func (r *stubRun) source(call terraform.Call) (terraform.Source, bool) {
	c, folder, ok := r.pick(call)
	return terraform.Source{Dir: path.Join(c.dir, folder)}, ok
}

// pick finds the checkout of the newest release that a call admits, and the folder in it.
func (r *stubRun) pick(call terraform.Call) (c checkout, folder string, ok bool) {
	name, folder, _ := strings.Cut(strings.TrimPrefix(call.Source, "registry.terraform.io/"), "//")
	repository := ""
	if parts := strings.Split(name, "/"); len(parts) == 3 {
		repository = parts[0] + "/terraform-" + parts[2] + "-" + parts[1]
	}
	constraints, err := goversion.NewConstraint(call.Version)
	for _, c := range slices.Backward(r.have[repository]) {
		if call.Version == "" || err == nil && constraints.Check(c.version) {
			return c, folder, true
		}
	}
	if list := r.have[repository]; len(list) > 0 { // that of a release that is not there
		return list[len(list)-1], folder, true
	}
	return checkout{}, "", false
}

// addFacts lists the nodes of a root: every field by the address of its node.
func addFacts(facts map[string]string, root *terraform.Root) {
	mapped := root.Map(0)
	data, err := json.Marshal(mapped.AWS)
	if err != nil {
		facts["not encoded"] = err.Error()
		return
	}
	var collections map[string][]map[string]any
	if err := json.Unmarshal(data, &collections); err != nil {
		facts["not decoded"] = err.Error()
		return
	}
	for name, nodes := range collections {
		for _, node := range nodes {
			address := fmt.Sprint(node["address"])
			key := name + " " + address
			for n := 2; facts[key] != ""; n++ {
				key = fmt.Sprintf("%s %s (%d)", name, address, n) // several nodes of one resource
			}
			facts[key] = "there"
			flatten(facts, key, node, true)
		}
	}
	for _, i := range mapped.Incomplete {
		place, _ := mapped.Anchors.Locate(i.Ref, nil)
		facts["incomplete "+i.Collection+" "+place.Address] = string(i.Reason)
	}
	for _, m := range root.Manifests() {
		for _, doc := range m.Docs {
			text, _ := json.Marshal(doc.Root.Value())
			facts["manifest "+m.Address] = string(text)
		}
	}
}

// flatten lists the scalars below a value. A node within another one is named, not repeated.
func flatten(facts map[string]string, key string, value any, top bool) {
	switch value := value.(type) {
	case map[string]any:
		if address, ok := value["address"]; ok && !top {
			facts[key] = fmt.Sprint(address)
			return
		}
		for name, field := range value {
			switch name {
			case "ref", "address":
			case "user_data":
				facts[key+".user_data"] = "known"
			default:
				flatten(facts, key+"."+name, field, false)
			}
		}
	case []any:
		for i, item := range value {
			flatten(facts, key+"["+strconv.Itoa(i)+"]", item, false)
		}
	default:
		facts[key] = fmt.Sprint(value)
	}
}
