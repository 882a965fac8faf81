package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/linter/config"
	"github.com/ekslint/ekslint/linter/report"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/rules"
	"github.com/ekslint/ekslint/rules/compiler"
)

// configFlags say what is configured, and which rules there are beside those of ekslint.
type configFlags struct {
	configFile string
	noConfig   bool
	rulesDirs  []string
}

func (cf *configFlags) register(f *flags) {
	f.StringVarP(&cf.configFile, "config", "c", "", "`FILE` configuration (default the nearest "+config.FileName+" from the root upward)")
	f.note("config", filesNote)
	f.BoolVar(&cf.noConfig, "no-config", false, "read no configuration")
	f.Var(&list{values: &cf.rulesDirs}, "rules", "`FOLDER` rules of your own, in files CATEGORY/RULE/RULE.rego; can be repeated")
	f.note("rules", foldersNote)
}

// settings are what a run is configured with, apart from flags.
type settings struct {
	place  string         // absolute path of the file; "" if there is none
	file   *config.Config // of zero value if there is none
	found  bool
	linter linter.Config
	custom []*rules.Rule
	engine *rules.Engine // nil if there are no custom rules
}

// apply sets the options that are configured.
func (s *settings) apply(opts *linter.Options) {
	opts.Config, opts.Custom, opts.CustomEngine = s.linter, s.custom, s.engine
}

// maxConfigSize is far more than anybody writes.
const maxConfigSize = 1 << 20

// load reads the configuration and the custom rules of a run below some tree. What is
// wrong with them is told, and is an error.
func (cf *configFlags) load(c *Command, verb string, t *tree) (*settings, error) {
	place, err := cf.find(c, verb, t)
	if err != nil {
		return nil, err
	}
	s := &settings{file: &config.Config{}, found: place != "", place: place}
	base := t.rootPlace()
	var problems []source.Problem
	if s.found {
		if s.file, problems, err = decodeConfig(t, place); err != nil {
			return nil, err
		}
		if within(filepath.Dir(place), base) {
			base = filepath.Dir(place)
		}
	}
	if len(problems) == 0 {
		if err := cf.loadRules(c, verb, t, s, place); err != nil {
			return nil, err
		}
	}
	if len(problems) == 0 || len(cf.folders(c, s, place)) == 0 { // else the names of custom rules are not known
		var more []source.Problem
		s.linter, more = s.file.Resolve(slashRel(base, t.rootPlace()), slices.Concat(rules.All(), s.custom))
		problems = append(problems, more...)
	}
	if len(problems) > 0 {
		return nil, cf.refuse(c, t, problems)
	}
	s.linter.Exclude = slices.Concat(s.linter.Exclude, ruleFolders(base, cf.folders(c, s, place), s.custom))
	return s, nil
}

// rootPlace is the root of a run as an absolute path.
func (t *tree) rootPlace() string { return filepath.Join(t.folder.Name(), filepath.FromSlash(t.root)) }

// find returns the absolute path of the configuration, and "" if there is none.
func (cf *configFlags) find(c *Command, verb string, t *tree) (string, error) {
	switch {
	case cf.noConfig && cf.configFile != "":
		return "", usagef(verb, "--config and --no-config contradict each other; leave one out")
	case cf.noConfig:
		return "", nil
	case cf.configFile != "":
		info, err := os.Stat(c.abs(cf.configFile))
		if err != nil || info.IsDir() {
			return "", usagef(verb, "--config %s: there is no such file; ekslint config init writes one", cf.configFile)
		}
		return resolved(c.abs(cf.configFile)), nil
	}
	for folder := t.rootPlace(); ; folder = filepath.Dir(folder) {
		place := filepath.Join(folder, config.FileName)
		if info, err := os.Stat(place); err == nil && !info.IsDir() {
			return place, nil
		}
		if other := filepath.Join(folder, ".ekslint.yml"); isFile(other) {
			c.warn("%s is not read; it is to be called %s", slashRel(c.Dir, other), config.FileName)
		}
		if folder == filepath.Dir(folder) || t.git && folder == t.folder.Name() {
			return "", nil
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// decodeConfig reads a configuration.
func decodeConfig(t *tree, place string) (*config.Config, []source.Problem, error) {
	shown := slashRel(t.rootPlace(), place)
	if info, err := os.Stat(place); err == nil && info.Size() > maxConfigSize {
		return nil, nil, fmt.Errorf("%s is larger than 1 MiB, which is no configuration", shown)
	}
	data, err := os.ReadFile(place)
	if err != nil {
		return nil, nil, err
	}
	decoded, problems := config.Decode(source.NewFile(shown, data))
	return decoded, problems, nil
}

// errConfig means that a configuration cannot be used; why has been told.
var errConfig = errors.New("the configuration cannot be used; mend it, or do without it by --no-config; ekslint config schema describes it")

// refuse tells what is wrong with a configuration.
func (*configFlags) refuse(c *Command, t *tree, problems []source.Problem) error {
	opts := report.Options{NoSummary: true}
	if t.shown != "." {
		opts.Base = t.shown
	}
	slices.SortStableFunc(problems, func(a, b source.Problem) int { return a.Span.Start - b.Span.Start })
	if err := report.Compact(c.Stderr, &linter.Report{Problems: problems}, opts); err != nil {
		return err
	}
	return errConfig
}

// folders are the folders of custom rules, as absolute paths: those of the configuration,
// which are relative to its place, and those of the flags.
func (cf *configFlags) folders(c *Command, s *settings, place string) []string {
	var list []string
	for _, text := range s.file.CustomRules {
		list = append(list, beside(place, text.Value))
	}
	for _, name := range cf.rulesDirs {
		list = append(list, resolved(c.abs(name)))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// beside is a path that a file names, which is relative to the folder of the file.
func beside(file, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(filepath.Dir(file), name)
}

// loadRules reads and compiles the custom rules.
func (cf *configFlags) loadRules(c *Command, verb string, t *tree, s *settings, place string) error {
	for _, text := range s.file.CustomRules {
		if info, err := os.Stat(beside(place, text.Value)); err != nil || !info.IsDir() {
			return cf.refuse(c, t, []source.Problem{source.Problemf(s.file.File, text.Span, "there is no folder %s beside the configuration", text.Value)})
		}
	}
	folders := cf.folders(c, s, place)
	if len(folders) == 0 {
		return nil
	}
	set, err := c.customRules(verb, folders)
	if err != nil {
		return err
	}
	compiled, err := set.Compile()
	if err != nil {
		return c.refuseRules(err)
	}
	s.custom, s.engine = set.Rules, rules.NewEngineOf(compiled)
	return nil
}

// customRules returns the user's rules for who only wants to read about them. What else is
// wrong with the configuration does not matter then.
func (cf *configFlags) customRules(c *Command, verb string) ([]*rules.Rule, error) {
	here := resolved(c.Dir)
	t, err := openTree(here, here)
	if err != nil {
		return nil, err
	}
	defer t.close()
	place, err := cf.find(c, verb, t)
	if err != nil {
		return nil, err
	}
	s := &settings{file: &config.Config{}}
	if place != "" {
		if s.file, _, err = decodeConfig(t, place); err != nil {
			return nil, err
		}
	}
	err = cf.loadRules(c, verb, t, s, place)
	return s.custom, err
}

// customRules reads rules from folders, which are absolute paths.
func (c *Command) customRules(verb string, folders []string) (*compiler.Set, error) {
	here := resolved(c.Dir)
	var list []compiler.Folder
	for _, place := range folders {
		name := slashRel(here, place)
		if info, err := os.Stat(place); err != nil || !info.IsDir() {
			return nil, usagef(verb, "there is no folder %s with rules", name)
		}
		list = append(list, compiler.Folder{Name: name, FS: os.DirFS(place)})
	}
	set, err := compiler.LoadCustom(list)
	if err != nil {
		return nil, c.refuseRules(err)
	}
	return set, nil
}

// errRules means that custom rules cannot be used; why has been told.
var errRules = errors.New("the custom rules cannot be used; mend them, and see that ekslint test passes")

func (c *Command) refuseRules(err error) error {
	for _, mistake := range compiler.Mistakes(err) {
		for line := range strings.SplitSeq(mistake, "\n") {
			c.say(report.Printable(strings.ReplaceAll(line, "\t", "  ")) + "\n")
		}
	}
	return errRules
}

// ruleFolders are patterns for the folders of custom rules, whose fixtures are bad on
// purpose, relative to a base.
func ruleFolders(base string, folders []string, custom []*rules.Rule) []string {
	var patterns []string
	for _, folder := range folders {
		for _, r := range custom {
			place := filepath.Join(folder, r.Category, r.Name)
			if info, err := os.Stat(place); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() || !within(base, place) {
				continue
			}
			patterns = append(patterns, "/"+globQuoter.Replace(path.Clean(slashRel(base, place)))+"/")
		}
	}
	return patterns
}

// globQuoter quotes what has a meaning in a pattern of gitignore.
var globQuoter = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `!`, `\!`, `#`, `\#`, ` `, `\ `)
