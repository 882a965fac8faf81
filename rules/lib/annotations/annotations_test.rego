package rules.lib.annotations_test

import data.rules.lib.annotations

test_one_annotation_with_the_prefix if {
	annotations.unknown_field("pod_annotations.example.com/a", "example.com/") == ["pod_annotations", "example.com/a"]
}

test_one_annotation_with_another_name if {
	not annotations.unknown_field("pod_annotations.example.org/a", "example.com/")
}

test_all_annotations if {
	annotations.unknown_field("pod_annotations", "example.com/") == ["pod_annotations"]
}
