package main

import (
	"io/fs"
	"path"
	"regexp"
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

// clusterID reads the ID of the cluster of a module.
var clusterID = regexp.MustCompile(`\baws_eks_cluster\.this\[0\]\.id\b`)

// ReadFile implements [fs.ReadFileFS]. Sources that read the ID of a cluster read its name
// instead: it is the same, but nothing says so before the cluster is there, and stubs read
// the name so that more is known.
func (o *overlay) ReadFile(name string) ([]byte, error) {
	if file := o.above[name]; file != nil {
		return file.Data, nil
	}
	data, err := fs.ReadFile(o.below, name)
	if err != nil || path.Ext(name) != ".tf" {
		return data, err
	}
	return clusterID.ReplaceAll(data, []byte("aws_eks_cluster.this[0].name")), nil
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
