package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestIdentityObjects(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: ServiceAccount
metadata: {name: a, namespace: shop}
automountServiceAccountToken: false
secrets: [{name: a-token}, {name: '${S}'}]
---
apiVersion: v1
kind: Secret
metadata:
  name: a-token
  namespace: shop
  annotations: {kubernetes.io/service-account.name: a}
type: kubernetes.io/service-account-token
---
apiVersion: v1
kind: Secret
metadata: {name: b, namespace: shop, annotations: {kubernetes.io/service-account.name: '${A}'}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop}
spec:
  automountServiceAccountToken: true
  volumes:
    - name: tokens
      projected:
        sources:
          - configMap: {name: c}
          - serviceAccountToken: {audience: vault, expirationSeconds: 86401, path: t}
          - serviceAccountToken: {path: u}
  containers: [{name: a}]
`)
	yes, no, seconds := true, false, int64(86401)
	a := u.Model.ServiceAccounts[0]
	if diff := cmp.Diff(&model.ServiceAccount{AutomountServiceAccountToken: &no, Secrets: []string{"a-token"}}, a, only); diff != "" {
		t.Errorf("service account (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]model.Reason{"secrets.name": model.TemplateValue}, a.Unknown); diff != "" {
		t.Errorf("unknown of the service account (-want +got):\n%s", diff)
	}
	want := []*model.Secret{{Type: "kubernetes.io/service-account-token", ServiceAccountName: "a"}, {}}
	if diff := cmp.Diff(want, u.Model.Secrets, only); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	if got := u.Model.Secrets[1].Why("service_account_name"); got != model.TemplateValue {
		t.Errorf("the owner of a token is unknown because of %q, want a template", got)
	}
	pod := u.Model.Workloads[0]
	if diff := cmp.Diff(&yes, pod.AutomountServiceAccountToken); diff != "" {
		t.Errorf("automount of the pod (-want +got):\n%s", diff)
	}
	tokens := []*model.ServiceAccountToken{{Audience: "vault", ExpirationSeconds: &seconds}, {}}
	if diff := cmp.Diff(tokens, u.Model.Volumes[0].ServiceAccountTokens, only); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
	for field, text := range map[string]string{
		"automount_service_account_token": "false", "secrets.0.name": "a-token",
	} {
		if diff := cmp.Diff(text, u.at(a.Ref, field)); diff != "" {
			t.Errorf("place of %q (-want +got):\n%s", field, diff)
		}
	}
	if diff := cmp.Diff("kubernetes.io/service-account-token", u.at(u.Model.Secrets[0].Ref, "type")); diff != "" {
		t.Errorf("place of the type (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("86401", u.at(u.Model.Volumes[0].ServiceAccountTokens[0].Ref, "expiration_seconds")); diff != "" {
		t.Errorf("place of the lifetime of a token (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("true", u.at(pod.Ref, "automount_service_account_token")); diff != "" {
		t.Errorf("place of automount (-want +got):\n%s", diff)
	}
}
