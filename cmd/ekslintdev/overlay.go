package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"
)

// newOverlay returns the sources with other files in front of them.
func newOverlay(below fs.FS, files map[string][]byte) fs.FS {
	above := fstest.MapFS{}
	for name, data := range files {
		above[name] = &fstest.MapFile{Data: data, Mode: 0o444}
	}
	return &overlay{below: below, above: above}
}

// overlay is a tree of files in front of another one.
type overlay struct {
	below fs.FS
	above fstest.MapFS
}

// Open implements [fs.FS].
func (o *overlay) Open(name string) (fs.File, error) {
	if o.above[name] != nil {
		return o.above.Open(name)
	}
	return o.below.Open(name)
}

// ReadDir implements [fs.ReadDirFS].
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.below, name)
	for file := range o.above {
		if path.Dir(file) != name || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(file) }) {
			continue
		}
		info, infoErr := o.above.Stat(file)
		if infoErr != nil {
			return nil, infoErr
		}
		entries, err = append(entries, fs.FileInfoToDirEntry(info)), nil
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}
