package command

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/ekslint/ekslint/linter"
)

// filterFlags say which findings are kept out of the report.
type filterFlags struct {
	focus        bool
	focusGiven   func() bool
	baseline     string
	newFrom      string
	newFromPatch string
}

func (fl *filterFlags) register(f *flags) {
	f.StringVar(&fl.baseline, "baseline", "", "`FILE` leave out the findings that this file lists; ekslint baseline writes it")
	f.note("baseline", filesNote)
	f.StringVar(&fl.newFrom, "new-from", "", "`REV` leave out what no line brought that changed since the branch left this git revision; runs git")
	f.StringVar(&fl.newFromPatch, "new-from-patch", "", "`FILE` likewise, by a patch as git diff writes it; - is the standard input")
	f.note("new-from-patch", filesNote)
	f.BoolVar(&fl.focus, "focus", false, "report on the PATHs only, but judge them together with the git work tree around them, or with --root")
	fl.focusGiven = func() bool { return f.Changed("focus") }
}

// check refuses flags that contradict each other or the arguments.
func (fl *filterFlags) check(args []string) error {
	if fl.newFrom != "" && fl.newFromPatch != "" {
		return usagef("lint", "--new-from and --new-from-patch both say what changed; leave one out")
	}
	if fl.newFromPatch == stdinPath && slices.Contains(args, stdinPath) {
		return usagef("lint", "the standard input cannot be both the patch and the path -; give the patch a file")
	}
	return nil
}

// apply sets the options that filter the report.
func (fl *filterFlags) apply(ctx context.Context, c *Command, in *inputFlags, t *tree, opts *linter.Options) error {
	fl.applyFocus(c, in, t, opts)
	if fl.baseline != "" {
		var err error
		if opts.Baseline, err = readBaseline(c, t, "lint", "--baseline ", fl.baseline, in.maxFileSize); err != nil {
			return err
		}
	}
	var err error
	switch {
	case fl.newFrom != "":
		opts.Changes, err = changesSince(ctx, c, t, fl.newFrom)
	case fl.newFromPatch != "":
		opts.Changes, err = in.readPatch(ctx, c, fl.newFromPatch)
	}
	return err
}

// applyFocus adds to the paths what they are judged together with. The buffer of an editor
// is seen in its surroundings without being asked to: that is what its name is given for.
func (fl *filterFlags) applyFocus(c *Command, in *inputFlags, t *tree, opts *linter.Options) {
	buffer := in.stdinFilename != "" && len(t.paths) == 0
	if !fl.focus && (fl.focusGiven() || !buffer) {
		return
	}
	opts.Focus = slices.Clone(t.paths)
	for _, file := range t.overlay {
		opts.Focus = append(opts.Focus, path.Join(t.root, file.Path))
	}
	switch {
	case in.root != "":
		opts.Paths = append(slices.Clone(t.paths), t.root)
	case t.git:
		opts.Paths = append(slices.Clone(t.paths), ".")
	case fl.focus:
		c.warn("there is no git work tree around the paths, so they are judged alone; name the folder to judge them with by --root")
	}
}

// readPatch reads the file of --new-from-patch.
func (in *inputFlags) readPatch(ctx context.Context, c *Command, name string) (*linter.Changes, error) {
	s := stream{name: name}
	if name != stdinPath {
		s.file = c.abs(name)
	}
	file, err := in.readStream(ctx, c, s, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("lint", "--new-from-patch %s: there is no such file; git diff -U0 main... > %s writes one", name, name)
	case err != nil && ctx.Err() == nil:
		return nil, usagef("lint", "--new-from-patch %s: cannot be read: %v", name, withoutPath(err))
	case err != nil:
		return nil, err
	case int64(len(file.Data)) > in.maxFileSize:
		return nil, usagef("lint", "--new-from-patch %s: it has more than %d bytes; raise the limit with --max-file-size", name, in.maxFileSize)
	}
	changes, err := linter.ParsePatch(bytes.NewReader(file.Data))
	if err != nil {
		return nil, usagef("lint", "--new-from-patch %s: %v", name, err)
	}
	return changes, nil
}

// readBaseline reads a baseline, whose name stands behind some words in messages.
func readBaseline(c *Command, t *tree, verb, words, name string, limit int64) (*linter.Baseline, error) {
	place := c.abs(name)
	info, err := os.Stat(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef(verb, "%s%s: there is no such file; ekslint baseline --output %s writes it", words, name, name)
	case err != nil:
		return nil, usagef(verb, "%s%s: cannot be read: %v", words, name, withoutPath(err))
	case info.Size() > limit:
		return nil, usagef(verb, "%s%s: it has %d bytes and the limit is %d; raise it with --max-file-size", words, name, info.Size(), limit)
	}
	text, err := os.ReadFile(place)
	if err != nil {
		return nil, usagef(verb, "%s%s: cannot be read: %v", words, name, withoutPath(err))
	}
	root := filepath.Join(t.folder.Name(), filepath.FromSlash(t.root))
	baseline, err := linter.ReadBaseline(slashRel(root, resolved(place)), text)
	if err != nil {
		return nil, usagef(verb, "%s%s: %v", words, name, err)
	}
	return baseline, nil
}

// withoutPath takes the path from an error, since the message names the file itself.
func withoutPath(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}
