package kubernetes

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/source"
	"github.com/ekslint/ekslint/parsers/tree"
)

// readText reads a text that must be valid YAML; its problems have their lines.
func readText(t *testing.T, text string) (objects *Objects, problems []string) {
	t.Helper()
	file := source.NewFile("x.yaml", []byte(text))
	docs, syntax := tree.Parse(file, tree.Limits{})
	if len(syntax) > 0 {
		t.Fatal(syntax)
	}
	objects = Read(file, docs, nil, 0)
	for _, p := range objects.Problems {
		at := file.Position(p.Span.Start)
		problems = append(problems, fmt.Sprintf("%d:%d: %s", at.Line, at.Column, p.Message))
	}
	return objects, problems
}

// workloadNames are the kinds, names and containers of the workloads.
func workloadNames(m *model.Model) (names []string) {
	for _, w := range m.Workloads {
		name := w.Kind + "/" + w.Name + ":"
		for _, c := range w.Containers {
			name += " " + c.Type + " " + c.Name
			if c.Image != nil {
				name += "=" + c.Image.Reference
			}
		}
		names = append(names, name)
	}
	return names
}

// TestPodBearingKinds reads every kind of Kubernetes that runs pods, in every group that
// it ever was in, and custom kinds as their projects document them.
func TestPodBearingKinds(t *testing.T) {
	const spec = "{containers: [{name: a, image: i}]}"
	tests := []struct{ name, text, want string }{
		{"Pod", "apiVersion: v1\nkind: Pod\nspec: " + spec, "Pod/: main a=i"},
		{"PodTemplate", "apiVersion: v1\nkind: PodTemplate\ntemplate: {spec: " + spec + "}", "PodTemplate/: main a=i"},
		{"ReplicationController", "apiVersion: v1\nkind: ReplicationController\nspec: {template: {spec: " + spec + "}}", "ReplicationController/: main a=i"},
		{"Deployment", "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: " + spec + "}}", "Deployment/: main a=i"},
		{"Deployment of apps/v1beta2", "apiVersion: apps/v1beta2\nkind: Deployment\nspec: {template: {spec: " + spec + "}}", "Deployment/: main a=i"},
		{"Deployment of extensions/v1beta1", "apiVersion: extensions/v1beta1\nkind: Deployment\nspec: {template: {spec: " + spec + "}}", "Deployment/: main a=i"},
		{"ReplicaSet", "apiVersion: apps/v1\nkind: ReplicaSet\nspec: {template: {spec: " + spec + "}}", "ReplicaSet/: main a=i"},
		{"StatefulSet", "apiVersion: apps/v1\nkind: StatefulSet\nspec: {template: {spec: " + spec + "}}", "StatefulSet/: main a=i"},
		{"DaemonSet", "apiVersion: extensions/v1beta1\nkind: DaemonSet\nspec: {template: {spec: " + spec + "}}", "DaemonSet/: main a=i"},
		{"Job", "apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: " + spec + "}}", "Job/: main a=i"},
		{"CronJob", "apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: " + spec + "}}}}", "CronJob/: main a=i"},
		{"CronJob of batch/v1beta1", "apiVersion: batch/v1beta1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: " + spec + "}}}}", "CronJob/: main a=i"},
		{
			"the types of containers", "apiVersion: v1\nkind: Pod\nspec: {initContainers: [{name: a}, {name: b, restartPolicy: Always}], containers: [{name: c}], ephemeralContainers: [{name: d}]}",
			"Pod/: init a sidecar b main c ephemeral d",
		},

		{"elements of a patch that are no containers", "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{$patch: replace}, {name: b, $patch: delete}, {name: a, image: i}]}}}", "Deployment/: main a=i"},

		{"Argo Rollout", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: " + spec + "}}", "Rollout/: main a=i"},
		{"Argo Rollout of a Deployment", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {workloadRef: {kind: Deployment, name: x}}", ""},
		{"Argo AnalysisTemplate with a job", "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec: {metrics: [{provider: {job: {spec: {template: {spec: " + spec + "}}}}}]}", "AnalysisTemplate/: main a=i"},
		{"Argo Application", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {valuesObject: {x: {spec: " + spec + "}}}}}", ""},
		{"Argo Workflow", "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{container: {image: i}}, {steps: []}, {script: {image: j}, sidecars: [{name: b, image: k}]}]}", "Workflow/: main =i|Workflow/: main =j main b=k"},
		{"Knative Service", "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {spec: {containers: [{image: i}]}}}", "Service/: main =i"},
		{"Knative Revision", "apiVersion: serving.knative.dev/v1\nkind: Revision\nspec: {containers: [{image: i}]}", "Revision/: main =i"},
		{"KEDA ScaledJob", "apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nspec: {jobTargetRef: {template: {spec: " + spec + "}}}", "ScaledJob/: main a=i"},
		{"Kubeflow PyTorchJob", "apiVersion: kubeflow.org/v1\nkind: PyTorchJob\nspec: {pytorchReplicaSpecs: {Master: {template: {spec: " + spec + "}}, Worker: {template: {spec: " + spec + "}}}}", "PyTorchJob/: main a=i|PyTorchJob/: main a=i"},
		{"KServe InferenceService", "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nspec: {predictor: {containers: [{name: p, image: i}]}, transformer: {containers: [{name: t, image: j}]}}", "InferenceService/: main p=i|InferenceService/: main t=j"},
		{"KServe InferenceService with a model", "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nspec: {predictor: {model: {storageUri: s3://x}}}", ""},
		{"KServe LLMInferenceService", "apiVersion: serving.kserve.io/v1alpha1\nkind: LLMInferenceService\nspec: {template: {containers: [{name: p, image: i}]}, prefill: {template: {containers: [{name: q, image: j}]}}}", "LLMInferenceService/: main p=i|LLMInferenceService/: main q=j"},
		{"KServe ServingRuntime", "apiVersion: serving.kserve.io/v1alpha1\nkind: ClusterServingRuntime\nspec: {containers: [{name: k, image: i}]}", "ClusterServingRuntime/: main k=i"},
		{"SidecarSet of OpenKruise", "apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nspec: {containers: [{name: s, image: i}]}", "SidecarSet/: main s=i"},
		{"JobSet", "apiVersion: jobset.x-k8s.io/v1alpha2\nkind: JobSet\nspec: {replicatedJobs: [{template: {spec: {template: {spec: " + spec + "}}}}]}", "JobSet/: main a=i"},
		{"LeaderWorkerSet", "apiVersion: leaderworkerset.x-k8s.io/v1\nkind: LeaderWorkerSet\nspec: {leaderWorkerTemplate: {leaderTemplate: {spec: " + spec + "}, workerTemplate: {spec: " + spec + "}}}", "LeaderWorkerSet/: main a=i|LeaderWorkerSet/: main a=i"},
		{"RayCluster", "apiVersion: ray.io/v1\nkind: RayCluster\nspec: {headGroupSpec: {template: {spec: " + spec + "}}}", "RayCluster/: main a=i"},
		{"OpenShift DeploymentConfig", "apiVersion: apps.openshift.io/v1\nkind: DeploymentConfig\nspec: {template: {spec: " + spec + "}}", "DeploymentConfig/: main a=i"},
		{"Agones Fleet", "apiVersion: agones.dev/v1\nkind: Fleet\nspec: {template: {spec: {template: {spec: " + spec + "}}}}", "Fleet/: main a=i"},
		{"Elasticsearch of ECK", "apiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\nspec: {nodeSets: [{podTemplate: {spec: {containers: [{name: elasticsearch}]}}}]}", "Elasticsearch/: main elasticsearch"},
		{"an object of Crossplane", "apiVersion: kubernetes.crossplane.io/v1alpha2\nkind: Object\nspec: {forProvider: {manifest: {kind: Deployment, spec: {template: {spec: " + spec + "}}}}}", "Object/: main a=i"},

		{"Prometheus, whose containers are a patch", "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {containers: [{name: prometheus, image: i}]}", ""},
		{"SparkApplication", "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec: {driver: {image: i, securityContext: {}}}", ""},
		{"Tekton Task, whose steps are no pod template", "apiVersion: tekton.dev/v1\nkind: Task\nspec: {steps: [{image: i}], podTemplate: {hostNetwork: true}}", ""},
		{"Karpenter NodePool", "apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: {template: {spec: {requirements: []}}}", ""},
		{"SealedSecret", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec: {template: {metadata: {name: a}}}", ""},
		{"cert-manager Issuer with a pod template", "apiVersion: cert-manager.io/v1\nkind: Issuer\nspec: {acme: {solvers: [{http01: {ingress: {podTemplate: {spec: {nodeSelector: {a: b}}}}}}]}}", ""},
		{"Kyverno policy with a pattern", "apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: {rules: [{validate: {pattern: {spec: {containers: [{name: '*'}]}}}}]}", ""},
		{"Flux HelmRelease", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {x: {spec: " + spec + "}}}", ""},
		{"CustomResourceDefinition", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {x: {spec: " + spec + "}}", ""},
		{"a status", "apiVersion: example.com/v1\nkind: X\nstatus: {template: {spec: " + spec + "}}", ""},
		{"a list of containers that is something else", "apiVersion: example.com/v1\nkind: X\nspec: {blob: {spec: {containers: [a, b]}}}", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects, problems := readText(t, test.text)
			if diff := cmp.Diff(test.want, strings.Join(workloadNames(&objects.Model), "|")); diff != "" {
				t.Errorf("workloads (-want +got):\n%s", diff)
			}
			if len(problems) > 0 || objects.Count != 1 {
				t.Errorf("%d objects, problems %v", objects.Count, problems)
			}
		})
	}
}

func TestObjects(t *testing.T) {
	const pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}"
	tests := []struct {
		name, text   string
		count, other int
		workloads    []string
		problems     []string
	}{
		{name: "List", text: "apiVersion: v1\nkind: List\nitems: [" + pod + ", " + pod + "]", count: 2, workloads: []string{"Pod/a: main c=i", "Pod/a: main c=i"}},
		{name: "a List in a List", text: "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: [" + pod + "]}]", count: 1, workloads: []string{"Pod/a: main c=i"}},
		{name: "typed list", text: "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: b}\n  spec: {containers: [{name: c}]}", count: 1, workloads: []string{"Pod/b: main c"}},
		{name: "typed list of a group", text: "apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- spec: {template: {spec: {containers: [{name: c}]}}}", count: 1, workloads: []string{"Deployment/: main c"}},
		{name: "empty lists", text: "apiVersion: v1\nkind: List\nitems: []\n---\napiVersion: v1\nkind: List\nitems:\n"},
		{name: "items that are no list", text: "apiVersion: v1\nkind: List\nitems: {a: b}", problems: []string{"3:8: List: items must be a list, and this is a mapping"}},
		{name: "an item that is no object", text: "apiVersion: v1\nkind: List\nitems: [a]", problems: []string{`3:9: List: items[0] must be an object, and this is a string, "a"`}},
		{name: "an item without a kind", text: "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  x: y", problems: []string{"4:3: List: items[0] lacks apiVersion or kind; the API server needs both"}},
		{name: "a custom kind that ends in List", text: "apiVersion: example.com/v1\nkind: AllowList\nspec: {items: [a]}", count: 1},

		{name: "no kind, and metadata", text: "apiVersion: v1\nmetadata: {name: a}", other: 0, problems: []string{"1:1: this object has metadata and apiVersion but no kind; the API server needs both"}},
		{name: "no apiVersion, and metadata", text: "kind: Pod\nmetadata: {name: a}", problems: []string{"1:1: this object has metadata and kind but no apiVersion; the API server needs both"}},
		{name: "no kind, and no metadata", text: "apiVersion: v2\nname: chart", other: 1},
		{name: "a version that is a number", text: "apiVersion: 1\nkind: Pod\nmetadata: {name: a}", problems: []string{"1:13: apiVersion must be a string, and this is an integer, 1"}},
		{name: "a kind that is a list", text: "apiVersion: v1\nkind: [Pod]\nmetadata: {name: a}", problems: []string{"2:7: kind must be a string, and this is a list"}},
		{name: "something else with a version and a kind", text: "apiVersion: 1\nkind: 2\n", other: 1},
		{name: "a kustomization", text: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", other: 1},
		{name: "metadata that is no mapping", text: "apiVersion: v1\nkind: Namespace\nmetadata: a", count: 1, problems: []string{
			`3:11: Namespace without a name: metadata must be a mapping, and this is a string, "a"`,
		}},
		{name: "null", text: "apiVersion: v1\nkind: Pod\nmetadata:\nspec:\n", count: 1, workloads: []string{"Pod/:"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects, problems := readText(t, test.text)
			if objects.Count != test.count && len(test.problems) == 0 || objects.Other != test.other {
				t.Errorf("%d objects and %d others, want %d and %d", objects.Count, objects.Other, test.count, test.other)
			}
			if diff := cmp.Diff(test.workloads, workloadNames(&objects.Model)); diff != "" {
				t.Errorf("workloads (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnswers asks for each value of a field what the model says: set, absent or unknown,
// and whether that is a problem too.
func TestAnswers(t *testing.T) {
	tests := []struct {
		name, reason string
		field, value string // of a container
		set          string // as JSON; "" if the field is not set
		unknown      model.Reason
		problem      string
	}{
		{name: "a boolean", field: "securityContext.privileged", value: "true", set: "true"},
		{name: "a boolean of YAML 1.1", field: "securityContext.privileged", value: "yes", set: "true"},
		{name: "false", field: "securityContext.privileged", value: "false", set: "false"},
		{name: "null", reason: "is absent", field: "securityContext.privileged", value: "null"},
		{name: "left out", reason: "is absent", field: "securityContext.privileged", value: ""},
		{
			name: "a boolean in quotes", reason: "the API server refuses it", field: "securityContext.privileged", value: `"true"`, unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.privileged must be a boolean, and this is a string, "true"`,
		},
		{
			name: "a number for a boolean", field: "securityContext.privileged", value: "1", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.privileged must be a boolean, and this is an integer, 1`,
		},
		{name: "envsubst", field: "securityContext.privileged", value: "'${PRIVILEGED}'", unknown: model.TemplateValue},
		{name: "Helm or Jinja in quotes", field: "securityContext.privileged", value: `"{{ .Values.privileged }}"`, unknown: model.TemplateValue},
		{name: "a value that Helm did not have", field: "securityContext.privileged", value: "<no value>", unknown: model.TemplateValue},
		{name: "a variable of kustomize", reason: "Kubernetes expands nothing there", field: "securityContext.privileged", value: "$(PRIVILEGED)", unknown: model.TemplateValue},
		{name: "a mapping that is filled in", field: "securityContext", value: "'${CONTEXT}'", unknown: model.TemplateValue},
		{
			name: "a list for a mapping", field: "securityContext", value: "[]", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext must be a mapping, and this is a list`,
		},
		{name: "an empty mapping", reason: "is set to nothing", field: "securityContext", value: "{}", set: "{}"},
		{name: "an integer", field: "securityContext.runAsUser", value: "1000", set: "1000"},
		{name: "zero", field: "securityContext.runAsUser", value: "0", set: "0"},
		{name: "an octal number", field: "securityContext.runAsUser", value: "0777", set: "511"},
		{name: "a whole float", reason: "JSON knows no difference", field: "securityContext.runAsUser", value: "1000.0", set: "1000"},
		{
			name: "an integer in quotes", field: "securityContext.runAsUser", value: `"1000"`, unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.runAsUser must be an integer, and this is a string, "1000"`,
		},
		{
			name: "a fraction", field: "securityContext.runAsUser", value: "1.5", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.runAsUser must be an integer, and this is a number, 1.5`,
		},
		{
			name: "a number of more than 64 bits", field: "securityContext.runAsUser", value: "18446744073709551615", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.runAsUser must be an integer of 64 bits, and this is an integer, 18446744073709551615`,
		},
		{name: "a text", field: "image", value: "app", set: `{"reference":"app","repository":"app"}`},
		{name: "a text with a variable in it", field: "image", value: "'app:${TAG}'", unknown: model.TemplateValue},
		{name: "a text with a variable of kustomize in it", field: "image", value: "app:$(TAG)", unknown: model.TemplateValue},
		{name: "a program that ko builds", field: "image", value: "ko://example.com/cmd/app", unknown: model.TemplateValue},
		{
			name: "a number for a text", field: "image", value: "1.5", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].image must be a string, and this is a number, 1.5`,
		},
		{name: "a list of texts", field: "securityContext.capabilities.add", value: "[A, b]", set: `["A","b"]`},
		{name: "an empty list", field: "securityContext.capabilities.add", value: "[]"},
		{name: "a null in a list of texts", reason: "is the empty text to the API server", field: "securityContext.capabilities.add", value: "[~]", set: `[""]`},
		{name: "a list with a variable", field: "securityContext.capabilities.add", value: "[A, '${B}']", set: `["A"]`, unknown: model.TemplateValue},
		{
			name: "a list with a number", field: "securityContext.capabilities.add", value: "[A, 1]", set: `["A"]`, unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.capabilities.add[1] must be a string, and this is an integer, 1`,
		},
		{
			name: "a text for a list", field: "securityContext.capabilities.add", value: "A", unknown: model.WrongType,
			problem: `Pod "a": spec.containers[0].securityContext.capabilities.add must be a list, and this is a string, "A"`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			value := test.value
			keys := strings.Split(test.field, ".")
			for _, key := range slices.Backward(keys) {
				value = "{" + key + ": " + value + "}"
			}
			objects, problems := readText(t, "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: ["+value+"]}")
			c := objects.Model.Containers[0]
			path := make([]string, len(keys))
			for i, key := range keys {
				path[i] = snake(key)
			}
			if got := jsonAt(t, c, path); got != test.set {
				t.Errorf("%s: set to %s, want %s", test.reason, got, test.set)
			}
			if got := c.Why(strings.Join(path, ".")); got != test.unknown {
				t.Errorf("%s: unknown for %q, want %q", test.reason, got, test.unknown)
			}
			if got := strings.Join(problems, "\n"); test.problem == "" && got != "" || !strings.HasSuffix(got, test.problem) {
				t.Errorf("problem %q, want %q", got, test.problem)
			}
		})
	}
}

// jsonAt returns what lies at a path of the JSON form of a value, and "" for nothing.
func jsonAt(t *testing.T, value any, path []string) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range path {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		if data = fields[key]; data == nil {
			return ""
		}
	}
	return string(data)
}

// TestEffective checks what a container runs with, and where that is set.
//
// Source: DetermineEffectiveSecurityContext in k8s.io/kubernetes/pkg/securitycontext.
func TestEffective(t *testing.T) {
	tests := []struct {
		name, pod, container string
		want                 string
		unknown              map[string]model.Reason
		at                   string // what effective.run_as_user leads to
	}{
		{name: "nothing", pod: "{}", container: "{}", want: "{}", at: "securityContext"},
		{name: "the pod's", pod: "{runAsUser: 1}", container: "{}", want: `{"run_as_user":1,"run_as_user_origin":"pod"}`, at: "1"},
		{name: "the container's", pod: "{}", container: "{runAsUser: 2}", want: `{"run_as_user":2,"run_as_user_origin":"container"}`, at: "2"},
		{name: "both", pod: "{runAsUser: 1}", container: "{runAsUser: 2}", want: `{"run_as_user":2,"run_as_user_origin":"container"}`, at: "2"},
		{name: "null does not hide the pod's", pod: "{runAsUser: 1}", container: "{runAsUser: null}", want: `{"run_as_user":1,"run_as_user_origin":"pod"}`, at: "1"},
		{name: "the container's false", pod: "{runAsNonRoot: true}", container: "{runAsNonRoot: false}", want: `{"run_as_non_root":false,"run_as_non_root_origin":"container"}`, at: "securityContext"},
		{
			name: "profiles as a whole", pod: "{seccompProfile: {type: RuntimeDefault}, appArmorProfile: {type: Unconfined}}", container: "{seccompProfile: {}}",
			want: `{"seccomp_profile":{},"seccomp_profile_origin":"container","app_armor_profile":{"type":"Unconfined"},"app_armor_profile_origin":"pod"}`, at: "securityContext",
		},
		{
			name: "the container's is unknown", pod: "{runAsUser: 1}", container: "{runAsUser: '${U}'}", want: "{}",
			unknown: map[string]model.Reason{"security_context.run_as_user": model.TemplateValue, "effective.run_as_user": model.TemplateValue}, at: "'${U}'",
		},
		{
			name: "the pod's is unknown", pod: "{runAsUser: '${U}'}", container: "{}", want: "{}",
			unknown: map[string]model.Reason{"effective.run_as_user": model.TemplateValue}, at: "'${U}'",
		},
		{
			name: "the pod's is unknown and does not matter", pod: "{runAsUser: '${U}'}", container: "{runAsUser: 2}",
			want: `{"run_as_user":2,"run_as_user_origin":"container"}`, at: "2",
		},
		{
			name: "a part of the pod's is unknown", pod: "{seccompProfile: {type: '${T}'}}", container: "{}",
			want:    `{"seccomp_profile":{},"seccomp_profile_origin":"pod"}`,
			unknown: map[string]model.Reason{"effective.seccomp_profile.type": model.TemplateValue}, at: "securityContext",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  securityContext: " + test.pod +
				"\n  containers:\n  - name: c\n    image: i\n    securityContext: " + test.container + "\n"
			objects, problems := readText(t, text)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			c := objects.Model.Containers[0]
			if got := jsonAt(t, c.Effective, nil); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if diff := cmp.Diff(test.unknown, c.Unknown); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
			place, _ := objects.Anchors.Locate(c.Ref, []string{"effective", "run_as_user"})
			got := string(place.File.Data[place.Span.Start:place.Span.End])
			if test.at == "securityContext" && got == test.container {
				return // the header of an absent field is its parent
			}
			if got != test.at {
				t.Errorf("leads to %q, want %q", got, test.at)
			}
		})
	}
}

// TestParts reads pod specs of which a part is elsewhere: what they leave out is unknown.
func TestParts(t *testing.T) {
	const eck = "apiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\nmetadata: {name: a, namespace: b}\n"
	tests := []struct {
		name, text          string
		workload, container map[string]model.Reason
	}{
		{
			name: "a template that is complete",
			text: "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a, namespace: b}\nspec: {template: {spec: {containers: [{name: a, image: i}]}}}",
		},
		{
			name: "a container of an operator", text: eck + "spec: {nodeSets: [{podTemplate: {spec: {containers: [{name: elasticsearch}]}}}]}",
			workload: map[string]model.Reason{
				"security_context": model.NotInInput, "service_account_name": model.NotInInput, "automount_service_account_token": model.NotInInput,
				"enable_service_links": model.NotInInput, "host_users": model.NotInInput,
			},
			container: map[string]model.Reason{
				"image": model.NotInInput, "security_context": model.NotInInput, "resources": model.NotInInput, "effective.run_as_non_root": model.NotInInput,
				"effective.run_as_user": model.NotInInput, "effective.run_as_group": model.NotInInput,
				"effective.seccomp_profile": model.NotInInput, "effective.app_armor_profile": model.NotInInput,
			},
		},
		{
			name: "a container beside that of an operator",
			text: eck + "spec: {nodeSets: [{podTemplate: {spec: {containers: [{name: mine, image: i}, {name: elasticsearch, image: j}]}}}]}",
		},
		{
			name: "a container that is put into other pods",
			text: "apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nmetadata: {name: a, namespace: b}\nspec: {containers: [{name: s, image: i, securityContext: {runAsUser: 1}}]}",
			workload: map[string]model.Reason{
				"security_context": model.NotInInput, "service_account_name": model.NotInInput, "automount_service_account_token": model.NotInInput,
				"enable_service_links": model.NotInInput, "host_users": model.NotInInput,
			},
			container: map[string]model.Reason{
				"effective.run_as_non_root": model.NotInInput, "effective.run_as_group": model.NotInInput,
				"effective.seccomp_profile": model.NotInInput, "effective.app_armor_profile": model.NotInInput,
			},
		},
		{
			name: "a patch without containers", text: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nspec: {replicas: 2}",
			workload: map[string]model.Reason{
				"security_context": model.NotInInput, "service_account_name": model.NotInInput, "automount_service_account_token": model.NotInInput,
				"enable_service_links": model.NotInInput, "host_users": model.NotInInput,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects, problems := readText(t, test.text)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			w := objects.Model.Workloads[0]
			if diff := cmp.Diff(test.workload, w.Unknown); diff != "" {
				t.Errorf("workload (-want +got):\n%s", diff)
			}
			if len(w.Containers) == 0 {
				return
			}
			if diff := cmp.Diff(test.container, w.Containers[0].Unknown); diff != "" {
				t.Errorf("container (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFilledIn reads a pod spec of which nothing is known yet: neither is any of its fields.
func TestFilledIn(t *testing.T) {
	objects, problems := readText(t, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nspec: {template: {spec: '${SPEC}'}}")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	w := objects.Model.Workloads[0]
	for _, field := range []string{
		"host_network", "host_pid", "host_ipc", "host_users", "os", "node_selector", "service_account_name", "enable_service_links",
		"dns_policy", "automount_service_account_token", "security_context", "security_context.run_as_user", "volumes", "containers",
		"init_containers", "ephemeral_containers",
	} {
		if got := w.Why(field); got != model.TemplateValue {
			t.Errorf("%s is unknown for %q", field, got)
		}
		if place, _ := objects.Anchors.Locate(w.Ref, []string{field}); string(place.File.Data[place.Span.Start:place.Span.End]) != "'${SPEC}'" {
			t.Errorf("%s leads to %s", field, place.Field)
		}
	}
	var incomplete []string
	for _, gap := range objects.Model.Incomplete {
		incomplete = append(incomplete, gap.Collection)
	}
	slices.Sort(incomplete)
	if diff := cmp.Diff([]string{"containers", "volume_mounts", "volumes", "workloads"}, slices.Compact(incomplete)); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

func TestTooManyProblems(t *testing.T) {
	var labels strings.Builder
	for i := range maxProblems + 50 {
		fmt.Fprintf(&labels, "    k%d: 1\n", i)
	}
	_, problems := readText(t, "apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n"+labels.String())
	if want := "1:1: the file has 50 more problems of this sort"; len(problems) != maxProblems+1 || problems[maxProblems] != want {
		t.Errorf("%d problems, the last of which is %q, want %q", len(problems), problems[len(problems)-1], want)
	}
}

func TestParseImage(t *testing.T) {
	digest := "sha256:" + strings.Repeat("a", 64)
	tests := []struct {
		reference string
		want      *model.Image
	}{
		{"", nil},
		{"nginx", &model.Image{Repository: "nginx"}},
		{"nginx:1.2", &model.Image{Repository: "nginx", Tag: "1.2"}},
		{"library/nginx", &model.Image{Repository: "library/nginx"}},
		{"localhost/nginx", &model.Image{Registry: "localhost", Repository: "nginx"}},
		{"localhost:5000/nginx", &model.Image{Registry: "localhost:5000", Repository: "nginx"}},
		{"registry.example.com/a/b:c@" + digest, &model.Image{Registry: "registry.example.com", Repository: "a/b", Tag: "c", Digest: digest}},
		{"123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", &model.Image{Registry: "123456789012.dkr.ecr.eu-west-1.amazonaws.com", Repository: "app"}},
		{"nginx@" + digest, &model.Image{Repository: "nginx", Digest: digest}},
	}
	for _, test := range tests {
		t.Run(test.reference, func(t *testing.T) {
			if test.want != nil {
				test.want.Reference = test.reference
			}
			if diff := cmp.Diff(test.want, parseImage(test.reference)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNames(t *testing.T) {
	for api, ours := range map[string]string{
		"runAsNonRoot": "run_as_non_root", "seLinuxOptions": "se_linux_options", "fsGroup": "fs_group", "hostPID": "host_pid",
		"hostIPC": "host_ipc", "apiGroups": "api_groups", "nonResourceURLs": "non_resource_urls", "dnsPolicy": "dns_policy",
		"serviceAccountName": "service_account_name", "appArmorProfile": "app_armor_profile", "name": "name", "apiVersion": "api_version",
	} {
		if got := snake(api); got != ours {
			t.Errorf("snake(%q) is %q, want %q", api, got, ours)
		}
		if got := camel(ours); got != api {
			t.Errorf("camel(%q) is %q, want %q", ours, got, api)
		}
	}
}

func TestPaths(t *testing.T) {
	tests := []struct {
		path string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"a.b.0.c", []string{"a", "b", "0", "c"}},
		{`a["b.c/d"].e`, []string{"a", "b.c/d", "e"}},
		{`["x"]["y.z"]`, []string{"x", "y.z"}},
		{"^.a", []string{"^", "a"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, splitPath(test.path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.path, diff)
		}
	}
	if got := joinKey(joinKey("a", "b"), "c.d"); got != `a.b["c.d"]` {
		t.Errorf("got %s", got)
	}
}
