package rules["pod-security"]["run-as-root-user_test"]

import data.rules["pod-security"]["run-as-root-user"] as rule

test_a_container_is_root if {
	found := rule.findings with input as _containers([_root], {}, 34)
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "security_context.run_as_user", "medium",
		`container "app" of Pod "web" runs as root`,
	]}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["run-as-non-root-unset", 7]}
	{f.related | some f in found} == {[]}
}

test_another_user_or_none_is_not_found if {
	rule.findings == set() with input as _containers([_user(1000)], {}, 34)
	rule.findings == set() with input as _containers([{"ref": 7, "effective": {}}], {}, 34)
}

test_high_if_privileged if {
	privileged := object.union(_root, {"security_context": {"privileged": true}})
	_said == {[
		"high",
		`container "app" of Pod "web" runs as root, and is privileged`,
	]} with input as _containers([privileged], {}, 34)
	not_privileged := object.union(_root, {"security_context": {"privileged": false}})
	_severities == {"medium"} with input as _containers([not_privileged], {}, 34)
}

test_a_node_agent_needs_what_it_has if {
	every more in [{"privileged": true}, {"capabilities": {"add": ["SYS_PTRACE"]}}] {
		agent := object.union(_root, {"security_context": more})
		_severities == {"medium"} with input as _containers([agent], {"node_agent": "aws-ebs-csi-driver"}, 34)
	}
}

test_high_if_a_critical_capability_is_added if {
	critical := object.union(_root, {"security_context": {"capabilities": {"add": ["CHOWN", "SYS_PTRACE"]}}})
	_said == {[
		"high",
		`container "app" of Pod "web" runs as root, and adds SYS_PTRACE`,
	]} with input as _containers([critical], {}, 34)
	others := object.union(_root, {"security_context": {"capabilities": {"add": ["CHOWN", "NET_ADMIN"]}}})
	_severities == {"medium"} with input as _containers([others], {}, 34)
}

test_high_if_the_internet_reaches_it if {
	model := _containers([_root], _exposed, 34)
	_said == {[
		"high",
		`container "app" of Pod "web" runs as root, and the internet reaches it through Service "web"`,
	]} with input as model
	{[p.ref, p.field] | some f in rule.findings; some p in f.related} == {[9, ""]} with input as model
}

test_an_init_container_is_not_reached if {
	init := object.union(_root, {"type": "init"})
	_severities == {"medium"} with input as _containers([init], _exposed, 34)
	{f.related | some f in rule.findings} == {[]} with input as _containers([init], _exposed, 34)
}

test_the_pod_makes_its_containers_root if {
	heir := {"ref": 7, "effective": {"run_as_user": 0, "run_as_user_origin": "pod"}}
	own := {"ref": 8, "effective": {"run_as_user": 1000, "run_as_user_origin": "container"}}
	found := rule.findings with input as _workload([heir, own], {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		1, "security_context.run_as_user", "medium",
		`Pod "web" makes its containers run as root`,
	]}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {
		["run-as-non-root-unset", 1],
		["run-as-non-root-unset", 7],
	}
}

test_the_pod_counts_even_if_every_container_is_another_user if {
	own := {
		"ref": 8, "effective": {"run_as_user": 1000, "run_as_user_origin": "container"},
		"security_context": {"privileged": true},
	}
	{[f.ref, f.severity] | some f in rule.findings} == {[1, "medium"]} with input as _workload([own], _exposed)
	{f.related | some f in rule.findings} == {[]} with input as _workload([own], _exposed)
}

test_the_pod_is_high_if_a_container_that_inherits_is if {
	heir := {
		"ref": 7, "effective": {"run_as_user": 0, "run_as_user_origin": "pod"},
		"security_context": {"privileged": true},
	}
	found := rule.findings with input as _workload([heir], {})
	{[f.severity, f.message] | some f in found} == {[
		"high",
		`Pod "web" makes its containers run as root, and is privileged`,
	]}
}

test_a_user_namespace_is_exempt_from_1_35 if {
	rule.findings == set() with input as _containers([_root], {"host_users": false}, 35)
	count(rule.findings) == 1 with input as _containers([_root], {"host_users": false}, 34)
	count(rule.findings) == 1 with input as _containers([_root], {"host_users": true}, 35)
}

test_versions_that_disagree_about_user_namespaces_are_undecided if {
	model := object.union(
		_containers([_root], {"host_users": false}, 37),
		{"settings": {"oldest_kubernetes_minor": 31}},
	)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "not-in-input"}} with input as model
}

test_a_template_for_the_user_namespace_is_undecided if {
	template := {"unknown": {"host_users": "template-value"}}
	model := _containers([_root], template, 35)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "template-value"}} with input as model
	rule.undecided == set() with input as _containers([_user(1000)], template, 35)
	by_pod := _workload([], object.union(template, {"security_context": {"run_as_user": 0}}))
	count(rule.undecided) == 1 with input as object.union(
		by_pod,
		{"settings": {"kubernetes_minor": 35, "oldest_kubernetes_minor": 35}},
	)
}

test_a_template_is_undecided if {
	container := {"ref": 7, "effective": {}, "unknown": {"security_context": "template-value"}}
	model := _containers([container], {}, 35)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "security_context.run_as_user", "reason": "template-value"}} with input as model
	namespaced := _containers([container], {"host_users": false}, 35)
	rule.undecided == set() with input as namespaced
}

test_a_template_in_the_pod_is_undecided if {
	workload := {"unknown": {"security_context.run_as_user": "template-value"}}
	model := _containers([{"ref": 7, "effective": {}}], workload, 35)
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "security_context.run_as_user", "reason": "template-value"}} with input as model
	namespaced := _containers([], object.union(workload, {"host_users": false}), 35)
	rule.undecided == set() with input as namespaced
}

_said contains [f.severity, f.message] if some f in rule.findings

_severities contains f.severity if some f in rule.findings

_root := _user(0)

_user(id) := {
	"ref": 7, "security_context": {"run_as_user": id},
	"effective": {"run_as_user": id, "run_as_user_origin": "container"},
}

_exposed := {"exposures": [{"ref": 9, "kind": "Service", "name": "web"}]}

_workload(containers, more) := _containers(
	containers,
	object.union({"security_context": {"run_as_user": 0}}, more), 34,
)

_containers(containers, more, minor) := {
	"settings": {"kubernetes_minor": minor, "oldest_kubernetes_minor": minor},
	"containers": judged,
	"workloads": [object.union(workload, {"containers": judged})],
} if {
	workload := object.union({"ref": 1, "kind": "Pod", "name": "web"}, more)
	judged := [object.union({"name": "app", "type": "main", "workload": workload}, c) | some c in containers]
}
