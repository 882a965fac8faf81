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
// says, and after an input one line for each run of releases, with tabs between its fields.
func parseTable(text string) (*table, error) {
	t := &table{folders: map[string]map[string][]declaration{}, policies: map[string]map[string][]policy{}}
	index := map[string]int{}
	var folder map[string][]declaration
	var policies map[string][]policy
	input, document := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if fields := strings.Split(line, "\t"); len(fields) > 1 {
			if document != "" {
				p, err := parsePolicy(fields, index)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", document, err)
				}
				policies[document] = append(policies[document], p)
				continue
			}
			d, err := parseDeclaration(fields, index)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", input, err)
			}
			folder[input] = append(folder[input], d)
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "module":
			t.name = rest
		case "repository":
			t.repository = rest
		case "release":
			number, commit, _ := strings.Cut(rest, " ")
			v, err := goversion.NewVersion(number)
			if err != nil {
				return nil, err
			}
			index[number] = len(t.releases)
			t.releases = append(t.releases, release{v, commit})
		case "folder":
			folder = map[string][]declaration{}
			t.folders[rest] = folder
			policies = map[string][]policy{}
			t.policies[rest] = policies
		case "input":
			input, document = rest, ""
		case "policy":
			document = rest
		default:
			return nil, fmt.Errorf("unknown line %q", line)
		}
	}
	return t, nil
}

func parsePolicy(fields []string, index map[string]int) (policy, error) {
	if len(fields) != 3 {
		return policy{}, fmt.Errorf("%d fields in place of three", len(fields))
	}
	return policy{first: index[fields[0]], last: index[fields[1]], text: fields[2]}, nil
}

func parseDeclaration(fields []string, index map[string]int) (declaration, error) {
	if len(fields) < 4 {
		return declaration{}, fmt.Errorf("too few fields in %q", fields)
	}
	first, ok := index[fields[0]]
	last, lastOK := index[fields[1]]
	if !ok || !lastOK {
		return declaration{}, fmt.Errorf("unknown release in %q", fields)
	}
	d := declaration{first: first, last: last, nonNull: fields[2] == "nonnull", kind: fields[3]}
	if len(fields) > 4 {
		d.fallback = fields[4]
	}
	return d, nil
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
