package linter_test

import (
	"os"
	"testing"

	"github.com/ekslint/ekslint/linter"
)

func TestSmoke(t *testing.T) {
	l, err := linter.New(linter.Options{FS: os.DirFS("../fixtures")})
	if err != nil {
		t.Fatal(err)
	}
	report, err := l.Lint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		p := f.Location.File.Position(f.Location.Span.Start)
		t.Logf("%s:%d:%d: %s: %s (%s) %v %v %s", f.Location.File.Path, p.Line, p.Column, f.Severity, f.Message, f.Rule.Name, f.Also, f.PSS, f.Fingerprint)
	}
	t.Log(report.Problems, report.Inputs, report.Stats, report.Unknowns)
}
