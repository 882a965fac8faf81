package terraform

import (
	"crypto/md5"  //nolint:gosec // a function of Terraform, not a safeguard
	"crypto/sha1" //nolint:gosec // a function of Terraform, not a safeguard
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/ekslint/ekslint/parsers/source"
)

// template is a template file that was parsed.
type template struct {
	expr hclsyntax.Expression
	err  error
}

// within finds the tree and the path in it of a path that an expression names, which is
// relative to the root module. It returns false if that leads out of the tree.
func (ev *evaluator) within(name string) (Tree, string, bool) {
	if rest, ok := strings.CutPrefix(path.Clean(name), treePrefix); ok {
		for _, t := range ev.trees() {
			if sub, ok := strings.CutPrefix(rest, t.Name+"/"); ok {
				return t, path.Clean(sub), true
			}
		}
	}
	full := path.Join(ev.dir, name)
	if path.IsAbs(name) || full == ".." || strings.HasPrefix(full, "../") {
		return Tree{}, "", false
	}
	return Tree{}, full, true
}

// trees are the trees of files, besides that of the loader, that modules came from.
func (ev *evaluator) trees() []Tree {
	var trees []Tree
	seen := map[string]bool{"": true}
	for _, at := range ev.callDirs {
		if at.dir != nil && !seen[at.dir.tree.Name] {
			seen[at.dir.tree.Name] = true
			trees = append(trees, at.dir.tree)
		}
	}
	return trees
}

// pathArgument evaluates an argument that names a file. The path is "" if it is unknown,
// and then the origin says why.
func (s scope) pathArgument(e *hclsyntax.FunctionCallExpr, n int) (string, *Origin, error) {
	if len(e.Args) != n {
		return "", nil, fmt.Errorf("%s takes %d arguments", e.Name, n)
	}
	v, err := s.eval(e.Args[0])
	if err != nil {
		return "", nil, err
	}
	v, err = convert.Convert(v, cty.String)
	if err != nil || v.IsNull() {
		return "", nil, fmt.Errorf("%s: the path must be a string", e.Name)
	}
	bare, origin := unmarked(v)
	if !bare.IsKnown() {
		return "", derived(origin), nil
	}
	return bare.AsString(), nil, nil
}

func notSeen(name string) *Origin { return &Origin{Reason: FileNotSeen, Detail: name} }

// fileFunction is file and the functions that hash a file.
func (s scope) fileFunction(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	file, origin, err := s.fileArgument(e, 1)
	if err != nil {
		return cty.DynamicVal, err
	}
	if file == nil {
		return unknown(cty.String, origin), nil
	}
	text, err := fileText(e.Name, file.Data)
	if err != nil {
		return cty.DynamicVal, err
	}
	return cty.StringVal(text), nil
}

func (s scope) fileArgument(e *hclsyntax.FunctionCallExpr, n int) (*source.File, *Origin, error) {
	name, origin, err := s.pathArgument(e, n)
	if err != nil || origin != nil {
		return nil, origin, err
	}
	t, full, ok := s.m.ev.within(name)
	if !ok {
		return nil, notSeen(name), nil
	}
	file, err := s.m.ev.loader.extra(t, full)
	if err != nil {
		return nil, notSeen(name), nil //nolint:nilerr // the file may be made before Terraform runs
	}
	return file, nil, nil
}

func fileText(function string, data []byte) (string, error) {
	switch function {
	case "filebase64":
		return base64Of(data), nil
	case "filemd5":
		h := md5.Sum(data) //nolint:gosec // see the import
		return hexOf(h[:]), nil
	case "filesha1":
		h := sha1.Sum(data) //nolint:gosec // see the import
		return hexOf(h[:]), nil
	case "filesha256":
		h := sha256.Sum256(data)
		return hexOf(h[:]), nil
	case "filesha512":
		h := sha512.Sum512(data)
		return hexOf(h[:]), nil
	case "filebase64sha256":
		h := sha256.Sum256(data)
		return base64Of(h[:]), nil
	case "filebase64sha512":
		h := sha512.Sum512(data)
		return base64Of(h[:]), nil
	}
	if !utf8.Valid(data) {
		return "", errors.New("the file is not UTF-8 text")
	}
	return string(data), nil
}

// fileExists is true for a file that is there. One that is not may be made before
// Terraform runs.
func (s scope) fileExists(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	file, origin, err := s.fileArgument(e, 1)
	if err != nil {
		return cty.DynamicVal, err
	}
	if file == nil {
		return unknown(cty.Bool, origin), nil
	}
	return cty.True, nil
}

// fileSet lists the files below a directory that match a pattern.
func (s scope) fileSet(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	name, origin, err := s.pathArgument(e, 2)
	if err != nil {
		return cty.DynamicVal, err
	}
	pattern, err := s.evalTo(e.Args[1], cty.String)
	switch {
	case err != nil:
		return cty.DynamicVal, err
	case origin != nil || !plain(pattern).IsKnown():
		return unknown(cty.Set(cty.String), derived(append(originsIn(pattern), originOrNone(origin))...)), nil
	case pattern.IsNull():
		return cty.DynamicVal, errors.New("fileset: the pattern is null")
	}
	t, full, ok := s.m.ev.within(name)
	if !ok {
		return unknown(cty.Set(cty.String), notSeen(name)), nil
	}
	names, err := glob(s.m.ev.loader.fs(t), full, plain(pattern).AsString())
	if err != nil {
		return unknown(cty.Set(cty.String), notSeen(name)), nil //nolint:nilerr // as for a file that is missing
	}
	values := make([]cty.Value, len(names))
	for i, found := range names {
		values[i] = cty.StringVal(found)
	}
	if len(values) == 0 {
		return cty.SetValEmpty(cty.String), nil
	}
	return cty.SetVal(values), nil
}

func glob(fsys fs.FS, dir, pattern string) ([]string, error) {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(sub, "."); err != nil {
		return nil, err
	}
	var names []string
	err = doublestar.GlobWalk(sub, path.Clean(pattern), func(name string, entry fs.DirEntry) error {
		if entry.Type().IsRegular() {
			names = append(names, name)
		}
		if len(names) > maxItems {
			return errTooLarge
		}
		return nil
	})
	return names, err
}

// templateFile renders a template file.
func (s scope) templateFile(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	if s.template {
		return cty.DynamicVal, errors.New("a template cannot call templatefile")
	}
	file, origin, err := s.fileArgument(e, 2)
	if err != nil {
		return cty.DynamicVal, err
	}
	vars, err := s.eval(e.Args[1])
	if err != nil {
		return cty.DynamicVal, err
	}
	if file == nil {
		return unknown(cty.String, origin), nil
	}
	parsed := s.m.ev.templates[file.Path]
	if parsed == nil {
		parsed = parseTemplate(file.Data, file.Path)
		s.m.ev.templates[file.Path] = parsed
	}
	return s.render(parsed, vars)
}

func parseTemplate(data []byte, name string) *template {
	if tooDeep(append([]byte{'"'}, data...)) >= 0 {
		return &template{err: errTooLarge}
	}
	expr, diags := hclsyntax.ParseTemplate(data, name, hcl.InitialPos)
	if diags.HasErrors() {
		return &template{err: diags}
	}
	return &template{expr: expr}
}

// templateString renders a template that is a value.
func (s scope) templateString(e *hclsyntax.FunctionCallExpr) (cty.Value, error) {
	if s.template || len(e.Args) != 2 {
		return cty.DynamicVal, errors.New("templatestring takes two arguments and cannot be part of a template")
	}
	text, err := s.evalTo(e.Args[0], cty.String)
	if err != nil {
		return cty.DynamicVal, err
	}
	vars, err := s.eval(e.Args[1])
	if err != nil {
		return cty.DynamicVal, err
	}
	if text.IsNull() {
		return cty.DynamicVal, errors.New("templatestring: the template is null")
	}
	bare, origin := unmarked(text)
	if !bare.IsKnown() {
		return unknown(cty.String, derived(origin)), nil
	}
	return s.render(parseTemplate([]byte(bare.AsString()), "templatestring"), vars)
}

func (s scope) render(parsed *template, vars cty.Value) (cty.Value, error) {
	if parsed.err != nil {
		return cty.DynamicVal, parsed.err
	}
	bare, origin := unmarked(vars)
	switch {
	case bare.IsNull():
		return cty.DynamicVal, errors.New("the variables of a template are null")
	case !bare.IsKnown():
		return unknown(cty.DynamicPseudoType, derived(origin)), nil
	case !bare.Type().IsObjectType() && !bare.Type().IsMapType():
		return cty.DynamicVal, errors.New("the variables of a template must be a map")
	}
	inner := scope{m: s.m, template: true}
	for it := bare.ElementIterator(); it.Next(); {
		name, value := it.Element()
		inner = inner.bind(name.AsString(), operand{value: value})
	}
	return inner.eval(parsed.expr)
}
