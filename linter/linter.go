// Package linter finds what is insecure in the files of a team.
//
// It discovers the files below a root, lets package parsers read them, computes facts,
// lets package rules judge the result, and says where each finding is. It prints nothing
// and knows no command line: [New] takes [Options], [Linter.Lint] returns a [Report].
package linter

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
	"github.com/ekslint/ekslint/rules"
)

// Options say what to lint and how. The zero value of each field is its default.
type Options struct {
	// FS holds the files. Nothing outside of it is read. Ignore files count from its
	// root down.
	FS fs.FS
	// Root is the folder in FS that reported paths are relative to, in slash form;
	// default ".", which is FS itself. Paths outside of it are reported with "../".
	Root string
	// Paths are the files and folders in FS to lint, in slash form; default Root.
	Paths []string
	// Overlay holds texts that stand for files, such as standard input or the unsaved
	// buffer of an editor. Their reported path is File.Path as it is, and they are
	// linted whether or not Paths hold them.
	Overlay []*source.File
	// Terraform says how configurations of Terraform are evaluated.
	Terraform Terraform
	// Exclude are patterns in the syntax of gitignore, relative to Root; what they
	// match is not read.
	Exclude []string
	// Config is what the team configured, which the fields below it can overrule.
	Config Config
	// NoIgnore is whether ignore files (.gitignore) are disregarded.
	NoIgnore bool
	// AllowEmpty is whether a run without anything to judge is fine, instead of a problem.
	AllowEmpty bool
	// MaxFileSize is the size in bytes above which a file is a problem instead of being
	// read; default 64 MiB.
	MaxFileSize int64
	// Limits bound what one file may cost.
	Limits tree.Limits
	// Jobs is how many workers read and judge; default the number of processors.
	Jobs int

	// Only, if not empty, are the only rules that run, and Profile does not matter. Like
	// those of Enable and Disable its elements are names, former names, categories,
	// globs over names, or "all".
	Only []string
	// Enable adds rules to those of the profile.
	Enable []string
	// Disable takes rules away, also from Only and Enable.
	Disable []string
	// Profile is "default" or "strict"; default "default".
	Profile string
	// KubernetesMinor is the NN of the Kubernetes version 1.NN that the files are for;
	// default [NewestKubernetesMinor].
	KubernetesMinor int
	// Namespace is the one that objects of files are put into which name none themselves; ""
	// if that is not known.
	Namespace string
	// Focus, if not empty, are files and folders in FS. Paths are still read and judged, but
	// only what touches the focus is reported, and problems of other files are warnings.
	Focus []string
	// Changes, if not nil, keep those findings out of the report that no changed line
	// brought. Their paths are those in FS.
	Changes *Changes
	// Baseline, if not nil, keeps the findings out of the report that it knows.
	Baseline *Baseline
	// NoSuppress is whether comments and annotations that accept findings are disregarded.
	NoSuppress bool
	// Today is the day on which suppressions with an end are judged; zero keeps them all
	// in force.
	Today time.Time

	// Rules and Engine replace the built-in rules; for tests of rules that are not
	// compiled into the binary. Both are nil or both are set.
	Rules  []*rules.Rule
	Engine *rules.Engine
	// Custom are the user's own rules, which run beside the others, and CustomEngine runs
	// them. Both are nil or both are set.
	Custom       []*rules.Rule
	CustomEngine *rules.Engine
	// Progress, if not nil, is called from time to time with the number of files that
	// are done and that are known so far. Calls do not overlap.
	Progress func(done, total int)
}

// The versions of Kubernetes that the rules know.
const (
	// OldestKubernetesMinor is the oldest version that can be asked for, which is the
	// first one that EKS offered.
	OldestKubernetesMinor = 10
	// NewestKubernetesMinor is the newest version whose Pod Security Standards the rules
	// know. Source: k8s.io/pod-security-admission v0.37.
	NewestKubernetesMinor = 37
)

const defaultMaxFileSize = 64 << 20

// SelectionError means that a word of Only, Enable or Disable selects nothing.
type SelectionError struct {
	// Word is what was given.
	Word string
	// Near are the names that are spelt almost like it, the nearest first; maybe none.
	Near []string
}

// Error says which word it is and what is near.
func (e *SelectionError) Error() string {
	text := fmt.Sprintf("no rule or category is named %q", e.Word)
	if len(e.Near) > 0 {
		text += "; did you mean " + strings.Join(e.Near, " or ") + "?"
	}
	return text
}

// Linter runs the selected rules over the files of its options.
type Linter struct {
	opts       Options
	minorGiven bool // whether the user said the version
	known      []*rules.Rule
	settings   map[*rules.Rule]RuleSettings // of the rules that have any
	params     map[string]map[string]any    // of all known rules, by name
	rules      []*rules.Rule
	chunkRules []*rules.Rule
	unitRules  []*rules.Rule
	engine     *rules.Engine
}

// New checks the options. A word that selects nothing is a [*SelectionError].
func New(opts Options) (*Linter, error) {
	l := &Linter{opts: opts, minorGiven: opts.KubernetesMinor != 0, known: opts.Rules, engine: opts.Engine}
	o := &l.opts
	o.Root = cmp.Or(o.Root, ".")
	if len(o.Paths) == 0 && len(o.Overlay) == 0 {
		o.Paths = []string{o.Root}
	}
	o.MaxFileSize = cmp.Or(o.MaxFileSize, defaultMaxFileSize)
	o.Profile = cmp.Or(o.Profile, rules.DefaultProfile)
	o.KubernetesMinor = cmp.Or(o.KubernetesMinor, NewestKubernetesMinor)
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.KubernetesMinor < OldestKubernetesMinor || o.KubernetesMinor > NewestKubernetesMinor {
		return nil, fmt.Errorf("the Kubernetes versions that can be judged are 1.%d to 1.%d, not 1.%d",
			OldestKubernetesMinor, NewestKubernetesMinor, o.KubernetesMinor)
	}
	if l.engine == nil {
		l.known = rules.All()
		var err error
		if l.engine, err = rules.NewEngine(); err != nil {
			return nil, err
		}
	}
	l.known = known(l.known, o.Custom)
	if err := l.configure(); err != nil {
		return nil, err
	}
	var err error
	if l.rules, err = selectRules(l.known, o); err != nil {
		return nil, err
	}
	for _, r := range l.rules {
		if r.Scope == rules.ChunkScope {
			l.chunkRules = append(l.chunkRules, r)
		} else {
			l.unitRules = append(l.unitRules, r)
		}
	}
	return l, nil
}

// Rules returns the selected rules, sorted by category and name.
func (l *Linter) Rules() []*rules.Rule { return l.rules }

// Lint runs the rules. An error means that there is no report at all; what is wrong with
// the input is in the report. If ctx ends, the report says so and holds what was found
// until then.
func (l *Linter) Lint(ctx context.Context) (*Report, error) {
	r := l.newRun()
	r.judge(ctx, r.read(ctx))
	return r.report(), nil
}

// Model returns what the rules would see of the files, with facts, and the problems of
// reading them.
func (l *Linter) Model(ctx context.Context) (*model.Model, []source.Problem, error) {
	r := l.newRun()
	unit := r.read(ctx)
	slices.SortFunc(r.problems, compareProblems)
	return unit, r.problems, nil
}
