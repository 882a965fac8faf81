package rules["pod-security"]["privileged-container_test"]

import data.rules["pod-security"]["privileged-container"] as rule

test_privileged_is_critical if {
	found := rule.findings with input as _with({"privileged": true}, {})
	{[f.ref, f.field, f.severity, f.message] | some f in found} == {[
		7, "security_context.privileged", "critical",
		`container "app" of Pod "web" is privileged`,
	]}
}

test_it_stands_for_the_rules_that_it_makes_pointless if {
	found := rule.findings with input as _with({"privileged": true}, {})
	some f in found
	{s.rule | some s in f.subsumes} == {
		"capabilities-not-dropped", "capability-beyond-baseline",
		"privilege-escalation-allowed",
	}
	{s.ref | some s in f.subsumes} == {7}
}

test_node_agents_are_info if {
	found := rule.findings with input as _with({"privileged": true}, {"node_agent": "kube-proxy"})
	{f.severity | some f in found} == {"info"}
}

test_unset_and_false_are_not_found if {
	rule.findings == set() with input as _with({}, {})
	rule.findings == set() with input as _with({"privileged": false}, {})
}

test_a_template_is_undecided if {
	model := {"containers": [{
		"ref": 7, "name": "app", "type": "main", "workload": {"ref": 1, "kind": "Pod", "name": "web"},
		"unknown": {"security_context": "template-value"},
	}]}
	rule.findings == set() with input as model
	rule.undecided == {{"ref": 7, "field": "security_context.privileged", "reason": "template-value"}} with input as model
}

_with(security_context, workload) := {"containers": [{
	"ref": 7, "name": "app", "type": "main",
	"workload": object.union({"ref": 1, "kind": "Pod", "name": "web"}, workload),
	"security_context": security_context,
}]}
