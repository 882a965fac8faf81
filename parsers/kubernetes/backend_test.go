package kubernetes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestAWSBackends(t *testing.T) {
	u := readUnit(t, `
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: ambient}
spec: {acme: {solvers: [{http01: {ingress: {}}}, {dns01: {route53: {region: eu-central-1}}}]}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: keys, namespace: shop}
spec: {acme: {solvers: [{dns01: {route53: {accessKeyIDSecretRef: {name: a}}}}]}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: both, namespace: shop}
spec: {acme: {solvers: [{dns01: {route53: {auth: {kubernetes: {}}}}}, {dns01: {route53: {role: r}}}]}}
---
{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: ca}, spec: {ca: {secretName: ca}}}
---
{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: odd}, spec: {acme: {solvers: none}}}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: ambient}
spec: {provider: {aws: {service: SecretsManager}}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: account, namespace: shop}
spec: {provider: {aws: {service: SecretsManager, auth: {jwt: {serviceAccountRef: {name: a}}}}}}
---
{apiVersion: external-secrets.io/v1, kind: SecretStore, metadata: {name: vault}, spec: {provider: {vault: {}}}}
`)
	want := []*model.AWSBackend{
		{Object: model.Object{Name: "ambient"}, Controller: "cert-manager"},
		{Object: model.Object{Name: "keys", Namespace: "shop"}, Controller: "cert-manager", NamesCredentials: true},
		{Object: model.Object{Name: "both", Namespace: "shop"}, Controller: "cert-manager"},
		{Object: model.Object{Name: "ambient"}, Controller: "external-secrets"},
		{Object: model.Object{Name: "account", Namespace: "shop"}, Controller: "external-secrets", NamesCredentials: true},
	}
	ignored := cmpopts.IgnoreFields(model.Object{}, "Node", "APIVersion", "Kind", "Bundle")
	if diff := cmp.Diff(want, u.Model.AWSBackends, ignored); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
}
