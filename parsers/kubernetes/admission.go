package kubernetes

import (
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/tree"
)

// admissionKind returns the function that reads a kind by which admission is configured,
// and nil for all others.
func (r *reader) admissionKind(apiVersion, kind string) func(*tree.Node) {
	switch g := group(apiVersion); {
	case g == "admissionregistration.k8s.io":
		switch kind {
		case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration":
			return r.webhooks
		case "ValidatingAdmissionPolicy":
			return r.validatingAdmissionPolicy
		case "ValidatingAdmissionPolicyBinding":
			return r.admissionPolicyBinding
		}
	case (g == "kyverno.io" || g == "policies.kyverno.io") && slices.Contains(kyvernoKinds, kind):
		return r.kyvernoPolicy
	case g == "constraints.gatekeeper.sh":
		return r.gatekeeperConstraint
	}
	return nil
}

func (r *reader) webhooks(root *tree.Node) {
	head := model.Object{}
	r.newObject(root, &head, clusterScoped)
	parent := r.addObject(root, "", nil)
	f := fields{r: r, node: root, into: &head.Node}
	f.each("webhooks", func(i int, item *tree.Node, path string) {
		w := &model.AdmissionWebhook{Object: head}
		w.Unknown = nil
		w.Ref = r.addItem(parent, "webhooks", i, item, webhookFields)
		wf := fields{r: r, node: item, into: &w.Node, path: path}
		w.WebhookName = wf.text("name")
		w.FailurePolicy = wf.text("failurePolicy")
		service := wf.below("clientConfig").below("service")
		service.prefix = "service_"
		w.ServiceNamespace, w.ServiceName = service.text("namespace"), service.text("name")
		w.NamespaceSelector = labelSelector(wf, "namespaceSelector")
		w.ObjectSelector = labelSelector(wf, "objectSelector")
		w.MatchesPods = matchesPods(wf, "rules")
		r.out.Model.AdmissionWebhooks = append(r.out.Model.AdmissionWebhooks, w)
	})
}

// webhookFields are the fields of a webhook that have another path in the API.
// Those of the configuration lie in the parent.
var webhookFields = map[string]string{
	"name":              "^.metadata.name",
	"labels":            "^.metadata.labels",
	"annotations":       "^.metadata.annotations",
	"api_version":       "^.apiVersion",
	"kind":              "^.kind",
	"bundle":            "^",
	"webhook_name":      "name",
	"service_namespace": "clientConfig.service.namespace",
	"service_name":      "clientConfig.service.name",
	"matches_pods":      "rules",
}

// matchesPods reports whether a list of rules covers the creation of pods.
func matchesPods(f fields, key string) bool {
	matches := false
	f.each(key, func(_ int, item *tree.Node, path string) {
		rule := fields{r: f.r, node: item, into: f.into, prefix: f.prefix + "rules.", path: path}
		groups, resources, operations := rule.texts("apiGroups"), rule.texts("resources"), rule.texts("operations")
		if anyOf(groups, "", "*") && anyOf(resources, "pods", "*", "*/*") && anyOf(operations, "CREATE", "*") {
			matches = true
		}
	})
	return matches
}

func anyOf(list []string, wanted ...string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return slices.Contains(wanted, s) })
}

func (r *reader) validatingAdmissionPolicy(root *tree.Node) {
	p := r.admissionPolicy(root, "validating-admission-policy", clusterScoped, map[string]string{
		"namespace_selector": "spec.matchConstraints.namespaceSelector", "enforcing": "spec.failurePolicy", "pod_security": "spec.validations",
	})
	f := r.spec(root, &p.Object)
	p.Enforcing = f.text("failurePolicy") != "Ignore"
	match := f.inside("matchConstraints")
	p.NamespaceSelector = labelSelector(match, "namespaceSelector")
	judgesPods := matchesPods(match, "resourceRules")
	f.each("validations", func(_ int, item *tree.Node, _ string) {
		p.PodSecurity = p.PodSecurity || judgesPods && strings.Contains(item.Get("expression").Str(), "securityContext")
	})
}

func (r *reader) admissionPolicy(root *tree.Node, engine string, in scope, special map[string]string) *model.AdmissionPolicy {
	p := &model.AdmissionPolicy{Engine: engine}
	r.newObject(root, &p.Object, in)
	p.Ref = r.addObject(root, "spec", special)
	r.out.Model.AdmissionPolicies = append(r.out.Model.AdmissionPolicies, p)
	return p
}

func (r *reader) admissionPolicyBinding(root *tree.Node) {
	b := &model.AdmissionPolicyBinding{}
	r.newObject(root, &b.Object, clusterScoped)
	b.Ref = r.addObject(root, "spec", map[string]string{"namespace_selector": "spec.matchResources.namespaceSelector"})
	f := r.spec(root, &b.Object)
	b.PolicyName = f.text("policyName")
	b.ValidationActions = f.texts("validationActions")
	b.NamespaceSelector = labelSelector(f.inside("matchResources"), "namespaceSelector")
	r.out.Model.AdmissionPolicyBindings = append(r.out.Model.AdmissionPolicyBindings, b)
}

// kyvernoKinds are the kinds of Kyverno that validate.
var kyvernoKinds = []string{"ClusterPolicy", "Policy", "ValidatingPolicy"}

// kyvernoPolicy reads a policy of Kyverno. It judges the security of pods if a rule has a
// podSecurity check, or a pattern or expression that looks at a securityContext.
//
// Source: https://kyverno.io/docs/policy-types/cluster-policy/validate/
func (r *reader) kyvernoPolicy(root *tree.Node) {
	r.custom = true // other versions of the kinds have other types
	p := r.admissionPolicy(root, "kyverno", scope(r.identity.Kind == "Policy"), map[string]string{
		"enforcing": "spec.validationFailureAction|spec.validationActions", "pod_security": "spec.rules|spec.validations",
		"match_namespaces": "spec.rules", "excluded_namespaces": "spec.rules",
	})
	f := r.spec(root, &p.Object)
	p.Enforcing = strings.EqualFold(f.text("validationFailureAction"), "enforce") || anyOf(f.texts("validationActions"), "Deny")
	f.each("rules", func(_ int, item *tree.Node, _ string) {
		validate := item.Get("validate")
		if strings.EqualFold(validate.Get("failureAction").Str(), "enforce") {
			p.Enforcing = true
		}
		p.PodSecurity = p.PodSecurity || validate.Get("podSecurity") != nil || mentions(validate, "securityContext")
		p.MatchNamespaces = append(p.MatchNamespaces, kyvernoNamespaces(item.Get("match"))...)
		p.ExcludedNamespaces = append(p.ExcludedNamespaces, kyvernoNamespaces(item.Get("exclude"))...)
	})
	f.each("validations", func(_ int, item *tree.Node, _ string) {
		p.PodSecurity = p.PodSecurity || mentions(item, "securityContext")
	})
}

// kyvernoNamespaces collects resources.namespaces of a match or exclude block.
func kyvernoNamespaces(n *tree.Node) []string {
	var names []string
	add := func(block *tree.Node) {
		if list := block.Get("resources").Get("namespaces"); list != nil {
			for _, item := range list.Items {
				names = append(names, item.Str())
			}
		}
	}
	add(n)
	for _, key := range []string{"any", "all"} {
		if blocks := n.Get(key); blocks != nil {
			for _, block := range blocks.Items {
				add(block)
			}
		}
	}
	return names
}

// mentions reports whether a key or a text below n contains a word.
func mentions(n *tree.Node, word string) bool {
	if n == nil {
		return false
	}
	if n.Kind == tree.String {
		return strings.Contains(n.Text, word)
	}
	return slices.ContainsFunc(n.Items, func(item *tree.Node) bool { return mentions(item, word) }) ||
		slices.ContainsFunc(n.Fields, func(f tree.Field) bool {
			return strings.Contains(f.Key, word) || mentions(f.Value, word)
		})
}

// gatekeeperConstraint reads a constraint of Gatekeeper. Those of the library that stand
// in for PodSecurityPolicies have kinds that start with K8sPSP.
//
// Source: https://open-policy-agent.github.io/gatekeeper-library/website/pspintro
func (r *reader) gatekeeperConstraint(root *tree.Node) {
	p := r.admissionPolicy(root, "gatekeeper", clusterScoped, map[string]string{
		"namespace_selector": "spec.match.namespaceSelector", "match_namespaces": "spec.match.namespaces",
		"excluded_namespaces": "spec.match.excludedNamespaces", "enforcing": "spec.enforcementAction", "pod_security": "kind",
	})
	f := r.spec(root, &p.Object)
	action := f.text("enforcementAction")
	p.Enforcing = action == "" || action == "deny"
	p.PodSecurity = strings.HasPrefix(p.Kind, "K8sPSP")
	match := f.inside("match")
	p.NamespaceSelector = labelSelector(match, "namespaceSelector")
	p.MatchNamespaces = match.texts("namespaces")
	p.ExcludedNamespaces = match.texts("excludedNamespaces")
}
