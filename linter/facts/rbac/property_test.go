package rbac

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/linter/facts/truth"
	"github.com/ekslint/ekslint/parsers/model"
)

// The small worlds are drawn from these few names, so that rules and requests meet.
var (
	somePlaces    = []string{"a", "b"}
	someAccounts  = []string{"x", "y"}
	someNames     = []string{"x", "y", "r0", "r1", "r2", "w"}
	someVerbs     = []string{"get", "list", "create", "update", "patch", "bind", "escalate", "impersonate", "*", "get*"}
	someGroups    = []string{"", "apps", rbacGroup, "admissionregistration.k8s.io", "*"}
	someResources = []string{
		"pods", "pods/exec", "secrets", "serviceaccounts", "serviceaccounts/token", "users", "groups", "deployments", "nodes/proxy",
		"roles", "clusterroles", "rolebindings", "clusterrolebindings", "mutatingwebhookconfigurations", "*", "*/exec", "pods/*",
	}
	somePaths = []string{"/logs", "/logs/*", "/metrics", "*"}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func some[T any](r *rand.Rand, list []T, most int) []T {
	var out []T
	for range 1 + r.IntN(most) {
		out = append(out, pick(r, list))
	}
	return out
}

func object(kind, namespace, name string) model.Object {
	return model.Object{Kind: kind, Namespace: namespace, Name: name}
}

// world makes a small world.
func world(r *rand.Rand) *model.Model {
	m := &model.Model{Settings: model.Settings{KubernetesMinor: 34 + r.IntN(2)}}
	for i := range 2 + r.IntN(3) {
		role := &model.Role{Object: object("ClusterRole", "", fmt.Sprintf("r%d", i))}
		if r.IntN(3) == 0 {
			role.Object = object("Role", pick(r, somePlaces), role.Name)
		} else {
			role.Labels = map[string]string{"l": pick(r, []string{"1", "2"})}
			if r.IntN(3) == 0 {
				role.Labels[aggregateLabel+"sum"] = "true"
			}
			if r.IntN(6) == 0 {
				role.AggregationSelectors = []*model.LabelSelector{{MatchLabels: map[string]string{"l": pick(r, []string{"1", "2"})}}}
			}
		}
		for range 1 + r.IntN(2) {
			role.Rules = append(role.Rules, rule(r))
		}
		m.Roles = append(m.Roles, role)
	}
	for i := range 1 + r.IntN(4) {
		b := &model.RoleBinding{Object: object("ClusterRoleBinding", "", pick(r, someNames)), RoleKind: "ClusterRole"}
		if r.IntN(2) == 0 {
			b.Object = object("RoleBinding", pick(r, somePlaces), pick(r, someNames))
			b.RoleKind = pick(r, []string{"ClusterRole", "Role"})
		}
		b.RoleName = pick(r, []string{"r0", "r1", "r2", "r0", "r1", "r2", "view", "sums", "cluster-admin"})
		b.Ref = model.Ref(1000 + i)
		b.Subjects = append(b.Subjects, subject(r))
		m.RoleBindings = append(m.RoleBindings, b)
	}
	for range r.IntN(3) {
		kind := pick(r, []string{"Pod", "Deployment"})
		w := &model.Workload{Pod: model.Pod{Object: object(kind, pick(r, somePlaces), pick(r, []string{"w", "v"})), ServiceAccountName: pick(r, someAccounts)}}
		m.Workloads = append(m.Workloads, w)
	}
	if r.IntN(3) == 0 {
		s := &model.Secret{Object: object("Secret", pick(r, somePlaces), pick(r, someNames)), Type: "kubernetes.io/service-account-token"}
		s.ServiceAccountName = pick(r, someAccounts)
		m.Secrets = append(m.Secrets, s)
	}
	return m
}

func rule(r *rand.Rand) *model.PolicyRule {
	if r.IntN(8) == 0 {
		return &model.PolicyRule{Verbs: some(r, someVerbs, 1), NonResourceURLs: some(r, somePaths, 2)}
	}
	p := &model.PolicyRule{Verbs: some(r, someVerbs, 3), APIGroups: some(r, someGroups, 2), Resources: some(r, someResources, 3)}
	if r.IntN(4) == 0 {
		p.ResourceNames = some(r, someNames, 2)
	}
	return p
}

func subject(r *rand.Rand) *model.Subject {
	switch r.IntN(4) {
	case 0:
		return &model.Subject{Kind: User, Name: pick(r, []string{"u", "v", "system:serviceaccount:a:x"})}
	case 1:
		return &model.Subject{Kind: Group, Name: pick(r, []string{"g", "system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated"})}
	}
	return &model.Subject{Kind: ServiceAccount, Namespace: pick(r, somePlaces), Name: pick(r, someAccounts)}
}

// small is a cluster with few built-in roles; it has the kinds of paths that the real one
// has.
const small = `
clusterrole cluster-admin
  * * *
  * url *
clusterrole view
  get,list core pods,serviceaccounts
  get,list apps deployments
clusterrole sums from:sum
clusterrole system:agg
  escalate,update rbac.authorization.k8s.io clusterroles
clusterrole system:tok
  create core serviceaccounts/token
clusterrolebinding cluster-admin clusterrole:cluster-admin group:system:masters
clusterrolebinding system:agg clusterrole:system:agg account:kube-system/agg
clusterrolebinding system:tok clusterrole:system:tok user:system:tok
`

func smallBase(t *testing.T) *policy {
	t.Helper()
	p, err := parsePolicy(small)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// reference answers requests in the slow and obvious way: it walks over all bindings, and
// over all rules of all roles.
type reference struct {
	m        *model.Model
	roles    []*model.Role
	bindings []*model.RoleBinding
}

func newReference(m *model.Model, base *policy) reference {
	return reference{m, slices.Concat(base.roles, m.Roles), slices.Concat(base.bindings, m.RoleBindings)}
}

func (x reference) allowed(s Subject, q Request) truth.Value {
	result := truth.No
	for _, b := range x.bindings {
		if !x.names(b, s) {
			continue
		}
		if b.Kind == "RoleBinding" && (q.Path != "" || q.Namespace != b.Namespace) {
			continue
		}
		rules, known := x.rules(b.RoleKind, b.RoleName, b.Namespace)
		for _, rule := range rules {
			if allows(rule, q) {
				return truth.Yes
			}
		}
		if !known && (b.Kind == "RoleBinding" || b.RoleKind == "ClusterRole") {
			result = truth.Unknown
		}
	}
	return result
}

func (x reference) names(b *model.RoleBinding, s Subject) bool {
	for _, subject := range b.Subjects {
		switch subject.Kind {
		case User:
			if s.Kind == User && s.Name == subject.Name ||
				s.Kind == ServiceAccount && subject.Name == "system:serviceaccount:"+s.Namespace+":"+s.Name {
				return true
			}
		case ServiceAccount:
			if s.Kind == ServiceAccount && s.Namespace == subject.Namespace && s.Name == subject.Name {
				return true
			}
		case Group:
			isAccount := s.Kind == ServiceAccount
			switch subject.Name {
			case "system:authenticated":
				return true
			case "system:serviceaccounts":
				if isAccount || s.Kind == Group && strings.HasPrefix(s.Name, "system:serviceaccounts:") {
					return true
				}
			case "system:serviceaccounts:" + s.Namespace:
				if isAccount {
					return true
				}
			}
			if s.Kind == Group && s.Name == subject.Name {
				return true
			}
		}
	}
	return false
}

// rules are those of a role, and of all roles of that name.
func (x reference) rules(kind, name, namespace string) (rules []*model.PolicyRule, known bool) {
	for _, role := range x.roles {
		if role.Kind == kind && role.Name == name && (kind == "ClusterRole" || role.Namespace == namespace) {
			known = true
			rules = append(rules, x.effective(role, 0)...)
		}
	}
	return rules, known
}

// effective repeats the aggregation as often as there are roles, which is enough.
func (x reference) effective(role *model.Role, depth int) []*model.PolicyRule {
	if len(role.AggregationSelectors) == 0 {
		return role.Rules
	}
	if depth > len(x.roles) {
		return nil
	}
	var rules []*model.PolicyRule
	for _, other := range x.roles {
		if other == role || other.Kind != "ClusterRole" {
			continue
		}
		for key, value := range role.AggregationSelectors[0].MatchLabels {
			if other.Labels[key] == value {
				rules = append(rules, x.effective(other, depth+1)...)
			}
		}
	}
	return rules
}

// allows is the matching of the API server, written down once more.
func allows(rule *model.PolicyRule, q Request) bool {
	in := func(list []string, want string) bool {
		for _, s := range list {
			if s == want || s == "*" {
				return true
			}
		}
		return false
	}
	if !in(rule.Verbs, q.Verb) {
		return false
	}
	if q.Path != "" {
		for _, url := range rule.NonResourceURLs {
			if url == q.Path || strings.HasSuffix(url, "*") && strings.HasPrefix(q.Path, strings.TrimSuffix(url, "*")) {
				return true
			}
		}
		return false
	}
	resource := q.Resource
	if q.Subresource != "" {
		resource += "/" + q.Subresource
	}
	matches := in(rule.Resources, resource) || q.Subresource != "" && slices.Contains(rule.Resources, "*/"+q.Subresource)
	named := len(rule.ResourceNames) == 0
	for _, name := range rule.ResourceNames {
		named = named || name == q.Name
	}
	return matches && named && in(rule.APIGroups, q.Group)
}

// requests are all requests that a small world can be asked.
func requests() []Request {
	var list []Request
	for _, verb := range []string{"get", "list", "create", "update", "patch", "bind", "escalate", "impersonate"} {
		for _, path := range []string{"/logs", "/logs/kubelet", "/metrics"} {
			list = append(list, Request{Verb: verb, Path: path})
		}
		for _, group := range []string{"", "apps", rbacGroup} {
			for _, resource := range []string{"pods", "pods/exec", "secrets", "serviceaccounts/token", "deployments", "nodes/proxy", "clusterroles", "users"} {
				for _, namespace := range []string{"", "a", "b"} {
					for _, name := range []string{"", "x", "r1"} {
						resource, sub, _ := strings.Cut(resource, "/")
						list = append(list, Request{Verb: verb, Group: group, Resource: resource, Subresource: sub, Namespace: namespace, Name: name})
					}
				}
			}
		}
	}
	return list
}

func subjects() []Subject {
	list := []Subject{
		{Kind: User, Name: "u"},
		{Kind: User, Name: "v"},
		{Kind: Group, Name: "g"},
		{Kind: Group, Name: "system:serviceaccounts:a"},
		{Kind: Group, Name: "system:serviceaccounts"},
	}
	for _, namespace := range somePlaces {
		for _, name := range someAccounts {
			list = append(list, Subject{Kind: ServiceAccount, Namespace: namespace, Name: name})
		}
	}
	return list
}

func TestAllowedAgreesWithTheReference(t *testing.T) {
	base, all, who := smallBase(t), requests(), subjects()
	seen := map[truth.Value]int{}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 1)) // worlds must be the same in each run
		m := world(r)
		a, x := newAccess(m, base), newReference(m, base)
		for range 300 {
			s, q := pick(r, who), pick(r, all)
			want, got := x.allowed(s, q), a.Allowed(s, q)
			seen[want]++
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Fatalf("world %d, %+v asks %+v (-want +got):\n%s", seed, s, q, diff)
			}
		}
	}
	for _, v := range []truth.Value{truth.Yes, truth.No, truth.Unknown} {
		if seen[v] < 1000 {
			t.Errorf("only %d answers are %v; the worlds do not test that", seen[v], v)
		}
	}
}

// meanings are the requests of which a grant is any.
func meanings(minor int) map[string][]Request {
	with := func(group, resource string, verbs ...string) []Request {
		resource, sub, _ := strings.Cut(resource, "/")
		var list []Request
		for _, verb := range verbs {
			q := Request{Verb: verb, Group: group, Resource: resource, Subresource: sub}
			if verb == "create" && sub == "" {
				list = append(list, q)
				continue
			}
			for _, name := range append([]string{"other"}, someNames...) {
				q.Name = name
				list = append(list, q)
			}
		}
		return list
	}
	exec := []string{"create"}
	if minor < 35 {
		exec = append(exec, "get")
	}
	const hooks = webhookGroup
	return map[string][]Request{
		model.GrantSecretsRead:    with("", "secrets", "get", "list", "watch"),
		model.GrantSecretsCreate:  with("", "secrets", "create"),
		model.GrantWorkloadCreate: append(with("", "pods", "create"), with("apps", "deployments", "create")...),
		model.GrantPodExec:        append(with("", "pods/exec", exec...), with("", "pods/attach", exec...)...),
		model.GrantTokenRequest:   with("", "serviceaccounts/token", "create"),
		model.GrantBind:           append(with(rbacGroup, "roles", "bind"), with(rbacGroup, "clusterroles", "bind")...),
		model.GrantEscalate:       append(with(rbacGroup, "roles", "escalate"), with(rbacGroup, "clusterroles", "escalate")...),
		model.GrantNodeProxy:      with("", "nodes/proxy", "get", "create", "update", "patch", "delete"),
		model.GrantWebhookWrite:   with(hooks, "mutatingwebhookconfigurations", "create", "update", "patch", "delete"),
	}
}

// partly are the grants of which meanings lists only a part.
var partly = map[string]bool{model.GrantWorkloadCreate: true, model.GrantPodExec: true, model.GrantWebhookWrite: true}

func TestGrantsAreWhatRequestsAreAllowed(t *testing.T) {
	base, seen := smallBase(t), map[string]int{}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 2)) // rules must be the same in each run
		minor := 34 + r.IntN(2)
		p := rule(r)
		m := &model.Model{
			Settings: model.Settings{KubernetesMinor: minor},
			Roles:    []*model.Role{{Object: object("ClusterRole", "", "r"), Rules: []*model.PolicyRule{p}}},
		}
		compute(newAccess(m, base), m)
		for grant, list := range meanings(minor) {
			want := slices.ContainsFunc(list, func(q Request) bool { return allows(p, q) })
			got := slices.Contains(p.Grants, grant)
			if got && !want && !partly[grant] {
				t.Fatalf("%s of %+v is there and no request is allowed", grant, p)
			}
			if want && !got {
				t.Fatalf("%s of %+v is missing", grant, p)
			}
			if want {
				seen[grant]++
			}
		}
	}
	for grant := range meanings(34) {
		if seen[grant] < 10 {
			t.Errorf("only %d rules give %s", seen[grant], grant)
		}
	}
}

// actor is a subject or whoever holds a role in a namespace; everywhere if that is "".
type actor struct {
	Subject
	roleKind, role, namespace string
}

func holder(kind, role, namespace string) actor {
	return actor{roleKind: kind, role: role, namespace: namespace}
}

// may asks for an actor.
func (x reference) may(a actor, q Request) bool {
	if a.role == "" {
		return x.allowed(a.Subject, q) == truth.Yes
	}
	if a.namespace != "" && a.namespace != q.Namespace {
		return false
	}
	rules, _ := x.rules(a.roleKind, a.role, a.namespace)
	return slices.ContainsFunc(rules, func(r *model.PolicyRule) bool { return allows(r, q) })
}

// bound are the roles that an actor has, each as the actor that has just that.
func (x reference) bound(a actor) []actor {
	if a.role != "" {
		return []actor{a}
	}
	var list []actor
	for _, b := range x.bindings {
		if x.names(b, a.Subject) && (b.Kind == "RoleBinding" || b.RoleKind == "ClusterRole") {
			list = append(list, holder(b.RoleKind, b.RoleName, b.Namespace))
		}
	}
	return list
}

var everyPlace = append([]string{"kube-system"}, somePlaces...)

// accounts are the service accounts of a namespace.
func (x reference) accounts(namespace string) []actor {
	var list []actor
	for _, s := range x.known() {
		if s.Kind == ServiceAccount && s.Namespace == namespace {
			list = append(list, actor{Subject: s})
		}
	}
	return list
}

// known are all subjects that anything names.
func (x reference) known() []Subject {
	var list []Subject
	for _, b := range x.bindings {
		for _, s := range b.Subjects {
			if rest, ok := strings.CutPrefix(s.Name, "system:serviceaccount:"); ok && s.Kind == User {
				namespace, name, _ := strings.Cut(rest, ":")
				list = append(list, Subject{ServiceAccount, namespace, name})
				continue
			}
			list = append(list, Subject{s.Kind, s.Namespace, s.Name})
		}
	}
	for _, w := range x.m.Workloads {
		list = append(list, Subject{ServiceAccount, w.Namespace, w.ServiceAccountName})
	}
	slices.SortFunc(list, compare)
	return slices.Compact(list)
}

// leads are the actors that one step makes of an actor: all it can do is asked for, one
// request at a time.
func (x reference) leads(a actor) (direct, byWebhook []actor) {
	for _, namespace := range everyPlace {
		direct = append(direct, x.leadsIn(a, namespace)...)
	}
	can := func(verb, group, resource, sub, name string) bool {
		return x.may(a, Request{Verb: verb, Group: group, Resource: resource, Subresource: sub, Name: name})
	}
	anyName := append([]string{"other"}, someNames...)
	for _, name := range anyName {
		for _, verb := range []string{"get", "create", "update", "patch", "delete"} {
			if can(verb, "", "nodes", "proxy", name) {
				direct = append(direct, x.running()...)
			}
		}
	}
	someone := false
	for _, name := range append(anyName, "u", "v", "system:tok") {
		if can("impersonate", "", "users", "", name) {
			someone = true
			direct = append(direct, actor{Subject: Subject{Kind: User, Name: name}})
		}
		for _, namespace := range everyPlace {
			someone = someone || x.may(a, Request{Verb: "impersonate", Resource: "serviceaccounts", Namespace: namespace, Name: name})
		}
	}
	for _, name := range append(anyName, "g", "system:masters", "system:authenticated") {
		if someone && can("impersonate", "", "groups", "", name) {
			direct = append(direct, actor{Subject: Subject{Kind: Group, Name: name}})
		}
	}
	direct = append(direct, x.leadsByRoles(a)...)
	for _, resource := range []string{"mutatingwebhookconfigurations", "mutatingadmissionpolicies"} {
		if can("create", webhookGroup, resource, "", "") || can("update", webhookGroup, resource, "", "unnamed") || can("patch", webhookGroup, resource, "", "unnamed") {
			byWebhook = append(byWebhook, x.running()...)
		}
	}
	return direct, byWebhook
}

func (x reference) running() []actor {
	var list []actor
	for _, w := range x.m.Workloads {
		list = append(list, actor{Subject: Subject{ServiceAccount, w.Namespace, w.ServiceAccountName}})
	}
	return list
}

// leadsIn are the steps by objects of one namespace.
func (x reference) leadsIn(a actor, namespace string) []actor {
	var list []actor
	can := func(verb, group, resource, sub, name string) bool {
		return x.may(a, Request{Verb: verb, Group: group, Resource: resource, Subresource: sub, Namespace: namespace, Name: name})
	}
	accounts := x.accounts(namespace)
	for _, w := range workloads {
		if can("create", w.group, w.resource, "", "") {
			list = append(list, accounts...)
		}
	}
	there := map[string][]string{"pods": {"generated"}}
	if namespace == "kube-system" {
		there["daemonsets"], there["deployments"] = []string{"aws-node", "kube-proxy"}, []string{"coredns"}
	}
	var pods []actor
	for _, w := range x.m.Workloads {
		if w.Namespace != namespace {
			continue
		}
		self := actor{Subject: Subject{ServiceAccount, namespace, w.ServiceAccountName}}
		name := "generated"
		if w.Kind == "Pod" {
			name = w.Name
		} else {
			there["deployments"] = append(there["deployments"], w.Name)
		}
		exec := can("create", "", "pods", "exec", name) || x.m.Settings.KubernetesMinor < 35 && can("get", "", "pods", "exec", name)
		change := can("update", "", "pods", "", name) || can("patch", "", "pods", "", name)
		debug := can("update", "", "pods", "ephemeralcontainers", name) || can("patch", "", "pods", "ephemeralcontainers", name)
		if exec || change || debug {
			pods = append(pods, self)
		}
	}
	list = append(list, pods...)
	for _, resource := range []string{"daemonsets", "deployments"} {
		for _, name := range there[resource] {
			if can("update", "apps", resource, "", name) || can("patch", "apps", resource, "", name) {
				list = append(list, accounts...)
			}
		}
	}
	for _, account := range accounts {
		if can("create", "", "serviceaccounts", "token", account.Name) || can("impersonate", "", "serviceaccounts", "", account.Name) {
			list = append(list, account)
		}
	}
	read := func(name string) bool {
		return can("get", "", "secrets", "", name) || can("list", "", "secrets", "", name) || can("watch", "", "secrets", "", name)
	}
	for _, s := range x.m.Secrets {
		if s.Namespace == namespace && read(s.Name) {
			list = append(list, actor{Subject: Subject{ServiceAccount, namespace, s.ServiceAccountName}})
		}
	}
	if read("fresh") && can("create", "", "secrets", "", "") {
		list = append(list, accounts...)
	}
	return list
}

// leadsByRoles are the steps by roles and bindings.
func (x reference) leadsByRoles(a actor) []actor {
	var list []actor
	can := func(verb, resource, namespace, name string) bool {
		return x.may(a, Request{Verb: verb, Group: rbacGroup, Resource: resource, Namespace: namespace, Name: name})
	}
	write := func(resource, namespace, name string) bool {
		return can("update", resource, namespace, name) || can("patch", resource, namespace, name)
	}
	plural := map[string]string{"ClusterRole": "clusterroles", "Role": "roles"}
	for _, role := range x.roles {
		for _, namespace := range append([]string{""}, everyPlace...) {
			bindings := "rolebindings"
			if namespace == "" {
				bindings = "clusterrolebindings"
			}
			if role.Kind == "Role" && role.Namespace != namespace {
				continue
			}
			if can("bind", plural[role.Kind], namespace, role.Name) && can("create", bindings, namespace, "") {
				list = append(list, holder(role.Kind, role.Name, namespace))
			}
		}
	}
	for _, b := range x.bindings {
		bindings := "rolebindings"
		if b.Kind == "ClusterRoleBinding" {
			bindings = "clusterrolebindings"
		}
		if write(bindings, b.Namespace, b.Name) && can("bind", plural[b.RoleKind], b.Namespace, b.RoleName) && (b.Kind == "RoleBinding" || b.RoleKind == "ClusterRole") {
			list = append(list, holder(b.RoleKind, b.RoleName, b.Namespace))
		}
	}
	for _, own := range x.bound(a) {
		at := own.namespace
		if own.roleKind == "ClusterRole" {
			at = "" // cluster roles have no namespace, wherever they are bound
		}
		if can("escalate", plural[own.roleKind], at, own.role) && write(plural[own.roleKind], at, own.role) {
			list = append(list, holder("ClusterRole", "cluster-admin", own.namespace))
		}
		for _, role := range x.roles {
			if role.Kind == own.roleKind && role.Name == own.role && len(role.AggregationSelectors) > 0 &&
				can("escalate", "clusterroles", "", "") && can("create", "clusterroles", "", "") {
				list = append(list, holder("ClusterRole", "cluster-admin", own.namespace))
			}
		}
	}
	return list
}

// distances are the fewest steps from each actor to one that may do everything: first
// without webhooks, and then with them for those that do not get there else.
func (x reference) distances(from []actor) map[actor]int {
	direct, webhook := map[actor][]actor{}, map[actor][]actor{}
	for queue := slices.Clone(from); len(queue) > 0; queue = queue[1:] {
		a := queue[0]
		if _, done := direct[a]; done {
			continue
		}
		direct[a], webhook[a] = x.leads(a)
		queue = append(queue, direct[a]...)
		queue = append(queue, webhook[a]...)
	}
	far := map[actor]int{}
	for a := range direct {
		if x.may(a, Request{Verb: "zz", Group: "zz", Resource: "zz"}) {
			far[a] = 0
		}
	}
	relax := func(edges map[actor][]actor, fixed bool) {
		settled := map[actor]bool{}
		for a := range far {
			settled[a] = fixed
		}
		for changed := true; changed; {
			changed = false
			for a, next := range edges {
				for _, b := range next {
					d, ok := far[b]
					if !ok || settled[a] {
						continue
					}
					if old, has := far[a]; !has || d+1 < old {
						far[a], changed = d+1, true
					}
				}
			}
		}
	}
	relax(direct, false)
	both := map[actor][]actor{}
	for a := range direct {
		both[a] = append(slices.Clone(direct[a]), webhook[a]...)
	}
	relax(both, true)
	return far
}

func TestEscalationAgreesWithTheReference(t *testing.T) {
	base := smallBase(t)
	steps := map[int]int{}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 3)) // worlds must be the same in each run
		m := world(r)
		for range r.IntN(6) { // rules that lead somewhere are rare by chance
			role := pick(r, m.Roles)
			role.Rules = append(role.Rules, promising(r))
		}
		a, x := newAccess(m, base), newReference(m, base)
		compute(a, m)
		var from []actor
		for _, s := range x.known() {
			from = append(from, actor{Subject: s})
		}
		far := x.distances(from)
		for _, p := range m.Principals {
			s := Subject{p.Kind, p.Namespace, p.Name}
			want, reached := far[actor{Subject: s}]
			if !reached {
				want = -1
			}
			got := len(p.EscalationPath)
			if got == 0 && (p.AdminEquivalent == nil || !*p.AdminEquivalent) {
				got = -1
			}
			steps[want]++
			viaWebhook := slices.ContainsFunc(p.EscalationPath, func(s *model.EscalationStep) bool { return s.Via == viaWebhook })
			if viaWebhook && want > 0 && got >= want {
				continue // the fewest steps are only promised where nobody has to wait
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("world %d, steps of %+v (-want +got):\n%s\n%s", seed, s, diff, ways(p))
			}
		}
	}
	for _, n := range []int{-1, 0, 1, 2, 3} {
		if steps[n] < 10 {
			t.Errorf("only %d subjects have %d steps: %v", steps[n], n, steps)
		}
	}
}

func ways(p *model.Principal) string {
	var list []string
	for _, s := range p.EscalationPath {
		list = append(list, s.Text+" -> "+s.Becomes)
	}
	return strings.Join(list, "; ")
}

// promising makes a rule that may be a step.
func promising(r *rand.Rand) *model.PolicyRule {
	set := func(verbs, group, resources string) *model.PolicyRule {
		return &model.PolicyRule{Verbs: strings.Split(verbs, ","), APIGroups: []string{group}, Resources: strings.Split(resources, ",")}
	}
	p := pick(r, []*model.PolicyRule{
		set("create", "", "pods"), set("patch", "apps", "deployments"), set("patch,update", "", "pods"), set("create", "", "serviceaccounts/token"),
		set("get,create", "", "secrets"), set("get", "", "secrets"), set("create", "", "pods/exec"), set("impersonate", "", "serviceaccounts"),
		set("impersonate", "", "users"), set("impersonate", "", "groups"), set("bind", rbacGroup, "clusterroles,roles"),
		set("create", rbacGroup, "rolebindings"), set("create", rbacGroup, "clusterrolebindings"), set("patch", rbacGroup, "rolebindings,clusterrolebindings"),
		set("escalate", rbacGroup, "clusterroles,roles"), set("update", rbacGroup, "clusterroles,roles"), set("create", rbacGroup, "clusterroles"),
		set("get", "", "nodes/proxy"), set("create", webhookGroup, "mutatingwebhookconfigurations"),
	})
	if r.IntN(4) == 0 {
		p.ResourceNames = some(r, someNames, 2)
	}
	return p
}
