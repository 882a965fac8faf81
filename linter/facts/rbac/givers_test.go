package rbac_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/parsers/model"
)

func TestGivenBy(t *testing.T) {
	aggregating := "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: sum}\n" +
		"aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: sum}}]}\nrules: []\n"
	part := "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: part, labels: {to: sum}}\n" +
		"rules: [{verbs: [get], apiGroups: [''], resources: [secrets]}]\n"
	injected := "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: part, labels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}}\n" +
		"rules: [{verbs: [get], apiGroups: [''], resources: [secrets]}]\n"
	tests := []struct {
		reason, text string
		want         map[string][]string
	}{
		{"its own binding", role("r", "", "get core pods") + bind("a", "ClusterRole/r", "User/u"), map[string][]string{"r": {"bind-r"}}},
		{"nobody has it", role("r", "", "get core pods"), map[string][]string{"r": nil}},
		{"by a role that takes its rules", aggregating + part + bind("", "ClusterRole/sum", "User/u"), map[string][]string{"sum": nil, "part": {"bind-sum"}}},
		{"not by one that every cluster has", injected + bind("", "ClusterRole/view", "User/u"), map[string][]string{"part": nil}},
		{
			"one of two that are the same object", role("r", "", "get core pods") + bind("", "ClusterRole/r", "User/u") + bind("", "ClusterRole/r", "User/u"),
			map[string][]string{"r": {"bind-r"}},
		},
		{
			"both of two namespaces", role("r", "", "get core pods") + bind("a", "ClusterRole/r", "User/u") + bind("b", "ClusterRole/r", "User/u"),
			map[string][]string{"r": {"bind-r", "bind-r"}},
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got := map[string][]string{}
			m := factstest.Read(t, test.text)
			rbac.Compute(m)
			for _, role := range m.Roles {
				got[role.Name] = nil
				for _, b := range role.GivenBy {
					got[role.Name] = append(got[role.Name], b.Name)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("given by (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMayGrant(t *testing.T) {
	tests := []struct {
		rule string
		want []string
	}{
		{"{verbs: [get], apiGroups: [''], resources: [secrets]}", nil},
		{"{verbs: ['${VERB}'], apiGroups: [''], resources: [secrets]}", []string{model.GrantSecretsCreate, model.GrantSecretsRead}},
		{"{verbs: [get, '${VERB}'], apiGroups: [''], resources: [secrets]}", []string{model.GrantSecretsCreate}},
		{"{verbs: [bind], apiGroups: ['${GROUP}'], resources: [roles, pods]}", []string{model.GrantBind}},
		{"{verbs: [create], apiGroups: [''], resources: [secrets], resourceNames: '${NAMES}'}", nil},
		{"{verbs: [create], apiGroups: [''], resources: [secrets], resourceNames: ['${NAME}', a]}", nil},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			m := factstest.Read(t, "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: ["+test.rule+"]\n")
			rbac.Compute(m)
			if diff := cmp.Diff(test.want, m.Roles[0].Rules[0].MayGrant); diff != "" {
				t.Errorf("may grant (-want +got):\n%s", diff)
			}
		})
	}
}
