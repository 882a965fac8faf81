package rules.workloads["resource-requests-missing_test"]

import data.rules.workloads["resource-requests-missing"] as rule

test_no_requests if {
	found := rule.findings with input as _container({})
	{[f.ref, f.field, f.message] | some f in found} == {[
		7, "resources.requests",
		`container "app" of Deployment "web" requests no cpu and no memory`,
	]}
}

test_one_request_is_missing if {
	every given, missing in {"cpu": "memory", "memory": "cpu"} {
		found := rule.findings with input as _container({"effective_resources": {"requests": {given: "1"}}})
		{[f.field, f.message] | some f in found} == {[
			sprintf("resources.requests.%s", [missing]),
			sprintf(`container "app" of Deployment "web" requests no %s`, [missing]),
		]}
	}
}

test_both_requests if {
	rule.findings == set() with input as _container({"effective_resources": {"requests": {"cpu": "1", "memory": "1Gi"}}})
}

test_containers_by_type if {
	count(rule.findings) == 1 with input as _container({"type": "sidecar"})
	rule.findings == set() with input as _container({"type": "init"})
	rule.findings == set() with input as _container({"type": "ephemeral"})
	init := {"type": "init", "unknown": {"effective_resources.requests.cpu": "template-value"}}
	rule.undecided == set() with input as _container(init)
}

test_an_unknown_request_is_undecided if {
	unknown := {"unknown": {"effective_resources.requests.cpu": "template-value"}}
	known := object.union(unknown, {"effective_resources": {"requests": {"memory": "1Gi"}}})
	rule.findings == set() with input as _container(known)
	rule.undecided == {{
		"ref": 7, "field": "resources.requests.cpu",
		"reason": "template-value",
	}} with input as _container(known)
}

test_what_is_missing_for_certain_is_found if {
	unknown := {"unknown": {"effective_resources.requests.cpu": "template-value"}}
	{f.field | some f in rule.findings} == {"resources.requests.memory"} with input as _container(unknown)
	rule.undecided == set() with input as _container(unknown)
}

_container(container) := {"containers": [object.union(
	{
		"ref": 7, "name": "app", "type": "main", "effective_resources": {},
		"workload": {"ref": 1, "kind": "Deployment", "name": "web"},
	},
	container,
)]}
