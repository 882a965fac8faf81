package modules

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	goversion "github.com/hashicorp/go-version"

	"github.com/ekslint/ekslint/parsers/source/pattern"
	"github.com/ekslint/ekslint/parsers/terraform"
)

//go:embed all:stubs
var stubFiles embed.FS

// Stub finds what is known of the module that a call names; ok is false if the module, or the
// release that the call asks for, is not known. It is meant for [terraform.Options].
//
// Of the releases that the version constraint admits, those count that take all arguments of
// the call, if there are any: Terraform would refuse the others. The newest is evaluated, and
// what differs in the others is unknown. A call without a constraint means the newest release.
func Stub(call terraform.Call) (stub *terraform.Stub, ok bool) {
	r := parseSource(call.Source, call.Version)
	if r == nil || r.table.folders[r.folder] == nil || internal(r.folder) {
		return nil, false
	}
	chosen := r.choose()
	chosen.releases = r.fitting(chosen.releases, call.Arguments)
	if len(chosen.releases) == 0 {
		return nil, false
	}
	newest := chosen.releases[len(chosen.releases)-1]
	if r.table.stubDir(r.folder, newest) == "" {
		return nil, false
	}
	tree := terraform.Tree{
		Name: treeName(r, chosen.releases), Stub: true,
		FS: &stubTree{t: r.table, releases: chosen.releases},
	}
	return &terraform.Stub{
		Source: terraform.Source{Tree: tree, Dir: r.folder},
		Module: r.moduleName(), Release: r.table.releases[newest].version.String(), Newer: chosen.newer,
		Input: func(name string) (string, bool) { return r.input(name, newest) },
		Keys:  func(place string) []string { return r.table.keysAt(r.folder, place, chosen.releases) },
		Key:   func(name string, known []string) string { return r.key(name, known) },
	}, true
}

// fitting are the releases in which the folder exists and, if there are any, that take all
// arguments of the call.
func (r *reference) fitting(releases []int, arguments []string) []int {
	folder := r.folder
	var there, taking []int
	for _, i := range releases {
		if len(r.table.inputs(folder, i)) == 0 {
			continue
		}
		there = append(there, i)
		if r.table.takes(folder, arguments, i) {
			taking = append(taking, i)
		}
	}
	if len(taking) > 0 {
		return taking
	}
	return there
}

// treeName tells the trees of different sets of releases apart.
func treeName(r *reference, releases []int) string {
	var runs []string
	for i := 0; i < len(releases); {
		j := i
		for j+1 < len(releases) && releases[j+1] == releases[j]+1 {
			j++
		}
		run := r.table.releases[releases[i]].version.String()
		if j > i {
			run += "-" + r.table.releases[releases[j]].version.String()
		}
		runs = append(runs, run)
		i = j + 1
	}
	return r.table.name + "@" + strings.Join(runs, ",")
}

// stubDir is the directory in which the stub of a folder in a release lies: that of the newest
// release at or before it for which there is one. A folder without a stub of its own is stood
// in for by that of the folder it is like. It is "" if there is none.
func (t *table) stubDir(folder string, release int) string {
	root := "stubs/" + path.Dir(t.name)
	entries, err := stubFiles.ReadDir(root)
	if err != nil {
		return ""
	}
	best, found := (*goversion.Version)(nil), ""
	for _, entry := range entries {
		from, err := goversion.NewVersion(entry.Name())
		if err != nil || from.GreaterThan(t.releases[release].version) || best != nil && from.LessThan(best) {
			continue
		}
		if dir := path.Join(root, entry.Name(), folder); hasStub(dir) {
			best, found = from, dir
		}
	}
	if base := t.like[folder]; found == "" && base != "" {
		return t.stubDir(base, release)
	}
	return found
}

// internal reports whether a submodule is only meant for its module.
func internal(folder string) bool { return strings.HasPrefix(path.Base(folder), "_") }

func hasStub(dir string) bool {
	names, err := fs.Glob(stubFiles, path.Clean(dir)+"/*.tf")
	return err == nil && len(names) > 0
}

// stubTree is the files of a stub, with the variables of every folder.
type stubTree struct {
	t        *table
	releases []int

	mu        sync.Mutex
	generated map[string][]byte
}

// variablesFile is the name of the file with the variables.
const variablesFile = "variables.tf"

// newest is the release that is evaluated.
func (s *stubTree) newest() int { return s.releases[len(s.releases)-1] }

// path is where a folder, or a file in one, lies in stubFiles.
func (s *stubTree) path(name string) string {
	if dir := s.t.stubDir(name, s.newest()); dir != "" {
		return dir
	}
	return path.Join(s.t.stubDir(path.Dir(name), s.newest()), path.Base(name))
}

// Open implements [fs.FS].
func (s *stubTree) Open(name string) (fs.File, error) { return stubFiles.Open(s.path(name)) }

// ReadDir implements [fs.ReadDirFS].
func (s *stubTree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := stubFiles.ReadDir(s.path(name))
	if err != nil || !hasStub(s.path(name)) {
		return entries, err
	}
	return append(entries, fs.FileInfoToDirEntry(&generatedFile{FileInfo: mustInfo(entries[0])})), nil
}

// Stat implements [fs.StatFS].
func (s *stubTree) Stat(name string) (fs.FileInfo, error) {
	if path.Base(name) != variablesFile {
		return fs.Stat(stubFiles, s.path(name))
	}
	info, err := fs.Stat(stubFiles, s.path(path.Dir(name)))
	if err != nil {
		return nil, err
	}
	return &generatedFile{FileInfo: info, size: int64(len(s.variables(path.Dir(name))))}, nil
}

// ReadFile implements [fs.ReadFileFS].
func (s *stubTree) ReadFile(name string) ([]byte, error) {
	if path.Base(name) != variablesFile {
		return stubFiles.ReadFile(s.path(name))
	}
	return s.variables(path.Dir(name)), nil
}

func mustInfo(entry fs.DirEntry) fs.FileInfo {
	info, err := entry.Info()
	if err != nil {
		panic(err) // embedded files have one
	}
	return info
}

// generatedFile describes the file with the variables.
type generatedFile struct {
	fs.FileInfo

	size int64
}

func (f *generatedFile) Name() string      { return variablesFile }
func (f *generatedFile) Size() int64       { return f.size }
func (f *generatedFile) Mode() fs.FileMode { return 0o444 }
func (f *generatedFile) IsDir() bool       { return false }

// variables writes the variables of a folder as the releases declare them.
func (s *stubTree) variables(folder string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text, ok := s.generated[folder]; ok {
		return text
	}
	out := &strings.Builder{}
	newest := s.newest()
	for _, name := range s.t.inputs(folder, newest) {
		s.variable(out, name, s.t.folders[folder][name], s.t.entries[folder][name])
	}
	s.others(out, folder, newest)
	s.since(out, folder)
	s.policies(out, folder, newest)
	if s.generated == nil {
		s.generated = map[string][]byte{}
	}
	s.generated[folder] = []byte(out.String())
	return s.generated[folder]
}

// alike are defaults of inputs that mean the same: what AWS takes if nothing is given.
var alike = map[string]map[string]bool{"cluster_ip_family": {"null": true, `"ipv4"`: true}}

// variable writes a variable as the newest release declares it.
func (s *stubTree) variable(out *strings.Builder, name string, declarations []declaration, entries []entry) {
	d, _ := at(declarations, s.newest())
	differs := slices.ContainsFunc(s.releases, func(i int) bool {
		other, ok := at(declarations, i)
		return ok && other.fallback != d.fallback && (!alike[name][other.fallback] || !alike[name][d.fallback])
	})
	fmt.Fprintf(out, "variable %q {\n  type = %s\n", name, d.kind)
	if d.nonNull {
		out.WriteString("  nullable = false\n")
	}
	if d.fallback != "" {
		fallback, differing := s.composed(entries)
		if fallback == "" {
			fallback = d.fallback
		}
		fmt.Fprintf(out, "  default = %s\n  since = %q\n", fallback, s.t.releases[sameDefault(declarations, d)].version)
		if len(differing) > 0 {
			fmt.Fprintf(out, "  differs_in = [%s]\n", strings.Join(differing, ", "))
		}
	}
	if differs {
		out.WriteString("  differs = true\n")
	}
	out.WriteString("}\n")
}

// composed writes a default that is told by its entries, as the newest release has it, and the
// keys, quoted, for which other releases have another value. It is "" if there are no entries.
func (s *stubTree) composed(entries []entry) (fallback string, differing []string) {
	if len(entries) == 0 {
		return "", nil
	}
	known := map[string]string{}
	for _, e := range entries {
		if e.first <= s.newest() && s.newest() <= e.last {
			known[e.key] = e.value
		}
	}
	pairs := make([]string, 0, len(known))
	for _, key := range sortedKeys(known) {
		pairs = append(pairs, fmt.Sprintf("%q = %s", key, known[key]))
	}
	for _, e := range entries {
		other := slices.ContainsFunc(s.releases, func(i int) bool { return e.first <= i && i <= e.last })
		if key := fmt.Sprintf("%q", e.key); other && known[e.key] != "" && known[e.key] != e.value && !slices.Contains(differing, key) {
			differing = append(differing, key)
		}
	}
	return "{ " + strings.Join(pairs, ", ") + " }", differing
}

// sameDefault is the first release from which on an input had the default that it has in d.
func sameDefault(declarations []declaration, d declaration) int {
	first := d.first
	for _, other := range slices.Backward(declarations) {
		if other.last == first-1 && other.fallback == d.fallback {
			first = other.first
		}
	}
	return first
}

var usedVariable = pattern.Lazy(`\bvar\.([a-z0-9_]+)\b`)

// others writes the variables that the stub reads and that the newest release does not have:
// with the default that they have in the nearest release that has them.
func (s *stubTree) others(out *strings.Builder, folder string, newest int) {
	names := map[string]bool{}
	for _, text := range s.texts(folder) {
		for _, match := range usedVariable().FindAllStringSubmatch(text, -1) {
			names[match[1]] = true
		}
	}
	for _, name := range sortedKeys(names) {
		declarations := s.t.folders[folder][name]
		if _, ok := at(declarations, newest); ok || len(declarations) == 0 {
			continue
		}
		d := declarations[len(declarations)-1]
		if d.first > newest {
			d = declarations[slices.IndexFunc(declarations, func(d declaration) bool { return d.first > newest })]
		}
		fallback := d.fallback
		if fallback == "" {
			fallback = "null"
		}
		fmt.Fprintf(out, "variable %q {\n  type = %s\n  default = %s\n  absent = true\n}\n", name, d.kind, fallback)
	}
}

// texts are the files of a folder.
func (s *stubTree) texts(folder string) []string {
	names, err := fs.Glob(stubFiles, s.path(folder)+"/*.tf")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	texts := make([]string, 0, len(names))
	for _, name := range names {
		data, err := stubFiles.ReadFile(name)
		if err != nil {
			panic(err) // it was just listed
		}
		texts = append(texts, string(data))
	}
	return texts
}

var sinceVariable = pattern.Lazy(`\bvar\.((since|before)_(\d+)_(\d+)_(\d+))\b`)

// since writes the variables that say whether the releases are of a version or later, which
// may be unknown, or whether all are before a version.
func (s *stubTree) since(out *strings.Builder, folder string) {
	done := map[string]bool{}
	for _, text := range s.texts(folder) {
		for _, match := range sinceVariable().FindAllStringSubmatch(text, -1) {
			if done[match[1]] {
				continue
			}
			done[match[1]] = true
			from := goversion.Must(goversion.NewVersion(strings.Join(match[3:], ".")))
			old, young := 0, 0
			for _, i := range s.releases {
				if s.t.releases[i].version.LessThan(from) {
					old++
				} else {
					young++
				}
			}
			value, differs := old == 0, old > 0 && young > 0
			if match[2] == "before" {
				value, differs = young == 0, false
			}
			fmt.Fprintf(out, "variable %q {\n  default = %t\n  differs = %t\n}\n", match[1], value, differs)
		}
	}
}
