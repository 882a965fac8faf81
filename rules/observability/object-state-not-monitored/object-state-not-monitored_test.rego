package rules.observability["object-state-not-monitored_test"]

import data.rules.observability["object-state-not-monitored"] as rule

test_a_whole_cluster_without_it if {
	found := rule.findings with input as _cluster([])
	{[f.ref, f.field, f.message] | some f in found} == {[1, "", "nothing in this cluster reports the state of its objects"]}
	rule.undecided == set() with input as _cluster([])
}

test_a_program_of_the_cluster if {
	program := {"ref": 3, "containers": [{"image": {"repository": "kube-state-metrics/kube-state-metrics"}}]}
	rule.findings == set() with input as _cluster([program])
}

test_a_chart_that_is_installed if {
	installed := object.union(_cluster([]), {"chart_releases": [{"charts": ["x", "kube-prometheus-stack"]}]})
	rule.findings == set() with input as installed
	other := object.union(_cluster([]), {"chart_releases": [{"charts": ["x"]}]})
	count(rule.findings) == 1 with input as other
}

test_a_part_of_a_cluster_is_undecided_once if {
	part := {"namespaces": [{"ref": 5}, {"ref": 6}], "workloads": [_dns]}
	rule.findings == set() with input as part
	rule.undecided == {{"ref": 5, "field": "", "reason": "not-in-input"}} with input as part
	rule.undecided == set() with input as {"workloads": [_dns]}
}

test_an_unknown_image_leaves_it_open if {
	open := object.union(_cluster([]), {"containers": [{"unknown": {"image": "template-value"}}]})
	rule.findings == set() with input as open
	count(rule.undecided) == 1 with input as open
}

_dns := {"ref": 1, "containers": [{"image": {"repository": "eks/coredns"}}]}

_cluster(more) := {
	"namespaces": [{"ref": 5}],
	"containers": [{"image": {"repository": "eks/coredns"}}],
	"workloads": array.concat([_dns, {"ref": 2, "node_agent": "kube-proxy", "containers": []}], more),
}
