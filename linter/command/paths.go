package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// stdinPath is the path that stands for the standard input.
const stdinPath = "-"

// defaultMaxFileSize is that of the linter, which the standard input must not exceed
// either.
const defaultMaxFileSize = 64 << 20

// inputFlags say what is read.
type inputFlags struct {
	stdinFilename string
	root          string
	exclude       []string
	noIgnore      bool
	allowEmpty    bool
	maxFileSize   int64
	namespace     namespace
	vars          assignments
	varFiles      repeated
}

func (in *inputFlags) register(f *flags) {
	in.maxFileSize = defaultMaxFileSize
	f.StringVar(&in.stdinFilename, "stdin-filename", "", "`PATH` name of what is read from the path -")
	f.note("stdin-filename", filesNote)
	f.StringVar(&in.root, "root", "", "`FOLDER` folder that holds all paths, to which reports are relative (default the current one)")
	f.note("root", foldersNote)
	excludeFlag(f, &in.exclude)
	f.BoolVar(&in.noIgnore, "no-ignore", false, "read also what .gitignore files name")
	f.BoolVar(&in.allowEmpty, "allow-empty", false, "let a run succeed that finds nothing to check")
	f.Var(&in.namespace, "assume-namespace", "`NAME` namespace of objects that name none, as kubectl --namespace puts them there")
	f.Var(&in.vars, "var", "`NAME=VALUE` value of a variable of Terraform's root modules; can be repeated")
	f.Var(&in.varFiles, "var-file", "`FILE` file with values of variables of Terraform's root modules; can be repeated")
	f.note("var-file", filesNote)
	f.Var((*size)(&in.maxFileSize), "max-file-size", "`SIZE` size above which a file is a problem instead of being read, such as 10MiB")
}

func excludeFlag(f *flags, p *[]string) {
	f.Var(&list{values: p}, "exclude", "`GLOB` paths not to read, as in a .gitignore file of the root; can be repeated")
}

// tree is what a run can read.
type tree struct {
	folder *os.Root // the top of what is read
	root   string   // of the run, in folder
	shown  string   // the root from where the user stands; "." if they stand there
	paths  []string // in folder
	// git is whether folder is the top of a git work tree.
	git bool
	// overlay are the texts that are in no file.
	overlay []*source.File
}

func (t *tree) close() { t.folder.Close() } //nolint:errcheck // it was only read

// apply sets the options that say what is read.
func (in *inputFlags) apply(t *tree, opts *linter.Options) {
	opts.FS, opts.Root, opts.Paths, opts.Overlay = t.folder.FS(), t.root, t.paths, t.overlay
	opts.Exclude, opts.NoIgnore = in.exclude, in.noIgnore
	opts.AllowEmpty, opts.MaxFileSize = in.allowEmpty, in.maxFileSize
	opts.Namespace = string(in.namespace)
}

// terraform sets the options by which configurations of Terraform are evaluated.
func (in *inputFlags) terraform(c *Command, verb string, t *tree, s *settings, opts *linter.Options) error {
	var files []string
	for _, name := range in.varFiles {
		place := resolved(c.abs(name))
		if !isFile(place) {
			return usagef(verb, "--var-file %s: there is no such file", name)
		}
		if !within(t.folder.Name(), place) {
			return usagef(verb, "--var-file %s: it lies outside of what is read, which is %s", name, slashRel(c.Dir, t.folder.Name()))
		}
		files = append(files, slashRel(t.folder.Name(), place))
	}
	folder := t.root
	if s.found && within(t.folder.Name(), s.place) {
		folder = slashRel(t.folder.Name(), filepath.Dir(s.place))
	}
	opts.Terraform = linter.Terraform{
		Env:  func(name string) (string, bool) { return c.Env("TF_VAR_" + name) },
		Vars: in.vars, VarFiles: files, Roots: s.file.TerraformRoots(), Folder: folder,
	}
	return nil
}

// stream is what is read to its end instead of being opened when its turn comes: the
// standard input, and what a shell makes of <(helm template ...).
type stream struct {
	name string // as the user gave it; stdinPath for the standard input
	file string // absolute path; "" for the standard input
}

// tree opens what the arguments name.
func (in *inputFlags) tree(ctx context.Context, c *Command, verb string, args []string) (*tree, error) {
	here, err := filepath.EvalSymlinks(c.Dir)
	if err != nil {
		return nil, err
	}
	if slices.Contains(args, "") {
		return nil, usagef(verb, "one of the paths is empty; the current folder is .")
	}
	if in.stdinFilename != "" && !slices.Contains(args, stdinPath) {
		return nil, usagef(verb, "--stdin-filename names the standard input, which is only read for the path -")
	}
	if err := c.checkPaths(verb, args); err != nil {
		return nil, err
	}
	names, streams := c.split(args)
	places := make([]string, len(names)) // absolute, without links
	for i, name := range names {
		places[i] = resolved(c.abs(name))
	}
	stdinPlace := ""
	if in.stdinFilename != "" {
		stdinPlace = resolved(c.abs(in.stdinFilename))
	}
	root, err := in.rootOf(c, verb, here, slices.Concat(places, compact(stdinPlace)))
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		places = append(places, root)
		if within(root, here) {
			places[0] = here
		}
	}
	t, err := openTree(here, root)
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		t.paths = append(t.paths, slashRel(t.folder.Name(), place))
	}
	for _, s := range streams {
		shown := s.name
		if s.name == stdinPath && stdinPlace != "" {
			shown = slashRel(root, stdinPlace)
		}
		file, err := in.readStream(ctx, c, s, shown)
		if err != nil {
			t.close()
			return nil, err
		}
		t.overlay = append(t.overlay, file)
	}
	return t, nil
}

func compact(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// checkPaths refuses a call none of whose paths exist. If some do, those are linted, and
// the others are problems of the run.
func (c *Command) checkPaths(verb string, args []string) error {
	var missing []string
	for _, arg := range args {
		if _, err := os.Stat(c.abs(arg)); arg != stdinPath && errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, arg)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	near := ""
	if names := c.nearPaths(missing[0]); len(names) > 0 {
		near = "; did you mean " + strings.Join(names, " or ") + "?"
	}
	if len(missing) < len(args) {
		if near != "" {
			c.warn("there is no file or folder %s%s", missing[0], near)
		}
		return nil
	}
	return usagef(verb, "there is no file or folder %s%s", missing[0], near)
}

// nearPaths returns paths that differ from a missing one by little in its last part.
func (c *Command) nearPaths(name string) []string {
	entries, err := os.ReadDir(filepath.Dir(c.abs(name)))
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	near := nearest(filepath.Base(name), names)
	for i := range near {
		near[i] = filepath.ToSlash(filepath.Join(filepath.Dir(name), near[i]))
	}
	return near
}

// split tells paths from streams.
func (c *Command) split(args []string) (names []string, streams []stream) {
	seen := map[string]bool{}
	for _, arg := range args {
		if seen[arg] {
			continue
		}
		seen[arg] = true
		if arg == stdinPath {
			streams = append(streams, stream{name: stdinPath})
			continue
		}
		if info, err := os.Stat(c.abs(arg)); err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) != 0 {
			streams = append(streams, stream{filepath.ToSlash(arg), c.abs(arg)})
			continue
		}
		names = append(names, arg)
	}
	return names, streams
}

// readStream reads one byte more than the limit, so that the linter sees that it is hit.
func (in *inputFlags) readStream(ctx context.Context, c *Command, s stream, shown string) (*source.File, error) {
	from := c.Stdin
	if s.file != "" {
		file, err := os.Open(s.file)
		if err != nil {
			return nil, err
		}
		defer file.Close() //nolint:errcheck // it was only read
		from = file
	}
	if from == nil {
		return source.NewFile(shown, nil), nil
	}
	data, err := readAll(ctx, io.LimitReader(from, in.maxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", shown, err)
	}
	return source.NewFile(shown, data), nil
}

// readAll reads to the end, or until ctx ends: what comes from another program, or from
// somebody who has to type it, may never come.
func readAll(ctx context.Context, from io.Reader) ([]byte, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		data, err := io.ReadAll(from)
		done <- result{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, context.Cause(ctx)
		}
		return nil, errInterrupted
	}
}

// rootOf returns the folder that reports are relative to: what --root says, else the
// current folder, or if that does not hold all places, the deepest one that does.
func (in *inputFlags) rootOf(c *Command, verb, here string, places []string) (string, error) {
	if in.root != "" {
		root := resolved(c.abs(in.root))
		if info, err := os.Stat(root); err != nil || !info.IsDir() {
			return "", usagef(verb, "--root %s: there is no such folder", in.root)
		}
		for _, place := range places {
			if !within(root, place) {
				return "", usagef(verb, "the path %s lies outside of --root %s", slashRel(here, place), in.root)
			}
		}
		return root, nil
	}
	if !slices.ContainsFunc(places, func(place string) bool { return !within(here, place) }) {
		return here, nil
	}
	root := ""
	for _, place := range places {
		if info, err := os.Stat(place); err != nil || !info.IsDir() {
			place = filepath.Dir(place)
		}
		for root != "" && !within(root, place) && root != filepath.Dir(root) {
			root = filepath.Dir(root)
		}
		switch {
		case root == "":
			root = place
		case !within(root, place):
			return "", usagef(verb, "the paths lie on several drives; run ekslint once for each")
		}
	}
	return root, nil
}

// openTree opens the git work tree that holds the root, so that its ignore files count,
// or the root itself.
func openTree(here, root string) (*tree, error) {
	top, git := root, false
	for folder := root; ; folder = filepath.Dir(folder) {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			top, git = folder, true
			break
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	folder, err := os.OpenRoot(top)
	if err != nil {
		return nil, err
	}
	return &tree{folder: folder, git: git, root: slashRel(top, root), shown: slashRel(here, root)}, nil
}

// resolved follows the links of a path as far as it exists.
func resolved(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	parent := filepath.Dir(name)
	if parent == name {
		return name
	}
	return filepath.Join(resolved(parent), filepath.Base(name))
}

// within reports whether a folder is or holds a place; both are absolute.
func within(folder, place string) bool {
	rel, err := filepath.Rel(folder, place)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// slashRel is a place as seen from a folder, with forward slashes. Where there is no way
// from one to the other, as between drives, it is the place itself.
func slashRel(folder, place string) string {
	rel, err := filepath.Rel(folder, place)
	if err != nil {
		rel = place
	}
	return filepath.ToSlash(rel)
}
