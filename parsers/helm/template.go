package helm

import (
	"bytes"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// FindAction returns the place of the first action of a template, such as {{ if .Values.x }},
// that keeps a text from being YAML: one that starts a line or a value. Those in quotes,
// in the middle of a text and in block scalars are values like others, as in the rules of
// Prometheus and the templates of Argo.
func FindAction(text []byte) (at source.Span, ok bool) {
	block := -1 // the indentation of what holds the block scalar around the line
	for start := 0; start < len(text); {
		line := text[start:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		blank := len(bytes.TrimSpace(line)) == 0
		if block >= 0 && !blank && indent <= block {
			block = -1
		}
		if block < 0 {
			if found := action().FindSubmatchIndex(line); found != nil {
				return source.Span{Start: start + found[2], End: start + found[3]}, true
			}
			block = blockHolder(line)
		}
		start += len(line)
	}
	return source.Span{}, false
}

// action matches a line that starts with an action, or whose value does, behind the
// dashes of lists and a key.
var action = pattern.Lazy(`^[ \t]*(?:- +)*(?:[^\s#'"{\[][^#'"{\[]*:[ \t]+|"[^"]*":[ \t]+|'[^']*':[ \t]+)?(\{\{(?:.*\}\})?)`)

// blockHeader matches a line that ends with the header of a block scalar.
var blockHeader = pattern.Lazy(`^([ \t]*(?:- +)*)(?:.*[:\-][ \t]+)?(?:[!&][^\s]+[ \t]+)*[|>][-+0-9]*[ \t]*(?:#.*)?\r?\n?$`)

// blockHolder returns the indentation of the value that a line's block scalar belongs
// to, and -1 for a line without one.
func blockHolder(line []byte) int {
	found := blockHeader().FindSubmatch(line)
	if found == nil {
		return -1
	}
	lead := found[1]
	if rest := bytes.TrimLeft(line[len(lead):], " \t"); rest[0] == '|' || rest[0] == '>' {
		lead = bytes.TrimRight(lead, " ") // "- |": the list's dash holds it
		return max(len(lead)-1, 0)
	}
	return len(lead)
}
