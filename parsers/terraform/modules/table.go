package modules

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	goversion "github.com/hashicorp/go-version"
)

//go:embed inputs
var inputFiles embed.FS

// table is what is known of the inputs of one module.
type table struct {
	name       string // as the registry has it: NAMESPACE/NAME/PROVIDER
	repository string // on GitHub: OWNER/NAME
	releases   []release
	folders    map[string]map[string][]declaration // by folder, "." being the module itself, and input
	policies   map[string]map[string][]policy      // by folder and name of the document
	// like names, for a folder, the one that it takes the inputs of which it says nothing from.
	like map[string]string
	// entries are what the defaults of inputs hold that are maps of facts, by folder and input.
	entries map[string]map[string][]entry
	// keys are those that are read of inputs without a type, by folder and place: the name of an
	// input and a path below it, with a star for each element. Only places of which all that
	// reads them is known are there.
	keys map[string]map[string][]keys
}

// keys are what a run of releases reads of a place.
type keys struct {
	first, last int
	names       []string
}

// policy is what a run of releases puts into a policy document.
type policy struct {
	first, last int
	text        string // a [said] in JSON
}

// said is what a policy document or a block in it says: expressions by name, for one element
// or for each of several.
type said struct {
	Is   string            `json:"is"`
	Each string            `json:"each"`
	Has  map[string]string `json:"has"`
	In   []said            `json:"in"`
}

// release is a release of a module.
type release struct {
	version *goversion.Version
	commit  string // the first 12 digits
}

// declaration is how a run of releases declares an input.
type declaration struct {
	first, last int // indexes of releases
	nonNull     bool
	kind        string // a type constraint
	fallback    string // the default as an expression, "" if there is none
}

// entry is what a run of releases has for a key of a default that is a map of facts, such as
// the rules that security groups know by name.
type entry struct {
	key         string
	first, last int
	value       string // an expression
}

// tables reads all tables once.
var tables = sync.OnceValue(func() []*table {
	names, err := fs.Glob(inputFiles, "inputs/*.txt")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	list := make([]*table, 0, len(names))
	for _, name := range names {
		data, err := inputFiles.ReadFile(name)
		if err == nil {
			var t *table
			if t, err = parseTable(string(data)); err == nil {
				list = append(list, t)
			}
		}
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // the binary was built of it
		}
	}
	return list
})

// parseTable reads the format that "ekslintdev inputs" writes: lines of a word and what it
// says, and after some of them one line for each run of releases, with tabs between its fields.
func parseTable(text string) (*table, error) {
	p := &tableParser{
		t: &table{
			folders: map[string]map[string][]declaration{}, policies: map[string]map[string][]policy{},
			like: map[string]string{}, entries: map[string]map[string][]entry{},
			keys: map[string]map[string][]keys{},
		},
		index: map[string]int{},
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		read := p.word
		if strings.Contains(line, "\t") {
			read = p.run
		}
		if err := read(line); err != nil {
			return nil, fmt.Errorf("%s %s %s: %w", p.folder, p.kind, p.name, err)
		}
	}
	for _, folder := range sortedKeys(p.t.like) {
		p.t.inherit(folder, p.t.like[folder])
	}
	return p.t, nil
}

// tableParser reads a table line by line.
type tableParser struct {
	t     *table
	index map[string]int // of releases
	// folder is the one that lines are about; kind and name are the word above that has runs of
	// releases, and what it says; input is the last input.
	folder, kind, name, input string
}

// word reads a line that starts with a word.
func (p *tableParser) word(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	p.kind, p.name = word, rest
	switch word {
	case "module":
		p.t.name = rest
	case "repository":
		p.t.repository = rest
	case "release":
		number, commit, _ := strings.Cut(rest, " ")
		v, err := goversion.NewVersion(number)
		if err != nil {
			return err
		}
		p.index[number] = len(p.t.releases)
		p.t.releases = append(p.t.releases, release{v, commit})
	case "folder":
		folder, base, _ := strings.Cut(rest, " like ")
		p.folder = folder
		p.t.folders[folder], p.t.policies[folder], p.t.entries[folder] = map[string][]declaration{}, map[string][]policy{}, map[string][]entry{}
		p.t.keys[folder] = map[string][]keys{}
		if base != "" {
			p.t.like[folder] = base
		}
	case "input":
		p.input = rest
	case "policy", "entry", "keys":
	default:
		return fmt.Errorf("unknown line %q", line)
	}
	return nil
}

// run reads a line about a run of releases.
func (p *tableParser) run(line string) error {
	fields := strings.Split(line, "\t")
	first, ok := p.index[fields[0]]
	last, lastOK := p.index[fields[1]]
	if !ok || !lastOK || len(fields) < 3 {
		return fmt.Errorf("%q is no run of releases", line)
	}
	switch p.kind {
	case "policy":
		p.t.policies[p.folder][p.name] = append(p.t.policies[p.folder][p.name], policy{first, last, fields[2]})
	case "keys":
		p.t.keys[p.folder][p.name] = append(p.t.keys[p.folder][p.name], keys{first, last, strings.Fields(fields[2])})
	case "entry":
		p.t.entries[p.folder][p.input] = append(p.t.entries[p.folder][p.input], entry{p.name, first, last, fields[2]})
	default:
		if len(fields) < 4 {
			return fmt.Errorf("too few fields in %q", line)
		}
		d := declaration{first: first, last: last, nonNull: fields[2] == "nonnull", kind: fields[3]}
		if len(fields) > 4 {
			d.fallback = fields[4]
		}
		p.t.folders[p.folder][p.input] = append(p.t.folders[p.folder][p.input], d)
	}
	return nil
}

// inherit gives a folder the inputs that it has in common with another one, in the releases in
// which the folder exists.
func (t *table) inherit(folder, base string) {
	first, last := len(t.releases), -1
	for _, declarations := range t.folders[folder] {
		first, last = min(first, declarations[0].first), max(last, declarations[len(declarations)-1].last)
	}
	for name, declarations := range t.folders[base] {
		if t.folders[folder][name] != nil {
			continue
		}
		for _, d := range declarations {
			d.first, d.last = max(d.first, first), min(d.last, last)
			if d.first <= d.last {
				t.folders[folder][name] = append(t.folders[folder][name], d)
			}
		}
	}
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// at returns the declaration of an input in a release.
func at(declarations []declaration, release int) (declaration, bool) {
	for _, d := range declarations {
		if d.first <= release && release <= d.last {
			return d, true
		}
	}
	return declaration{}, false
}

// inputs are the names of the inputs that a folder has in a release, sorted.
func (t *table) inputs(folder string, release int) []string {
	var names []string
	for name, declarations := range t.folders[folder] {
		if _, ok := at(declarations, release); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// takes reports whether a folder has all inputs in a release.
func (t *table) takes(folder string, names []string, release int) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		_, ok := at(t.folders[folder][name], release)
		return !ok
	})
}

// keysAt are the keys that a folder reads of a place in any of the releases, sorted; it is nil
// if that is not known of one of them.
func (t *table) keysAt(folder, place string, releases []int) []string {
	var names []string
	for _, release := range releases {
		i := slices.IndexFunc(t.keys[folder][place], func(k keys) bool { return k.first <= release && release <= k.last })
		if i < 0 {
			return nil
		}
		names = append(names, t.keys[folder][place][i].names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
