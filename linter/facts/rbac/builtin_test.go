package rbac

import (
	"strings"
	"testing"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestBuiltinIsWhole(t *testing.T) {
	p := builtin()
	known := map[string]bool{}
	for _, role := range p.roles {
		known[role.Kind+"/"+role.Namespace+"/"+role.Name] = true
		if len(role.Rules) == 0 && len(role.AggregationSelectors) == 0 {
			t.Errorf("%s allows nothing", role.Name)
		}
		for _, rule := range role.Rules {
			if len(rule.Verbs) == 0 || len(rule.Resources)+len(rule.NonResourceURLs) == 0 {
				t.Errorf("a rule of %s is empty: %+v", role.Name, rule)
			}
		}
	}
	for _, b := range p.bindings {
		if b.RoleKind == "" || !known[b.RoleKind+"/"+b.Namespace+"/"+b.RoleName] && !known[b.RoleKind+"//"+b.RoleName] {
			t.Errorf("%s binds %s %q, which is not there", b.Name, b.RoleKind, b.RoleName)
		}
		for _, s := range b.Subjects {
			if s.Kind == "" || s.Name == "" || (s.Kind == ServiceAccount) != (s.Namespace != "") {
				t.Errorf("%s has a subject that is not whole: %+v", b.Name, s)
			}
		}
	}
	a := New(&model.Model{})
	for _, name := range []string{"admin", "edit", "view", "cluster-admin", "system:node"} {
		if len(a.roles.union(a.roles.byName[name]).rules) == 0 {
			t.Errorf("%s allows nothing after aggregation", name)
		}
	}
}

func TestParsePolicyRefuses(t *testing.T) {
	for _, text := range []string{
		"clusterrole", "clusterrole a\n  get core", "clusterrolebinding a", "thing a b", "rolebinding a/b",
	} {
		if _, err := parsePolicy(text); err == nil {
			t.Errorf("%q is taken", text)
		} else if !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("the error names no line: %v", err)
		}
	}
}

func BenchmarkCompute(b *testing.B) {
	for b.Loop() {
		Compute(&model.Model{Roles: []*model.Role{{
			Object: model.Object{Kind: "ClusterRole", Name: "r"},
			Rules:  []*model.PolicyRule{{Verbs: []string{"get"}, APIGroups: []string{""}, Resources: []string{"pods"}}},
		}}, RoleBindings: []*model.RoleBinding{{
			Object:   model.Object{Kind: "ClusterRoleBinding", Name: "b"},
			RoleKind: "ClusterRole", RoleName: "r", Subjects: []*model.Subject{{Kind: User, Name: "u"}},
		}}})
	}
}
