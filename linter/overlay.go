package linter

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/ekslint/ekslint/parsers/source"
)

// overlaid is a file system in which some texts stand for files.
type overlaid struct {
	under fs.FS // nil if there are only the texts
	texts map[string]*source.File
}

// withOverlay returns what the options let a run read, by paths in their FS.
func withOverlay(opts *Options) fs.FS {
	if len(opts.Overlay) == 0 && opts.FS != nil {
		return opts.FS
	}
	o := &overlaid{under: opts.FS, texts: map[string]*source.File{}}
	for _, file := range opts.Overlay {
		o.texts[path.Join(opts.Root, file.Path)] = file
	}
	return o
}

// Open opens a text or a file, or a folder for [fs.Stat].
func (o *overlaid) Open(name string) (fs.File, error) {
	if file := o.texts[name]; file != nil {
		return &textFile{Reader: bytes.NewReader(file.Data), info: textInfo{path.Base(name), int64(len(file.Data))}}, nil
	}
	if o.under != nil {
		return o.under.Open(name)
	}
	if len(o.below(name)) > 0 {
		return &textFile{Reader: bytes.NewReader(nil), info: textInfo{path.Base(name), isFolder}}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the files of a folder and the texts that stand for files in it.
func (o *overlaid) ReadDir(name string) ([]fs.DirEntry, error) {
	texts := o.below(name)
	var entries []fs.DirEntry
	var err error
	if o.under != nil {
		entries, err = fs.ReadDir(o.under, name)
	}
	if len(texts) == 0 && o.under == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	for _, text := range texts {
		if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == text.Name() }) {
			entries = append(entries, fs.FileInfoToDirEntry(text))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	if len(texts) > 0 {
		err = nil
	}
	return entries, err
}

// below returns what the texts make lie in a folder, each name once.
func (o *overlaid) below(folder string) []textInfo {
	var list []textInfo
	for name, file := range o.texts {
		rest, ok := name, folder == "."
		if !ok {
			rest, ok = strings.CutPrefix(name, folder+"/")
		}
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		info := textInfo{first, int64(len(file.Data))}
		if deeper {
			info.size = isFolder
		}
		list = append(list, info)
	}
	slices.SortFunc(list, func(a, b textInfo) int { return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.size, b.size)) })
	return slices.CompactFunc(list, func(a, b textInfo) bool { return a.name == b.name })
}

// textFile is an opened text.
type textFile struct {
	*bytes.Reader

	info textInfo
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *textFile) Close() error               { return nil }

// isFolder is the size of what is a folder.
const isFolder = -1

// textInfo describes a text, or a folder that only texts are in.
type textInfo struct {
	name string
	size int64
}

func (i textInfo) Name() string       { return i.name }
func (i textInfo) Size() int64        { return max(i.size, 0) }
func (i textInfo) ModTime() time.Time { return time.Time{} }
func (i textInfo) IsDir() bool        { return i.size == isFolder }
func (i textInfo) Sys() any           { return nil }

func (i textInfo) Mode() fs.FileMode {
	if i.IsDir() {
		return fs.ModeDir
	}
	return 0
}
