// Package ignore tells which files git would ignore, from the text of ignore files.
//
// It reads no file itself. A [Rules] is the stack of all ignore files that count for a
// folder: start with the zero value and call [Rules.With] on the way down.
package ignore

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// FileName is the name of git's ignore file.
const FileName = ".gitignore"

// Rules are the patterns that count for a folder, the weakest first. The zero value
// ignores nothing. It is immutable.
type Rules struct {
	patterns []pattern
}

type pattern struct {
	base    string // the folder whose ignore file has the pattern; "" is the root
	glob    string // relative to base
	negated bool
	dirOnly bool
}

// With returns the rules with those of one more ignore file, whose patterns are relative
// to a folder in slash form; "." is the root. Later patterns beat earlier ones.
//
// Source: https://git-scm.com/docs/gitignore#_pattern_format
func (r Rules) With(folder string, text []byte) Rules {
	if folder == "." {
		folder = ""
	}
	patterns := slices.Clip(r.patterns)
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	for line := range bytes.Lines(text) {
		if p, ok := parse(strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")); ok {
			p.base = folder
			patterns = append(patterns, p)
		}
	}
	return Rules{patterns}
}

// parse reads a line; ok is false for one without a pattern, or with one that matches
// nothing.
func parse(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	glob := trimTrailingSpaces(line)
	if rest, found := strings.CutPrefix(glob, "!"); found {
		p.negated, glob = true, rest
	}
	if rest, found := strings.CutSuffix(glob, "/"); found {
		p.dirOnly, glob = true, rest
	}
	if glob == "" || trailingBackslash(glob) {
		return p, false
	}
	anchored := strings.Contains(glob, "/")
	glob = strings.TrimPrefix(glob, "/")
	if !anchored {
		glob = "**/" + glob
	}
	p.glob = translate(glob)
	return p, doublestar.ValidatePattern(p.glob)
}

// trimTrailingSpaces takes away spaces at the end that are not quoted with a backslash.
func trimTrailingSpaces(line string) string {
	trimmed := strings.TrimRight(line, " ")
	if trimmed != line && trailingBackslash(trimmed) {
		trimmed += " "
	}
	return trimmed
}

func trailingBackslash(s string) bool {
	n := len(s) - len(strings.TrimRight(s, `\`))
	return n%2 == 1
}

// translate turns a pattern of git into one of doublestar, in which braces have a meaning,
// "**" beside other characters than "/" has another one, and a set like [!a] matches "/".
func translate(glob string) string {
	var b strings.Builder
	parts := strings.Split(glob, "/")
	for i, part := range parts {
		if i > 0 {
			b.WriteByte('/')
		}
		if part == "**" {
			if i == len(parts)-1 {
				part = "*/**" // everything inside, not the folder itself
				if i == 0 {
					part = "**"
				}
			}
			b.WriteString(part)
			continue
		}
		for strings.Contains(part, "**") {
			part = strings.ReplaceAll(part, "**", "*")
		}
		b.WriteString(quote(part))
	}
	return b.String()
}

func quote(part string) string {
	var b strings.Builder
	for i := 0; i < len(part); i++ {
		switch c := part[i]; c {
		case '\\':
			b.WriteByte(c)
			if i++; i < len(part) {
				b.WriteByte(part[i])
			}
		case '{', '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '[':
			b.WriteByte(c)
			if i+1 < len(part) && (part[i+1] == '!' || part[i+1] == '^') {
				i++
				b.WriteString("^/") // no set matches the slash
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Ignored reports whether a file or folder is ignored by its own name. A caller that walks
// down does not look into a folder that is ignored; see [Rules.IgnoredBelow] otherwise.
func (r Rules) Ignored(name string, isDir bool) bool {
	for i := len(r.patterns) - 1; i >= 0; i-- {
		p := &r.patterns[i]
		if p.dirOnly && !isDir {
			continue
		}
		rest, below := name, true
		if p.base != "" {
			rest, below = strings.CutPrefix(name, p.base+"/")
		}
		if below && doublestar.MatchUnvalidated(p.glob, rest) {
			return !p.negated
		}
	}
	return false
}

// IgnoredBelow reports whether a file is ignored, by its own name or since it lies in a
// folder that is.
func (r Rules) IgnoredBelow(name string, isDir bool) bool {
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if r.Ignored(dir, true) {
			return true
		}
	}
	return r.Ignored(name, isDir)
}
