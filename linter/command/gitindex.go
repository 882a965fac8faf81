package command

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// index tells which files git tracks. It is read without git, so that what git does not
// track yet costs no second process.
type index struct {
	names []string // of files, from the top of the work tree, sorted
	// folders are tracked as a whole: submodules, and what a sparse checkout leaves out.
	folders []string
}

// has reports whether git tracks a file.
func (x *index) has(name string) bool {
	if _, ok := slices.BinarySearch(x.names, name); ok {
		return true
	}
	for folder := name; folder != "."; folder = path.Dir(folder) {
		if slices.Contains(x.folders, folder) {
			return true
		}
	}
	return false
}

// openIndex reads the index of the work tree with some top, or that which the environment
// names, as git has it while it commits some paths alone. A work tree without one tracks
// nothing yet.
func openIndex(c *Command, top string) (*index, error) {
	name, ok := c.Env("GIT_INDEX_FILE")
	switch {
	case !ok || name == "":
		folder, err := gitFolder(c, top)
		if err != nil {
			return nil, err
		}
		name = filepath.Join(folder, "index")
	case !filepath.IsAbs(name):
		name = filepath.Join(top, name)
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return &index{}, nil
	}
	if err != nil {
		return nil, err
	}
	return readIndex(data)
}

// gitFolder is where git keeps what it knows of a work tree: its folder .git, or what the
// file .git of a linked work tree or a submodule names.
//
// Source: https://git-scm.com/docs/gitrepository-layout
func gitFolder(c *Command, top string) (string, error) {
	if folder, ok := c.Env("GIT_DIR"); ok && folder != "" {
		return c.abs(folder), nil
	}
	at := filepath.Join(top, ".git")
	info, err := os.Stat(at)
	if err != nil || info.IsDir() {
		return at, err
	}
	text, err := os.ReadFile(at)
	if err != nil {
		return "", err
	}
	folder, ok := strings.CutPrefix(strings.TrimSpace(string(text)), "gitdir: ")
	if !ok {
		return "", errors.New("the file .git names no folder")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(top, folder)
	}
	return folder, nil
}

var errIndex = errors.New("the index of git is not understood")

// readIndex reads an index of version 2 to 4, whichever hash the repository uses.
//
// Source: https://git-scm.com/docs/index-format
func readIndex(data []byte) (*index, error) {
	for _, hash := range []int{20, 32} { // SHA-1, SHA-256
		x, rest, err := readEntries(data, hash)
		if err != nil {
			continue
		}
		switch split, err := readExtensions(rest, hash); {
		case err != nil:
			continue
		case split:
			return nil, errors.New("the index of git is split in two, which is not supported; " +
				"git update-index --no-split-index mends that")
		}
		slices.Sort(x.names)
		return x, nil
	}
	return nil, errIndex
}

// The parts of an entry before its hash and behind it, in bytes, and the bits of its flags.
const (
	statSize     = 40
	modeOffset   = 24
	typeMask     = 0o170000
	typeFolder   = 0o040000
	typeModule   = 0o160000
	extendedFlag = 0x4000
)

// readEntries reads the header and the entries of an index, and returns what follows them.
func readEntries(data []byte, hash int) (x *index, rest []byte, err error) {
	if len(data) < 12 || string(data[:4]) != "DIRC" {
		return nil, nil, errIndex
	}
	version, count := binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])
	if version < 2 || version > 4 {
		return nil, nil, errIndex
	}
	x, rest = &index{}, data[12:]
	last := ""
	for range count {
		head := statSize + hash + 2
		if len(rest) < head {
			return nil, nil, errIndex
		}
		if version > 2 && binary.BigEndian.Uint16(rest[head-2:])&extendedFlag != 0 {
			head += 2
		}
		mode := binary.BigEndian.Uint32(rest[modeOffset:]) & typeMask
		name, size, ok := entryName(rest, head, version, last)
		if !ok {
			return nil, nil, errIndex
		}
		if last = name; mode == typeFolder || mode == typeModule {
			x.folders = append(x.folders, strings.TrimSuffix(name, "/"))
		} else {
			x.names = append(x.names, name)
		}
		rest = rest[size:]
	}
	return x, rest, nil
}

// entryName reads the name that stands in an entry behind its head, and returns the size of
// the entry. In version 4 names say only how they differ from the last one.
func entryName(entry []byte, head int, version uint32, last string) (name string, size int, ok bool) {
	if head > len(entry) {
		return "", 0, false
	}
	kept := ""
	if version == 4 {
		drop, n := offset(entry[head:])
		if n == 0 || drop > len(last) {
			return "", 0, false
		}
		kept, head = last[:len(last)-drop], head+n
	}
	end := bytes.IndexByte(entry[head:], 0)
	if end < 0 {
		return "", 0, false
	}
	size = head + end + 1
	if version != 4 {
		size = (head + end + 8) / 8 * 8 // at least one zero byte, up to a multiple of eight
	}
	return kept + string(entry[head:head+end]), size, size <= len(entry)
}

// offset reads a number as it stands in front of an offset delta of a pack; n is how many
// bytes it takes, 0 if it is none.
//
// Source: https://git-scm.com/docs/pack-format
func offset(data []byte) (value, n int) {
	for i, b := range data[:min(len(data), 4)] {
		if i > 0 {
			value++
		}
		value = value<<7 | int(b&0x7f)
		if b&0x80 == 0 {
			return value, i + 1
		}
	}
	return 0, 0
}

// readExtensions reads what stands between the entries and the checksum, and reports
// whether entries are in another file.
func readExtensions(rest []byte, hash int) (split bool, err error) {
	for len(rest) > hash {
		if len(rest) < 8 {
			return false, errIndex
		}
		size := 8 + int(binary.BigEndian.Uint32(rest[4:]))
		if size > len(rest) {
			return false, errIndex
		}
		split = split || string(rest[:4]) == "link"
		rest = rest[size:]
	}
	if len(rest) < hash {
		return false, errIndex
	}
	return split, nil
}
