package kubelet_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/kubelet"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

const script = "#!/bin/bash\n# --anonymous-auth=true\n/etc/eks/bootstrap.sh cluster --kubelet-extra-args '--node-labels=a=b \\\n --read-only-port=10255 --anonymous-auth=true'\n"

const message = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BOUNDARY"

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      readOnlyPort: 10255
    flags:
      - --authorization-mode=AlwaysAllow

--BOUNDARY
Content-Type: text/x-shellscript

#!/bin/bash
kubelet --event-qps -1
--BOUNDARY--
`

const toml = "[settings.kubernetes]\n\"event-qps\" = 2\nseccomp-default = false # no\n[settings.kernel]\nread-only-port = 1\n"

func TestUserData(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(script)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	fromScript := []string{"readOnlyPort=10255", "authentication.anonymous.enabled=true"}
	tests := []struct {
		name, text string
		want       []string
		reason     string
	}{
		{"script", script, fromScript, "comments do not count, and lines may go on"},
		{"base64", base64.StdEncoding.EncodeToString([]byte(script)), fromScript, "as EC2 takes it"},
		{"compressed", base64.StdEncoding.EncodeToString(zipped.Bytes()), fromScript, "as cloud-init takes it"},
		{"message", message, []string{"readOnlyPort=10255", "authorization.mode=AlwaysAllow", "eventRecordQPS=-1"}, "all parts count"},
		{"Bottlerocket", toml, []string{"eventRecordQPS=2", "seccompDefault=false"}, "only the section of Kubernetes"},
		{"gates", "kubelet --feature-gates=A=true,RotateKubeletServerCertificate=false", []string{"featureGates.RotateKubeletServerCertificate=false"}, "one of several"},
		{"switch", "kubelet --anonymous-auth --client-ca-file= --x", []string{"authentication.anonymous.enabled=true", "authentication.x509.clientCAFile="}, "a switch is on, and a path empty"},
		{"variable", "kubelet --read-only-port=$PORT", nil, "not known"},
		{"nothing", "#!/bin/bash\necho hello\n", nil, "no settings"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range kubelet.UserData(test.text) {
				got = append(got, s.Name+"="+s.Value)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	docs, _ := tree.Parse(source.NewFile("x.yaml", []byte("authentication: {anonymous: {enabled: true}}\nreadOnlyPort: 0\nclusterDNS: [a]\n")), tree.Limits{})
	want := []kubelet.Setting{
		{Name: "authentication.anonymous.enabled", Value: "true", Path: []string{"authentication", "anonymous", "enabled"}},
		{Name: "readOnlyPort", Value: "0", Path: []string{"readOnlyPort"}},
	}
	if diff := cmp.Diff(want, kubelet.Config(docs[0].Root)); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}
