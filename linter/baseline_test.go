package linter

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What is written is the same whatever the order, and is read as it was.
func TestBaselineRoundTrip(t *testing.T) {
	entries := []BaselineEntry{
		{Fingerprint: "v1:01", Rule: "host-network", Path: "a.yaml", Resource: "Pod/a", Field: "spec.hostNetwork", Message: "<&>\u202e\x1b\n\"\\"},
		{Fingerprint: "v1:02", Also: []string{"v1:03"}, Rule: "privileged-container", Path: "b.yaml", Resource: "Pod/b"},
	}
	one := &Baseline{Path: "b.json", Entries: entries}
	two := &Baseline{Path: "b.json", Entries: []BaselineEntry{entries[1], entries[0], entries[1]}}
	text, err := json.Marshal(one)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(two)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(again)); diff != "" {
		t.Errorf("another order (-one +two):\n%s", diff)
	}
	got, err := ReadBaseline("b.json", text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadBaselineRefuses(t *testing.T) {
	tests := []struct{ name, text, err string }{
		{"nothing", "", "it is no baseline"},
		{"no JSON", "kind: Pod\n", "it is no baseline"},
		{"another document", `[]`, "it is no baseline"},
		{"a report", `{"schemaVersion": "1.0", "findings": []}`, `unknown field "schemaVersion"`},
		{"no version", `{"findings": []}`, "a baseline of version 0, and this ekslint knows 1"},
		{"a later version", `{"version": 2, "findings": []}`, "a baseline of version 2"},
		{"a second document", `{"version": 1, "findings": []} {}`, "something follows its end"},
		{"no fingerprint", `{"version": 1, "findings": [{"rule": "host-network"}]}`, "entry 1 has no fingerprint"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ReadBaseline("b.json", []byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("got the error %v instead of %q", err, tt.err)
			}
		})
	}
}
