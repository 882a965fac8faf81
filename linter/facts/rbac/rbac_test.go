package rbac_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/factstest"
	"github.com/ekslint/ekslint/linter/facts/rbac"
	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// role writes a role, with one rule a line: "VERBS GROUPS RESOURCES [NAMES]", where ""
// stands for the core group.
func role(name, namespace string, rules ...string) string {
	kind, where := "ClusterRole", ""
	if namespace != "" {
		kind, where = "Role", ", namespace: "+namespace
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: %s\nmetadata: {name: %q%s}\nrules:\n", kind, name, where)
	for _, rule := range rules {
		words := append(strings.Fields(rule), "")
		fmt.Fprintf(&b, "  - {verbs: [%s], apiGroups: [%s], resources: [%s]", quoted(words[0]), quoted(words[1]), quoted(words[2]))
		if words[3] != "" {
			fmt.Fprintf(&b, ", resourceNames: [%s]", quoted(words[3]))
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func quoted(list string) string {
	var out []string
	for item := range strings.SplitSeq(list, ",") {
		out = append(out, fmt.Sprintf("%q", strings.ReplaceAll(item, "core", "")))
	}
	return strings.Join(out, ", ")
}

// bind writes a binding of a role ("ClusterRole/NAME" or "Role/NAME") to subjects
// ("User/NAME", "Group/NAME" or "ServiceAccount/NAMESPACE/NAME").
func bind(namespace, to string, subjects ...string) string {
	kind, where := "ClusterRoleBinding", ""
	if namespace != "" {
		kind, where = "RoleBinding", ", namespace: "+namespace
	}
	roleKind, name, _ := strings.Cut(to, "/")
	var b strings.Builder
	fmt.Fprintf(&b, "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: %s\nmetadata: {name: %q%s}\n", kind, "bind-"+name, where)
	fmt.Fprintf(&b, "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %q}\nsubjects:\n", roleKind, name)
	for _, s := range subjects {
		parts := strings.SplitN(s, "/", 3)
		if parts[0] == "ServiceAccount" {
			fmt.Fprintf(&b, "  - {kind: ServiceAccount, namespace: %q, name: %q}\n", parts[1], parts[2])
			continue
		}
		fmt.Fprintf(&b, "  - {kind: %s, name: %q}\n", parts[0], parts[1])
	}
	return b.String()
}

func TestMatches(t *testing.T) {
	rule := func(verbs, groups, resources string, names ...string) *model.PolicyRule {
		split := func(s string) []string { return strings.Split(strings.ReplaceAll(s, "core", ""), ",") }
		return &model.PolicyRule{Verbs: split(verbs), APIGroups: split(groups), Resources: split(resources), ResourceNames: names}
	}
	urls := func(list ...string) *model.PolicyRule {
		return &model.PolicyRule{Verbs: []string{"get"}, NonResourceURLs: list}
	}
	get := func(resource, sub, name string) rbac.Request {
		return rbac.Request{Verb: "get", Resource: resource, Subresource: sub, Name: name}
	}
	tests := []struct {
		reason  string
		rule    *model.PolicyRule
		request rbac.Request
		want    bool
	}{
		{"the plain case", rule("get", "core", "pods"), get("pods", "", "x"), true},
		{"a wildcard of verbs", rule("*", "core", "pods"), get("pods", "", "x"), true},
		{"a verb is no pattern", rule("get*", "core", "pods"), get("pods", "", "x"), false},
		{"another group", rule("get", "apps", "pods"), get("pods", "", "x"), false},
		{"all groups", rule("get", "*", "pods"), get("pods", "", "x"), true},
		{"a resource does not include its subresources", rule("get", "core", "pods"), get("pods", "exec", "x"), false},
		{"a subresource does not include its resource", rule("get", "core", "pods/exec"), get("pods", "", "x"), false},
		{"a subresource", rule("get", "core", "pods/exec"), get("pods", "exec", "x"), true},
		{"all resources include subresources", rule("get", "core", "*"), get("pods", "exec", "x"), true},
		{"a subresource of all resources", rule("get", "core", "*/exec"), get("pods", "exec", "x"), true},
		{"a subresource of all resources is no resource", rule("get", "core", "*/exec"), get("pods", "", "x"), false},
		{"all subresources of a resource match nothing", rule("get", "core", "pods/*"), get("pods", "exec", "x"), false},
		{"a name", rule("get", "core", "secrets", "a", "b"), get("secrets", "", "b"), true},
		{"another name", rule("get", "core", "secrets", "a"), get("secrets", "", "b"), false},
		{"a list carries no name", rule("get", "core", "secrets", "a"), get("secrets", "", ""), false},
		{"a path", urls("/healthz"), rbac.Request{Verb: "get", Path: "/healthz"}, true},
		{"a path below", urls("/healthz"), rbac.Request{Verb: "get", Path: "/healthz/etcd"}, false},
		{"a prefix of paths", urls("/healthz/*"), rbac.Request{Verb: "get", Path: "/healthz/etcd"}, true},
		{"a prefix is not the path itself", urls("/healthz/*"), rbac.Request{Verb: "get", Path: "/healthz"}, false},
		{"a star in the middle is none", urls("/*/etcd"), rbac.Request{Verb: "get", Path: "/healthz/etcd"}, false},
		{"resources are no paths", rule("get", "*", "*"), rbac.Request{Verb: "get", Path: "/healthz"}, false},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, rbac.Matches(tt.rule, tt.request)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
		}
	}
}

func TestAllowed(t *testing.T) {
	request := func(verb, group, resource, namespace, name string) rbac.Request {
		resource, sub, _ := strings.Cut(resource, "/")
		return rbac.Request{Verb: verb, Group: group, Resource: resource, Subresource: sub, Namespace: namespace, Name: name}
	}
	account := rbac.Subject{Kind: rbac.ServiceAccount, Namespace: "shop", Name: "web"}
	group := rbac.Subject{Kind: rbac.Group, Name: "dev"}
	const ref = "ServiceAccount/shop/web"
	tests := []struct {
		name, input string
		subject     rbac.Subject
		request     rbac.Request
		want        truth.Value
	}{
		{"no binding", role("r", "", "get core secrets"), account, request("get", "", "secrets", "shop", "s"), truth.No},
		{"cluster role binding", role("r", "", "get core secrets") + bind("", "ClusterRole/r", ref), account, request("get", "", "secrets", "bank", "s"), truth.Yes},
		{"role binding", role("r", "", "get core secrets") + bind("shop", "ClusterRole/r", ref), account, request("get", "", "secrets", "shop", "s"), truth.Yes},
		{"role binding, elsewhere", role("r", "", "get core secrets") + bind("shop", "ClusterRole/r", ref), account, request("get", "", "secrets", "bank", "s"), truth.No},
		{"role binding, all namespaces", role("r", "", "list core secrets") + bind("shop", "ClusterRole/r", ref), account, request("list", "", "secrets", "", ""), truth.No},
		{"role", role("r", "shop", "get core secrets") + bind("shop", "Role/r", ref), account, request("get", "", "secrets", "shop", "s"), truth.Yes},
		{"role of another namespace", role("r", "bank", "get core secrets") + bind("shop", "Role/r", ref), account, request("get", "", "secrets", "shop", "s"), truth.Unknown},
		{"role elsewhere", bind("shop", "ClusterRole/r", ref), account, request("get", "", "secrets", "shop", "s"), truth.Unknown},
		{"role elsewhere, another namespace", bind("shop", "ClusterRole/r", ref), account, request("get", "", "secrets", "bank", "s"), truth.No},
		{"built-in role", bind("shop", "ClusterRole/view", ref), account, request("get", "", "pods", "shop", "p"), truth.Yes},
		{"built-in role has no secrets", bind("shop", "ClusterRole/view", ref), account, request("get", "", "secrets", "shop", "s"), truth.No},
		{"built-in role aggregates", bind("shop", "ClusterRole/admin", ref), account, request("get", "", "pods", "shop", "p"), truth.Yes},
		{
			"aggregated from the unit", strings.Replace(role("r", "", "get core secrets"), `{name: "r"}`,
				`{name: "r", labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}`, 1) + bind("shop", "ClusterRole/view", ref),
			account, request("get", "", "secrets", "shop", "s"), truth.Yes,
		},
		{"group of all accounts", bind("", "ClusterRole/view", "Group/system:serviceaccounts"), account, request("get", "", "pods", "shop", "p"), truth.Yes},
		{"group of a namespace", bind("", "ClusterRole/view", "Group/system:serviceaccounts:shop"), account, request("get", "", "pods", "shop", "p"), truth.Yes},
		{"group of another namespace", bind("", "ClusterRole/view", "Group/system:serviceaccounts:bank"), account, request("get", "", "pods", "shop", "p"), truth.No},
		{"everybody", bind("", "ClusterRole/view", "Group/system:authenticated"), group, request("get", "", "pods", "shop", "p"), truth.Yes},
		{"user of an account", bind("", "ClusterRole/view", "User/system:serviceaccount:shop:web"), account, request("get", "", "pods", "shop", "p"), truth.Yes},
		{"masters", "", rbac.Subject{Kind: rbac.Group, Name: "system:masters"}, request("delete", "x", "y/z", "", "n"), truth.Yes},
		{"anonymous", "", rbac.Subject{Kind: rbac.User, Name: "system:anonymous"}, rbac.Request{Verb: "get", Path: "/healthz"}, truth.Yes},
		{"anonymous is not authenticated", "", rbac.Subject{Kind: rbac.User, Name: "system:anonymous"}, rbac.Request{Verb: "get", Path: "/api/v1"}, truth.No},
		{"paths only cluster-wide", bind("shop", "ClusterRole/cluster-admin", ref), account, rbac.Request{Verb: "get", Path: "/metrics"}, truth.No},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := rbac.New(factstest.Read(t, tt.input+"---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n"))
			if diff := cmp.Diff(tt.want.String(), a.Allowed(tt.subject, tt.request).String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestGrants(t *testing.T) {
	tests := []struct {
		rule string
		want []string
	}{
		{"get,list core pods,configmaps", nil},
		{"list core secrets", []string{"secrets-read"}},
		{"create core secrets", []string{"secrets-create"}},
		{"get core secrets a", []string{"secrets-read"}},
		{"create core pods", []string{"workload-create"}},
		{"create core pods p", nil},
		{"patch apps deployments", []string{"workload-update"}},
		{"patch apps deployments/scale", nil},
		{"create core pods/eviction", nil},
		{"create argoproj.io rollouts", []string{"workload-create"}},
		{"create core pods/exec", []string{"pod-exec"}},
		{"create core */exec", []string{"pod-exec"}},
		{"create core pods/*", nil},
		{"get core pods/exec", []string{"pod-exec"}},
		{"patch core pods/ephemeralcontainers", []string{"pod-exec"}},
		{"create core pods/portforward", []string{"pod-port-forward"}},
		{"bind rbac.authorization.k8s.io clusterroles view", []string{"bind"}},
		{"impersonate authentication.k8s.io userextras/scopes", []string{"impersonate"}},
		{"create core serviceaccounts/token a", []string{"token-request"}},
		{"get core nodes/proxy", []string{"node-proxy"}},
		{"get core nodes/metrics", nil},
		{"get core nodes/*", nil},
		{"delete admissionregistration.k8s.io validatingadmissionpolicies", []string{"webhook-write"}},
		{"patch core namespaces", []string{"guardrail-write"}},
		{"create vpcresources.k8s.aws securitygrouppolicies", []string{"guardrail-write"}},
		{"approve certificates.k8s.io signers", []string{"signer-approve"}},
		{"* * *", []string{
			"admin", "bind", "binding-write", "config-map-write", "csr-approve", "escalate", "guardrail-write", "impersonate", "node-proxy",
			"persistent-volume-create", "pod-exec", "pod-port-forward", "role-write", "secrets-create", "secrets-read", "signer-approve",
			"token-request", "webhook-write", "workload-create", "workload-update",
		}},
	}
	for _, tt := range tests {
		m := factstest.Read(t, role("r", "", tt.rule))
		rbac.Compute(m)
		if diff := cmp.Diff(tt.want, m.Roles[0].Rules[0].Grants); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.rule, diff)
		}
	}
	m := factstest.Read(t, role("r", "", "get core pods/exec"))
	m.Settings.KubernetesMinor = 35
	rbac.Compute(m)
	if got := m.Roles[0].Rules[0].Grants; got != nil {
		t.Errorf("from 1.35 on get does not run commands: %v", got)
	}
	m.Settings.OldestKubernetesMinor = 33
	rbac.Compute(m)
	if diff := cmp.Diff([]string{"pod-exec"}, m.Roles[0].Rules[0].Grants); diff != "" {
		t.Errorf("the cluster may be older (-want +got):\n%s", diff)
	}
}

func TestRolesAndBindings(t *testing.T) {
	labelled := func(text, labels string) string {
		return strings.Replace(text, "metadata: {", "metadata: {labels: {"+labels+"}, ", 1)
	}
	m := factstest.Read(t, role("all", "", "* * *")+
		labelled(role("inject", "", "get core pods", "get core secrets"), `rbac.authorization.k8s.io/aggregate-to-view: "true", mine: "1"`)+
		"---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: sum}, aggregationRule: {clusterRoleSelectors: [{matchLabels: {mine: '1'}}]}, rules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}]}\n"+
		bind("", "ClusterRole/all", "User/u")+bind("shop", "ClusterRole/sum", "User/u")+bind("shop", "ClusterRole/elsewhere", "User/u")+bind("shop", "ClusterRole/view", "User/u"))
	rbac.Compute(m)
	roles := map[string]*model.Role{}
	for _, r := range m.Roles {
		roles[r.Name] = r
	}
	if !roles["all"].AdminEquivalent || roles["sum"].AdminEquivalent {
		t.Error("a role with an aggregation rule loses its own rules, and only * on *.* is an administrator's")
	}
	if diff := cmp.Diff(roles["inject"].Rules, roles["sum"].EffectiveRules); diff != "" {
		t.Errorf("rules after aggregation (-want +got):\n%s", diff)
	}
	var names []string
	for _, a := range roles["inject"].AggregatedInto {
		names = append(names, fmt.Sprintf("%s adds %d", a.Role, len(a.Adds)))
	}
	if diff := cmp.Diff([]string{"view adds 1", "sum adds 2"}, names); diff != "" {
		t.Errorf("aggregations (-want +got):\n%s", diff)
	}
	type fact struct {
		Role, Admin, ReadOnly string
		BuiltIn, Found        bool
	}
	show := func(b *bool, why model.Reason) string {
		if b == nil {
			return string(why)
		}
		return fmt.Sprint(*b)
	}
	var got []fact
	for _, b := range m.RoleBindings {
		got = append(got, fact{
			b.RoleName, show(b.AdminEquivalent, b.Why("admin_equivalent")), show(b.ReadOnly, b.Why("read_only")), b.BuiltIn, b.RoleRef != nil,
		})
	}
	want := []fact{
		{"all", "true", "false", false, true},
		{"sum", "false", "true", false, true},
		{"elsewhere", "not-in-input", "not-in-input", false, false},
		{"view", "false", "true", true, false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("bindings (-want +got):\n%s", diff)
	}
	if len(roles["sum"].Bindings) != 1 || roles["sum"].Bindings[0] != m.RoleBindings[1] {
		t.Error("a role knows its bindings")
	}
}

func TestAggregationThatIsFilledInLater(t *testing.T) {
	m := factstest.Read(t, role("all", "", "* * *")+
		"---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: sum}, aggregationRule: {clusterRoleSelectors: [{matchLabels: {mine: '${X}'}}]}}\n"+
		bind("", "ClusterRole/sum", "User/u"))
	rbac.Compute(m)
	sum, binding := m.Roles[1], m.RoleBindings[0]
	if len(sum.EffectiveRules) != 0 || sum.Why("effective_rules") != model.TemplateValue {
		t.Errorf("the role takes %v, unknown because of %q", sum.EffectiveRules, sum.Why("effective_rules"))
	}
	if binding.AdminEquivalent != nil || binding.Why("admin_equivalent") != model.TemplateValue {
		t.Errorf("the binding may give everything: %+v", binding)
	}
}

// pods is a workload of a namespace that runs as an account.
func pods(kind, namespace, name, account string) string {
	template := fmt.Sprintf("{template: {spec: {serviceAccountName: %s, containers: [{name: c, image: 'reg.io/team/%s:1'}]}}}", account, name)
	if kind == "Pod" {
		template = fmt.Sprintf("{serviceAccountName: %s, containers: [{name: c}]}", account)
	}
	return fmt.Sprintf("---\n{apiVersion: apps/v1, kind: %s, metadata: {name: %s, namespace: %s}, spec: %s}\n", kind, name, namespace, template)
}

// ways writes the path of each principal that is not at the goal.
func ways(m *model.Model, kind, name string) string {
	for _, p := range m.Principals {
		if p.Kind != kind || p.Name != name {
			continue
		}
		var steps []string
		for _, s := range p.EscalationPath {
			steps = append(steps, s.Text+" -> "+s.Becomes)
		}
		if why := p.Why("escalation_path"); why != "" {
			steps = append(steps, "unknown: "+string(why))
		}
		return strings.Join(steps, "; ")
	}
	return "no such principal"
}

func TestEscalation(t *testing.T) {
	const boss = "ServiceAccount/ops/boss"
	admin := bind("", "ClusterRole/cluster-admin", boss)
	const user = "User/u"
	running := pods("Deployment", "ops", "runner", "boss")
	const asBoss = " -> ServiceAccount ops/boss"
	tests := []struct {
		name, input, want, reason string
	}{
		{"nothing", admin + role("r", "", "get core pods") + bind("", "ClusterRole/r", user), "", "reading pods leads nowhere"},
		{"at the goal", bind("", "ClusterRole/cluster-admin", user), "", "no steps are needed"},
		{"create pods", admin + role("r", "", "create core pods") + bind("ops", "ClusterRole/r", user), "create pods in ops" + asBoss, "a pod runs as any account of its namespace"},
		{"create pods elsewhere", admin + role("r", "", "create core pods") + bind("shop", "ClusterRole/r", user), "", "no account of that namespace has more"},
		{
			"create pods anywhere", role("r", "", "create core pods") + bind("", "ClusterRole/r", user),
			"create pods in every namespace -> ServiceAccount kube-system/clusterrole-aggregation-controller; add permissions to ClusterRole " +
				"system:controller:clusterrole-aggregation-controller -> cluster-admin", "kube-system holds the accounts of the controllers",
		},
		{"change a deployment", admin + running + role("r", "", "patch apps deployments") + bind("ops", "ClusterRole/r", user), "change deployments in ops" + asBoss, "it takes another account"},
		{"change nothing", admin + role("r", "", "patch apps deployments") + bind("ops", "ClusterRole/r", user), "", "no deployment is there"},
		{"change another", admin + running + role("r", "", "patch apps deployments other") + bind("ops", "ClusterRole/r", user), "", "that one is not there"},
		{
			"change aws-node", role("r", "kube-system", "patch apps daemonsets") + bind("kube-system", "Role/r", user),
			"change daemonsets in kube-system -> ServiceAccount kube-system/clusterrole-aggregation-controller; add permissions to ClusterRole " +
				"system:controller:clusterrole-aggregation-controller -> cluster-admin", "aws-node is always there",
		},
		{"change a pod", admin + pods("Pod", "ops", "p", "boss") + role("r", "", "patch core pods") + bind("ops", "ClusterRole/r", user), "change the image of pods in ops" + asBoss, "it keeps its account"},
		{"token", admin + role("r", "", "create core serviceaccounts/token boss") + bind("ops", "ClusterRole/r", user), "create a token of a service account in ops" + asBoss, "the name is allowed"},
		{"token of another", admin + role("r", "", "create core serviceaccounts/token other") + bind("ops", "ClusterRole/r", user), "", "the name is not allowed"},
		{"secret without a token", admin + role("r", "", "get core secrets") + bind("ops", "ClusterRole/r", user), "", "no token is there"},
		{
			"secret with a token", admin + role("r", "", "list core secrets") + bind("ops", "ClusterRole/r", user) +
				"---\n{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: t, namespace: ops, annotations: {kubernetes.io/service-account.name: boss}}}\n",
			"read a Secret with a token in ops" + asBoss, "the token never expires",
		},
		{"make a token", admin + role("r", "", "get,create core secrets") + bind("ops", "ClusterRole/r", user), "make a Secret for a token and read it in ops" + asBoss, "the controller fills it"},
		{"exec", admin + running + role("r", "", "create core pods/exec") + bind("ops", "ClusterRole/r", user), "run a command in a pod in ops" + asBoss, "the token lies in the pod"},
		{
			"exec without a token", admin + strings.Replace(running, "serviceAccountName", "automountServiceAccountToken: false, serviceAccountName", 1) +
				role("r", "", "create core pods/exec") + bind("ops", "ClusterRole/r", user), "", "no token lies in the pod",
		},
		{"kubelet", admin + running + role("r", "", "get core nodes/proxy") + bind("", "ClusterRole/r", user), "run a command in any pod through the kubelet" + asBoss, "the kubelet runs commands"},
		{"kubelet by a role binding", admin + running + role("r", "", "get core nodes/proxy") + bind("ops", "ClusterRole/r", user), "", "nodes have no namespace"},
		{"impersonate a user", bind("", "ClusterRole/cluster-admin", "User/root") + role("r", "", "impersonate core users") + bind("", "ClusterRole/r", user), "impersonate a user -> User root", "any user"},
		{"impersonate a group alone", role("r", "", "impersonate core groups") + bind("", "ClusterRole/r", user), "", "a group needs a user beside it"},
		{"impersonate a group", role("r", "", "impersonate core groups,users x") + bind("", "ClusterRole/r", user), "", "only groups and users of that name"},
		{"impersonate any group", role("r", "", "impersonate core groups,users") + bind("", "ClusterRole/r", user), "impersonate a group -> Group system:masters", "masters are a group"},
		{"impersonate an account", admin + role("r", "", "impersonate core serviceaccounts") + bind("ops", "ClusterRole/r", user), "impersonate a service account in ops" + asBoss, "in its namespace"},
		{"bind", role("r", "", "bind rbac.authorization.k8s.io clusterroles", "create rbac.authorization.k8s.io clusterrolebindings") + bind("", "ClusterRole/r", user), "bind a cluster role to itself -> cluster-admin", "any role"},
		{"bind without the binding", role("r", "", "bind rbac.authorization.k8s.io clusterroles") + bind("", "ClusterRole/r", user), "", "it must write bindings too"},
		{"bindings without the verb", role("r", "", "create rbac.authorization.k8s.io clusterrolebindings") + bind("", "ClusterRole/r", user), "", "it can only give what it has"},
		{"bind view", role("r", "", "bind rbac.authorization.k8s.io clusterroles view", "create rbac.authorization.k8s.io clusterrolebindings") + bind("", "ClusterRole/r", user), "", "view leads nowhere"},
		{
			"bind in a namespace", admin + role("r", "", "bind rbac.authorization.k8s.io clusterroles", "create rbac.authorization.k8s.io rolebindings") + bind("ops", "ClusterRole/r", user),
			"bind a cluster role to itself in ops -> cluster-admin in ops; create pods in ops" + asBoss, "an administrator of the namespace runs pods as boss",
		},
		{"join a binding", role("r", "", "bind rbac.authorization.k8s.io clusterroles", "patch rbac.authorization.k8s.io clusterrolebindings cluster-admin") + bind("", "ClusterRole/r", user), "add itself to ClusterRoleBinding cluster-admin -> cluster-admin", "the binding of cluster-admin is always there"},
		{"escalate", role("r", "", "escalate,patch rbac.authorization.k8s.io clusterroles") + bind("", "ClusterRole/r", user), "add permissions to ClusterRole r -> cluster-admin", "its own role"},
		{"escalate another", role("r", "", "escalate,patch rbac.authorization.k8s.io clusterroles other") + bind("", "ClusterRole/r", user), "", "a role that it does not have"},
		{
			"escalate by aggregation", strings.Replace(role("r", "", "escalate,create rbac.authorization.k8s.io clusterroles"), "metadata: {", `metadata: {labels: {sum: "1"}, `, 1) +
				"---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: sum}, aggregationRule: {clusterRoleSelectors: [{matchLabels: {sum: '1'}}]}}\n" +
				bind("", "ClusterRole/sum", user), "make a ClusterRole that sum aggregates -> cluster-admin", "what is made is added to the role that it has",
		},
		{"webhook", admin + running + role("r", "", "update admissionregistration.k8s.io mutatingwebhookconfigurations") + bind("", "ClusterRole/r", user), "change pods as they are created by mutatingwebhookconfigurations" + asBoss, "every pod passes it"},
		{
			"two steps", bind("", "ClusterRole/cluster-admin", boss) + role("a", "", "create core pods") + bind("ops", "ClusterRole/a", "ServiceAccount/shop/mid") +
				role("b", "", "impersonate core serviceaccounts mid") + bind("shop", "ClusterRole/b", user),
			"impersonate a service account in shop -> ServiceAccount shop/mid; create pods in ops" + asBoss, "one account leads to the next",
		},
		{"role elsewhere", bind("", "ClusterRole/elsewhere", user), "unknown: not-in-input", "its rules are not known"},
		{"through a group", admin + role("r", "", "create core pods") + bind("ops", "ClusterRole/r", "Group/system:authenticated", user), "create pods in ops" + asBoss, "everybody is in the group"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := factstest.Read(t, tt.input)
			rbac.Compute(m)
			if diff := cmp.Diff(tt.want, ways(m, "User", "u")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestPrincipals(t *testing.T) {
	m := factstest.Read(t, role("r", "", "get core secrets")+bind("shop", "ClusterRole/r", "ServiceAccount/shop/web", "ServiceAccount/shop/web")+
		bind("", "ClusterRole/view", "Group/system:serviceaccounts:shop")+
		pods("Deployment", "shop", "web", "web")+pods("Deployment", "shop", "api", "api")+pods("Deployment", "bank", "x", "default")+
		"---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop}, automountServiceAccountToken: false}\n")
	rbac.Compute(m)
	type principal struct {
		Name      string
		Bindings  int
		Workloads int
		Images    []string
		Grants    []string
		Admin     bool
	}
	var got []principal
	for _, p := range m.Principals {
		one := principal{Name: p.Kind + "/" + p.Namespace + "/" + p.Name, Bindings: len(p.Bindings), Workloads: len(p.Workloads), Images: p.Images, Admin: *p.AdminEquivalent}
		for _, g := range p.Grants {
			one.Grants = append(one.Grants, fmt.Sprintf("%s in %s by %s", g.Name, g.Namespace, g.Role))
		}
		got = append(got, one)
	}
	want := []principal{
		{Name: "Group//system:serviceaccounts:shop", Bindings: 1},
		{Name: "ServiceAccount/bank/default", Workloads: 1, Images: []string{"team/x"}},
		{Name: "ServiceAccount/shop/api", Bindings: 1, Workloads: 1, Images: []string{"team/api"}},
		{Name: "ServiceAccount/shop/web", Bindings: 2, Workloads: 1, Images: []string{"team/web"}, Grants: []string{"secrets-read in shop by r"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("principals (-want +got):\n%s", diff)
	}
	var mounted []string
	for _, w := range m.Workloads {
		text := string(w.Why("token_mounted"))
		if w.TokenMounted != nil {
			text = fmt.Sprint(*w.TokenMounted)
		}
		mounted = append(mounted, w.Name+": "+text)
		if w.Principal == nil {
			t.Errorf("%s has no principal", w.Name)
		}
	}
	if diff := cmp.Diff([]string{"web: false", "api: not-in-input", "x: true"}, mounted); diff != "" {
		t.Errorf("mounted tokens (-want +got):\n%s", diff)
	}
}

func TestLeftOutNamespaces(t *testing.T) {
	same := strings.ReplaceAll(pods("Deployment", "shop", "web", "web"), ", namespace: shop", "")
	binding := bind("", "ClusterRole/cluster-admin", "ServiceAccount/shop/web")
	m := factstest.Read(t, same+binding)
	rbac.Compute(m)
	p := m.Workloads[0].Principal
	if p.AdminEquivalent != nil || p.Why("admin_equivalent") != model.NamespaceLeftOut || p.Why("bindings") != model.NamespaceLeftOut {
		t.Errorf("the pods may run as the account that the binding names: %+v", p)
	}
	m = factstest.Read(t, same+strings.ReplaceAll(binding, `namespace: "shop", `, ""))
	rbac.Compute(m)
	if p := m.Workloads[0].Principal; p.AdminEquivalent == nil || !*p.AdminEquivalent {
		t.Errorf("what leaves the namespace out in one bundle is in one namespace: %+v", p)
	}
	m = factstest.Read(t, pods("Deployment", "shop", "web", "web")+strings.ReplaceAll(binding, `name: "web"`, `name: "${NAME}"`))
	rbac.Compute(m)
	if p := m.Workloads[0].Principal; p.Why("admin_equivalent") != model.TemplateValue {
		t.Errorf("the subject may become this account: %+v", p)
	}
}
