package rules.lib.applications_test

import data.rules.lib.applications

test_the_widest_label_decides if {
	labels := {"app": "web", "app.kubernetes.io/name": "nginx", "app.kubernetes.io/part-of": "shop"}
	applications.of({"name": "w", "labels": labels}) == "shop"
	applications.of({"name": "w", "labels": object.remove(labels, ["app.kubernetes.io/part-of"])}) == "nginx"
	applications.of({"name": "w", "labels": {"app": "web", "k8s-app": "other"}}) == "web"
	applications.of({"name": "w", "labels": {"app.kubernetes.io/instance": "one"}}) == "one"
}

test_labels_of_pods_decide_too if {
	applications.of({"name": "w", "pod_labels": {"app": "web"}}) == "web"
	applications.of({"name": "w", "labels": {"app": "own"}, "pod_labels": {"app": "web"}}) == "own"
}

test_a_workload_without_labels_is_an_application if {
	applications.of({"name": "w"}) == "w"
	applications.of({"name": "w", "labels": {"team": "x"}}) == "w"
}

test_an_unknown_label if {
	workload := {"name": "w", "unknown": {"labels.app": "template-value"}}
	not applications.of(workload)
	applications.label_unknown(workload) == {"field": ["labels", "app"], "reason": "template-value"}
}

test_an_unknown_label_below_a_known_one_does_not_matter if {
	workload := {
		"name": "w", "labels": {"app.kubernetes.io/part-of": "shop"},
		"unknown": {"labels.app": "template-value"},
	}
	applications.of(workload) == "shop"
	not applications.label_unknown(workload)
}

test_all_labels_are_unknown if {
	workload := {"name": "w", "unknown": {"pod_labels": "template-value"}}
	not applications.of(workload)
	applications.label_unknown(workload).field[0] == "pod_labels"
}

test_other_unknown_fields_do_not_matter if {
	workload := {"name": "w", "unknown": {"labels.team": "template-value", "namespace": "namespace-left-out"}}
	applications.of(workload) == "w"
	not applications.label_unknown(workload)
}
