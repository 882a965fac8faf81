package kubernetes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
)

func TestAWSAuth(t *testing.T) {
	u := readUnit(t, `
apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    # the nodes

    - rolearn: arn:aws:iam::111122223333:role/nodes
      username: system:node:{{EC2PrivateDNSName}}
      groups: [system:bootstrappers, system:nodes]
    - {rolearn: '${ADMIN}', username: "admin", groups: ["{{ .Values.group }}", ops]}
  mapUsers: '[{"userarn": "arn:aws:iam::111122223333:user/ann", "username": "ann", "groups": ["system:masters"]}]'
  mapAccounts: |-
    - "111122223333"
    - 444455556666
`)
	a := u.Model.AWSAuths[0]
	if diff := cmp.Diff([]*model.AWSAuthMapping{
		{
			Kind: "role", ARN: "arn:aws:iam::111122223333:role/nodes", Username: "system:node:{{EC2PrivateDNSName}}",
			Groups: []string{"system:bootstrappers", "system:nodes"},
		},
		{
			Node: model.Node{Unknown: map[string]model.Reason{"arn": model.TemplateValue, "groups": model.TemplateValue}},
			Kind: "role", Index: 1, Template: "${ADMIN}", Username: "admin", Groups: []string{"ops"},
		},
		{Kind: "user", ARN: "arn:aws:iam::111122223333:user/ann", Username: "ann", Groups: []string{"system:masters"}},
	}, a.Mappings, only); diff != "" {
		t.Errorf("mappings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"111122223333", "444455556666"}, a.MapAccounts); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	role, filled := a.Mappings[0], a.Mappings[1]
	for _, field := range []string{"arn", "groups"} {
		if got := filled.Why(field); got != model.TemplateValue {
			t.Errorf("%s is unknown because of %q, want a template", field, got)
		}
	}
	for _, test := range []struct {
		ref         model.Ref
		field, want string
	}{
		{role.Ref, "", "rolearn: arn:aws:iam::111122223333:role/nodes"},
		{role.Ref, "arn", "arn:aws:iam::111122223333:role/nodes"},
		{role.Ref, "username", "system:node:{{EC2PrivateDNSName}}"},
		{role.Ref, "groups.1", "system:nodes"},
		{filled.Ref, "username", `"admin"`},
		{filled.Ref, "groups.1", "ops"},
		{
			a.Mappings[2].Ref, "groups.0",
			`'[{"userarn": "arn:aws:iam::111122223333:user/ann", "username": "ann", "groups": ["system:masters"]}]'`,
		},
		{a.Ref, "map_accounts", "mapAccounts"},
	} {
		if diff := cmp.Diff(test.want, u.at(test.ref, test.field)); diff != "" {
			t.Errorf("place of %q (-want +got):\n%s", test.field, diff)
		}
	}
}

func TestAWSAuthThatEKSCannotRead(t *testing.T) {
	tests := []struct {
		name, data string
		want       []*model.AWSAuthError
		unknown    map[string]model.Reason
	}{
		{"a mapping", "mapRoles: 'a: b'", []*model.AWSAuthError{{Key: "mapRoles", Message: "a list is expected, and this is a mapping"}}, nil},
		{"a list of texts", "mapUsers: '[a]'", []*model.AWSAuthError{{Key: "mapUsers", Message: "a mapping is expected in the list, and this is a string"}}, nil},
		{"nothing", "mapRoles: ''", nil, nil},
		{"a template", "mapRoles: '{{ toYaml .Values.roles }}'", nil, map[string]model.Reason{"data.mapRoles": model.TemplateValue}},
		{"a variable", "mapRoles: ${ROLES}", nil, map[string]model.Reason{"data.mapRoles": model.TemplateValue}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := readUnit(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n  "+test.data+"\n").Model.AWSAuths[0]
			if diff := cmp.Diff(test.want, a.Errors); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.unknown, a.Unknown); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("no YAML", func(t *testing.T) {
		a := readUnit(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n  mapRoles: '[a'\n").Model.AWSAuths[0]
		if len(a.Errors) != 1 || a.Errors[0].Message == "" {
			t.Errorf("errors %v, want one", a.Errors)
		}
	})
}

func TestOtherConfigMapsAreNoAWSAuth(t *testing.T) {
	for _, metadata := range []string{"{name: aws-auth, namespace: default}", "{name: auth, namespace: kube-system}"} {
		if got := readUnit(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: "+metadata+"\ndata: {mapAccounts: '[\"1\"]'}\n").Model.AWSAuths; len(got) > 0 {
			t.Errorf("%s is taken for aws-auth", metadata)
		}
	}
	left := readUnit(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth}\ndata: {mapAccounts: '[\"1\"]'}\n").Model.AWSAuths
	if len(left) != 1 || left[0].Why("namespace") != model.NamespaceLeftOut {
		t.Errorf("an aws-auth without a namespace is read as %v", left)
	}
}

func TestPlacesInAWSAuth(t *testing.T) {
	const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata:\n"
	tests := []struct{ name, text, want string }{
		{"line ends of Windows", strings.ReplaceAll(head+"  mapRoles: |\n\n    - rolearn: a\n      username: b\n", "\n", "\r\n"), "b"},
		{"no end of the last line", head + "  mapRoles: |\n    - username: |\n        b", "username"},
		{"an indicator", head + "  mapRoles: |2-\n    - username: b\n", "b"},
		{"a folded block", head + "  mapRoles: >\n    [{username: b}]\n", "mapRoles"},
		{"a quoted text", head + "  mapRoles: \"- username: b\\n\"\n", `"- username: b\n"`},
		{"an alias", strings.Replace(head, "\ndata:", "\nx: &x \"- username: b\"\ndata:", 1) + "  mapRoles: *x\n", `"- username: b"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u := readUnit(t, test.text)
			if len(u.Model.AWSAuths) != 1 || len(u.Model.AWSAuths[0].Mappings) != 1 {
				t.Fatalf("one mapping is expected, and this is %v", u.Model.AWSAuths)
			}
			if diff := cmp.Diff(test.want, u.at(u.Model.AWSAuths[0].Mappings[0].Ref, "username")); diff != "" {
				t.Errorf("place of the user name (-want +got):\n%s", diff)
			}
		})
	}
}
