package report

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// The elements of a JUnit report, as Jenkins, GitLab and others read it. There is no
// standard; Source: https://github.com/testmoapp/junitxml.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []*testSuite `xml:"testsuite"`
	}
	testSuite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	testCase struct {
		Name      string      `xml:"name,attr"`
		ClassName string      `xml:"classname,attr"`
		File      string      `xml:"file,attr,omitempty"`
		Failure   *testResult `xml:"failure"`
		Error     *testResult `xml:"error"`
		Skipped   *testResult `xml:"skipped"`
	}
	testResult struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes a suite for each file and a case for each finding, each problem and, if the
// options ask for them, each unknown. A run without any of them is a case that passes,
// since some servers take a report without cases for a failure.
func JUnit(w io.Writer, r *linter.Report, opts Options) error {
	j := &junit{report: junitReport{Name: "ekslint"}, suites: map[string]*testSuite{}, opts: opts}
	for _, f := range list(r, opts).findings {
		j.finding(f)
	}
	if opts.Unknowns {
		for _, u := range r.Unknowns {
			l := unknownLine(u)
			j.add(l, caseName(l, &u.Resource)).Skipped = j.result(l, "")
		}
	}
	for i := range r.Problems {
		l := problemLine(&r.Problems[i])
		if c := j.add(l, l.message); r.Problems[i].Level == source.Error {
			c.Error = j.result(l, "")
		} else {
			c.Skipped = j.result(l, "") // a warning fails no run
		}
	}
	if len(j.report.Suites) == 0 {
		j.report.Suites = []*testSuite{{Name: "ekslint", Cases: []testCase{{Name: "no findings", ClassName: "ekslint"}}}}
	}
	j.count()
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header) //nolint:errcheck // the writer keeps the error until it is flushed
	encoder := xml.NewEncoder(out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(j.report); err != nil {
		return err
	}
	out.WriteString("\n") //nolint:errcheck // likewise
	return out.Flush()
}

// junit collects cases.
type junit struct {
	report junitReport
	suites map[string]*testSuite // by name
	opts   Options
}

func (j *junit) finding(f *linter.Finding) {
	l := findingLine(f)
	c := j.add(l, caseName(l, &f.Resource))
	if f.Suppression != nil {
		c.Skipped = j.result(l, "")
		return
	}
	c.Failure = j.result(l, f.Rule.Remedy)
}

// add adds a case to the suite of its file.
func (j *junit) add(l line, name string) *testCase {
	file := ""
	suite := "ekslint"
	if l.at.File != nil {
		file = Printable(fromTop(l.at.File.Path, j.opts))
		suite = file
	}
	s := j.suites[suite]
	if s == nil {
		s = &testSuite{Name: suite}
		j.suites[suite] = s
		j.report.Suites = append(j.report.Suites, s)
	}
	s.Cases = append(s.Cases, testCase{Name: Printable(name), ClassName: suite, File: file})
	return &s.Cases[len(s.Cases)-1]
}

// caseName says what a case is about without its line, so that servers know it again.
func caseName(l line, r *linter.Resource) string {
	return strings.TrimSpace(l.rule + " " + r.Title() + " " + r.Field)
}

// result repeats the message with its place, since servers show the one or the other.
func (j *junit) result(l line, remedy string) *testResult {
	var text strings.Builder
	out := bufio.NewWriter(&text)
	t := &textWriter{Writer: out, opts: j.opts, style: newStyle(false)}
	t.line(l)
	t.note("fix", remedy)
	out.Flush() //nolint:errcheck // a builder takes everything
	return &testResult{Message: Printable(l.message), Type: l.severity, Text: text.String()}
}

func (j *junit) count() {
	for _, s := range j.report.Suites {
		for i := range s.Cases {
			s.Tests++
			switch c := &s.Cases[i]; {
			case c.Failure != nil:
				s.Failures++
			case c.Error != nil:
				s.Errors++
			case c.Skipped != nil:
				s.Skipped++
			}
		}
		j.report.Tests += s.Tests
		j.report.Failures += s.Failures
		j.report.Errors += s.Errors
		j.report.Skipped += s.Skipped
	}
}
