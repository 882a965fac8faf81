package linttest

import (
	"bytes"

	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/source/pattern"
)

var expectation = pattern.Lazy(`[ \t]*(?:#|//)[ \t]*(?:(?:want|undecided)(?:\([+-]\d+\))?[ \t]+[a-z]|with[ \t]+[a-z-]+=).*$`)

// Example returns a file under another path without the comments of this package, as a
// reader of the documentation should see it.
func Example(file *source.File, path string) *source.File {
	var out bytes.Buffer
	for line := range bytes.Lines(file.Data) {
		text := bytes.TrimRight(line, "\r\n")
		rest := expectation().ReplaceAll(text, nil)
		if len(rest) < len(text) && len(bytes.TrimSpace(rest)) == 0 {
			continue
		}
		out.Write(rest)
		out.Write(line[len(text):])
	}
	return source.NewFile(path, out.Bytes())
}
