package rules.lib.annotations_test

import data.rules.lib.annotations

test_an_unknown_annotation_with_the_prefix if {
	workload := {"unknown": {
		"pod_annotations.example.com/a": "template-value",
		"pod_annotations.example.org/a": "template-value",
		"annotations.example.com/a": "template-value", "namespace": "namespace-left-out",
	}}
	annotations.unknown(workload, "example.com/") == {[["pod_annotations", "example.com/a"], "template-value"]}
}

test_all_annotations_are_unknown if {
	workload := {"unknown": {"pod_annotations": "template-value"}}
	annotations.unknown(workload, "example.com/") == {[["pod_annotations"], "template-value"]}
}

test_all_annotations_are_known if {
	annotations.unknown({}, "example.com/") == set()
}
