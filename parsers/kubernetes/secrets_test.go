package kubernetes_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The keys of the tests are put together here, so that nobody takes them for real ones.
var (
	keyID     = "AKIA" + "QWERTYUIOPASDF23"
	secretKey = strings.Repeat("aB3/", 5) + "xY9+kL2mN4pQ6rS8tU0v"
	pemKey    = "-----BEGIN RSA PRIVATE" + " KEY-----\\nMIIEowIBAAKCAQEA" + strings.Repeat("Zm9vYmFy", 6)
)

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// TestSensitiveTexts says for each text that should be secret where it is and what of the
// file is shown for it; the model must not hold it.
func TestSensitiveTexts(t *testing.T) {
	tests := []struct {
		name, input string
		want        []string
		secret      string
	}{
		{
			"variable", "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: app, image: a, env: [{name: DB_PASSWORD, value: hunter2}, {name: MODE, value: fast}]}]}}",
			[]string{`env Pod/p app DB_PASSWORD: [credential] at spec.containers[0].env[0].value`},
			"hunter2",
		},
		{
			"variable of a custom kind", "{apiVersion: example.com/v1, kind: Job, metadata: {name: p}, spec: {run: {image: a, env: [{name: TOKEN, value: ghp_AbC123}]}}}",
			[]string{`env Job/p  TOKEN: [credential] at spec.run.env[0].value`},
			"ghp_AbC123",
		},
		{
			"argument", "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: app, image: a, args: [x, 'postgres://u:hunter2@db/x']}]}}",
			[]string{`field Pod/p  spec.containers.0.args.1: [url-password] at spec.containers[0].args[1]`},
			"hunter2",
		},
		{
			"config map", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {db.password: hunter2, app.properties: \"a=1\\ntoken=ghp_AbC123\\n\", notes: 'password=hunter2'}}",
			[]string{`config-map ConfigMap/c  db.password: [credential] at data["db.password"]`, `config-map ConfigMap/c  app.properties (token): [credential] at data["app.properties"]`},
			"ghp_AbC123",
		},
		{
			"secret", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {user: app, password: hunter2}, data: {key.pem: " + encoded(strings.ReplaceAll(pemKey, `\n`, "\n")) + "}}",
			[]string{`secret Secret/s  password: [credential] at stringData.password`, `secret Secret/s  key.pem: [private-key] at data["key.pem"]`},
			"hunter2",
		},
		{
			"secret without a telling name", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: 7gT2kLp9QxZ4vB8nM3wR, b: fine}}",
			[]string{`secret Secret/s  a: [high-entropy] at stringData.a`},
			"7gT2kLp9QxZ4vB8nM3wR",
		},
		{
			"secret with anything", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: fine, b: fine}}",
			[]string{`secret Secret/s  a: [content] at stringData.a`},
			"fine",
		},
		{"empty secret", "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: ''}}", nil, "hunter2"},
		{"certificates", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {ca.crt: 7gT2kLp9QxZ4vB8nM3wR, tls.crt: 7gT2kLp9QxZ4vB8nM3wR}}", nil, "7gT2kLp9QxZ4vB8nM3wR"},
		{"release of Helm", "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: helm.sh/release.v1, stringData: {password: hunter2}}", nil, "hunter2"},
		{"token", "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: kubernetes.io/service-account-token, stringData: {token: hunter2X}}", nil, "hunter2X"},
		{"encrypted by SOPS", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: hunter2}, sops: {version: 3}}", nil, "hunter2"},
		{"sealed", "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: s}, spec: {encryptedData: {password: AgBy3i4OJSWK}}}", nil, "AgBy3i4OJSWK"},
		{"template", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: '${PASSWORD}'}}", nil, "hunter2"},
		{"definition", "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: d}, spec: {description: 'such as https://u:hunter2@h'}}", nil, "hunter2"},
		{
			"both keys", "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {access: " + keyID + ", other: " + secretKey + "}}",
			[]string{`secret Secret/s  access: [aws-access-key-id] at stringData.access`, `secret Secret/s  other: [aws-secret-access-key] at stringData.other`},
			secretKey,
		},
		{
			"both keys in variables", "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: app, image: a, env: [{name: A, value: " + keyID + "}, {name: B, value: " + secretKey + "}]}]}}",
			[]string{
				`env Pod/p app A: [aws-access-key-id] at spec.containers[0].env[0].value`,
				`env Pod/p app B: [aws-secret-access-key] at spec.containers[0].env[1].value`,
			},
			secretKey,
		},
		{
			"placeholder", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {password: changeme}}",
			[]string{`config-map ConfigMap/c  password: [placeholder] at data.password`},
			"hunter2",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u := readUnit(t, test.input)
			var got []string
			for _, s := range u.Model.SensitiveTexts {
				name := s.Entry
				if s.Within != "" {
					name += " (" + s.Within + ")"
				}
				place, _ := u.Anchors.Locate(s.Ref, nil)
				got = append(got, fmt.Sprintf("%s %s/%s %s %s: %v at %s", s.Source, s.Kind, s.Name, s.Container, name, s.Signs, place.Field))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
			if seen, err := json.Marshal(u.Model); err != nil || strings.Contains(string(seen), test.secret) {
				t.Errorf("the model holds the secret, or is none: %v\n%s", err, seen)
			}
		})
	}
}
