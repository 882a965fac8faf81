package rbac

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
)

// adminRole is the role that a path ends in.
const adminRole = "cluster-admin"

// The ways of a step that are no grant.
const (
	viaAggregation = "aggregation"
	viaWebhook     = "webhook"
)

// move is one step that a subject can take.
type move struct {
	via string
	// format and args say what is done.
	format string
	args   []any
	by     held
	// to are what the step leads to, of which one can be chosen.
	to []Subject
	// pool is what the step leads to beside to; nil for nothing.
	pool *pool
}

// pool is a set of service accounts that many steps lead to. The one nearest to the goal
// is all that counts.
type pool struct {
	members []Subject
	best    *Subject
}

// held is one rule that a subject has.
type held struct {
	*granted
	rule *model.PolicyRule
}

// token is a Secret with a token that does not expire.
type token struct {
	where  place
	secret string
	owner  Subject
}

// escalation searches for the steps to cluster-admin.
type escalation struct {
	*Access
	minor     int
	workloads []*model.Workload
	bindings  []*model.RoleBinding
	tokens    []token

	accounts map[place]*pool // service accounts
	running  map[place]*pool // service accounts whose token a pod holds
	byName   map[string][]Subject
	users    *pool

	own   map[Subject]bool // the principals of the unit
	level map[Subject]int
	taken map[Subject]*taken
}

// taken is the step that a subject takes.
type taken struct {
	*move
	next Subject
}

func newEscalation(a *Access, m *model.Model, known []Subject) *escalation {
	e := &escalation{
		Access: a, minor: minorOf(m), workloads: m.Workloads,
		bindings: slices.Concat(a.base.bindings, m.RoleBindings),
		accounts: map[place]*pool{}, running: map[place]*pool{}, byName: map[string][]Subject{}, users: &pool{},
		own: map[Subject]bool{}, level: map[Subject]int{}, taken: map[Subject]*taken{},
	}
	for _, s := range known {
		switch s.Kind {
		case ServiceAccount:
			e.byName[s.Name] = append(e.byName[s.Name], s)
			join(e.accounts, s)
		case User:
			e.users.members = append(e.users.members, s)
		}
	}
	for _, s := range holders(m) {
		join(e.running, s)
	}
	for _, secret := range m.Secrets {
		if secret.Type == tokenSecret && secret.ServiceAccountName != "" {
			owner := Subject{ServiceAccount, placeOf(&secret.Object), secret.ServiceAccountName}
			e.tokens = append(e.tokens, token{place(owner.Namespace), secret.Name, owner})
		}
	}
	return e
}

// join adds a service account to the pool of its namespace and to that of all.
func join(pools map[place]*pool, s Subject) {
	for _, p := range []place{place(s.Namespace), everyNamespace} {
		if pools[p] == nil {
			pools[p] = &pool{}
		}
		pools[p].members = append(pools[p].members, s)
	}
}

// holders are the service accounts whose token a pod of the unit holds, each once.
func holders(m *model.Model) []Subject {
	var list []Subject
	for _, w := range m.Workloads {
		if holdsToken(w) {
			list = append(list, accountOf(&w.Pod))
		}
	}
	slices.SortFunc(list, compare)
	return slices.Compact(list)
}

// holdsToken reports whether the pods of a workload get a token for the API server,
// unless their service account forbids it, which is not looked at.
func holdsToken(w *model.Workload) bool {
	if w.AutomountServiceAccountToken == nil || *w.AutomountServiceAccountToken {
		return true
	}
	return slices.ContainsFunc(w.Volumes, func(v *model.Volume) bool {
		return slices.ContainsFunc(v.ServiceAccountTokens, func(t *model.ServiceAccountToken) bool { return t.Audience == "" })
	})
}

// accountOf is the service account that the pods of a workload run as.
func accountOf(pod *model.Pod) Subject {
	return Subject{ServiceAccount, placeOf(&pod.Object), cmp.Or(pod.ServiceAccountName, "default")}
}

func compare(a, b Subject) int {
	return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
}

// holding stands for whoever has a role in a place, as a subject that has just that.
func holding(kind, role string, where place) Subject {
	return Subject{Kind: kind, Namespace: string(where), Name: role}
}

// granted is that of Access, and knows those who hold a role.
func (e *escalation) granted(s Subject) []*granted {
	switch s.Kind {
	case clusterRole:
		return []*granted{{
			binding: &model.RoleBinding{RoleKind: clusterRole, RoleName: s.Name},
			content: e.roles.union(e.roles.byName[s.Name]), where: place(s.Namespace),
		}}
	case "Role":
		b := &model.RoleBinding{RoleKind: "Role", RoleName: s.Name}
		for _, role := range e.roles.local[s.Name] {
			if placeOf(&role.Object) == s.Namespace {
				return []*granted{{binding: b, content: e.roles.content(role), where: place(s.Namespace)}}
			}
		}
		return nil
	}
	return e.Access.granted(s)
}

// solve finds, for each subject, the fewest steps to the goal. Steps that wait for others
// to do something, as webhooks do, are taken only where nothing else leads there.
func (e *escalation) solve(from []Subject) {
	for _, s := range from {
		e.own[s] = true
	}
	moves := e.allMoves(from)
	subjects := slices.SortedFunc(maps.Keys(moves), compare)
	for _, s := range subjects {
		if is := e.reaches(s); is {
			e.level[s] = 0
		}
	}
	direct := func(m *move) bool { return m.via != viaWebhook }
	for range 2 {
		for e.round(subjects, moves, direct) {
		}
		direct = func(*move) bool { return true }
	}
}

// reaches reports whether a subject is at the goal.
func (e *escalation) reaches(s Subject) bool {
	return slices.ContainsFunc(e.granted(s), func(g *granted) bool {
		return g.where == everywhere && slices.ContainsFunc(g.rules, isAdmin)
	})
}

// allMoves are the steps of some subjects, and of those that the steps lead to.
func (e *escalation) allMoves(from []Subject) map[Subject][]*move {
	moves, met := map[Subject][]*move{}, map[*pool]bool{}
	for queue := slices.Clone(from); len(queue) > 0; {
		s := queue[0]
		queue = queue[1:]
		if _, done := moves[s]; done {
			continue
		}
		moves[s] = e.moves(s)
		for _, m := range moves[s] {
			queue = append(queue, m.to...)
			if m.pool != nil && !met[m.pool] {
				met[m.pool] = true
				queue = append(queue, m.pool.members...)
			}
		}
	}
	return moves
}

// round lets each subject that has no way yet take the step to the nearest one that has,
// and reports whether any could.
func (e *escalation) round(subjects []Subject, moves map[Subject][]*move, may func(*move) bool) bool {
	e.rate()
	found := map[Subject]*taken{}
	for _, s := range subjects {
		if _, done := e.level[s]; done {
			continue
		}
		for _, m := range moves[s] {
			if !may(m) {
				continue
			}
			if next, ok := e.nearest(m); ok && (found[s] == nil || e.level[next] < e.level[found[s].next]) {
				found[s] = &taken{m, next}
			}
		}
	}
	for s, t := range found {
		e.level[s], e.taken[s] = e.level[t.next]+1, t
	}
	return len(found) > 0
}

// rate finds the nearest member of each pool.
func (e *escalation) rate() {
	pools := slices.Concat(slices.Collect(maps.Values(e.accounts)), slices.Collect(maps.Values(e.running)), []*pool{e.users})
	for _, p := range pools {
		for i, s := range p.members {
			if level, ok := e.level[s]; ok && (p.best == nil || level < e.level[*p.best]) {
				p.best = &p.members[i]
			}
		}
	}
}

// nearest is what a step should lead to; ok is false if nothing of it is on a way.
func (e *escalation) nearest(m *move) (best Subject, ok bool) {
	candidates := m.to
	if m.pool != nil && m.pool.best != nil {
		candidates = append(slices.Clone(m.to), *m.pool.best)
	}
	for _, s := range candidates {
		if level, on := e.level[s]; on && (!ok || level < e.level[best]) {
			best, ok = s, true
		}
	}
	return best, ok
}

// path is the way of a subject to the goal, as facts; nil if it is there or has none.
func (e *escalation) path(s Subject) []*model.EscalationStep {
	var steps []*model.EscalationStep
	for t := e.taken[s]; t != nil; t = e.taken[t.next] {
		step := &model.EscalationStep{Via: t.via, Text: fmt.Sprintf(t.format, t.args...), Becomes: describe(t.next), Binding: t.by.binding.Ref}
		step.BuiltIn = t.next.Kind == ServiceAccount && !e.own[t.next]
		if t.by.rule != nil {
			step.Rule = t.by.rule.Ref
		}
		steps = append(steps, step)
	}
	return steps
}

// describe names a subject for a message.
func describe(s Subject) string {
	switch s.Kind {
	case ServiceAccount:
		if strings.HasPrefix(s.Namespace, leftOut) {
			return s.Kind + " " + s.Name
		}
		return s.Kind + " " + s.Namespace + "/" + s.Name
	case clusterRole, "Role":
		if s.Namespace == "" {
			return s.Name
		}
		return s.Name + " " + place(s.Namespace).String()
	}
	return s.Kind + " " + s.Name
}

// String says where, for a message.
func (p place) String() string {
	switch {
	case p == everywhere || p == everyNamespace:
		return "in every namespace"
	case strings.HasPrefix(string(p), leftOut):
		return "in the namespace of its binding"
	}
	return "in " + string(p)
}

// moves are all steps of a subject, in a fixed order.
func (e *escalation) moves(s Subject) []*move {
	all := e.granted(s)
	var rules []held
	for _, g := range all {
		for _, l := range e.lead(g) { // every step takes a grant
			rules = append(rules, held{g, l.rule})
		}
	}
	if len(rules) == 0 {
		return nil
	}
	c := &chooser{escalation: e, granted: all, rules: rules}
	c.createWorkloads()
	c.updateWorkloads()
	c.requestTokens()
	c.readTokens()
	c.exec()
	c.impersonate()
	c.bind()
	c.escalate()
	c.webhooks()
	return c.found
}

// chooser finds the steps of one subject.
type chooser struct {
	*escalation
	granted []*granted
	rules   []held
	found   []*move
}

// use is a rule that allows a verb on a kind of objects.
type use struct {
	held
	// names are the objects that it is narrowed to; nil means all.
	names []string
}

func (c *chooser) add(via string, by held, to []Subject, from *pool, format string, args ...any) {
	if len(to) == 0 && from == nil {
		return
	}
	c.found = append(c.found, &move{via: via, format: format, args: args, by: by, to: to, pool: from})
}

// uses are the rules that allow any of some verbs on a kind of objects, one of each place
// and list of names.
func (c *chooser) uses(t target, verbs ...string) []use {
	var list []use
	var seen map[string]bool
	for _, h := range c.rules {
		if !givesAny(h.rule, t, verbs) {
			continue
		}
		key := string(h.where) + "\x00" + strings.Join(h.rule.ResourceNames, "\x00")
		if seen[key] {
			continue
		}
		if seen == nil {
			seen = map[string]bool{}
		}
		seen[key] = true
		list = append(list, use{h, h.rule.ResourceNames})
	}
	return list
}

// together are the places where a rule and any of some others hold both.
func together(u use, others []use) []place {
	in := u.inNamespaces()
	var places []place
	for _, other := range others {
		switch p, ok := meet(in, other.inNamespaces()); {
		case !ok:
		case p == in:
			return []place{in} // it holds nowhere else
		default:
			places = append(places, p)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// inNamespaces is where a rule holds for objects of namespaces.
func (h held) inNamespaces() place {
	if h.where == everywhere {
		return everyNamespace
	}
	return h.where
}

func one(group, resource, sub string) target { return target{group, resource, sub} }

func (c *chooser) createWorkloads() {
	for _, t := range workloads {
		for _, u := range c.uses(t, "create") {
			c.add(model.GrantWorkloadCreate, u.held, nil, c.accounts[u.inNamespaces()], "create %s %s", t.resource, u.inNamespaces())
		}
	}
}

// controllerKinds are the kinds whose pod template can be changed, by their resource.
var controllerKinds = map[target]string{
	{"", "replicationcontrollers", ""}: "ReplicationController",
	{"apps", "deployments", ""}:        "Deployment",
	{"apps", "daemonsets", ""}:         "DaemonSet",
	{"apps", "statefulsets", ""}:       "StatefulSet",
	{"apps", "replicasets", ""}:        "ReplicaSet",
	{"batch", "cronjobs", ""}:          "CronJob",
}

// alwaysThere are the workloads that every EKS cluster runs in kube-system.
//
// Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
var alwaysThere = map[string][]string{
	"DaemonSet":  {"aws-node", "kube-proxy"},
	"Deployment": {"coredns"},
}

const systemNamespace = "kube-system"

// updateWorkloads changes what is there: the template of a controller takes another
// service account, while a Pod takes only another image and keeps its own.
func (c *chooser) updateWorkloads() {
	for _, t := range workloads {
		kind, found := controllerKinds[t]
		if !found {
			continue
		}
		for _, u := range c.uses(t, "update", "patch") {
			for _, p := range c.where(kind, u) {
				c.add(model.GrantWorkloadUpdate, u.held, nil, c.accounts[p], "change %s %s", t.resource, p)
			}
		}
	}
	for _, u := range c.uses(one("", "pods", ""), "update", "patch") {
		to, from := c.inPods(u)
		c.add(model.GrantWorkloadUpdate, u.held, to, from, "change the image of pods %s", u.inNamespaces())
	}
}

// where are the places in which workloads of a kind are that a rule covers.
func (c *chooser) where(kind string, u use) []place {
	in := map[place]bool{}
	for _, w := range c.workloads {
		p := placeOf(&w.Object)
		if w.Kind == kind && u.inNamespaces().includes(p) && names(u.names, w.Name) {
			in[place(p)] = true
		}
	}
	for _, name := range alwaysThere[kind] {
		if u.inNamespaces().includes(systemNamespace) && names(u.names, name) {
			in[systemNamespace] = true
		}
	}
	return slices.Sorted(maps.Keys(in))
}

// names reports whether a rule that is narrowed to some names covers one.
func names(list []string, name string) bool { return len(list) == 0 || slices.Contains(list, name) }

// inPods are the service accounts whose token lies in a pod that a rule covers. The names
// of pods that a controller makes are not known beforehand.
func (c *chooser) inPods(u use) (to []Subject, from *pool) {
	if len(u.names) == 0 {
		return nil, c.running[u.inNamespaces()]
	}
	for _, w := range c.workloads {
		if w.Kind == "Pod" && u.inNamespaces().includes(placeOf(&w.Object)) && slices.Contains(u.names, w.Name) && holdsToken(w) {
			to = append(to, accountOf(&w.Pod))
		}
	}
	return to, nil
}

// named are the service accounts that a rule covers.
func (c *chooser) named(u use) (to []Subject, from *pool) {
	if len(u.names) == 0 {
		return nil, c.accounts[u.inNamespaces()]
	}
	for _, name := range u.names {
		for _, s := range c.byName[name] {
			if u.inNamespaces().includes(s.Namespace) {
				to = append(to, s)
			}
		}
	}
	return to, nil
}

func (c *chooser) requestTokens() {
	for _, u := range c.uses(one("", "serviceaccounts", "token"), "create") {
		to, from := c.named(u)
		c.add(model.GrantTokenRequest, u.held, to, from, "create a token of a service account %s", u.inNamespaces())
	}
}

// readTokens reads Secrets with a token: those that are there, and those that one makes,
// which the token controller then fills.
func (c *chooser) readTokens() {
	making := c.uses(one("", "secrets", ""), "create")
	for _, u := range c.uses(one("", "secrets", ""), readVerbs...) {
		var to []Subject
		for _, t := range c.tokens {
			if u.inNamespaces().includes(string(t.where)) && names(u.names, t.secret) {
				to = append(to, t.owner)
			}
		}
		c.add(model.GrantSecretsRead, u.held, to, nil, "read a Secret with a token %s", u.inNamespaces())
		if len(u.names) > 0 {
			continue
		}
		for _, p := range together(u, making) {
			c.add(model.GrantSecretsCreate, u.held, nil, c.accounts[p], "make a Secret for a token and read it %s", p)
		}
	}
}

// meet is where two rules hold both.
func meet(a, b place) (p place, ok bool) {
	switch {
	case a == b, b == everyNamespace:
		return a, true
	case a == everyNamespace:
		return b, true
	}
	return "", false
}

func (c *chooser) exec() {
	verbs := []string{"create"}
	if c.minor < execCreateMinor {
		verbs = append(verbs, "get")
	}
	into := slices.Concat(c.uses(one("", "pods", "exec"), verbs...), c.uses(one("", "pods", "ephemeralcontainers"), "update", "patch"))
	for _, u := range into {
		to, from := c.inPods(u)
		c.add(model.GrantPodExec, u.held, to, from, "run a command in a pod %s", u.inNamespaces())
	}
	for _, u := range c.uses(one("", "nodes", "proxy"), "get", "create", "update", "patch", "delete") {
		if u.where == everywhere {
			c.add(model.GrantNodeProxy, u.held, nil, c.running[everyNamespace], "run a command in any pod through the kubelet")
		}
	}
}

// impersonate takes the place of others. To name a group one must name a user as well.
func (c *chooser) impersonate() {
	const verb = "impersonate"
	users := slices.DeleteFunc(c.uses(one("", "users", ""), verb), func(u use) bool { return u.where != everywhere })
	accounts := c.uses(one("", "serviceaccounts", ""), verb)
	for _, u := range users {
		var to []Subject
		for _, name := range u.names {
			to = append(to, Subject{Kind: User, Name: name})
		}
		from := c.users
		if len(u.names) > 0 {
			from = nil
		}
		c.add(model.GrantImpersonate, u.held, to, from, "impersonate a user")
	}
	for _, u := range accounts {
		to, from := c.named(u)
		c.add(model.GrantImpersonate, u.held, to, from, "impersonate a service account %s", u.inNamespaces())
	}
	for _, u := range c.uses(one("", "groups", ""), verb) {
		if u.where != everywhere || len(users)+len(accounts) == 0 {
			continue
		}
		to := []Subject{{Kind: Group, Name: mastersGroup}}
		if len(u.names) > 0 {
			to = nil
			for _, name := range u.names {
				to = append(to, Subject{Kind: Group, Name: name})
			}
		}
		c.add(model.GrantImpersonate, u.held, to, nil, "impersonate a group")
	}
}

// bind gives itself a role by a binding. Without the verb bind the API server lets nobody
// give what he does not have.
func (c *chooser) bind() {
	writing := c.uses(one(rbacGroup, "rolebindings", ""), "create")
	for _, u := range c.uses(one(rbacGroup, "clusterroles", ""), "bind") {
		for _, w := range c.uses(one(rbacGroup, "clusterrolebindings", ""), "create") {
			if u.where == everywhere && w.where == everywhere {
				c.add(model.GrantBind, u.held, boundRoles(u.names, everywhere), nil, "bind a cluster role to itself")
			}
		}
		for _, p := range together(u, writing) {
			c.add(model.GrantBind, u.held, boundRoles(u.names, p), nil, "bind a cluster role to itself %s", p)
		}
		c.joinBindings(u, clusterRole)
	}
	for _, u := range c.uses(one(rbacGroup, "roles", ""), "bind") {
		for _, p := range together(u, writing) {
			c.add(model.GrantBind, u.held, c.localRoles(u.names, p), nil, "bind a role to itself %s", p)
		}
		c.joinBindings(u, "Role")
	}
}

// boundRoles are the holders of cluster roles of some names, and that of cluster-admin for
// all.
func boundRoles(names []string, where place) []Subject {
	if len(names) == 0 {
		names = []string{adminRole}
	}
	var to []Subject
	for _, name := range names {
		to = append(to, holding(clusterRole, name, where))
	}
	return to
}

// localRoles are the holders of the Roles of the unit that a rule covers.
func (c *chooser) localRoles(list []string, where place) []Subject {
	var to []Subject
	for _, name := range slices.Sorted(maps.Keys(c.roles.local)) {
		for _, role := range c.roles.local[name] {
			if p := placeOf(&role.Object); where.includes(p) && names(list, name) {
				to = append(to, holding("Role", name, place(p)))
			}
		}
	}
	return to
}

// joinBindings adds itself to bindings that are there and refer to a role that one may
// bind.
func (c *chooser) joinBindings(u use, kind string) {
	for _, b := range c.bindings {
		resource, where := "rolebindings", place(placeOf(&b.Object))
		if b.Kind == clusterRoleBinding {
			resource, where = "clusterrolebindings", everywhere
		}
		if b.RoleKind != kind || !names(u.names, b.RoleName) || !u.where.includes(string(where)) {
			continue
		}
		for _, w := range c.uses(one(rbacGroup, resource, ""), "update", "patch") {
			if w.where.includes(string(where)) && names(w.names, b.Name) {
				c.add(model.GrantBind, u.held, []Subject{holding(kind, b.RoleName, where)}, nil, "add itself to %s %s", b.Kind, b.Name)
			}
		}
	}
}

// escalate widens a role that it has, or makes one that such a role aggregates.
func (c *chooser) escalate() {
	roles, clusterRoles := one(rbacGroup, "roles", ""), one(rbacGroup, "clusterroles", "")
	for _, u := range c.uses(clusterRoles, "escalate") {
		if u.where != everywhere {
			continue
		}
		for _, w := range c.uses(clusterRoles, "update", "patch") {
			if w.where == everywhere {
				c.widen(u, w, clusterRole)
			}
		}
		for _, w := range c.uses(clusterRoles, "create") {
			if w.where == everywhere && len(u.names) == 0 {
				c.aggregate(u)
			}
		}
	}
	for _, u := range c.uses(roles, "escalate") {
		for _, w := range c.uses(roles, "update", "patch") {
			c.widen(u, w, "Role")
		}
	}
}

// widen lets the roles that it has and that two rules cover allow everything.
func (c *chooser) widen(may, write use, kind string) {
	for _, g := range c.granted {
		if g.binding.RoleKind != kind || !names(may.names, g.binding.RoleName) || !names(write.names, g.binding.RoleName) {
			continue
		}
		if kind == "Role" && (!may.where.includes(string(g.where)) || !write.where.includes(string(g.where))) {
			continue
		}
		c.add(model.GrantEscalate, may.held, boundRoles(nil, g.where), nil, "add permissions to %s %s", kind, g.binding.RoleName)
	}
}

func (c *chooser) aggregate(may use) {
	for _, g := range c.granted {
		if g.binding.RoleKind == clusterRole && slices.ContainsFunc(c.roles.byName[g.binding.RoleName], aggregates) {
			c.add(viaAggregation, may.held, boundRoles(nil, g.where), nil,
				"make a ClusterRole that %s aggregates", g.binding.RoleName)
		}
	}
}

// webhooks change the pods that others create.
func (c *chooser) webhooks() {
	for _, resource := range []string{"mutatingwebhookconfigurations", "mutatingadmissionpolicies"} {
		for _, u := range c.uses(one(webhookGroup, resource, ""), writing...) {
			if u.where == everywhere && len(u.names) == 0 {
				c.add(viaWebhook, u.held, nil, c.running[everyNamespace], "change pods as they are created by %s", resource)
			}
		}
	}
}
