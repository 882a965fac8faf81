package rules["pod-security"]["run-as-non-root-unset_test"]

import data.rules["pod-security"]["run-as-non-root-unset"] as rule

test_neither_says_so if {
	found := rule.findings with input as _pod(null, null, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "security_context.run_as_non_root", "medium",
		`container "app" of Pod "web" may run as root: neither it nor its pod sets runAsNonRoot`,
	]}
}

test_the_container_says_false if {
	every pod in [null, true] {
		found := rule.findings with input as _pod(pod, false, {})
		{[f.ref, f.message] | some f in found} == {[
			7,
			`container "app" of Pod "web" may run as root: runAsNonRoot is false`,
		]}
	}
}

test_the_pod_says_false if {
	found := rule.findings with input as _pod(false, null, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		1, "security_context.run_as_non_root", "medium",
		`Pod "web" lets its containers run as root: runAsNonRoot is false`,
	]}
}

test_both_say_false if {
	{f.ref | some f in rule.findings} == {1, 7} with input as _pod(false, false, {})
}

test_true_is_not_found if {
	rule.findings == set() with input as _pod(true, null, {})
	rule.findings == set() with input as _pod(null, true, {})
	rule.findings == set() with input as _pod(true, true, {})
}

test_the_pod_counts_even_if_every_container_says_true if {
	{[f.ref, f.severity] | some f in rule.findings} == {[1, "low"]} with input as _pod(false, true, {})
}

test_a_user_above_0_makes_it_low if {
	user := {"container": {"effective": {"run_as_user": 1000}}}
	found := rule.findings with input as _pod(null, null, user)
	{[f.severity, f.message] | some f in found} == {[
		"low",
		`container "app" of Pod "web" may run as root: neither it nor its pod sets runAsNonRoot, though runAsUser is 1000`,
	]}
	{f.severity | some f in rule.findings} == {"low"} with input as _pod(false, null, user)
	root := {"container": {"effective": {"run_as_user": 0}}}
	{f.severity | some f in rule.findings} == {"medium"} with input as _pod(null, null, root)
}

test_windows_is_not_exempt if {
	count(rule.findings) == 1 with input as _pod(null, null, {"workload": {"os": "windows"}})
}

test_a_user_namespace_is_exempt_from_1_35 if {
	namespaced := {"workload": {"host_users": false}, "minor": 35}
	rule.findings == set() with input as _pod(false, false, namespaced)
	rule.undecided == set() with input as _pod(false, false, namespaced)
	count(rule.findings) == 2 with input as _pod(false, false, object.union(namespaced, {"minor": 34}))
}

test_versions_that_disagree_about_user_namespaces_are_undecided if {
	model := _pod(null, null, {"workload": {"host_users": false}, "minor": 37, "oldest": 31})
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 1, "field": "host_users", "reason": "not-in-input"}} with input as model
}

test_a_template_for_the_user_namespace_is_undecided if {
	template := {"workload": {"unknown": {"host_users": "template-value"}}, "minor": 35}
	every pod in [null, false] {
		rule.findings == set() with input as _pod(pod, null, template)
		rule.undecided == {{"ref": 1, "field": "host_users", "reason": "template-value"}} with input as _pod(
			pod, null,
			template,
		)
	}
	rule.undecided == set() with input as _pod(true, null, template)
	count(rule.findings) == 1 with input as _pod(null, null, object.union(template, {"minor": 34}))
}

test_a_template_in_the_container_is_undecided if {
	model := _pod(true, null, {"container": {
		"effective": {"run_as_non_root": null},
		"unknown": {
			"security_context.run_as_non_root": "template-value",
			"effective.run_as_non_root": "template-value",
		},
	}})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 7, "field": "security_context.run_as_non_root",
		"reason": "template-value",
	}} with input as model
}

test_a_template_in_the_pod_is_undecided_once if {
	model := _pod(null, null, {
		"container": {"unknown": {"effective.run_as_non_root": "template-value"}},
		"workload": {"unknown": {"security_context": "template-value"}},
	})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 1, "field": "security_context.run_as_non_root",
		"reason": "template-value",
	}} with input as model
}

test_templates_in_a_user_namespace_are_not_undecided if {
	model := _pod(null, null, {
		"container": {"unknown": {"security_context": "template-value"}},
		"workload": {"host_users": false, "unknown": {"security_context": "template-value"}},
		"minor": 35,
	})
	rule.undecided == set() with input as model
}

# A pod with one container, given what each says about runAsNonRoot (null for nothing) and
# what else there is.
_pod(pod, container, more) := {
	"settings": {
		"kubernetes_minor": object.get(more, "minor", 34),
		"oldest_kubernetes_minor": object.get(more, "oldest", object.get(more, "minor", 34)),
	},
	"workloads": [object.union(workload, {"containers": [judged]})],
	"containers": [object.union(judged, {"workload": workload})],
} if {
	workload := object.union_n([
		{"ref": 1, "kind": "Pod", "name": "web"},
		_set("security_context", "run_as_non_root", pod),
		object.get(more, "workload", {}),
	])
	judged := _known(object.union_n([
		{"ref": 7, "name": "app", "type": "main", "effective": {}, "workload": {"ref": 1, "kind": "Pod", "name": "web"}},
		_set("security_context", "run_as_non_root", container),
		_effective(pod, container),
		object.get(more, "container", {}),
	]))
}

_known(container) := object.union(
	object.remove(container, ["effective"]),
	{"effective": {k: v | some k, v in container.effective; v != null}},
)

_set(_, _, null) := {}

_set(holder, name, value) := {holder: {name: value}} if value != null

_effective(null, null) := {}

_effective(pod, null) := {"effective": {"run_as_non_root": pod, "run_as_non_root_origin": "pod"}} if pod != null

_effective(_, container) := {"effective": {
	"run_as_non_root": container,
	"run_as_non_root_origin": "container",
}} if {
	container != null
}
