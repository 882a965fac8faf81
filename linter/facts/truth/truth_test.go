package truth_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/truth"
)

// worlds are the plain answers that a Value stands for.
func worlds(v truth.Value) []bool {
	switch v {
	case truth.Yes:
		return []bool{true}
	case truth.No:
		return []bool{false}
	case truth.Unknown:
	}
	return []bool{true, false}
}

// judge is what is known if a question has the given answers in all possible worlds.
func judge(answers []bool) truth.Value {
	seen := map[bool]bool{}
	for _, a := range answers {
		seen[a] = true
	}
	if len(seen) == 2 {
		return truth.Unknown
	}
	return truth.Of(seen[true])
}

func TestOperationsAgreeWithAllPossibleWorlds(t *testing.T) {
	all := []truth.Value{truth.Unknown, truth.No, truth.Yes}
	for _, a := range all {
		var not []bool
		for _, x := range worlds(a) {
			not = append(not, !x)
		}
		if diff := cmp.Diff(judge(not), a.Not()); diff != "" {
			t.Errorf("not %v (-want +got):\n%s", a, diff)
		}
		for _, b := range all {
			var and, or []bool
			for _, x := range worlds(a) {
				for _, y := range worlds(b) {
					and, or = append(and, x && y), append(or, x || y)
				}
			}
			if diff := cmp.Diff(judge(and), truth.All(a, b)); diff != "" {
				t.Errorf("all of %v, %v (-want +got):\n%s", a, b, diff)
			}
			if diff := cmp.Diff(judge(or), truth.Any(a, b)); diff != "" {
				t.Errorf("any of %v, %v (-want +got):\n%s", a, b, diff)
			}
		}
	}
}

func TestNothingAtAll(t *testing.T) {
	if got := truth.All(); got != truth.Yes {
		t.Errorf("all of nothing is %v, want yes", got)
	}
	if got := truth.Any(); got != truth.No {
		t.Errorf("any of nothing is %v, want no", got)
	}
	var zero truth.Value
	if got := zero.String(); got != "unknown" {
		t.Errorf("the zero value is %q, want unknown", got)
	}
}
