package selectors_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/selectors"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

func expression(key, operator string, values ...string) *model.LabelExpression {
	return &model.LabelExpression{Key: key, Operator: operator, Values: values}
}

func selector(expressions ...*model.LabelExpression) *model.LabelSelector {
	return &model.LabelSelector{MatchExpressions: expressions}
}

func unknown(fields ...string) map[string]model.Reason {
	reasons := map[string]model.Reason{}
	for _, f := range fields {
		reasons[f] = model.TemplateValue
	}
	return reasons
}

func TestMatches(t *testing.T) {
	web := map[string]string{"app": "web", "tier": ""}
	tests := []struct {
		name            string
		selector        *model.LabelSelector
		selectorUnknown map[string]model.Reason
		labels          map[string]string
		labelsUnknown   map[string]model.Reason
		want            truth.Value
		reason          string
	}{
		{name: "nil", labels: web, want: truth.No, reason: "a nil selector selects nothing"},
		{name: "empty", selector: selector(), want: truth.Yes, reason: "an empty selector selects everything, also without labels"},
		{
			name: "equal pair", selector: &model.LabelSelector{MatchLabels: map[string]string{"app": "web"}}, labels: web,
			want: truth.Yes, reason: "further labels do not matter",
		},
		{
			name: "one pair of two", selector: &model.LabelSelector{MatchLabels: map[string]string{"app": "web", "x": "y"}},
			labels: web, want: truth.No, reason: "all pairs must be there",
		},
		{
			name: "empty value", selector: &model.LabelSelector{MatchLabels: map[string]string{"tier": ""}}, labels: web,
			want: truth.Yes, reason: "an empty value is a value",
		},
		{
			name: "empty value of an absent label", selector: &model.LabelSelector{MatchLabels: map[string]string{"zone": ""}},
			labels: web, want: truth.No, reason: "an absent label does not have the empty value",
		},
		{
			name: "pair and expression", selector: &model.LabelSelector{
				MatchLabels:      map[string]string{"app": "web"},
				MatchExpressions: []*model.LabelExpression{expression("tier", "DoesNotExist")},
			},
			labels: web, want: truth.No, reason: "both parts must hold",
		},
		{name: "in", selector: selector(expression("app", "In", "api", "web")), labels: web, want: truth.Yes, reason: "one of the values"},
		{name: "not in", selector: selector(expression("app", "NotIn", "api")), labels: web, want: truth.Yes, reason: "another value"},
		{name: "not in, there", selector: selector(expression("app", "NotIn", "web")), labels: web, want: truth.No, reason: "the value itself"},
		{
			name: "not in, absent", selector: selector(expression("zone", "NotIn", "a")), labels: web, want: truth.Yes,
			reason: "an object without the label is selected too",
		},
		{name: "exists", selector: selector(expression("tier", "Exists")), labels: web, want: truth.Yes, reason: "the key is there, though empty"},
		{name: "exists, absent", selector: selector(expression("zone", "Exists")), labels: web, want: truth.No, reason: "the key is not there"},
		{name: "does not exist", selector: selector(expression("zone", "DoesNotExist")), labels: web, want: truth.Yes, reason: "the key is not there"},
		{
			name: "unknown value of another label", selector: selector(expression("app", "In", "web")), labels: web,
			labelsUnknown: unknown("pod_labels.version"), want: truth.Yes, reason: "the selector does not look at it",
		},
		{
			name: "unknown value", selector: selector(expression("version", "In", "1")), labels: web,
			labelsUnknown: unknown("pod_labels.version"), want: truth.Unknown, reason: "the value decides",
		},
		{
			name: "unknown value, key asked for", selector: selector(expression("version", "Exists")), labels: web,
			labelsUnknown: unknown("pod_labels.version"), want: truth.Yes, reason: "the key is known to be there",
		},
		{
			name: "unknown value and a pair that fails", selector: selector(expression("version", "In", "1"), expression("app", "In", "api")),
			labels: web, labelsUnknown: unknown("pod_labels.version"), want: truth.No, reason: "no value could save it",
		},
		{
			name: "key filled in later", selector: selector(expression("zone", "Exists")),
			labels: map[string]string{"${KEY}": "x"}, want: truth.Unknown, reason: "the key may become the one asked for",
		},
		{
			name: "key with a dot", selector: selector(expression("app.kubernetes.io/name", "In", "web")),
			labelsUnknown: unknown("pod_labels.app.kubernetes.io/name"), want: truth.Unknown, reason: "dots in a key do not part it",
		},
		{
			name: "all labels unknown", selector: selector(expression("app", "In", "web")),
			labelsUnknown: unknown("pod_labels"), want: truth.Unknown, reason: "any label may be there",
		},
		{
			name: "all labels unknown, everything selected", selector: selector(),
			labelsUnknown: unknown("pod_labels"), want: truth.Yes, reason: "labels do not matter",
		},
		{
			name: "unknown pair", selector: &model.LabelSelector{}, selectorUnknown: unknown("pod_selector.match_labels.app"),
			labels: web, want: truth.Unknown, reason: "the pair may ask for another value",
		},
		{
			name: "unknown pair of an absent label", selector: &model.LabelSelector{},
			selectorUnknown: unknown("pod_selector.match_labels.zone"), labels: web, want: truth.No, reason: "whatever the value, the label is not there",
		},
		{
			name: "unknown expressions", selector: &model.LabelSelector{MatchLabels: map[string]string{"app": "web"}},
			selectorUnknown: unknown("pod_selector.match_expressions.values"), labels: web, want: truth.Unknown,
			reason: "they may narrow it",
		},
		{
			name: "unknown expressions and a pair that fails", selector: &model.LabelSelector{MatchLabels: map[string]string{"app": "api"}},
			selectorUnknown: unknown("pod_selector.match_expressions.values"), labels: web, want: truth.No,
			reason: "they cannot widen it",
		},
		{
			name: "unknown selector", selectorUnknown: unknown("pod_selector"), labels: web, want: truth.Unknown,
			reason: "it is nil only because it cannot be read",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := selectors.Parse(&model.Node{Unknown: tt.selectorUnknown}, "pod_selector", tt.selector)
			if err != nil {
				t.Fatal(err)
			}
			labels := selectors.LabelsOf(&model.Node{Unknown: tt.labelsUnknown}, "pod_labels", tt.labels)
			if diff := cmp.Diff(tt.want.String(), s.Matches(labels).String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestParseRefusesWhatTheAPIServerRefuses(t *testing.T) {
	long := "a123456789012345678901234567890123456789012345678901234567890123"
	tests := []struct {
		name     string
		selector *model.LabelSelector
	}{
		{"no such operator", selector(expression("app", "in", "web"))},
		{"no operator", selector(expression("app", ""))},
		{"in without values", selector(expression("app", "In"))},
		{"not in without values", selector(expression("app", "NotIn"))},
		{"exists with values", selector(expression("app", "Exists", "web"))},
		{"does not exist with values", selector(expression("app", "DoesNotExist", "web"))},
		{"no key", selector(expression("", "Exists"))},
		{"key with a space", selector(expression("my app", "Exists"))},
		{"two slashes", selector(expression("a/b/c", "Exists"))},
		{"empty prefix", selector(expression("/app", "Exists"))},
		{"prefix in capitals", selector(expression("Example.com/app", "Exists"))},
		{"long name", selector(expression(long, "Exists"))},
		{"long value", selector(expression("app", "In", long))},
		{"value with a slash", &model.LabelSelector{MatchLabels: map[string]string{"app": "a/b"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := selectors.Parse(&model.Node{}, "pod_selector", tt.selector)
			if err == nil {
				t.Fatal("no error")
			}
			if got := s.Matches(selectors.Labels{}); got != truth.Unknown {
				t.Errorf("the answer is %v, want unknown", got)
			}
		})
	}
}

func TestParseReportsTheSameErrorEachTime(t *testing.T) {
	pairs := map[string]string{"a": "b c", "b": "c d", "c": "d e", "d": "e f"}
	_, want := selectors.ParseMap(&model.Node{}, "selector", pairs)
	for range 50 {
		_, got := selectors.ParseMap(&model.Node{}, "selector", pairs)
		if diff := cmp.Diff(want.Error(), got.Error()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestIsEverything(t *testing.T) {
	parse := func(unknown map[string]model.Reason, s *model.LabelSelector) selectors.Selector {
		parsed, err := selectors.Parse(&model.Node{Unknown: unknown}, "s", s)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	tests := []struct {
		name     string
		selector selectors.Selector
		want     bool
	}{
		{"empty", parse(nil, selector()), true},
		{"everything", selectors.Everything(), true},
		{"nothing", selectors.Nothing(), false},
		{"an expression", parse(nil, selector(expression("a", "DoesNotExist"))), false},
		{"perhaps a pair", parse(unknown("s.match_labels.a"), selector()), false},
		{"perhaps an expression", parse(unknown("s.match_expressions"), selector()), false},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.selector.IsEverything()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestParseMap(t *testing.T) {
	s, err := selectors.ParseMap(&model.Node{Unknown: unknown("selector.version")}, "selector", map[string]string{"app": "web"})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		labels map[string]string
		want   truth.Value
	}{
		{map[string]string{"app": "web", "version": "1"}, truth.Unknown},
		{map[string]string{"app": "api", "version": "1"}, truth.No},
		{map[string]string{"app": "web"}, truth.No},
	}
	for _, tt := range tests {
		got := s.Matches(selectors.LabelsOf(&model.Node{}, "labels", tt.labels))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.labels, diff)
		}
	}
	if _, err := selectors.ParseMap(&model.Node{}, "selector", map[string]string{"app": "a b"}); err == nil {
		t.Error("no error for a value that is no label value")
	}
}

func TestLabelsWithAndOpen(t *testing.T) {
	s, err := selectors.Parse(&model.Node{}, "s", selector(expression("name", "In", "a"), expression("zone", "Exists")))
	if err != nil {
		t.Fatal(err)
	}
	base := selectors.LabelsOf(&model.Node{}, "labels", map[string]string{"zone": "1"})
	if got := s.Matches(base.With("name", "a")); got != truth.Yes {
		t.Errorf("with the name: %v, want yes", got)
	}
	if got := s.Matches(base); got != truth.No {
		t.Errorf("With changed the labels that it was called on: %v, want no", got)
	}
	if got := s.Matches(base.Open()); got != truth.Unknown {
		t.Errorf("open: %v, want unknown", got)
	}
}

func TestOfPod(t *testing.T) {
	match := func(key, value string) selectors.Selector {
		s, err := selectors.ParseMap(&model.Node{}, "s", map[string]string{key: value})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	pod := func(kind string) *model.Pod {
		return &model.Pod{Object: model.Object{Kind: kind, Name: "n"}, PodLabels: map[string]string{"app": "web"}}
	}
	tests := []struct {
		reason, kind, key, value string
		want                     truth.Value
	}{
		{"the template's own", "Deployment", "app", "web", truth.Yes},
		{"a hash is not known", "Deployment", "pod-template-hash", "5d4", truth.Unknown},
		{"a bare pod has none", "Pod", "pod-template-hash", "5d4", truth.No},
		{"the name of a pod of a set", "StatefulSet", "statefulset.kubernetes.io/pod-name", "n-0", truth.Unknown},
		{"the name of a job", "Job", "job-name", "n", truth.Yes},
		{"and of no other one", "Job", "batch.kubernetes.io/job-name", "m", truth.No},
		{"each run of a cron job has its own name", "CronJob", "job-name", "n", truth.Unknown},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want.String(), match(tt.key, tt.value).Matches(selectors.OfPod(pod(tt.kind))).String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
		}
	}
}
