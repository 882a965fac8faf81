package conformance

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// TestSelectors holds our label selectors against those of the API machinery: they refuse
// the same ones and select the same objects.
func TestSelectors(t *testing.T) {
	const count = 50_000
	refused, selected := 0, 0
	for i := range uint64(count) {
		r := rand.New(rand.NewPCG(generatorSeed, i))
		ours, theirs := randomSelector(r)
		want, wantErr := metav1.LabelSelectorAsSelector(theirs)
		got, gotErr := selectors.Parse(&model.Node{}, "selector", ours)
		if (wantErr == nil) != (gotErr == nil) {
			t.Fatalf("%s: upstream says %v, ours says %v", describe(theirs), wantErr, gotErr)
		}
		if wantErr != nil {
			refused++
			continue
		}
		for range 4 {
			set := randomLabels(r)
			answer := truth.Of(want.Matches(labels.Set(set)))
			if answer == truth.Yes {
				selected++
			}
			if said := got.Matches(selectors.LabelsOf(&model.Node{}, "labels", set)); said != answer {
				t.Fatalf("%s of %v: upstream says %v, ours says %v", describe(theirs), set, answer, said)
			}
		}
	}
	if refused < count/20 || selected < count/20 {
		t.Errorf("of %d selectors %d were refused, and %d objects were selected: too few to tell", count, refused, selected)
	}
}

// TestUnknownLabels makes sure that an answer about labels of which some are unknown is
// the one of upstream, whatever the unknown ones turn out to be.
func TestUnknownLabels(t *testing.T) {
	const count = 50_000
	decided := 0
	for i := range uint64(count) {
		r := rand.New(rand.NewPCG(generatorSeed+1, i))
		ours, theirs := randomSelector(r)
		want, err := metav1.LabelSelectorAsSelector(theirs)
		if err != nil {
			continue
		}
		got, err := selectors.Parse(&model.Node{}, "selector", ours)
		if err != nil {
			t.Fatal(err)
		}
		known, hidden := randomLabels(r), pick(r, validKeys)
		delete(known, hidden)
		node := &model.Node{Unknown: map[string]model.Reason{"labels." + hidden: model.TemplateValue}}
		said := got.Matches(selectors.LabelsOf(node, "labels", known))
		if said != truth.Unknown {
			decided++
		}
		for _, value := range validValues {
			set := labels.Merge(known, labels.Set{hidden: value})
			if answer := truth.Of(want.Matches(set)); said != truth.Unknown && said != answer {
				t.Fatalf("%s of %v: ours says %v though it does not know %s, upstream says %v", describe(theirs), set, said, hidden, answer)
			}
		}
	}
	if decided < count/20 {
		t.Errorf("only %d of %d answers were decided", decided, count)
	}
}

var (
	validKeys    = []string{"app", "tier", "app.kubernetes.io/name", "a", "A-b_c.d"}
	validValues  = []string{"", "web", "api", "a", "1", "A-b_c.d"}
	invalidKeys  = []string{"", "/", "a/", "/a", "a/b/c", "-a", "a-", "A.com/x", "a b", "ä", strings.Repeat("a", 64), strings.Repeat("a", 254) + "/x", "a..b/x", "a.b-/x"}
	borderKeys   = []string{strings.Repeat("a", 63), strings.Repeat("a.", 126) + "a/x", "a-b.c/_x", "0", "0.0/0"}
	invalidTexts = []string{"-", "a-", ".a", "a b", "a/b", strings.Repeat("a", 64), "ä", " ", "a\n"}
	borderTexts  = []string{strings.Repeat("a", 63), "0", "a__b"}
	operators    = []string{"In", "NotIn", "Exists", "DoesNotExist"}
	noOperators  = []string{"", "in", "Gt", "Equals"}
)

// randomSelector returns a selector in our form and in that of the API.
func randomSelector(r *rand.Rand) (*model.LabelSelector, *metav1.LabelSelector) {
	if chance(r, 2) {
		return nil, nil
	}
	ours, theirs := &model.LabelSelector{}, &metav1.LabelSelector{}
	for range r.IntN(3) {
		key, value := randomKey(r), randomValue(r)
		if ours.MatchLabels == nil {
			ours.MatchLabels, theirs.MatchLabels = map[string]string{}, map[string]string{}
		}
		ours.MatchLabels[key], theirs.MatchLabels[key] = value, value
	}
	for range r.IntN(3) {
		key, operator := randomKey(r), pick(r, operators)
		if chance(r, 2) {
			operator = pick(r, noOperators)
		}
		var values []string
		if strings.HasSuffix(operator, "In") != chance(r, 3) {
			for range 1 + r.IntN(2) {
				values = append(values, randomValue(r))
			}
		}
		ours.MatchExpressions = append(ours.MatchExpressions, &model.LabelExpression{Key: key, Operator: operator, Values: values})
		theirs.MatchExpressions = append(theirs.MatchExpressions,
			metav1.LabelSelectorRequirement{Key: key, Operator: metav1.LabelSelectorOperator(operator), Values: values})
	}
	return ours, theirs
}

func randomKey(r *rand.Rand) string { return mostly(r, validKeys, borderKeys, invalidKeys) }

func randomValue(r *rand.Rand) string { return mostly(r, validValues, borderTexts, invalidTexts) }

// mostly picks a usual text nine times out of ten.
func mostly(r *rand.Rand, usual, border, invalid []string) string {
	switch n := r.IntN(100); {
	case n < 90:
		return pick(r, usual)
	case n < 95:
		return pick(r, border)
	default:
		return pick(r, invalid)
	}
}

func randomLabels(r *rand.Rand) map[string]string {
	set := map[string]string{}
	for range r.IntN(4) {
		set[pick(r, validKeys)] = pick(r, validValues)
	}
	return set
}

func describe(s *metav1.LabelSelector) string {
	if s == nil {
		return "a nil selector"
	}
	return fmt.Sprintf("selector %q %q", s.MatchLabels, s.MatchExpressions)
}
