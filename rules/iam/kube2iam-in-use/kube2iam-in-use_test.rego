package rules.iam["kube2iam-in-use_test"]

import data.rules.iam["kube2iam-in-use"] as rule

test_pods_ask_for_a_role if {
	{[f.ref, f.field, f.message] | some f in rule.findings} == {[
		2, ["pod_annotations", "iam.amazonaws.com/role"],
		`Deployment "web" asks kube2iam or kiam for a role by the annotation iam.amazonaws.com/role`,
	]} with input as _workload({"pod_annotations": {"iam.amazonaws.com/role": "web", "iam.amazonaws.com/external-id": "x"}})
	every name in ["iam.amazonaws.com/external-id", "iam.amazonaws.com/session-name"] {
		{f.field[1] | some f in rule.findings} == {name} with input as _workload({"pod_annotations": {name: "x"}})
	}
	rule.findings == set() with input as _workload({"pod_annotations": {"eks.amazonaws.com/role-arn": "x"}})
	rule.findings == set() with input as _workload({"pod_annotations": {"iam.amazonaws.com/role": ""}})
}

test_a_role_that_is_filled_in_later_is_one if {
	unknown := {"pod_annotations.iam.amazonaws.com/role": "template-value"}
	{f.field[1] | some f in rule.findings} == {"iam.amazonaws.com/role"} with input as _workload({"unknown": unknown})
	rule.undecided == set() with input as _workload({"unknown": unknown})
}

test_annotations_that_are_not_known_are_undecided if {
	unknown := {"unknown": {"pod_annotations": "template-value"}}
	rule.findings == set() with input as _workload(unknown)
	rule.undecided == {{"ref": 2, "field": "pod_annotations", "reason": "template-value"}} with input as _workload(unknown)
}

test_namespaces_say_what_may_be_asked_for if {
	every name in ["iam.amazonaws.com/allowed-roles", "iam.amazonaws.com/permitted"] {
		{[f.ref, f.field] | some f in rule.findings} == {[1, ["annotations", name]]} with input as {"namespaces": [{
			"ref": 1, "kind": "Namespace", "name": "shop",
			"annotations": {name: ".*"},
		}]}
	}
}

test_the_agents_run_on_each_node if {
	every repository, agent in {"jtblin/kube2iam": "kube2iam", "uswitch/kiam": "kiam", "mirror/quay.io/uswitch/kiam": "kiam"} {
		{[f.ref, f.field, f.message] | some f in rule.findings} == {[
			3, "image",
			sprintf(`container "agent" of DaemonSet "agent" runs %s, which answers pods in place of the instance metadata`, [agent]),
		]} with input as _agent("DaemonSet", {"image": {"repository": repository}})
	}
	rule.findings == set() with input as _agent("DaemonSet", {"image": {"repository": "example/not-kiam"}})
	rule.findings == set() with input as _agent("Deployment", {"image": {"repository": "uswitch/kiam"}})
}

test_an_image_that_is_not_known_is_undecided if {
	more := {"unknown": {"image.repository": "template-value"}}
	{u.ref | some u in rule.undecided} == {3} with input as _agent("DaemonSet", more)
	rule.undecided == set() with input as _agent("Deployment", more)
}

_workload(more) := {"workloads": [object.union({"ref": 2, "kind": "Deployment", "name": "web"}, more)]}

_agent(kind, more) := {"containers": [object.union(
	{"ref": 3, "name": "agent", "type": "main", "workload": {"ref": 2, "kind": kind, "name": "agent"}},
	more,
)]}
