package linter

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// BaselineVersion is that of the form in which baselines are written.
const BaselineVersion = 1

// Baseline is a list of findings that a team knows and does not want to hear of again.
type Baseline struct {
	// Path names its file in what is reported about it.
	Path string
	// Entries are in no particular order.
	Entries []BaselineEntry
}

// BaselineEntry is a known finding. Only its fingerprints count; what else it holds is for
// people, and tells whether a run could have seen the finding.
type BaselineEntry struct {
	// Fingerprint is that of the finding.
	Fingerprint string `json:"fingerprint"`
	// Also are the fingerprints of weaker findings that it stands for, sorted: once it is
	// mended in part, they are reported in its place, and are no news.
	Also []string `json:"also,omitempty"`
	// Rule is the name of the rule.
	Rule string `json:"rule"`
	// Path is the reported path of the file.
	Path string `json:"path"`
	// Resource names the object, such as "Deployment/shop/web".
	Resource string `json:"resource"`
	// Field is the path in the object.
	Field string `json:"field"`
	// Message is what was found at the time.
	Message string `json:"message"`
}

// baselineDocument is the form of a baseline in a file.
type baselineDocument struct {
	Version  int             `json:"version"`
	Findings []BaselineEntry `json:"findings"`
}

// NewBaseline returns a baseline of some findings.
func NewBaseline(findings []*Finding) *Baseline {
	b := &Baseline{}
	for _, f := range findings {
		b.Entries = append(b.Entries, BaselineEntry{
			Fingerprint: f.Fingerprint, Also: slices.Compact(slices.Sorted(slices.Values(f.weaker))), Rule: f.Rule.Name, Path: f.Location.File.Path,
			Resource: f.Resource.Title(), Field: f.Resource.Field, Message: f.Message,
		})
	}
	return b
}

// Title names the resource in one word, such as "Deployment/shop/web".
func (r *Resource) Title() string {
	if r.Address != "" {
		return r.Address
	}
	parts := []string{r.Kind, r.Namespace, r.Name}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "/")
}

// ReadBaseline reads what [Baseline.MarshalJSON] made. A field that it does not know is an
// error, since a mistyped one would be lost.
func ReadBaseline(name string, text []byte) (*Baseline, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var doc baselineDocument
	if err := decoder.Decode(&doc); err != nil {
		return nil, fmt.Errorf("it is no baseline: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("it is no baseline: something follows its end")
	}
	if doc.Version != BaselineVersion {
		return nil, fmt.Errorf("it is a baseline of version %d, and this ekslint knows %d", doc.Version, BaselineVersion)
	}
	for i, entry := range doc.Findings {
		if entry.Fingerprint == "" {
			return nil, fmt.Errorf("entry %d has no fingerprint", i+1)
		}
	}
	return &Baseline{Path: name, Entries: doc.Findings}, nil
}

// MarshalJSON makes the form of the baseline in a file: sorted, each finding once.
func (b *Baseline) MarshalJSON() ([]byte, error) {
	entries := slices.Clone(b.Entries)
	slices.SortFunc(entries, func(a, b BaselineEntry) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Resource, b.Resource), strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Field, b.Field), strings.Compare(a.Fingerprint, b.Fingerprint), strings.Compare(a.Message, b.Message))
	})
	entries = slices.CompactFunc(entries, func(a, b BaselineEntry) bool { return a.Fingerprint == b.Fingerprint })
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(baselineDocument{BaselineVersion, append([]BaselineEntry{}, entries...)})
	return text.Bytes(), err
}

// known are the fingerprints of a baseline.
func (b *Baseline) known() map[string]bool {
	known := make(map[string]bool, len(b.Entries))
	for _, entry := range b.Entries {
		known[entry.Fingerprint] = true
		for _, also := range entry.Also {
			known[also] = true
		}
	}
	return known
}

// Without returns the baseline without some entries.
func (b *Baseline) Without(entries []BaselineEntry) *Baseline {
	gone := map[string]bool{}
	for _, entry := range entries {
		gone[entry.Fingerprint] = true
	}
	kept := slices.DeleteFunc(slices.Clone(b.Entries), func(entry BaselineEntry) bool { return gone[entry.Fingerprint] })
	return &Baseline{Path: b.Path, Entries: kept}
}

// stale returns the entries that none of the findings has. An entry that the run could not
// have found is none of them: its rule did not run, its file lies outside of the paths, or
// not everything could be read.
func (r *run) stale(b *Baseline, findings []*Finding) []BaselineEntry {
	if b == nil || slices.ContainsFunc(r.problems, isError) {
		return nil
	}
	found := map[string]bool{}
	for _, f := range findings {
		found[f.Fingerprint] = true
	}
	read := map[string]bool{}
	for _, in := range r.inputs {
		read[in.shown] = true
	}
	var stale []BaselineEntry
	for _, entry := range b.Entries {
		there := found[entry.Fingerprint] || slices.ContainsFunc(entry.Also, func(also string) bool { return found[also] })
		if !there && r.selected(entry.Rule) && (read[entry.Path] || r.walked(entry.Path)) {
			stale = append(stale, entry)
		}
	}
	return stale
}

// selected reports whether a rule runs, or would if there still were one of that name.
func (r *run) selected(name string) bool {
	rule := r.find(name)
	return rule == nil || slices.Contains(r.rules, rule)
}

// walked reports whether a file of this reported path would have been read, were it there.
func (r *run) walked(shown string) bool {
	name := r.treePath(shown)
	return slices.ContainsFunc(r.opts.Paths, func(given string) bool { return below(path.Clean(given), name) })
}

// below reports whether a path in slash form is that of a folder or of something in it.
func below(folder, name string) bool {
	return folder == "." || name == folder || strings.HasPrefix(name, folder+"/")
}
