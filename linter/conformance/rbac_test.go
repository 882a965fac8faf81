package conformance

import (
	"math/rand/v2"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/component-helpers/auth/rbac/validation"

	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/parsers/model"
)

// The values that rules are made of: all that means something to the API server, and what
// only looks as if it did.
var (
	ruleVerbs     = []string{"get", "list", "create", "*", "get*"}
	ruleGroups    = []string{"", "apps", "*", "app*"}
	ruleResources = []string{"pods", "pods/exec", "*", "*/exec", "pods/*", "*/*", "nodes/exec"}
	ruleURLs      = []string{"/a", "/a/*", "*", "/a/b", "/*", "/a*"}
)

// TestRBACRules holds what our rules allow against those of the API machinery: a request
// is allowed if and only if upstream says that the rule covers it.
func TestRBACRules(t *testing.T) {
	const count = 100_000
	allowed := 0
	for i := range uint64(count) {
		r := rand.New(rand.NewPCG(generatorSeed, i))
		ours, theirs := randomRule(r)
		request, asked := randomRequest(r)
		want, _ := validation.Covers([]rbacv1.PolicyRule{theirs}, []rbacv1.PolicyRule{asked})
		if got := rbac.Matches(ours, request); got != want {
			t.Fatalf("%+v of %+v: upstream says %t, ours says %t", request, theirs, want, got)
		}
		if want {
			allowed++
		}
	}
	if allowed < count/100 {
		t.Errorf("of %d requests %d were allowed: too few to tell", count, allowed)
	}
}

// TestRBACAggregation holds what a role adds to another one by aggregation against what
// upstream finds missing there.
func TestRBACAggregation(t *testing.T) {
	const count = 20_000
	added, covered := 0, 0
	for i := range uint64(count) {
		r := rand.New(rand.NewPCG(generatorSeed+2, i))
		one, asked := randomRule(r)
		var others []*model.PolicyRule
		var theirs []rbacv1.PolicyRule
		for range r.IntN(4) {
			ours, upstream := randomRule(r)
			others, theirs = append(others, ours), append(theirs, upstream)
		}
		labels := map[string]string{"sum": "true"}
		m := &model.Model{Roles: []*model.Role{
			{Object: model.Object{Kind: "ClusterRole", Name: "one", Labels: labels}, Rules: []*model.PolicyRule{one}},
			{Object: model.Object{Kind: "ClusterRole", Name: "others", Labels: labels}, Rules: others},
			{Object: model.Object{Kind: "ClusterRole", Name: "sum"}, AggregationSelectors: []*model.LabelSelector{{MatchLabels: labels}}},
		}}
		rbac.Compute(m)
		want, _ := validation.Covers(theirs, []rbacv1.PolicyRule{asked})
		if got := len(m.Roles[0].AggregatedInto[0].Adds) == 0; got != want {
			t.Fatalf("%+v beside %+v: upstream says it is covered: %t, ours: %t", asked, theirs, want, got)
		}
		if want {
			covered++
		} else {
			added++
		}
	}
	if covered < count/100 || added < count/100 {
		t.Errorf("of %d rules %d were covered and %d were not: too few to tell", count, covered, added)
	}
}

func randomRule(r *rand.Rand) (*model.PolicyRule, rbacv1.PolicyRule) {
	p := &model.PolicyRule{Verbs: someOf(r, ruleVerbs)}
	if r.IntN(4) == 0 {
		p.NonResourceURLs = someOf(r, ruleURLs)
	} else {
		p.APIGroups, p.Resources = someOf(r, ruleGroups), someOf(r, ruleResources)
		if r.IntN(3) == 0 {
			p.ResourceNames = someOf(r, []string{"x", "y"})
		}
	}
	return p, rbacv1.PolicyRule{
		Verbs: p.Verbs, APIGroups: p.APIGroups, Resources: p.Resources, ResourceNames: p.ResourceNames, NonResourceURLs: p.NonResourceURLs,
	}
}

// randomRequest is a request together with the rule that allows just that.
func randomRequest(r *rand.Rand) (rbac.Request, rbacv1.PolicyRule) {
	verb := []string{"get", "create"}[r.IntN(2)]
	if r.IntN(4) == 0 {
		path := []string{"/a", "/a/b", "/a/b/c", "/b", "/ab"}[r.IntN(5)]
		return rbac.Request{Verb: verb, Path: path}, rbacv1.PolicyRule{Verbs: []string{verb}, NonResourceURLs: []string{path}}
	}
	q := rbac.Request{
		Verb: verb, Group: []string{"", "apps", "batch"}[r.IntN(3)], Resource: []string{"pods", "nodes"}[r.IntN(2)],
		Subresource: []string{"", "exec", "log"}[r.IntN(3)], Name: []string{"", "x", "z"}[r.IntN(3)],
	}
	rule := rbacv1.PolicyRule{Verbs: []string{verb}, APIGroups: []string{q.Group}, Resources: []string{q.Resource}}
	if q.Subresource != "" {
		rule.Resources[0] += "/" + q.Subresource
	}
	if q.Name != "" {
		rule.ResourceNames = []string{q.Name}
	}
	return q, rule
}

func someOf(r *rand.Rand, list []string) []string {
	var out []string
	for range 1 + r.IntN(2) {
		out = append(out, list[r.IntN(len(list))])
	}
	return out
}
