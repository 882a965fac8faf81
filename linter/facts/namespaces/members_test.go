package namespaces_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/namespaces"
	"github.com/ekslint/ekslint/parsers/model"
)

// object writes a small object; a namespace of "" is left out.
func object(apiVersion, kind, name, namespace, rest string) string {
	text := fmt.Sprintf("---\napiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n", apiVersion, kind, name)
	if namespace != "" {
		text += "  namespace: " + namespace + "\n"
	}
	return text + rest
}

func pod(name, namespace string) string { return object("v1", "Pod", name, namespace, "") }

func space(name, level string) string {
	labels := ""
	if level != "" {
		labels = "  labels: {pod-security.kubernetes.io/enforce: " + level + "}\n"
	}
	return object("v1", "Namespace", name, "", labels)
}

func TestWorkloadsOfNamespaces(t *testing.T) {
	tests := []struct {
		name, reason string
		files        map[string]string
		// want are the workloads by namespace, an uncertain one with the reason; the
		// namespaces are named by their level too, as some have one name.
		want      map[string][]string
		undefined []string
		twice     []string
	}{
		{
			name:  "by name from anywhere",
			files: map[string]string{"a/ns.yaml": space("shop", "baseline"), "b/c/pods.yaml": pod("web", "shop") + pod("db", "shop")},
			want:  map[string][]string{"shop baseline": {"web", "db"}},
		},
		{
			name:      "names that no object defines, each once and sorted",
			files:     map[string]string{"pods.yaml": pod("a", "shop") + pod("b", "other") + pod("c", "shop")},
			undefined: []string{"other", "shop"},
		},
		{
			name:   "left out and applied together",
			reason: "whoever applies the folder decides, and may well choose its namespace",
			files:  map[string]string{"a/ns.yaml": space("shop", ""), "a/pods.yaml": pod("web", ""), "b/pods.yaml": pod("db", "")},
			want:   map[string][]string{"shop ": {"web namespace-left-out"}},
		},
		{
			name: "environments that define the namespace each for itself",
			files: map[string]string{
				"dev/all.yaml":  space("shop", "") + pod("web", "shop"),
				"prod/all.yaml": space("shop", "baseline") + pod("web", "shop"),
			},
			want: map[string][]string{"shop ": {"web"}, "shop baseline": {"web"}},
		},
		{
			name:   "an overlay",
			reason: "an object without workloads beside it may be a patch of the other",
			files: map[string]string{
				"base/all.yaml": space("shop", "") + pod("web", "shop"),
				"prod/ns.yaml":  space("shop", "baseline"),
			},
			want:  map[string][]string{"shop ": {"web"}},
			twice: []string{"shop "},
		},
		{
			name: "several objects that say the same are as one",
			files: map[string]string{
				"dev/ns.yaml": space("shop", "baseline"), "prod/ns.yaml": space("shop", "baseline"),
				"app/pods.yaml": pod("web", "shop"),
			},
			want: map[string][]string{"shop baseline": {"web"}},
		},
		{
			name:   "several objects that differ and have no workload beside them",
			reason: "which of them is meant is not known",
			files: map[string]string{
				"dev/ns.yaml": space("shop", ""), "prod/ns.yaml": space("shop", "baseline"),
				"app/pods.yaml": pod("web", "shop"),
			},
			want: map[string][]string{"shop ": {"web defined-twice"}, "shop baseline": {"web defined-twice"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.ReadFiles(t, tt.files)
			namespaces.Compute(m)
			var got map[string][]string
			var undefined, twice []string
			for _, n := range m.Namespaces {
				name := n.Name + " "
				if n.PodSecurity.Enforce != nil {
					name += *n.PodSecurity.Enforce
				}
				if n.Why("pod_security") == model.DefinedTwice {
					twice = append(twice, name)
				}
				for _, w := range n.Workloads {
					text := w.Name
					if why := w.Why("namespace"); why != "" {
						text += " " + string(why)
					}
					if got == nil {
						got = map[string][]string{}
					}
					got[name] = append(got[name], text)
				}
			}
			for _, n := range m.UndefinedNamespaces {
				undefined = append(undefined, n.Name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("workloads (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.undefined, undefined); diff != "" {
				t.Errorf("undefined (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.twice, twice); diff != "" {
				t.Errorf("defined twice (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUndefinedNamespacesAreAtTheirFirstWorkload(t *testing.T) {
	m := factstest.Read(t, pod("a", "")+pod("b", "shop")+pod("c", "shop"))
	slices.Reverse(m.Workloads)
	namespaces.Compute(m)
	if len(m.UndefinedNamespaces) != 1 {
		t.Fatalf("%d undefined namespaces, want 1", len(m.UndefinedNamespaces))
	}
	for _, w := range m.Workloads {
		if w.Name == "b" && w.Ref != m.UndefinedNamespaces[0].Ref {
			t.Errorf("it is at %d, want %d", m.UndefinedNamespaces[0].Ref, w.Ref)
		}
	}
}

func TestPoliciesOfNamespaces(t *testing.T) {
	kyverno := func(kind, namespace, spec string) string {
		return object("kyverno.io/v1", kind, "p", namespace, "spec:\n"+spec)
	}
	const enforcing = "  validationFailureAction: Enforce\n"
	rule := func(match string) string {
		return "  rules: [{name: r, " + match + "validate: {podSecurity: {level: baseline}}}]\n"
	}
	constraint := func(kind, spec string) string {
		return object("constraints.gatekeeper.sh/v1beta1", kind, "p", "", "spec: "+spec+"\n")
	}
	policy := object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "p", "", `spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], operations: [CREATE], resources: [pods]}]}
  validations: [{expression: "!has(object.spec.securityContext)"}]
`)
	binding := func(spec string) string {
		return object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "p", "", "spec: "+spec+"\n")
	}
	tests := []struct {
		name, objects string
		want          []string // the namespaces with a policy
	}{
		{"kyverno everywhere", kyverno("ClusterPolicy", "", enforcing+rule("")), []string{"app", "app-two", "infra"}},
		{"kyverno that audits", kyverno("ClusterPolicy", "", rule("")), nil},
		{"kyverno about something else", kyverno("ClusterPolicy", "", enforcing+"  rules: [{name: r, validate: {pattern: {metadata: {labels: {a: b}}}}}]\n"), nil},
		{"kyverno by pattern", kyverno("ClusterPolicy", "", enforcing+rule("match: {any: [{resources: {namespaces: [app*]}}]}, ")), []string{"app", "app-two"}},
		{"kyverno with exceptions", kyverno("ClusterPolicy", "", enforcing+rule("exclude: {any: [{resources: {namespaces: ['app-t?o']}}]}, ")), []string{"app", "infra"}},
		{"kyverno in its own namespace", kyverno("Policy", "infra", enforcing+rule("")), []string{"infra"}},
		{"kyverno in an unknown namespace", kyverno("Policy", "", enforcing+rule("")), nil},
		{"gatekeeper everywhere", constraint("K8sPSPPrivilegedContainer", "{match: {excludedNamespaces: [infra]}}"), []string{"app", "app-two"}},
		{"gatekeeper that warns", constraint("K8sPSPPrivilegedContainer", "{enforcementAction: warn}"), nil},
		{"gatekeeper about something else", constraint("K8sRequiredLabels", "{}"), nil},
		{"gatekeeper by label", constraint("K8sPSPPrivilegedContainer", "{match: {namespaceSelector: {matchLabels: {tier: app}}}}"), []string{"app"}},
		{"gatekeeper by a label that is filled in later", constraint("K8sPSPPrivilegedContainer", `{match: {namespaceSelector: {matchLabels: {tier: "${TIER}"}}}}`), nil},
		{"gatekeeper in namespaces that are filled in later", constraint("K8sPSPPrivilegedContainer", `{match: {namespaces: ["${NAMESPACE}"]}}`), nil},
		{"gatekeeper by the name as a label", constraint("K8sPSPPrivilegedContainer", "{match: {namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [infra]}]}}}"), []string{"app", "app-two"}},
		{"a policy of Kubernetes without a binding", policy, nil},
		{"a policy of Kubernetes that denies", policy + binding("{policyName: p, validationActions: [Deny]}"), []string{"app", "app-two", "infra"}},
		{"a policy of Kubernetes that denies somewhere", policy + binding("{policyName: p, validationActions: [Deny], matchResources: {namespaceSelector: {matchLabels: {tier: app}}}}"), []string{"app"}},
		{"a policy of Kubernetes that audits", policy + binding("{policyName: p, validationActions: [Audit]}"), nil},
		{"a binding of another policy", policy + binding("{policyName: q, validationActions: [Deny]}"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.objects+
				object("v1", "Namespace", "app", "", "  labels: {tier: app}\n")+space("app-two", "")+space("infra", ""))
			namespaces.Compute(m)
			var got []string
			for _, n := range m.Namespaces {
				for _, p := range n.Policies {
					if p.Name != "p" {
						t.Errorf("policy %q, want p", p.Name)
					}
					got = append(got, n.Name)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
