package report

import (
	"bufio"
	"io"

	"github.com/ekslint/ekslint/linter"
)

// Compact writes one line for each finding, each problem and, if the options ask for
// them, each unknown, and nothing else.
func Compact(w io.Writer, r *linter.Report, opts Options) error {
	out := bufio.NewWriter(w)
	t := &textWriter{Writer: out, opts: opts, style: newStyle(opts.Color)}
	for _, f := range list(r, opts).findings {
		t.line(findingLine(f))
	}
	if opts.Unknowns {
		for _, u := range r.Unknowns {
			t.line(unknownLine(u))
		}
	}
	for i := range r.Problems {
		t.line(problemLine(&r.Problems[i]))
	}
	return out.Flush()
}
