package terraform

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// Loader reads directories of configuration files, each once. It is safe for concurrent
// use, so that roots which share modules can be evaluated at the same time.
type Loader struct {
	// Shown, if not nil, gives the path by which a file of fsys is reported. It must be set
	// before anything is read, as must Foreign.
	Shown func(name string) string
	// Foreign, if not nil, reports whether a file of fsys belongs to somebody else, so that
	// what is wrong in it is mended where its module is called.
	Foreign func(name string) bool

	fsys fs.FS

	mu    sync.Mutex
	dirs  map[dirKey]*directory
	files map[string]*source.File
	other map[string]*source.File // files that are read by functions, and files of values
	// foreign are the names of files that are not of the loader's own tree.
	foreign map[string]bool
}

type dirKey struct {
	tree string // Tree.Name
	path string
}

// NewLoader returns a loader that reads through fsys, whose root is the root of the run:
// paths of files and modules are relative to it, and nothing outside of it is seen.
func NewLoader(fsys fs.FS) *Loader {
	return &Loader{
		fsys:  fsys,
		dirs:  map[dirKey]*directory{},
		files: map[string]*source.File{},
		other: map[string]*source.File{}, foreign: map[string]bool{},
	}
}

// Tree is a tree of files from which modules are read.
type Tree struct {
	// Name tells trees apart and comes before the paths of their files. The tree of the
	// loader has none.
	Name string
	// FS holds the files; nil stands for the tree of the loader.
	FS fs.FS
	// Stub is whether the files stand in for modules whose source is not there, see [Stub].
	Stub bool
}

// name is the path by which a file is reported.
func (l *Loader) name(t Tree, name string) string {
	switch {
	case t.Name != "":
		return t.Name + "/" + name
	case l.Shown != nil:
		return l.Shown(name)
	}
	return name
}

// File returns a file that was read, by the name that its ranges carry, and nil if there
// is none.
func (l *Loader) File(name string) *source.File {
	l.mu.Lock()
	defer l.mu.Unlock()
	if file := l.files[name]; file != nil {
		return file
	}
	return l.other[name]
}

// IsFile reports whether a file belongs to a configuration, going by its name.
//
// Source: https://developer.hashicorp.com/terraform/language/files
func IsFile(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") ||
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") {
		return false
	}
	_, ok := stem(base)
	return ok
}

var extensions = []string{".tofu.json", ".tofu", ".tf.json", ".tf"}

// stem is the name of a configuration file without its extension.
func stem(name string) (string, bool) {
	for _, ext := range extensions {
		if s, ok := strings.CutSuffix(name, ext); ok {
			return s, true
		}
	}
	return "", false
}

func isOverride(name string) bool {
	s, _ := stem(name)
	return s == "override" || strings.HasSuffix(s, "_override")
}

// directory reads a directory, or returns what was read of it before. It is nil if there
// is no such directory or no configuration file in it.
func (l *Loader) directory(t Tree, dir string) *directory {
	key := dirKey{t.Name, dir}
	l.mu.Lock()
	d, seen := l.dirs[key]
	l.mu.Unlock()
	if seen {
		return d
	}
	d = l.read(t, dir)
	l.mu.Lock()
	defer l.mu.Unlock()
	if other, seen := l.dirs[key]; seen {
		return other
	}
	l.dirs[key] = d
	return d
}

func (l *Loader) fs(t Tree) fs.FS {
	if t.FS == nil {
		return l.fsys
	}
	return t.FS
}

func (l *Loader) read(t Tree, dir string) *directory {
	names, err := configFiles(l.fs(t), dir)
	if len(names) == 0 && err == nil {
		return nil
	}
	d := newDirectory(t, dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			return nil
		}
		d.problems = append(d.problems, source.Problemf(source.NewFile(l.name(t, dir), nil), source.Span{}, "cannot be read: %v", plainError(err)))
		return d
	}
	for _, name := range names {
		file, err := l.file(t, path.Join(dir, name))
		if err != nil {
			d.problems = append(d.problems, source.Problemf(source.NewFile(l.name(t, path.Join(dir, name)), nil), source.Span{}, "cannot be read: %v", plainError(err)))
			continue
		}
		d.files = append(d.files, file)
		body, problems := parse(file)
		d.problems = append(d.problems, problems...)
		if body != nil {
			d.add(file, body, isOverride(name))
		}
	}
	return d
}

// plainError takes the path from an error, since a problem names the file itself.
func plainError(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// configFiles lists the configuration files of a directory in the order in which they
// are read: by name, override files last. A .tofu file replaces the .tf file of its name.
func configFiles(fsys fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, entry := range entries {
		if !entry.IsDir() && IsFile(entry.Name()) {
			names[entry.Name()] = true
		}
	}
	var list []string
	for name := range names {
		if strings.HasSuffix(name, ".tf") && names[name[:len(name)-3]+".tofu"] ||
			strings.HasSuffix(name, ".tf.json") && names[name[:len(name)-8]+".tofu.json"] {
			continue
		}
		list = append(list, name)
	}
	slices.SortFunc(list, func(a, b string) int {
		if oa, ob := isOverride(a), isOverride(b); oa != ob {
			if oa {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	return list, nil
}

// file reads a configuration file.
func (l *Loader) file(t Tree, name string) (*source.File, error) {
	data, err := l.bytes(t, name)
	if err != nil {
		return nil, err
	}
	file := source.NewFile(l.name(t, name), data)
	l.mu.Lock()
	defer l.mu.Unlock()
	if old := l.files[file.Path]; old != nil {
		return old, nil
	}
	l.files[file.Path] = file
	if t.Name != "" || l.Foreign != nil && l.Foreign(name) {
		l.foreign[file.Path] = true
	}
	return file, nil
}

// bytes reads a regular file that is not too large.
func (l *Loader) bytes(t Tree, name string) ([]byte, error) {
	info, err := fs.Stat(l.fs(t), name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	if info.Size() > maxFile {
		return nil, errors.New("larger than 16 MiB")
	}
	return fs.ReadFile(l.fs(t), name)
}

// extra reads a file that is no configuration file: one with values, or one that a
// function asks for.
func (l *Loader) extra(t Tree, name string) (*source.File, error) {
	l.mu.Lock()
	file := l.other[l.name(t, name)]
	l.mu.Unlock()
	if file != nil {
		return file, nil
	}
	data, err := l.bytes(t, name)
	if err != nil {
		return nil, err
	}
	file = source.NewFile(l.name(t, name), data)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.other[file.Path] = file
	return file, nil
}

const maxFile = 16 << 20

// parse reads the blocks of a file, as far as it can.
func parse(file *source.File) (*hclsyntax.Body, []source.Problem) {
	if strings.HasSuffix(file.Path, ".json") {
		docs, problems := tree.Parse(file, tree.Limits{})
		if len(docs) == 0 {
			return nil, problems
		}
		body, more := fromJSON(file, docs[0].Root)
		return body, append(problems, more...)
	}
	if at := tooDeep(file.Data); at >= 0 {
		return nil, []source.Problem{source.Problemf(file, source.Span{Start: at, End: at + 1},
			"this file nests deeper than %d levels; it is not read", maxNesting)}
	}
	parsed, diags := hclsyntax.ParseConfig(file.Data, file.Path, hcl.InitialPos)
	problems := diagnostics(file, diags)
	if parsed == nil {
		return nil, problems
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil, problems
	}
	return body, problems
}

func diagnostics(file *source.File, diags hcl.Diagnostics) []source.Problem {
	var problems []source.Problem
	for _, diag := range diags {
		problem := source.Problem{File: file, Message: "not valid HCL: " + sentence(diag)}
		if diag.Subject != nil {
			problem.Span = span(*diag.Subject)
		}
		if diag.Severity == hcl.DiagWarning {
			problem.Level = source.Warning
		}
		problems = append(problems, problem)
	}
	return problems
}

// sentence is the text of a diagnostic without a final dot, on one line.
func sentence(diag *hcl.Diagnostic) string {
	text := diag.Summary
	if diag.Detail != "" {
		text += ": " + diag.Detail
	}
	return strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
}

func span(r hcl.Range) source.Span { return source.Span{Start: r.Start.Byte, End: r.End.Byte} }

// maxNesting is how deep brackets, conditionals and unary operators may nest. The parser
// of HCL is recursive, and Go cannot recover from a stack that is used up.
const maxNesting = 1000

// tooDeep returns the offset at which a file nests too deep, and -1 if it does not. It
// only looks closer if the bytes as such could nest that deep.
func tooDeep(data []byte) int {
	if !mayBeTooDeep(data) {
		return -1
	}
	tokens, _ := hclsyntax.LexConfig(data, "", hcl.InitialPos)
	depth, unary, choices := 0, 0, 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
			hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
			hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
			depth--
		case hclsyntax.TokenQuestion:
			choices++
		case hclsyntax.TokenMinus, hclsyntax.TokenBang:
			unary++
			if depth+unary+choices > maxNesting {
				return token.Range.Start.Byte
			}
			continue
		case hclsyntax.TokenNewline:
			if depth <= 1 {
				choices = 0
			}
		default:
		}
		unary = 0
		if depth+choices > maxNesting {
			return token.Range.Start.Byte
		}
	}
	return -1
}

// mayBeTooDeep looks at the bytes alone. Brackets within strings and comments count too,
// so it may be wrong in one direction.
func mayBeTooDeep(data []byte) bool {
	const some = maxNesting / 2
	depth, choices, run := 0, 0, 0
	for _, b := range data {
		switch b {
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			depth = max(depth-1, 0)
		case '?':
			choices++
		case '!', '-':
			run++
			if run > some {
				return true
			}
			continue
		case ' ', '\t', '\r', '\n':
			continue
		}
		run = 0
		if depth > some || choices > some {
			return true
		}
	}
	return false
}
