package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	goversion "github.com/hashicorp/go-version"

	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/terraform/modules"
)

// plansUsage describes the verb; main shows it.
const plansUsage = `ekslintdev plans [-v] [-stubs] SOURCES PLANS

Compare what ekslint evaluates with what Terraform planned. PLANS is a folder of recorded
plans, NAME.json.gz, each with "repository", "commit" and "path" of its root module, the
"modules" that it calls, and per resource address the "resources" leaves that the plan
knows, the "unknown" ones, and the "mocked" ones, which depend on a data source. SOURCES
holds the checkouts that they name, each in OWNER/NAME@COMMIT.

A leaf that ekslint knows must be known to the plan and equal: any other is an error, and
so is a resource that is not planned. Leaves that only the plan knows are counted.

With -stubs, modules that ekslint knows are evaluated by their stubs, also those that a root
calls by a local path. Then resources that only the plan has are no errors, since stubs only
make those that are judged, and neither are arguments that only the plan has.`

// recorded is a recorded plan.
type recorded struct {
	Repository string `json:"repository"`
	Commit     string `json:"commit"`
	Path       string `json:"path"`
	Modules    map[string]struct {
		Source string `json:"source"`
		Taken  struct {
			Repository string `json:"repository"`
			Commit     string `json:"commit"`
			Path       string `json:"path"`
		} `json:"taken"`
	} `json:"modules"`
	Resources map[string]map[string]any `json:"resources"`
	Unknown   map[string][]string       `json:"unknown"`
	Mocked    map[string]map[string]any `json:"mocked"`
}

// tally counts the outcome of a comparison.
type tally struct {
	leaves, known           int // leaves that the plan knows, and those of them that we know
	addresses, found        int
	mocked, differentMocked int
	wrong                   []string       // what we know and the plan does not, or otherwise
	open                    map[string]int // why leaves are not known
	took                    time.Duration
}

// comparePlans is the verb "plans".
func comparePlans(ctx context.Context, args []string, stdout io.Writer) error {
	verbose := len(args) > 0 && args[0] == "-v"
	if verbose {
		args = args[1:]
	}
	stubs := len(args) > 0 && args[0] == "-stubs"
	if stubs {
		args = args[1:]
	}
	if len(args) != 2 {
		return fmt.Errorf("plans takes SOURCES and PLANS\n\n%s", plansUsage)
	}
	names, err := filepath.Glob(filepath.Join(args[1], "*.json.gz"))
	if err != nil {
		return err
	}
	plans := map[string]*recorded{}
	for _, name := range names {
		plan, err := readPlan(name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		plans[strings.TrimSuffix(filepath.Base(name), ".json.gz")] = plan
	}
	total := &tally{open: map[string]int{}}
	kinds := plannedTypes(plans)
	for _, name := range slices.Sorted(maps.Keys(plans)) {
		t, err := comparePlan(ctx, args[0], plans[name], kinds, stubs)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		t.print(stdout, name, verbose)
		total.add(t)
	}
	total.print(stdout, "total", true)
	if len(total.wrong) > 0 {
		return fmt.Errorf("%d leaves or resources differ from the plans", len(total.wrong))
	}
	return nil
}

func readPlan(name string) (*recorded, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	plan := &recorded{}
	decoder := json.NewDecoder(unzipped)
	decoder.UseNumber()
	return plan, decoder.Decode(plan)
}

// plannedTypes are the resource types that the plans were reduced to.
func plannedTypes(plans map[string]*recorded) map[string]bool {
	kinds := map[string]bool{}
	for _, plan := range plans {
		for address := range plan.Resources {
			kinds[typeOf(address)] = true
		}
	}
	return kinds
}

// typeOf returns the type in a resource address, with "data." before that of a data source.
func typeOf(address string) string {
	depth, start := 0, 0
	var names []string
	for i, r := range address + "." {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == '.' && depth == 0:
			names = append(names, address[start:i])
			start = i + 1
		}
	}
	if len(names) >= 3 && names[len(names)-3] == "data" {
		return "data." + names[len(names)-2]
	}
	return names[max(len(names)-2, 0)]
}

func (plan *recorded) checkout(repository, commit string) string {
	return repository + "@" + commit
}

// stub finds the stub of a module in the release that was planned.
func (plan *recorded) stub(call terraform.Call) (*terraform.Stub, bool) {
	taken := plan.Modules[call.Address].Taken
	for _, m := range modules.Known() {
		if m.Repository == taken.Repository && m.At(taken.Commit) != "" {
			call.Version = m.At(taken.Commit)
		}
	}
	return modules.Stub(call)
}

// withCalls are the files of the root with its calls of the module that it is an example of
// as calls of the registry.
func (plan *recorded) withCalls(ctx context.Context, sources string) map[string][]byte {
	r := &stubRun{ctx: ctx, sources: os.DirFS(sources)}
	for _, m := range modules.Known() {
		release := m.At(plan.Commit)
		if m.Repository != plan.Repository || release == "" {
			continue
		}
		c := checkout{version: goversion.Must(goversion.NewVersion(release)), dir: plan.checkout(plan.Repository, plan.Commit)}
		return r.example(m, c, m.Folders(release), path.Join(c.dir, plan.Path))
	}
	return nil
}

func comparePlan(ctx context.Context, sources string, plan *recorded, kinds map[string]bool, stubs bool) (*tally, error) {
	loader := terraform.NewLoader(os.DirFS(sources))
	opts := terraform.Options{}
	if stubs {
		loader = terraform.NewLoader(newOverlay(os.DirFS(sources), plan.withCalls(ctx, sources)))
		opts.Stubs = plan.stub
	}
	start := time.Now()
	root := loader.Evaluate(ctx, path.Join(plan.checkout(plan.Repository, plan.Commit), plan.Path), terraform.Options{
		Stubs: opts.Stubs,
		Modules: func(call terraform.Call) (terraform.Source, bool) {
			m, ok := plan.Modules[call.Address]
			if _, known := plan.stub(call); !ok || stubs && known {
				return terraform.Source{}, false
			}
			return terraform.Source{Dir: path.Join(plan.checkout(m.Taken.Repository, m.Taken.Commit), m.Taken.Path)}, true
		},
	})
	if root == nil {
		return nil, fmt.Errorf("there is no configuration in %s", plan.checkout(plan.Repository, plan.Commit))
	}
	t := &tally{open: map[string]int{}}
	for _, p := range root.Problems {
		t.wrong = append(t.wrong, "problem: "+p.Message)
	}
	for _, m := range root.Unseen {
		t.wrong = append(t.wrong, "module not found: "+m.Address)
	}
	seen := map[string]bool{}
	for _, r := range root.Resources {
		seen[r.Address] = true
		ours := leavesOf(r)
		kind := r.Type
		if r.Data {
			kind = "data." + r.Type
		}
		planned, ok := plan.Resources[r.Address]
		switch {
		case !kinds[kind]:
		case ok:
			t.found++
			t.compare(r.Address, ours, planned, plan, stubs)
		case plan.Mocked[r.Address] != nil: // its key depends on a data source
		case !r.Maybe && (!stubs || !r.Data):
			t.wrong = append(t.wrong, "not planned: "+r.Address)
		}
	}
	t.took = time.Since(start)
	for address, planned := range plan.Resources {
		t.addresses++
		if seen[address] {
			continue
		}
		for leaf := range planned {
			if _, mocked := plan.Mocked[address][leaf]; mocked || plan.Mocked[address]["*"] != nil {
				continue
			}
			t.leaves++
			t.open["resource with unknown count"]++
		}
		if !stubs {
			t.note(seen, address)
		}
	}
	slices.Sort(t.wrong)
	return t, nil
}

// note records a planned resource that we do not have. It is an error unless one that
// stands for all instances covers it.
func (t *tally) note(seen map[string]bool, address string) {
	var covered func(prefix, rest string) bool
	covered = func(prefix, rest string) bool {
		if rest == "" {
			return seen[prefix]
		}
		if rest[0] != '[' {
			next := strings.IndexByte(rest, '[')
			if next < 0 {
				next = len(rest)
			}
			return covered(prefix+rest[:next], rest[next:])
		}
		end := strings.IndexByte(rest, ']') + 1
		return covered(prefix+rest[:end], rest[end:]) || covered(prefix+"[*]", rest[end:])
	}
	if !covered("", address) {
		t.wrong = append(t.wrong, "missing: "+address)
	}
}

// leaf is a value of ours: text, or unknown for a reason.
type leaf struct {
	text    string
	unknown string
}

// tagNames are the arguments and blocks that the plans leave out.
var tagNames = map[string]bool{"tags": true, "tags_all": true, "tag": true, "tag_specifications": true}

func leavesOf(r *terraform.Resource) map[string]leaf {
	leaves := map[string]leaf{}
	for _, l := range r.Leaves() {
		if name := l.Path[:strings.IndexAny(l.Path+".", ".[")]; tagNames[name] {
			continue
		}
		leaves[l.Path] = leaf{text: l.Text}
		if l.Unknown != nil {
			leaves[l.Path] = leaf{unknown: string(l.Unknown.Reason) + " " + l.Unknown.String()}
		}
	}
	return leaves
}

// compare compares the leaves of one resource.
func (t *tally) compare(address string, ours map[string]leaf, planned map[string]any, plan *recorded, stubs bool) {
	mocked, unknown := plan.Mocked[address], plan.Unknown[address]
	_, all := mocked["*"]
	isMocked := func(at string) bool { return all || covers(slices.Collect(maps.Keys(mocked)), at) }
	for _, at := range slices.Sorted(maps.Keys(planned)) {
		want := fmt.Sprint(planned[at])
		got, ok := ours[at]
		if isMocked(at) {
			continue
		}
		t.leaves++
		reason := whyUnknown(ours, at)
		switch {
		case ok && got.unknown == "" && (got.text == want || sameSet(ours, planned, at)):
			t.known++
		case reason != "":
			t.open[reason]++
		case !ok && stubs:
			t.open["not in the stub"]++
		case !ok:
			t.wrong = append(t.wrong, fmt.Sprintf("%s: %s is unset and planned as %q", address, at, want))
		default:
			t.wrong = append(t.wrong, fmt.Sprintf("%s: %s is %q and planned as %q", address, at, got.text, want))
		}
	}
	for at, got := range ours {
		if got.unknown == "" && isMocked(at) {
			t.mocked++
			if value, given := mocked[at]; given && value != nil && fmt.Sprint(value) != got.text {
				t.differentMocked++
			}
		}
		if _, ok := planned[at]; ok || got.unknown != "" || isMocked(at) {
			continue
		}
		where := "absent"
		if covers(unknown, at) {
			where = "unknown"
		}
		t.wrong = append(t.wrong, fmt.Sprintf("%s: %s is %q and %s in the plan", address, at, got.text, where))
	}
}

// covers reports whether one of the paths is at or above another path.
func covers(paths []string, at string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return at == p || strings.HasPrefix(at, p) && (at[len(p)] == '.' || at[len(p)] == '[')
	})
}

func whyUnknown(ours map[string]leaf, at string) string {
	for path, l := range ours {
		if l.unknown != "" && (path == at || strings.HasPrefix(at, path) && (at[len(path)] == '.' || at[len(path)] == '[')) {
			return l.unknown
		}
	}
	return ""
}

// sameSet reports whether the list of scalars that a leaf belongs to has the same
// elements on both sides, in whatever order.
func sameSet(ours map[string]leaf, planned map[string]any, at string) bool {
	open := strings.LastIndexByte(at, '[')
	if open < 0 || !strings.HasSuffix(at, "]") {
		return false
	}
	var a, b []string
	for path, l := range ours {
		if strings.HasPrefix(path, at[:open]+"[") {
			a = append(a, l.text)
		}
	}
	for path, text := range planned {
		if strings.HasPrefix(path, at[:open]+"[") {
			b = append(b, fmt.Sprint(text))
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func (t *tally) add(other *tally) {
	t.leaves += other.leaves
	t.known += other.known
	t.addresses += other.addresses
	t.found += other.found
	t.mocked += other.mocked
	t.differentMocked += other.differentMocked
	t.took += other.took
	t.wrong = append(t.wrong, other.wrong...)
	for reason, n := range other.open {
		t.open[reason] += n
	}
}

func (t *tally) print(w io.Writer, name string, verbose bool) {
	fmt.Fprintf(w, "%-52s wrong %d, known %d/%d (%.1f%%), resources %d/%d, mocked %d (%d differ), %s\n", name, //nolint:errcheck // a terminal
		len(t.wrong), t.known, t.leaves, 100*float64(t.known)/float64(max(t.leaves, 1)),
		t.found, t.addresses, t.mocked, t.differentMocked, t.took.Round(time.Millisecond))
	if !verbose {
		return
	}
	for _, line := range t.wrong {
		fmt.Fprintln(w, "   WRONG", line) //nolint:errcheck // a terminal
	}
	reasons := slices.SortedFunc(maps.Keys(t.open), func(a, b string) int {
		if t.open[a] != t.open[b] {
			return t.open[b] - t.open[a]
		}
		return strings.Compare(a, b)
	})
	for _, reason := range reasons {
		fmt.Fprintf(w, "   %5d not known: %.300s\n", t.open[reason], reason) //nolint:errcheck // a terminal
	}
}
