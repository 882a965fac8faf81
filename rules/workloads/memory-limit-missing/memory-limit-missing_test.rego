package rules.workloads["memory-limit-missing_test"]

import data.rules.workloads["memory-limit-missing"] as rule

test_no_memory_limit if {
	found := rule.findings with input as _container({"effective_resources": {"requests": {"memory": "1Gi"}}})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "resources.limits.memory", "low",
		`container "app" of Deployment "web" has no memory limit`,
	]}
	{f.subsumes | some f in found} == {[]}
}

test_a_memory_limit if {
	rule.findings == set() with input as _container({"effective_resources": {"limits": {"memory": "1Gi"}}})
}

test_a_limit_of_zero_is_none if {
	model := _container({
		"resources": {"limits": {"memory": "0"}},
		"effective_resources": {"requests": {"cpu": "1"}},
	})
	every f in rule.findings {
		endswith(f.message, "has the memory limit 0, which is none")
	} with input as model
	count(rule.findings) == 1 with input as model
}

test_no_resources_at_all if {
	found := rule.findings with input as _container({})
	{f.message | some f in found} == {`container "app" of Deployment "web" has neither requests nor limits`}
	{[s.rule, s.ref] | some f in found; some s in f.subsumes} == {["resource-requests-missing", 7]}
}

test_unknown_requests_are_left_to_their_rule if {
	every resource in ["cpu", "memory"] {
		unknown := {sprintf("effective_resources.requests.%s", [resource]): "template-value"}
		found := rule.findings with input as _container({"unknown": unknown})
		{[f.message, f.subsumes] | some f in found} == {[`container "app" of Deployment "web" has no memory limit`, []]}
	}
}

test_containers_by_type if {
	every type, severity in {"main": "low", "sidecar": "low", "init": "info"} {
		{f.severity | some f in rule.findings} == {severity} with input as _container({"type": type})
	}
	rule.findings == set() with input as _container({"type": "ephemeral"})
}

test_cpu_limits_in_the_strict_profile if {
	memory := {"effective_resources": {"limits": {"memory": "1Gi"}}}
	found := rule.findings with input as _strict(memory)
	{[f.field, f.severity, f.message] | some f in found} == {[
		"resources.limits.cpu", "info",
		`container "app" of Deployment "web" has no CPU limit`,
	]}
	both := {"effective_resources": {"limits": {"memory": "1Gi", "cpu": "1"}}}
	rule.findings == set() with input as _strict(both)
	rule.findings == set() with input as _strict(object.union(memory, {"type": "init"}))
	unknown := {"unknown": {"effective_resources.limits.cpu": "template-value"}}
	rule.findings == set() with input as _strict(object.union(memory, unknown))
	{u.field | some u in rule.undecided} == {"resources.limits.cpu"} with input as _strict(object.union(memory, unknown))
	rule.undecided == set() with input as _container(object.union(memory, unknown))
}

test_an_unknown_limit_is_undecided if {
	model := _container({"unknown": {"effective_resources.limits.memory": "namespace-left-out"}})
	rule.findings == set() with input as model
	rule.undecided == {{
		"ref": 7, "field": "resources.limits.memory",
		"reason": "namespace-left-out",
	}} with input as model
}

_strict(container) := object.union(_container(container), {"settings": {"profile": "strict"}})

_container(container) := {
	"settings": {"profile": "default"},
	"containers": [object.union(
		{
			"ref": 7, "name": "app", "type": "main", "effective_resources": {},
			"workload": {"ref": 1, "kind": "Deployment", "name": "web"},
		},
		container,
	)],
}
