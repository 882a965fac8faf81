package linter

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter/ignore"
	"github.com/ekslint/ekslint/parsers/helm"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/tree"
)

// input is a file that is to be read.
type input struct {
	path    string       // in the FS of the options
	shown   string       // relative to the root of the run, as reported
	named   bool         // the user asked for this very file
	inChart bool         // lies in a chart that is reported as not rendered
	overlay *source.File // holds the text; nil if it is in the FS
}

// extensions are those of the files that a walk reads.
var extensions = []string{".yaml", ".yml", ".json"}

// neverEntered are folders that hold no source of the team.
var neverEntered = []string{".git", ".terraform", "node_modules"}

// discovery finds the files to read.
type discovery struct {
	opts       *Options
	exclude    ignore.Rules
	configured ignore.Rules // what the configuration excludes, relative to its folder
	seen       map[string]bool
	patches    map[string]bool // files that a kustomization applies as patches
	checked    map[string]bool // folders whose kustomization was looked for
	configs    map[string]bool // folders with files of Terraform
	unrendered int             // how many unrendered charts the walk is in
	inputs     []input
	problems   []source.Problem
}

// discover finds the files to read, sorted by their reported path, without those that the
// options leave out, and the folders with configurations of Terraform.
func discover(opts *Options) *discovery {
	d := &discovery{
		opts:       opts,
		exclude:    ignore.Rules{}.With(".", []byte(strings.Join(opts.Exclude, "\n"))),
		configured: ignore.Rules{}.With(".", []byte(strings.Join(opts.Config.Exclude, "\n"))),
		seen:       map[string]bool{}, patches: map[string]bool{}, checked: map[string]bool{},
		configs: map[string]bool{},
	}
	for _, file := range opts.Overlay {
		name := path.Join(opts.Root, file.Path)
		if !d.configuration(name) {
			d.inputs = append(d.inputs, input{shown: file.Path, named: true, overlay: file})
		}
	}
	if opts.FS != nil {
		for _, name := range opts.Paths {
			d.given(path.Clean(name))
		}
	}
	d.inputs = slices.DeleteFunc(d.inputs, func(in input) bool { return d.patches[in.path] && in.overlay == nil })
	slices.SortStableFunc(d.inputs, func(a, b input) int { return strings.Compare(a.shown, b.shown) })
	return d
}

// besides are the extensions of files that only configurations of Terraform read.
var besides = []string{".hcl", ".tpl", ".tftpl", ".tmpl", ".sh"}

// configuration notes the folder of a file that belongs to a configuration of Terraform, and
// reports whether it is one.
func (d *discovery) configuration(name string) bool {
	switch {
	case terraform.IsFile(name), terraform.IsValues(name):
		if !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return slices.Contains(neverEntered, part) }) {
			d.configs[path.Dir(name)] = true
		}
		return true
	}
	return slices.Contains(besides, path.Ext(name))
}

// shown is the reported form of a path in the FS.
func (d *discovery) shown(name string) string {
	root := path.Clean(cmp.Or(d.opts.Root, "."))
	up := ""
	for root != "." && root != name && !strings.HasPrefix(name, root+"/") {
		root, up = path.Dir(root), up+"../"
	}
	if root == "." {
		return up + name
	}
	if name == root {
		return up + "."
	}
	return up + strings.TrimPrefix(name, root+"/")
}

func (d *discovery) problem(name, format string, args ...any) {
	d.problems = append(d.problems, source.Problemf(source.NewFile(d.shown(name), nil), source.Span{}, format, args...))
}

// given handles a path of the user's.
func (d *discovery) given(name string) {
	info, err := fs.Stat(d.opts.FS, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.problem(name, "there is no such file or folder")
	case err != nil:
		d.problem(name, "cannot be read: %v", plain(err))
	case info.IsDir():
		if !d.excluded(name, true) {
			d.walk(name, d.ignoredAbove(name))
		}
	default:
		if !d.excluded(name, false) && !d.configuration(name) {
			d.kustomizationsAbove(path.Dir(name))
			d.add(name, true)
		}
	}
}

// plain takes the path from an error, since a problem names the file itself.
func plain(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// excluded reports whether the user's patterns leave a path out; they hold for named
// files too, since hooks name every file that changed.
func (d *discovery) excluded(name string, isDir bool) bool {
	shown := d.shown(name)
	return len(d.opts.Exclude) > 0 && d.exclude.IgnoredBelow(shown, isDir) ||
		len(d.opts.Config.Exclude) > 0 && d.configured.IgnoredBelow(d.opts.Config.path(shown), isDir)
}

// ignoredAbove returns what the ignore files above a folder say. A folder that they
// ignore, and that the user named nonetheless, is not measured by them.
func (d *discovery) ignoredAbove(name string) ignore.Rules {
	var rules ignore.Rules
	if d.opts.NoIgnore || name == "." {
		return rules
	}
	at := "."
	for part := range strings.SplitSeq(name, "/") {
		rules = d.ignoreFile(at, rules)
		at = path.Join(at, part)
	}
	if rules.IgnoredBelow(name, true) {
		return ignore.Rules{}
	}
	return rules
}

func (d *discovery) ignoreFile(folder string, rules ignore.Rules) ignore.Rules {
	name := path.Join(folder, ignore.FileName)
	info, err := fs.Stat(d.opts.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > d.opts.MaxFileSize {
		return rules
	}
	text, err := fs.ReadFile(d.opts.FS, name)
	if err != nil {
		d.problem(name, "cannot be read: %v", plain(err))
		return rules
	}
	return rules.With(folder, text)
}

// walk reads a folder and what lies below it.
func (d *discovery) walk(folder string, rules ignore.Rules) {
	entries, err := fs.ReadDir(d.opts.FS, folder)
	if err != nil {
		d.problem(folder, "cannot be read: %v", plain(err))
	}
	if !d.opts.NoIgnore {
		rules = d.ignoreFile(folder, rules)
	}
	d.kustomization(folder)
	chart, unrendered := d.chart(folder, entries)
	if unrendered {
		d.unrendered++
		defer func() { d.unrendered-- }()
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		isDir := entry.IsDir()
		if rules.Ignored(name, isDir) || d.excluded(name, isDir) {
			continue
		}
		switch {
		case isDir:
			inChart := chart && (entry.Name() == helm.TemplatesDir || entry.Name() == helm.DependenciesDir)
			if !inChart && !slices.Contains(neverEntered, entry.Name()) {
				d.walk(name, rules)
			}
		case terraform.IsFile(name):
			d.configs[folder] = true
		case slices.Contains(extensions, strings.ToLower(path.Ext(name))):
			d.entry(name, entry)
		}
	}
}

// entry adds a file of a walk. A link counts as the file that it leads to, so that this is
// read once; one that leads to a folder is not followed, as git does not follow it.
func (d *discovery) entry(name string, entry fs.DirEntry) {
	if entry.Type()&fs.ModeSymlink != 0 {
		info, err := fs.Stat(d.opts.FS, name)
		if err != nil {
			d.problem(name, "this link leads to no file below the root: %v", plain(err))
			return
		}
		if info.IsDir() {
			return
		}
		name = d.resolve(name)
	} else if !entry.Type().IsRegular() {
		return
	}
	d.add(name, false)
}

// maxLinks is how many links in a row are followed, as on Linux.
const maxLinks = 40

// resolve follows the links of a file's own name, not those of its folders.
func (d *discovery) resolve(name string) string {
	for range maxLinks {
		target, err := fs.ReadLink(d.opts.FS, name)
		if err != nil || path.IsAbs(target) {
			break
		}
		name = path.Join(path.Dir(name), target)
	}
	return name
}

func (d *discovery) add(name string, named bool) {
	if d.seen[name] {
		return
	}
	d.seen[name] = true
	if slices.ContainsFunc(d.inputs, func(in input) bool { return in.overlay != nil && in.shown == d.shown(name) }) {
		return // the overlay stands for it
	}
	d.inputs = append(d.inputs, input{path: name, shown: d.shown(name), named: named, inChart: d.unrendered > 0})
}

// chart reports whether a folder is a Helm chart. One whose templates would have to be
// rendered is unrendered and a problem.
func (d *discovery) chart(folder string, entries []fs.DirEntry) (is, unrendered bool) {
	has := func(name string, isDir bool) bool {
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name && e.IsDir() == isDir })
	}
	if !has(helm.ChartFile, false) {
		return false, false
	}
	templates := path.Join(folder, helm.TemplatesDir)
	if !has(helm.TemplatesDir, true) || d.excluded(templates, true) {
		return true, false
	}
	name := path.Join(folder, helm.ChartFile)
	text, err := fs.ReadFile(d.opts.FS, name)
	if err != nil {
		d.problem(name, "cannot be read: %v", plain(err))
		return true, false
	}
	if helm.IsLibrary(text) {
		return true, false
	}
	d.problem(name, "this Helm chart is not rendered, so its templates were not checked; run: %s", helm.RenderCommand(d.shown(folder)))
	return true, true
}

// kustomizationNames are the names that kustomize knows.
//
// Source: https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#kustomization
var kustomizationNames = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

func (d *discovery) kustomizationsAbove(folder string) {
	for {
		d.kustomization(folder)
		if folder == "." {
			return
		}
		folder = path.Dir(folder)
	}
}

// kustomization notes the files that a folder's kustomization applies as patches: they
// hold parts of objects, and what they lack is in the object that they patch.
func (d *discovery) kustomization(folder string) {
	if d.checked[folder] {
		return
	}
	d.checked[folder] = true
	for _, name := range kustomizationNames {
		file := path.Join(folder, name)
		text, err := fs.ReadFile(d.opts.FS, file)
		if err != nil {
			continue
		}
		docs, _ := tree.Parse(source.NewFile(file, text), d.opts.Limits) // its problems are those of the input itself
		for _, doc := range docs {
			for _, patch := range patchFiles(doc.Root) {
				d.patches[path.Join(folder, patch)] = true
			}
		}
	}
}

// patchFiles returns the files that a kustomization names as patches.
func patchFiles(root *tree.Node) []string {
	var files []string
	for _, key := range []string{"patches", "patchesJson6902", "patchesStrategicMerge"} {
		list := root.Get(key)
		if list == nil {
			continue
		}
		for _, item := range list.Items {
			files = append(files, item.Str(), item.Get("path").Str())
		}
	}
	return slices.DeleteFunc(files, func(file string) bool { return file == "" || strings.Contains(file, "\n") })
}

// read returns the file of an input; a problem means that it could not be read.
func (in *input) read(opts *Options) (*source.File, *source.Problem) {
	file := in.overlay
	var err error
	var size int64
	if file != nil {
		size = int64(len(file.Data))
	} else {
		size, err = in.size(opts.FS)
	}
	if err == nil && size > opts.MaxFileSize {
		err = fmt.Errorf("it has %d bytes and the limit is %d; raise it with --max-file-size", size, opts.MaxFileSize)
	}
	if err == nil && file == nil {
		var data []byte
		data, err = fs.ReadFile(opts.FS, in.path)
		file = source.NewFile(in.shown, data)
	}
	if err != nil {
		p := source.Problemf(source.NewFile(in.shown, nil), source.Span{}, "cannot be read: %v", plain(err))
		return nil, &p
	}
	return file, nil
}

func (in *input) size(fsys fs.FS) (int64, error) {
	info, err := fs.Stat(fsys, in.path)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is no regular file")
	}
	return info.Size(), nil
}
