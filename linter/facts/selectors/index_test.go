package selectors_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// TestCandidatesLeaveOutOnlyWhatIsCertain asks all selectors of a set and makes sure that
// the index keeps each which may select.
func TestCandidatesLeaveOutOnlyWhatIsCertain(t *testing.T) {
	keys, values := []string{"a", "b", "c"}, []string{"1", "2"}
	pick := func(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }
	kept, dropped := 0, 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1)) // the sets must be the same in each run
		var x selectors.Index[int]
		var all []selectors.Selector
		for i := range 6 {
			s := &model.LabelSelector{MatchLabels: map[string]string{}}
			for range r.IntN(3) {
				s.MatchLabels[pick(r, keys)] = pick(r, values)
			}
			if r.IntN(3) == 0 {
				s.MatchExpressions = append(s.MatchExpressions, expression(pick(r, keys), pick(r, []string{"In", "NotIn"}), pick(r, values)))
			}
			node := &model.Node{}
			if r.IntN(4) == 0 {
				node.Unknown = unknown("s.match_labels." + pick(r, keys))
			}
			if r.IntN(8) == 0 {
				s = nil
			}
			parsed, err := selectors.Parse(node, "s", s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, parsed)
			x.Add(parsed, i)
		}
		set, node := map[string]string{}, &model.Node{}
		for range r.IntN(4) {
			set[pick(r, keys)] = pick(r, values)
		}
		if r.IntN(3) == 0 {
			key := pick(r, keys)
			delete(set, key)
			node.Unknown = unknown("l." + key)
		}
		labels := selectors.LabelsOf(node, "l", set)
		if r.IntN(6) == 0 {
			labels = labels.Open()
		}
		candidates := x.Candidates(labels)
		if !slices.IsSorted(candidates) {
			t.Fatalf("set %d: %v is not in order", seed, candidates)
		}
		for i, s := range all {
			if there := slices.Contains(candidates, i); !there && s.Matches(labels) != truth.No {
				t.Fatalf("set %d: selector %d may select %+v and is left out", seed, i, set)
			} else if there {
				kept++
			} else {
				dropped++
			}
		}
	}
	if kept < 1000 || dropped < 1000 {
		t.Errorf("the sets do not test both: %d kept, %d dropped", kept, dropped)
	}
}
