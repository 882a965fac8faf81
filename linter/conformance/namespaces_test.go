package conformance

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter"
	"github.com/ekslint/ekslint/parsers/source"
)

// rejected is the rule that says what the labels of a namespace make the API server
// refuse.
const rejected = "workload-rejected-by-namespace-psa"

// namespace is one with the labels of the Pod Security admission.
type namespace struct {
	name, level string
	// minor is the NN of a pinned version v1.NN; 0 if it pins none.
	minor int
}

// TestNamespaces holds what we say about pods in namespaces that enforce a level against
// the admission of Kubernetes: which are refused, and by which checks.
func TestNamespaces(t *testing.T) {
	tests := []struct {
		name string
		// given is the version of the cluster if the user says it, else 0.
		given int
		// clusters are the versions that the cluster may have.
		clusters []int
	}{
		{"the newest version", linter.NewestKubernetesMinor, []int{linter.NewestKubernetesMinor}},
		{"an older version", 33, []int{33}},
		{"a version that is not given", 0, []int{31, 32, 33, 34, 35, 36, 37}},
	}
	const perNamespace = 30
	o := newOracle(t)
	namespaces := makeNamespaces()
	samples := makeResidents(t, namespaces, perNamespace)
	o.judgeAll(t, samples)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			refused, undecided := refusals(t, tt.given, namespaces, samples)
			open := 0
			for i, s := range samples {
				want, sure := expected(s, namespaces[i%len(namespaces)], tt.clusters)
				if !sure {
					open++
					if len(refused[s.name]) > 0 || !undecided[s.namespace] {
						t.Fatalf("the version decides about %s, and ours says %v\n%s", s.namespace, refused[s.name], s.text)
					}
					continue
				}
				if diff := cmp.Diff(want, refused[s.name]); diff != "" {
					t.Fatalf("in %s (-upstream +ours):\n%s\n%s", s.namespace, diff, s.text)
				}
			}
			if len(refused) < len(samples)/4 || (open > 0) != (len(tt.clusters) > 1) {
				t.Errorf("%d of %d pods are refused, %d undecided: too few to tell", len(refused), len(samples), open)
			}
		})
	}
}

// makeNamespaces makes one namespace for every level and version.
func makeNamespaces() []namespace {
	var list []namespace
	for _, minor := range append(minors(), 0) {
		for _, level := range []string{"privileged", "baseline", "restricted"} {
			list = append(list, namespace{fmt.Sprintf("%s-%d", level, minor), level, minor})
		}
	}
	return list
}

func (n namespace) document() string {
	text := fmt.Sprintf("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n  labels:\n    pod-security.kubernetes.io/enforce: %s\n", n.name, n.level)
	if n.minor != 0 {
		text += fmt.Sprintf("    pod-security.kubernetes.io/enforce-version: v1.%d\n", n.minor)
	}
	return text
}

// makeResidents makes pods for the namespaces, to which they go by turns.
func makeResidents(t *testing.T, namespaces []namespace, perNamespace int) []*sample {
	t.Helper()
	seeds := seedPods(t)
	var samples []*sample
	for i := range perNamespace * len(namespaces) {
		r := rand.New(rand.NewPCG(generatorSeed+2, uint64(i)))
		s := newSample(i, randomPod(r, seeds), minors()...)
		s.namespace = namespaces[i%len(namespaces)].name
		s.text = write(s.object(), s.style)
		samples = append(samples, s)
	}
	return samples
}

// refusals returns the checks for which we say that a pod is refused, by its name, and the
// namespaces about which we are undecided.
func refusals(t *testing.T, given int, namespaces []namespace, samples []*sample) (refused map[string][]string, undecided map[string]bool) {
	t.Helper()
	opts := options
	opts.Only = []string{rejected}
	opts.KubernetesMinor = given
	opts.Overlay = files(samples)
	for _, n := range namespaces {
		opts.Overlay = append(opts.Overlay, source.NewFile(n.name+".yaml", []byte(n.document())))
	}
	l, err := linter.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	report, err := l.Lint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Errorf("a problem with what Kubernetes reads: %s\n%s", p.Message, around(p.File, p.Span))
	}
	refused, undecided = map[string][]string{}, map[string]bool{}
	for _, f := range report.Findings {
		_, ids, _ := strings.Cut(f.Message, "refused: ")
		refused[f.Resource.Name] = strings.Split(ids, ", ")
	}
	for _, u := range report.Unknowns {
		undecided[u.Resource.Name] = true
	}
	return refused, undecided
}

// expected returns the checks for which upstream refuses a pod in a namespace, which are
// those of the newest version if all versions refuse it. It is not sure if only some do.
func expected(s *sample, in namespace, clusters []int) (ids []string, sure bool) {
	if in.level == "privileged" {
		return nil, true
	}
	refusing := 0
	for _, cluster := range clusters {
		v := s.want[cluster]
		if in.minor != 0 {
			v = s.want[min(in.minor, cluster)]
		}
		ids = v.Baseline
		if in.level == "restricted" {
			ids = v.Restricted
		}
		if len(ids) > 0 {
			refusing++
		}
	}
	if refusing == 0 {
		return nil, true
	}
	return slices.Clone(ids), refusing == len(clusters)
}
