package rbac

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// The API groups that grants speak of.
const (
	rbacGroup    = "rbac.authorization.k8s.io"
	webhookGroup = "admissionregistration.k8s.io"
	csrGroup     = "certificates.k8s.io"
	authnGroup   = "authentication.k8s.io"
)

// target is a kind of objects, as the resource of a rule names it.
type target struct{ group, resource, sub string }

// power is one grant: verbs of which one on one of the targets is enough.
type power struct {
	grant   string
	verbs   []string
	targets []target
}

var writing = []string{"create", "update", "patch"}

func resources(group string, names ...string) []target {
	var targets []target
	for _, name := range names {
		resource, sub, _ := strings.Cut(name, "/")
		targets = append(targets, target{group, resource, sub})
	}
	return targets
}

// workloads are the resources that make pods: those of Kubernetes, and those of operators
// in wide use whose objects hold a pod template. The API server serves none of them in the
// group extensions anymore.
var workloads = slices.Concat(
	resources("", "pods", "replicationcontrollers"),
	resources("apps", "deployments", "daemonsets", "statefulsets", "replicasets"),
	resources("batch", "jobs", "cronjobs"),
	resources("argoproj.io", "rollouts", "workflows", "cronworkflows"),
	resources("serving.knative.dev", "services"),
	resources("tekton.dev", "taskruns", "pipelineruns"),
)

// powers are the grants that one rule gives, without pod-exec, which depends on the
// version, and admin.
var powers = []power{
	{model.GrantSecretsRead, readVerbs, resources("", "secrets")},
	{model.GrantSecretsCreate, []string{"create"}, resources("", "secrets")},
	{model.GrantWorkloadCreate, []string{"create"}, workloads},
	{model.GrantWorkloadUpdate, []string{"update", "patch"}, workloads},
	{model.GrantBind, []string{"bind"}, resources(rbacGroup, "roles", "clusterroles")},
	{model.GrantEscalate, []string{"escalate"}, resources(rbacGroup, "roles", "clusterroles")},
	{model.GrantImpersonate, []string{"impersonate"}, slices.Concat(
		resources("", "users", "groups", "serviceaccounts"), resources(authnGroup, "uids"))},
	{model.GrantRoleWrite, writing, resources(rbacGroup, "roles", "clusterroles")},
	{model.GrantBindingWrite, writing, resources(rbacGroup, "rolebindings", "clusterrolebindings")},
	{model.GrantTokenRequest, []string{"create"}, resources("", "serviceaccounts/token")},
	{model.GrantNodeProxy, []string{"get", "create", "update", "patch", "delete"}, resources("", "nodes/proxy")},
	{model.GrantPersistentVolumeCreate, []string{"create"}, resources("", "persistentvolumes")},
	{model.GrantWebhookWrite, append([]string{"delete"}, writing...), resources(webhookGroup,
		"validatingwebhookconfigurations", "mutatingwebhookconfigurations", "validatingadmissionpolicies",
		"validatingadmissionpolicybindings", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings")},
	{model.GrantCSRApprove, []string{"update", "patch"}, resources(csrGroup, "certificatesigningrequests/approval")},
	{model.GrantSignerApprove, []string{"approve"}, resources(csrGroup, "signers")},
	{model.GrantConfigMapWrite, []string{"update", "patch", "delete"}, resources("", "configmaps")},
	{model.GrantGuardrailWrite, append([]string{"delete"}, writing...), slices.Concat(
		resources("networking.k8s.io", "networkpolicies"),
		resources("crd.projectcalico.org", "networkpolicies", "globalnetworkpolicies"),
		resources("projectcalico.org", "networkpolicies", "globalnetworkpolicies"),
		resources("cilium.io", "ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies"),
		resources("vpcresources.k8s.aws", "securitygrouppolicies"))},
	{model.GrantGuardrailWrite, []string{"update", "patch"}, resources("", "namespaces")},
	{model.GrantPodPortForward, []string{"create"}, resources("", "pods/portforward")},
	{model.GrantPodExec, []string{"create"}, resources("", "pods/exec", "pods/attach")},
	{model.GrantPodExec, []string{"update", "patch"}, resources("", "pods/ephemeralcontainers")},
}

// execByGet are the grants that get gives too before execCreateMinor: an upgrade to a
// websocket was authorized as get.
var execByGet = []power{
	{model.GrantPodExec, []string{"get"}, resources("", "pods/exec", "pods/attach")},
	{model.GrantPodPortForward, []string{"get"}, resources("", "pods/portforward")},
}

// execCreateMinor is the minor version from which the API server asks for create whatever
// the protocol.
//
// Source: the feature gate AuthorizePodWebsocketUpgradeCreatePermission of Kubernetes.
const execCreateMinor = 35

// minorOf is the version that decides: the oldest one that the cluster may have, since
// later ones ask for more.
func minorOf(m *model.Model) int {
	return cmp.Or(m.Settings.OldestKubernetesMinor, m.Settings.KubernetesMinor)
}

// powersOf are the grants to look for in a minor version of Kubernetes.
func powersOf(minor int) []power {
	if minor >= execCreateMinor {
		return powers
	}
	return slices.Concat(powers, execByGet)
}

// grantsOf are the grants that a rule gives, sorted.
func grantsOf(rule *model.PolicyRule, known []power) []string {
	var grants []string
	if isAdmin(rule) {
		grants = append(grants, model.GrantAdmin)
	}
	for _, p := range known {
		if gives(rule, p) {
			grants = append(grants, p.grant)
		}
	}
	if has(rule.Verbs, "impersonate") && has(rule.APIGroups, authnGroup) && slices.ContainsFunc(rule.Resources, isUserExtra) {
		grants = append(grants, model.GrantImpersonate)
	}
	slices.Sort(grants)
	return slices.Compact(grants)
}

func isUserExtra(resource string) bool { return strings.HasPrefix(resource, "userextras/") }

func gives(rule *model.PolicyRule, p power) bool {
	return slices.ContainsFunc(p.targets, func(t target) bool { return givesAny(rule, t, p.verbs) })
}

// givesAny reports whether a rule allows any of some verbs on a kind of objects, be it
// only on those of some names.
func givesAny(rule *model.PolicyRule, t target, verbs []string) bool {
	if !has(rule.APIGroups, t.group) || !matchesResource(rule.Resources, t.resource, t.sub) {
		return false
	}
	return slices.ContainsFunc(verbs, func(verb string) bool { return has(rule.Verbs, verb) && !nameless(rule, verb, t.sub) })
}

// nameless reports whether a rule names objects and a verb never carries a name, so that
// the rule does not allow it.
//
// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
func nameless(rule *model.PolicyRule, verb, sub string) bool {
	return len(rule.ResourceNames) > 0 && sub == "" && (verb == "create" || verb == "deletecollection")
}
