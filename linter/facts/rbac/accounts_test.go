package rbac_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/parsers/model"
)

func account(name, namespace string) string {
	return "---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: " + name + ", namespace: " + namespace + "}}\n"
}

func TestNamespacesOfWhichPermissionsAreGiven(t *testing.T) {
	tests := []struct {
		name, input string
		want        bool
		reason      string
	}{
		{"nothing", "", false, "no role and no binding"},
		{"role", role("r", "shop", "get core pods"), true, "a role of the namespace"},
		{"binding", bind("shop", "ClusterRole/view", "User/jane"), true, "a binding of the namespace"},
		{"elsewhere", role("r", "bank", "get core pods") + bind("bank", "Role/r", "User/jane"), false, "another namespace"},
		{"cluster role", role("r", "", "get core pods"), false, "it says nothing of a namespace"},
		{"cluster binding of a user", bind("", "ClusterRole/view", "User/jane"), false, "it says nothing of a namespace"},
		{"cluster binding of a neighbour", bind("", "ClusterRole/view", "ServiceAccount/shop/other"), true, "an account of the namespace"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := factstest.Read(t, account("app", "shop")+test.input)
			rbac.Compute(m)
			for _, p := range m.Principals {
				if p.Name == "app" && p.NamespaceHasRBAC != test.want {
					t.Errorf("NamespaceHasRBAC is %v: %s", p.NamespaceHasRBAC, test.reason)
				}
			}
		})
	}
}

func TestBindingsThatNameAnAccount(t *testing.T) {
	tests := []struct {
		name, input string
		want        bool
	}{
		{"nobody", "", false},
		{"the account", bind("bank", "ClusterRole/view", "ServiceAccount/shop/app"), true},
		{"the accounts of its namespace", bind("shop", "ClusterRole/view", "Group/system:serviceaccounts:shop"), true},
		{"those of another one", bind("shop", "ClusterRole/view", "Group/system:serviceaccounts:bank"), false},
		{"everyone", bind("shop", "ClusterRole/view", "Group/system:authenticated"), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := factstest.Read(t, account("app", "shop")+test.input)
			rbac.Compute(m)
			for _, p := range m.Principals {
				if p.Name == "app" && p.BoundByName != test.want {
					t.Errorf("BoundByName is %v", p.BoundByName)
				}
			}
		})
	}
}

func TestAccountsAndTheirTokens(t *testing.T) {
	secret := func(name, of string) string {
		return "---\n{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: " + name +
			", namespace: shop, annotations: {kubernetes.io/service-account.name: " + of + "}}}\n"
	}
	m := factstest.Read(t, account("app", "shop")+secret("app-token", "app")+secret("lost", "nobody"))
	rbac.Compute(m)
	p := m.Principals[0]
	if diff := cmp.Diff(m.ServiceAccounts[0], p.Account); diff != "" {
		t.Errorf("the object of the account (-want +got):\n%s", diff)
	}
	var none *model.Principal
	if m.Secrets[0].Principal != p || m.Secrets[1].Principal != none {
		t.Errorf("the tokens belong to %v and %v", m.Secrets[0].Principal, m.Secrets[1].Principal)
	}
}
