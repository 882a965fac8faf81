package modules

import (
	"net/url"
	"path"
	"strings"

	goversion "github.com/hashicorp/go-version"

	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// reference is what a module call names: a module, a folder in it, and either a version
// constraint or a git ref.
type reference struct {
	table  *table
	folder string // "." for the module itself
	// constraint is "" if there is none; ref is "" if the source is no git repository or
	// names none.
	constraint, ref string
}

var (
	githubAddress = pattern.Lazy(`^(?:git::)?(?:(?:https|ssh|git)://)?(?:[^@/]+@)?github\.com[:/]([^/]+/[^/]+)(/.*)?$`)
	registryHost  = pattern.Lazy(`^(registry\.terraform\.io|registry\.opentofu\.org|app\.terraform\.io/public)/`)
)

// parseSource reads the source and version arguments of a module call. It returns nil if they
// name no module that is known.
//
// Source: https://developer.hashicorp.com/terraform/language/modules/sources
func parseSource(source, version string) *reference {
	source, query, _ := strings.Cut(source, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil
	}
	r := &reference{folder: ".", constraint: version, ref: values.Get("ref")}
	address := source
	if rest, ok := strings.CutPrefix(source, "tfr://"); ok {
		// The registry protocol of Terragrunt; an empty host is the public registry.
		address, r.constraint = strings.TrimPrefix(rest, "/"), values.Get("version")
	}
	scheme := ""
	if at := strings.Index(address, "://"); at >= 0 {
		scheme, address = address[:at+3], address[at+3:]
	}
	address, folder, nested := strings.Cut(address, "//")
	if nested {
		r.folder = path.Clean(folder)
	}
	address = scheme + address
	if match := githubAddress().FindStringSubmatch(address); match != nil {
		if match[2] != "" {
			return nil
		}
		r.table = byRepository(strings.TrimSuffix(match[1], ".git"))
		r.constraint = ""
	} else {
		r.table = byName(registryHost().ReplaceAllString(address, ""))
		r.ref = ""
	}
	if r.table == nil {
		return nil
	}
	return r
}

func byName(name string) *table {
	for _, t := range tables() {
		if t.name == name {
			return t
		}
	}
	return nil
}

func byRepository(name string) *table {
	for _, t := range tables() {
		if strings.EqualFold(t.repository, name) {
			return t
		}
	}
	return nil
}

// moduleName names the module as the registry does.
func (r *reference) moduleName() string {
	if r.folder == "." {
		return r.table.name
	}
	return r.table.name + "//" + r.folder
}

// choice is which releases a call may mean.
type choice struct {
	releases []int // indexes, ascending; the last one is evaluated
	newer    bool  // whether the call wants one that is newer than all that are known
}

// choose finds the releases that a reference may mean; there are none if it means older ones
// than are known, or a commit that is no release.
func (r *reference) choose() choice {
	switch {
	case r.ref != "":
		return r.chooseRef()
	case strings.TrimSpace(r.constraint) == "":
		return choice{releases: []int{r.newest()}}
	}
	constraints, err := goversion.NewConstraint(r.constraint)
	if err != nil {
		return choice{}
	}
	var fitting []int
	for i, release := range r.table.releases {
		if constraints.Check(release.version) {
			fitting = append(fitting, i)
		}
	}
	if len(fitting) == 0 {
		return r.beyond(lowest(r.constraint))
	}
	return choice{releases: fitting}
}

func (r *reference) newest() int { return len(r.table.releases) - 1 }

var branches = map[string]bool{"main": true, "master": true, "HEAD": true}

var fullCommit = pattern.Lazy(`^[0-9a-f]{7,40}$`)

// chooseRef finds the release that a git ref names: a tag, the default branch, or the commit
// of a release.
func (r *reference) chooseRef() choice {
	ref := strings.TrimPrefix(r.ref, "refs/tags/")
	if branches[ref] {
		return choice{releases: []int{r.newest()}}
	}
	for i, release := range r.table.releases {
		if strings.TrimPrefix(ref, "v") == release.version.String() {
			return choice{releases: []int{i}}
		}
		if fullCommit().MatchString(ref) && strings.HasPrefix(ref, release.commit[:min(len(ref), len(release.commit))]) {
			return choice{releases: []int{i}}
		}
	}
	if wanted, err := goversion.NewVersion(ref); err == nil && !fullCommit().MatchString(ref) {
		return r.beyond(wanted)
	}
	return choice{}
}

// beyond is the choice if no known release is wanted but a certain one or later: the newest
// that is older, unless all are newer.
func (r *reference) beyond(wanted *goversion.Version) choice {
	if wanted == nil {
		return choice{}
	}
	for i := r.newest(); i >= 0; i-- {
		if r.table.releases[i].version.LessThan(wanted) {
			return choice{releases: []int{i}, newer: true}
		}
	}
	return choice{}
}

var constraintTerm = pattern.Lazy(`^\s*(=|!=|>=?|<=?|~>)?\s*v?([0-9][0-9A-Za-z.+-]*)\s*$`)

// lowest is the least version that a constraint asks for, nil if it has no lower bound.
func lowest(constraint string) *goversion.Version {
	var least *goversion.Version
	for term := range strings.SplitSeq(constraint, ",") {
		match := constraintTerm().FindStringSubmatch(term)
		if match == nil || match[1] == "!=" || strings.HasPrefix(match[1], "<") {
			continue
		}
		if v, err := goversion.NewVersion(match[2]); err == nil && (least == nil || v.GreaterThan(least)) {
			least = v
		}
	}
	return least
}
