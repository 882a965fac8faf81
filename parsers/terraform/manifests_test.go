package terraform_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/kubernetes"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/terraform"
	"github.com/ekslint/ekslint/parsers/tree"
)

const deploymentYAML = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: default
  labels: {app: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
    spec:
      hostNetwork: true
      hostPID: false
      serviceAccountName: web
      automountServiceAccountToken: false
      securityContext: {runAsUser: 1000, fsGroup: 2000, seccompProfile: {type: RuntimeDefault}}
      initContainers:
        - {name: init, image: "busybox:1"}
      containers:
        - name: app
          image: nginx:1.27
          ports:
            - {containerPort: 80, hostPort: 8080}
          securityContext:
            privileged: true
            runAsNonRoot: false
            capabilities: {add: [SYS_ADMIN], drop: [ALL]}
          livenessProbe: {httpGet: {path: /, port: 80}}
          volumeMounts:
            - {name: host, mountPath: /host, readOnly: true}
      volumes:
        - name: host
          hostPath: {path: /etc}
        - name: token
          secret: {secretName: token}
`

const deploymentTyped = `
resource "kubernetes_deployment_v1" "web" {
  metadata {
    name   = "web"
    labels = { app = "web" }
  }
  spec {
    replicas = 2
    selector {
      match_labels = { app = "web" }
    }
    template {
      metadata {
        labels = { app = "web" }
      }
      spec {
        host_network                    = true
        host_pid                        = false
        service_account_name            = "web"
        automount_service_account_token = false
        security_context {
          run_as_user = "1000"
          fs_group    = "2000"
          seccomp_profile {
            type = "RuntimeDefault"
          }
        }
        init_container {
          name  = "init"
          image = "busybox:1"
        }
        container {
          name  = "app"
          image = "nginx:1.27"
          port {
            container_port = 80
            host_port      = 8080
          }
          security_context {
            privileged      = true
            run_as_non_root = false
            capabilities {
              add  = ["SYS_ADMIN"]
              drop = ["ALL"]
            }
          }
          liveness_probe {
            http_get {
              path = "/"
              port = 80
            }
          }
          volume_mount {
            name       = "host"
            mount_path = "/host"
            read_only  = true
          }
        }
        volume {
          name = "host"
          host_path {
            path = "/etc"
          }
        }
        volume {
          name = "token"
          secret {
            secret_name = "token"
          }
        }
      }
    }
  }
}
`

// asJSON writes a model without what depends on the place.
func asJSON(t *testing.T, objects *kubernetes.Objects) string {
	t.Helper()
	data, err := json.Marshal(objects.Model)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	data, err = json.MarshalIndent(withoutRefs(v), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func withoutRefs(v any) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "ref")
		for key := range v {
			v[key] = withoutRefs(v[key])
		}
	case []any:
		for i := range v {
			v[i] = withoutRefs(v[i])
		}
	}
	return v
}

func evaluate(t *testing.T, files map[string]string) *terraform.Root {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return terraform.NewLoader(fsys).Evaluate(context.Background(), ".", terraform.Options{})
}

func TestManifestsAreTheObjectsOfYAML(t *testing.T) {
	file := source.NewFile("web.yaml", []byte(deploymentYAML))
	docs, problems := tree.Parse(file, tree.Limits{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := asJSON(t, kubernetes.Read(file, docs, nil, 0))
	tests := []struct {
		name, reason string
		files        map[string]string
		in           string
	}{
		{name: "typed", reason: "names and lists are translated", files: map[string]string{"main.tf": deploymentTyped}, in: "main.tf"},
		{name: "typed without version", reason: "the old name is the same", files: map[string]string{"main.tf": strings.Replace(deploymentTyped, "_v1", "", 1)}, in: "main.tf"},
		{
			name: "manifest from a file", reason: "places are those of the file", in: "web.yaml",
			files: map[string]string{"web.yaml": deploymentYAML, "main.tf": `resource "kubernetes_manifest" "w" { manifest = yamldecode(file("${path.module}/web.yaml")) }`},
		},
		{
			name: "manifest as a value", reason: "decoded from text", in: "main.tf",
			files: map[string]string{"main.tf": "resource \"kubernetes_manifest\" \"w\" { manifest = yamldecode(<<-EOT\n" + deploymentYAML + "EOT\n) }"},
		},
		{
			name: "kubectl_manifest", reason: "a heredoc", in: "main.tf",
			files: map[string]string{"main.tf": "resource \"kubectl_manifest\" \"w\" {\n  yaml_body = <<-EOT\n" + deploymentYAML + "EOT\n}"},
		},
		{
			name: "kubectl_manifest from a template", reason: "a known template", in: "main.tf",
			files: map[string]string{
				"web.tpl": strings.Replace(deploymentYAML, "name: web\n", "name: ${name}\n", 1),
				"main.tf": `resource "kubectl_manifest" "w" { yaml_body = templatefile("web.tpl", { name = "web" }) }`,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			manifests := evaluate(t, test.files).Manifests()
			if len(manifests) != 1 || len(manifests[0].Problems) > 0 {
				t.Fatalf("%d manifests", len(manifests))
			}
			m := manifests[0]
			if m.File.Path != test.in {
				t.Errorf("the object is placed in %s, want %s", m.File.Path, test.in)
			}
			objects := kubernetes.Read(m.File, m.Docs, nil, 0)
			for _, p := range objects.Problems {
				t.Errorf("problem: %s", p.Message)
			}
			if diff := cmp.Diff(want, asJSON(t, objects)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestManifestPlaces(t *testing.T) {
	root := evaluate(t, map[string]string{"main.tf": deploymentTyped + `
resource "kubernetes_manifest" "pod" {
  manifest = {
    apiVersion = "v1"
    kind       = "Pod"
    metadata   = { name = "p", namespace = var.ns }
    spec = {
      hostPID    = true
      containers = [{ name = "c", image = var.image, securityContext = { privileged = true } }]
    }
  }
}
variable "ns" {}
variable "image" {}
`})
	manifests := root.Manifests()
	at := func(m *terraform.Manifest, field string) string {
		objects := kubernetes.Read(m.File, m.Docs, nil, 0)
		place, ok := objects.Anchors.Locate(objects.Model.Workloads[0].Ref, strings.Split(field, "."))
		if !ok {
			t.Fatal("no such node")
		}
		return string(m.File.Data[place.Span.Start:place.Span.End])
	}
	tests := []struct{ name, reason, got, want string }{
		{"an argument", "of a typed resource", at(manifests[0], "host_network"), "true"},
		{"an item", "of an object", at(manifests[1], "host_pid"), "true"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("%s: %q, want %q", test.reason, test.got, test.want)
			}
		})
	}
	objects := kubernetes.Read(manifests[1].File, manifests[1].Docs, nil, 0)
	if why := objects.Model.Workloads[0].Why("namespace"); why != "template-value" {
		t.Errorf("an unknown namespace is %q", why)
	}
	if c := objects.Model.Containers[0]; c.Why("image") == "" || c.SecurityContext == nil || c.SecurityContext.Privileged == nil {
		t.Errorf("an unknown image hides the rest: %+v", c)
	}
}

func TestHelmRelease(t *testing.T) {
	root := evaluate(t, map[string]string{"main.tf": `
variable "v" {}
resource "helm_release" "r" {
  name       = "ctrl"
  chart      = "aws-load-balancer-controller"
  repository = "https://aws.github.io/eks-charts"
  values = [
    yamlencode({ hostNetwork = true, image = { tag = "a" }, region = var.v }),
    "image:\n  tag: b\nlist: [1]\n",
  ]
  set {
    name  = "replicas"
    value = 2
  }
  set_sensitive {
    name  = "password"
    value = "hunter2hunter2"
  }
}
`})
	release := root.Map(0).AWS.HelmReleases[0]
	var got []string
	for _, v := range release.Values {
		got = append(got, fmt.Sprintf("%s=%s (%s) %v", v.Path, v.Value, v.Place, v.Unknown))
	}
	want := []string{
		"hostNetwork=true (values) map[]", "image.tag=b (values) map[]", "region= (values) map[value:not-supported]",
		"list[0]=1 (values) map[]", "replicas=2 (set) map[]", "password= (set_sensitive) map[value:not-supported]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
}

func TestManifestsOfWhichNothingIsKnown(t *testing.T) {
	root := evaluate(t, map[string]string{"main.tf": `
variable "doc" {}
resource "kubernetes_manifest" "value" {
  manifest = yamldecode(var.doc)
}
resource "kubectl_manifest" "text" {
  yaml_body = var.doc
}
resource "kubectl_manifest" "part" {
  yaml_body = "{apiVersion: v1, kind: ConfigMap, metadata: {name: ${var.doc}}}"
}
`})
	var got []string
	for _, m := range root.Manifests() {
		said := ""
		for _, p := range m.Problems {
			said += p.Message
		}
		got = append(got, fmt.Sprintf("%s %t %s", m.Address, m.Unread, said))
	}
	want := []string{
		"kubectl_manifest.part false ",
		"kubectl_manifest.text true kubectl_manifest.text was not checked: what it applies is not known, but depends on var.doc",
		"kubernetes_manifest.value true kubernetes_manifest.value was not checked: what it applies is not known, but depends on var.doc",
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what nobody can judge is said (-want +got):\n%s", diff)
	}
}

func TestAttachmentsToIdentitiesElsewhere(t *testing.T) {
	root := evaluate(t, map[string]string{"main.tf": `resource "aws_iam_role" "here" {
  name               = "here"
  assume_role_policy = "{}"
}
resource "aws_iam_policy" "own" {
  policy = "{}"
}
resource "aws_iam_role_policy_attachment" "here" {
  role       = aws_iam_role.here.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role_policy_attachment" "elsewhere" {
  role       = "elsewhere"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_policy_attachment" "some" {
  name       = "some"
  roles      = [aws_iam_role.here.name, "elsewhere"]
  policy_arn = aws_iam_policy.own.arn
}
`})
	var got []string
	for _, a := range root.Map(0).AWS.OutsideAttachments {
		text := a.Address + " to " + strings.Join(a.Holders, ", ")
		for _, policy := range a.ManagedPolicies {
			text += ": " + policy.PolicyName
		}
		for _, policy := range a.Policies {
			text += ": " + policy.Address
		}
		got = append(got, text)
	}
	want := []string{
		"aws_iam_policy_attachment.some to elsewhere: aws_iam_policy.own",
		"aws_iam_role_policy_attachment.elsewhere to elsewhere: AdministratorAccess",
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attachments (-want +got):\n%s", diff)
	}
}
