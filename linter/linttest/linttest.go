// Package linttest tests rules on files that say themselves what should be found.
//
// A comment "# want RULE" speaks of its own line or, if it is alone on its line, of the
// next one. A quoted regular expression behind the rule must match the message, and
// several rules may follow each other. Where a comment would be data, as in a block
// scalar, "# want(+3) RULE" above it counts lines from itself. "# undecided RULE" expects
// that the rule could not tell. Both are exact both ways: what nobody wanted is a
// difference, and so is a want that nothing met. In HCL the comments start with "//" too.
//
// A comment "# with KEY=VALUE" sets an option for the unit: kubernetes-version, profile,
// today as YYYY-MM-DD, or also, the name of another rule that runs beside the one that is tested.
//
// Start at [Units].
package linttest

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// Unit is what is linted together: one file, or all files of a folder.
type Unit struct {
	// Path is the file or folder, in slash form.
	Path string
	// Files are its files, with paths relative to the file system that it is from.
	Files []*source.File
}

// Units returns the units of a folder: each of its files and each of its folders.
func Units(fsys fs.FS, folder string) ([]*Unit, error) {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil, err
	}
	var units []*Unit
	for _, entry := range entries {
		u := &Unit{Path: path.Join(folder, entry.Name())}
		err := fs.WalkDir(fsys, u.Path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			u.Files = append(u.Files, source.NewFile(name, data))
			return err
		})
		if err != nil {
			return nil, err
		}
		units = append(units, u)
	}
	return units, nil
}

// Options returns some options with those that the comments of the unit set.
func (u *Unit) Options(opts linter.Options) (linter.Options, error) {
	for _, file := range u.Files {
		if err := with(file, &opts); err != nil {
			return opts, err
		}
	}
	return opts, nil
}

// Lint runs a linter over the unit, with the options that its comments set.
func (u *Unit) Lint(ctx context.Context, opts linter.Options) (*linter.Report, error) {
	opts, err := u.Options(opts)
	if err != nil {
		return nil, err
	}
	opts.Overlay = u.Files
	l, err := linter.New(opts)
	if err != nil {
		return nil, err
	}
	return l.Lint(ctx)
}

var withComment = regexp.MustCompile(`(?m)^[ \t]*(?:#|//)[ \t]*with[ \t]+([a-z-]+=.*)$`)

func with(file *source.File, opts *linter.Options) error {
	for _, match := range withComment.FindAllSubmatch(file.Data, -1) {
		for word := range strings.FieldsSeq(string(match[1])) {
			key, value, _ := strings.Cut(word, "=")
			switch key {
			case "kubernetes-version":
				minor, err := strconv.Atoi(strings.TrimPrefix(value, "1."))
				if err != nil {
					return fmt.Errorf("%s: %q is no Kubernetes version", file.Path, value)
				}
				opts.KubernetesMinor = minor
			case "profile":
				opts.Profile = value
			case "today":
				today, err := time.Parse(time.DateOnly, value)
				if err != nil {
					return fmt.Errorf("%s: %q is no date", file.Path, value)
				}
				opts.Today = today
			case "also":
				opts.Only = append(slices.Clone(opts.Only), value)
			default:
				return fmt.Errorf("%s: no option is named %q", file.Path, key)
			}
		}
	}
	return nil
}

// Differences runs a linter over the unit and returns in what way the report is not what
// the comments say, one line for each, sorted. A problem of the input is a difference.
func (u *Unit) Differences(ctx context.Context, opts linter.Options) ([]string, error) {
	report, err := u.Lint(ctx, opts)
	if err != nil {
		return nil, err
	}
	var wants []*want
	for _, file := range u.Files {
		more, err := wantsOf(file)
		if err != nil {
			return nil, err
		}
		wants = append(wants, more...)
	}
	var differences []string
	for _, p := range report.Problems {
		differences = append(differences, fmt.Sprintf("%s: problem: %s", at(p.File, p.Span), p.Message))
	}
	for _, f := range report.Findings {
		if !meet(wants, wanted, f.Location, f.Rule.Name, f.Message) {
			differences = append(differences, fmt.Sprintf("%s: not wanted: %s: %s", at(f.Location.File, f.Location.Span), f.Rule.Name, f.Message))
		}
	}
	for _, n := range report.Unknowns {
		if !meet(wants, undecided, n.Location, n.Rule.Name, n.Reason) {
			differences = append(differences, fmt.Sprintf("%s: undecided though not said: %s: %s", at(n.Location.File, n.Location.Span), n.Rule.Name, n.Resource.Field))
		}
	}
	for _, w := range wants {
		if !w.met {
			differences = append(differences, fmt.Sprintf("%s:%d: missing: %s %s %s", w.file.Path, w.line, w.kind, w.rule, w.text()))
		}
	}
	slices.Sort(differences)
	return differences, nil
}

func at(file *source.File, span source.Span) string {
	if file == nil {
		return "-"
	}
	p := file.Position(span.Start)
	return fmt.Sprintf("%s:%d:%d", file.Path, p.Line, p.Column)
}

// The kinds of wants, as the comments spell them.
const (
	wanted    = "want"
	undecided = "undecided"
)

// want is one expectation.
type want struct {
	kind    string
	file    *source.File
	line    int
	rule    string
	message *regexp.Regexp // nil if any will do
	met     bool
}

func (w *want) text() string {
	if w.message == nil {
		return ""
	}
	return strconv.Quote(w.message.String())
}

// meet marks the want that a result meets; one result meets one want.
func meet(wants []*want, kind string, location linter.Location, rule, message string) bool {
	line := location.File.Position(location.Span.Start).Line
	for _, w := range wants {
		if !w.met && w.kind == kind && w.file.Path == location.File.Path && w.line == line && w.rule == rule &&
			(w.message == nil || w.message.MatchString(message)) {
			w.met = true
			return true
		}
	}
	return false
}

var (
	wantComment = regexp.MustCompile(`(?:#|//)[ \t]*(want|undecided)(?:\(([+-]\d+)\))?[ \t]+(.*)$`)
	wantItem    = regexp.MustCompile("^([a-z0-9][a-z0-9-]*)(?:[ \t]+(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`))?[ \t]*")
)

func wantsOf(file *source.File) ([]*want, error) {
	var wants []*want
	for line := 1; line <= file.Lines(); line++ {
		text := string(file.Line(line))
		match := wantComment.FindStringSubmatchIndex(text)
		if match == nil {
			continue
		}
		at := line
		if strings.TrimSpace(text[:match[0]]) == "" {
			at++
		}
		if match[4] >= 0 {
			offset, err := strconv.Atoi(text[match[4]:match[5]])
			if err != nil {
				return nil, err
			}
			at = line + offset
		}
		items, err := items(text[match[6]:match[7]])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file.Path, line, err)
		}
		for _, w := range items {
			w.kind, w.file, w.line = text[match[2]:match[3]], file, at
			wants = append(wants, w)
		}
	}
	return wants, nil
}

func items(text string) ([]*want, error) {
	var wants []*want
	for text = strings.TrimSpace(text); text != ""; {
		match := wantItem.FindStringSubmatch(text)
		if match == nil {
			return nil, fmt.Errorf("expected the name of a rule and maybe a quoted regular expression: %s", text)
		}
		w := &want{rule: match[1]}
		if match[2] != "" {
			pattern, err := strconv.Unquote(match[2])
			if err != nil {
				return nil, err
			}
			if w.message, err = regexp.Compile(pattern); err != nil {
				return nil, err
			}
		}
		wants = append(wants, w)
		text = text[len(match[0]):]
	}
	return wants, nil
}
